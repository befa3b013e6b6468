// SPDX-License-Identifier: MIT
#include "ui/dialogs/httpform.h"

#include "dialogfixture.h"
#include "testprogram.h"

#include <QAction>
#include <QCheckBox>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::DialogFixture;
using test::ScriptedHub;

class HttpFormTest : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_fixture = std::make_unique<DialogFixture>();
        m_asked.clear();
        m_known = false;
        HttpForm::Services services;
        services.makeHub = [this](const HubAddress &address) -> std::shared_ptr<TaskHub> {
            m_asked.push_back(address);
            return m_fixture->hub;
        };
        services.hasAnswered = [this](const HubAddress &) { return m_known; };
        m_form = std::make_unique<HttpForm>(services, m_fixture->pool);
        QVERIFY(test::shown(*m_form));
    }

    void cleanup()
    {
        m_form.reset();
        m_fixture.reset();
    }

    void takesAnOriginAndAKey()
    {
        QVERIFY(!canConnect());
        QVERIFY(m_form->isProblemQuiet()); // an empty field is no mistake
        url(u"contoso.azurewebsites.net"_s);
        test::type(*m_form, "connectKey", u"abc=="_s);
        QVERIFY(canConnect());
        const HubAddress address = m_form->address();
        QCOMPARE(address.base,
                 QUrl(u"https://contoso.azurewebsites.net/runtime/webhooks/durabletask"_s));
        QCOMPARE(address.key.reveal(), QByteArray("abc=="));
        QVERIFY(!address.allowInsecureHttp);
        QCOMPARE(test::unnamedControls(*m_form), QStringList());
    }

    void takesAPastedLinkApart()
    {
        auto *edit = test::part<QLineEdit>(*m_form, "connectUrl");
        edit->setFocus();
        edit->insert(
            u"https://contoso.example/runtime/webhooks/durabletask/instances/x/terminate?reason={text}&taskHub=OrdersHub&connection=Storage&code=a%2Bb%3D%3D"_s);
        QCOMPARE(edit->text(),
                 u"https://contoso.example/runtime/webhooks/durabletask"_s); // the key is not left
                                                                             // to be read
        QCOMPARE(test::part<QLineEdit>(*m_form, "connectKey")->text(), u"a+b=="_s);
        QCOMPARE(test::part<QLineEdit>(*m_form, "connectKey")->echoMode(), QLineEdit::Password);
        QVERIFY(!edit->isUndoAvailable());
        const HubAddress address = m_form->address();
        QCOMPARE(address.taskHub.text(), u"OrdersHub"_s);
        QCOMPARE(address.appConnection, u"Storage"_s);
        QCOMPARE(address.key.reveal(), QByteArray("a+b=="));
    }

    void showsTheKeyOnlyWhenAsked()
    {
        auto *key = test::part<QLineEdit>(*m_form, "connectKey");
        QCOMPARE(key->echoMode(), QLineEdit::Password);
        test::part<QAction>(*m_form, "connectShowKey")->toggle();
        QCOMPARE(key->echoMode(), QLineEdit::Normal);
        test::part<QAction>(*m_form, "connectShowKey")->toggle();
        QCOMPARE(key->echoMode(), QLineEdit::Password);
    }

    void warnsOfPlainHttpToAnotherHost()
    {
        url(u"http://localhost:7071"_s);
        QVERIFY(canConnect());
        QVERIFY(!test::part<QLabel>(*m_form, "insecureWarning")->isVisible());
        url(u"http://orders.internal"_s);
        QVERIFY(test::part<QLabel>(*m_form, "insecureWarning")->isVisible());
        QVERIFY(!canConnect());
        QVERIFY(!test::part<QPushButton>(*m_form, "connectTest")->isEnabled());
        test::part<QCheckBox>(*m_form, "connectInsecure")->click();
        QVERIFY(canConnect());
        QVERIFY(m_form->address().allowInsecureHttp);
        m_form->resize(m_form->width(), m_form->sizeHint().height()); // as the dialog does
        QCoreApplication::processEvents();
        QCOMPARE(test::cutOffText(*m_form), QString());
        url(u"https://orders.internal"_s);
        QVERIFY(!m_form->address().allowInsecureHttp);
    }

    void asksBeforeAHubIsNamedForTheFirstTime()
    {
        url(u"https://contoso.example"_s);
        test::type(*m_form, "connectTaskHub", u"OrdersHub"_s);
        QVERIFY(!canConnect());
        QVERIFY(test::labelText(*m_form, "newHubWarning").contains(u"creates"_s));
        QVERIFY(!test::part<QPushButton>(*m_form, "connectTest")
                     ->isEnabled()); // a test would create it too
        test::part<QCheckBox>(*m_form, "connectNewHub")->click();
        QVERIFY(canConnect());
        m_known = true;
        test::part<QCheckBox>(*m_form, "connectNewHub")->click();
        QVERIFY(canConnect());
        QVERIFY(!test::part<QLabel>(*m_form, "newHubWarning")->isVisible());
    }

    void asksAgainForAnotherName()
    {
        url(u"https://contoso.example"_s);
        test::type(*m_form, "connectTaskHub", u"OrdersHub"_s);
        test::part<QCheckBox>(*m_form, "connectNewHub")->click();
        QVERIFY(canConnect());
        test::type(*m_form, "connectTaskHub", u"OrderHub"_s);
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
        test::type(*m_form, "connectTaskHub", taskHub);
        QVERIFY(!canConnect());
        QVERIFY(!m_form->isProblemQuiet());
    }

    void testsTheConnectionByOneRow()
    {
        url(u"https://contoso.example"_s);
        test::type(*m_form, "connectKey", u"k"_s);
        auto *button = test::part<QPushButton>(*m_form, "connectTest");
        button->click();
        QVERIFY(!button->isEnabled());
        QTRY_COMPARE(test::labelText(*m_form, "connectTestState"), u"The hub answers."_s);
        QVERIFY(button->isEnabled());
        QCOMPARE(m_asked.size(), 1U);
        QCOMPARE(m_asked.front().key.reveal(), QByteArray("k"));
        QCOMPARE(m_fixture->hub->arrivals().size(), 1U);
        QCOMPARE(m_fixture->hub->arrivals().front().query->pageSize, 1);
        test::type(*m_form, "connectKey", u"other"_s);
        QCOMPARE(test::labelText(*m_form, "connectTestState"), QString()); // said of another key
    }

    void tellsWhatIsWrong()
    {
        m_fixture->hub->fail(ScriptedHub::Call::ListInstances,
                             TaskHubError(ErrorKind::Unauthorised, u"The key was not accepted."_s));
        url(u"https://contoso.example"_s);
        test::part<QPushButton>(*m_form, "connectTest")->click();
        QTRY_COMPARE(test::labelText(*m_form, "connectTestState"), u"The key was not accepted."_s);
        QVERIFY(canConnect()); // the hub may be down for the moment only
    }

    void keepsTheKeyOfAnEditedConnection()
    {
        HubAddress old;
        old.base = QUrl(u"https://contoso.example/runtime/webhooks/durabletask"_s);
        old.taskHub = TaskHubName(u"OrdersHub"_s);
        old.key = Secret("secret");
        m_form->edit(old);
        QVERIFY(canConnect());
        QCOMPARE(test::part<QLineEdit>(*m_form, "connectKey")->text(), QString());
        QVERIFY(m_form->address() == old);
        test::type(*m_form, "connectKey", u"new"_s);
        QCOMPARE(m_form->address().key.reveal(), QByteArray("new"));
        test::type(*m_form, "connectKey", QString());
        url(u"https://other.example"_s); // a key never goes to another host
        QVERIFY(m_form->address().key.isEmpty());
    }

    void stopsTestingWhenClosed()
    {
        m_fixture->hub->hold();
        url(u"https://contoso.example"_s);
        test::part<QPushButton>(*m_form, "connectTest")->click();
        QTRY_COMPARE(m_fixture->hub->waiting(), 1);
        m_form.reset();
        QTRY_COMPARE(m_fixture->hub->waiting(), 0);
    }

private:
    void url(const QString &text) { test::type(*m_form, "connectUrl", text); }

    [[nodiscard]] bool canConnect() const { return m_form->problem().isEmpty(); }

    std::unique_ptr<DialogFixture> m_fixture;
    std::unique_ptr<HttpForm> m_form;
    std::vector<HubAddress> m_asked;
    bool m_known = false;
};

HUBDECK_TEST(HttpFormTest)
#include "tst_httpform.moc"
