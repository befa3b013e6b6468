// SPDX-License-Identifier: MIT
#include "captures.h"
#include "faultserver.h"
#include "quickretry.h"
#include "replaytable.h"
#include "services/durablehttp/durablehttphub.h"
#include "services/durablehttp/historydecoder.h"
#include "services/durablehttp/instancepagedecoder.h"
#include "services/durablehttp/statusdecoder.h"
#include "services/http/httpclient.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray base = "/runtime/webhooks/durabletask";
const QByteArray key = "live-key==";

QByteArray text(const QString &value)
{
    return json::encodeString(value.toUtf8());
}

QByteArray time(const std::optional<Instant> &value)
{
    return value ? text(value->toText()) : QByteArray("null");
}

/// The document of an instance written anew from what was decoded.
QByteArray written(const InstanceDetails &instance)
{
    return R"({"name":)" + text(instance.name) + R"(,"instanceId":)" + text(instance.id.text())
        + R"(,"runtimeStatus":)" + text(instance.status.name()) + R"(,"input":)"
        + instance.input.text + R"(,"customStatus":)" + instance.customStatus.text + R"(,"output":)"
        + instance.output.text + R"(,"createdTime":)" + time(instance.created)
        + R"(,"lastUpdatedTime":)" + time(instance.lastUpdated) + "}";
}

QByteArray joined(const std::vector<QByteArray> &rows)
{
    QByteArray all = "[";
    for (const QByteArray &row : rows) {
        all += (all.size() > 1 ? "," : "") + row;
    }
    return all + "]";
}

const ReplayExpectation *expectationOf(const RecordedExchange &exchange)
{
    for (const ReplayExpectation &row : replayTable) {
        if (exchange.capture == row.capture && exchange.name == QString::fromUtf8(row.name)) {
            return &row;
        }
    }
    return nullptr;
}

InstanceQuery listQuery(const RecordedExchange &exchange)
{
    InstanceQuery query;
    query.kinds = InstanceKinds::Both;
    query.include = exchange.queryValue(u"showInput"_s) == u"false"_s ? RowContents::Compact
                                                                      : RowContents::Raw;
    query.pageSize = exchange.queryValue(u"top"_s).toInt();
    query.idPrefix = exchange.queryValue(u"instanceIdPrefix"_s);
    if (const QString list = exchange.queryValue(u"runtimeStatus"_s); !list.isEmpty()) {
        for (const QString &status : list.split(u',')) {
            query.statuses.push_back(RuntimeStatus::fromName(status).kind());
        }
    }
    query.createdFrom = Instant::fromText(exchange.queryValue(u"createdTimeFrom"_s).toUtf8());
    query.createdTo = Instant::fromText(exchange.queryValue(u"createdTimeTo"_s).toUtf8());
    return query;
}

PurgeFilter purgeFilter(const RecordedExchange &exchange)
{
    PurgeFilter filter;
    filter.createdFrom
        = Instant::fromText(exchange.queryValue(u"createdTimeFrom"_s).toUtf8()).value_or(Instant());
    filter.createdTo
        = Instant::fromText(exchange.queryValue(u"createdTimeTo"_s).toUtf8()).value_or(Instant());
    filter.statuses = { RuntimeStatus::fromName(exchange.queryValue(u"runtimeStatus"_s)).kind() };
    return filter;
}

/// The action that a recorded `POST /instances/{id}/{verb}` asks for.
InstanceAction actionOf(const RecordedExchange &exchange)
{
    const QString verb = exchange.segments().at(2);
    const QString reason = exchange.queryValue(u"reason"_s);
    if (verb == u"terminate"_s) {
        return TerminateAction { reason };
    }
    if (verb == u"suspend"_s) {
        return SuspendAction { reason };
    }
    if (verb == u"resume"_s) {
        return ResumeAction { reason };
    }
    if (verb == u"rewind"_s) {
        return RewindAction { reason };
    }
    if (verb == u"restart"_s) {
        return RestartAction { exchange.queryValue(u"restartWithNewInstanceId"_s) != u"false"_s };
    }
    return RaiseEventAction { exchange.segments().at(3),
                              exchange.requestBody.value_or(QByteArray()) };
}

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT

