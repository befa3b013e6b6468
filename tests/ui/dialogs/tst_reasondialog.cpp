// SPDX-License-Identifier: MIT
#include "ui/dialogs/reasondialog.h"

#include "dialogfixture.h"
#include "testprogram.h"

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::DialogFixture;
using Kind = RuntimeStatus::Kind;

class ReasonDialogTest : public QObject
{
    Q_OBJECT

private slots:

    void givesTheActionOfItsKind_data()
    {
        QTest::addColumn<ActionKind>("kind");
        QTest::addColumn<Kind>("status");
        QTest::addRow("terminate") << ActionKind::Terminate << Kind::Running;
        QTest::addRow("suspend") << ActionKind::Suspend << Kind::Running;
        QTest::addRow("resume") << ActionKind::Resume << Kind::Suspended;
        QTest::addRow("rewind") << ActionKind::Rewind << Kind::Failed;
    }

    void givesTheActionOfItsKind()
    {
        QFETCH(const ActionKind, kind);
        QFETCH(const Kind, status);
        const DialogFixture fixture;
        ReasonDialog dialog(kind, { DialogFixture::one(u"order-1"_s, status) }, *fixture.session);
        QVERIFY(test::shown(dialog));
        test::type(dialog, "reasonEdit", u"maintenance"_s);
        QCOMPARE(kindOf(dialog.action()), kind);
        std::visit(
            [](const auto &action) {
                if constexpr (requires { action.reason; }) {
                    QCOMPARE(action.reason, u"maintenance"_s);
                } else {
                    QFAIL("an action without a reason");
                }
            },
            dialog.action());
        QCOMPARE(dialog.targets(), std::vector { InstanceId(u"order-1"_s) });
        QVERIFY(test::labelText(dialog, "dialogHeading").contains(u"order-1"_s));
        QVERIFY(test::acceptButton(dialog)->isEnabled());
        QCOMPARE(test::cutOffText(dialog), QString());
        QCOMPARE(test::unnamedControls(dialog), QStringList());
        QCOMPARE(test::sharedMnemonics(dialog), QStringList());
        QTest::mouseClick(test::acceptButton(dialog), Qt::LeftButton);
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    }

