// SPDX-License-Identifier: MIT
#include "models/history/instancewatch.h"

#include "scriptedhub.h"
#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::ScriptedHub;
using Call = ScriptedHub::Call;

namespace {

constexpr int patience = 30'000;

struct Stage
{
    explicit Stage(RuntimeStatus::Kind status = RuntimeStatus::Kind::Completed)
    {
        for (const QString &id : { u"a"_s, u"b"_s }) {
            hub->put(ScriptedHub::made(id, u"Order"_s, status, Instant::now()));
        }
    }

    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>();
    QThreadPool pool;
    HubSession session { HubInfo { .name = u"Test"_s, .address = {} }, hub, pool };
};

const InstanceId a(u"a"_s);
const InstanceId b(u"b"_s);

} // namespace

class TestInstanceWatch : public QObject
{
    Q_OBJECT

private slots:
    void readsInstanceAndHistoryAndTellsTheLists();
    void refreshesWhileActiveAndStopsAtTheEnd();
    void pausesWhileNobodyLooks();
    void onlyTheLastInstanceIsDelivered();
    void backsOffAfterFailuresAndRecovers();
    void asksAgainAfterAnOutage_data();
    void asksAgainAfterAnOutage();
    void saysWhenItIsGone();
    void takesWhatOthersRead();
    void damagedHistoryDoesNotHideTheInstance();
    void withoutHistoryItReadsTheInstance();
    void survivesTheEndOfTheSession();
};

void TestInstanceWatch::readsInstanceAndHistoryAndTellsTheLists()
{
    Stage stage;
    InstanceWatch watch;
    QSignalSpy told(&stage.session, &HubSession::instanceRead);
    QSignalSpy history(&watch, &InstanceWatch::historyRead);
    watch.watch(stage.session, a);
    QVERIFY(watch.isReading());
    QTRY_COMPARE_WITH_TIMEOUT(history.count(), 1, patience);
    QVERIFY(!watch.isReading());
    QCOMPARE(watch.instance()->id, a);
    QVERIFY(watch.history()->available);
    QVERIFY(told.count() >= 1);
    QCOMPARE(told.back().front().value<InstanceDetails>().id, a);
}

void TestInstanceWatch::refreshesWhileActiveAndStopsAtTheEnd()
{
    Stage stage(RuntimeStatus::Kind::Running);
    InstanceWatch watch(20ms);
    watch.watch(stage.session, a);
    QTRY_VERIFY_WITH_TIMEOUT(stage.hub->arrivalCount(Call::History) >= 3, patience);
    QCOMPARE(stage.hub->arrivalCount(Call::Instance), 1); // later readings are one request
    stage.hub->put(
        ScriptedHub::made(u"a"_s, u"Order"_s, RuntimeStatus::Kind::Completed, Instant::now()));
    QTRY_VERIFY_WITH_TIMEOUT(watch.instance()->status == RuntimeStatus::Kind::Completed, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!watch.isReading(), patience);
    const int arrivals = stage.hub->arrivalCount(Call::History);
    QTest::qWait(200);
    QCOMPARE(stage.hub->arrivalCount(Call::History), arrivals);
}

void TestInstanceWatch::pausesWhileNobodyLooks()
{
    Stage stage(RuntimeStatus::Kind::Running);
    InstanceWatch watch(20ms);
    watch.watch(stage.session, a);
    QTRY_VERIFY_WITH_TIMEOUT(watch.history().has_value(), patience);
    watch.setPaused(true);
    QTRY_VERIFY_WITH_TIMEOUT(!watch.isReading(), patience);
    const int arrivals = stage.hub->arrivalCount(Call::History);
    QTest::qWait(200);
    QCOMPARE(stage.hub->arrivalCount(Call::History), arrivals);
    watch.watch(stage.session, b); // neither does another instance
    QVERIFY(!watch.isReading());
    watch.setPaused(false);
    QTRY_VERIFY_WITH_TIMEOUT(watch.instance().has_value(), patience);
    QCOMPARE(watch.instance()->id, b);
}

void TestInstanceWatch::onlyTheLastInstanceIsDelivered()
{
    Stage stage;
    InstanceWatch watch;
    QSignalSpy told(&stage.session, &HubSession::instanceRead);
    stage.hub->hold();
    watch.watch(stage.session, a);
    watch.watch(stage.session, b);
    watch.watch(stage.session, a);
    watch.watch(stage.session, b);
    stage.hub->release();
    QTRY_VERIFY_WITH_TIMEOUT(watch.history().has_value(), patience);
    stage.pool.waitForDone();
    QTest::qWait(0);
    QCOMPARE(watch.instance()->id, b);
    for (const auto &call : told) {
        QCOMPARE(call.front().value<InstanceDetails>().id, b);
    }
}

void TestInstanceWatch::backsOffAfterFailuresAndRecovers()
{
    Stage stage(RuntimeStatus::Kind::Running);
    InstanceWatch watch(20ms);
    watch.watch(stage.session, a);
    QTRY_VERIFY_WITH_TIMEOUT(watch.history().has_value(), patience);
    QSignalSpy failed(&watch, &InstanceWatch::failed);
    const TaskHubError error(ErrorKind::Unreachable, u"The hub does not answer."_s);
    stage.hub->fail(Call::History, error, 2);
    stage.hub->fail(Call::Instance, error, 2);
    QTRY_VERIFY_WITH_TIMEOUT(watch.interval() >= 80ms, patience);
    QVERIFY(failed.count() >= 2);
    QCOMPARE(failed.front().front().value<TaskHubError>(), error);
    QVERIFY(watch.instance().has_value()); // what was read stays
    QTRY_COMPARE_WITH_TIMEOUT(watch.interval(), 20ms, patience);
}

