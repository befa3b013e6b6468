// SPDX-License-Identifier: MIT
#include "ui/entities/entitiespage.h"

#include "models/activity/activitymodel.h"
#include "models/displaytext.h"
#include "scriptedhub.h"
#include "scriptedprompts.h"
#include "testprogram.h"
#include "ui/shell/messagebar.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using Call = ScriptedHub::Call;

namespace {

constexpr int patienceMs = 30'000;

struct Fixture
{
    explicit Fixture(bool readOnly = false, const Capabilities &capabilities = {})
    {
        hub->setCapabilities(capabilities);
        for (const QString &key : { u"a"_s, u"b"_s }) {
            hub->putEntity({ .id = { u"counter"_s, key },
                             .lastOperation = {},
                             .state = { "5", {} },
                             .raw = {} });
        }
        session = std::make_unique<HubSession>(
            HubInfo { u"OrdersHub"_s, u"http://localhost"_s, HubKind::Http, false, readOnly }, hub,
            pool);
        page = std::make_unique<EntitiesPage>(
            EntitiesPage::Parts { *session, activity, time, prompts });
        page->resize(700, 500);
    }

    ~Fixture()
    {
        page.reset();
        hub->release();
        pool.waitForDone();
    }

    [[nodiscard]] bool opens(int rows = 2) const
    {
        page->show();
        return QTest::qWaitFor(
            [this, rows] {
                return table().model()->rowCount() == rows && footer().contains(u"complete"_s);
            },
            patienceMs);
    }

    [[nodiscard]] QTableView &table() const
    {
        return *page->findChild<QTableView *>(u"entityTable"_s);
    }

    [[nodiscard]] QString footer() const
    {
        return page->findChild<QLabel *>(u"entitiesFooter"_s)->text();
    }

    [[nodiscard]] QPushButton &button(const QString &name) const
    {
        return *page->findChild<QPushButton *>(name);
    }

    [[nodiscard]] QString emptyTitle() const
    {
        return page->findChild<QLabel *>(u"emptyTitle"_s)->text();
    }

    QThreadPool pool;
    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>();
    TimeDisplay time;
    ActivityModel activity { time };
    test::ScriptedPrompts prompts;
    std::unique_ptr<HubSession> session;
    std::unique_ptr<EntitiesPage> page;

    Q_DISABLE_COPY_MOVE(Fixture)
};

} // namespace

class TestEntitiesPage : public QObject
{
    Q_OBJECT

private slots:

    void asksWhenFirstShown()
    {
        const Fixture f;
        QCOMPARE(f.hub->arrivalCount(Call::ListEntities), 0);
        QVERIFY(f.opens());
        QVERIFY2(f.footer().startsWith(u"2 entities"_s), qPrintable(f.footer()));
        QVERIFY(f.button(u"signalButton"_s).isEnabled());
    }

    void rowsThatCouldNotBeReadAgainStayAndSaySo()
    {
        const Fixture f;
        QVERIFY(f.opens());
        f.hub->fail(Call::ListEntities, TaskHubError(ErrorKind::Unreachable, u"gone"_s));
        f.page->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(f.footer(), u"2 entities · as they were before"_s, patienceMs);
        QCOMPARE(f.table().model()->rowCount(), 2);
    }

    void oneEntityIsCountedAsOne()
    {
        const Fixture f;
        QVERIFY(f.opens());
        f.page->findChild<QLineEdit *>(u"entityNameEdit"_s)->setText(u"nobody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.emptyTitle(), u"No entity matches"_s, patienceMs);
        f.hub->putEntity(
            { .id = { u"nobody"_s, u"x"_s }, .lastOperation = {}, .state = {}, .raw = {} });
        f.page->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(f.footer().startsWith(u"1 entity ·"_s), patienceMs);
    }

    void aRefreshAsksForWhatWasJustTyped()
    {
        const Fixture f;
        QVERIFY(f.opens());
        f.page->findChild<QLineEdit *>(u"entityNameEdit"_s)->setText(u"nobody"_s);
        f.page->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(f.emptyTitle(), u"No entity matches"_s, patienceMs);
        QCOMPARE(f.hub->arrivalCount(Call::ListEntities), 2);
    }

    void signalsTheSelectedEntityAndLooksAgain()
    {
        Fixture f;
        QVERIFY(f.opens());
        f.prompts.expectDialog([](QDialog &dialog) {
            dialog.findChild<QLineEdit *>(u"signalOperation"_s)->setText(u"add"_s);
            return true;
        });
        f.button(u"signalButton"_s).click();
        QTRY_COMPARE_WITH_TIMEOUT(f.hub->arrivalCount(Call::SignalEntity), 1, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(f.hub->arrivalCount(Call::ListEntities), 2, patienceMs);
        const QModelIndex line = f.activity.index(0, 0);
        QCOMPARE(line.data(ActivityModel::WhatRole).toString(), u"Signal @counter@a: add"_s);
        QCOMPARE(line.data(ActivityModel::ResultRole).toString(), u"accepted"_s);
    }

    void deletesOnlyAfterAQuestion()
    {
        Fixture f;
        QVERIFY(f.opens());
        f.prompts.expectConfirm(false);
        f.button(u"deleteEntityButton"_s).click();
        QCOMPARE(f.activity.rowCount(), 0);
        f.prompts.expectConfirm(true);
        f.button(u"deleteEntityButton"_s).click();
        QTRY_COMPARE_WITH_TIMEOUT(f.hub->arrivalCount(Call::DeleteEntity), 1, patienceMs);
        QVERIFY(f.prompts.questions().constFirst().contains(f.session->info().name));
    }

    void aSignalThatFailsIsToldAndNotSentAgain()
    {
        Fixture f;
        QVERIFY(f.opens());
        f.hub->fail(Call::DeleteEntity, TaskHubError(ErrorKind::OutcomeUnknown, u"perhaps"_s));
        f.prompts.expectConfirm(true);
        f.button(u"deleteEntityButton"_s).click();
        QTRY_COMPARE_WITH_TIMEOUT(f.page->findChild<MessageBar *>()->text(), u"perhaps"_s,
                                  patienceMs);
        QCOMPARE(f.hub->arrivalCount(Call::DeleteEntity), 1);
    }

    void aReadOnlyHubSaysWhyNothingCanBeSent()
    {
        const Fixture f(true);
        QVERIFY(f.opens());
        QVERIFY(!f.button(u"signalButton"_s).isEnabled());
        QVERIFY(!f.button(u"signalButton"_s).toolTip().isEmpty());
    }

    void aRoadWithoutEntitiesSaysSo()
    {
        Capabilities none;
        none.lack(Feature::Entities, u"This hub has none."_s);
        const Fixture f(false, none);
        f.page->show();
        QCOMPARE(f.emptyTitle(), u"No entities here"_s);
        QCOMPARE(f.hub->arrivalCount(Call::ListEntities), 0);
    }

    void keepsTheSelectionOverARefresh()
    {
        const Fixture f;
        QVERIFY(f.opens());
        f.table().selectRow(1);
        f.page->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(f.hub->arrivalCount(Call::ListEntities), 2, patienceMs);
        QVERIFY(f.opens());
        QCOMPARE(f.table().currentIndex().row(), 1);
    }
};

HUBDECK_TEST(TestEntitiesPage)
#include "tst_entitiespage.moc"
