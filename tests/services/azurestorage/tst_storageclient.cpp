// SPDX-License-Identifier: MIT
#include "faultserver.h"
#include "quickretry.h"
#include "thrown.h"

#include "services/azurestorage/sharedkey.h"
#include "services/azurestorage/storageclient.h"
#include "services/azurestorage/storageurls.h"
#include "services/azurestorage/tokensource.h"
#include "services/http/httpverb.h"
#include "testprogram.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestStorageClient : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void datesAndSignsWhatIsSent_data();
    void datesAndSignsWhatIsSent();
    void sendsTheHeadersOfTables();
    void addsASignatureToTheQuery();
    void sendsATokenWithEachRequest();
    void looksForAnotherTokenWhenOneIsRefused_data();
    void looksForAnotherTokenWhenOneIsRefused();
    void showsBothClocks();
    void namesTheFirewall();
    void saysWhatToCheckWhenNobodyAnswers();
    void signsAnewForEachAttempt();
    void sendsActionsOnce_data();
    void sendsActionsOnce();
    void repeatsIdempotentActions_data();
    void repeatsIdempotentActions();
    void doesNotKnowWhatBecameOfALostAction();
    void limitsTheAnswer();
    void saysWhenTheEmulatorDoesNotRun();
    void keepsSecretsOutOfErrors();
    void stopsWaiting();

private:
    [[nodiscard]] StorageAccount account(StorageCredential credential) const;

    [[nodiscard]] StorageAccount keyAccount() const
    {
        return account(SharedKeyCredential { Secret("a2V5") });
    }

    [[nodiscard]] StorageOptions options() const;

    FaultServer m_server;
    HttpClient m_http;
    QDateTime m_now;
    std::stop_token m_stop;
};

StorageAccount TestStorageClient::account(StorageCredential credential) const
{
    return { u"contoso"_s, m_server.url("/contoso"), m_server.url("/contoso"),
             m_server.url("/contoso"), std::move(credential) };
}

StorageOptions TestStorageClient::options() const
{
    StorageOptions result;
    result.retry = quickRetry();
    result.now = [this] { return m_now; };
    return result;
}

void TestStorageClient::init()
{
    m_server.clear();
    m_server.setDefault(Fault::answer());
    m_now = QDateTime(QDate(2026, 3, 2), QTime(10, 20, 30), Qt::UTC);
}

void TestStorageClient::datesAndSignsWhatIsSent_data()
{
    QTest::addColumn<int>("service");
    QTest::addColumn<QString>("name");
    for (const StorageService service :
         { StorageService::Table, StorageService::Queue, StorageService::Blob }) {
        for (const QString &name : { u"plain"_s, u"it's/a b+c%2F^é🚀#?[]|\\\"<>`{}~;=&@:,"_s,
                                     u"\t\u007f"_s, u"a//b"_s, u"...x/..y"_s }) {
            QTest::addRow("%d %s", int(service), qPrintable(name)) << int(service) << name;
        }
    }
}

void TestStorageClient::datesAndSignsWhatIsSent()
{
    QFETCH(const int, service);
    QFETCH(const QString, name);
    const StorageClient client(keyAccount(), m_http, options());
    StorageRequest request;
    request.service = StorageService(service);
    request.method = HttpMethod::Put;
    request.path = request.service == StorageService::Table ? rowPath(u"T"_s, name, {})
                                                            : blobPath(u"c"_s, name);
    request.query = encodedQuery({ { "comp", name } });
    request.headers = { { "Content-Type", "application/json" }, { "If-Match", "W/\"1\"" } };
    request.body = "{}";
    static_cast<void>(client.send(request, m_stop));

    const FaultRequest arrived = m_server.lastRequest();
    QCOMPARE(arrived.target, "/contoso" + request.path + '?' + request.query);
    QCOMPARE(arrived.header("x-ms-date"), QByteArray("Mon, 02 Mar 2026 10:20:30 GMT"));
    QCOMPARE(arrived.header("x-ms-version"), QByteArray("2020-12-06"));
    QCOMPARE(arrived.header("Content-Type"), QByteArray("application/json"));
    // What the service computes from what came
    HttpRequest seen;
    seen.method = HttpMethod::Put;
    seen.url = QUrl::fromEncoded("http://127.0.0.1" + arrived.target, QUrl::StrictMode);
    for (const auto &[key, value] : arrived.headers) {
        seen.headers.push_back({ key, value });
    }
    seen.body = arrived.body;
    const HttpHeader expected
        = authorization(request.service, seen, u"contoso"_s, { Secret("a2V5") });
    QCOMPARE(arrived.header("Authorization"), expected.value);
    QVERIFY(tableStringToSign(seen, u"contoso"_s)
                .contains(QByteArray("/contoso/contoso" + request.path + "?comp=")));
}

