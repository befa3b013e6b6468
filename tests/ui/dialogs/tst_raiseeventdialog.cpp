// SPDX-License-Identifier: MIT
#include "ui/dialogs/raiseeventdialog.h"

#include "dialogfixture.h"
#include "testprogram.h"
#include "ui/dialogs/jsoneditor.h"

#include <QComboBox>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::DialogFixture;
using Kind = RuntimeStatus::Kind;

class RaiseEventDialogTest : public QObject
{
    Q_OBJECT

private slots:

    void offersNamesAndGivesTheAction()
    {
        DialogFixture fixture;
        RaiseEventDialog dialog({ DialogFixture::one(u"a"_s, Kind::Running) }, *fixture.session,
                                { u"Approve"_s, u"Cancel"_s }, fixture.prompts);
        QVERIFY(test::shown(dialog));
        QCOMPARE(test::part<QComboBox>(dialog, "eventName")->currentText(), u"Approve"_s);
        test::part<JsonEditor>(dialog, "eventData")->setJson(" {\"ok\": true} ");
        QVERIFY(test::acceptButton(dialog)->isEnabled());
        QVERIFY(dialog.action()
                == InstanceAction(RaiseEventAction { u"Approve"_s, "{\"ok\": true}" }));
        QCOMPARE(dialog.targets(), std::vector { InstanceId(u"a"_s) });
        QCOMPARE(test::cutOffText(dialog), QString());
        QCOMPARE(test::unnamedControls(dialog), QStringList());
    }

    void sendsNullForNoData()
    {
        DialogFixture fixture;
        const RaiseEventDialog dialog({ DialogFixture::one(u"a"_s, Kind::Running) },
                                      *fixture.session, { u"Go"_s }, fixture.prompts);
        QVERIFY(dialog.action() == InstanceAction(RaiseEventAction { u"Go"_s, "null" }));
        QVERIFY(test::acceptButton(dialog)->isEnabled());
    }

    void needsAName()
    {
        DialogFixture fixture;
        RaiseEventDialog dialog({ DialogFixture::one(u"a"_s, Kind::Running) }, *fixture.session, {},
                                fixture.prompts);
        QVERIFY(test::shown(dialog));
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
        QTest::keyClicks(test::part<QComboBox>(dialog, "eventName"), u"Approve"_s);
        QVERIFY(test::acceptButton(dialog)->isEnabled());
    }

    void refusesWhatIsNoJson()
    {
        DialogFixture fixture;
        RaiseEventDialog dialog({ DialogFixture::one(u"a"_s, Kind::Running) }, *fixture.session,
                                { u"Go"_s }, fixture.prompts);
        test::part<JsonEditor>(dialog, "eventData")->setJson("{broken");
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
        QVERIFY2(dialog.problem().contains(u"line 1, column"_s), qPrintable(dialog.problem()));
        test::part<JsonEditor>(dialog, "eventData")->setJson("1 2");
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
    }

    void refusesAnInstanceThatHasEnded()
    {
        DialogFixture fixture;
        const RaiseEventDialog dialog({ DialogFixture::one(u"a"_s, Kind::Completed) },
                                      *fixture.session, { u"Go"_s }, fixture.prompts);
        QVERIFY(!dialog.problem().isEmpty());
        QVERIFY(!test::part<QComboBox>(dialog, "eventName")->isEnabled());
    }
};

HUBDECK_TEST(RaiseEventDialogTest)
#include "tst_raiseeventdialog.moc"
