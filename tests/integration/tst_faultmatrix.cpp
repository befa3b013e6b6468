// SPDX-License-Identifier: MIT
#include "faultserver.h"
#include "quickretry.h"
#include "services/durablehttp/durablehttphub.h"
#include "services/http/httpclient.h"
#include "testprogram.h"
#include "thrown.h"

#include <QLoggingCategory>
#include <QMutex>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray base = "/runtime/webhooks/durabletask";
const QByteArray key = "top-secret-key-3141592653";

// What is logged while the matrix runs
QMutex logMutex;
QByteArray logged;
QtMessageHandler previousHandler = nullptr;

void keepLog(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    {
        const QMutexLocker lock(&logMutex);
        logged += message.toUtf8() + '\n';
    }
    previousHandler(type, context, message);
}

struct Operation
{
    const char *name;
    bool isRead;
    QByteArray answer; // what a working hub says
    std::function<void(DurableHttpHub &)> call;
};

const InstanceId id(u"order-77"_s);

void ignore(const auto &) { }

PurgeFilter filter()
{
    PurgeFilter purge;
    purge.createdFrom = *Instant::fromText("2024-05-01T00:00:00Z");
    purge.createdTo = *Instant::fromText("2024-05-02T00:00:00Z");
    purge.statuses = { RuntimeStatus::Kind::Completed };
    return purge;
}

Operation action(const char *name, const InstanceAction &what, const QByteArray &answer = {})
{
    return { name, false, answer, [what](DurableHttpHub &hub) { hub.perform(id, what, {}); } };
}

void start(DurableHttpHub &hub, std::optional<std::chrono::milliseconds> wait)
{
    StartRequest request;
    request.function = u"Order"_s;
    request.id = id;
    request.input = "1";
    request.wait = wait;
    hub.start(request, {});
}

std::vector<Operation> allOperations()
{
    const QByteArray status = R"({"instanceId":"order-77","runtimeStatus":"Completed"})";
    const QByteArray started = R"({"id":"order-77"})";
    const QByteArray purged = R"({"instancesDeleted":1})";
    const EntityId entity { u"counter"_s, u"k"_s };
    return {
        { "list", true, "[" + status + "]",
          [](DurableHttpHub &hub) {
              hub.listInstances({}, {}, [](InstancePage &&) { return SinkAnswer::Continue; }, {});
          } },
        { "instance", true, status, [](DurableHttpHub &hub) { ignore(hub.instance(id, {})); } },
        { "history", true, status, [](DurableHttpHub &hub) { ignore(hub.history(id, {})); } },
        { "wait", true, status,
          [](DurableHttpHub &hub) { ignore(hub.waitForCompletion(id, 1s, {})); } },
        { "list entities", true, "[]",
          [](DurableHttpHub &hub) {
              hub.listEntities({}, {}, [](EntityPage &&) { return SinkAnswer::Continue; }, {});
          } },
        { "entity state", true, "7",
          [entity](DurableHttpHub &hub) { ignore(hub.entityState(entity, {})); } },
        { "start", false, started, [](DurableHttpHub &hub) { start(hub, std::nullopt); } },
        { "start and wait", false, started, [](DurableHttpHub &hub) { start(hub, 1s); } },
        action("terminate", TerminateAction { u"why"_s }),
        action("suspend", SuspendAction {}),
        action("resume", ResumeAction {}),
        action("rewind", RewindAction {}),
        action("raise event", RaiseEventAction { u"Go"_s, "1" }),
        action("restart", RestartAction {}, started),
        action("purge one", PurgeAction {}, purged),
        { "purge by filter", false, purged, [](DurableHttpHub &hub) { hub.purge(filter(), {}); } },
        { "signal",
          false,
          {},
          [entity](DurableHttpHub &hub) {
              hub.signalEntity(entity, { u"add"_s, QByteArray("1") }, {});
          } },
        { "delete entity",
          false,
          {},
          [entity](DurableHttpHub &hub) { hub.deleteEntity(entity, {}); } },
    };
}

