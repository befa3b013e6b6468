// SPDX-License-Identifier: MIT
#include "services/durablehttp/requestencoder.h"

#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

HubAddress address(const QString &hub = {}, const QString &connection = {})
{
    HubAddress address;
    address.base = QUrl(u"https://contoso.example/runtime/webhooks/durabletask"_s);
    address.taskHub = TaskHubName(hub);
    address.appConnection = connection;
    address.key = Secret("k==");
    return address;
}

QByteArray methodOf(const HttpRequest &request)
{
    switch (request.method) {
    case HttpMethod::Get:
        return "GET";
    case HttpMethod::Post:
        return "POST";
    case HttpMethod::Delete:
        return "DELETE";
    case HttpMethod::Put:
        return "PUT";
    case HttpMethod::Patch:
        return "PATCH";
    case HttpMethod::Head:
        break;
    }
    return "HEAD";
}

/// `POST /instances/a/terminate?reason=x {body}`
QByteArray lineOf(const HttpRequest &request)
{
    QByteArray url = request.url.toEncoded();
    url.remove(0, QByteArray("https://contoso.example/runtime/webhooks/durabletask").size());
    return methodOf(request) + " " + url
        + (request.body.isEmpty() ? QByteArray() : " " + request.body);
}

QByteArray headerOf(const HttpRequest &request, const QByteArray &name)
{
    for (const HttpHeader &header : request.headers) {
        if (header.name == name) {
            return header.value;
        }
    }
    return {};
}

const RequestEncoder encoder { address() };

} // namespace

class TestRequestEncoder : public QObject
{
    Q_OBJECT

private slots:
    void writesLists();
    void asksForEntitiesByTheirPrefix();
    void writesReads();
    void writesStarts();
    void waitsWithBothParameters();
    void writesActions();
    void writesPurges();
    void writesEntityRequests();
    void sendsHubConnectionAndKey();
    void sendsNoKeyWhenThereIsNone();
    void encodesEveryCharacterOnce();
    void setsTheLimits();
    void givesManagementUrlsWithoutAKey();
};

void TestRequestEncoder::writesLists()
{
    InstanceQuery query;
    query.kinds = InstanceKinds::Both;
    QCOMPARE(lineOf(encoder.listInstances(query, {})), "GET /instances?top=1000&showInput=false");
    query.include = RowContents::Raw;
    query.pageSize = 10;
    QCOMPARE(lineOf(encoder.listInstances(query, {})), "GET /instances?top=10");
    query.statuses = { RuntimeStatus::Kind::Failed, RuntimeStatus::Kind::ContinuedAsNew };
    query.createdFrom = Instant::fromText("2024-05-01T10:02:00.5Z");
    query.createdTo = Instant::fromText("2024-05-01T10:03:00Z");
    query.idPrefix = u"a+b"_s;
    const HttpRequest request = encoder.listInstances(query, ContinuationToken(u"next page "_s));
    QCOMPARE(lineOf(request),
             "GET "
             "/instances?top=10&createdTimeFrom=2024-05-01T10%3A02%3A00.5Z&createdTimeTo=2024-05-"
             "01T10%3A03%3A00Z"
             "&runtimeStatus=Failed%2CContinuedAsNew&instanceIdPrefix=a%2Bb");
    QCOMPARE(headerOf(request, "x-ms-continuation-token"), "next page ");
    QVERIFY(headerOf(encoder.listInstances(query, {}), "x-ms-continuation-token").isNull());
}

void TestRequestEncoder::asksForEntitiesByTheirPrefix()
{
    InstanceQuery query;
    query.kinds = InstanceKinds::Entities;
    QVERIFY(lineOf(encoder.listInstances(query, {})).endsWith("&instanceIdPrefix=%40"));
    query.idPrefix = u"@counter"_s;
    QVERIFY(lineOf(encoder.listInstances(query, {})).endsWith("&instanceIdPrefix=%40counter"));
    query.idPrefix.clear();
    query.kinds = InstanceKinds::Orchestrations;
    QVERIFY(!lineOf(encoder.listInstances(query, {})).contains("instanceIdPrefix"));
}

void TestRequestEncoder::writesReads()
{
    QCOMPARE(lineOf(encoder.instance(InstanceId(u"order 1"_s))),
             "GET /instances/order%201?showInput=true");
    QCOMPARE(lineOf(encoder.history(InstanceId(u"a"_s))),
             "GET /instances/a?showHistory=true&showHistoryOutput=true&showInput=true");
}

void TestRequestEncoder::writesStarts()
{
    StartRequest start;
    start.function = u"ShipOrder"_s;
    QCOMPARE(lineOf(encoder.start(start)), "POST /orchestrators/ShipOrder");
    QVERIFY(headerOf(encoder.start(start), "Content-Type").isNull());
    start.id = InstanceId(u"order-77"_s);
    start.input = R"({"n":1.10})";
    QCOMPARE(lineOf(encoder.start(start)), R"(POST /orchestrators/ShipOrder/order-77 {"n":1.10})");
    QCOMPARE(headerOf(encoder.start(start), "Content-Type"), "application/json");
}

