// SPDX-License-Identifier: MIT
#include "faultserver.h"
#include "quickretry.h"
#include "services/azurestorage/azurestoragehub.h"
#include "services/http/httpclient.h"
#include "services/json/jsonstring.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>
#include <QUrl>
#include <QUrlQuery>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::Literals::StringLiterals;

namespace {

const FaultHeaders isJson { { "Content-Type", "application/json" } };

Fault rows(const QByteArrayList &texts, const QByteArray &next = {})
{
    FaultHeaders headers = isJson;
    if (!next.isEmpty()) {
        headers.push_back({ "x-ms-continuation-NextPartitionKey", next });
    }
    return Fault::answer(200, "{\"value\":[" + texts.join(',') + "]}", headers);
}

QByteArray quoted(const QByteArray &text)
{
    return json::encodeString(text);
}

QByteArray eventRow(const QByteArray &rowKey, const QByteArray &execution,
                    const QByteArray &type = "OrchestratorStarted", const QByteArray &parent = {})
{
    QByteArray text = "{\"PartitionKey\":\"a\",\"RowKey\":" + quoted(rowKey)
        + ",\"ExecutionId\":" + quoted(execution) + ",\"EventType\":" + quoted(type);
    if (!parent.isEmpty()) {
        text += ",\"ParentInstance\":"
            + quoted("{\"OrchestrationInstance\":{\"InstanceId\":" + quoted(parent) + "}}");
    }
    return text + '}';
}

QByteArray instanceRow(const QByteArray &id)
{
    return "{\"PartitionKey\":" + quoted(id)
        + ",\"RowKey\":\"\",\"Name\":\"Order\",\"RuntimeStatus\":\"Completed\"}";
}

/// What was asked of the table service, decoded.
QString asked(const FaultRequest &request, const QString &parameter)
{
    const QUrlQuery query(QUrl::fromEncoded(request.target));
    return query.queryItemValue(parameter, QUrl::FullyDecoded);
}

} // namespace

/// What the hub asks a table service for, and what it makes of answers that the emulator never
/// gives.
class tst_ScriptedReads : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void startsOverWhenTheNextExecutionBegins();
    void takesTheWholePartitionInTheEnd();
    void stopsAtTheStartedEvent();
    void looksForALateStartedEvent();
    void tellsAProxyFromAMissingInstance();
    void sendsFilters_data();
    void sendsFilters();
    void crossesPagesOfAThousand();

private:
    /// Requests of the History table, without the point reads of the sentinel.
    [[nodiscard]] std::vector<FaultRequest> historyQueries() const;

    std::optional<FaultServer> m_server;
    HttpClient m_http;
    std::unique_ptr<AzureStorageHub> m_hub;
};

void tst_ScriptedReads::init()
{
    m_server.emplace();
    StorageAccount account;
    account.name = u"acc"_s;
    account.blobEndpoint = m_server->url();
    account.queueEndpoint = m_server->url();
    account.tableEndpoint = m_server->url();
    account.credential = SharedKeyCredential { Secret("a2V5") };
    AzureStorageHub::Options options;
    options.partitionCount = 1;
    options.storage.retry = quickRetry();
    m_hub = std::make_unique<AzureStorageHub>(account, TaskHubName(u"TestHub"_s), m_http, options);
}

std::vector<FaultRequest> tst_ScriptedReads::historyQueries() const
{
    std::vector<FaultRequest> found = m_server->requests();
    std::erase_if(
        found, [](const FaultRequest &request) { return !request.path().contains("History()"); });
    return found;
}

/// Between the sentinel and the rows a continue-as-new: only leftovers match the old id.
void tst_ScriptedReads::startsOverWhenTheNextExecutionBegins()
{
    auto sentinels = std::make_shared<int>(0);
    m_server->setHandler([sentinels](const FaultRequest &request) {
        if (request.path().contains("Instances")) {
            return Fault::answer(
                200, R"({"PartitionKey":"a","RowKey":"","RuntimeStatus":"Running"})", isJson);
        }
        if (request.path().contains("sentinel")) {
            return Fault::answer(200, eventRow("sentinel", ++*sentinels == 1 ? "old" : "new"),
                                 isJson);
        }
        return request.target.contains("old")
            ? rows({ eventRow("0000000000000002", "old", "TaskCompleted") })
            : rows({ eventRow("0000000000000000", "new"),
                     eventRow("0000000000000001", "new", "ExecutionStarted"),
                     eventRow("sentinel", "new") });
    });
    const History history = m_hub->history(InstanceId(u"a"_s), {});
    QCOMPARE(history.allEvents.size(), size_t(2));
    QCOMPARE(history.allEvents.back().type, u"ExecutionStarted"_s);
    QCOMPARE(*sentinels, 2);
}

