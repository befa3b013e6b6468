// SPDX-License-Identifier: MIT
#include "httptesting.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

class HttpClientTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void sendsWhatItIsGivenByteForByte();
    void sendsEmptyActionsWithALength();
    void givesEveryStatusAsAnAnswer_data();
    void givesEveryStatusAsAnAnswer();
    void givesHeadersInAnyCase();
    void unpacksGzip();
    void unpacksBodiesThatCompressVeryWell();
    void joinsChunks();
    void usesConnectionsAgain();
    void keepsNoCookies();
    void followsRedirectsToTheSameOrigin();
    void stopsFollowingAfterFive();
    void keepsTheKeyFromOtherOrigins();
    void followsNoRedirectOfAnAction();
    void refusesToSend_data();
    void refusesToSend();
    void goesToLoopbackWithoutTheProxy();
    void stopsAtTheLimit_data();
    void stopsAtTheLimit();
};

void HttpClientTest::initTestCase()
{
    beginLogging();
}

void HttpClientTest::cleanupTestCase()
{
    const QString log = endLogging();
    QVERIFY2(!log.contains(QString::fromLatin1(secretKey)), qPrintable(log));
    QVERIFY2(!log.contains("QIODevice"_L1), qPrintable(log));
}

void HttpClientTest::sendsWhatItIsGivenByteForByte()
{
    FaultServer server;
    server.setDefault(Fault::answer(202, "yes"));
    HttpClient client;
    HttpRequest post
        = request(server, HttpMethod::Post, "/x%20y/%25%2F%2B%27?reason=a%2Bb%26c", "{\"a\":1}");
    post.headers.push_back({ "Content-Type", "application/json" });
    const HttpResponse response = answer(client, post);
    QCOMPARE(response.head.status, 202);
    QCOMPARE(response.body, "yes");
    const FaultRequest received = server.lastRequest();
    QCOMPARE(received.method, "POST");
    QCOMPARE(received.target, "/x%20y/%25%2F%2B%27?reason=a%2Bb%26c");
    QCOMPARE(received.header("x-functions-key"), secretKey);
    QCOMPARE(received.header("Content-Type"), "application/json");
    QCOMPARE(received.body, "{\"a\":1}");
    QVERIFY(received.header("User-Agent").startsWith("Hubdeck/"));
    QCOMPARE(received.header("Accept-Encoding"), "gzip");
}

void HttpClientTest::sendsEmptyActionsWithALength()
{
    const FaultServer server;
    HttpClient client;
    for (const HttpMethod method : { HttpMethod::Post, HttpMethod::Put, HttpMethod::Delete }) {
        (void)answer(client, request(server, method));
        QCOMPARE(server.lastRequest().header("Content-Length"), "0");
        QCOMPARE(server.lastRequest().header("Content-Type"), "");
    }
}

void HttpClientTest::givesEveryStatusAsAnAnswer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("challenge");
    for (const int status :
         { 200, 202, 300, 304, 400, 403, 404, 405, 409, 410, 412, 418, 429, 500, 501, 503 })
        QTest::addRow("%d", status) << status << QByteArray();
    for (const QByteArray scheme : { "Basic realm=\"x\"", "Bearer", "Negotiate", "NTLM" })
        QTest::addRow("401 %s", scheme.constData()) << 401 << scheme;
}

void HttpClientTest::givesEveryStatusAsAnAnswer()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, challenge);
    FaultServer server;
    FaultHeaders headers;
    if (!challenge.isEmpty())
        headers.emplace_back("WWW-Authenticate", challenge);
    const QByteArray body = status == 304 ? QByteArray() : QByteArray("{\"Message\":\"why\"}");
    server.setDefault(Fault::answer(status, body, headers));
    HttpClient client;
    for (const HttpMethod method : { HttpMethod::Get, HttpMethod::Post, HttpMethod::Delete }) {
        server.clear();
        const HttpResponse response = answer(client, request(server, method));
        QCOMPARE(response.body, body);
        QCOMPARE(response.head.status, status);
        QCOMPARE(server.arrivals(), 1);
    }
}