void TestRequestEncoder::waitsWithBothParameters()
{
    StartRequest start;
    start.function = u"F"_s;
    start.id = InstanceId(u"a"_s);
    start.wait = 90s;
    const HttpRequest request = encoder.start(start);
    QCOMPARE(lineOf(request), "POST /orchestrators/F/a?timeout=90&pollingInterval=1");
    QCOMPARE(request.firstByteTimeout, 120s);
    start.wait = 250ms; // the interval must not be longer than the time-out
    QCOMPARE(lineOf(encoder.start(start)),
             "POST /orchestrators/F/a?timeout=0.25&pollingInterval=0.25");
}

void TestRequestEncoder::writesActions()
{
    const InstanceId id(u"a"_s);
    QCOMPARE(lineOf(encoder.perform(id, TerminateAction { u"Found a bug & more"_s })),
             "POST /instances/a/terminate?reason=Found%20a%20bug%20%26%20more");
    QCOMPARE(lineOf(encoder.perform(id, TerminateAction {})), "POST /instances/a/terminate");
    QCOMPARE(lineOf(encoder.perform(id, SuspendAction { u"1+1"_s })),
             "POST /instances/a/suspend?reason=1%2B1");
    QCOMPARE(lineOf(encoder.perform(id, ResumeAction { u"é"_s })),
             "POST /instances/a/resume?reason=%C3%A9");
    QCOMPARE(lineOf(encoder.perform(id, RewindAction { u"x"_s })),
             "POST /instances/a/rewind?reason=x");
    QCOMPARE(lineOf(encoder.perform(id, RestartAction { true })), "POST /instances/a/restart");
    QCOMPARE(lineOf(encoder.perform(id, RestartAction { false })),
             "POST /instances/a/restart?restartWithNewInstanceId=false");
    QCOMPARE(lineOf(encoder.perform(id, PurgeAction {})), "DELETE /instances/a");
    const HttpRequest event = encoder.perform(id, RaiseEventAction { u"Go now"_s, "null" });
    QCOMPARE(lineOf(event), "POST /instances/a/raiseEvent/Go%20now null");
    QCOMPARE(headerOf(event, "Content-Type"), "application/json");
}

void TestRequestEncoder::writesPurges()
{
    PurgeFilter filter;
    filter.createdFrom = *Instant::fromText("2024-05-01T00:00:00Z");
    filter.createdTo = *Instant::fromText("2024-05-02T00:00:00Z");
    filter.statuses = { RuntimeStatus::Kind::Completed, RuntimeStatus::Kind::Failed };
    const HttpRequest request = encoder.purge(filter);
    QCOMPARE(
        lineOf(request),
        "DELETE "
        "/instances?createdTimeFrom=2024-05-01T00%3A00%3A00Z&createdTimeTo=2024-05-02T00%3A00%3A00Z"
        "&runtimeStatus=Completed%2CFailed");
    QCOMPARE(request.firstByteTimeout, 240s);
}

void TestRequestEncoder::writesEntityRequests()
{
    EntityQuery query;
    QCOMPARE(lineOf(encoder.listEntities(query, {})), "GET /entities?top=1000");
    query.name = u"Counter"_s;
    query.fetchState = true;
    query.pageSize = 1;
    query.lastOperationFrom = Instant::fromText("2024-05-01T00:00:00Z");
    query.lastOperationTo = Instant::fromText("2024-05-02T00:00:00Z");
    const HttpRequest list = encoder.listEntities(query, ContinuationToken(u"t"_s));
    QCOMPARE(
        lineOf(list),
        "GET /entities/Counter?top=1&fetchState=true&lastOperationTimeFrom=2024-05-01T00%3A00%3A00Z"
        "&lastOperationTimeTo=2024-05-02T00%3A00%3A00Z");
    QCOMPARE(headerOf(list, "x-ms-continuation-token"), "t");
    const EntityId id { u"Counter"_s, u"user@1"_s };
    const EntityId keyless { u"Counter"_s, QString() };
    QCOMPARE(lineOf(encoder.entityState(id)), "GET /entities/Counter/user%401");
    QCOMPARE(lineOf(encoder.entityState(keyless)), "GET /entities/Counter/%24");
    QCOMPARE(lineOf(encoder.signalEntity(id, { u"add"_s, QByteArray("5") })),
             "POST /entities/Counter/user%401?op=add 5");
    QCOMPARE(headerOf(encoder.signalEntity(id, { u"add"_s, QByteArray("5") }), "Content-Type"),
             "application/json");
    QCOMPARE(lineOf(encoder.signalEntity(keyless, { u"reset"_s, std::nullopt })),
             "POST /entities/Counter?op=reset");
    QVERIFY(
        headerOf(encoder.signalEntity(id, { u"reset"_s, std::nullopt }), "Content-Type").isNull());
    QCOMPARE(lineOf(encoder.deleteEntity(id)), "DELETE /entities/Counter/user%401");
    QCOMPARE(lineOf(encoder.deleteEntity(keyless)), "POST /entities/Counter?op=delete");
}