void tst_ScriptedReads::takesTheWholePartitionInTheEnd()
{
    auto sentinels = std::make_shared<int>(0);
    m_server->setHandler([sentinels](const FaultRequest &request) {
        if (request.path().contains("Instances")) {
            return Fault::answer(
                200, R"({"PartitionKey":"a","RowKey":"","RuntimeStatus":"Running"})", isJson);
        }
        if (request.path().contains("sentinel")) { // an execution a moment
            return Fault::answer(200, eventRow("sentinel", QByteArray::number(++*sentinels)),
                                 isJson);
        }
        return request.target.contains("ExecutionId")
            ? rows({})
            : rows({ eventRow("0000000000000000", "9"), eventRow("0000000000000001", "8"),
                     eventRow("sentinel", "9") });
    });
    const History history = m_hub->history(InstanceId(u"a"_s), {});
    QCOMPARE(history.allEvents.size(), size_t(1)); // of the sentinel's execution only
    QCOMPARE(*sentinels, 2);
}

void tst_ScriptedReads::stopsAtTheStartedEvent()
{
    m_server->setHandler([](const FaultRequest &request) {
        if (request.path().contains("Instances")) {
            return Fault::answer(200, R"({"PartitionKey":"a","RowKey":""})", isJson);
        }
        return rows({ eventRow("0000000000000001", "x", "ExecutionStarted", "p") }, "more");
    });
    QCOMPARE(m_hub->instance(InstanceId(u"a"_s), {}).parent, std::optional(InstanceId(u"p"_s)));
    const std::vector<FaultRequest> queries = historyQueries();
    QCOMPARE(queries.size(), size_t(1)); // neither another page nor one ahead
    QCOMPARE(asked(queries.front(), u"$filter"_s),
             u"PartitionKey eq 'a' and EventType eq 'ExecutionStarted' and "
             "RowKey lt '0000000000000010'"_s);
}

void tst_ScriptedReads::looksForALateStartedEvent()
{
    m_server->setHandler([](const FaultRequest &request) {
        if (request.path().contains("Instances")) {
            return Fault::answer(
                200,
                R"({"PartitionKey":"a","RowKey":"","RuntimeStatus":"Pending","ExecutionId":"x"})",
                isJson);
        }
        const QByteArray other = eventRow("0000000000000001", "before", "ExecutionStarted");
        const QByteArray late = eventRow("0000000000000020", "x", "ExecutionStarted", "p");
        const bool isEarly = request.target.contains("0000000000000010"); // before this RowKey
        return isEarly || !request.target.contains("NextPartitionKey")
            ? rows({ other }, isEarly ? "" : "second")
            : rows({ late }, "third");
    });
    QCOMPARE(m_hub->instance(InstanceId(u"a"_s), {}).parent, std::optional(InstanceId(u"p"_s)));
    QCOMPARE(historyQueries().size(), size_t(3)); // the beginning, then two pages of all
}

void tst_ScriptedReads::tellsAProxyFromAMissingInstance()
{
    m_server->setDefault(Fault::answer(404, "<html><body>Not Found</body></html>"));
    const InstanceId id(u"a"_s);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(m_hub->instance(id, {})); }), u"Malformed"_s);
    QCOMPARE(kindThrownBy([&] {
                 static_cast<void>(m_hub->entityState({ u"counter"_s, u"k"_s }, {}));
             }),
             u"Malformed"_s);
    StartRequest start;
    start.function = u"F"_s;
    start.id = id;
    QCOMPARE(kindThrownBy([&] { m_hub->start(start, {}); }), u"Malformed"_s);
    QCOMPARE(m_server->arrivals("POST"), 0); // nothing is started on such an answer
}