void HttpClientTest::givesHeadersInAnyCase()
{
    FaultServer server;
    server.setDefault(
        Fault::answer(200, {}, { { "X-Ms-Continuation-Token", "abc== next" }, { "X-Empty", "" } }));
    HttpClient client;
    const HttpHead head = answer(client, request(server)).head;
    QCOMPARE(head.header("x-ms-continuation-token"), "abc== next");
    QCOMPARE(head.header("x-empty"), "");
    QVERIFY(!head.hasHeader("x-none"));
}

void HttpClientTest::unpacksGzip()
{
    FaultServer server;
    HttpClient client;
    for (const QByteArray &body :
         { QByteArray(), QByteArray("[]"), QByteArray("[1,2,3]").repeated(50'000) }) {
        server.setDefault(Fault::gzip(body));
        QCOMPARE(answer(client, request(server)).body, body);
    }
}

void HttpClientTest::unpacksBodiesThatCompressVeryWell()
{
    const QByteArray body(30 * 1024 * 1024, ' ');
    FaultServer server;
    server.setDefault(Fault::gzip(body));
    HttpClient client;
    QCOMPARE(answer(client, request(server)).body.size(), body.size());
}

void HttpClientTest::joinsChunks()
{
    FaultServer server;
    server.setDefault(Fault::chunked("[{\"a\":1},{\"b\":2}]"));
    HttpClient client;
    QCOMPARE(answer(client, request(server)).body, "[{\"a\":1},{\"b\":2}]");
}

void HttpClientTest::usesConnectionsAgain()
{
    const FaultServer server;
    HttpClient client;
    for (int i = 0; i < 5; ++i)
        (void)answer(client, request(server, i % 2 == 0 ? HttpMethod::Get : HttpMethod::Post));
    QCOMPARE(server.arrivals(), 5);
    QCOMPARE_LE(server.connections(), 2);
}

void HttpClientTest::keepsNoCookies()
{
    FaultServer server;
    server.setDefault(Fault::answer(200, {}, { { "Set-Cookie", "ARRAffinity=1; Path=/" } }));
    HttpClient client;
    (void)answer(client, request(server));
    (void)answer(client, request(server));
    QCOMPARE(server.lastRequest().header("Cookie"), "");
}

void HttpClientTest::followsRedirectsToTheSameOrigin()
{
    FaultServer server;
    server.enqueue(Fault::redirect("/b?x=%2F", 307));
    server.enqueue(Fault::redirect(server.url("/c").toEncoded(), 301));
    server.enqueue(Fault::answer(200, "there"));
    HttpClient client;
    QCOMPARE(answer(client, request(server)).body, "there");
    QCOMPARE(server.requests().at(1).target, "/b?x=%2F");
    QCOMPARE(server.lastRequest().target, "/c");
    QCOMPARE(server.lastRequest().header("x-functions-key"), secretKey);
}

void HttpClientTest::stopsFollowingAfterFive()
{
    FaultServer server;
    server.setDefault(Fault::redirect("/again"));
    HttpClient client;
    QCOMPARE(kindOf(sendFailure(client, request(server))), "Redirected");
    QCOMPARE(server.arrivals(), 6);
}

void HttpClientTest::keepsTheKeyFromOtherOrigins()
{
    const FaultServer other;
    FaultServer server;
    HttpClient client;
    QUrl otherHost = server.url("/x");
    otherHost.setHost(u"localhost"_s);
    QUrl otherScheme = server.url("/x");
    otherScheme.setScheme(u"https"_s);
    for (const QByteArray &target :
         { other.url("/login?redirect=x&code=abc").toEncoded(), otherHost.toEncoded(),
           otherScheme.toEncoded(), QByteArray("http://[bad") }) {
        server.setDefault(Fault::redirect(target));
        const TaskHubError error = sendFailure(client, request(server));
        QCOMPARE(kindOf(error), "Redirected");
        QVERIFY(!error.detail.contains("abc"_L1));
    }
    QCOMPARE(other.arrivals(), 0);
    QCOMPARE(server.arrivals(), 4);
}

void HttpClientTest::followsNoRedirectOfAnAction()
{
    FaultServer server;
    HttpClient client;
    for (const int status : { 301, 302, 303, 307, 308 }) {
        server.clear();
        server.setDefault(Fault::redirect("/same-origin", status));
        const TaskHubError error = sendFailure(client, request(server, HttpMethod::Post));
        QCOMPARE(kindOf(error), "Redirected");
        QCOMPARE(error.httpStatus, status);
        QCOMPARE(server.arrivals(), 1);
    }
}

void HttpClientTest::refusesToSend_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QByteArray>("value");
    QTest::addRow("plain http to another host")
        << QUrl(u"http://example.org/a?q=1"_s) << QByteArray("v");
    QTest::addRow("name that begins like this computer's")
        << QUrl(u"http://localhost.example.org/?q=1"_s) << QByteArray("v");
    QTest::addRow("user info") << QUrl(u"http://u:p@127.0.0.1/"_s) << QByteArray("v");
    QTest::addRow("other scheme") << QUrl(u"file:///etc/passwd"_s) << QByteArray("v");
    QTest::addRow("no host") << QUrl(u"http:///a"_s) << QByteArray("v");
    QTest::addRow("empty") << QUrl() << QByteArray("v");
    QTest::addRow("a part that Qt loses")
        << QUrl(u"http://127.0.0.1:9/instances/.x/terminate"_s) << QByteArray("v");
    QTest::addRow("a way up") << QUrl(u"http://127.0.0.1:9/instances/../terminate"_s)
                              << QByteArray("v");
    QTest::addRow("line break in a header")
        << QUrl(u"http://127.0.0.1:9/"_s) << QByteArray("a\r\nX-More: b");
}

void HttpClientTest::refusesToSend()
{
    QFETCH(const QUrl, url);
    QFETCH(const QByteArray, value);
    HttpClient client;
    HttpRequest ask;
    ask.url = url;
    ask.headers = { { "x-functions-key", value } };
    const TaskHubError error = sendFailure(client, ask);
    QCOMPARE(kindOf(error), "InvalidInput");
    QVERIFY(!error.message.contains("u:p"_L1));
    QVERIFY(!error.message.contains("X-More"_L1));
}

void HttpClientTest::goesToLoopbackWithoutTheProxy()
{
    const FaultServer proxy;
    const FaultServer server;
    const QByteArray address = proxy.url().toEncoded();
    qputenv("http_proxy", address);
    HttpClient client;
    QCOMPARE(answer(client, request(server)).head.status, 200);
    QCOMPARE(proxy.arrivals(), 0);
    QCOMPARE(server.arrivals(), 1);
    // And the person who has agreed to plain http to another host goes through it
    HttpRequest ask = request(server, HttpMethod::Post);
    ask.url = QUrl(u"http://hub.example.org/a?q=1"_s);
    ask.allowInsecureHttp = true;
    QCOMPARE(answer(client, ask).head.status, 200);
    QCOMPARE(proxy.arrivals("POST"), 1);
    qunsetenv("http_proxy");
}

void HttpClientTest::stopsAtTheLimit_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addRow("announced") << Fault::oversized(50'000'000);
    QTest::addRow("chunked") << Fault::chunked(QByteArray(2'000'000, 'x'));
    QTest::addRow("bomb") << Fault::gzip(QByteArray(40'000'000, 'x'));
}

void HttpClientTest::stopsAtTheLimit()
{
    QFETCH(const Fault, fault);
    FaultServer server;
    server.setDefault(fault);
    HttpClient client;
    HttpRequest ask = request(server);
    ask.bodyLimit = 1'000'000;
    QCOMPARE(kindOf(sendFailure(client, ask)), "TooLarge");
    server.setDefault(Fault::answer(200, QByteArray(1'000'000, 'x')));
    QCOMPARE(answer(client, ask).body.size(), 1'000'000);
}

} // namespace hubdeck

HUBDECK_GUILESS_TEST(hubdeck::HttpClientTest)
#include "tst_httpclient.moc"