void TestStorageClient::sendsTheHeadersOfTables()
{
    const StorageClient client(keyAccount(), m_http, options());
    StorageRequest request;
    request.path = "/Tables";
    static_cast<void>(client.send(request, m_stop));
    const FaultRequest tables = m_server.lastRequest();
    QCOMPARE(tables.header("DataServiceVersion"), QByteArray("3.0"));
    QCOMPARE(tables.header("MaxDataServiceVersion"), QByteArray("3.0;NetFx"));
    QCOMPARE(tables.header("Accept"), QByteArray("application/json;odata=minimalmetadata"));
    request.service = StorageService::Queue;
    static_cast<void>(client.send(request, m_stop));
    QVERIFY(m_server.lastRequest().header("DataServiceVersion").isEmpty());
}

void TestStorageClient::addsASignatureToTheQuery()
{
    const QByteArray sas = "sv=2020-12-06&se=2099-01-01T00%3A00%3A00Z&sig=a%2Bb%2Fc%3D";
    const StorageClient client(account(SasCredential { Secret(sas) }), m_http, options());
    StorageRequest request;
    request.path = "/Tables";
    request.query = "$top=1";
    static_cast<void>(client.send(request, m_stop));
    QCOMPARE(m_server.lastRequest().target, "/contoso/Tables?$top=1&" + sas);
    QVERIFY(m_server.lastRequest().header("Authorization").isEmpty());
    request.query.clear();
    static_cast<void>(client.send(request, m_stop));
    QCOMPARE(m_server.lastRequest().target, "/contoso/Tables?" + sas);
}

void TestStorageClient::sendsATokenWithEachRequest()
{
    const StorageClient client(
        account(TokenCredential { std::make_shared<GivenToken>(Secret("t.0.k"), u"x"_s) }), m_http,
        options());
    static_cast<void>(client.send({}, m_stop));
    QCOMPARE(m_server.lastRequest().header("Authorization"), QByteArray("Bearer t.0.k"));
}

void TestStorageClient::looksForAnotherTokenWhenOneIsRefused_data()
{
    QTest::addColumn<int>("method");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("next");
    const auto row = [](HttpMethod method, int status, const char *code, const char *next) {
        QTest::addRow("%s %d %s", verbOf(method).constData(), status, code)
            << int(method) << status << QByteArray(code) << QByteArray(next);
    };
    row(HttpMethod::Get, 401, "InvalidAuthenticationInfo", "Bearer token2");
    row(HttpMethod::Delete, 401, "", "Bearer token2");
    row(HttpMethod::Post, 403, "AuthenticationFailed", "Bearer token2");
    row(HttpMethod::Get, 403, "AuthorizationPermissionMismatch", "Bearer token2");
    row(HttpMethod::Get, 403, "AuthorizationFailure", "Bearer token1"); // the firewall
    row(HttpMethod::Get, 404, "TableNotFound", "Bearer token1");
}

void TestStorageClient::looksForAnotherTokenWhenOneIsRefused()
{
    QFETCH(const int, method);
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, next);
    const QTemporaryDir folder;
    QFile az(folder.filePath(u"az"_s));
    QVERIFY(az.open(QIODevice::WriteOnly));
    const QByteArray calls = folder.filePath(u"calls"_s).toUtf8();
    az.write("#!/bin/sh\nprintf x >>'" + calls
             + "'\necho \"{\\\"accessToken\\\":\\\"token$(wc -c <'" + calls
             + "')\\\",\\\"expires_on\\\":4102444800}\"\n");
    az.close();
    az.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    const StorageClient client(
        account(TokenCredential { std::make_shared<AzureCliToken>(az.fileName()) }), m_http,
        options());
    m_server.enqueue(Fault::answer(status, {}, { { "x-ms-error-code", code } }));
    StorageRequest request;
    request.method = HttpMethod(method);
    QVERIFY(thrownBy([&] { static_cast<void>(client.send(request, m_stop)); }));
    QCOMPARE(m_server.arrivals(), 1);
    QCOMPARE(m_server.lastRequest().header("Authorization"), QByteArray("Bearer token1"));
    static_cast<void>(client.send({}, m_stop));
    QCOMPARE(m_server.lastRequest().header("Authorization"), next);
}

