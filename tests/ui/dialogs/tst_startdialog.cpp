// SPDX-License-Identifier: MIT
#include "ui/dialogs/startdialog.h"

#include "dialogfixture.h"
#include "testprogram.h"
#include "ui/dialogs/jsoneditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSpinBox>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace hubdeck;
using test::DialogFixture;

class StartDialogTest : public QObject
{
    Q_OBJECT

private slots:

    void gathersTheRequest()
    {
        DialogFixture fixture;
        StartDialog dialog(*fixture.session, { u"Order"_s, u"Approval"_s }, fixture.prompts);
        QVERIFY(test::shown(dialog));
        QVERIFY(!test::acceptButton(dialog)->isEnabled()); // no name yet
        QCOMPARE(test::part<QComboBox>(dialog, "functionName")->count(), 2);
        QTest::keyClicks(test::part<QComboBox>(dialog, "functionName"), u"Order"_s);
        QVERIFY(test::acceptButton(dialog)->isEnabled());
        StartRequest expected;
        expected.function = u"Order"_s;
        QVERIFY(dialog.request() == expected);
        test::type(dialog, "instanceId", u"order-77"_s);
        test::part<JsonEditor>(dialog, "startInput")->setJson("{\"qty\": 3}");
        test::part<QCheckBox>(dialog, "waitForEnd")->click();
        test::part<QSpinBox>(dialog, "waitSeconds")->setValue(25);
        expected.id = InstanceId(u"order-77"_s);
        expected.input = "{\"qty\": 3}";
        expected.wait = 25s;
        QVERIFY(dialog.request() == expected);
        QCOMPARE(test::cutOffText(dialog), QString());
        QCOMPARE(test::unnamedControls(dialog), QStringList());
        QCOMPARE(test::sharedMnemonics(dialog), QStringList());
    }

    void refusesWhatCannotBeSent_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("input");
        QTest::addRow("slash") << u"a/b"_s << QByteArray();
        QTest::addRow("entity") << u"@x@y"_s << QByteArray();
        QTest::addRow("long") << QString(300, u'x') << QByteArray();
        QTest::addRow("no JSON") << u"a"_s << QByteArray("{a:1}");
    }

    void refusesWhatCannotBeSent()
    {
        QFETCH(const QString, id);
        QFETCH(const QByteArray, input);
        DialogFixture fixture;
        StartDialog dialog(*fixture.session, {}, fixture.prompts);
        StartRequest request;
        request.function = u"Order"_s;
        request.id = InstanceId(id);
        request.input = input;
        dialog.prefill(request);
        QVERIFY(!dialog.problem().isEmpty());
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
    }

    void canBePrefilled()
    {
        DialogFixture fixture;
        StartDialog dialog(*fixture.session, {}, fixture.prompts);
        StartRequest request;
        request.function = u"Order"_s;
        request.input = "{\"big\":12345678901234567890123}";
        request.wait = 7s;
        dialog.prefill(request);
        QVERIFY(dialog.request() == request);
        QVERIFY(test::labelText(dialog, "dialogHeading").contains(u"Order"_s));
    }

    void asksForVersionAndTagsWhereTheRoadHasThem()
    {
        DialogFixture fixture;
        StartDialog dialog(*fixture.session, { u"Order"_s }, fixture.prompts);
        StartRequest request;
        request.function = u"Order"_s;
        dialog.prefill(request);
        QVERIFY(test::shown(dialog));
        test::type(dialog, "startVersion", u"2.1"_s);
        auto *tags = test::part<QPlainTextEdit>(dialog, "startTags");
        tags->setPlainText(u"team=ops\n\nnote=a=b\n"_s);
        request.version = u"2.1"_s;
        request.tags = { { u"team"_s, u"ops"_s }, { u"note"_s, u"a=b"_s } };
        QVERIFY(dialog.request() == request);
        QVERIFY(test::acceptButton(dialog)->isEnabled());
        QCOMPARE(test::cutOffText(dialog), QString());
        QCOMPARE(test::unnamedControls(dialog), QStringList());
        QCOMPARE(test::sharedMnemonics(dialog), QStringList());
        tags->setPlainText(u"team"_s);
        QVERIFY(dialog.problem().contains(u"team"_s));
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
        dialog.prefill(request);
        QVERIFY(dialog.request() == request);
    }

    void hasNoVersionAndTagsElsewhere()
    {
        DialogFixture fixture;
        Capabilities http;
        http.lack(Feature::StartTags, u"not over this road"_s);
        fixture.hub->setCapabilities(http);
        const HubSession session({ u"OrdersHub"_s, u"https://x"_s }, fixture.hub, fixture.pool);
        StartDialog dialog(session, { u"Order"_s }, fixture.prompts);
        QVERIFY(!test::part<QLineEdit>(dialog, "startVersion"));
        QVERIFY(!test::part<QPlainTextEdit>(dialog, "startTags"));
        StartRequest request;
        request.function = u"Order"_s;
        request.tags = { { u"team"_s, u"ops"_s } };
        dialog.prefill(request);
        QVERIFY(dialog.request().tags.empty());
    }

    void theTabKeyGoesDownTheForm()
    {
        DialogFixture fixture;
        fixture.hub->setCapabilities(Capabilities());
        const HubSession session({ u"OrdersHub"_s, u"https://x"_s }, fixture.hub, fixture.pool);
        StartDialog dialog(session, { u"Order"_s }, fixture.prompts);
        QVERIFY(test::shown(dialog));
        int last = -1;
        for (const char *name : { "functionName", "instanceId", "startInput", "startVersion",
                                  "startTags", "startWhen", "waitForEnd", "waitSeconds" }) {
            const auto *one = dialog.findChild<QWidget *>(QLatin1StringView(name));
            QVERIFY2(one, name);
            int steps = 0;
            for (const QWidget *w = dialog.nextInFocusChain(); w != one && w != &dialog;
                 w = w->nextInFocusChain()) {
                ++steps;
            }
            QVERIFY2(steps > last, name);
            last = steps;
        }
    }

    void saysWhyTheHubTakesNoStart()
    {
        DialogFixture fixture({ u"Prod"_s, u"https://x"_s, HubKind::Http, true, true });
        StartDialog dialog(*fixture.session, {}, fixture.prompts);
        QVERIFY(!dialog.problem().isEmpty()); // a read-only connection
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
    }
};

HUBDECK_TEST(StartDialogTest)
#include "tst_startdialog.moc"
