// SPDX-License-Identifier: MIT
#include "testhub.h"
#include "testprogram.h"

#include <QTest>

#include <thread>

using namespace hubdeck;
using namespace hubdeck::sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = RuntimeStatus::Kind;

class TestEngine : public QObject
{
    Q_OBJECT

private slots:

    void runsActivitiesOneAfterTheOther()
    {
        TestHub hub;
        hub.engine.start(u"HelloSequence"_s, u"h"_s, {});
        QCOMPARE(hub.statusOf(u"h"_s), Kind::Pending);
        hub.pass(10ms);
        QCOMPARE(hub.statusOf(u"h"_s), Kind::Running);
        QCOMPARE(hub.events(u"h"_s), QByteArray("ExecutionStarted TaskScheduled"));
        hub.pass(1s);
        QCOMPARE(hub.outputOf(u"h"_s),
                 QByteArray(R"(["Hello Tokyo!","Hello Seattle!","Hello London!"])"));
        QCOMPARE(
            hub.events(u"h"_s),
            QByteArray(
                "ExecutionStarted TaskCompleted TaskCompleted TaskCompleted ExecutionCompleted"));
        QVERIFY(!hub.engine.nextDue());
    }

    void nothingHappensWhileTimeStandsStill()
    {
        TestHub hub;
        hub.engine.start(u"Echo"_s, u"e"_s, "1");
        hub.engine.runDue();
        QCOMPARE(hub.statusOf(u"e"_s), Kind::Pending);
        QVERIFY(hub.engine.nextDue().has_value());
    }

    void refusesAnActiveIdAndReplacesAFinishedOne()
    {
        TestHub hub;
        hub.engine.start(u"Approval"_s, u"a"_s, {});
        hub.pass(100ms);
        QCOMPARE(hub.engine.start(u"Echo"_s, u"a"_s, {}).existing, Kind::Running);
        hub.engine.terminate(u"a"_s, "enough");
        hub.pass(1s);
        QVERIFY(!hub.engine.start(u"Echo"_s, u"a"_s, "2").existing);
        hub.pass(1s);
        QCOMPARE(hub.outputOf(u"a"_s), QByteArray("2"));
        QCOMPARE(hub.engine.row(u"a"_s)->name, u"Echo"_s);
    }

    void waitsForTimersAndChildren()
    {
        TestHub hub;
        hub.engine.start(u"ProcessOrder"_s, u"o"_s, R"({"id":1})");
        hub.pass(500ms);
        QCOMPARE(hub.engine.row(u"o"_s)->customStatus,
                 QByteArray(R"({"step":"charge","percent":60})"));
        QCOMPARE(hub.events(u"o"_s),
                 QByteArray("ExecutionStarted TaskCompleted SubOrchestrationInstanceCreated"));
        const QString child
            = QString::fromStdString(hub.history(u"o"_s)[2].value("InstanceId", ""));
        QVERIFY(child.endsWith(u":1"_s));
        QCOMPARE(hub.events(child), QByteArray("ExecutionStarted TimerCreated"));
        hub.pass(3s);
        QCOMPARE(hub.events(child),
                 QByteArray(
                     "ExecutionStarted TimerCreated TimerFired TaskCompleted ExecutionCompleted"));
        QCOMPARE(hub.outputOf(u"o"_s), QByteArray(R"({"order":{"id":1},"charge":"paid"})"));
    }

    void carriesFailuresUpTheFamily()
    {
        TestHub hub;
        hub.engine.start(u"ProcessOrder"_s, u"o"_s, R"({"decline":true})");
        hub.pass(5s);
        QCOMPARE(hub.statusOf(u"o"_s), Kind::Failed);
        QCOMPARE(
            hub.outputOf(u"o"_s),
            QByteArray("Orchestrator function 'ProcessOrder' failed: The orchestrator function "
                       "'ChargeCard' failed: \"The activity function 'TakePayment' failed: \"card "
                       "declined\". See the function execution logs for additional details.\". See "
                       "the function execution logs for additional details."));
        const auto failed = hub.history(u"o"_s)[2];
        QCOMPARE(failed.value("EventType", ""), std::string("SubOrchestrationInstanceFailed"));
        QVERIFY(failed.value("Details", "")
                    .find("\"InnerException\":{\"$type\":\"Contoso.Shop.PaymentException")
                != std::string::npos);
    }

    void reportsFailureDetailsForNewerWorkers()
    {
        TestHub hub;
        hub.engine.start(u"ImportCustomers"_s, u"i"_s, R"({"badRow":17})");
        hub.pass(30s);
        QVERIFY(hub.outputOf(u"i"_s).startsWith(
            "System.InvalidOperationException: cannot read row 17"));
        const auto failed = hub.history(u"i"_s)[2];
        QVERIFY(failed["Details"].is_null());
        QCOMPARE(failed["FailureDetails"]["InnerFailure"].value("ErrorType", ""),
                 std::string("System.FormatException"));
        QVERIFY(failed["FailureDetails"]["InnerFailure"]["InnerFailure"].is_null());
    }

