// SPDX-License-Identifier: MIT
#include "services/azurestorage/healthreader.h"

#include "services/azurestorage/hubstore.h"
#include "services/azurestorage/storagefilters.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

class tst_HealthReader : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void readsAHubWithBlobLeases();
    void readsAHubWithAPartitionsTable();
    void readsAHubThatNeverStarted();
    void countsWhatIsPendingForLong();
    void saysWhenItDidNotCountAll();
    void goesByTheServicesClock();
    void keepsAMessageWhoseBlobItMayNotRead();
    void saysWhatItMayNotRead();
    void changesNothing();

private:
    /// Rows that are Pending, as a rewind leaves them.
    static void addPending(const StorageAccountFixture &fixture, const QString &id,
                           std::chrono::minutes createdAgo, std::chrono::minutes updatedAgo)
    {
        TableRow row;
        row.partitionKey = id;
        row.set(u"Name"_s, EdmType::String, u"Quick"_s);
        row.set(u"RuntimeStatus"_s, EdmType::String, u"Pending"_s);
        row.set(u"CreatedTime"_s, EdmType::DateTime, storedTime(Instant::now() - createdAgo));
        row.set(u"LastUpdatedTime"_s, EdmType::DateTime, storedTime(Instant::now() - updatedAgo));
        fixture.tables().insert(u"LegacyHubInstances"_s, row, {});
    }

    [[nodiscard]] static HubHealth read(StorageAccountFixture &fixture, const QString &hub)
    {
        return readAs(fixture, fixture.account(), hub);
    }

    [[nodiscard]] static HubHealth readAs(StorageAccountFixture &fixture,
                                          const StorageAccount &account, const QString &hub)
    {
        const HubStore store(account, TaskHubName(hub), fixture.http(), {});
        return HealthReader(store).read({});
    }

    /// The message whose content stands in a blob, of those that one can read with its blob.
    [[nodiscard]] static std::optional<DecodedMessage> wrapper(const HubHealth &health,
                                                               const InstanceId &id)
    {
        for (const QueueHealth &queue : health.controlQueues) {
            for (const QueueMessage &seen : queue.visible) {
                if (!seen.message.blob.isEmpty() && seen.message.instance == id) {
                    return seen.message;
                }
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] static bool hasSign(const HubHealth &health, StuckSign::Kind kind)
    {
        return std::ranges::any_of(stuckSigns(health),
                                   [&](const StuckSign &sign) { return sign.kind == kind; });
    }
};

void tst_HealthReader::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
}

void tst_HealthReader::readsAHubWithBlobLeases()
{
    StorageAccountFixture fixture(u"legacy-hub"_s);
    QCOMPARE(fixture.start(), QString());
    const HubHealth health = read(fixture, u"LegacyHub"_s);
    QCOMPARE(health.partitions.size(), size_t(2));
    int owners = 0;
    for (const PartitionHealth &partition : health.partitions) {
        QCOMPARE(partition.source, PartitionHealth::Source::LegacyBlob);
        QVERIFY(partition.state != PartitionHealth::State::Healthy); // its worker was killed
        // How long the lease has been held is told by its blob
        QCOMPARE(partition.ownedSince.has_value(), !partition.owner.isEmpty());
        owners += partition.owner.isEmpty() ? 0 : 1;
    }
    QCOMPARE(owners, 2);
    QCOMPARE(health.controlQueues.size(), size_t(2));
    QVERIFY(health.workItems.exists);
    QVERIFY(health.workItems.length.value_or(0) >= 12);
    int poison = health.workItems.poisonCount();
    bool blobIsMissing = false;
    for (const QueueHealth &queue : health.controlQueues) {
        poison += queue.poisonCount();
        for (const QueueMessage &message : queue.visible) {
            blobIsMissing |= !message.message.blob.isEmpty()
                && message.message.form == DecodedMessage::Form::Unreadable
                && !message.message.problem.isEmpty();
        }
    }
    QVERIFY(poison >= 2);
    QVERIFY(blobIsMissing);
    QVERIFY(!stuckSigns(health).empty());
}

