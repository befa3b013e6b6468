// SPDX-License-Identifier: MIT
#include "faultserver.h"
#include "quickretry.h"
#include "services/azurestorage/hubhealth.h"
#include "services/azurestorage/instancekeys.h"
#include "services/azurestorage/storagefilters.h"
#include "services/azurestorage/storagehubs.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

#include <atomic>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

Fault storageError(int status, const QByteArray &code)
{
    return Fault::answer(status, "{}", { { "x-ms-error-code", code } });
}

const InstanceId anybody(u"a"_s);

StorageAccount accountOf(const FaultServer &server)
{
    StorageAccount account;
    account.name = u"acc"_s;
    account.blobEndpoint = server.url();
    account.queueEndpoint = server.url();
    account.tableEndpoint = server.url();
    account.credential = SharedKeyCredential { Secret("a2V5") };
    return account;
}

/// A storage service that answers as scripted, with a hub of one partition on it: an instance `a`
/// that runs.
struct ScriptedHub
{
    FaultServer server;
    HttpClient http;
    std::unique_ptr<AzureStorageHub> hub;

    ScriptedHub()
    {
        AzureStorageHub::Options options;
        options.partitionCount = 1;
        options.parallelRequests = 1;
        options.storage.retry = quickRetry();
        options.startRowPause = std::chrono::milliseconds(1);
        hub = std::make_unique<AzureStorageHub>(accountOf(server), TaskHubName(u"TestHub"_s), http,
                                                options);
    }

    void answersWith(const Fault &writes)
    {
        server.setHandler([writes](const FaultRequest &request) {
            const QByteArray answer = request.path().contains("History")
                ? QByteArray(R"({"value":[]})")
                : QByteArray(R"({"PartitionKey":"a","RowKey":"","Name":"F",)"
                             R"("RuntimeStatus":"Running"})");
            return request.method == "GET"
                ? Fault::answer(200, answer, { { "Content-Type", "application/json" } })
                : writes;
        });
    }
};

} // namespace

class tst_StorageFaults : public QObject
{
    Q_OBJECT

private slots:
    void sendsAnActionOnce_data();
    void sendsAnActionOnce();
    void repeatsOnlyWhatCanBeRepeated();
    void triesReadsAgain();
    void refusesAWrongKey();
    void refusesAnExpiredSignature();
    void showsTheRestOfAHubInParts();
    void showsTheRestOfDamagedRows();
    void showsRowsWithoutTheirExecution();
    void seesWhenSomebodyElseChangedAnInstance();
    void purgesTheOthersWhenOneWasChanged();
    void purgesAlthoughEverySecondDeletionIsRefused_data();
    void purgesAlthoughEverySecondDeletionIsRefused();
};

void tst_StorageFaults::sendsAnActionOnce_data()
{
    QTest::addColumn<int>("status"); // 0: no answer
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char *name, int status, const char *code, const char *kind) {
        QTest::newRow(name) << status << QByteArray(code) << QString::fromLatin1(kind);
    };
    row("connection lost", 0, "", "OutcomeUnknown");
    row("busy", 503, "ServerBusy", "Unavailable");
    row("queue being deleted", 409, "QueueBeingDeleted", "Conflict");
    row("condition", 412, "ConditionNotMet", "Conflict");
    row("no permission", 403, "AuthorizationPermissionMismatch", "Forbidden");
    row("no queue", 404, "QueueNotFound", "NotFound");
}

void tst_StorageFaults::sendsAnActionOnce()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    QFETCH(QString, kind);
    ScriptedHub scripted;
    scripted.answersWith(status == 0 ? Fault::closeBeforeAnswer() : storageError(status, code));
    const std::vector<std::function<void()>> actions {
        [&] { scripted.hub->perform(anybody, TerminateAction {}, {}); },
        [&] {
            scripted.hub->perform(anybody, RaiseEventAction { u"E"_s, "1" }, {});
        },
        [&] {
            scripted.hub->deleteEntity({ u"counter"_s, u"k"_s }, {});
        },
        [&] {
            StartRequest start;
            start.function = u"F"_s;
            start.id = InstanceId(u"a"_s);
            scripted.server.enqueue(storageError(404, "ResourceNotFound"));
            scripted.hub->start(start, {});
        },
    };
    int arrived = 0;
    for (const auto &action : actions) {
        QCOMPARE(kindThrownBy(action), kind);
        QCOMPARE(scripted.server.arrivals("POST"), ++arrived);
    }
}

