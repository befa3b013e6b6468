// SPDX-License-Identifier: MIT
#include "ui/dialogs/connectdialog.h"

#include "dialogfixture.h"

#include <QAction>
#include <QCheckBox>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::DialogFixture;
using test::ScriptedHub;

class ConnectDialogTest : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_fixture = std::make_unique<DialogFixture>();
        m_asked.clear();
        m_known = false;
        ConnectDialog::Services services {
            [this](const HubAddress &address) -> std::shared_ptr<TaskHub> {
                m_asked.push_back(address);
                return m_fixture->hub;
            },
            [this](const HubAddress &) { return m_known; }
        };
        m_dialog = std::make_unique<ConnectDialog>(services, m_fixture->pool);
        QVERIFY(test::shown(*m_dialog));
    }

    void cleanup()
    {
        m_dialog.reset();
        m_fixture.reset();
    }

    void takesAnOriginAndAKey()
    {
        QVERIFY(!canConnect());
        QCOMPARE(test::labelText(*m_dialog, "dialogProblem"),
                 QString()); // an empty field is no mistake
        url(u"contoso.azurewebsites.net"_s);
        test::type(*m_dialog, "connectKey", u"abc=="_s);
        QVERIFY(canConnect());
        const ConnectionChoice choice = m_dialog->choice();
        QCOMPARE(choice.address.base,
                 QUrl(u"https://contoso.azurewebsites.net/runtime/webhooks/durabletask"_s));
        QCOMPARE(choice.address.key.reveal(), QByteArray("abc=="));
        QVERIFY(!choice.address.allowInsecureHttp);
        QVERIFY(!choice.production && !choice.readOnly);
        QCOMPARE(choice.name, choice.address.displayName());
        QCOMPARE(test::cutOffText(*m_dialog), QString());
        QCOMPARE(test::unnamedControls(*m_dialog), QStringList());
    }

    void takesAPastedLinkApart()
    {
        auto *edit = test::part<QLineEdit>(*m_dialog, "connectUrl");
        edit->setFocus();
        edit->insert(
            u"https://contoso.example/runtime/webhooks/durabletask/instances/x/terminate?reason={text}&taskHub=OrdersHub&connection=Storage&code=a%2Bb%3D%3D"_s);
        QCOMPARE(edit->text(),
                 u"https://contoso.example/runtime/webhooks/durabletask"_s); // the key is not left
                                                                             // to be read
        QCOMPARE(test::part<QLineEdit>(*m_dialog, "connectKey")->text(), u"a+b=="_s);
        QCOMPARE(test::part<QLineEdit>(*m_dialog, "connectKey")->echoMode(), QLineEdit::Password);
        QVERIFY(!edit->isUndoAvailable());
        const HubAddress address = m_dialog->choice().address;
        QCOMPARE(address.taskHub.text(), u"OrdersHub"_s);
        QCOMPARE(address.appConnection, u"Storage"_s);
        QCOMPARE(address.key.reveal(), QByteArray("a+b=="));
    }

    void showsTheKeyOnlyWhenAsked()
    {
        auto *key = test::part<QLineEdit>(*m_dialog, "connectKey");
        QCOMPARE(key->echoMode(), QLineEdit::Password);
        test::part<QAction>(*m_dialog, "connectShowKey")->toggle();
        QCOMPARE(key->echoMode(), QLineEdit::Normal);
        test::part<QAction>(*m_dialog, "connectShowKey")->toggle();
        QCOMPARE(key->echoMode(), QLineEdit::Password);
    }

    void warnsOfPlainHttpToAnotherHost()
    {
        url(u"http://localhost:7071"_s);
        QVERIFY(canConnect());
        QVERIFY(!test::part<QLabel>(*m_dialog, "insecureWarning")->isVisible());
        url(u"http://orders.internal"_s);
        QVERIFY(test::part<QLabel>(*m_dialog, "insecureWarning")->isVisible());
        QVERIFY(!canConnect());
        QVERIFY(!test::part<QPushButton>(*m_dialog, "connectTest")->isEnabled());
        test::part<QCheckBox>(*m_dialog, "connectInsecure")->click();
        QVERIFY(canConnect());
        QVERIFY(m_dialog->choice().address.allowInsecureHttp);
        QCOMPARE(test::cutOffText(*m_dialog), QString());
        url(u"https://orders.internal"_s);
        QVERIFY(!m_dialog->choice().address.allowInsecureHttp);
    }

    void asksBeforeAHubIsNamedForTheFirstTime()
    {
        url(u"https://contoso.example"_s);
        test::type(*m_dialog, "connectTaskHub", u"OrdersHub"_s);
        QVERIFY(!canConnect());
        QVERIFY(test::labelText(*m_dialog, "newHubWarning").contains(u"creates"_s));
        QVERIFY(!test::part<QPushButton>(*m_dialog, "connectTest")
                     ->isEnabled()); // a test would create it too
        test::part<QCheckBox>(*m_dialog, "connectNewHub")->click();
        QVERIFY(canConnect());
        m_known = true;
        test::part<QCheckBox>(*m_dialog, "connectNewHub")->click();
        QVERIFY(canConnect());
        QVERIFY(!test::part<QLabel>(*m_dialog, "newHubWarning")->isVisible());
    }

    void asksAgainForAnotherName()
    {
        url(u"https://contoso.example"_s);
        test::type(*m_dialog, "connectTaskHub", u"OrdersHub"_s);
        test::part<QCheckBox>(*m_dialog, "connectNewHub")->click();
        QVERIFY(canConnect());
        test::type(*m_dialog, "connectTaskHub", u"OrderHub"_s);
        QVERIFY(!canConnect());
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("taskHub");
        QTest::addRow("other scheme") << u"ftp://x"_s << QString();
        QTest::addRow("no host") << u"https://"_s << QString();
        QTest::addRow("hub name") << u"https://contoso.example"_s << u"9 bad name"_s;
    }

    void refusesWhatCannotBe()
    {
        QFETCH(const QString, address);
        QFETCH(const QString, taskHub);
        m_known = true;
        url(address);
        test::type(*m_dialog, "connectTaskHub", taskHub);
        QVERIFY(!canConnect());
        QVERIFY(!test::labelText(*m_dialog, "dialogProblem").isEmpty());
        QCOMPARE(test::cutOffText(*m_dialog), QString());
    }

    void testsTheConnectionByOneRow()
    {
        url(u"https://contoso.example"_s);
        test::type(*m_dialog, "connectKey", u"k"_s);
        auto *button = test::part<QPushButton>(*m_dialog, "connectTest");
        button->click();
        QVERIFY(!button->isEnabled());
        QTRY_COMPARE(test::labelText(*m_dialog, "connectTestState"), u"The hub answers."_s);
        QVERIFY(button->isEnabled());
        QCOMPARE(m_asked.size(), 1U);
        QCOMPARE(m_asked.front().key.reveal(), QByteArray("k"));
        QCOMPARE(m_fixture->hub->arrivals().size(), 1U);
        QCOMPARE(m_fixture->hub->arrivals().front().query->pageSize, 1);
        test::type(*m_dialog, "connectKey", u"other"_s);
        QCOMPARE(test::labelText(*m_dialog, "connectTestState"), QString()); // said of another key
    }

    void tellsWhatIsWrong()
    {
        m_fixture->hub->fail(ScriptedHub::Call::ListInstances,
                             TaskHubError(ErrorKind::Unauthorised, u"The key was not accepted."_s));
        url(u"https://contoso.example"_s);
        test::part<QPushButton>(*m_dialog, "connectTest")->click();
        QTRY_COMPARE(test::labelText(*m_dialog, "connectTestState"),
                     u"The key was not accepted."_s);
        QVERIFY(canConnect()); // the hub may be down for the moment only
    }

    void takesMarksAndAName()
    {
        url(u"https://contoso.example"_s);
        test::type(*m_dialog, "connectName", u"Orders"_s);
        test::part<QCheckBox>(*m_dialog, "connectProduction")->click();
        test::part<QCheckBox>(*m_dialog, "connectReadOnly")->click();
        const ConnectionChoice choice = m_dialog->choice();
        QCOMPARE(choice.name, u"Orders"_s);
        QVERIFY(choice.production && choice.readOnly);
    }

    void keepsTheKeyOfAnEditedConnection()
    {
        ConnectionChoice old;
        old.address.base = QUrl(u"https://contoso.example/runtime/webhooks/durabletask"_s);
        old.address.taskHub = TaskHubName(u"OrdersHub"_s);
        old.address.key = Secret("secret");
        old.name = u"Orders"_s;
        old.production = true;
        m_dialog->edit(old);
        QVERIFY(canConnect());
        QCOMPARE(test::part<QLineEdit>(*m_dialog, "connectKey")->text(), QString());
        QVERIFY(m_dialog->choice().address == old.address);
        QCOMPARE(m_dialog->choice().name, u"Orders"_s);
        QVERIFY(m_dialog->choice().production);
        test::type(*m_dialog, "connectKey", u"new"_s);
        QCOMPARE(m_dialog->choice().address.key.reveal(), QByteArray("new"));
        test::type(*m_dialog, "connectKey", QString());
        url(u"https://other.example"_s); // a key never goes to another host
        QVERIFY(m_dialog->choice().address.key.isEmpty());
    }

    void stopsTestingWhenClosed()
    {
        m_fixture->hub->hold();
        url(u"https://contoso.example"_s);
        test::part<QPushButton>(*m_dialog, "connectTest")->click();
        QTRY_COMPARE(m_fixture->hub->waiting(), 1);
        m_dialog.reset();
        QTRY_COMPARE(m_fixture->hub->waiting(), 0);
    }

private:
    void url(const QString &text) { test::type(*m_dialog, "connectUrl", text); }

    [[nodiscard]] bool canConnect() const { return test::acceptButton(*m_dialog)->isEnabled(); }

    std::unique_ptr<DialogFixture> m_fixture;
    std::unique_ptr<ConnectDialog> m_dialog;
    std::vector<HubAddress> m_asked;
    bool m_known = false;
};

QTEST_MAIN(ConnectDialogTest)
#include "tst_connectdialog.moc"