private slots:
    void accountsForEveryExchange();
    void replays_data();
    void replays();

private:
    void perform(const RecordedExchange &exchange);
    void performRead(const RecordedExchange &exchange);
    void performList(const RecordedExchange &exchange);
    void performEntities(const RecordedExchange &exchange);
    void compareRequest(const RecordedExchange &exchange) const;
    void compareHistory(const History &history, const QByteArray &body) const;

    HttpClient m_client;
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<DurableHttpHub> m_hub;
};

namespace {

const std::vector<RecordedExchange> &allExchanges()
{
    static const std::vector<RecordedExchange> all = [] {
        std::vector<RecordedExchange> exchanges;
        for (const char *capture : { "orders-hub", "isolated-hub", "legacy-hub" }) {
            const auto some = loadExchanges(QStringLiteral(HUBDECK_TEST_DATA), capture);
            exchanges.insert(exchanges.end(), some.begin(), some.end());
        }
        return exchanges;
    }();
    return all;
}

} // namespace

void TestReplay::accountsForEveryExchange()
{
    QCOMPARE(allExchanges().size(), size_t(128 + 35 + 9));
    for (const RecordedExchange &exchange : allExchanges()) {
        QVERIFY2(expectationOf(exchange), qPrintable(exchange.name));
    }
    for (const ReplayExpectation &row : replayTable) {
        const bool isRecorded = std::any_of(
            allExchanges().begin(), allExchanges().end(), [&](const RecordedExchange &e) {
                return e.capture == row.capture && e.name == QString::fromUtf8(row.name);
            });
        QVERIFY2(isRecorded, row.name);
    }
}

void TestReplay::replays_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < allExchanges().size(); ++i) {
        const RecordedExchange &exchange = allExchanges()[i];
        QTest::addRow("%s %zu %s", exchange.capture.constData(), i, qPrintable(exchange.name))
            << static_cast<int>(i);
    }
}

void TestReplay::replays()
{
    QFETCH(int, index);
    const RecordedExchange &exchange = allExchanges()[static_cast<size_t>(index)];
    const ReplayExpectation *expected = expectationOf(exchange);
    QVERIFY(expected);

    m_server = std::make_unique<FaultServer>();
    m_server->setDefault(
        Fault::answer(exchange.status, exchange.responseBody, exchange.responseHeaders));
    HubAddress address;
    address.base = m_server->url(base);
    address.key = Secret(key);
    address.taskHub = TaskHubName(exchange.queryValue(u"taskHub"_s));
    address.appConnection = exchange.queryValue(u"connection"_s);
    DurableHttpOptions options;
    options.retry = quickRetry();
    m_hub = std::make_unique<DurableHttpHub>(address, m_client, options);

    const QString kind = QString::fromUtf8(expected->what);
    switch (expected->replay) {
    case Replay::Works:
        try {
            perform(exchange);
        } catch (const TaskHubError &error) {
            QFAIL(qPrintable(TaskHubError::nameOf(error.kind) + u": "_s + error.message));
        }
        break;
    case Replay::Fails:
        QCOMPARE(kindThrownBy([&] { perform(exchange); }), kind);
        break;
    case Replay::Refused:
        QCOMPARE(kindThrownBy([&] { perform(exchange); }), kind);
        QCOMPARE(m_server->arrivals(), 0);
        if (exchange.method == "GET"
            && exchange.status == 200) { // what came then can be read nevertheless
            QVERIFY(!InstancePageDecoder().decode(exchange.responseBody).tolerantlyDecoded);
        }
        return;
    case Replay::Unsayable:
        QVERIFY(expected->what[0] != '\0');
        if (exchange.method == "GET") {
            QCOMPARE(InstancePageDecoder().decode(exchange.responseBody).rows.size(), size_t(100));
        }
        return;
    }
    if (!QTest::currentTestFailed()) {
        compareRequest(exchange);
    }
}

