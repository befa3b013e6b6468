// SPDX-License-Identifier: MIT
#include "services/connections/hubaddress.h"

#include "services/taskhub/taskhuberror.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_HubAddress : public QObject
{
    Q_OBJECT

private slots:
    void readsAddresses_data();
    void readsAddresses();
    void takesOverWhatALinkHolds();
    void keepsAPlusInAKey();
    void ignoresBlankParameters();
    void refusesWhatIsNoAddress_data();
    void refusesWhatIsNoAddress();
    void neverRepeatsAKeyInAMessage();
    void hasADisplayName();
};

void tst_HubAddress::readsAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("base");
    const auto row = [](const char *text, const char *base) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(base);
    };
    const char *const azure = "https://contoso.azurewebsites.net/runtime/webhooks/durabletask";
    const char *const local = "http://localhost:7071/runtime/webhooks/durabletask";
    row("https://contoso.azurewebsites.net", azure);
    row("  https://contoso.azurewebsites.net/ \n", azure);
    row("HTTPS://Contoso.AzureWebsites.net", azure);
    row("contoso.azurewebsites.net", azure);
    row("contoso.azurewebsites.net:8443",
        "https://contoso.azurewebsites.net:8443/runtime/webhooks/durabletask");
    row("http://contoso.azurewebsites.net",
        "http://contoso.azurewebsites.net/runtime/webhooks/durabletask");
    row("localhost:7071", local);
    row("localhost:7071/", local);
    row("127.0.0.1:7071", "http://127.0.0.1:7071/runtime/webhooks/durabletask");
    row("[::1]:7071", "http://[::1]:7071/runtime/webhooks/durabletask");
    row("https://localhost:7071", "https://localhost:7071/runtime/webhooks/durabletask");
    row("https://contoso.azurewebsites.net/runtime/webhooks/durabletask", azure);
    row("https://contoso.azurewebsites.net/runtime/webhooks/durabletask/", azure);
    row("http://127.0.0.1:17071/durabletask/", "http://127.0.0.1:17071/durabletask");
    row("https://old.example/admin/extensions/DurableTaskExtension/instances/a",
        "https://old.example/admin/extensions/DurableTaskExtension");
    row("https://contoso.azurewebsites.net/runtime/webhooks/durabletask/instances", azure);
    row("https://contoso.azurewebsites.net/runtime/webhooks/durabletask/instances/a%2Fb/raiseEvent/"
        "{eventName}",
        azure);
    row("https://contoso.azurewebsites.net/runtime/webhooks/durabletask/Orchestrators/Hello",
        azure);
    row("https://contoso.azurewebsites.net/runtime/webhooks/durabletask/entities/counter/k", azure);
    row("https://gateway.example/instances/runtime/webhooks/durabletask/instances/x",
        "https://gateway.example/instances/runtime/webhooks/durabletask");
    row("https://gateway.example/team%20a/durabletask",
        "https://gateway.example/team%20a/durabletask");
    row("https://contoso.azurewebsites.net/instances/x", azure);
    row("https://contoso.azurewebsites.net/?x=1#part", azure);
}

void tst_HubAddress::readsAddresses()
{
    QFETCH(QString, text);
    const HubAddress address = parseHubAddress(text);
    QTEST(address.base.toString(QUrl::FullyEncoded), "base");
    QVERIFY(address.key.isEmpty());
    QVERIFY(address.taskHub.isEmpty());
    QVERIFY(address.appConnection.isEmpty());
    QVERIFY(!address.allowInsecureHttp);
}

void tst_HubAddress::takesOverWhatALinkHolds()
{
    const HubAddress address
        = parseHubAddress(u"https://contoso.example/runtime/webhooks/durabletask/instances/4f2b/"
                          u"terminate?reason={text}&taskHub=ContosoHub&connection=Storage"
                          "&code=KEY%2Fa%2Bb%3D%3D"_s);
    QCOMPARE(address.base.toString(), u"https://contoso.example/runtime/webhooks/durabletask"_s);
    QCOMPARE(address.taskHub.text(), u"ContosoHub"_s);
    QCOMPARE(address.appConnection, u"Storage"_s);
    QCOMPARE(address.key.reveal(), "KEY/a+b==");
    QVERIFY(address.base.query().isEmpty());

    const HubAddress other
        = parseHubAddress(u"contoso.example?CODE=abc==&TaskHub=My%48ub&CONNECTION=My+Storage"_s);
    QCOMPARE(other.key.reveal(), "abc==");
    QCOMPARE(other.taskHub.text(), u"MyHub"_s);
    QCOMPARE(other.appConnection, u"My Storage"_s);
}

void tst_HubAddress::keepsAPlusInAKey()
{
    QCOMPARE(parseHubAddress(u"https://contoso.example/?code=a+b/c=="_s).key.reveal(), "a+b/c==");
}

void tst_HubAddress::ignoresBlankParameters()
{
    const HubAddress address
        = parseHubAddress(u"https://contoso.example/?code=&taskHub=+&connection=%20&taskHub&=x&"_s);
    QVERIFY(address.key.isEmpty());
    QVERIFY(address.taskHub.isEmpty());
    QVERIFY(address.appConnection.isEmpty());
}

void tst_HubAddress::refusesWhatIsNoAddress_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         { "", "   ", "ftp://contoso.example", "file:///etc/passwd", "https://", "https:///path",
           "two words", "https://user:pw@contoso.example", "user@contoso.example",
           "https://contoso.example:99999", "http://[::1", "javascript:alert(1)" }) {
        QTest::newRow(text) << QString::fromUtf8(text);
    }
}

void tst_HubAddress::refusesWhatIsNoAddress()
{
    QFETCH(QString, text);
    try {
        const HubAddress address = parseHubAddress(text);
        QFAIL(qPrintable(address.base.toString()));
    } catch (const TaskHubError &error) {
        QCOMPARE(error.kind, ErrorKind::InvalidInput);
        QVERIFY(!error.message.isEmpty());
    }
}

void tst_HubAddress::neverRepeatsAKeyInAMessage()
{
    for (const QString &text :
         { u"ftp://contoso.example?code=SECRET"_s, u"https://u:SECRET@contoso.example"_s,
           u"https://?code=SECRET"_s }) {
        try {
            static_cast<void>(parseHubAddress(text));
            QFAIL("it was taken");
        } catch (const TaskHubError &error) {
            QVERIFY(!QString(error.message + error.detail).contains(u"SECRET"));
        }
    }
}

void tst_HubAddress::hasADisplayName()
{
    QCOMPARE(parseHubAddress(u"https://contoso.azurewebsites.net"_s).displayName(),
             u"contoso.azurewebsites.net"_s);
    QCOMPARE(parseHubAddress(u"localhost:7071/?taskHub=OrdersHub&code=SECRET"_s).displayName(),
             u"localhost:7071 · OrdersHub"_s);
}

HUBDECK_GUILESS_TEST(tst_HubAddress)
#include "tst_hubaddress.moc"
