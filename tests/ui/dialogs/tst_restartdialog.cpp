// SPDX-License-Identifier: MIT
#include "ui/dialogs/restartdialog.h"

#include "dialogfixture.h"
#include "testprogram.h"

#include <QRadioButton>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::DialogFixture;
using Kind = RuntimeStatus::Kind;

class RestartDialogTest : public QObject
{
    Q_OBJECT

private slots:

    void offersBothForWhatHasEnded()
    {
        const DialogFixture fixture;
        RestartDialog dialog({ DialogFixture::one(u"a"_s, Kind::Failed) }, *fixture.session);
        QVERIFY(test::shown(dialog));
        QVERIFY(dialog.action() == InstanceAction(RestartAction { true }));
        QVERIFY(test::acceptButton(dialog)->isDefault());
        test::part<QRadioButton>(dialog, "restartSameId")->click();
        QVERIFY(dialog.action() == InstanceAction(RestartAction { false }));
        QVERIFY(test::labelText(dialog, "restartNote").contains(u"lost"_s));
        QVERIFY(!test::acceptButton(dialog)->isDefault()); // the old run cannot be brought back
        QCOMPARE(test::cutOffText(dialog), QString());
    }

    void saysWhyAnActiveOneCannotBeReplaced()
    {
        const DialogFixture fixture;
        RestartDialog dialog({ DialogFixture::one(u"a"_s, Kind::Running) }, *fixture.session);
        QVERIFY(test::shown(dialog));
        QVERIFY(!test::part<QRadioButton>(dialog, "restartSameId")->isEnabled());
        QVERIFY(test::labelText(dialog, "sameIdReason").contains(u"Running"_s));
        QVERIFY(test::labelText(dialog, "restartNote").contains(u"two"_s));
        QVERIFY(test::acceptButton(dialog)->isEnabled());
        QCOMPARE(test::cutOffText(dialog), QString());
    }

    void oneActiveAmongSeveralIsEnough()
    {
        const DialogFixture fixture;
        const RestartDialog dialog(
            { DialogFixture::one(u"a"_s, Kind::Failed), DialogFixture::one(u"b"_s, Kind::Pending) },
            *fixture.session);
        QVERIFY(!test::part<QRadioButton>(dialog, "restartSameId")->isEnabled());
        QCOMPARE(dialog.targets().size(), 2U);
    }

    void saysWhyTheHubCannot()
    {
        DialogFixture fixture;
        Capabilities capabilities;
        capabilities.lack(Feature::Restart, u"Too old."_s);
        auto hub = std::make_shared<test::ScriptedHub>();
        hub->setCapabilities(capabilities);
        const HubSession session({ u"Old"_s, {} }, hub, fixture.pool);
        const RestartDialog dialog({ DialogFixture::one(u"a"_s, Kind::Failed) }, session);
        QCOMPARE(dialog.problem(), u"Too old."_s);
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
    }
};

HUBDECK_TEST(RestartDialogTest)
#include "tst_restartdialog.moc"