void tst_ScriptedReads::sendsFilters_data()
{
    QTest::addColumn<InstanceQuery>("query");
    QTest::addColumn<QString>("filter");
    InstanceQuery query;
    query.kinds = InstanceKinds::Both;
    QTest::newRow("everything") << query << QString();
    query.statuses = { RuntimeStatus::Kind::Failed, RuntimeStatus::Kind::Running };
    QTest::newRow("statuses") << query
                              << u"RuntimeStatus eq 'Running' or RuntimeStatus eq 'Failed'"_s;
    query.statuses = {};
    query.createdFrom = Instant::fromText("2026-01-02T03:04:05Z");
    query.createdTo = Instant::fromText("2026-01-02T03:04:06.5Z");
    QTest::newRow("window") << query
                            << u"(CreatedTime ge datetime'2026-01-02T03:04:05.0000000Z') and "
                               "(CreatedTime le datetime'2026-01-02T03:04:06.5000000Z')"_s;
    query = {};
    query.kinds = InstanceKinds::Both;
    query.idPrefix = u"it's/"_s;
    QTest::newRow("prefix") << query
                            << u"PartitionKey ge 'it''s^0' and PartitionKey lt 'it''s^1'"_s;
    query.idPrefix.clear();
    query.kinds = InstanceKinds::Orchestrations;
    QTest::newRow("orchestrations") << query << u"PartitionKey lt '@' or PartitionKey ge 'A'"_s;
    query.kinds = InstanceKinds::Entities;
    query.statuses = { RuntimeStatus::Kind::Running };
    QTest::newRow("running entities")
        << query
        << u"(RuntimeStatus eq 'Running') and (PartitionKey ge '@' and PartitionKey lt 'A')"_s;
}

void tst_ScriptedReads::sendsFilters()
{
    QFETCH(InstanceQuery, query);
    QFETCH(QString, filter);
    query.pageSize = 77;
    m_server->setDefault(rows({}));
    m_hub->listInstances(query, {}, [](InstancePage &&) { return SinkAnswer::Continue; }, {});
    const FaultRequest request = m_server->lastRequest();
    QCOMPARE(request.path(), QByteArray("/TestHubInstances()"));
    QCOMPARE(asked(request, u"$filter"_s), filter);
    QCOMPARE(asked(request, u"$top"_s), u"77"_s);
    const QStringList columns = asked(request, u"$select"_s).split(u',');
    QVERIFY(columns.contains(u"RuntimeStatus"_s) && columns.contains(u"CreatedTime"_s));
    for (const QString &large : { u"Input"_s, u"Output"_s, u"TagsBlobName"_s }) {
        QVERIFY2(!columns.contains(large), qPrintable(large)); // no list shows it
    }
}

void tst_ScriptedReads::crossesPagesOfAThousand()
{
    static constexpr int all = 2'345;
    m_server->setHandler([](const FaultRequest &request) {
        constexpr int full = 1000;
        const int from = asked(request, u"NextPartitionKey"_s).toInt();
        QByteArrayList texts;
        for (int i = from; i < std::min(all, from + full); ++i) {
            texts << instanceRow("order-" + QByteArray::number(i));
        }
        return rows(texts, from + full < all ? QByteArray::number(from + full) : QByteArray());
    });
    InstanceQuery query;
    query.pageSize = 1000;
    std::vector<size_t> sizes;
    QSet<QString> ids;
    m_hub->listInstances(query, {},
                         [&](InstancePage &&page) {
                             sizes.push_back(page.rows.size());
                             for (const InstanceRow &row : page.rows) {
                                 ids.insert(page.id(row).text());
                             }
                             return SinkAnswer::Continue;
                         },
                         {});
    QCOMPARE(sizes, (std::vector<size_t> { 1000, 1000, 345 }));
    QCOMPARE(ids.size(), all);
    QVERIFY(ids.contains(u"order-0"_s) && ids.contains(u"order-2344"_s));
}

HUBDECK_GUILESS_TEST(tst_ScriptedReads)
#include "tst_scriptedreads.moc"
