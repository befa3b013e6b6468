// SPDX-License-Identifier: MIT
#include "faultserver.h"
#include "services/http/httpclient.h"
#include "services/taskhub/taskhuberror.h"

#include <QLoggingCategory>
#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck {

namespace {

constexpr char secretKey[] = "s3cret-key+/==";

std::mutex logMutex;
QString logText;
QtMessageHandler previousHandler = nullptr;

void record(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    {
        const std::lock_guard lock(logMutex);
        logText += text + u'\n';
    }
    if (type != QtDebugMsg)
        previousHandler(type, context, text);
}

HttpRequest request(const FaultServer &server, HttpMethod method = HttpMethod::Get,
                    const QByteArray &path = "/a?q=1", const QByteArray &body = {})
{
    HttpRequest result;
    result.method = method;
    result.url = server.url(path);
    result.headers = { { "x-functions-key", secretKey } };
    result.body = body;
    return result;
}

// The error of a call, or one that says that there was none. No error may hold the key
template <typename Call> TaskHubError failure(const Call &call)
{
    try {
        call();
    } catch (const TaskHubError &error) {
        const QString all = error.message + error.detail + QString::fromUtf8(error.what());
        if (all.contains(QString::fromLatin1(secretKey)) || all.contains(u"q=1"_s))
            return TaskHubError(ErrorKind::Local, u"holds a secret: "_s + all);
        return error;
    }
    return TaskHubError(ErrorKind::Local, u"no error"_s);
}

QByteArray kindOf(const TaskHubError &error)
{
    return (error.kind == ErrorKind::Local ? error.message : TaskHubError::nameOf(error.kind))
        .toUtf8();
}

TaskHubError sendFailure(HttpClient &client, const HttpRequest &request)
{
    return failure([&] { (void)client.send(request, {}); });
}

// The answer, or one with status -1 and the error as body: an exception would end the whole test
HttpResponse answer(HttpClient &client, const HttpRequest &request)
{
    try {
        return client.send(request, {});
    } catch (const TaskHubError &error) {
        return {
            { -1, {} },
            (TaskHubError::nameOf(error.kind) + u' ' + error.message + u' ' + error.detail).toUtf8()
        };
    }
}

} // namespace

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

    void followsRedirectsToTheSameOrigin();
    void stopsFollowingAfterFive();
    void keepsTheKeyFromOtherOrigins();
    void followsNoRedirectOfAnAction();

    void refusesToSend_data();
    void refusesToSend();
    void goesToLoopbackWithoutTheProxy();

    void stopsAtTheLimit_data();
    void stopsAtTheLimit();

    void stopTokenEndsTheWait_data();
    void stopTokenEndsTheWait();
    void aStopBeforeSendsNothing();
    void givesTheHeadBeforeTheBody();
    void droppedRepliesFreeTheirConnections();
    void timeLimitsDoNotRunInTheQueue();
    void manyThreadsMayCall();
    void wakesWaitingCallersWhenItGoes();
    void repliesMayOutliveTheClient();
};

void HttpClientTest::initTestCase()
{
    previousHandler = qInstallMessageHandler(record);
    QLoggingCategory::setFilterRules(u"qt.network*=true\nqt.tlsbackend*=true"_s);
}

