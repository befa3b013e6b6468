// SPDX-License-Identifier: MIT
#include "huboverfaults.h"

#include "captures.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

#include <thread>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::id;
using test::page;
using test::row;
using test::tokenOf;

class TestDurableHttpHub : public test::HubOverFaults
{
    Q_OBJECT

private slots:

    void init() { startServer(); } // a fresh one for each test

    void asksForTheNextPageWhileThisOneIsWorkedOn();
    void beginsWhereItIsTold();
    void goesOnOverEmptyPages();
    void retriesAPageInTheMiddle();
    void stopsWhenTheSinkDoes();
    void endsAnEndlessListWhenStopped();
    void refusesAHubThatRepeatsItself();
    void leavesOutEntities();
    void asksNothingWhenNothingCanMatch();
    void readsOddPagesWhole();
    void readsAFailedInstanceUnder500();
    void readsFiftyMegabytes_data();
    void readsFiftyMegabytes();
    void readsTheInstanceWhenItsHistoryIsDamaged();
    void followsEntityPages();
    void tellsMissingEntitiesFromErrors();
    void endsEveryCallWhenStopped_data();
    void endsEveryCallWhenStopped();
    void refusesBeforeAnythingLeaves();
    void waitsForCompletion();
};

void TestDurableHttpHub::asksForTheNextPageWhileThisOneIsWorkedOn()
{
    m_server->enqueue(page(row("a"), "t1"));
    m_server->enqueue(page(row("b"), "t2"));
    m_server->enqueue(page(row("c")));
    DurableHttpHub hub = makeHub();
    QStringList ids;
    std::vector<int> arrivals;
    hub.listInstances({}, {},
                      [&](InstancePage &&one) {
                          ids.append(one.id(one.rows.front()).text());
                          const int expected = qMin(static_cast<int>(ids.size()) + 1, 3);
                          arrivals.push_back(
                              m_server->waitForArrivals(expected) ? m_server->arrivals() : -1);
                          return SinkAnswer::Continue;
                      },
                      {});
    QCOMPARE(ids, (QStringList { u"a"_s, u"b"_s, u"c"_s }));
    QCOMPARE(arrivals, (std::vector<int> { 2, 3, 3 })); // never more than one page ahead
    const auto requests = m_server->requests();
    QCOMPARE(tokenOf(requests[0]), QByteArray());
    QCOMPARE(tokenOf(requests[1]), "t1");
    QCOMPARE(tokenOf(requests[2]), "t2");
    QCOMPARE(requests[0].target, requests[1].target);
}

void TestDurableHttpHub::beginsWhereItIsTold()
{
    m_server->setDefault(page(row("a")));
    DurableHttpHub hub = makeHub();
    hub.listInstances({}, ContinuationToken(u"order-0008 "_s),
                      [](InstancePage &&) { return SinkAnswer::Continue; }, {});
    QCOMPARE(tokenOf(m_server->lastRequest()).trimmed(), "order-0008");
    QCOMPARE(m_server->arrivals(), 1);
}

void TestDurableHttpHub::goesOnOverEmptyPages()
{
    m_server->enqueue(page({}, "t1"));
    m_server->enqueue(page({}, "t2"));
    m_server->enqueue(page(row("a")));
    DurableHttpHub hub = makeHub();
    QCOMPARE(list(hub), QStringList { u"a"_s });
}

void TestDurableHttpHub::retriesAPageInTheMiddle()
{
    m_server->enqueue(page(row("a"), "t1"));
    m_server->enqueue(Fault::resetMidBody());
    m_server->enqueue(Fault::answer(503));
    m_server->enqueue(page(row("b"), "t2"));
    m_server->enqueue(page(row("c")));
    DurableHttpHub hub = makeHub();
    QCOMPARE(list(hub), (QStringList { u"a"_s, u"b"_s, u"c"_s }));
    QCOMPARE(m_server->arrivals(), 5);
}

void TestDurableHttpHub::stopsWhenTheSinkDoes()
{
    m_server->setHandler(
        [](const FaultRequest &request) { return page(row("a"), tokenOf(request) + "x"); });
    DurableHttpHub hub = makeHub();
    int pages = 0;
    hub.listInstances(
        {}, {},
        [&](InstancePage &&) { return ++pages == 2 ? SinkAnswer::Stop : SinkAnswer::Continue; },
        {});
    QCOMPARE(pages, 2);
    QVERIFY(m_server->arrivals() <= 3);
}

void TestDurableHttpHub::endsAnEndlessListWhenStopped()
{
    m_server->setHandler(
        [](const FaultRequest &request) { return page({}, tokenOf(request) + "x"); });
    DurableHttpHub hub = makeHub();
    std::stop_source source;
    int pages = 0;
    const QString kind = kindThrownBy([&] {
        hub.listInstances(
            {}, {},
            [&](InstancePage &&) {
                if (++pages == 5) {
                    source.request_stop();
                }
                return SinkAnswer::Continue;
            },
            source.get_token());
    });
    QCOMPARE(kind, u"Cancelled"_s);
    QCOMPARE(pages, 5);
}