void TestRequestEncoder::sendsHubConnectionAndKey()
{
    const RequestEncoder full(address(u"OrdersHub"_s, u"My Storage"_s));
    const HttpRequest request = full.perform(InstanceId(u"a"_s), SuspendAction { u"x"_s });
    QCOMPARE(lineOf(request),
             "POST /instances/a/suspend?reason=x&taskHub=OrdersHub&connection=My%20Storage");
    QCOMPARE(headerOf(request, "x-functions-key"), "k==");
    QVERIFY(!request.url.toEncoded().contains("k=="));
}

void TestRequestEncoder::sendsNoKeyWhenThereIsNone()
{
    HubAddress open = address();
    open.key = {};
    open.allowInsecureHttp = true;
    const HttpRequest request = RequestEncoder(open).instance(InstanceId(u"a"_s));
    QVERIFY(request.headers.empty()); // an empty key header would be taken as a wrong key
    QVERIFY(request.allowInsecureHttp);
}

void TestRequestEncoder::encodesEveryCharacterOnce()
{
    const QString id = uR"(a b%41%c+d;e&f=g'h(i)[j]{k}?l#m\n"o<p>q|r^s`t,u:v@w$x!y*z~é日😀.)"_s;
    const QByteArray line = lineOf(encoder.instance(InstanceId(id)));
    const QByteArray segment = line.mid(QByteArray("GET /instances/").size())
                                   .chopped(QByteArray("?showInput=true").size());
    QCOMPARE(QString::fromUtf8(QByteArray::fromPercentEncoding(segment)), id);
    for (const char c : segment) {
        QVERIFY(std::isalnum(static_cast<unsigned char>(c)) != 0
                || QByteArray("%-._~").contains(c));
    }
}

void TestRequestEncoder::setsTheLimits()
{
    DurableHttpOptions options;
    options.connectTimeout = 1ms;
    options.idleTimeout = 2ms;
    options.firstByteTimeout = 3ms;
    options.purgeTimeout = 4ms;
    options.bodyLimit = 5;
    const RequestEncoder limited(address(), options);
    const HttpRequest read = limited.instance(InstanceId(u"a"_s));
    QCOMPARE(read.connectTimeout, 1ms);
    QCOMPARE(read.idleTimeout, 2ms);
    QCOMPARE(read.firstByteTimeout, 3ms);
    QCOMPARE(read.bodyLimit, 5);
    QCOMPARE(limited.perform(InstanceId(u"a"_s), PurgeAction {}).firstByteTimeout, 4ms);
}

void TestRequestEncoder::givesManagementUrlsWithoutAKey()
{
    const RequestEncoder full(address(u"OrdersHub"_s, u"Storage"_s));
    QHash<QString, QString> urls;
    for (const ManagementUrl &url : full.managementUrls(InstanceId(u"a b"_s))) {
        QVERIFY(!url.url.contains(u"k=="_s) && !url.url.contains(u"code"_s));
        urls.insert(url.purpose, url.url);
    }
    const QString base = u"https://contoso.example/runtime/webhooks/durabletask/instances/a%20b"_s;
    QCOMPARE(urls.value(u"statusQueryGetUri"_s), base + u"?taskHub=OrdersHub&connection=Storage"_s);
    QCOMPARE(urls.value(u"sendEventPostUri"_s),
             base + u"/raiseEvent/{eventName}?taskHub=OrdersHub&connection=Storage"_s);
    QCOMPARE(urls.value(u"terminatePostUri"_s),
             base + u"/terminate?reason={text}&taskHub=OrdersHub&connection=Storage"_s);
    for (const char *purpose : { "rewindPostUri", "purgeHistoryDeleteUri", "restartPostUri",
                                 "suspendPostUri", "resumePostUri" }) {
        QVERIFY2(urls.contains(QString::fromLatin1(purpose)), purpose);
    }
    QCOMPARE(encoder.managementUrls(InstanceId(u"a"_s)).front().url,
             u"https://contoso.example/runtime/webhooks/durabletask/instances/a"_s);
    QVERIFY(encoder.managementUrls(InstanceId(u"a/b"_s)).empty());
}

HUBDECK_GUILESS_TEST(TestRequestEncoder)
#include "tst_requestencoder.moc"
