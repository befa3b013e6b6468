// SPDX-License-Identifier: MIT
#include "ui/dialogs/actiondialog.h"

#include "dialogfixture.h"
#include "testprogram.h"

#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::DialogFixture;
using Kind = RuntimeStatus::Kind;

namespace {

class PlainDialog : public ActionDialog
{
public:
    explicit PlainDialog(bool destructive)
        : ActionDialog(u"Title"_s, u"Heading"_s, u"Do it"_s,
                       destructive ? Risk::Destructive : Risk::Harmless, nullptr)
    {
        m_edit = new QLineEdit(this);
        body()->addWidget(m_edit);
        m_edit->setFocus();
    }

    using ActionDialog::addNote;
    using ActionDialog::addTargets;
    using ActionDialog::fit;
    using ActionDialog::setConfirmed;
    using ActionDialog::setProblem;
    using ActionDialog::showHub;

    QLineEdit *m_edit;
};

} // namespace

class ActionDialogTest : public QObject
{
    Q_OBJECT

private slots:

    void sortsTargetsByWhatIsPossible()
    {
        const std::vector<SelectedInstance> all {
            DialogFixture::one(u"a"_s, Kind::Running), DialogFixture::one(u"b"_s, Kind::Completed),
            DialogFixture::one(u"c"_s, Kind::Suspended),
            DialogFixture::one(u"d"_s, Kind::Completed),
            DialogFixture::one(u"@counter@x"_s, Kind::Running)
        };
        const ActionTargets targets = targetsOf(ActionKind::Terminate, all, Capabilities());
        QCOMPARE(targets.ids(), (std::vector { InstanceId(u"a"_s), InstanceId(u"c"_s) }));
        QCOMPARE(targets.impossible.size(), 3U);
        QVERIFY(!targets.impossible.front().second.isEmpty());
        QCOMPARE(targets.summary(ActionKind::Terminate),
                 u"5 selected: 2 can be terminated, 3 cannot (Completed, entity)"_s);
        QCOMPARE(targets.object(), u"2 instances"_s);
        QCOMPARE(targets.activeCount(), 2);
    }

    void finishesARewindOnlyWhereTheRoadCan()
    {
        const std::vector<SelectedInstance> all { DialogFixture::one(u"a"_s, Kind::Failed),
                                                  DialogFixture::one(u"b"_s, Kind::Pending),
                                                  DialogFixture::one(u"c"_s, Kind::Running) };
        const ActionTargets onStorage = targetsOf(ActionKind::Rewind, all, Capabilities());
        QCOMPARE(onStorage.ids(), (std::vector { InstanceId(u"a"_s), InstanceId(u"b"_s) }));
        Capabilities http;
        http.lack(Feature::FinishRewind, u"not over this road"_s);
        QCOMPARE(targetsOf(ActionKind::Rewind, all, http).ids(),
                 (std::vector { InstanceId(u"a"_s) }));
    }

    void namesASingleTarget()
    {
        const ActionTargets targets = targetsOf(
            ActionKind::Suspend, { DialogFixture::one(u"a"_s, Kind::Running) }, Capabilities());
        QCOMPARE(targets.summary(ActionKind::Suspend), u"Order, Running"_s);
        QCOMPARE(targets.object(), u"a"_s);
    }

    void givesBackTheHeightOfWhatHasGone()
    {
        PlainDialog dialog(false);
        QVERIFY(test::shown(dialog));
        const int before = dialog.height();
        QLabel *note = dialog.addNote(u"one\ntwo\nthree\nfour"_s, u"note"_s);
        note->show(); // at once
        dialog.fit();
        QVERIFY(dialog.height() > before);
        QCOMPARE(test::cutOffText(dialog), QString());
        note->hide();
        dialog.fit();
        QCOMPARE(dialog.height(), before);
    }

    void saysWhenAllArePossible()
    {
        const ActionTargets targets = targetsOf(
            ActionKind::Purge,
            { DialogFixture::one(u"a"_s, Kind::Failed), DialogFixture::one(u"b"_s, Kind::Failed) },
            Capabilities());
        QCOMPARE(targets.summary(ActionKind::Purge), u"2 selected: all 2 can be purged"_s);
    }

