// SPDX-License-Identifier: MIT
#include "models/history/timeline.h"

#include "recordedhistory.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = TimelineBar::Kind;
using Status = RuntimeStatus::Kind;

namespace {

const Instant zero = *Instant::fromText("2026-11-23T09:40:57Z");

HistoryEvent made(const QString &type, std::chrono::milliseconds at, const QString &name = {})
{
    HistoryEvent event;
    event.type = type;
    event.name = name;
    event.timestamp = zero + at;
    return event;
}

InstanceDetails instanceIn(Status status)
{
    InstanceDetails instance;
    instance.name = u"Order"_s;
    instance.status = status;
    return instance;
}

QStringList labels(const std::vector<TimelineBar> &bars)
{
    QStringList result;
    for (const TimelineBar &bar : bars) {
        result << bar.label;
    }
    return result;
}

} // namespace

class TestTimeline : public QObject
{
    Q_OBJECT

private slots:
    void drawsARecordedFailure();
    void pairsTimersByTheTimeThatBothName();
    void whatIsStillOpenLasts();
    void anEndedInstanceWaitsForNothing();
    void suspensionsAndEventsAreStretches();
    void theWholeLastsAsLongAsTheInstance();
    void noHistoryNoBars();
    void everyRecordedHistoryHasBarsWithinTheWhole();
};

void TestTimeline::drawsARecordedFailure()
{
    const History history = test::recordedHistory(u"orders-hub"_s, u"order-0041"_s);
    const std::vector<TimelineBar> bars = timelineOf(history.instance, history);
    QCOMPARE(labels(bars), (QStringList { u"Order"_s, u"Reserve"_s, u"Charge"_s }));
    QCOMPARE(bars[0].status, Status::Failed);
    QCOMPARE(bars[0].depth, 0);
    QCOMPARE(bars[1].status, Status::Completed);
    QCOMPARE(bars[2].status, Status::Failed);
    QCOMPARE(bars[2].kind, Kind::SubOrchestration);
    QCOMPARE(history.events[static_cast<size_t>(bars[2].event)].type,
             u"SubOrchestrationInstanceFailed"_s);
}

void TestTimeline::pairsTimersByTheTimeThatBothName()
{
    History history;
    history.events = { made(u"ExecutionStarted"_s, 0ms), made(u"TimerCreated"_s, 10ms),
                       made(u"TimerCreated"_s, 20ms), made(u"TimerFired"_s, 1040ms) };
    history.events[1].fireAt = zero + 60s;
    history.events[2].fireAt = zero + 1020ms;
    history.events[3].fireAt = zero + 1020ms;
    const std::vector<TimelineBar> bars = timelineOf(instanceIn(Status::Running), history);
    QCOMPARE(bars.size(), size_t(3));
    QVERIFY(!bars[1].end); // the long one still runs
    QCOMPARE(bars[2].end, std::optional(zero + 1040ms));
    QCOMPARE(bars[2].status, Status::Completed);
    QVERIFY(bars[2].label.contains(u"1.00 s"));
}

void TestTimeline::whatIsStillOpenLasts()
{
    History history;
    history.events
        = { made(u"ExecutionStarted"_s, 0ms), made(u"TaskScheduled"_s, 5ms, u"Sleep"_s) };
    std::vector<TimelineBar> bars = timelineOf(instanceIn(Status::Running), history);
    QCOMPARE(labels(bars), (QStringList { u"Order"_s, u"Sleep"_s }));
    QVERIFY(!bars[0].end);
    QVERIFY(!bars[1].end);
    QCOMPARE(bars[1].status, Status::Running);

    history.events.pop_back();
    bars = timelineOf(instanceIn(Status::Running), history);
    QCOMPARE(bars.back().kind, Kind::Idle);
}

void TestTimeline::anEndedInstanceWaitsForNothing()
{
    History history;
    history.events = { made(u"ExecutionStarted"_s, 0ms), made(u"TimerCreated"_s, 5ms),
                       made(u"ExecutionCompleted"_s, 100ms) };
    history.events[1].fireAt = zero + 60s;
    const std::vector<TimelineBar> bars = timelineOf(instanceIn(Status::Completed), history);
    QCOMPARE(bars[1].end, std::optional(zero + 100ms));
    QCOMPARE(bars[1].status, Status::Canceled);
    QCOMPARE(bars[0].end, std::optional(zero + 100ms));
}

void TestTimeline::suspensionsAndEventsAreStretches()
{
    History history;
    history.events
        = { made(u"ExecutionStarted"_s, 0ms), made(u"EventRaised"_s, 500ms, u"Approve"_s),
            made(u"ExecutionSuspended"_s, 600ms), made(u"ExecutionResumed"_s, 900ms) };
    const std::vector<TimelineBar> bars = timelineOf(instanceIn(Status::Running), history);
    QCOMPARE(bars[1].kind, Kind::Event);
    QCOMPARE(bars[1].start, zero);
    QCOMPARE(bars[1].end, std::optional(zero + 500ms));
    QCOMPARE(bars[2].kind, Kind::Suspension);
    QCOMPARE(bars[2].end, std::optional(zero + 900ms));
    QCOMPARE(bars[3].kind, Kind::Idle);
}

void TestTimeline::theWholeLastsAsLongAsTheInstance()
{
    History history;
    history.events = { made(u"ExecutionStarted"_s, 0ms), made(u"ExecutionCompleted"_s, 299ms) };
    InstanceDetails instance = instanceIn(Status::Completed);
    instance.created = zero;
    instance.lastUpdated = zero + 299ms;
    instance.completed = zero + 314ms;
    QCOMPARE(timelineOf(instance, history).front().end, instance.completed);
    instance.completed.reset();
    QCOMPARE(timelineOf(instance, history).front().end, instance.lastUpdated);
}

void TestTimeline::noHistoryNoBars()
{
    QVERIFY(timelineOf(instanceIn(Status::Pending), History()).empty());
    History timeless;
    timeless.events.push_back(HistoryEvent());
    QVERIFY(timelineOf(instanceIn(Status::Running), timeless).empty());
}

void TestTimeline::everyRecordedHistoryHasBarsWithinTheWhole()
{
    int drawn = 0;
    for (const QString &hub : { u"orders-hub"_s, u"isolated-hub"_s, u"legacy-hub"_s }) {
        for (const History &history : test::recordedHistories(hub)) {
            for (const TimelineBar &bar : timelineOf(history.instance, history)) {
                QVERIFY(!bar.end || *bar.end >= bar.start);
                QVERIFY(bar.event >= 0
                        && bar.event < static_cast<qsizetype>(history.events.size()));
                ++drawn;
            }
        }
    }
    QVERIFY(drawn > 100);
}

HUBDECK_GUILESS_TEST(TestTimeline)
#include "tst_timeline.moc"
