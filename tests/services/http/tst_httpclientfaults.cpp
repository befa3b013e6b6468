// SPDX-License-Identifier: MIT
#include "httptesting.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck {

class HttpClientFaultsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void anActionArrivesOnce_data();
    void anActionArrivesOnce();
    void aReadArrivesOnce_data();
    void aReadArrivesOnce();
    void aHeadRequestIsRepeatedWithinBounds();
    void anErrorAnswerThatBreaksOffIsNoAnswer();
    void survivesAConnectionClosedWhileIdle();
    void usesNoIdleConnectionAfterAFailure();
    void nothingSentIsNotUnknown_data();
    void nothingSentIsNotUnknown();
    void refusesASelfSignedCertificate();
    void timesOutWhileWaiting();
    void timesOutInTheMiddleOfABody();
    void timesOutWhileConnecting();
    void aSlowBodyIsNotIdle();
};

void HttpClientFaultsTest::initTestCase()
{
    beginLogging();
}

void HttpClientFaultsTest::cleanupTestCase()
{
    const QString log = endLogging();
    QVERIFY2(!log.contains(QString::fromLatin1(secretKey)), qPrintable(log));
    QVERIFY2(!log.contains("QIODevice"_L1), qPrintable(log));
}

void HttpClientFaultsTest::anActionArrivesOnce_data()
{
    QTest::addColumn<HttpMethod>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<bool>("reused");
    const std::vector<std::tuple<const char *, HttpMethod, QByteArray>> actions {
        { "POST", HttpMethod::Post, "{\"a\":1}" },
        { "POST empty", HttpMethod::Post, "" },
        { "POST large", HttpMethod::Post, QByteArray(3'000'000, 'x') },
        { "PUT", HttpMethod::Put, "1" },
        { "DELETE", HttpMethod::Delete, "" },
    };
    const std::vector<Fault> faults {
        Fault::closeBeforeAnswer(), Fault::resetBeforeAnswer(), Fault::closeWhileReceiving(),
        Fault::closeInHeaders(),    Fault::resetMidBody(),      Fault::truncated(),
        Fault::chunkedCutOff(),     Fault::gzipCutOff(),        Fault::garbage()
    };
    for (const auto &[name, method, body] : actions) {
        for (const Fault &fault : faults) {
            for (const bool reused : { false, true }) {
                QTest::addRow("%s, %s, %s", name, fault.name().constData(),
                              reused ? "reused" : "fresh")
                    << method << body << fault << reused;
            }
        }
    }
}

void HttpClientFaultsTest::anActionArrivesOnce()
{
    QFETCH(const HttpMethod, method);
    QFETCH(const QByteArray, body);
    QFETCH(const Fault, fault);
    QFETCH(const bool, reused);
    FaultServer server;
    HttpClient client;
    if (reused)
        (void)answer(client, request(server, HttpMethod::Get, "/warm-up"));
    server.setDefault(fault);
    const TaskHubError error = sendFailure(client, request(server, method, "/act", body));
    QCOMPARE(kindOf(error), "OutcomeUnknown");
    QVERIFY2(error.message.contains(u"It may or may not have happened; look at the instance."_s),
             qPrintable(error.message));
    QVERIFY(error.message.contains("127.0.0.1"_L1));
    if (reused)
        QCOMPARE(server.requests().at(1).connection, server.requests().at(0).connection);
    // A second request proves that the first is over and done with
    server.setDefault(Fault::answer());
    QCOMPARE(answer(client, request(server, HttpMethod::Get, "/after")).head.status, 200);
    QCOMPARE(server.arrivals(server.requests().at(reused ? 1 : 0).method, "/act"), 1);
    QCOMPARE(server.arrivals(), reused ? 3 : 2);
}

void HttpClientFaultsTest::aReadArrivesOnce_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<bool>("reused");
    for (const Fault &fault :
         { Fault::closeBeforeAnswer(), Fault::resetBeforeAnswer(), Fault::closeWhileReceiving(),
           Fault::closeInHeaders(), Fault::resetMidBody(), Fault::truncated(),
           Fault::chunkedCutOff(), Fault::gzipCutOff(), Fault::garbage() }) {
        for (const bool reused : { false, true })
            QTest::addRow("%s, %s", fault.name().constData(), reused ? "reused" : "fresh")
                << fault << reused;
    }
}