enum class Limits { Generous, ShortTimes, SmallBody };

struct Trouble
{
    const char *name;
    std::function<Fault(const Operation &)> fault;
    const char *read; // kind
    int readArrivals;
    const char *action; // kind; arrives once
    Limits limits = Limits::Generous;
};

Trouble answered(const char *name, int status, const QByteArray &body, const char *kind,
                 const FaultHeaders &headers = {})
{
    const bool isTransient = status == 429 || status == 502 || status == 503 || status == 504;
    return { name, [=](const Operation &) { return Fault::answer(status, body, headers); }, kind,
             isTransient ? 4 : 1, kind };
}

QByteArray exception(const QByteArray &type)
{
    return R"({"Message":"Something went wrong","ExceptionMessage":"It did.","ExceptionType":")"
        + type + R"(","StackTrace":"at https://app/?code=)" + key + "\"}";
}

std::vector<Trouble> allTroubles()
{
    const auto lost = [](const char *name, const auto &fault) {
        return Trouble { name, [=](const Operation &) { return fault(); }, "Unreachable", 4,
                         "OutcomeUnknown" };
    };
    const QByteArray page = "<!DOCTYPE html><html><body>stopped</body></html>";
    return {
        lost("closed before the answer", [] { return Fault::closeBeforeAnswer(); }),
        lost("reset before the answer", [] { return Fault::resetBeforeAnswer(); }),
        lost("closed while it came", [] { return Fault::closeWhileReceiving(); }),
        lost("closed in the headers", [] { return Fault::closeInHeaders(); }),
        lost("reset mid-body", [] { return Fault::resetMidBody(); }),
        lost("truncated", [] { return Fault::truncated(); }),
        lost("gzip cut off", [] { return Fault::gzipCutOff(); }),
        { "slow headers", [](const Operation &) { return Fault::slowHeaders(60s); }, "TimedOut", 4,
          "OutcomeUnknown", Limits::ShortTimes },
        { "slow body", [](const Operation &) { return Fault::slowBody(60s, QByteArray(100, ' ')); },
          "TimedOut", 4, "OutcomeUnknown", Limits::ShortTimes },
        answered("400", 400, R"({"Message":"No."})", "InvalidInput"),
        answered("401", 401, {}, "Unauthorised"),
        answered("403", 403, {}, "Forbidden"),
        answered("403 page", 403, page, "AppStopped", { { "Content-Type", "text/html" } }),
        answered("404", 404, {}, "NotFound"),
        answered("409", 409, {}, "Conflict"),
        answered("410", 410, {}, "AlreadyFinished"),
        answered("429", 429, {}, "Throttled", { { "Retry-After", "2" } }),
        answered("500 exists", 500, exception("X.OrchestrationAlreadyExistsException"),
                 "AlreadyExists"),
        answered("500 wrong state", 500, exception("System.InvalidOperationException"),
                 "WrongState"),
        answered("500 not supported", 500, exception("System.NotSupportedException"),
                 "Unsupported"),
        answered("500 not implemented", 500, exception("System.NotImplementedException"),
                 "Unsupported"),
        answered("500 storage", 500, exception("X.DurableTaskStorageException"), "ServerFailure"),
        answered("500 empty", 500, {}, "ServerFailure"),
        answered("502", 502, page, "Unavailable"),
        answered("503", 503, "Function host is not running.", "Unavailable"),
        answered("504", 504, {}, "Unavailable"),
        { "oversized", [](const Operation &) { return Fault::oversized(4'000'000); }, "TooLarge", 1,
          "OutcomeUnknown", Limits::SmallBody },
        { "gzip", [](const Operation &operation) { return Fault::gzip(operation.answer); },
          "nothing", 1, "nothing" },
    };
}

