// SPDX-License-Identifier: MIT
// Starting, waiting for the end and everything that changes a hub.
#include "huboverfaults.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::id;
using test::row;

class TestDurableHttpHubActions : public test::HubOverFaults
{
    Q_OBJECT

private slots:

    void init() { startServer(); } // a fresh one for each test

    void startsWithoutAnId();
    void waitsForTheEndOfAStart();
    void goesOnWaitingWhenTheServerGivesUp();
    void doesNotLoseAStartBehindAFailedWait();
    void readsOutcomesOfActions();
    void purgesNothingWithoutComplaint();
};

void TestDurableHttpHubActions::startsWithoutAnId()
{
    m_server->setDefault(Fault::answer(202, R"({"id":"made-by-the-hub"})"));
    DurableHttpHub hub = makeHub();
    StartRequest request;
    request.function = u"Order"_s;
    request.wait = 0ms; // no wait
    const StartedInstance started = hub.start(request, {});
    QCOMPARE(started.id, InstanceId(u"made-by-the-hub"_s));
    QVERIFY(!started.ended);
    QCOMPARE(m_server->lastRequest().target, "/runtime/webhooks/durabletask/orchestrators/Order");
}

void TestDurableHttpHubActions::waitsForTheEndOfAStart()
{
    m_server->enqueue(Fault::answer(200, R"(["the bare output"])"));
    m_server->enqueue(Fault::answer(202, R"({"id":"ignored"})"));
    DurableHttpHub hub = makeHub();
    StartRequest request;
    request.function = u"Order"_s;
    request.wait = 30s;
    const StartedInstance ended = hub.start(request, {});
    QVERIFY(ended.ended);
    QCOMPARE(ended.id.text().size(), 32);
    const FaultRequest sent = m_server->lastRequest();
    QVERIFY(sent.path().endsWith(ended.id.text().toUtf8()));
    QVERIFY(sent.target.endsWith("?timeout=30&pollingInterval=1"));
    request.id = id;
    const StartedInstance running = hub.start(request, {});
    QVERIFY(!running.ended);
    QCOMPARE(running.id, id);
    QCOMPARE(m_server->arrivals(), 2);
}

void TestDurableHttpHubActions::goesOnWaitingWhenTheServerGivesUp()
{
    m_server->enqueue(Fault::answer(202, R"({"id":"order-77"})"));
    m_server->setDefault(Fault::answer(200, row("order-77", "Completed")));
    DurableHttpHub hub = makeHub(5s);
    StartRequest request;
    request.function = u"Order"_s;
    request.id = id;
    request.wait = 60s;
    QVERIFY(hub.start(request, {}).ended);
    QCOMPARE(m_server->arrivals("POST"), 1);
    QCOMPARE(m_server->arrivals("GET"), 1);
    QVERIFY(m_server->requests().front().target.endsWith("?timeout=5&pollingInterval=1"));
}

void TestDurableHttpHubActions::doesNotLoseAStartBehindAFailedWait()
{
    m_server->enqueue(Fault::answer(202, R"({"id":"order-77"})"));
    m_server->setDefault(Fault::answer(401));
    DurableHttpHub hub = makeHub(5s);
    StartRequest request;
    request.function = u"Order"_s;
    request.id = id;
    request.wait = 60s;
    const StartedInstance started = hub.start(request, {});
    QCOMPARE(started.id, id);
    QVERIFY(!started.ended);
}

void TestDurableHttpHubActions::readsOutcomesOfActions()
{
    m_server->enqueue(Fault::answer(202, R"({"id":"the-copy"})"));
    m_server->enqueue(Fault::answer(202, R"({"id":"order-77"})"));
    m_server->enqueue(Fault::answer(200, R"({"instancesDeleted":1})"));
    m_server->enqueue(Fault::answer(202));
    DurableHttpHub hub = makeHub();
    QCOMPARE(hub.perform(id, RestartAction { true }, {}).newId, InstanceId(u"the-copy"_s));
    QCOMPARE(hub.perform(id, RestartAction { false }, {}).newId, id);
    QCOMPARE(hub.perform(id, PurgeAction {}, {}).deleted, 1);
    QCOMPARE(hub.perform(id, SuspendAction {}, {}), ActionOutcome());
}

void TestDurableHttpHubActions::purgesNothingWithoutComplaint()
{
    PurgeFilter filter;
    filter.createdTo = Instant::now();
    filter.statuses = { RuntimeStatus::Kind::Completed };
    m_server->enqueue(Fault::answer(404));
    m_server->enqueue(Fault::answer(200, R"({"instancesDeleted":42})"));
    DurableHttpHub hub = makeHub();
    QCOMPARE(hub.purge(filter, {}).deleted, 0);
    QCOMPARE(hub.purge(filter, {}).deleted, 42);
}

HUBDECK_GUILESS_TEST(TestDurableHttpHubActions)
#include "tst_durablehttphubactions.moc"
