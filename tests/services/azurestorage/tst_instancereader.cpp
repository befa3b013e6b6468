// SPDX-License-Identifier: MIT
#include "services/azurestorage/instancereader.h"

#include "services/azurestorage/hubstore.h"
#include "services/json/jsonscanner.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

class tst_InstanceReader : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void listsEveryInstanceOnce_data();
    void listsEveryInstanceOnce();
    void tellsInListsWhatHttpDoesNot();
    void goesOnFromAToken();
    void filters();
    void givesRawRowsWithTheirPayloads();
    void asksNothingThatCannotMatch();
    void readsLargePayloads();
    void readsIdsOfOddCharacters_data();
    void readsIdsOfOddCharacters();
    void knowsTheParent();
    void readsEveryEvent();
    void hasNoHistoryOfAScheduledInstance();
    void saysWhatIsNotThere();
    void showsDamagedRows();
    void waitsForTheEnd();
    void readsThroughATrackingStore();

private:
    [[nodiscard]] QStringList listed(const InstanceQuery &query) const;

    StorageAccountFixture m_fixture { u"orders-hub"_s };
    std::unique_ptr<HubStore> m_store;
    std::unique_ptr<InstanceReader> m_reader;
    AccountNames m_before;
};

void tst_InstanceReader::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    QCOMPARE(m_fixture.start(), QString());
    m_store = std::make_unique<HubStore>(m_fixture.account(), TaskHubName(u"OrdersHub"_s),
                                         m_fixture.http(), AzureStorageHubOptions());
    m_reader = std::make_unique<InstanceReader>(*m_store);
    m_before = m_fixture.names();
}

void tst_InstanceReader::cleanupTestCase()
{
    if (m_store) { // reading creates nothing
        QCOMPARE(m_fixture.names(), m_before);
    }
}

QStringList tst_InstanceReader::listed(const InstanceQuery &query) const
{
    QStringList ids;
    m_reader->listInstances(query, {},
                            [&](InstancePage &&page) {
                                for (const InstanceRow &row : page.rows) {
                                    ids.append(page.id(row).text());
                                }
                                return SinkAnswer::Continue;
                            },
                            {});
    return ids;
}

void tst_InstanceReader::listsEveryInstanceOnce_data()
{
    QTest::addColumn<int>("pageSize");
    QTest::newRow("one page") << 1000;
    QTest::newRow("many pages") << 20;
}

void tst_InstanceReader::listsEveryInstanceOnce()
{
    QFETCH(int, pageSize);
    InstanceQuery query;
    query.kinds = InstanceKinds::Both;
    query.pageSize = pageSize;
    QStringList ids = listed(query);
    QCOMPARE(ids.size(), 177);
    ids.removeDuplicates();
    QCOMPARE(ids.size(), 177);
}

void tst_InstanceReader::tellsInListsWhatHttpDoesNot()
{
    InstanceQuery query;
    query.idPrefix = u"order-0001"_s;
    const InstanceDetails whole = m_reader->instance(InstanceId(query.idPrefix), {});
    QVERIFY(whole.completed && whole.generation);
    m_reader->listInstances(query, {},
                            [&](InstancePage &&page) {
                                if (!page.rows.empty()) {
                                    [&] {
                                        QCOMPARE(page.extras.size(), page.rows.size());
                                        QCOMPARE(page.extras.front().completed, whole.completed);
                                        QCOMPARE(page.extras.front().generation, whole.generation);
                                    }();
                                }
                                return SinkAnswer::Continue;
                            },
                            {});
}

void tst_InstanceReader::goesOnFromAToken()
{
    InstanceQuery query;
    query.pageSize = 50;
    QStringList ids;
    ContinuationToken token;
    do {
        const ContinuationToken from = token;
        m_reader->listInstances(query, from,
                                [&](InstancePage &&page) {
                                    for (const InstanceRow &row : page.rows) {
                                        ids.append(page.id(row).text());
                                    }
                                    token = page.next;
                                    return SinkAnswer::Stop;
                                },
                                {});
    } while (!token.isEmpty());
    query.pageSize = 1000;
    QCOMPARE(ids, listed(query));
}

