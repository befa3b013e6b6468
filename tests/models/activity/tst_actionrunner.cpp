// SPDX-License-Identifier: MIT
#include "models/activity/actionrunner.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/hubs/hubsession.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace hubdeck;
using test::ScriptedHub;
using Call = ScriptedHub::Call;
using Kind = RuntimeStatus::Kind;
using State = PendingActions::State;
using Outcome = ActivityModel::Outcome;

namespace {

InstanceDetails made(const QString &id, Kind status)
{
    return ScriptedHub::made(id, u"Order"_s, status, *Instant::fromText("2026-11-23T09:00:00Z"));
}

InstanceId id(const QString &text)
{
    return InstanceId(text);
}

} // namespace

class ActionRunnerTest : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_hub = std::make_shared<ScriptedHub>(std::vector {
            made(u"a"_s, Kind::Running), made(u"b"_s, Kind::Running), made(u"c"_s, Kind::Failed) });
        m_session = std::make_unique<HubSession>(HubInfo { u"Test"_s, {} }, m_hub, m_pool);
        m_activity = std::make_unique<ActivityModel>(m_time);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_activity.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_runner = std::make_unique<ActionRunner>(*m_session, *m_activity);
        m_runner->setTimings({ 5ms, 20ms, 120s, 20ms, 120s });
        m_failed = std::make_unique<QSignalSpy>(m_runner.get(), &ActionRunner::actionFailed);
        m_finished = std::make_unique<QSignalSpy>(m_runner.get(), &ActionRunner::finished);
        m_removed = std::make_unique<QSignalSpy>(m_session.get(), &HubSession::instancesRemoved);
        m_created = std::make_unique<QSignalSpy>(m_session.get(), &HubSession::instanceCreated);
        m_read = std::make_unique<QSignalSpy>(m_session.get(), &HubSession::instanceRead);
    }

    void cleanup()
    {
        m_hub->release();
        m_runner.reset();
        m_tester.reset();
        m_activity.reset();
        m_session.reset();
        m_pool.waitForDone();
    }

    void showsAnActionUntilTheHubReportsIt()
    {
        m_hub->setActionsApply(false);
        m_hub->hold();
        m_runner->perform(TerminateAction { u"why"_s }, { id(u"a"_s) });
        QCOMPARE(m_session->pending().state(id(u"a"_s)), State::Sending);
        QVERIFY(m_runner->isBusy());
        m_hub->release();
        QTRY_COMPARE(m_session->pending().state(id(u"a"_s)), State::Accepted);
        QTRY_COMPARE(m_finished->count(), 1);
        QVERIFY(!m_runner->isBusy());
        QTRY_VERIFY(m_hub->arrivalCount(Call::Instance) >= 2);
        QVERIFY(m_session->pending().contains(id(u"a"_s)));
        m_hub->put(made(u"a"_s, Kind::Terminated));
        QTRY_VERIFY(!m_session->pending().contains(id(u"a"_s)));
        QCOMPARE(outcome(0), Outcome::Done);
        QVERIFY2(text(0).startsWith(u"Terminate a (“why”) — accepted, Terminated after"_s),
                 qPrintable(text(0)));
        QCOMPARE(m_hub->arrivalCount(Call::Perform), 1);
        QCOMPARE(m_read->last().at(0).value<InstanceDetails>().status.kind(), Kind::Terminated);
        QCOMPARE(m_failed->count(), 0);
    }

    void tellsTheEndOfARewind()
    {
        m_runner->perform(RewindAction {}, { id(u"c"_s) });
        QTRY_VERIFY2(text(0).contains(u"Running after"_s), qPrintable(text(0)));
        QVERIFY(!m_session->pending().contains(id(u"c"_s)));
        m_hub->put(made(u"c"_s, Kind::Completed));
        QTRY_VERIFY2(text(0).contains(u"accepted, Completed after"_s), qPrintable(text(0)));
        QCOMPARE(outcome(0), Outcome::Done);
    }

    void sendsToEveryInstanceOnce()
    {
        m_runner->perform(SuspendAction { u"x"_s }, { id(u"a"_s), id(u"b"_s), id(u"a"_s) });
        QTRY_COMPARE(m_finished->count(), 1);
        QCOMPARE(m_finished->at(0), (QVariantList { 2, 0, 0 }));
        QCOMPARE(m_hub->arrivalCount(Call::Perform), 2);
        QTRY_COMPARE(outcome(0), Outcome::Done);
        QCOMPARE(text(0), u"Suspend 2 instances (“x”) — 2 accepted, all reported by the hub"_s);
        QVERIFY(m_session->pending().isEmpty());
    }

    void doesNotSendAgainWhatIsOnItsWay()
    {
        m_hub->hold();
        m_runner->perform(TerminateAction { u"why"_s }, { id(u"a"_s) });
        m_runner->perform(TerminateAction { u"why"_s }, { id(u"a"_s) });
        m_hub->release();
        QTRY_COMPARE(m_finished->count(), 1);
        QTRY_VERIFY(m_session->pending().isEmpty());
        QCOMPARE(m_hub->arrivalCount(Call::Perform), 1);
        QCOMPARE(m_activity->rowCount(), 1);
    }

    void keepsAnOutcomePerItem()
    {
        m_hub->put(made(u"d"_s, Kind::Completed));
        m_hub->fail(Call::Perform, TaskHubError(ErrorKind::AlreadyFinished, u"It has ended."_s));
        m_runner->perform(TerminateAction {}, { id(u"a"_s), id(u"b"_s), id(u"gone"_s) });
        QTRY_COMPARE(m_finished->count(), 1);
        QCOMPARE(m_finished->at(0), (QVariantList { 1, 2, 0 }));
        QCOMPARE(m_failed->count(), 1); // one message for all
        const auto error = m_failed->at(0).at(0).value<TaskHubError>();
        QCOMPARE(error.kind, ErrorKind::AlreadyFinished);
        QVERIFY(error.message.contains(u"It has ended."_s));
        QVERIFY(error.detail.contains(u"gone"_s));
        QCOMPARE(m_activity->rowCount(), 3); // the call and one for each failure
        QVERIFY(!m_session->pending().contains(id(u"a"_s)));
        // The row of a refused instance is read afresh, a missing one goes.
        QTRY_VERIFY(m_hub->arrivalCount(Call::Instance) >= 2);
        QCOMPARE(m_removed->count(), 1);
        QCOMPARE(m_removed->at(0).at(0).value<QList<InstanceId>>(), QList { id(u"gone"_s) });
    }

    void tellsAFailureOfOne()
    {
        m_hub->fail(Call::Perform,
                    TaskHubError(ErrorKind::ServerFailure, u"Broken."_s, u"stack"_s));
        m_runner->perform(SuspendAction {}, { id(u"a"_s) });
        QTRY_COMPARE(m_failed->count(), 1);
        QCOMPARE(m_failed->at(0).at(1).value<InstanceId>(), id(u"a"_s));
        QCOMPARE(text(0), u"Suspend a — Broken."_s);
        QCOMPARE(m_activity->index(0, 0).data(ActivityModel::DetailRole).toString(), u"stack"_s);
        QVERIFY(m_session->pending().isEmpty());
    }

    void neverSendsAgainWhatMayHaveHappened()
    {
        m_hub->fail(Call::Perform, TaskHubError(ErrorKind::OutcomeUnknown, u"Lost."_s));
        m_runner->perform(TerminateAction {}, { id(u"a"_s) });
        QTRY_COMPARE(m_failed->count(), 1);
        QCOMPARE(m_session->pending().state(id(u"a"_s)), State::Unknown);
        QCOMPARE(outcome(0), Outcome::Unknown);
        QCOMPARE(m_finished->at(0), (QVariantList { 0, 0, 1 }));

        m_hub->fail(Call::Instance, TaskHubError(ErrorKind::Unreachable, u"Down."_s));
        m_runner->checkNow(id(u"a"_s));
        QTRY_COMPARE(m_failed->count(), 2);
        QCOMPARE(m_session->pending().state(id(u"a"_s)), State::Unknown); // still not known

        m_runner->checkNow(id(u"a"_s));
        m_runner->checkNow(id(u"a"_s)); // one is enough
        QTRY_VERIFY(m_session->pending().isEmpty());
        QVERIFY2(text(0).startsWith(u"Check a — it is Running"_s), qPrintable(text(0)));
        QCOMPARE(m_read->count(), 1);
        QCOMPARE(m_hub->arrivalCount(Call::Perform), 1);
        QCOMPARE(m_hub->arrivalCount(Call::Instance), 2);
    }

    void dropsTheRowWhenACheckFindsNothing()
    {
        m_hub->fail(Call::Perform, TaskHubError(ErrorKind::OutcomeUnknown, u"Lost."_s));
        m_runner->perform(PurgeAction {}, { id(u"a"_s) });
        QTRY_COMPARE(m_session->pending().state(id(u"a"_s)), State::Unknown);
        m_hub->remove(id(u"a"_s));
        m_runner->checkNow(id(u"a"_s));
        QTRY_COMPARE(m_removed->count(), 1);
        QVERIFY(m_session->pending().isEmpty());
    }

    void stopsAfterTheItemThatIsOnItsWay()
    {
        QSignalSpy progress(m_runner.get(), &ActionRunner::progress);
        m_hub->hold();
        m_runner->perform(PurgeAction {}, { id(u"a"_s), id(u"b"_s), id(u"c"_s) });
        QTRY_COMPARE(m_hub->waiting(), 1);
        m_runner->stop();
        m_hub->release();
        QTRY_COMPARE(m_finished->count(), 1);
        QCOMPARE(m_finished->at(0), (QVariantList { 1, 0, 0 }));
        QCOMPARE(m_hub->arrivalCount(Call::Perform), 1);
        QCOMPARE(progress.count(), 1);
        QCOMPARE(outcome(0), Outcome::Stopped);
        QCOMPARE(text(0), u"Purge 3 instances — 1 accepted, 2 not sent"_s);
        QVERIFY(m_session->pending().isEmpty());
    }

    void stopsWhereEveryFurtherOneWouldFailToo()
    {
        m_hub->fail(Call::Perform, TaskHubError(ErrorKind::Unauthorised, u"Wrong key."_s), 3);
        m_runner->perform(SuspendAction {}, { id(u"a"_s), id(u"b"_s), id(u"c"_s) });
        QTRY_COMPARE(m_finished->count(), 1);
        QCOMPARE(m_hub->arrivalCount(Call::Perform), 1);
        QVERIFY(m_session->pending().isEmpty());
    }

    void stopsWhenTheConnectionIsGone()
    {
        std::vector<InstanceId> ids;
        for (int i = 0; i < 10; ++i) {
            ids.push_back(id(u"n-%1"_s.arg(i)));
        }
        m_hub->fail(Call::Perform, TaskHubError(ErrorKind::OutcomeUnknown, u"Lost."_s), 10);
        m_runner->perform(SuspendAction {}, ids);
        QTRY_COMPARE(m_finished->count(), 1);
        QCOMPARE(m_hub->arrivalCount(Call::Perform), 3);
        QCOMPARE(m_session->pending().state(ids.at(2)), State::Unknown);
        QVERIFY(!m_session->pending().contains(ids.at(3)));
    }

    void removesPurgedRows()
    {
        m_runner->perform(PurgeAction {}, { id(u"a"_s) });
        QTRY_COMPARE(m_finished->count(), 1);
        QCOMPARE(m_removed->at(0).at(0).value<QList<InstanceId>>(), QList { id(u"a"_s) });
        QCOMPARE(text(0), u"Purge a — deleted"_s);
        QVERIFY(m_session->pending().isEmpty());
        QVERIFY(!m_hub->stored(id(u"a"_s)));
    }

    void takesPurgingWhatIsGoneForDone()
    {
        m_runner->perform(PurgeAction {}, { id(u"nobody"_s) });
        QTRY_COMPARE(m_finished->count(), 1);
        QCOMPARE(m_finished->at(0), (QVariantList { 1, 0, 0 }));
        QCOMPARE(m_removed->count(), 1);
        QCOMPARE(m_failed->count(), 0);
    }

    void selectsARestartedInstance()
    {
        m_runner->perform(RestartAction { true }, { id(u"c"_s) });
        QTRY_COMPARE(m_created->count(), 1);
        QVERIFY(m_created->at(0).at(0).value<InstanceId>() != id(u"c"_s));
        QVERIFY(m_session->pending().isEmpty());
        QTRY_COMPARE(outcome(0), Outcome::Done);
    }

    void watchesARestartInPlace()
    {
        m_runner->perform(RestartAction { false }, { id(u"c"_s) });
        QTRY_VERIFY2(outcome(0) == Outcome::Done, qPrintable(text(0)));
        QVERIFY(m_session->pending().isEmpty());
        QCOMPARE(m_created->count(), 0);
        QVERIFY(m_read->count() >= 1);
    }

    void startsAnInstance()
    {
        StartRequest request;
        request.function = u"Order"_s;
        request.input = "{\"id\":42}";
        m_runner->start(request);
        QTRY_COMPARE(m_created->count(), 1);
        const auto started = m_created->at(0).at(0).value<InstanceId>();
        QCOMPARE(text(0), u"Start Order — started as %1"_s.arg(started.text()));
        QCOMPARE(m_hub->stored(started)->input.text, QByteArray("{\"id\":42}"));
        QCOMPARE(m_hub->arrivalCount(Call::Start), 1);
    }

    void tellsWhenAStartFails()
    {
        QSignalSpy outdated(m_runner.get(), &ActionRunner::listOutdated);
        m_hub->fail(Call::Start, TaskHubError(ErrorKind::InvalidInput, u"No such function."_s));
        m_hub->fail(Call::Start, TaskHubError(ErrorKind::OutcomeUnknown, u"Lost."_s));
        m_runner->start({ u"X"_s, {}, {}, {}, {}, {}, {} });
        QTRY_COMPARE(m_failed->count(), 1);
        QCOMPARE(m_finished->at(0), (QVariantList { 0, 1, 0 }));
        QCOMPARE(outdated.count(), 0);
        m_runner->start({ u"X"_s, {}, {}, {}, {}, {}, {} });
        QTRY_COMPARE(m_failed->count(), 2);
        QCOMPARE(m_finished->at(1), (QVariantList { 0, 0, 1 }));
        QCOMPARE(outdated.count(), 1); // it may have been started
        QCOMPARE(m_hub->arrivalCount(Call::Start), 2);
    }

    void refusesBadValuesBeforeTheyLeave()
    {
        m_runner->perform(RaiseEventAction { u"Go"_s, "{broken" }, { id(u"a"_s) });
        QCOMPARE(m_failed->count(), 1);
        QCOMPARE(m_failed->at(0).at(0).value<TaskHubError>().kind, ErrorKind::InvalidInput);
        QCOMPARE(m_activity->rowCount(), 1);
        QVERIFY(!m_runner->isBusy());
        QCOMPARE(m_hub->arrivals().size(), 0U);
    }

    void purgesByOneRequest()
    {
        PurgePlan plan;
        plan.ids = { id(u"c"_s) };
        plan.request = PurgeFilter { Instant(), Instant::now(), { Kind::Failed } };
        m_runner->purge(plan);
        QTRY_COMPARE(m_finished->count(), 1);
        QCOMPARE(m_hub->arrivalCount(Call::Purge), 1);
        QCOMPARE(m_hub->arrivalCount(Call::Perform), 0);
        QCOMPARE(m_removed->at(0).at(0).value<QList<InstanceId>>(), QList { id(u"c"_s) });
        QCOMPARE(outcome(0), Outcome::Done);
    }

    void tellsWhenARequestDeletedSomethingElse()
    {
        QSignalSpy outdated(m_runner.get(), &ActionRunner::listOutdated);
        PurgePlan plan;
        plan.ids = { id(u"c"_s), id(u"x"_s) };
        plan.request = PurgeFilter { Instant(), Instant::now(), { Kind::Failed } };
        m_runner->purge(plan);
        QTRY_COMPARE(outdated.count(), 1);
        QCOMPARE(m_removed->count(), 0);
        QVERIFY2(text(0).contains(u"1 deleted, 2 were listed before"_s), qPrintable(text(0)));
    }

    void purgesOneByOneWithoutARequest()
    {
        PurgePlan plan;
        plan.ids = { id(u"a"_s), id(u"c"_s) };
        m_runner->purge(plan);
        QTRY_COMPARE(m_finished->count(), 1);
        QCOMPARE(m_hub->arrivalCount(Call::Purge), 0);
        QCOMPARE(m_hub->arrivalCount(Call::Perform), 2);
        QCOMPARE(m_removed->count(), 2);
        QCOMPARE(outcome(0), Outcome::Done);
        m_runner->purge({});
        QVERIFY(!m_runner->isBusy());
    }

    void saysWhenNothingChangesForLong()
    {
        m_runner->setTimings({ 1ms, 2ms, 10ms, 2ms, 120s });
        m_hub->setActionsApply(false);
        m_runner->perform(SuspendAction {}, { id(u"a"_s) });
        QTRY_COMPARE(m_session->pending().state(id(u"a"_s)), State::Slow);
        m_hub->put(made(u"a"_s, Kind::Suspended));
        QTRY_VERIFY(m_session->pending().isEmpty());
    }

    void letsALaterActionKeepItsNote()
    {
        m_hub->setActionsApply(false);
        m_runner->perform(SuspendAction {}, { id(u"a"_s) });
        QTRY_COMPARE(m_finished->count(), 1);
        m_runner->perform(TerminateAction {}, { id(u"a"_s) });
        QTRY_COMPARE(m_finished->count(), 2);
        m_hub->put(made(u"a"_s, Kind::Suspended)); // the first happened, the second not yet
        QTRY_VERIFY2(text(1).contains(u"Suspended after"_s), qPrintable(text(1)));
        QCOMPARE(m_session->pending().text(id(u"a"_s)), pendingName(ActionKind::Terminate));
        m_hub->put(made(u"a"_s, Kind::Terminated));
        QTRY_VERIFY(m_session->pending().isEmpty());
    }

    void canBeDestroyedWhileSending()
    {
        m_hub->hold();
        m_runner->perform(SuspendAction {}, { id(u"a"_s), id(u"b"_s) });
        QTRY_COMPARE(m_hub->waiting(), 1);
        m_runner.reset();
        m_hub->release();
        m_pool.waitForDone();
        QVERIFY(m_hub->arrivalCount(Call::Perform) <= 1);
    }

private:
    [[nodiscard]] QString text(int row) const
    {
        return m_activity->index(row, ActivityModel::TextColumn).data().toString();
    }

    [[nodiscard]] Outcome outcome(int row) const
    {
        return static_cast<Outcome>(
            m_activity->index(row, 0).data(ActivityModel::OutcomeRole).toInt());
    }

    TimeDisplay m_time;
    QThreadPool m_pool;
    std::shared_ptr<ScriptedHub> m_hub;
    std::unique_ptr<HubSession> m_session;
    std::unique_ptr<ActivityModel> m_activity;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<ActionRunner> m_runner;
    std::unique_ptr<QSignalSpy> m_failed;
    std::unique_ptr<QSignalSpy> m_finished;
    std::unique_ptr<QSignalSpy> m_removed;
    std::unique_ptr<QSignalSpy> m_created;
    std::unique_ptr<QSignalSpy> m_read;
};

HUBDECK_GUILESS_TEST(ActionRunnerTest)
#include "tst_actionrunner.moc"