/// Where an operation reads a status in its own way (durable-http-api.md §5.10, §6.1).
QString exceptionFor(const Operation &operation, const Trouble &trouble, const QString &kind)
{
    const bool isPurge = qstrcmp(operation.name, "purge by filter") == 0;
    const bool isEntity = qstrcmp(operation.name, "entity state") == 0;
    return qstrcmp(trouble.name, "404") == 0 && (isPurge || isEntity) ? u"nothing"_s : kind;
}

DurableHttpOptions options(Limits limits)
{
    DurableHttpOptions some;
    some.retry = quickRetry();
    if (limits == Limits::ShortTimes) {
        some.connectTimeout = some.idleTimeout = some.firstByteTimeout = some.purgeTimeout = 200ms;
        some.waitMargin = -800ms; // a wait of a second then times out after 200 ms
    }
    if (limits == Limits::SmallBody) {
        some.bodyLimit = 100'000;
    }
    return some;
}

HubAddress addressOf(const QUrl &url)
{
    HubAddress address;
    address.base = url;
    address.key = Secret(key);
    return address;
}

} // namespace

class TestFaultMatrix : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void meetsTrouble_data();
    void meetsTrouble();

    void isRefused_data() { operations(); }

    void isRefused();

    void followsRedirectsOfReadsToTheSameOriginOnly_data() { operations(); }

    void followsRedirectsOfReadsToTheSameOriginOnly();

    void neverFollowsToAnotherOrigin_data() { operations(); }

    void neverFollowsToAnotherOrigin();

    void recoversWhenAReadSucceedsLater_data() { operations(); }

    void recoversWhenAReadSucceedsLater();
    void showsAFailedInstanceUnder500();
    void cleanupTestCase();

private:
    static void operations();
    HttpClient m_client;
    const std::vector<Operation> m_operations = allOperations();
    const std::vector<Trouble> m_troubles = allTroubles();
};

void TestFaultMatrix::initTestCase()
{
    QLoggingCategory::setFilterRules(u"hubdeck.*=true"_s);
    previousHandler = qInstallMessageHandler(keepLog);
}

void TestFaultMatrix::operations()
{
    QTest::addColumn<int>("operation");
    const auto all = allOperations();
    for (size_t i = 0; i < all.size(); ++i) {
        QTest::addRow("%s", all[i].name) << static_cast<int>(i);
    }
}

void TestFaultMatrix::meetsTrouble_data()
{
    QTest::addColumn<int>("operation");
    QTest::addColumn<int>("trouble");
    for (size_t i = 0; i < m_operations.size(); ++i) {
        for (size_t j = 0; j < m_troubles.size(); ++j) {
            QTest::addRow("%s: %s", m_operations[i].name, m_troubles[j].name)
                << static_cast<int>(i) << static_cast<int>(j);
        }
    }
}

void TestFaultMatrix::meetsTrouble()
{
    QFETCH(int, operation);
    QFETCH(int, trouble);
    const Operation &what = m_operations[static_cast<size_t>(operation)];
    const Trouble &how = m_troubles[static_cast<size_t>(trouble)];
    FaultServer server;
    server.setDefault(how.fault(what));
    DurableHttpHub hub(addressOf(server.url(base)), m_client, options(how.limits));
    const auto error = thrownBy([&] { what.call(hub); });

    const QString expected
        = exceptionFor(what, how, QString::fromLatin1(what.isRead ? how.read : how.action));
    QCOMPARE(error ? TaskHubError::nameOf(error->kind) : u"nothing"_s, expected);
    const bool readsTwice = qstrcmp(what.name, "history") == 0 && qstrcmp(how.name, "400") == 0;
    QCOMPARE(server.arrivals(), readsTwice ? 2 : (what.isRead ? how.readArrivals : 1));
    if (const FaultRequest first = server.requests().front(); first.isComplete) {
        QCOMPARE(first.header("x-functions-key"), key);
    }
    if (error) {
        QVERIFY(!error->message.isEmpty());
        QVERIFY(!error->message.contains(QString::fromLatin1(key)));
        QVERIFY(!error->detail.contains(QString::fromLatin1(key)));
    }
}