void TestInstanceWatch::asksAgainAfterAnOutage_data()
{
    QTest::addColumn<bool>("wasRead");
    QTest::addRow("never read") << false;
    QTest::addRow("ended and read before") << true;
}

void TestInstanceWatch::asksAgainAfterAnOutage()
{
    QFETCH(const bool, wasRead);
    Stage stage(RuntimeStatus::Kind::Completed);
    InstanceWatch watch(20ms);
    QSignalSpy history(&watch, &InstanceWatch::historyRead);
    if (wasRead) {
        watch.watch(stage.session, a);
        QTRY_VERIFY_WITH_TIMEOUT(!watch.isReading(), patience);
    }
    const TaskHubError error(ErrorKind::Unreachable, u"The hub does not answer."_s);
    stage.hub->fail(Call::History, error);
    stage.hub->fail(Call::Instance, error);
    watch.watch(stage.session, a);
    QTRY_COMPARE_WITH_TIMEOUT(watch.historyProblem(), error.message, patience);
    QTRY_VERIFY_WITH_TIMEOUT(watch.historyProblem().isEmpty() && watch.history().has_value(),
                             patience);
    QVERIFY(watch.instance().has_value());
}

void TestInstanceWatch::saysWhenItIsGone()
{
    Stage stage(RuntimeStatus::Kind::Running);
    InstanceWatch watch(20ms);
    QSignalSpy gone(&watch, &InstanceWatch::gone);
    watch.watch(stage.session, a);
    QTRY_VERIFY_WITH_TIMEOUT(watch.history().has_value(), patience);
    stage.hub->remove(a);
    QTRY_COMPARE_WITH_TIMEOUT(gone.count(), 1, patience);
    QVERIFY(watch.isGone());
    QVERIFY(!watch.isReading());
    QVERIFY(watch.instance().has_value());

    watch.watch(stage.session, b);
    QTRY_VERIFY_WITH_TIMEOUT(watch.history().has_value(), patience);
    emit stage.session.instancesRemoved({ b });
    QVERIFY(watch.isGone());

    watch.watch(stage.session, InstanceId(u"never"_s));
    QTRY_COMPARE_WITH_TIMEOUT(gone.count(), 3, patience);
    QVERIFY(!watch.instance().has_value());
}

void TestInstanceWatch::takesWhatOthersRead()
{
    Stage stage;
    InstanceWatch watch;
    watch.watch(stage.session, a);
    QTRY_VERIFY_WITH_TIMEOUT(watch.history().has_value(), patience);
    const int arrivals = stage.hub->arrivalCount(Call::History);
    const InstanceDetails running
        = ScriptedHub::made(u"a"_s, u"Order"_s, RuntimeStatus::Kind::Running, Instant::now());
    stage.hub->put(running);
    emit stage.session.instanceRead(running);
    QCOMPARE(watch.instance()->status, RuntimeStatus(RuntimeStatus::Kind::Running));
    QTRY_VERIFY_WITH_TIMEOUT(stage.hub->arrivalCount(Call::History) > arrivals,
                             patience); // its history went on
    emit stage.session.instanceRead(
        ScriptedHub::made(u"b"_s, u"Order"_s, RuntimeStatus::Kind::Failed, Instant::now()));
    QCOMPARE(watch.instance()->id, a);
}

void TestInstanceWatch::damagedHistoryDoesNotHideTheInstance()
{
    Stage stage;
    InstanceWatch watch;
    QSignalSpy history(&watch, &InstanceWatch::historyRead);
    stage.hub->fail(Call::History, TaskHubError(ErrorKind::ServerFailure, u"Duplicate key"_s));
    watch.watch(stage.session, a);
    QTRY_VERIFY_WITH_TIMEOUT(!watch.isReading() && watch.instance(), patience);
    QCOMPARE(history.count(), 1);
    QVERIFY(!watch.history());
    QCOMPARE(watch.historyProblem(), u"Duplicate key"_s);
    watch.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(watch.history().has_value(), patience);
    QVERIFY(watch.historyProblem().isEmpty());
}

void TestInstanceWatch::withoutHistoryItReadsTheInstance()
{
    auto hub = std::make_shared<ScriptedHub>();
    Capabilities capabilities;
    capabilities.lack(Feature::History, u"This export holds no histories."_s);
    hub->setCapabilities(capabilities);
    hub->put(ScriptedHub::made(u"a"_s, u"Order"_s, RuntimeStatus::Kind::Running, Instant::now()));
    QThreadPool pool;
    HubSession session { HubInfo { .name = u"Test"_s, .address = {} }, hub, pool };
    InstanceWatch watch(20ms);
    watch.watch(session, a);
    QTRY_VERIFY_WITH_TIMEOUT(hub->arrivalCount(Call::Instance) >= 2, patience);
    QCOMPARE(hub->arrivalCount(Call::History), 0);
    QCOMPARE(watch.historyProblem(), u"This export holds no histories."_s);
}

void TestInstanceWatch::survivesTheEndOfTheSession()
{
    InstanceWatch watch(20ms);
    {
        Stage stage(RuntimeStatus::Kind::Running);
        stage.hub->hold();
        watch.watch(stage.session, a);
        stage.hub->release();
    }
    QVERIFY(!watch.id().has_value());
    QVERIFY(!watch.isReading());
    watch.refresh();
    QTest::qWait(50);
}

HUBDECK_GUILESS_TEST(TestInstanceWatch)
#include "tst_instancewatch.moc"