void HttpClientFaultsTest::aReadArrivesOnce()
{
    QFETCH(const Fault, fault);
    QFETCH(const bool, reused);
    FaultServer server;
    HttpClient client;
    if (reused)
        (void)answer(client, request(server, HttpMethod::Get, "/warm-up"));
    server.setDefault(fault);
    const TaskHubError error = sendFailure(client, request(server, HttpMethod::Get, "/read"));
    QCOMPARE(kindOf(error), "Unreachable");
    server.setDefault(Fault::answer());
    QCOMPARE(answer(client, request(server, HttpMethod::Get, "/after")).head.status, 200);
    QCOMPARE(server.arrivals("GET", "/read"), 1);
}

void HttpClientFaultsTest::aHeadRequestIsRepeatedWithinBounds()
{
    FaultServer server;
    server.setDefault(Fault::closeInHeaders());
    HttpClient client;
    QCOMPARE(kindOf(sendFailure(client, request(server, HttpMethod::Head, "/head"))),
             "Unreachable");
    QCOMPARE_LE(server.arrivals("HEAD"), 4);
    server.setDefault(Fault::answer(200, "12345"));
    const HttpResponse response = answer(client, request(server, HttpMethod::Head));
    QCOMPARE(response.head.header("Content-Length"), "5");
    QCOMPARE(response.body, "");
}

void HttpClientFaultsTest::anErrorAnswerThatBreaksOffIsNoAnswer()
{
    FaultServer server;
    HttpClient client;
    for (const Fault &fault : { Fault::truncated("{", 10, 500), Fault::chunkedCutOff("{", 500),
                                Fault::truncated("{", 10, 404) }) {
        server.setDefault(fault);
        const TaskHubError read = sendFailure(client, request(server));
        QCOMPARE(kindOf(read), "Unreachable");
        QVERIFY(read.httpStatus == 500 || read.httpStatus == 404);
        QCOMPARE(kindOf(sendFailure(client, request(server, HttpMethod::Post))), "OutcomeUnknown");
    }
}

void HttpClientFaultsTest::survivesAConnectionClosedWhileIdle()
{
    FaultServer server;
    HttpClient client;
    (void)answer(client, request(server));
    server.closeConnections();
    // Until the end of the connection has reached Qt, it is aReadArrivesOnce
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, 60'000);
    QCOMPARE(answer(client, request(server, HttpMethod::Post)).head.status, 200);
    QCOMPARE(server.arrivals(), 2);
}

void HttpClientFaultsTest::usesNoIdleConnectionAfterAFailure()
{
    // After a change of network all are dead, and each would have to be waited for
    FaultServer server;
    HttpClient client;
    {
        std::vector<std::unique_ptr<PendingReply>> replies;
        for (int i = 0; i < 3; ++i)
            replies.push_back(client.start(request(server), {}));
        for (const auto &reply : replies)
            QCOMPARE(reply->body(), "");
    }
    server.enqueue(Fault::closeBeforeAnswer());
    QCOMPARE(kindOf(sendFailure(client, request(server, HttpMethod::Post))), "OutcomeUnknown");
    const int before = server.connections();
    QCOMPARE(answer(client, request(server, HttpMethod::Post)).head.status, 200);
    QCOMPARE(server.lastRequest().connection, before + 1);
}

void HttpClientFaultsTest::nothingSentIsNotUnknown_data()
{
    QTest::addColumn<HttpMethod>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addRow("GET") << HttpMethod::Get << QByteArray();
    QTest::addRow("POST empty") << HttpMethod::Post << QByteArray();
    QTest::addRow("POST") << HttpMethod::Post << QByteArray("{}");
    QTest::addRow("DELETE") << HttpMethod::Delete << QByteArray();
}

void HttpClientFaultsTest::nothingSentIsNotUnknown()
{
    QFETCH(const HttpMethod, method);
    QFETCH(const QByteArray, body);
    const FaultServer plain;
    HttpClient client;
    HttpRequest ask = request(plain, method, "/a?q=1", body);

    const quint16 port = FaultServer::refusedPort();
    ask.url.setPort(port);
    const TaskHubError refused = sendFailure(client, ask);
    QCOMPARE(kindOf(refused), "Unreachable");
    QVERIFY2(refused.message.contains(u"127.0.0.1:%1"_s.arg(port)), qPrintable(refused.message));

    ask.url = QUrl(u"https://no-such-host.invalid/a?q=1"_s);
    const TaskHubError unknown = sendFailure(client, ask);
    QCOMPARE(kindOf(unknown), "Unreachable");
    QVERIFY2(unknown.message.contains("no-such-host.invalid"_L1), qPrintable(unknown.message));

    const FaultServer secure(FaultServer::Security::SelfSignedTls);
    ask.url = secure.url("/a?q=1");
    QCOMPARE(kindOf(sendFailure(client, ask)), "Tls");
    QCOMPARE(secure.arrivals(), 0);
}