void HttpClientTest::cleanupTestCase()
{
    qInstallMessageHandler(previousHandler);
    const std::lock_guard lock(logMutex);
    QVERIFY2(!logText.contains(QString::fromLatin1(secretKey)), qPrintable(logText));
    QVERIFY2(!logText.contains("QIODevice"_L1), qPrintable(logText));
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

void HttpClientTest::anActionArrivesOnce_data()
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

void HttpClientTest::anActionArrivesOnce()
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

void HttpClientTest::aReadArrivesOnce_data()
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

void HttpClientTest::aReadArrivesOnce()
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

void HttpClientTest::aHeadRequestIsRepeatedWithinBounds()
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

void HttpClientTest::anErrorAnswerThatBreaksOffIsNoAnswer()
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

void HttpClientTest::survivesAConnectionClosedWhileIdle()
{
    FaultServer server;
    HttpClient client;
    (void)answer(client, request(server));
    server.closeConnections();
    QTest::qWait(100); // the end of the connection has to reach Qt; what happens before that is
                       // aReadArrivesOnce
    QCOMPARE(answer(client, request(server, HttpMethod::Post)).head.status, 200);
    QCOMPARE(server.arrivals(), 2);
}

void HttpClientTest::usesNoIdleConnectionAfterAFailure()
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

void HttpClientTest::nothingSentIsNotUnknown_data()
{
    QTest::addColumn<HttpMethod>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addRow("GET") << HttpMethod::Get << QByteArray();
    QTest::addRow("POST empty") << HttpMethod::Post << QByteArray();
    QTest::addRow("POST") << HttpMethod::Post << QByteArray("{}");
    QTest::addRow("DELETE") << HttpMethod::Delete << QByteArray();
}

void HttpClientTest::nothingSentIsNotUnknown()
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

void HttpClientTest::refusesASelfSignedCertificate()
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

void HttpClientTest::timesOutWhileWaiting()
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

void HttpClientTest::timesOutInTheMiddleOfABody()
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

void HttpClientTest::timesOutWhileConnecting()
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

void HttpClientTest::aSlowBodyIsNotIdle()
{
    FaultServer server;
    server.setDefault(Fault::slowBody(100ms, QByteArray(25, 'x')));
    HttpClient client;
    HttpRequest ask = request(server);
    ask.idleTimeout = 2s;
    QCOMPARE(answer(client, ask).body.size(), 25);
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

void HttpClientTest::stopTokenEndsTheWait_data()
{
    QTest::addColumn<HttpMethod>("method");
    QTest::addColumn<Fault>("fault");
    QTest::addRow("read, no answer") << HttpMethod::Get << Fault::neverAnswer();
    QTest::addRow("action, no answer") << HttpMethod::Post << Fault::neverAnswer();
    QTest::addRow("read, in the body") << HttpMethod::Get << Fault::slowBody(600s, "[]");
    QTest::addRow("action, in the body") << HttpMethod::Delete << Fault::slowBody(600s, "[]");
}

void HttpClientTest::stopTokenEndsTheWait()
{
    QFETCH(const HttpMethod, method);
    QFETCH(const Fault, fault);
    FaultServer server;
    server.setDefault(fault);
    HttpClient client;
    std::stop_source source;
    std::jthread stopper([&] {
        (void)server.waitForArrivals(1);
        source.request_stop();
    });
    const TaskHubError error
        = failure([&] { (void)client.send(request(server, method), source.get_token()); });
    QCOMPARE(kindOf(error), "Cancelled");
    QCOMPARE(server.arrivals(), 1);
}

void HttpClientTest::aStopBeforeSendsNothing()
{
    const FaultServer server;
    HttpClient client;
    std::stop_source source;
    source.request_stop();
    QCOMPARE(kindOf(failure([&] {
                 (void)client.send(request(server, HttpMethod::Post), source.get_token());
             })),
             "Cancelled");
    (void)answer(client, request(server));
    QCOMPARE(server.arrivals(), 1);
}

void HttpClientTest::givesTheHeadBeforeTheBody()
{
    FaultServer server;
    server.setDefault(Fault::slowBody(600s, "[]"));
    HttpClient client;
    const std::unique_ptr<PendingReply> reply = client.start(request(server), {});
    QCOMPARE(reply->head().status, 200); // the body will not come
    server.setDefault(Fault::answer(200, "whole"));
    const std::unique_ptr<PendingReply> other = client.start(request(server), {});
    QCOMPARE(other->body(), "whole");
    QCOMPARE(other->head().status, 200);
}

void HttpClientTest::droppedRepliesFreeTheirConnections()
{
    FaultServer server;
    server.setDefault(Fault::neverAnswer());
    HttpClient client;
    {
        std::vector<std::unique_ptr<PendingReply>> replies;
        for (int i = 0; i < 12; ++i)
            replies.push_back(client.start(request(server, HttpMethod::Get, "/held"), {}));
        QVERIFY(server.waitForArrivals(6));
    }
    server.setDefault(Fault::answer());
    QCOMPARE(answer(client, request(server)).head.status, 200);
    QCOMPARE(server.arrivals("GET", "/held"), 6);
}

void HttpClientTest::timeLimitsDoNotRunInTheQueue()
{
    FaultServer server;
    server.setHandler([](const FaultRequest &received) {
        return received.method == "GET" ? Fault::neverAnswer() : Fault::answer(200, "at last");
    });
    HttpClient client;
    std::vector<std::unique_ptr<PendingReply>> replies;
    for (int i = 0; i < 6; ++i)
        replies.push_back(client.start(request(server), {}));
    QVERIFY(server.waitForArrivals(6));
    HttpRequest ask = request(server, HttpMethod::Post);
    ask.connectTimeout = 1500ms;
    ask.firstByteTimeout = 1500ms;
    const std::unique_ptr<PendingReply> queued = client.start(ask, {});
    QTest::qWait(2000);
    QCOMPARE(server.arrivals(), 6);
    replies.clear();
    QCOMPARE(queued->body(), "at last");
}

void HttpClientTest::manyThreadsMayCall()
{
    FaultServer server;
    server.setHandler(
        [](const FaultRequest &received) { return Fault::answer(200, received.target); });
    HttpClient client;
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 12; ++thread) {
            threads.emplace_back([&, thread] {
                for (int i = 0; i < 10; ++i) {
                    const QByteArray path
                        = '/' + QByteArray::number(thread) + '/' + QByteArray::number(i);
                    if (client
                            .send(request(server, i % 2 == 0 ? HttpMethod::Get : HttpMethod::Post,
                                          path, "x"),
                                  {})
                            .body
                        == path)
                        ++right;
                }
            });
        }
    }
    QCOMPARE(right.load(), 120);
    QCOMPARE(server.arrivals(), 120);
}