void TestStorageClient::showsBothClocks()
{
    const StorageClient client(keyAccount(), m_http, options());
    m_server.setDefault(Fault::answer(403, {},
                                      { { "x-ms-error-code", "AuthenticationFailed" },
                                        { "Date", "Mon, 02 Mar 2026 10:40:31 GMT" } }));
    const auto error = thrownBy([&] { static_cast<void>(client.send({}, m_stop)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Unauthorised);
    QVERIFY2(error->message.contains(u"2026-03-02 10:20:30 UTC"_s)
                 && error->message.contains(u"2026-03-02 10:40:31 UTC"_s),
             qPrintable(error->message));
}

void TestStorageClient::namesTheFirewall()
{
    const StorageClient client(keyAccount(), m_http, options());
    m_server.setDefault(Fault::answer(
        403,
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>AuthorizationFailure"
        "</Code><Message>This request is not authorized to perform this operation.\nRequestId:1"
        "</Message></Error>"));
    const auto error = thrownBy([&] { static_cast<void>(client.send({}, m_stop)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Forbidden);
    QVERIFY2(error->message.contains(u"firewall"_s), qPrintable(error->message));
    QCOMPARE(m_server.arrivals(), 1);
}

void TestStorageClient::saysWhatToCheckWhenNobodyAnswers()
{
    static const QRegularExpression app(u"\\bapp\\b"_s, QRegularExpression::CaseInsensitiveOption);
    StorageOptions limits = options();
    limits.connectTimeout = limits.firstByteTimeout = 100ms;
    m_server.setDefault(Fault::neverAnswer());
    StorageAccount silent = keyAccount();
    StorageAccount absent = keyAccount();
    absent.tableEndpoint.setPort(FaultServer::refusedPort());
    for (const StorageAccount &asked : { silent, absent }) {
        const StorageClient client(asked, m_http, limits);
        for (const HttpMethod method : { HttpMethod::Get, HttpMethod::Delete }) {
            StorageRequest request;
            request.method = method;
            const auto error = thrownBy([&] { static_cast<void>(client.send(request, m_stop)); });
            QVERIFY(error);
            QVERIFY2(!error->message.contains(app) && !error->message.contains(u"instance"_s)
                         && (error->message.contains(u"network connection"_s)
                             || error->message.contains(u"emulator"_s) // refused on this computer
                             || error->kind == ErrorKind::OutcomeUnknown),
                     qPrintable(error->message));
        }
    }
}

void TestStorageClient::signsAnewForEachAttempt()
{
    StorageOptions limits = options();
    limits.now
        = [this] { return std::exchange(m_now, m_now.addSecs(60)); }; // also asked for each refusal
    const StorageClient client(keyAccount(), m_http, limits);
    m_server.enqueue(Fault::answer(503, {}, { { "x-ms-error-code", "ServerBusy" } }));
    m_server.enqueue(Fault::answer(500, {}, { { "x-ms-error-code", "OperationTimedOut" } }));
    static_cast<void>(client.send({}, m_stop));
    const auto requests = m_server.requests();
    QCOMPARE(requests.size(), 3U);
    QCOMPARE(requests[2].header("x-ms-date"), QByteArray("Mon, 02 Mar 2026 10:24:30 GMT"));
    QVERIFY(requests[0].header("Authorization") != requests[2].header("Authorization"));
}

void TestStorageClient::sendsActionsOnce_data()
{
    QTest::addColumn<int>("method");
    for (const HttpMethod method :
         { HttpMethod::Post, HttpMethod::Put, HttpMethod::Delete, HttpMethod::Patch }) {
        QTest::addRow("%s", verbOf(method).constData()) << int(method);
    }
}

void TestStorageClient::sendsActionsOnce()
{
    QFETCH(const int, method);
    const StorageClient client(keyAccount(), m_http, options());
    StorageRequest request;
    request.method = HttpMethod(method);
    m_server.setDefault(Fault::answer(503, {}, { { "x-ms-error-code", "ServerBusy" } }));
    QCOMPARE(kindThrownBy([&] { static_cast<void>(client.send(request, m_stop)); }),
             u"Unavailable"_s);
    QCOMPARE(m_server.arrivals(verbOf(request.method)), 1);
    QCOMPARE(m_server.arrivals(), 1);
}

void TestStorageClient::repeatsIdempotentActions_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QString>("kind"); // when it never ends well
    for (const int status : { 408, 429, 500, 502, 503, 504 }) {
        const char *kind = status == 429     ? "Throttled"
            : status == 408 || status == 503 ? "Unavailable"
                                             : "OutcomeUnknown";
        QTest::addRow("%d", status) << Fault::answer(status) << QString::fromLatin1(kind);
    }
    QTest::newRow("closed") << Fault::closeBeforeAnswer() << u"OutcomeUnknown"_s;
    QTest::newRow("reset") << Fault::resetBeforeAnswer() << u"OutcomeUnknown"_s;
    QTest::newRow("closed in the headers") << Fault::closeInHeaders() << u"OutcomeUnknown"_s;
}

void TestStorageClient::repeatsIdempotentActions()
{
    QFETCH(const Fault, fault);
    QFETCH(const QString, kind);
    const StorageClient client(keyAccount(), m_http, options());
    StorageRequest request;
    request.method = HttpMethod::Delete;
    request.isIdempotent = true;
    m_server.enqueue(fault);
    m_server.enqueue(fault);
    QCOMPARE(client.send(request, m_stop).head.status, 200);
    QCOMPARE(m_server.arrivals("DELETE"), 3);
    m_server.clear();
    m_server.setDefault(fault);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(client.send(request, m_stop)); }), kind);
    QCOMPARE(m_server.arrivals("DELETE"), RetryPolicy::maxAttempts);
    m_server.clear();
    m_server.setDefault(Fault::answer(412));
    QCOMPARE(kindThrownBy([&] { static_cast<void>(client.send(request, m_stop)); }), u"Conflict"_s);
    QCOMPARE(m_server.arrivals("DELETE"), 1);
}