void TestReplay::perform(const RecordedExchange &exchange)
{
    const QStringList segments = exchange.segments();
    const QString &route = segments.front();
    if (exchange.method == "GET") {
        performRead(exchange);
    } else if (route == u"orchestrators"_s) {
        StartRequest start;
        start.function = segments.at(1);
        start.input = exchange.requestBody;
        if (segments.size() > 2) {
            start.id = InstanceId(segments.at(2));
        }
        const StartedInstance started = m_hub->start(start, {});
        QCOMPARE(text(started.id.text()), json::member(exchange.responseBody, "id").toByteArray());
    } else if (route == u"entities"_s) {
        m_hub->signalEntity({ segments.at(1), segments.at(2) },
                            { exchange.queryValue(u"op"_s), exchange.requestBody }, {});
    } else if (exchange.method == "DELETE" && segments.size() == 1) {
        const PurgeOutcome outcome = m_hub->purge(purgeFilter(exchange), {});
        QCOMPARE(outcome.deleted, exchange.status == 404 ? 0 : 1);
    } else if (exchange.method == "DELETE") {
        QCOMPARE(m_hub->perform(InstanceId(segments.at(1)), PurgeAction {}, {}).deleted, 1);
    } else {
        const ActionOutcome outcome
            = m_hub->perform(InstanceId(segments.at(1)), actionOf(exchange), {});
        QCOMPARE(outcome.newId.has_value(), segments.at(2) == u"restart"_s);
        if (outcome.newId) {
            QCOMPARE(text(outcome.newId->text()),
                     json::member(exchange.responseBody, "id").toByteArray());
        }
    }
}

void TestReplay::performRead(const RecordedExchange &exchange)
{
    const QStringList segments = exchange.segments();
    if (segments.front() == u"entities"_s) {
        performEntities(exchange);
    } else if (segments.size() == 1) {
        performList(exchange);
    } else if (exchange.queryValue(u"showHistory"_s) == u"true"_s) {
        compareHistory(m_hub->history(InstanceId(segments.at(1)), {}), exchange.responseBody);
    } else {
        const InstanceDetails instance = m_hub->instance(InstanceId(segments.at(1)), {});
        QCOMPARE(instance.raw, exchange.responseBody);
        QCOMPARE(written(instance), exchange.responseBody);
    }
}

void TestReplay::performList(const RecordedExchange &exchange)
{
    const InstanceQuery query = listQuery(exchange);
    ContinuationToken from;
    QByteArray next;
    for (const auto &[name, value] : exchange.requestHeaders) {
        from = name == "x-ms-continuation-token" ? ContinuationToken(QString::fromUtf8(value))
                                                 : from;
    }
    for (const auto &[name, value] : exchange.responseHeaders) {
        // It ends in a blank, which HTTP does not keep and the hub does not need (L1)
        next = name == "x-ms-continuation-token" ? value.trimmed() : next;
    }
    int pages = 0;
    m_hub->listInstances(
        query, from,
        [&](InstancePage &&page) {
            ++pages;
            [&] {
                QCOMPARE(page.next.text().toUtf8(), next);
                QVERIFY(!page.tolerantlyDecoded);
                const InstancePage whole
                    = InstancePageDecoder(RowContents::Raw).decode(exchange.responseBody);
                QCOMPARE(page.rows.size(), whole.rows.size());
                std::vector<QByteArray> rows;
                for (size_t i = 0; i < whole.rows.size(); ++i) {
                    const InstanceDetails row = decodeStatus(whole.raw(whole.rows[i]));
                    rows.push_back(written(row));
                    QCOMPARE(page.id(page.rows[i]), row.id);
                    QCOMPARE(page.name(page.rows[i]), row.name);
                    QCOMPARE(page.status(page.rows[i]), row.status);
                    QCOMPARE(page.rows[i].created, row.created);
                    QCOMPARE(page.rows[i].lastUpdated, row.lastUpdated);
                    const QByteArrayView custom = page.view(page.rows[i].customStatus);
                    QVERIFY(row.customStatus.isNull()
                                ? custom.isEmpty()
                                : row.customStatus.text.startsWith(custom.toByteArray()));
                    QCOMPARE(page.rows[i].customStatusCut,
                             row.customStatus.text.size() > InstancePage::maxCustomStatusBytes);
                }
                QCOMPARE(joined(rows), exchange.responseBody);
            }();
            return SinkAnswer::Stop;
        },
        {});
    QCOMPARE(pages, 1);
}