void tst_HealthReader::readsAHubWithAPartitionsTable()
{
    StorageAccountFixture fixture(u"isolated-hub"_s);
    QCOMPARE(fixture.start(), QString());
    const HubHealth health = read(fixture, u"IsolatedHub"_s);
    QCOMPARE(health.partitions.size(), size_t(4));
    QCOMPARE(health.controlQueues.size(), size_t(4));
    for (const PartitionHealth &partition : health.partitions) {
        QCOMPARE(partition.source, PartitionHealth::Source::PartitionsTable);
    }
}

void tst_HealthReader::readsAHubThatNeverStarted()
{
    StorageAccountFixture fixture { QString() };
    QCOMPARE(fixture.start(), QString());
    fixture.createQueue(u"freshhub-workitems"_s);
    fixture.createQueue(u"freshhub-control-00"_s);
    const HubHealth health = read(fixture, u"FreshHub"_s);
    QVERIFY(health.partitions.empty());
    QCOMPARE(health.controlQueues.size(), size_t(1));
    QCOMPARE(health.controlQueues.front().length, std::optional<qint64>(0));
    QVERIFY(health.workItems.exists);
    QVERIFY(!health.appLease);
    QCOMPARE(health.pendingForLong, qint64(0));
    QVERIFY(!read(fixture, u"NoHubAtAll"_s).workItems.exists);
}

void tst_HealthReader::countsWhatIsPendingForLong()
{
    using namespace std::chrono_literals;
    StorageAccountFixture fixture(u"legacy-hub"_s);
    QCOMPARE(fixture.start(), QString());
    const qint64 before = read(fixture, u"LegacyHub"_s).pendingForLong;
    addPending(fixture, u"rewound-now"_s, 60min, 0min);
    addPending(fixture, u"started-now"_s, 0min, 0min);
    QCOMPARE(read(fixture, u"LegacyHub"_s).pendingForLong, before);
    addPending(fixture, u"rewound-before"_s, 60min, 5min);
    const HubHealth health = read(fixture, u"LegacyHub"_s);
    QCOMPARE(health.pendingForLong, before + 1);
    QVERIFY(health.oldestPending && (before > 0 || *health.oldestPending > Instant::now() - 10min));
}

void tst_HealthReader::saysWhenItDidNotCountAll()
{
    using namespace std::chrono_literals;
    StorageAccountFixture fixture(u"legacy-hub"_s);
    QCOMPARE(fixture.start(), QString());
    constexpr int pages = 20;
    const HubStore store(fixture.account(), TaskHubName(u"LegacyHub"_s), fixture.http(), {});
    const HealthReader reader(store, 1);
    for (int i = 0; i < pages; ++i) {
        addPending(fixture, u"waits-%1"_s.arg(i), 60min, 60min);
    }
    HubHealth health = reader.read({});
    QCOMPARE(health.pendingForLong, qint64(pages));
    QVERIFY(!health.pendingIsAtLeast); // the last page was the last one
    addPending(fixture, u"waits-more"_s, 60min, 60min);
    health = reader.read({});
    QCOMPARE(health.pendingForLong, qint64(pages));
    QVERIFY(health.pendingIsAtLeast);
    QCOMPARE(read(fixture, u"LegacyHub"_s).pendingForLong, qint64(pages + 1));
}

void tst_HealthReader::goesByTheServicesClock()
{
    using namespace std::chrono_literals;
    StorageAccountFixture fixture(u"legacy-hub"_s);
    QCOMPARE(fixture.start(), QString());
    AzureStorageHubOptions options;
    options.now = [] { return Instant::now() + 10min; };
    const auto timeOf = [&](const QString &hub) {
        const HubStore store(fixture.account(), TaskHubName(hub), fixture.http(), options);
        return HealthReader(store).read({}).serviceTime;
    };
    QVERIFY(timeOf(u"LegacyHub"_s) < Instant::now() + 1min);
    fixture.blobs().createContainer(u"leaseonly-applease"_s, {});
    QVERIFY(timeOf(u"LeaseOnly"_s) < Instant::now() + 1min);
    QVERIFY(timeOf(u"NoHubAtAll"_s) > Instant::now() + 9min); // nothing told it
}

