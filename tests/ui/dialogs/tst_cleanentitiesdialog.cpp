// SPDX-License-Identifier: MIT
#include "ui/dialogs/cleanentitiesdialog.h"

#include "dialogfixture.h"
#include "testprogram.h"
#include "upkeephub.h"

#include <QCheckBox>
#include <QTreeWidget>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using test::UpkeepHub;

class TestCleanEntitiesDialog : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_hub = std::make_shared<UpkeepHub>();
        m_hub->onEntitiesToClean = [this](const EntityCleaningQuery &query) {
            m_query = query;
            return m_cleaning;
        };
        m_cleaning = {};
        m_session = std::make_unique<HubSession>(HubInfo { u"OrdersHub"_s, {} }, m_hub, m_pool);
        m_dialog = std::make_unique<CleanEntitiesDialog>(*m_session);
        QVERIFY(test::shown(*m_dialog));
    }

    void cleanup()
    {
        m_dialog.reset();
        m_pool.waitForDone();
        m_session.reset();
    }

    void isAcceptedOnlyWithAPreview()
    {
        m_cleaning.empty = { { u"counter"_s, u"a"_s } };
        m_cleaning.locks = { { { u"stock"_s, u"b"_s }, InstanceId(u"order-1"_s), u"Completed"_s } };
        m_cleaning.looked = 5;
        QVERIFY(!test::acceptButton(*m_dialog)->isEnabled());
        test::type(*m_dialog, "cleanName", u"stock"_s);
        test::part<QPushButton>(*m_dialog, "cleanPreview")->click();
        auto *list = test::part<QTreeWidget>(*m_dialog, "cleanList");
        QTRY_COMPARE(list->topLevelItemCount(), 2);
        QCOMPARE(m_query.name, u"stock"_s);
        QVERIFY(list->topLevelItem(1)->text(2).contains(u"order-1"_s));
        QVERIFY(test::acceptButton(*m_dialog)->isEnabled());
        QCOMPARE(m_dialog->cleaning(), m_cleaning);
        test::part<QCheckBox>(*m_dialog, "cleanLocks")->click(); // another question
        QVERIFY(!test::acceptButton(*m_dialog)->isEnabled());
        QVERIFY(m_dialog->cleaning().isEmpty());
    }

    void saysWhenThereIsNothing()
    {
        test::part<QPushButton>(*m_dialog, "cleanPreview")->click();
        QTRY_VERIFY(test::labelText(*m_dialog, "cleanState").contains(u"Empty ones: 0"_s));
        QVERIFY(!test::acceptButton(*m_dialog)->isEnabled());
        QCOMPARE(m_dialog->problem(), u"There is nothing to clean."_s);
    }

private:
    QThreadPool m_pool;
    std::shared_ptr<UpkeepHub> m_hub;
    std::unique_ptr<HubSession> m_session;
    std::unique_ptr<CleanEntitiesDialog> m_dialog;
    EntityCleaning m_cleaning;
    EntityCleaningQuery m_query;
};

HUBDECK_TEST(TestCleanEntitiesDialog)
#include "tst_cleanentitiesdialog.moc"
