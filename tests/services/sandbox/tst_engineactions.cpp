// SPDX-License-Identifier: MIT
#include "testhub.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = RuntimeStatus::Kind;

class TestEngineActions : public QObject
{
    Q_OBJECT

private slots:

    void buffersEventsWhileSuspended()
    {
        TestHub hub;
        hub.engine.start(u"Approval"_s, u"a"_s, {});
        hub.pass(100ms);
        QCOMPARE(hub.engine.suspend(u"a"_s, "audit"), Outcome::Accepted);
        QCOMPARE(hub.statusOf(u"a"_s), Kind::Running); // only queued
        hub.pass(1s);
        QCOMPARE(hub.statusOf(u"a"_s), Kind::Suspended);
        QCOMPARE(hub.outputOf(u"a"_s), QByteArray("audit"));
        QCOMPARE(hub.engine.suspend(u"a"_s, {}), Outcome::WrongState);
        QCOMPARE(hub.engine.raiseEvent(u"a"_s, u"Approve"_s, "1"), Outcome::Accepted);
        hub.pass(1h);
        QCOMPARE(hub.statusOf(u"a"_s), Kind::Suspended);
        hub.engine.resume(u"a"_s, "over");
        hub.pass(1s);
        QCOMPARE(hub.outputOf(u"a"_s), QByteArray("\"approved: 1\""));
        QCOMPARE(hub.events(u"a"_s),
                 QByteArray("ExecutionStarted ExecutionSuspended ExecutionResumed EventRaised "
                            "ExecutionCompleted"));
    }

    void holdsTimersBackWhileSuspended()
    {
        TestHub hub;
        hub.engine.start(u"Heartbeat"_s, u"b"_s, "1");
        hub.pass(1s);
        hub.engine.suspend(u"b"_s, {});
        hub.pass(1min);
        QCOMPARE(hub.engine.row(u"b"_s)->customStatus, QByteArray("1"));
        hub.engine.resume(u"b"_s, {});
        hub.pass(1s);
        QCOMPARE(hub.engine.row(u"b"_s)->customStatus, QByteArray("2"));
    }

    void keepsTheReasonWhenResumedWithoutOne()
    {
        TestHub hub;
        hub.engine.start(u"Approval"_s, u"a"_s, {});
        hub.pass(100ms);
        QCOMPARE(hub.engine.resume(u"a"_s, {}), Outcome::WrongState);
        hub.engine.suspend(u"a"_s, "first");
        hub.pass(1s);
        hub.engine.resume(u"a"_s, {});
        hub.pass(1s);
        QCOMPARE(hub.statusOf(u"a"_s), Kind::Running);
        QCOMPARE(hub.outputOf(u"a"_s), QByteArray("first"));
    }

    void terminatesWithItsReasonButNotTheChildren()
    {
        TestHub hub;
        hub.engine.start(u"ProcessOrder"_s, u"o"_s, R"({"id":1})");
        hub.pass(400ms);
        const QString child
            = QString::fromStdString(hub.history(u"o"_s)[2].value("InstanceId", ""));
        hub.engine.terminate(u"o"_s, "stop");
        hub.pass(10s);
        QCOMPARE(hub.statusOf(u"o"_s), Kind::Terminated);
        QCOMPARE(hub.outputOf(u"o"_s), QByteArray("stop"));
        QVERIFY(hub.events(u"o"_s).endsWith("ExecutionTerminated ExecutionCompleted"));
        QCOMPARE(hub.statusOf(child), Kind::Completed);
        QCOMPARE(hub.engine.terminate(u"o"_s, "again"), Outcome::Finished);
        QCOMPARE(hub.engine.terminate(u"nope"_s, "x"), Outcome::NotFound);
    }

    void startsAScheduledInstanceEvenWhenTerminated()
    {
        TestHub hub;
        const Instant due = hub.clock.now() + std::chrono::duration_cast<Instant::Ticks>(1h);
        hub.engine.start(u"Approval"_s, u"later"_s, {}, due);
        hub.engine.start(u"Approval"_s, u"purged"_s, {}, due);
        hub.engine.suspend(u"later"_s, "no effect");
        hub.pass(1min);
        QCOMPARE(hub.statusOf(u"later"_s), Kind::Pending);
        hub.engine.terminate(u"later"_s, "cancelled");
        hub.pass(1min);
        QCOMPARE(hub.statusOf(u"later"_s), Kind::Terminated);
        QVERIFY(hub.engine.purge(u"purged"_s));
        hub.pass(1h);
        QCOMPARE(hub.statusOf(u"later"_s), Kind::Running); // L7
        QCOMPARE(hub.outputOf(u"later"_s), QByteArray("cancelled"));
        QVERIFY(!hub.engine.row(u"purged"_s));
    }

