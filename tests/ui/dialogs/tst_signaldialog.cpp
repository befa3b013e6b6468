// SPDX-License-Identifier: MIT
#include "ui/dialogs/signaldialog.h"

#include "dialogfixture.h"
#include "testprogram.h"
#include "ui/dialogs/jsoneditor.h"

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::DialogFixture;

class SignalDialogTest : public QObject
{
    Q_OBJECT

    const EntityId counter { u"counter"_s, u"a"_s };

private slots:

    void givesOperationAndInput()
    {
        DialogFixture fixture;
        SignalDialog dialog(counter, *fixture.session, fixture.prompts);
        QVERIFY(test::shown(dialog));
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
        test::type(dialog, "signalOperation", u"add"_s);
        QVERIFY(test::acceptButton(dialog)->isEnabled());
        QVERIFY((dialog.signal() == EntitySignal { u"add"_s, {} }));
        test::part<JsonEditor>(dialog, "signalInput")->setJson("5");
        QVERIFY((dialog.signal() == EntitySignal { u"add"_s, QByteArray("5") }));
        QCOMPARE(test::cutOffText(dialog), QString());
        QCOMPARE(test::unnamedControls(dialog), QStringList());
        QCOMPARE(test::sharedMnemonics(dialog), QStringList());
    }

    void refusesWhatIsNoJson()
    {
        DialogFixture fixture;
        SignalDialog dialog(counter, *fixture.session, fixture.prompts);
        test::type(dialog, "signalOperation", u"add"_s);
        test::part<JsonEditor>(dialog, "signalInput")->setJson("{broken");
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
        QVERIFY2(dialog.problem().contains(u"line 1"_s), qPrintable(dialog.problem()));
    }

    void saysWhyAReadOnlyHubCannotBeSignalled()
    {
        DialogFixture fixture(
            { u"OrdersHub"_s, u"https://contoso.example"_s, HubKind::Http, false, true });
        SignalDialog dialog(counter, *fixture.session, fixture.prompts);
        test::type(dialog, "signalOperation", u"add"_s);
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
        QVERIFY(!dialog.problem().isEmpty());
    }
};

HUBDECK_TEST(SignalDialogTest)
#include "tst_signaldialog.moc"