void tst_StorageFaults::repeatsOnlyWhatCanBeRepeated()
{
    FaultServer server;
    server.setDefault(storageError(503, "ServerBusy"));
    HttpClient http;
    StorageOptions options;
    options.retry = quickRetry();
    const StorageClient client(accountOf(server), http, options);
    const TableService tables(client);
    const BlobService blobs(client);
    const QueueService queues(client);
    using Mode = BlobService::PutMode;
    TableRow row;
    row.partitionKey = u"a"_s;
    TableOperation removal;
    removal.kind = TableOperation::Kind::Remove;
    removal.row = row;

    struct Case
    {
        const char *name;
        bool isRepeated;
        std::function<void()> send;
    };

    const std::vector<Case> cases {
        { "delete row", true, [&] { tables.remove(u"T"_s, u"a"_s, {}, "*", {}); } },
        { "delete this row", true, [&] { tables.remove(u"T"_s, u"a"_s, {}, "e", {}); } },
        { "merge", true, [&] { tables.merge(u"T"_s, row, "*", {}); } },
        { "merge this", false, [&] { tables.merge(u"T"_s, row, "e", {}); } },
        { "replace", true, [&] { tables.replace(u"T"_s, row, "*", {}); } },
        { "replace this", false, [&] { tables.replace(u"T"_s, row, "e", {}); } },
        { "insert", false, [&] { tables.insert(u"T"_s, row, {}); } },
        { "batch", false, [&] { tables.transact(u"T"_s, { removal }, {}); } },
        { "delete table", true, [&] { tables.deleteTable(u"T"_s, {}); } },
        { "put blob", true, [&] { blobs.put(u"c"_s, u"b"_s, "x", Mode::Replace, {}); } },
        { "put new blob", false, [&] { blobs.put(u"c"_s, u"b"_s, "x", Mode::OnlyIfAbsent, {}); } },
        { "delete blob", true, [&] { blobs.deleteBlob(u"c"_s, u"b"_s, {}); } },
        { "create container", false, [&] { blobs.createContainer(u"c"_s, {}); } },
        { "break lease", false, [&] { blobs.breakContainerLease(u"c"_s, {}); } },
        { "delete container", true, [&] { blobs.deleteContainer(u"c"_s, {}); } },
        { "post message", false, [&] { queues.put(u"q"_s, "x", 0s, {}); } },
        { "delete queue", true, [&] { queues.deleteQueue(u"q"_s, {}); } },
    };
    for (const Case &one : cases) {
        server.clear();
        server.setDefault(storageError(503, "ServerBusy"));
        QCOMPARE(kindThrownBy(one.send), u"Unavailable"_s);
        const int expected = one.isRepeated ? RetryPolicy::maxAttempts : 1;
        QVERIFY2(server.arrivals() == expected, one.name);
    }
}

void tst_StorageFaults::triesReadsAgain()
{
    ScriptedHub scripted;
    scripted.answersWith(Fault::answer(500));
    scripted.server.enqueue(storageError(503, "ServerBusy"));
    scripted.server.enqueue(Fault::resetBeforeAnswer());
    QCOMPARE(scripted.hub->instance(anybody, {}).name, u"F"_s);
    QVERIFY(scripted.server.arrivals("GET") >= 3);
}