    void rewindsOnlyWhatFailed()
    {
        TestHub hub;
        hub.engine.start(u"FlakyFamily"_s, u"f"_s, {});
        hub.pass(5s);
        QCOMPARE(hub.statusOf(u"f"_s), Kind::Failed);
        QCOMPARE(hub.engine.rewind(u"f"_s, "retry"), Outcome::Accepted);
        QCOMPARE(hub.statusOf(u"f"_s), Kind::Pending);
        QCOMPARE(hub.statusOf(u"f-child"_s), Kind::Pending);
        hub.pass(5s);
        QCOMPARE(hub.outputOf(u"f"_s), QByteArray("\"Hello before!/ok on try 2\""));
        // As recorded for family-1 of captures/orders-hub.
        QCOMPARE(hub.events(u"f"_s),
                 QByteArray("ExecutionStarted TaskCompleted GenericEvent GenericEvent "
                            "SubOrchestrationInstanceCompleted ExecutionCompleted"));
        QCOMPARE(hub.events(u"f-child"_s),
                 QByteArray("ExecutionStarted GenericEvent GenericEvent GenericEvent GenericEvent "
                            "TaskCompleted ExecutionCompleted"));
        QCOMPARE(hub.history(u"f-child"_s)[4].value("Data", ""), std::string("retry"));
        QVERIFY(hub.history(u"f-child"_s)[3]["Data"].is_null());
    }

    void rewindsAPurgedChildByStartingItAnew()
    {
        TestHub hub;
        hub.engine.start(u"FlakyFamily"_s, u"f"_s, {});
        hub.pass(5s);
        hub.engine.purge(u"f-child"_s);
        hub.engine.rewind(u"f"_s, {});
        hub.pass(5s);
        QCOMPARE(hub.statusOf(u"f"_s), Kind::Completed);
    }

    void rewindsADeliveryThatGaveUp()
    {
        TestHub hub;
        hub.incidents.windows
            = { { u"webhooks"_s, hub.clock.now(),
                  hub.clock.now() + std::chrono::duration_cast<Instant::Ticks>(1h) } };
        hub.engine.start(u"DeliverWebhook"_s, u"w"_s, "{}");
        hub.pass(2h);
        QCOMPARE(hub.statusOf(u"w"_s), Kind::Failed);
        for (int i = 0; i < 5 && hub.statusOf(u"w"_s) == Kind::Failed;
             ++i) { // each attempt may be refused by chance
            hub.engine.rewind(u"w"_s, "back");
            hub.pass(2min);
        }
        QCOMPARE(hub.outputOf(u"w"_s), QByteArray(R"({"delivered":true,"status":204})"));
    }

    void refusesRewindOfOthers()
    {
        TestHub hub;
        hub.engine.start(u"Approval"_s, u"a"_s, {});
        hub.engine.start(u"Echo"_s, u"e"_s, {});
        hub.engine.start(u"Throws"_s, u"t"_s, {});
        hub.pass(2s);
        QCOMPARE(hub.engine.rewind(u"a"_s, {}), Outcome::WrongState);
        QCOMPARE(hub.engine.rewind(u"e"_s, {}), Outcome::Finished);
        QCOMPARE(hub.engine.rewind(u"nope"_s, {}), Outcome::NotFound);
        QCOMPARE(hub.engine.rewind(u"t"_s, {}), Outcome::Accepted);
        hub.pass(2s);
        QCOMPARE(hub.statusOf(u"t"_s), Kind::Failed); // its code fails again
    }

    void listsInOrdinalOrderPageByPage()
    {
        TestHub hub;
        for (const char *id : { "b", "a", "B", "50%off", "ab" })
            hub.engine.start(u"Echo"_s, QString::fromUtf8(id), {});
        hub.engine.signalEntity(u"Counter"_s, u"k"_s, u"add"_s, "1");
        hub.pass(1s);
        QStringList ids;
        QString from;
        do {
            const auto page = hub.engine.list({}, from, 2);
            QVERIFY(page.rows.size() <= 2);
            for (const sandbox::InstanceRow &row : page.rows)
                ids += row.id;
            from = page.next;
        } while (!from.isEmpty());
        QCOMPARE(ids,
                 (QStringList { u"50%off"_s, u"@counter@k"_s, u"B"_s, u"a"_s, u"ab"_s, u"b"_s }));
        InstanceFilter filter;
        filter.idPrefix = u"a"_s;
        QCOMPARE(hub.engine.list(filter, {}, 10).rows.size(), size_t(2));
        QVERIFY(hub.engine.list({}, {}, 0).rows.empty());
        QCOMPARE(hub.engine.list({}, {}, 0).next, u"50%off"_s);
    }

    void purgesWhatTheFilterMeans()
    {
        TestHub hub;
        hub.engine.start(u"Echo"_s, u"e"_s, {});
        hub.engine.start(u"Approval"_s, u"a"_s, {});
        hub.pass(1s);
        InstanceFilter filter;
        filter.createdFrom = hub.clock.now() - std::chrono::duration_cast<Instant::Ticks>(1h);
        filter.statuses = { Kind::Failed };
        QCOMPARE(hub.engine.purge(filter), 0);
        filter.statuses = { Kind::Completed };
        QCOMPARE(hub.engine.purge(filter), 1);
        QCOMPARE(hub.statusOf(u"a"_s), Kind::Running);
    }
};

HUBDECK_GUILESS_TEST(TestEngineActions)
#include "tst_engineactions.moc"
