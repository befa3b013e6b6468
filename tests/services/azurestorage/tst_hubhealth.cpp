// SPDX-License-Identifier: MIT
#include "services/azurestorage/hubhealth.h"

#include "storagecapture.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hubdeck;
using namespace hubdeck::azurestorage;
using State = PartitionHealth::State;
using Kind = StuckSign::Kind;

namespace {

const Instant now = Instant::fromText("2026-11-23T12:00:00Z").value(); // NOLINT(cert-err58-cpp)

Instant ago(std::chrono::seconds time)
{
    return now - std::chrono::duration_cast<Instant::Ticks>(time);
}

PartitionHealth partition(State state, const QString &queue = u"hub-control-00"_s)
{
    PartitionHealth result;
    result.queue = queue;
    result.state = state;
    return result;
}

QueueMessage message(std::chrono::seconds age, qint64 dequeueCount = 0,
                     const QString &type = u"EventRaised"_s)
{
    QueueMessage result;
    result.inserted = ago(age);
    result.dequeueCount = dequeueCount;
    result.message.form = DecodedMessage::Form::Json;
    result.message.eventType = type;
    return result;
}

HubHealth fine()
{
    HubHealth health;
    health.serviceTime = now;
    health.partitions = { partition(State::Healthy) };
    QueueHealth queue;
    queue.queue = u"hub-control-00"_s;
    queue.length = 0;
    health.controlQueues = { queue };
    health.workItems.queue = u"hub-workitems"_s;
    health.workItems.length = 0;
    return health;
}

std::vector<Kind> kinds(const HubHealth &health)
{
    std::vector<Kind> found;
    for (const StuckSign &sign : stuckSigns(health)) {
        found.push_back(sign.kind);
    }
    return found;
}

} // namespace

class HubHealthTest : public QObject
{
    Q_OBJECT

private slots:
    void readsPartitionRows_data();
    void readsPartitionRows();
    void readsLeaseBlobs_data();
    void readsLeaseBlobs();
    void readsAppLeases();
    void tellsAges();
    void namesStates();
    void findsNothingInAHealthyHub();
    void findsWorkersGone();
    void findsUnreadQueues();
    void findsPendingAndUnfinished();
    void findsBadMessages();
    void readsTheRecordedHub();
};

void HubHealthTest::readsPartitionRows_data()
{
    QTest::addColumn<QString>("owner");
    QTest::addColumn<QString>("next");
    QTest::addColumn<QString>("expires");
    QTest::addColumn<bool>("draining");
    QTest::addColumn<State>("state");
    const QString later = u"2026-11-23T12:00:30.0000000Z"_s;
    const QString past = u"2026-11-23T12:00:00.0000000Z"_s;
    QTest::newRow("fresh") << u""_s << u""_s << u""_s << false << State::Unowned;
    QTest::newRow("released") << u""_s << u""_s << past << false << State::Unowned;
    QTest::newRow("healthy") << u"w1"_s << u""_s << later << false << State::Healthy;
    QTest::newRow("expired") << u"w1"_s << u""_s << past << false << State::Expired;
    QTest::newRow("stolen") << u"w1"_s << u"w2"_s << later << true << State::BeingStolen;
    QTest::newRow("draining") << u"w1"_s << u""_s << later << true << State::ShuttingDown;
    QTest::newRow("no expiry") << u"w1"_s << u""_s << u"?"_s << false << State::Healthy;
}

void HubHealthTest::readsPartitionRows()
{
    QFETCH(const QString, owner);
    QFETCH(const QString, next);
    QFETCH(const QString, expires);
    QFETCH(const bool, draining);
    TableRow row;
    row.rowKey = u"hub-control-03"_s;
    if (!owner.isEmpty()) {
        row.set(u"CurrentOwner"_s, EdmType::String, owner);
    }
    if (!next.isEmpty()) {
        row.set(u"NextOwner"_s, EdmType::String, next);
    }
    row.set(u"ExpiresAt"_s, EdmType::DateTime, expires);
    row.set(u"IsDraining"_s, EdmType::Boolean, draining ? u"true"_s : u"false"_s);
    const PartitionHealth read = partitionFromRow(row, now);
    QTEST(read.state, "state");
    QCOMPARE(read.owner, owner);
    QCOMPARE(read.queue, u"hub-control-03"_s);
}

void HubHealthTest::readsLeaseBlobs_data()
{
    QTest::addColumn<LeaseState>("lease");
    QTest::addColumn<State>("state");
    QTest::newRow("leased") << LeaseState::Leased << State::Healthy;
    QTest::newRow("expired") << LeaseState::Expired << State::Expired;
    QTest::newRow("available") << LeaseState::Available << State::Unowned;
    QTest::newRow("broken") << LeaseState::Broken << State::Unowned;
    QTest::newRow("breaking") << LeaseState::Breaking << State::ShuttingDown;
    QTest::newRow("unknown") << LeaseState::Unknown << State::Unknown;
}

