// SPDX-License-Identifier: MIT
#include "services/azurestorage/hubstore.h"

#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

class tst_HubStore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void refusesNamesBeforeAnyRequest();
    void refusesImpossiblePartitionCounts();
    void countsPartitions();
    void countsSixteenPartitions();
    void takesThePartitionCountThatWasChosen();
    void sendsNothingWhenThePartitionCountIsDoubtful();
    void findsQueues();
    void saysWhatHasNoInstancesTable();
    void keepsHubsOfOneTableApart();
    void saysWhenAValueIsGone();
    void makesTheContainerOfLargeValues();
    void countsMessagesUp();

private:
    [[nodiscard]] std::unique_ptr<HubStore> store(const QString &hub,
                                                  AzureStorageHubOptions options = {})
    {
        return std::make_unique<HubStore>(m_fixture.account(), TaskHubName(hub), m_fixture.http(),
                                          std::move(options));
    }

    StorageAccountFixture m_fixture { u"isolated-hub"_s };
};

void tst_HubStore::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    QCOMPARE(m_fixture.start(), QString());
}

void tst_HubStore::refusesNamesBeforeAnyRequest()
{
    for (const QString &name : { QString(), u"9lives"_s, u"a-b"_s, u"x"_s, QString(60, u'h') }) {
        QCOMPARE(kindThrownBy([&] { static_cast<void>(store(name)); }), u"InvalidInput"_s);
    }
}

void tst_HubStore::refusesImpossiblePartitionCounts()
{
    for (const int count : { 0, 17, -1 }) {
        AzureStorageHubOptions options;
        options.partitionCount = count;
        QCOMPARE(kindThrownBy([&] { static_cast<void>(store(u"IsolatedHub"_s, options)); }),
                 u"InvalidInput"_s);
    }
}

void tst_HubStore::countsPartitions()
{
    const PartitionCount count = store(u"IsolatedHub"_s)->partitionCount({});
    // Its worker was configured for 3; the HTTP host that was asked about it added a fourth. Nothing
    // in the account tells: that is what the option is for
    QCOMPARE(count.count, std::optional(4));
    QVERIFY(count.isCertain);
}

void tst_HubStore::countsSixteenPartitions()
{
    m_fixture.createTable(u"SixteenPartitions"_s);
    std::vector<int> all;
    for (int i = 0; i < HubNames::maxPartitions; ++i) {
        const QString queue = HubNames(u"Sixteen"_s).controlQueue(i);
        m_fixture.createQueue(queue);
        m_fixture.tables().insert(u"SixteenPartitions"_s, { queue, queue, {}, {} }, {});
        all.push_back(i);
    }
    const auto sixteen = store(u"Sixteen"_s);
    QCOMPARE(sixteen->controlQueues({}), all);
    QCOMPARE(sixteen->partitionCount({}).count, std::optional(16));
    QVERIFY(sixteen->partitionCount({}).isCertain);
    QCOMPARE(sixteen->controlQueueOf(InstanceId(u"abc"_s), {}), u"sixteen-control-11"_s);
}

void tst_HubStore::takesThePartitionCountThatWasChosen()
{
    AzureStorageHubOptions options;
    options.partitionCount = 16;
    QCOMPARE(store(u"IsolatedHub"_s, options)->controlQueueOf(InstanceId(u"abc"_s), {}),
             u"isolatedhub-control-11"_s);
}