    void saysWhatWillBeStored_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("told");
        QTest::addColumn<bool>("refused");
        QTest::addRow("none") << QString() << false << false;
        QTest::addRow("text") << u"found a bug"_s << false << false;
        QTest::addRow("number") << u"404"_s << true << false;
        QTest::addRow("beginning reads as a number") << u"5 retries exceeded"_s << true << false;
        QTest::addRow("undefined") << u"undefined"_s << false << true;
        QTest::addRow("constructor") << u"new Date(1)"_s << false << true;
        QTest::addRow("comment") << u"// why"_s << false << true;
    }

    void saysWhatWillBeStored()
    {
        QFETCH(const QString, reason);
        QFETCH(const bool, told);
        QFETCH(const bool, refused);
        const DialogFixture fixture;
        ReasonDialog dialog(ActionKind::Terminate, { DialogFixture::one(u"a"_s, Kind::Running) },
                            *fixture.session);
        QVERIFY(test::shown(dialog));
        test::type(dialog, "reasonEdit", reason);
        QCOMPARE(!test::labelText(dialog, "reasonEffect").isEmpty(), told);
        QCOMPARE(!test::labelText(dialog, "dialogProblem").isEmpty(), refused);
        QCOMPARE(test::acceptButton(dialog)->isEnabled(), !refused);
        QCOMPARE(test::cutOffText(dialog), QString());
    }

    void warnsOfAScheduledStart()
    {
        const DialogFixture fixture;
        const ReasonDialog pending(ActionKind::Terminate,
                                   { DialogFixture::one(u"a"_s, Kind::Pending) }, *fixture.session);
        QVERIFY(test::labelText(pending, "pendingWarning").contains(u"Purge"_s));
        const ReasonDialog running(ActionKind::Terminate,
                                   { DialogFixture::one(u"a"_s, Kind::Running) }, *fixture.session);
        QVERIFY(!test::part<QLabel>(running, "pendingWarning"));
    }

    void knowsWhatIsScheduledWhereTheRoadShowsIt()
    {
        DialogFixture fixture;
        fixture.hub->setCapabilities(Capabilities());
        const HubSession session({ u"OrdersHub"_s, u"https://x"_s }, fixture.hub, fixture.pool);
        SelectedInstance scheduled = DialogFixture::one(u"a"_s, Kind::Pending);
        scheduled.scheduledStart = Instant::now() + std::chrono::hours(1);
        const SelectedInstance pending = DialogFixture::one(u"b"_s, Kind::Pending);

        const ReasonDialog alone(ActionKind::Terminate, { scheduled }, session);
        QVERIFY(test::labelText(alone, "pendingWarning").startsWith(u"It is scheduled"_s));
        QVERIFY(!test::part<QLabel>(alone, "consequence"));
        const ReasonDialog both(ActionKind::Suspend, { scheduled, pending }, session);
        QVERIFY(test::labelText(both, "pendingWarning").startsWith(u"1 of them is"_s));
        QVERIFY(test::part<QLabel>(both, "consequence"));
        const ReasonDialog other(ActionKind::Terminate, { pending }, session);
        QVERIFY(!test::part<QLabel>(other, "pendingWarning"));
    }

    void saysThatAnOldReasonStays()
    {
        const DialogFixture fixture;
        const ReasonDialog dialog(
            ActionKind::Resume, { DialogFixture::one(u"a"_s, Kind::Suspended) }, *fixture.session);
        QVERIFY(test::labelText(dialog, "consequence").contains(u"old one stays"_s));
    }

    void takesOnlyThoseThatCanBeDone()
    {
        const DialogFixture fixture;
        const ReasonDialog dialog(ActionKind::Suspend,
                                  { DialogFixture::one(u"a"_s, Kind::Running),
                                    DialogFixture::one(u"b"_s, Kind::Completed) },
                                  *fixture.session);
        QCOMPARE(dialog.targets(), std::vector { InstanceId(u"a"_s) });
        QVERIFY(test::labelText(dialog, "targetSummary").contains(u"1 cannot (Completed)"_s));
    }

    void refusesWhenNoneCanBeDone()
    {
        const DialogFixture fixture;
        ReasonDialog dialog(ActionKind::Suspend, { DialogFixture::one(u"b"_s, Kind::Completed) },
                            *fixture.session);
        QVERIFY(test::shown(dialog));
        QVERIFY(!dialog.problem().isEmpty());
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
        QVERIFY(!test::part<QLineEdit>(dialog, "reasonEdit")->isEnabled());
    }

    void enterInTheReasonDoesNotTerminate()
    {
        const DialogFixture fixture;
        ReasonDialog dialog(ActionKind::Terminate, { DialogFixture::one(u"a"_s, Kind::Running) },
                            *fixture.session);
        QVERIFY(test::shown(dialog));
        QTest::keyClick(test::part<QLineEdit>(dialog, "reasonEdit"), Qt::Key_Return);
        QVERIFY(dialog.isVisible());
    }

    void showsHostileIdsAsText()
    {
        const DialogFixture fixture;
        const ReasonDialog dialog(ActionKind::Suspend,
                                  { DialogFixture::one(u"<b>x</b>\nnew line"_s, Kind::Running) },
                                  *fixture.session);
        QCOMPARE(test::part<QLabel>(dialog, "dialogHeading")->textFormat(), Qt::PlainText);
        QVERIFY(!test::labelText(dialog, "dialogHeading").contains(u'\n'));
    }
};

HUBDECK_TEST(ReasonDialogTest)
#include "tst_reasondialog.moc"