void tst_InstanceReader::filters()
{
    InstanceQuery query;
    query.idPrefix = u"order-00"_s;
    const QStringList orders = listed(query);
    QVERIFY(orders.size() > 20);
    QVERIFY(std::all_of(orders.begin(), orders.end(),
                        [](const QString &id) { return id.startsWith(u"order-00"_s); }));
    query.statuses = { RuntimeStatus::Kind::Failed };
    const QStringList failed = listed(query);
    QVERIFY(!failed.isEmpty() && failed.size() < orders.size());
    query = {};
    query.createdTo = Instant::fromText("2020-01-01T00:00:00Z");
    QVERIFY(listed(query).isEmpty());
    query = {};
    query.kinds = InstanceKinds::Entities;
    const QStringList entities = listed(query);
    QVERIFY(!entities.isEmpty());
    QVERIFY(std::all_of(entities.begin(), entities.end(),
                        [](const QString &id) { return id.startsWith(u'@'); }));
    query.pageSize = 0;
    QCOMPARE(kindThrownBy([&] { static_cast<void>(listed(query)); }), u"InvalidInput"_s);
}

void tst_InstanceReader::givesRawRowsWithTheirPayloads()
{
    InstanceQuery query;
    query.idPrefix = u"large-1"_s;
    query.include = RowContents::Raw;
    QByteArray raw;
    m_reader->listInstances(query, {},
                            [&](InstancePage &&page) {
                                raw = page.raw(page.rows.front());
                                return SinkAnswer::Continue;
                            },
                            {});
    QVERIFY(json::member(raw, "input").size() > 80'000);
    QVERIFY(json::member(raw, "output").size() > 80'000);
    query.include = RowContents::Compact;
    m_reader->listInstances(query, {},
                            [&](InstancePage &&page) {
                                raw = page.raw(page.rows.front());
                                return SinkAnswer::Continue;
                            },
                            {});
    QVERIFY(raw.isEmpty());
}

void tst_InstanceReader::asksNothingThatCannotMatch()
{
    InstanceQuery query;
    query.idPrefix = u"@counter"_s;
    query.kinds = InstanceKinds::Orchestrations;
    int pages = 0;
    m_reader->listInstances(query, {},
                            [&](InstancePage &&page) {
                                ++pages;
                                [&] { QVERIFY(page.rows.empty()); }();
                                return SinkAnswer::Continue;
                            },
                            {});
    QCOMPARE(pages, 1);
}

void tst_InstanceReader::readsLargePayloads()
{
    const InstanceDetails details = m_reader->instance(InstanceId(u"large-1"_s), {});
    QVERIFY(details.input.text.size() > 80'000);
    QVERIFY(details.input.storedAt.contains(u"large-1/"_s));
    QVERIFY(details.output.isJson());
}

void tst_InstanceReader::readsIdsOfOddCharacters_data()
{
    QTest::addColumn<QString>("id");
    for (const QString &id : { u"az/slash"_s, u"az#hash?^x"_s, u"p%41x"_s }) {
        QTest::newRow(qPrintable(id)) << id;
    }
}

void tst_InstanceReader::readsIdsOfOddCharacters()
{
    QFETCH(QString, id);
    const History history = m_reader->history(InstanceId(id), {});
    QCOMPARE(history.instance.id.text(), id);
    QVERIFY(history.available);
    QVERIFY(!history.events.empty());
}

void tst_InstanceReader::knowsTheParent()
{
    const InstanceId child(u"family-1-child"_s);
    const auto parent = std::optional(InstanceId(u"family-1"_s));
    QCOMPARE(m_reader->instance(child, {}).parent, parent);
    QCOMPARE(m_reader->history(child, {}).instance.parent, parent);
    QCOMPARE(m_reader->instance(InstanceId(u"family-1"_s), {}).parent, std::nullopt);
    QCOMPARE(m_reader->parentOf(child, u"another execution"_s, {}), std::nullopt);
}

void tst_InstanceReader::readsEveryEvent()
{
    const History history = m_reader->history(InstanceId(u"order-0001"_s), {});
    QVERIFY(history.allEvents.size() > history.events.size());
    QCOMPARE(history.allEvents.front().type, u"OrchestratorStarted"_s);
    QCOMPARE(history.events.front().type, u"ExecutionStarted"_s);
    QCOMPARE(history.instance.status.kind(), RuntimeStatus::Kind::Completed);
}

void tst_InstanceReader::hasNoHistoryOfAScheduledInstance()
{
    const History history = m_reader->history(InstanceId(u"scheduled-1"_s), {});
    QVERIFY(!history.available);
    QVERIFY(history.instance.scheduledStart);
    QCOMPARE(history.instance.status.kind(), RuntimeStatus::Kind::Pending);
}

void tst_InstanceReader::saysWhatIsNotThere()
{
    const InstanceId nobody(u"nobody"_s);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(m_reader->instance(nobody, {})); }),
             u"NotFound"_s);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(m_reader->history(nobody, {})); }),
             u"NotFound"_s);
    QCOMPARE(kindThrownBy([&] {
                 static_cast<void>(
                     m_reader->waitForCompletion(nobody, std::chrono::seconds(1), {}));
             }),
             u"NotFound"_s);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(m_reader->instance(InstanceId(), {})); }),
             u"InvalidInput"_s);
}