void TestDurableHttpHub::refusesAHubThatRepeatsItself()
{
    m_server->setDefault(page(row("a"), "same"));
    DurableHttpHub hub = makeHub();
    int pages = 0;
    const auto error = thrownBy([&] {
        hub.listInstances({}, {},
                          [&](InstancePage &&) {
                              ++pages;
                              return SinkAnswer::Continue;
                          },
                          {});
    });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Malformed);
    QCOMPARE(pages, 2); // what came is shown
    QCOMPARE(m_server->arrivals(), 2);
}

void TestDurableHttpHub::leavesOutEntities()
{
    m_server->setDefault(page(row("@counter@k") + "," + row("a")));
    DurableHttpHub hub = makeHub();
    InstanceQuery query;
    QCOMPARE(list(hub, query), QStringList { u"a"_s });
    query.kinds = InstanceKinds::Entities;
    QCOMPARE(list(hub, query), QStringList { u"@counter@k"_s });
    query.kinds = InstanceKinds::Both;
    QCOMPARE(list(hub, query), (QStringList { u"@counter@k"_s, u"a"_s }));
}

void TestDurableHttpHub::asksNothingWhenNothingCanMatch()
{
    DurableHttpHub hub = makeHub();
    InstanceQuery query;
    query.kinds = InstanceKinds::Entities;
    query.idPrefix = u"order"_s;
    QCOMPARE(list(hub, query), QStringList());
    query.kinds = InstanceKinds::Orchestrations;
    query.idPrefix = u"@counter"_s;
    QCOMPARE(list(hub, query), QStringList());
    QCOMPARE(m_server->arrivals(), 0);
}

void TestDurableHttpHub::readsOddPagesWhole()
{
    m_server->setDefault(
        Fault::answer(200,
                      readFile(QStringLiteral(HUBDECK_TEST_DATA
                                              "/captures/odd-bodies/list-with-undefined.json"))));
    DurableHttpHub hub = makeHub();
    QCOMPARE(list(hub), (QStringList { u"ct-1795427394-ru"_s, u"ct-1795427394-run"_s }));
}

void TestDurableHttpHub::readsAFailedInstanceUnder500()
{
    m_server->setDefault(Fault::answer(500, row("order-77", "Failed")));
    DurableHttpHub hub = makeHub();
    QCOMPARE(hub.instance(id, {}).status.kind(), RuntimeStatus::Kind::Failed);
    QCOMPARE(m_server->arrivals(), 1);
}

void TestDurableHttpHub::readsFiftyMegabytes_data()
{
    QTest::addColumn<bool>("isCompressed");
    QTest::addRow("plain") << false;
    QTest::addRow("gzip") << true;
}

void TestDurableHttpHub::readsFiftyMegabytes()
{
    QFETCH(bool, isCompressed);
    const QByteArray output = '"' + QByteArray(50 * 1024 * 1024, 'x') + '"';
    const QByteArray body
        = R"({"instanceId":"order-77","runtimeStatus":"Completed","output":)" + output + "}";
    m_server->setDefault(isCompressed ? Fault::gzip(body) : Fault::answer(200, body));
    DurableHttpHub hub = makeHub();
    const InstanceDetails instance = hub.instance(id, {});
    QVERIFY(instance.output.text == output);
    QVERIFY(instance.raw == body);
    m_server->setDefault(isCompressed ? Fault::gzip("[" + body + "]")
                                      : Fault::answer(200, "[" + body + "]"));
    QCOMPARE(list(hub), QStringList { u"order-77"_s });
}

void TestDurableHttpHub::readsTheInstanceWhenItsHistoryIsDamaged()
{
    m_server->enqueue(
        Fault::answer(400, R"({"Message":"One or more of the arguments submitted is incorrect"})"));
    m_server->enqueue(Fault::answer(200, row("order-77", "Completed")));
    DurableHttpHub hub = makeHub();
    const History history = hub.history(id, {});
    QVERIFY(!history.available);
    QCOMPARE(history.instance.id, id);
    QVERIFY(!m_server->lastRequest().target.contains("showHistory"));
}

void TestDurableHttpHub::followsEntityPages()
{
    const QByteArray entity
        = R"({"entityId":{"name":"counter","key":"k"},"lastOperationTime":"2024-05-01T09:00:00Z","state":7})";
    m_server->enqueue(page({}, "t1"));
    m_server->enqueue(page(entity));
    DurableHttpHub hub = makeHub();
    std::vector<EntityRow> rows;
    EntityQuery query;
    query.fetchState = true;
    hub.listEntities(query, {},
                     [&](EntityPage &&one) {
                         rows.insert(rows.end(), one.rows.begin(), one.rows.end());
                         return SinkAnswer::Continue;
                     },
                     {});
    QCOMPARE(rows.size(), size_t(1));
    QCOMPARE(rows[0].state.text, "7");
    QCOMPARE(m_server->arrivals(), 2);
}

