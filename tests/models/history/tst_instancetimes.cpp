// SPDX-License-Identifier: MIT
#include "models/history/instancetimes.h"

#include "recordedhistory.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestInstanceTimes : public QObject
{
    Q_OBJECT

private slots:
    void historyLendsTheFraction();
    void otherSecondsAreNotTaken();
    void wholeSecondsAreNotExact();
    void activeInstancesLastUntilNow();
    void whatIsOverLastedUntilItsCompletion();
    void countsChildren();
};

void TestInstanceTimes::historyLendsTheFraction()
{
    const History history = test::recordedHistory(u"orders-hub"_s, u"order-0001"_s);
    QCOMPARE(history.instance.created, Instant::fromText("2026-11-23T09:40:57Z"));
    const InstanceTimes times = timesOf(history.instance, &history, Instant::now());
    QCOMPARE(times.created, Instant::fromText("2026-11-23T09:40:57.175565Z"));
    QCOMPARE(times.lastUpdated, Instant::fromText("2026-11-23T09:40:57.8364685Z"));
    QCOMPARE(*times.duration, Instant::Ticks(6609035));
    QVERIFY(times.isExact);
    QVERIFY(times.fromHistory);
}

void TestInstanceTimes::otherSecondsAreNotTaken()
{
    History history = test::recordedHistory(u"orders-hub"_s, u"order-0001"_s);
    history.instance.created = Instant::fromText("2026-11-23T09:40:50Z");
    const InstanceTimes times = timesOf(history.instance, &history, Instant::now());
    QCOMPARE(times.created, history.instance.created);
}

void TestInstanceTimes::wholeSecondsAreNotExact()
{
    const History history = test::recordedHistory(u"orders-hub"_s, u"order-0001"_s);
    const InstanceTimes times = timesOf(history.instance, nullptr, Instant::now());
    QVERIFY(!times.isExact);
    QVERIFY(!times.fromHistory);
    QCOMPARE(*times.duration, Instant::Ticks(0));
}

void TestInstanceTimes::activeInstancesLastUntilNow()
{
    InstanceDetails instance;
    instance.status = RuntimeStatus::Kind::Running;
    instance.created = Instant::fromText("2026-11-23T09:40:50Z");
    instance.lastUpdated = instance.created;
    const InstanceTimes times = timesOf(instance, nullptr, *instance.created + 90s);
    QCOMPARE(*times.duration, Instant::Ticks(90s));
    QVERIFY(times.isExact);
    QCOMPARE(*timesOf(instance, nullptr, *instance.created - 5s).duration,
             Instant::Ticks(0)); // clocks differ
    instance.created.reset();
    QVERIFY(!timesOf(instance, nullptr, Instant::now()).duration);
}

void TestInstanceTimes::whatIsOverLastedUntilItsCompletion()
{
    InstanceDetails instance;
    instance.status = RuntimeStatus::Kind::Completed;
    instance.created = Instant::fromText("2026-11-23T09:40:50.1Z");
    instance.lastUpdated = *instance.created + 299ms;
    QCOMPARE(timesOf(instance, nullptr, Instant::now()).ended, instance.lastUpdated);
    instance.completed = *instance.created + 314ms;
    QCOMPARE(timesOf(instance, nullptr, Instant::now()).ended, instance.completed);
    QCOMPARE(*timesOf(instance, nullptr, Instant::now()).duration, Instant::Ticks(314ms));
    instance.status = RuntimeStatus::Kind::Running;
    QCOMPARE(timesOf(instance, nullptr, Instant::now()).ended, std::nullopt);
}

void TestInstanceTimes::countsChildren()
{
    History history = test::recordedHistory(u"orders-hub"_s, u"order-0041"_s);
    QCOMPARE(childrenOf(history).failed, 1);
    HistoryEvent child;
    child.type = u"SubOrchestrationInstanceCreated"_s;
    child.raw = R"({"EventType":"SubOrchestrationInstanceCreated","InstanceId":"abc:4"})";
    history.events.push_back(child);
    const ChildrenSummary children = childrenOf(history);
    QCOMPARE(children.total(), 2);
    QCOMPARE(children.knownIds, (std::vector { InstanceId(u"abc:4"_s) }));
    // Storage names those that have ended, too.
    child.type = u"SubOrchestrationInstanceFailed"_s;
    child.raw = "{}";
    child.subInstance = InstanceId(u"def:5"_s);
    history.events.insert(history.events.end(), { child, child });
    QCOMPARE(childrenOf(history).knownIds,
             (std::vector { InstanceId(u"abc:4"_s), InstanceId(u"def:5"_s) }));
}

HUBDECK_GUILESS_TEST(TestInstanceTimes)
#include "tst_instancetimes.moc"