    void isDisabledWithAReasonWhileThereIsAProblem()
    {
        PlainDialog dialog(false);
        QVERIFY(test::shown(dialog));
        dialog.setProblem(u"<b>Not yet</b>"_s);
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
        QCOMPARE(test::labelText(dialog, "dialogProblem"), u"<b>Not yet</b>"_s);
        dialog.accept();
        QVERIFY(dialog.isVisible());
        dialog.setProblem(u"obvious"_s, true);
        QCOMPARE(test::labelText(dialog, "dialogProblem"), QString());
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
        dialog.setProblem({});
        dialog.accept();
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    }

    void enterConfirmsOnlyWhatCanBeUndone_data()
    {
        QTest::addColumn<bool>("destructive");
        QTest::addColumn<bool>("production");
        QTest::addColumn<bool>("confirmed");
        QTest::addColumn<bool>("accepts");
        QTest::addRow("harmless") << false << false << false << true;
        QTest::addRow("destructive") << true << false << false << false;
        QTest::addRow("harmless on production") << false << true << false << false;
        QTest::addRow("confirmed by typing") << true << true << true << true;
    }

    void enterConfirmsOnlyWhatCanBeUndone()
    {
        QFETCH(const bool, destructive);
        QFETCH(const bool, production);
        QFETCH(const bool, confirmed);
        QFETCH(const bool, accepts);
        PlainDialog dialog(destructive);
        dialog.showHub({ u"Hub"_s, u"https://x"_s, HubKind::Http, production });
        dialog.setConfirmed(confirmed);
        QVERIFY(test::shown(dialog));
        QTest::keyClick(dialog.m_edit, Qt::Key_Return);
        QCOMPARE(!dialog.isVisible(), accepts);
        if (!accepts) { // and nothing typed is thrown away
            QCOMPARE(dialog.result(), 0);
        }
    }

    void escapeCancels()
    {
        PlainDialog dialog(false);
        QVERIFY(test::shown(dialog));
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Rejected));
    }

    void marksAProductionHub()
    {
        PlainDialog dialog(false);
        dialog.showHub({ u"OrdersHub"_s, u"https://x"_s, HubKind::Http, true });
        QVERIFY(test::labelText(dialog, "dialogHub").contains(u"PRODUCTION"_s));
        dialog.showHub({ u"OrdersHub"_s, u"https://x"_s });
        QVERIFY(!test::labelText(dialog, "dialogHub").contains(u"PRODUCTION"_s));
    }

    void growsWithItsTexts()
    {
        PlainDialog dialog(true);
        QVERIFY(test::shown(dialog));
        const int before = dialog.height();
        dialog.setProblem(u"A very long reason that needs several lines. "_s.repeated(8));
        QTRY_VERIFY(dialog.height() > before);
        QCOMPARE(test::cutOffText(dialog), QString());
    }

    void showsTheTargetsWithTheirReasons()
    {
        PlainDialog dialog(true);
        dialog.addTargets(targetsOf(ActionKind::Suspend,
                                    { DialogFixture::one(u"a"_s, Kind::Completed) },
                                    Capabilities()),
                          ActionKind::Suspend);
        QVERIFY(!dialog.problem().isEmpty());
        PlainDialog empty(true);
        empty.addTargets({}, ActionKind::Suspend);
        QVERIFY(!empty.problem().isEmpty());
    }

    void followsThePalette()
    {
        PlainDialog dialog(true);
        QVERIFY(test::shown(dialog));
        dialog.setPalette(theme::darkPalette());
        QCoreApplication::sendPostedEvents();
        QCOMPARE(
            test::acceptButton(dialog)->palette().color(QPalette::Active, QPalette::ButtonText),
            theme::color(theme::Role::Danger, theme::darkPalette()));
    }
};

HUBDECK_TEST(ActionDialogTest)
#include "tst_actiondialog.moc"