    void triesAgainWithGrowingPausesAndGivesUp()
    {
        TestHub hub;
        hub.engine.start(u"DeliverWebhook"_s, u"w"_s, R"({"gone":true})");
        hub.pass(60s);
        QCOMPARE(hub.statusOf(u"w"_s), Kind::Failed);
        QCOMPARE(
            hub.events(u"w"_s),
            QByteArray(
                "ExecutionStarted TaskFailed TimerCreated TimerFired TaskFailed TimerCreated "
                "TimerFired TaskFailed TimerCreated TimerFired TaskFailed ExecutionCompleted"));
        const auto record = hub.engine.instance(u"w"_s);
        std::vector<qint64> pauses;
        for (const sandbox::HistoryEvent &event : record->history) {
            if (event.kind == EventKind::TimerCreated)
                pauses.push_back((*event.due - event.at).count() / 10'000'000);
        }
        QCOMPARE(pauses, (std::vector<qint64> { 5, 10, 20 }));
    }

    void fansOut()
    {
        TestHub hub;
        hub.engine.start(u"RenderThumbnails"_s, u"t"_s, R"({"count":25})");
        hub.pass(10ms);
        QCOMPARE(hub.events(u"t"_s).count("TaskScheduled"), 25);
        hub.pass(10s);
        QCOMPARE(hub.statusOf(u"t"_s), Kind::Completed);
        QCOMPARE(hub.events(u"t"_s).count("TaskCompleted"), 25);
    }

    void continuesAsNewForEver()
    {
        TestHub hub;
        hub.engine.start(u"Heartbeat"_s, u"b"_s, "1");
        const Instant begun = hub.clock.now();
        hub.pass(27s);
        const auto row = hub.engine.row(u"b"_s);
        QCOMPARE(row->status, Kind::Running);
        QCOMPARE(row->customStatus, QByteArray("6"));
        QCOMPARE(row->input, QByteArray("6"));
        QVERIFY(row->created > begun + std::chrono::duration_cast<Instant::Ticks>(24s));
        QCOMPARE(hub.events(u"b"_s), QByteArray("ExecutionStarted TimerCreated"));
    }

    void remindsUntilSomebodyAnswers()
    {
        TestHub hub;
        hub.engine.start(u"ExpenseApproval"_s, u"x"_s, R"({"remindAfterSeconds":60})");
        hub.pass(150s);
        QCOMPARE(hub.engine.row(u"x"_s)->customStatus,
                 QByteArray(R"({"waitingFor":["Approve","Reject"],"remindersSent":2})"));
        hub.engine.raiseEvent(u"x"_s, u"approve"_s, R"({"by":"kim"})");
        hub.pass(5s);
        QCOMPARE(hub.outputOf(u"x"_s),
                 QByteArray(R"({"approved":true,"answer":{"by":"kim"},"reminders":2})"));
        hub.engine.start(u"ExpenseApproval"_s, u"y"_s, R"({"remindAfterSeconds":60})");
        hub.pass(600s);
        QVERIFY(hub.outputOf(u"y"_s).contains("\"expired\":true"));
    }

    void keepsAnUnservedFunctionWaiting()
    {
        TestHub hub;
        hub.engine.start(u"NobodyServesThis"_s, u"n"_s, {});
        hub.pass(1s);
        QCOMPARE(hub.statusOf(u"n"_s), Kind::Running);
        QCOMPARE(hub.events(u"n"_s), QByteArray("ExecutionStarted"));
    }

    void isRepeatableWithASeed()
    {
        const auto run = [] {
            TestHub hub;
            hub.engine.start(u"OrderFulfillment"_s, u"o"_s,
                             R"({"lines":[{"sku":"A","quantity":2}],"total":3.5})");
            hub.pass(60s);
            return historyJson(hub.engine.instance(u"o"_s)->history, { .outputs = true }, false);
        };
        const QByteArray first = run();
        QVERIFY(first.contains("\"OrchestrationStatus\":\"Completed\""));
        QCOMPARE(run(), first);
    }

    void wakesItsWorkerAndStops()
    {
        SystemClock clock;
        FunctionRegistry functions;
        addConformanceFunctions(functions);
        Engine engine({ .clock = &clock, .functions = &functions });
        std::thread worker([&engine] {
            while (engine.waitForWork())
                engine.runDue();
        });
        engine.start(u"HelloSequence"_s, u"h"_s, {});
        engine.waitForEnd(u"h"_s, 60s);
        QCOMPARE(engine.row(u"h"_s)->status, Kind::Completed);
        engine.stop();
        worker.join();
        QVERIFY(engine.isStopped());
    }
};

HUBDECK_GUILESS_TEST(TestEngine)
#include "tst_engine.moc"
