// SPDX-License-Identifier: MIT
#include "ui/dialogs/purgedialog.h"

#include "dialogfixture.h"
#include "testprogram.h"
#include "ui/dialogs/confirmation.h"

#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::DialogFixture;
using Kind = RuntimeStatus::Kind;

class PurgeDialogTest : public QObject
{
    Q_OBJECT

private slots:

    void needsNoTypingForOneThatHasEnded()
    {
        const DialogFixture fixture;
        PurgeDialog dialog({ DialogFixture::one(u"a"_s, Kind::Completed) }, *fixture.session);
        QVERIFY(test::shown(dialog));
        QVERIFY(test::acceptButton(dialog)->isEnabled());
        QVERIFY(dialog.findChild<Confirmation *>()->isHidden());
        QCOMPARE(test::cutOffText(dialog), QString());
        QTest::keyClick(&dialog, Qt::Key_Return); // Enter cancels
        QVERIFY(!dialog.isVisible());
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Rejected));
    }

    void needsTyping_data()
    {
        QTest::addColumn<std::vector<SelectedInstance>>("instances");
        QTest::addColumn<bool>("production");
        QTest::addRow("an active one")
            << std::vector { DialogFixture::one(u"a"_s, Kind::Running) } << false;
        QTest::addRow("an active one among others")
            << std::vector { DialogFixture::one(u"a"_s, Kind::Failed),
                             DialogFixture::one(u"b"_s, Kind::Pending) }
            << false;
        QTest::addRow("production")
            << std::vector { DialogFixture::one(u"a"_s, Kind::Completed) } << true;
        std::vector<SelectedInstance> many;
        for (int i = 0; i < 101; ++i) {
            many.push_back(DialogFixture::one(QString::number(i), Kind::Completed));
        }
        QTest::addRow("very many") << many << false;
    }

    void needsTyping()
    {
        QFETCH(const std::vector<SelectedInstance>, instances);
        QFETCH(const bool, production);
        const DialogFixture fixture({ u"Hub"_s, u"https://x"_s, HubKind::Http, production });
        PurgeDialog dialog(instances, *fixture.session);
        QVERIFY(test::shown(dialog));
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
        test::type(dialog, "confirmationEdit", u"purge %1"_s.arg(instances.size()));
        QVERIFY(test::acceptButton(dialog)->isEnabled());
        QVERIFY(dialog.targets().size() == instances.size());
        QCOMPARE(test::cutOffText(dialog), QString());
        QTest::keyClick(test::part<QLineEdit>(dialog, "confirmationEdit"), Qt::Key_Return);
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    }

    void showsCountsByStatus()
    {
        const DialogFixture fixture;
        const PurgeDialog dialog({ DialogFixture::one(u"a"_s, Kind::Completed),
                                   DialogFixture::one(u"b"_s, Kind::Failed),
                                   DialogFixture::one(u"c"_s, Kind::Failed) },
                                 *fixture.session);
        const auto *counts = test::part<QTreeWidget>(dialog, "purgeCounts");
        QVERIFY(counts);
        QCOMPARE(counts->topLevelItemCount(), 2);
        QCOMPARE(counts->topLevelItem(0)->text(0), u"Failed"_s);
        QCOMPARE(counts->topLevelItem(0)->text(1), u"2"_s);
        QCOMPARE(counts->topLevelItem(1)->text(1), u"1"_s);
    }

    void tellsOfScheduledStartsAndEntities()
    {
        const DialogFixture fixture;
        const PurgeDialog pending({ DialogFixture::one(u"a"_s, Kind::Pending) }, *fixture.session);
        QVERIFY(test::labelText(pending, "pendingNote").contains(u"cancels"_s));
        const PurgeDialog entity({ DialogFixture::one(u"@counter@x"_s, Kind::Running) },
                                 *fixture.session);
        if (!entity.targets().empty()) {
            QVERIFY(test::part<QLabel>(entity, "entityWarning"));
        }
    }
};

HUBDECK_TEST(PurgeDialogTest)
#include "tst_purgedialog.moc"