void TestFaultMatrix::isRefused()
{
    QFETCH(int, operation);
    const Operation &what = m_operations[static_cast<size_t>(operation)];
    const QUrl nowhere(u"http://127.0.0.1:%1/runtime"_s.arg(FaultServer::refusedPort()));
    DurableHttpHub hub(addressOf(nowhere), m_client, options(Limits::Generous));
    QCOMPARE(kindThrownBy([&] { what.call(hub); }),
             u"Unreachable"_s); // an action too: it cannot have been sent
}

void TestFaultMatrix::followsRedirectsOfReadsToTheSameOriginOnly()
{
    QFETCH(int, operation);
    const Operation &what = m_operations[static_cast<size_t>(operation)];
    FaultServer server;
    server.enqueue(Fault::redirect("/elsewhere?x=1", 307));
    server.setDefault(Fault::answer(200, what.answer));
    DurableHttpHub hub(addressOf(server.url(base)), m_client, options(Limits::Generous));
    QCOMPARE(kindThrownBy([&] { what.call(hub); }), what.isRead ? u"nothing"_s : u"Redirected"_s);
    QCOMPARE(server.arrivals(), what.isRead ? 2 : 1);
    QCOMPARE(server.lastRequest().path() == "/elsewhere", what.isRead);
}

void TestFaultMatrix::neverFollowsToAnotherOrigin()
{
    QFETCH(int, operation);
    const Operation &what = m_operations[static_cast<size_t>(operation)];
    FaultServer other;
    FaultServer server;
    server.setDefault(Fault::redirect(other.url("/login").toEncoded()));
    DurableHttpHub hub(addressOf(server.url(base)), m_client, options(Limits::Generous));
    QCOMPARE(kindThrownBy([&] { what.call(hub); }), u"Redirected"_s);
    QCOMPARE(server.arrivals(), 1);
    QCOMPARE(other.arrivals(), 0);
}

void TestFaultMatrix::recoversWhenAReadSucceedsLater()
{
    QFETCH(int, operation);
    const Operation &what = m_operations[static_cast<size_t>(operation)];
    FaultServer server;
    server.enqueue(Fault::answer(503, "Function host is not running."));
    server.enqueue(Fault::answer(429, {}, { { "Retry-After", "1" } }));
    server.enqueue(Fault::closeBeforeAnswer());
    server.setDefault(Fault::answer(200, what.answer));
    DurableHttpHub hub(addressOf(server.url(base)), m_client, options(Limits::Generous));
    QCOMPARE(kindThrownBy([&] { what.call(hub); }), what.isRead ? u"nothing"_s : u"Unavailable"_s);
    QCOMPARE(server.arrivals(), what.isRead ? 4 : 1);
}

void TestFaultMatrix::showsAFailedInstanceUnder500()
{
    FaultServer server;
    server.setDefault(
        Fault::answer(500, R"({"instanceId":"order-77","runtimeStatus":"Failed","output":"no"})"));
    DurableHttpHub hub(addressOf(server.url(base)), m_client, options(Limits::Generous));
    QCOMPARE(hub.instance(id, {}).status.kind(), RuntimeStatus::Kind::Failed);
    QCOMPARE(hub.history(id, {}).instance.status.kind(), RuntimeStatus::Kind::Failed);
    QCOMPARE(kindThrownBy([&] { hub.perform(id, SuspendAction {}, {}); }), u"ServerFailure"_s);
}

void TestFaultMatrix::cleanupTestCase()
{
    qInfo("The matrix has run."); // proves that logging is caught
    qInstallMessageHandler(previousHandler);
    QVERIFY(logged.contains("The matrix has run."));
    QVERIFY(!logged.contains(key));
}

HUBDECK_GUILESS_TEST(TestFaultMatrix)
#include "tst_faultmatrix.moc"