void TestDurableHttpHub::tellsMissingEntitiesFromErrors()
{
    m_server->enqueue(Fault::answer(404));
    m_server->enqueue(Fault::answer(200, "null"));
    m_server->enqueue(Fault::answer(401));
    DurableHttpHub hub = makeHub();
    const EntityId entity { u"counter"_s, u"k"_s };
    QVERIFY(!hub.entityState(entity, {}));
    QVERIFY(hub.entityState(entity, {})->isNull());
    QCOMPARE(kindThrownBy([&] { static_cast<void>(hub.entityState(entity, {})); }),
             u"Unauthorised"_s);
}

namespace {

using Call = std::function<void(DurableHttpHub &, std::stop_token)>;

std::vector<std::pair<const char *, Call>> blockingCalls()
{
    const EntityId entity { u"counter"_s, u"k"_s };
    PurgeFilter filter;
    filter.createdTo = Instant::now();
    filter.statuses = { RuntimeStatus::Kind::Completed };
    StartRequest start;
    start.function = u"Order"_s;
    start.wait = 60s;
    return {
        { "list",
          [](auto &hub, auto stop) {
              hub.listInstances(
                  {}, {}, [](InstancePage &&) { return SinkAnswer::Continue; }, stop);
          } },
        { "instance", [](auto &hub, auto stop) { static_cast<void>(hub.instance(id, stop)); } },
        { "history", [](auto &hub, auto stop) { static_cast<void>(hub.history(id, stop)); } },
        { "start", [start](auto &hub, auto stop) { hub.start(start, stop); } },
        { "perform", [](auto &hub, auto stop) { hub.perform(id, PurgeAction {}, stop); } },
        { "purge", [filter](auto &hub, auto stop) { hub.purge(filter, stop); } },
        { "wait",
          [](auto &hub, auto stop) { static_cast<void>(hub.waitForCompletion(id, 60s, stop)); } },
        { "entities",
          [](auto &hub, auto stop) {
              hub.listEntities(
                  {}, {}, [](EntityPage &&) { return SinkAnswer::Continue; }, stop);
          } },
        { "state",
          [entity](auto &hub, auto stop) { static_cast<void>(hub.entityState(entity, stop)); } },
        { "signal",
          [entity](auto &hub, auto stop) {
              hub.signalEntity(entity, { u"x"_s, std::nullopt }, stop);
          } },
        { "delete", [entity](auto &hub, auto stop) { hub.deleteEntity(entity, stop); } },
    };
}

} // namespace

void TestDurableHttpHub::endsEveryCallWhenStopped_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < blockingCalls().size(); ++i) {
        QTest::addRow("%s", blockingCalls()[i].first) << static_cast<int>(i);
    }
}

void TestDurableHttpHub::endsEveryCallWhenStopped()
{
    QFETCH(int, index);
    const Call call = blockingCalls()[static_cast<size_t>(index)].second;
    m_server->setDefault(Fault::neverAnswer());
    DurableHttpHub hub = makeHub();

    std::stop_source before;
    before.request_stop();
    QCOMPARE(kindThrownBy([&] { call(hub, before.get_token()); }), u"Cancelled"_s);
    QCOMPARE(m_server->arrivals(), 0);

    std::stop_source during;
    std::jthread stopper([&] {
        static_cast<void>(m_server->waitForArrivals(1));
        during.request_stop();
    });
    QCOMPARE(kindThrownBy([&] { call(hub, during.get_token()); }), u"Cancelled"_s);
    stopper.join();
    QCOMPARE(m_server->arrivals(), 1);
}

void TestDurableHttpHub::refusesBeforeAnythingLeaves()
{
    DurableHttpHub hub = makeHub();
    InstanceQuery query;
    query.pageSize = 0;
    QCOMPARE(kindThrownBy([&] { static_cast<void>(list(hub, query)); }), u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(hub.instance(InstanceId(u"a/b"_s), {})); }),
             u"Unsupported"_s);
    QCOMPARE(kindThrownBy([&] { hub.perform(InstanceId(), PurgeAction {}, {}); }),
             u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] { hub.perform(InstanceId(u".."_s), PurgeAction {}, {}); }),
             u"Unsupported"_s);
    QCOMPARE(
        kindThrownBy([&] { hub.perform(InstanceId(u"@counter@k"_s), TerminateAction {}, {}); }),
        u"Unsupported"_s);
    QCOMPARE(kindThrownBy([&] { hub.purge({}, {}); }), u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] { hub.start({}, {}); }), u"InvalidInput"_s);
    QCOMPARE(m_server->arrivals(), 0);
}

void TestDurableHttpHub::waitsForCompletion()
{
    m_server->enqueue(Fault::answer(202, row("order-77")));
    m_server->enqueue(Fault::answer(202, row("order-77")));
    m_server->setDefault(Fault::answer(200, row("order-77", "Failed")));
    DurableHttpHub hub = makeHub();
    QCOMPARE(hub.waitForCompletion(id, 60s, {}).status.kind(), RuntimeStatus::Kind::Failed);
    QCOMPARE(m_server->arrivals(), 3);
}

HUBDECK_GUILESS_TEST(TestDurableHttpHub)
#include "tst_durablehttphub.moc"