void HttpClientTest::wakesWaitingCallersWhenItGoes()
{
    FaultServer server;
    server.setDefault(Fault::neverAnswer());
    auto client = std::make_unique<HttpClient>();
    std::atomic<int> cancelled = 0;
    std::vector<std::unique_ptr<PendingReply>> replies;
    for (int i = 0; i < 9; ++i)
        replies.push_back(
            client->start(request(server, i % 2 == 0 ? HttpMethod::Get : HttpMethod::Post), {}));
    std::vector<std::jthread> threads;
    for (const auto &reply : replies) {
        threads.emplace_back([&cancelled, waiting = reply.get()] {
            if (failure([waiting] { (void)waiting->body(); }).kind == ErrorKind::Cancelled)
                ++cancelled;
        });
    }
    QVERIFY(server.waitForArrivals(6));
    client.reset();
    threads.clear();
    QCOMPARE(cancelled.load(), 9);
}

void HttpClientTest::repliesMayOutliveTheClient()
{
    FaultServer server;
    server.enqueue(Fault::answer(200, "kept"));
    server.setDefault(Fault::neverAnswer());
    std::stop_source source;
    std::unique_ptr<PendingReply> whole;
    std::unique_ptr<PendingReply> broken;
    {
        HttpClient client;
        whole = client.start(request(server), source.get_token());
        QCOMPARE(whole->body(), "kept");
        broken = client.start(request(server), source.get_token());
        QVERIFY(server.waitForArrivals(2));
    }
    source.request_stop();
    QCOMPARE(whole->body(), "kept");
    QCOMPARE(kindOf(failure([&] { (void)broken->head(); })), "Cancelled");
}

} // namespace hubdeck

Q_DECLARE_METATYPE(hubdeck::Fault)
Q_DECLARE_METATYPE(hubdeck::HttpMethod)

QTEST_GUILESS_MAIN(hubdeck::HttpClientTest)
#include "tst_httpclient.moc"