void tst_InstanceReader::showsDamagedRows()
{
    const TableService tables = m_fixture.tables();
    TableRow bare;
    bare.partitionKey = u"damaged-bare"_s;
    tables.insert(m_store->names.instances, bare, {});
    TableRow wrong;
    wrong.partitionKey = u"damaged-wrong"_s;
    wrong.set(u"CreatedTime"_s, EdmType::String, u"yesterday"_s);
    wrong.set(u"Generation"_s, EdmType::String, u"many"_s);
    wrong.set(u"RuntimeStatus"_s, EdmType::String, u"Dreaming"_s);
    wrong.set(u"Tags"_s, EdmType::String, u"{no json"_s);
    wrong.set(
        u"Input"_s, EdmType::String,
        u"http://gone.example/orders/ordershub-largemessages/damaged-wrong/history-Input.json.gz"_s);
    wrong.set(u"Output"_s, EdmType::String, u"{broken"_s);
    tables.insert(m_store->names.instances, wrong, {});
    InstanceQuery query;
    query.idPrefix = u"damaged-"_s;
    QCOMPARE(listed(query), (QStringList { u"damaged-bare"_s, u"damaged-wrong"_s }));
    const InstanceDetails details = m_reader->instance(InstanceId(u"damaged-wrong"_s), {});
    QCOMPARE(details.status.name(), u"Dreaming"_s);
    QVERIFY(details.input.isJson()); // words that say that it is gone
    QVERIFY(!m_reader->history(InstanceId(u"damaged-bare"_s), {}).available);
    for (const QString &id : { u"damaged-bare"_s, u"damaged-wrong"_s }) {
        tables.remove(m_store->names.instances, id, {}, "*", {});
    }
}

void tst_InstanceReader::waitsForTheEnd()
{
    using namespace std::chrono_literals;
    QCOMPARE(m_reader->waitForCompletion(InstanceId(u"order-0001"_s), 10s, {}).status.kind(),
             RuntimeStatus::Kind::Completed);
    QVERIFY(m_reader->waitForCompletion(InstanceId(u"approval-10"_s), 1ms, {}).status.isActive());
}

/// Tables and blobs come from the tracking account, whatever the main one is (§1).
void tst_InstanceReader::readsThroughATrackingStore()
{
    StorageAccount main = m_fixture.account();
    main.tableEndpoint = QUrl(u"http://127.0.0.1:1/nobody"_s);
    main.blobEndpoint = main.tableEndpoint;
    AzureStorageHubOptions options;
    options.trackingStore = TrackingStore { m_fixture.account(), u"OrdersHub"_s };
    const HubStore store(main, TaskHubName(u"OrdersHub"_s), m_fixture.http(), options);
    const InstanceReader reader(store);
    QVERIFY(reader.instance(InstanceId(u"large-1"_s), {}).input.text.size() > 80'000);
    QVERIFY(reader.history(InstanceId(u"order-0001"_s), {}).available);
    qsizetype count = 0;
    InstanceQuery query;
    query.kinds = InstanceKinds::Both;
    reader.listInstances(query, {},
                         [&](InstancePage &&page) {
                             count += static_cast<qsizetype>(page.rows.size());
                             return SinkAnswer::Continue;
                         },
                         {});
    QCOMPARE(count, listed(query).size());
}

HUBDECK_GUILESS_TEST(tst_InstanceReader)
#include "tst_instancereader.moc"