void tst_StorageFaults::refusesAWrongKey()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    StorageAccountFixture fixture(u"isolated-hub"_s);
    QCOMPARE(fixture.start(), QString());
    StorageAccount account = fixture.account();
    account.credential = SharedKeyCredential { Secret(QByteArray("not the key").toBase64()) };
    AzureStorageHub hub(account, TaskHubName(u"IsolatedHub"_s), fixture.http());
    const std::vector<std::function<void()>> calls {
        [&] { static_cast<void>(hub.instance(anybody, {})); },
        [&] { static_cast<void>(StorageHubs(account, fixture.http()).hubs({})); },
        [&] { hub.perform(anybody, TerminateAction {}, {}); },
        [&] { static_cast<void>(hub.planDeletion({})); },
    };
    for (const auto &call : calls) {
        const auto error = thrownBy(call);
        QVERIFY(error);
        QVERIFY2(error->kind == ErrorKind::Unauthorised || error->kind == ErrorKind::Forbidden,
                 qPrintable(error->message));
        QVERIFY(!error->message.contains(u"bm90IHRoZSBrZXk"_s)); // never the key
    }
}

void tst_StorageFaults::refusesAnExpiredSignature()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    StorageAccountFixture fixture(u"isolated-hub"_s);
    QCOMPARE(fixture.start(), QString());
    StorageAccount account = fixture.account();
    account.credential = SasCredential { Secret(
        "sv=2020-12-06&ss=bqt&srt=sco&sp=rwdlacup&se=2020-01-01T00%3A00%3A00Z&sig=c2VjcmV0") };
    AzureStorageHub hub(account, TaskHubName(u"IsolatedHub"_s), fixture.http());
    const auto error = thrownBy([&] { static_cast<void>(hub.instance(anybody, {})); });
    QVERIFY(error);
    QVERIFY(error->kind == ErrorKind::Unauthorised || error->kind == ErrorKind::Forbidden);
    QVERIFY(!error->message.contains(u"c2VjcmV0"_s) && !error->detail.contains(u"c2VjcmV0"_s));
}

void tst_StorageFaults::showsTheRestOfAHubInParts()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    StorageAccountFixture fixture(u"orders-hub"_s);
    QCOMPARE(fixture.start(), QString());
    const auto hub = fixture.hub(u"OrdersHub"_s);
    QCOMPARE(hub->partitionCount({}).count, std::optional(4)); // kept for the hub's life
    fixture.tables().deleteTable(u"OrdersHubPartitions"_s, {}); // no leases of any kind
    fixture.tables().deleteTable(u"OrdersHubHistory"_s, {});
    fixture.queues().deleteQueue(u"ordershub-workitems"_s, {});
    const InstanceId id(u"order-0001"_s);
    const History history = hub->history(id, {});
    QVERIFY(!history.available);
    QCOMPARE(history.instance.status.kind(), RuntimeStatus::Kind::Completed);
    const HubHealth health = hub->health({});
    QVERIFY(health.partitions.empty());
    QCOMPARE(health.controlQueues.size(), size_t(4));
    QVERIFY(!health.workItems.exists);
    QCOMPARE(hub->perform(id, PurgeAction {}, {}).deleted, qint64(1));
    QCOMPARE(fixture.hub(u"OrdersHub"_s)->partitionCount({}).count, std::optional(4)); // by queues
}

void tst_StorageFaults::showsTheRestOfDamagedRows()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    StorageAccountFixture fixture(u"orders-hub"_s);
    QCOMPARE(fixture.start(), QString());
    const auto hub = fixture.hub(u"OrdersHub"_s);
    const InstanceId id(u"order-0001"_s);
    const size_t events = hub->history(id, {}).allEvents.size();
    const HistoryEvent last = hub->history(id, {}).allEvents.back();
    TableRow damage; // of the types, of the JSON, of the blob
    damage.partitionKey = id.text();
    damage.rowKey = u"0000000000000001"_s;
    damage.set(u"_Timestamp"_s, EdmType::String, u"whenever"_s);
    damage.set(u"ParentInstance"_s, EdmType::String, u"{\"OrchestrationInstance\":"_s);
    damage.set(u"Input"_s, EdmType::String, QString());
    damage.set(u"InputBlobName"_s, EdmType::String, u"order-0001/broken.json.gz"_s);
    fixture.tables().merge(u"OrdersHubHistory"_s, damage, "*", {});
    fixture.blobs().put(u"ordershub-largemessages"_s, u"order-0001/broken.json.gz"_s,
                        QByteArray::fromHex("1f8b0800000000000003"), BlobService::PutMode::Replace,
                        {});
    const History history = hub->history(id, {});
    QCOMPARE(history.allEvents.size(), events);
    QCOMPARE(history.allEvents.back(), last);
    QCOMPARE(history.instance.parent, std::nullopt);
}