void HubHealthTest::readsLeaseBlobs()
{
    QFETCH(const LeaseState, lease);
    const QByteArray content
        = R"({"PartitionId":"hub-control-00","Owner":"worker-1","Token":"x","Epoch":3})";
    const auto read = partitionFromBlob(u"ownership/hub-control-00"_s, content, lease);
    QVERIFY(read.has_value());
    QTEST(read->state, "state");
    QCOMPARE(read->queue, u"hub-control-00"_s);
    const bool isLetGo = lease == LeaseState::Available || lease == LeaseState::Broken;
    QCOMPARE(read->owner, isLetGo ? QString() : u"worker-1"_s);
    QCOMPARE(read->lastOwner, isLetGo ? u"worker-1"_s : QString());
    QCOMPARE(read->epoch, std::optional<qint64>(3));
    QCOMPARE(partitionFromBlob(u"default/q"_s, "broken", lease)->source,
             PartitionHealth::Source::LegacyBlob);
    QVERIFY(!partitionFromBlob(u"intent/hub-control-00"_s, content, lease));
    QVERIFY(!partitionFromBlob(u"taskhub.json"_s, content, lease));
}

void HubHealthTest::readsAppLeases()
{
    const AppLease lease
        = readAppLease(LeaseState::Leased, R"({"OwnerId":"828293a6-0000","DesiredSwapId":null})");
    QVERIFY(lease.isHeld && lease.desiredSwapId.isEmpty());
    QCOMPARE(lease.ownerId, u"828293a6-0000"_s);
    QVERIFY(!readAppLease(LeaseState::Expired, "{}").isHeld);
    QCOMPARE(appLeaseId(u"MyApp"_s), u"828293a6-0000-0000-0000-000000000000"_s);
    QVERIFY(appLeaseId(u"myfuncapp"_s).startsWith(u"5018c2a8-"_s));
    QVERIFY(appLeaseId(u""_s).startsWith(u"811c9dc5-"_s)); // as recorded
}

void HubHealthTest::tellsAges()
{
    QueueHealth queue;
    QVERIFY(!queue.oldestAge(now));
    queue.visible = { message(std::chrono::seconds(5)), message(std::chrono::seconds(60), 7) };
    QCOMPARE(queue.oldestAge(now), std::optional<Instant::Ticks>(std::chrono::seconds(60)));
    QCOMPARE(queue.poisonCount(), 1);
    queue.visible = { message(std::chrono::seconds(-5)) };
    QCOMPARE(queue.oldestAge(now), std::optional<Instant::Ticks>(Instant::Ticks(0)));
}

void HubHealthTest::namesStates()
{
    QStringList names;
    for (const State state : { State::Unowned, State::Expired, State::BeingStolen,
                               State::ShuttingDown, State::Healthy, State::Unknown }) {
        names << displayName(state);
    }
    QVERIFY(!names.contains(QString()));
    QCOMPARE(names.removeDuplicates(), 0);
}

void HubHealthTest::findsNothingInAHealthyHub()
{
    HubHealth health = fine();
    QVERIFY(stuckSigns(health).empty());
    // Timers and scheduled starts are old when they become visible; taken work is normal
    health.controlQueues[0].visible = { message(std::chrono::hours(24), 0, u"TimerFired"_s),
                                        message(std::chrono::seconds(10)) };
    QueueMessage scheduled = message(std::chrono::hours(24), 0, u"ExecutionStarted"_s);
    scheduled.message.text = "{\"ScheduledStartTime\":\"2026-11-23T12:00:00Z\"}";
    health.controlQueues[0].visible.push_back(scheduled);
    health.controlQueues[0].length = 500;
    health.workItems.length = 7;
    QVERIFY(stuckSigns(health).empty());
    health.partitions = { partition(State::Unknown) };
    QVERIFY(stuckSigns(health).empty());
}

void HubHealthTest::findsWorkersGone()
{
    HubHealth health = fine();
    health.partitions = { partition(State::Unowned) };
    QCOMPARE(kinds(health), std::vector<Kind>({ Kind::NoWorker }));
    health.partitions = {};
    QCOMPARE(kinds(health), std::vector<Kind>({ Kind::NoWorker }));
    health.partitions = { partition(State::Expired) };
    QCOMPARE(kinds(health), std::vector<Kind>({ Kind::NoWorker }));
    const AppLease held = readAppLease(LeaseState::Leased, "{}");
    const std::vector<std::vector<PartitionHealth>> ownerless { {},
                                                                { partition(State::Unowned) },
                                                                { partition(State::Expired) } };
    for (const auto &partitions : ownerless) {
        health.partitions = partitions;
        health.appLease = held;
        QCOMPARE(kinds(health), std::vector<Kind>({ Kind::NoPartitionOwner }));
        QVERIFY(stuckSigns(health)[0].text.contains(u"app lease"_s));
        health.appLease->isHeld = false;
        QCOMPARE(kinds(health), std::vector<Kind>({ Kind::NoWorker }));
    }
    health.partitions = { partition(State::Healthy) };
    health.appLease = held;
    QVERIFY(kinds(health).empty());
    health.partitions = { partition(State::Healthy), partition(State::Unowned, u"q1"_s),
                          partition(State::Expired, u"q2"_s) };
    QCOMPARE(kinds(health), std::vector<Kind>({ Kind::NoPartitionOwner, Kind::ExpiredOwner }));
    QVERIFY(stuckSigns(health)[0].text.contains(u"q1"_s));
    QVERIFY(stuckSigns(health)[1].text.contains(u"q2"_s));
}

