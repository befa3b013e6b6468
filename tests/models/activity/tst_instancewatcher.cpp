// SPDX-License-Identifier: MIT
#include "models/activity/instancewatcher.h"

#include "scriptedhub.h"
#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace hubdeck;
using test::ScriptedHub;
using Call = ScriptedHub::Call;
using Kind = RuntimeStatus::Kind;

namespace {

constexpr WatchTimings quick { 5ms, 20ms, 120s, 20ms, 120s };

InstanceDetails instance(Kind status, const QByteArray &custom = {})
{
    return ScriptedHub::made(u"a"_s, u"Order"_s, status, *Instant::fromText("2026-11-23T09:00:00Z"),
                             custom);
}

Observation seen(Kind status, qsizetype events = -1, const QByteArray &firstEvent = {})
{
    return { instance(status), events, firstEvent };
}

} // namespace

class InstanceWatcherTest : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_hub = std::make_shared<ScriptedHub>(std::vector { instance(Kind::Running) });
        m_session = std::make_unique<HubSession>(HubInfo { u"Test"_s, {} }, m_hub, m_pool);
        m_watcher = std::make_unique<InstanceWatcher>(*m_session);
        m_watcher->setTimings(quick);
        m_read = std::make_unique<QSignalSpy>(m_session.get(), &HubSession::instanceRead);
        m_happened = std::make_unique<QSignalSpy>(m_watcher.get(), &InstanceWatcher::happened);
        m_ended = std::make_unique<QSignalSpy>(m_watcher.get(), &InstanceWatcher::ended);
    }

    void cleanup()
    {
        m_hub->release();
        m_watcher.reset();
        m_session.reset();
        m_pool.waitForDone();
    }

    void knowsWhatAnActionChanges_data()
    {
        QTest::addColumn<ActionKind>("action");
        QTest::addColumn<Kind>("status");
        QTest::addColumn<bool>("expected");
        QTest::addRow("terminated") << ActionKind::Terminate << Kind::Terminated << true;
        QTest::addRow("ended before it was terminated")
            << ActionKind::Terminate << Kind::Completed << true;
        QTest::addRow("not yet terminated") << ActionKind::Terminate << Kind::Running << false;
        QTest::addRow("suspended") << ActionKind::Suspend << Kind::Suspended << true;
        QTest::addRow("ended before it was suspended")
            << ActionKind::Suspend << Kind::Failed << true;
        QTest::addRow("not yet suspended") << ActionKind::Suspend << Kind::Running << false;
        QTest::addRow("resumed") << ActionKind::Resume << Kind::Running << true;
        QTest::addRow("not yet resumed") << ActionKind::Resume << Kind::Suspended << false;
        QTest::addRow("rewound") << ActionKind::Rewind << Kind::Pending << true;
        QTest::addRow("not yet rewound") << ActionKind::Rewind << Kind::Failed << false;
    }

    void knowsWhatAnActionChanges()
    {
        QFETCH(const ActionKind, action);
        QFETCH(const Kind, status);
        QFETCH(const bool, expected);
        QCOMPARE(hasHappened(action, std::nullopt, seen(status)), expected);
    }

    void seesAnEventInAnyChange()
    {
        const Observation before = seen(Kind::Running, 4, "e");
        QVERIFY(!hasHappened(ActionKind::RaiseEvent, before, seen(Kind::Running, 4, "e")));
        QVERIFY(
            !hasHappened(ActionKind::RaiseEvent, before, seen(Kind::Running))); // history not read
        QVERIFY(hasHappened(ActionKind::RaiseEvent, before, seen(Kind::Running, 5, "e")));
        QVERIFY(hasHappened(ActionKind::RaiseEvent, before, seen(Kind::Completed, 4, "e")));
        Observation later = seen(Kind::Running, 4, "e");
        later.instance.lastUpdated = *later.instance.lastUpdated + std::chrono::seconds(1);
        QVERIFY(hasHappened(ActionKind::RaiseEvent, before, later));
    }

    void seesARewindThatFailsAgainAtOnce()
    {
        QVERIFY(hasHappened(ActionKind::Rewind, seen(Kind::Failed, 4), seen(Kind::Failed, 9)));
    }

    void seesARestartInTheHistoryAlone()
    {
        QVERIFY(hasHappened(ActionKind::Restart, seen(Kind::Completed, 4, "x"),
                            seen(Kind::Completed, 4, "y")));
        QVERIFY(!hasHappened(ActionKind::Restart, seen(Kind::Completed, 4, "x"),
                             seen(Kind::Completed, 4, "x")));
    }

    void readsUntilTheHubReportsTheChange()
    {
        m_watcher->watch(7, m_id, ActionKind::Terminate, std::nullopt);
        QTRY_VERIFY(m_hub->arrivalCount(Call::Instance) >= 3);
        QCOMPARE(m_happened->count(), 0);
        m_hub->put(instance(Kind::Terminated));
        QTRY_COMPARE(m_happened->count(), 1);
        QCOMPARE(m_happened->at(0).at(0).toULongLong(), 7U);
        QVERIFY(!m_watcher->isWatching());
        const int reads = m_hub->arrivalCount(Call::Instance);
        QCOMPARE(m_read->count(), reads); // every read reaches the lists
        QTest::qWait(0);
        QCOMPARE(m_hub->arrivalCount(Call::Instance), reads);
    }

    void followsARewindToItsEnd()
    {
        m_hub->put(instance(Kind::Failed));
        m_watcher->watch(1, m_id, ActionKind::Rewind, std::nullopt);
        m_hub->put(instance(Kind::Running));
        QTRY_COMPARE(m_happened->count(), 1);
        QCOMPARE(m_ended->count(), 0);
        m_hub->put(instance(Kind::Completed));
        QTRY_COMPARE(m_ended->count(), 1);
        QCOMPARE(m_happened->count(), 1);
        QVERIFY(!m_watcher->isWatching());
    }

    void looksIntoTheHistoryWhenTheStatusDoesNotTell()
    {
        History history;
        history.events.resize(2);
        m_hub->setHistory(m_id, history);
        m_watcher->watch(1, m_id, ActionKind::RaiseEvent, seen(Kind::Running, 2));
        QTRY_VERIFY(m_hub->arrivalCount(Call::History) >= 2);
        QCOMPARE(m_happened->count(), 0);
        history.events.resize(3);
        m_hub->setHistory(m_id, history);
        QTRY_COMPARE(m_happened->count(), 1);
    }

    void saysWhenNothingChangesForLong()
    {
        m_watcher->setTimings({ 1ms, 2ms, 15ms, 2ms, 120s });
        QSignalSpy slow(m_watcher.get(), &InstanceWatcher::slow);
        m_watcher->watch(3, m_id, ActionKind::Suspend, std::nullopt);
        QTRY_COMPARE(slow.count(), 1);
        QVERIFY(m_watcher->isWatching()); // goes on all the same
        m_hub->put(instance(Kind::Suspended));
        QTRY_COMPARE(m_happened->count(), 1);
        QCOMPARE(slow.count(), 1);
    }

    void givesUpAtLast()
    {
        m_watcher->setTimings({ 1ms, 2ms, 5ms, 2ms, 20ms });
        QSignalSpy gaveUp(m_watcher.get(), &InstanceWatcher::gaveUp);
        m_watcher->watch(3, m_id, ActionKind::Suspend, std::nullopt);
        QTRY_COMPARE(gaveUp.count(), 1);
        QCOMPARE(gaveUp.at(0).at(1).value<InstanceDetails>().id, m_id);
        QVERIFY(!m_watcher->isWatching());
    }

    void goesOnWhenAReadFails()
    {
        m_hub->fail(Call::Instance, TaskHubError(ErrorKind::Unreachable, u"down"_s), 3);
        m_watcher->watch(3, m_id, ActionKind::Suspend, std::nullopt);
        QTRY_VERIFY(m_hub->arrivalCount(Call::Instance) >= 4);
        m_hub->put(instance(Kind::Suspended));
        QTRY_COMPARE(m_happened->count(), 1);
    }

    void tellsThatTheInstanceIsGone()
    {
        QSignalSpy gone(m_watcher.get(), &InstanceWatcher::gone);
        QSignalSpy removed(m_session.get(), &HubSession::instancesRemoved);
        m_watcher->watch(3, m_id, ActionKind::Suspend, std::nullopt);
        m_hub->remove(m_id);
        QTRY_COMPARE(gone.count(), 1);
        QCOMPARE(removed.count(), 1);
        QVERIFY(!m_watcher->isWatching());
    }

    void readsFewAtATime()
    {
        for (int i = 0; i < 20; ++i) {
            const QString id = u"many-%1"_s.arg(i);
            m_hub->put(ScriptedHub::made(id, u"Order"_s, Kind::Running, Instant::now()));
        }
        m_pool.setMaxThreadCount(16);
        m_hub->hold();
        for (quint64 i = 0; i < 20; ++i) {
            m_watcher->watch(i, InstanceId(u"many-%1"_s.arg(i)), ActionKind::Suspend, std::nullopt);
        }
        QTRY_COMPARE(m_hub->waiting(), 2);
        QTest::qWait(50); // a wrong third read would come now
        QCOMPARE(m_hub->waiting(), 2);
        for (int i = 0; i < 20; ++i) {
            const QString id = u"many-%1"_s.arg(i);
            m_hub->put(ScriptedHub::made(id, u"Order"_s, Kind::Suspended, Instant::now()));
        }
        m_hub->release();
        QTRY_COMPARE(m_happened->count(), 20);
    }

    void isSilentOnceDestroyed()
    {
        m_hub->hold();
        m_watcher->watch(1, m_id, ActionKind::Suspend, std::nullopt);
        QTRY_COMPARE(m_hub->waiting(), 1);
        m_watcher.reset();
        QTRY_COMPARE(m_hub->waiting(), 0); // its stop token ended the read
        QCOMPARE(m_read->count(), 0);
    }

private:
    const InstanceId m_id { u"a"_s };
    QThreadPool m_pool;
    std::shared_ptr<ScriptedHub> m_hub;
    std::unique_ptr<HubSession> m_session;
    std::unique_ptr<InstanceWatcher> m_watcher;
    std::unique_ptr<QSignalSpy> m_read;
    std::unique_ptr<QSignalSpy> m_happened;
    std::unique_ptr<QSignalSpy> m_ended;
};

HUBDECK_GUILESS_TEST(InstanceWatcherTest)
#include "tst_instancewatcher.moc"