/// The filter of the server passes over them: the gap in the numbers tells.
void tst_StorageFaults::showsRowsWithoutTheirExecution()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    StorageAccountFixture fixture(u"orders-hub"_s);
    QCOMPARE(fixture.start(), QString());
    const auto hub = fixture.hub(u"OrdersHub"_s);
    const InstanceId id(u"order-0001"_s);
    const QString table = u"OrdersHubHistory"_s;
    const auto types = [&] {
        QStringList found;
        for (const HistoryEvent &event : hub->history(id, {}).allEvents) {
            found << event.type;
        }
        return found;
    };
    const QStringList before = types();
    QVERIFY(before.size() > 4);
    const auto forget = [&](const TableRow &row) {
        TableRow damaged = StorageAccountFixture::bare(row);
        std::erase_if(damaged.properties, [](const TableProperty &property) {
            return property.name == u"ExecutionId";
        });
        fixture.tables().replace(table, damaged, "*", {});
    };
    forget(*fixture.tables().row(table, id.text(), u"0000000000000002"_s, {}));
    QCOMPARE(types(), before);
    for (const TableRow &row : fixture.tables().queryAll(table, { historyFilter(id), {} }, {})) {
        if (row.rowKey != u"sentinel") {
            forget(row);
        }
    }
    QCOMPARE(types(), before);
}

void tst_StorageFaults::seesWhenSomebodyElseChangedAnInstance()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    StorageAccountFixture fixture(u"orders-hub"_s);
    QCOMPARE(fixture.start(), QString());
    const InstanceId id(u"order-0005"_s);
    AzureStorageHub::Options options;
    options.parallelRequests = 1;
    fixture.blobs().put(u"ordershub-largemessages"_s, u"order-0005/message-1-EventRaised.json.gz"_s,
                        "x", BlobService::PutMode::Replace, {});
    const SavedInstances before = fixture.save(u"OrdersHub"_s, { id.text() });
    QVERIFY(!before.history.empty() && !before.blobs.empty());
    const auto changedBefore = [&](int request) {
        int requests = 0;
        options.storage.now = [&fixture, id, request, requests]() mutable {
            if (++requests == request) {
                TableRow change;
                change.partitionKey = id.text();
                change.set(u"RuntimeStatus"_s, EdmType::String, u"Pending"_s);
                fixture.tables().merge(u"OrdersHubInstances"_s, change, "*", {});
            }
            return QDateTime::currentDateTimeUtc();
        };
        return kindThrownBy(
            [&] { fixture.hub(u"OrdersHub"_s, options)->perform(id, PurgeAction {}, {}); });
    };
    // Right after the row was read: nothing is lost
    QCOMPARE(changedBefore(2), u"Conflict"_s);
    SavedInstances after = fixture.save(u"OrdersHub"_s, { id.text() });
    QCOMPARE(after.history, before.history);
    QCOMPARE(after.blobs, before.blobs);
    QCOMPARE(after.instances.front().text(u"RuntimeStatus"), u"Pending"_s);
    // While the rest is being deleted: at least its row stays, which workers and people go by
    fixture.restore(u"OrdersHub"_s, { id.text() }, before);
    QCOMPARE(changedBefore(5), u"Conflict"_s);
    after = fixture.save(u"OrdersHub"_s, { id.text() });
    QCOMPARE(after.instances.front().text(u"RuntimeStatus"), u"Pending"_s);
    QVERIFY(after.blobs.empty());
}