void TestReplay::performEntities(const RecordedExchange &exchange)
{
    const QStringList segments = exchange.segments();
    if (segments.size() == 3) {
        const auto state = m_hub->entityState({ segments.at(1), segments.at(2) }, {});
        if (!state) {
            throw TaskHubError(ErrorKind::NotFound, u"no entity"_s); // how this call says it
        }
        QCOMPARE(state->text, exchange.responseBody);
        return;
    }
    EntityQuery query;
    query.name = segments.value(1);
    query.pageSize = exchange.queryValue(u"top"_s).toInt();
    query.fetchState = true;
    std::vector<QByteArray> rows;
    m_hub->listEntities(
        query, {},
        [&](EntityPage &&page) {
            for (const EntityRow &row : page.rows) {
                rows.push_back(R"({"entityId":{"name":)" + text(row.id.name) + R"(,"key":)"
                               + text(row.id.key) + R"(},"lastOperationTime":)"
                               + time(row.lastOperation) + R"(,"state":)" + row.state.text + "}");
            }
            return SinkAnswer::Stop;
        },
        {});
    QCOMPARE(joined(rows), exchange.responseBody);
}

void TestReplay::compareHistory(const History &history, const QByteArray &body) const
{
    QCOMPARE(written(history.instance), history.instance.raw);
    if (!history.available) {
        QVERIFY(!body.contains("historyEvents"));
        QCOMPARE(history.instance.raw, body);
        return;
    }
    QCOMPARE(documentWithHistory(history.instance, history), body);
    for (const HistoryEvent &event : history.events) {
        QCOMPARE(text(event.type), event.member("EventType"));
        QCOMPARE(time(event.timestamp), event.member("Timestamp"));
        const QByteArray name = event.member("FunctionName").isEmpty()
            ? event.member("Name")
            : event.member("FunctionName");
        QCOMPARE(name.isEmpty() ? QByteArray() : text(event.name), name);
        QCOMPARE(event.scheduled.has_value(), !event.member("ScheduledTime").isEmpty());
        QCOMPARE(event.fireAt ? time(event.fireAt) : QByteArray(), event.member("FireAt"));
    }
}

void TestReplay::compareRequest(const RecordedExchange &exchange) const
{
    const std::vector<FaultRequest> requests = m_server->requests();
    QVERIFY(!requests.empty());
    const FaultRequest &sent = requests.front();
    QCOMPARE(sent.method, exchange.method);
    QCOMPARE(RecordedExchange::segmentsOf(sent.target), exchange.segments());
    QVERIFY(sent.path().startsWith(base));
    QCOMPARE(sent.header("x-functions-key"), key);
    if (exchange.method == "GET") {
        for (const auto &[name, value] : exchange.query()) {
            const bool isSent = RecordedExchange::queryOf(sent.target).count({ name, value }) > 0;
            // Hubdeck always asks for inputs and results of one instance
            QVERIFY2(isSent || name == u"showInput"_s
                         || name == u"returnInternalServerErrorOnFailure"_s,
                     qPrintable(name));
        }
        for (const auto &[name, value] : exchange.requestHeaders) {
            QVERIFY(name == "x-functions-key" || sent.header(name) == value);
        }
        return;
    }
    QCOMPARE(m_server->arrivals(), 1);
    QVERIFY(RecordedExchange::queryOf(sent.target) == exchange.query());
    QCOMPARE(sent.body, exchange.requestBody.value_or(QByteArray()));
    for (const auto &[name, value] : exchange.requestHeaders) {
        QCOMPARE(sent.header(name), value);
    }
}

HUBDECK_GUILESS_TEST(TestReplay)
#include "tst_replay.moc"