void tst_HubStore::sendsNothingWhenThePartitionCountIsDoubtful()
{
    m_fixture.createTable(u"DoubtInstances"_s);
    m_fixture.createTable(u"DoubtHistory"_s);
    const auto doubtful = store(u"Doubt"_s);
    const auto error
        = thrownBy([&] { static_cast<void>(doubtful->controlQueueOf(InstanceId(u"a"_s), {})); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::WrongState);
    m_fixture.createQueue(u"doubt-control-00"_s); // somebody sets the hub up meanwhile
    m_fixture.createQueue(u"doubt-control-01"_s);
    QCOMPARE(doubtful->partitionCount({}).count, std::optional(2));
}

void tst_HubStore::findsQueues()
{
    QCOMPARE(store(u"IsolatedHub"_s)->controlQueues({}), (std::vector<int> { 0, 1, 2, 3 }));
    QVERIFY(store(u"Isolated"_s)->controlQueues({}).empty()); // not a hub of the same beginning
}

void tst_HubStore::saysWhatHasNoInstancesTable()
{
    const auto error = thrownBy(
        [&] { static_cast<void>(store(u"NeverStarted"_s)->instanceRow(InstanceId(u"a"_s), {})); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::NotFound);
    QVERIFY(error->message.contains(u"NeverStarted"_s));
}

/// Two apps with one tracking store (§1): TaskHubName alone tells their rows apart.
void tst_HubStore::keepsHubsOfOneTableApart()
{
    const QString table = u"SharedInstances"_s;
    m_fixture.createTable(table);
    m_fixture.createTable(u"SharedHistory"_s);
    m_fixture.createQueue(u"huba-control-00"_s);
    const auto put = [&](const QString &id, const QString &owner) {
        TableRow row;
        row.partitionKey = id;
        row.set(u"Name"_s, EdmType::String, u"F"_s);
        row.set(u"RuntimeStatus"_s, EdmType::String, u"Completed"_s);
        if (!owner.isEmpty()) {
            row.set(u"TaskHubName"_s, EdmType::String, owner);
        }
        m_fixture.tables().insert(table, row, {});
    };
    put(u"mine"_s, u"HubA"_s);
    put(u"theirs"_s, u"HubB"_s);
    put(u"unsigned"_s, {});
    AzureStorageHubOptions options;
    options.partitionCount = 1;
    options.trackingStore = TrackingStore { m_fixture.account(), u"Shared"_s };
    const auto hub = m_fixture.hub(u"HubA"_s, options);
    const InstanceId theirs(u"theirs"_s);
    QCOMPARE(hub->instance(InstanceId(u"mine"_s), {}).name, u"F"_s);
    QCOMPARE(hub->instance(InstanceId(u"unsigned"_s), {}).name, u"F"_s);
    QCOMPARE(m_fixture.hub(u"HubB"_s, options)->instance(theirs, {}).name, u"F"_s);
    const std::vector<std::function<void()>> calls {
        [&] { static_cast<void>(hub->instance(theirs, {})); },
        [&] { static_cast<void>(hub->history(theirs, {})); },
        [&] { static_cast<void>(hub->waitForCompletion(theirs, std::chrono::seconds(1), {})); },
        [&] { hub->perform(theirs, PurgeAction { true }, {}); },
        [&] { hub->perform(theirs, RaiseEventAction { u"E"_s, "1" }, {}); },
        [&] { hub->perform(theirs, RestartAction { true }, {}); },
    };
    for (const auto &call : calls) {
        const auto error = thrownBy(call);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::NotFound);
        QVERIFY2(error->message.contains(u"HubB"_s), qPrintable(error->message));
    }
    StartRequest start;
    start.function = u"F"_s;
    start.id = theirs;
    QCOMPARE(kindThrownBy([&] { hub->start(start, {}); }), u"AlreadyExists"_s);
    QVERIFY(m_fixture.messages(u"huba-control-00"_s).empty());
    QCOMPARE(m_fixture.tables().row(table, theirs.text(), {}, {})->text(u"TaskHubName"),
             u"HubB"_s);
    const auto hubA = store(u"HubA"_s, options);
    QVERIFY(!hubA->findInstance(theirs, {}, { u"PartitionKey"_s }));
    QVERIFY(hubA->findInstance(InstanceId(u"mine"_s), {}, { u"PartitionKey"_s }));
}

void tst_HubStore::saysWhenAValueIsGone()
{
    const auto hub = store(u"IsolatedHub"_s);
    PayloadPlace place;
    place.kind = PayloadPlace::Kind::Blob;
    place.container = hub->names.largeMessages;
    place.blob = u"gone/nothing-Input.json.gz"_s;
    place.storedAt = place.blob;
    QVERIFY(hub->payload(place, {}).isJson());
    QVERIFY(!hub->payload(place, {}).isNull());
    QCOMPARE(kindThrownBy([&] { static_cast<void>(hub->text(place, {})); }), u"NotFound"_s);
    m_fixture.blobs().put(place.container, place.blob, QByteArray("\x1f\x8b broken"),
                          BlobService::PutMode::Replace, {});
    QVERIFY(hub->payload(place, {}).isJson());
}

void tst_HubStore::makesTheContainerOfLargeValues()
{
    const auto hub = store(u"ProbeHub"_s);
    QVERIFY(!m_fixture.names().containers.contains(hub->names.largeMessages));
    hub->putBlob({ u"a/b.json.gz"_s, "x" }, {});
    QVERIFY(m_fixture.names().containers.contains(hub->names.largeMessages));
    QCOMPARE(m_fixture.blobs().get(hub->names.largeMessages, u"a/b.json.gz"_s, 10, {}).bytes,
             QByteArray("x"));
}

void tst_HubStore::countsMessagesUp()
{
    const auto hub = store(u"IsolatedHub"_s);
    const MessageStamp first = hub->stamp();
    const MessageStamp second = hub->stamp();
    QCOMPARE(second.sequenceNumber, first.sequenceNumber + 1);
    QVERIFY(first.activityId != second.activityId);
}

HUBDECK_GUILESS_TEST(tst_HubStore)
#include "tst_hubstore.moc"