void tst_StorageFaults::purgesTheOthersWhenOneWasChanged()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    StorageAccountFixture fixture(u"orders-hub"_s);
    QCOMPARE(fixture.start(), QString());
    const QString table = u"OrdersHubInstances"_s;
    const auto terminated = [&] {
        return fixture.tables().queryAll(table, { u"RuntimeStatus eq 'Terminated'"_s, {} }, {});
    };
    const TableRow victim = terminated().back(); // its page is old when its turn comes
    const size_t all = terminated().size();
    QVERIFY(all > 1);
    const QStringList ids { unescapedKey(victim.partitionKey) };
    fixture.blobs().put(u"ordershub-largemessages"_s, ids.front() + u"/message-1.json.gz"_s, "x",
                        BlobService::PutMode::Replace, {});
    const SavedInstances before = fixture.save(u"OrdersHub"_s, ids);
    QVERIFY(!before.history.empty() && !before.blobs.empty());
    AzureStorageHub::Options options;
    options.parallelRequests = 1;
    int requests = 0;
    options.storage.now = [&] {
        if (++requests == 2) { // the page was read, nothing is deleted yet
            TableRow change;
            change.partitionKey = victim.partitionKey;
            change.set(u"Version"_s, EdmType::String, u"2"_s);
            fixture.tables().merge(table, change, "*", {});
        }
        return QDateTime::currentDateTimeUtc();
    };
    PurgeFilter filter;
    filter.createdFrom = *Instant::fromText("2026-11-01T00:00:00Z");
    filter.createdTo = *Instant::fromText("2026-12-01T00:00:00Z");
    filter.statuses = { RuntimeStatus::Kind::Terminated };
    const auto error = thrownBy(
        [&] { static_cast<void>(fixture.hub(u"OrdersHub"_s, options)->purge(filter, {})); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Conflict);
    QVERIFY(error->message.contains(QString::number(all - 1)));
    QCOMPARE(terminated().size(), size_t(1));
    QCOMPARE(terminated().front().partitionKey, victim.partitionKey);
    const SavedInstances after = fixture.save(u"OrdersHub"_s, ids);
    QCOMPARE(after.history, before.history);
    QCOMPARE(after.blobs, before.blobs);
}

void tst_StorageFaults::purgesAlthoughEverySecondDeletionIsRefused_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::newRow("busy") << storageError(503, "ServerBusy");
    QTest::newRow("failure") << storageError(500, "InternalError");
    QTest::newRow("connection lost") << Fault::closeBeforeAnswer();
}

void tst_StorageFaults::purgesAlthoughEverySecondDeletionIsRefused()
{
    QFETCH(const Fault, fault);
    ScriptedHub scripted;
    const auto json = [](const QByteArray &text) {
        return Fault::answer(200, text, { { "Content-Type", "application/json" } });
    };
    std::atomic<int> deletions = 0;
    scripted.server.setHandler([&](const FaultRequest &request) {
        const auto row = [](const QByteArray &key) -> QByteArray {
            return R"({"odata.etag":"W/\"1\"","PartitionKey":")" + key
                + R"(","RowKey":"","RuntimeStatus":"Terminated","CreatedTime":"2026-11-02T00:00:00Z"})";
        };
        const QByteArray path = request.path();
        if (request.method == "DELETE") {
            return ++deletions % 2 == 1 ? fault : Fault::answer(204);
        }
        if (path.contains("largemessages")) {
            const QByteArray id = request.target.contains("prefix=a") ? "a" : "b";
            return Fault::answer(200,
                                 "<EnumerationResults><Blobs><Blob><Name>" + id
                                     + "/m.json.gz</Name></Blob></Blobs></EnumerationResults>");
        }
        if (path.contains("History")) {
            return json(R"({"value":[]})");
        }
        return json(path.endsWith("Instances()")
                        ? QByteArray(R"({"value":[)" + row("a") + ',' + row("b") + "]}")
                        : row("a"));
    });
    PurgeFilter filter;
    filter.createdFrom = *Instant::fromText("2026-11-01T00:00:00Z");
    filter.createdTo = *Instant::fromText("2026-12-01T00:00:00Z");
    filter.statuses = { RuntimeStatus::Kind::Terminated };
    QCOMPARE(scripted.hub->purge(filter, {}).deleted, qint64(2));
    QCOMPARE(deletions.load(), 8); // two blobs, two rows, each twice
}

HUBDECK_GUILESS_TEST(tst_StorageFaults)
#include "tst_storagefaults.moc"