void HttpClientFaultsTest::refusesASelfSignedCertificate()
{
    const FaultServer server(FaultServer::Security::SelfSignedTls);
    HttpClient client;
    const TaskHubError error = sendFailure(client, request(server));
    QCOMPARE(kindOf(error), "Tls");
    QVERIFY2(error.detail.contains(QString::fromLatin1(FaultServer::certificateFingerprint())),
             qPrintable(error.detail));
    QVERIFY(error.message.contains("127.0.0.1"_L1));
    QCOMPARE(server.arrivals(), 0);
}

void HttpClientFaultsTest::timesOutWhileWaiting()
{
    FaultServer server;
    server.setDefault(Fault::neverAnswer());
    HttpClient client;
    for (const auto &[method, body, kind] :
         std::vector<std::tuple<HttpMethod, QByteArray, QByteArray>> {
             { HttpMethod::Get, {}, "TimedOut" },
             { HttpMethod::Post, "{}", "OutcomeUnknown" },
             { HttpMethod::Delete, {}, "OutcomeUnknown" } }) {
        server.clear();
        HttpRequest ask = request(server, method, "/slow", body);
        ask.connectTimeout = 100ms;
        ask.firstByteTimeout = 300ms;
        const TaskHubError error = sendFailure(client, ask);
        QCOMPARE(kindOf(error), kind);
        QVERIFY2(error.message.contains("0.3 s"_L1), qPrintable(error.message));
        QVERIFY(server.waitForArrivals(1));
        QCOMPARE(server.arrivals(), 1);
    }
}

void HttpClientFaultsTest::timesOutInTheMiddleOfABody()
{
    FaultServer server;
    server.setDefault(Fault::slowBody(60s, "[1,2]"));
    HttpClient client;
    for (const auto &[method, kind] : std::vector<std::pair<HttpMethod, QByteArray>> {
             { HttpMethod::Get, "TimedOut" }, { HttpMethod::Post, "OutcomeUnknown" } }) {
        HttpRequest ask = request(server, method);
        ask.idleTimeout = 200ms;
        const std::unique_ptr<PendingReply> reply = client.start(ask, {});
        QCOMPARE(reply->head().status, 200);
        const TaskHubError error = failure([&] { (void)reply->body(); });
        QCOMPARE(kindOf(error), kind);
        QCOMPARE(error.httpStatus, 200);
    }
}

void HttpClientFaultsTest::timesOutWhileConnecting()
{
    // A server that speaks no TLS and waits for the end of the line
    const FaultServer server;
    HttpClient client;
    for (const HttpMethod method : { HttpMethod::Get, HttpMethod::Post, HttpMethod::Delete }) {
        HttpRequest ask = request(server, method);
        ask.url.setScheme(u"https"_s);
        ask.connectTimeout = 300ms;
        ask.firstByteTimeout = 2s;
        const TaskHubError error = sendFailure(client, ask);
        if (error.kind == ErrorKind::Tls)
            continue; // the first bytes happened to hold a line end, and the server answered them
        QCOMPARE(kindOf(error), "TimedOut");
        QVERIFY2(error.message.contains("0.3 s"_L1), qPrintable(error.message));
    }
    QVERIFY(server.connections() >= 3); // none was given the dead connection of the one before
}

void HttpClientFaultsTest::aSlowBodyIsNotIdle()
{
    FaultServer server;
    server.setDefault(Fault::slowBody(30ms, QByteArray(25, 'x')));
    HttpClient client;
    HttpRequest ask = request(server);
    ask.idleTimeout = 500ms; // shorter than the whole body takes
    // On a busy machine a byte may really be late; that every one of many is cannot be chance
    bool isWhole = false;
    for (int attempt = 0; attempt < 10 && !isWhole; ++attempt)
        isWhole = answer(client, ask).body.size() == 25;
    QVERIFY(isWhole);
}

} // namespace hubdeck

HUBDECK_GUILESS_TEST(hubdeck::HttpClientFaultsTest)
#include "tst_httpclientfaults.moc"