void HubHealthTest::findsUnreadQueues()
{
    HubHealth health = fine();
    health.controlQueues[0].visible = { message(std::chrono::minutes(6)) };
    QCOMPARE(kinds(health), std::vector<Kind>({ Kind::QueueNotRead }));
    health.controlQueues[0].visible = {};
    health.controlQueues[0].exists = false;
    QCOMPARE(kinds(health), std::vector<Kind>({ Kind::MissingQueue }));
    QVERIFY(stuckSigns(health)[0].text.contains(u"partition"_s));
    health = fine();
    health.workItems.exists = false;
    QCOMPARE(kinds(health), std::vector<Kind>({ Kind::MissingQueue }));
    QVERIFY(stuckSigns(health)[0].text.contains(u"No activity"_s));
}

void HubHealthTest::findsPendingAndUnfinished()
{
    HubHealth health = fine();
    health.pendingForLong = 3;
    QCOMPARE(kinds(health), std::vector<Kind>({ Kind::PendingForLong }));
    const QString shallow = stuckSigns(health).front().text;
    QVERIFY(shallow.contains(u"3"_s) && !shallow.contains(u"at least"_s));
    health.pendingIsAtLeast = true;
    QVERIFY(stuckSigns(health).front().text.contains(u"at least 3"_s));
    health.pendingIsAtLeast = false;
    health.controlQueues[0].length = 100;
    QVERIFY(stuckSigns(health).front().text != shallow);
    health = fine();
    health.workItems.visible = { message(std::chrono::seconds(10), 1) };
    health.workItems.length = 1;
    QCOMPARE(kinds(health), std::vector<Kind>({ Kind::WorkNotFinished }));
    health = fine();
    health.partitions = {};
    health.workItems.length = 4;
    QCOMPARE(kinds(health), std::vector<Kind>({ Kind::NoWorker, Kind::WorkNotFinished }));
}

void HubHealthTest::findsBadMessages()
{
    HubHealth health = fine();
    QueueMessage bad = message(std::chrono::seconds(10), 7);
    bad.message.form = DecodedMessage::Form::Unreadable;
    health.controlQueues[0].visible = { bad };
    QCOMPARE(kinds(health), std::vector<Kind>({ Kind::PoisonMessages, Kind::UnreadableMessages }));
}

void HubHealthTest::readsTheRecordedHub()
{
    const test::StorageCapture account(u"orders-hub"_s);
    HubHealth health = fine();
    health.partitions.clear();
    for (const TableRow &row : account.table(u"OrdersHubPartitions"_s)) {
        health.partitions.push_back(partitionFromRow(row, now));
        QCOMPARE(health.partitions.back().state, State::Unowned);
        QVERIFY(health.partitions.back().lastRenewal.has_value());
    }
    QCOMPARE(health.partitions.size(), size_t(4));

    const test::StorageCapture legacy(u"legacy-hub"_s);
    health.partitions.clear();
    for (const QString &queue : { u"legacyhub-control-00"_s, u"legacyhub-control-01"_s }) {
        const QString blob = u"default/"_s + queue;
        const auto read = partitionFromBlob(blob, legacy.blob(u"legacyhub-leases"_s, blob),
                                            LeaseState::Expired);
        QVERIFY(read && !read->owner.isEmpty());
        health.partitions.push_back(*read);
    }
    for (const auto &recorded : legacy.messages()) {
        QueueMessage seen;
        seen.inserted = Instant::fromText(recorded.inserted.toUtf8());
        seen.dequeueCount = recorded.dequeueCount;
        seen.message = decodeMessage(recorded.text);
        auto &queue
            = recorded.queue.endsWith(u"-workitems"_s) ? health.workItems : health.controlQueues[0];
        queue.visible.push_back(seen);
    }
    QCOMPARE(kinds(health),
             std::vector<Kind>({ Kind::NoWorker, Kind::QueueNotRead, Kind::WorkNotFinished,
                                 Kind::PoisonMessages, Kind::UnreadableMessages }));
}

HUBDECK_GUILESS_TEST(HubHealthTest)
#include "tst_hubhealth.moc"