void TestStorageClient::doesNotKnowWhatBecameOfALostAction()
{
    const StorageClient client(keyAccount(), m_http, options());
    for (const Fault &fault : { Fault::closeBeforeAnswer(), Fault::resetBeforeAnswer(),
                                Fault::closeInHeaders(), Fault::truncated() }) {
        m_server.clear();
        m_server.setDefault(fault);
        StorageRequest request;
        request.method = HttpMethod::Patch;
        request.headers = { { "Content-Type", "application/json" } };
        request.body = "{}";
        QCOMPARE(kindThrownBy([&] { static_cast<void>(client.send(request, m_stop)); }),
                 u"OutcomeUnknown"_s);
        QCOMPARE(m_server.arrivals(), 1);
    }
}

void TestStorageClient::limitsTheAnswer()
{
    const StorageClient client(keyAccount(), m_http, options());
    m_server.setDefault(Fault::answer(200, QByteArray(1001, 'x')));
    StorageRequest request;
    request.bodyLimit = 1000;
    QCOMPARE(kindThrownBy([&] { static_cast<void>(client.send(request, m_stop)); }), u"TooLarge"_s);
}

void TestStorageClient::saysWhenTheEmulatorDoesNotRun()
{
    const auto messageFor = [&](const QString &name) {
        StorageAccount account = keyAccount();
        account.name = name;
        account.queueEndpoint = QUrl(u"http://127.0.0.1:1/%1"_s.arg(name)); // nothing listens
        const StorageClient client(account, m_http, options());
        StorageRequest request;
        request.service = StorageService::Queue;
        request.path = "/";
        const auto error = thrownBy([&] { static_cast<void>(client.send(request, m_stop)); });
        return error && error->kind == ErrorKind::Unreachable ? error->message : QString();
    };
    const QString emulator = messageFor(u"devstoreaccount1"_s);
    QVERIFY2(emulator.contains(u"127.0.0.1:1"_s) && emulator.contains(u"Azurite"_s),
             qPrintable(emulator));
    const QString other = messageFor(u"contoso"_s);
    QVERIFY2(!other.isEmpty() && !other.contains(u"Azurite"_s), qPrintable(other));
}

void TestStorageClient::keepsSecretsOutOfErrors()
{
    const StorageClient client(account(SasCredential { Secret("sv=1&sig=c2VjcmV0") }), m_http,
                               options());
    for (const Fault &fault :
         { Fault::closeBeforeAnswer(),
           Fault::answer(403, "<Error><Message>sig=c2VjcmV0</Message></Error>"),
           Fault::redirect("https://other.example/?sig=c2VjcmV0"), Fault::garbage() }) {
        m_server.setDefault(fault);
        const auto error = thrownBy([&] { static_cast<void>(client.send({}, m_stop)); });
        QVERIFY(error);
        QVERIFY2(!QString(error->message + error->detail).contains(u"c2VjcmV0"_s),
                 qPrintable(error->message + error->detail));
    }
}

void TestStorageClient::stopsWaiting()
{
    const StorageClient client(keyAccount(), m_http, options());
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(kindThrownBy([&] { static_cast<void>(client.send({}, stop.get_token())); }),
             u"Cancelled"_s);
}

HUBDECK_GUILESS_TEST(TestStorageClient)
#include "tst_storageclient.moc"
