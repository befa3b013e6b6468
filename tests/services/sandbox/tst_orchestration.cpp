// SPDX-License-Identifier: MIT
#include "services/sandbox/orchestration.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestOrchestration : public QObject
{
    Q_OBJECT

    static Instant second(int n) { return Instant(Instant::Ticks(n * 10'000'000LL)); }

    static InstanceRecord started()
    {
        InstanceRecord record;
        record.id = u"i"_s;
        record.executionId = u"exec"_s;
        record.history.push_back({ .kind = EventKind::ExecutionStarted, .at = second(1) });
        return record;
    }

private slots:

    void schedulesOnceAndWaits()
    {
        InstanceRecord record = started();
        Orchestration first(record);
        QVERIFY_THROWS_EXCEPTION(Orchestration::Waiting, (void)first.call(u"A"_s, "1"));
        auto events = first.takeNewEvents();
        QCOMPARE(events.size(), size_t(1));
        record.history.push_back(events.front());
        Orchestration again(record);
        QVERIFY_THROWS_EXCEPTION(Orchestration::Waiting, (void)again.call(u"A"_s, "1"));
        QVERIFY(again.takeNewEvents().empty());
    }

    void takesAnswersFromTheHistoryAndTheTimeWithThem()
    {
        InstanceRecord record = started();
        record.history.push_back(
            { .kind = EventKind::TaskScheduled, .id = 0, .at = second(2), .name = u"A"_s });
        record.history.push_back(
            { .kind = EventKind::TaskCompleted, .id = 0, .at = second(5), .result = "7" });
        Orchestration hub(record);
        QCOMPARE(hub.now(), second(1));
        QCOMPARE(hub.call(u"A"_s, "1"), QByteArray("7"));
        QCOMPARE(hub.now(), second(5));
        (void)hub.timer(3s);
        QCOMPARE(hub.takeNewEvents().front().due, second(8));
    }

    void prefersWhatHappenedFirst()
    {
        InstanceRecord record = started();
        record.history.push_back(
            { .kind = EventKind::EventRaised, .at = second(2), .name = u"reject"_s });
        record.history.push_back(
            { .kind = EventKind::EventRaised, .at = second(3), .name = u"Approve"_s });
        Orchestration hub(record);
        const auto approve = hub.event(u"Approve"_s);
        const auto reject = hub.event(u"Reject"_s);
        QCOMPARE(hub.awaitAny({ approve, reject }), size_t(1));
        QCOMPARE(hub.awaitAny({ approve }), size_t(0));
    }

    void givesEachWaitItsOwnEvent()
    {
        InstanceRecord record = started();
        record.history.push_back(
            { .kind = EventKind::EventRaised, .at = second(2), .name = u"Go"_s, .input = "1" });
        record.history.push_back(
            { .kind = EventKind::EventRaised, .at = second(3), .name = u"Go"_s, .input = "2" });
        Orchestration hub(record);
        QCOMPARE(hub.await(hub.event(u"Go"_s)), QByteArray("1"));
        QCOMPARE(hub.await(hub.event(u"go"_s)), QByteArray("2"));
        QVERIFY_THROWS_EXCEPTION(Orchestration::Waiting, (void)hub.await(hub.event(u"Go"_s)));
    }

    void namesChildrenAfterTheExecution()
    {
        const InstanceRecord record = started();
        Orchestration hub(record);
        (void)hub.activity(u"A"_s, {});
        (void)hub.subOrchestration(u"B"_s, {});
        (void)hub.subOrchestration(u"B"_s, {}, u"own"_s);
        const auto events = hub.takeNewEvents();
        QCOMPARE(events[1].target, u"exec:1"_s);
        QCOMPARE(events[2].target, u"own"_s);
    }

    void noticesCodeThatDoesNotFitTheHistory()
    {
        InstanceRecord record = started();
        record.history.push_back(
            { .kind = EventKind::TaskScheduled, .id = 0, .at = second(2), .name = u"A"_s });
        Orchestration hub(record);
        try {
            (void)hub.activity(u"B"_s, {});
            QFAIL("it was scheduled");
        } catch (const FunctionError &error) {
            QVERIFY(error.failure->message.startsWith(u"Non-Deterministic workflow detected"_s));
        }
    }
};

HUBDECK_GUILESS_TEST(TestOrchestration)
#include "tst_orchestration.moc"