void tst_HealthReader::keepsAMessageWhoseBlobItMayNotRead()
{
    StorageAccountFixture fixture(u"orders-hub"_s);
    QCOMPARE(fixture.start(), QString());
    const InstanceId id(u"approval-03"_s);
    const QString large = u'"' + QString(60'000, u'x') + u'"';
    static_cast<void>(fixture.hub(u"OrdersHub"_s)
                          ->perform(id, RaiseEventAction { u"Big"_s, large.toUtf8() }, {}));
    const auto whole = wrapper(read(fixture, u"OrdersHub"_s), id);
    QVERIFY(whole && whole->problem.isEmpty() && whole->name == u"Big"_s);
    const HubHealth health
        = readAs(fixture, withSignature(fixture.account(), u"qt"_s, u"rl"_s), u"OrdersHub"_s);
    const auto outer = wrapper(health, id);
    QVERIFY(outer && outer->form != DecodedMessage::Form::Unreadable);
    QVERIFY(!outer->problem.isEmpty());
    QVERIFY(!hasSign(health, StuckSign::Kind::UnreadableMessages));
    // A worker cannot read these, either
    fixture.blobs().put(u"ordershub-largemessages"_s, whole->blob, "torn",
                        BlobService::PutMode::Replace, {});
    const HubHealth torn = read(fixture, u"OrdersHub"_s);
    QCOMPARE(wrapper(torn, id)->form, DecodedMessage::Form::Unreadable);
    QVERIFY(hasSign(torn, StuckSign::Kind::UnreadableMessages));
}

void tst_HealthReader::saysWhatItMayNotRead()
{
    StorageAccountFixture fixture(u"legacy-hub"_s);
    QCOMPARE(fixture.start(), QString());
    const auto readWith = [&](const QString &services, const QString &permissions) {
        return readAs(fixture, withSignature(fixture.account(), services, permissions),
                      u"LegacyHub"_s);
    };
    const HubHealth whole = read(fixture, u"LegacyHub"_s);
    QVERIFY(whole.problems.isEmpty() && whole.isOwnershipSeen);
    QVERIFY(hasSign(whole, StuckSign::Kind::NoWorker));
    const HubHealth withoutBlobs = readWith(u"qt"_s, u"rl"_s);
    QVERIFY(!withoutBlobs.problems.isEmpty() && !withoutBlobs.isOwnershipSeen);
    QVERIFY(!withoutBlobs.appLease && !withoutBlobs.isAppLeaseSeen);
    QVERIFY(!hasSign(withoutBlobs, StuckSign::Kind::NoWorker));
    QVERIFY(hasSign(withoutBlobs, StuckSign::Kind::NotSeen));
    QCOMPARE(withoutBlobs.workItems.length, whole.workItems.length);
    const HubHealth withoutQueues = readWith(u"bt"_s, u"rl"_s);
    QVERIFY(!withoutQueues.problems.isEmpty() && withoutQueues.isOwnershipSeen);
    QVERIFY(withoutQueues.appLease && withoutQueues.isAppLeaseSeen);
    QVERIFY(!withoutQueues.workItems.length && withoutQueues.workItems.exists);
    QVERIFY(!hasSign(withoutQueues, StuckSign::Kind::MissingQueue));
    const auto error = thrownBy([&] { static_cast<void>(readWith(u"bqt"_s, u"p"_s)); });
    QVERIFY(error);
    QCOMPARE(TaskHubError::nameOf(error->kind), u"Forbidden"_s);
}

void tst_HealthReader::changesNothing()
{
    StorageAccountFixture fixture(u"legacy-hub"_s);
    QCOMPARE(fixture.start(), QString());
    const AccountNames names = fixture.names();
    const AccountState state = fixture.state(u"LegacyHub"_s);
    const auto messages = fixture.allMessages(u"legacyhub-"_s);
    static_cast<void>(read(fixture, u"LegacyHub"_s));
    QCOMPARE(fixture.names(), names);
    QCOMPARE(fixture.state(u"LegacyHub"_s), state);
    QCOMPARE(fixture.allMessages(u"legacyhub-"_s), messages);
}

HUBDECK_GUILESS_TEST(tst_HealthReader)
#include "tst_healthreader.moc"
