// SPDX-License-Identifier: MIT
#include "services/azurestorage/azurestoragehub.h"

#include "services/azurestorage/hubhealth.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The parts have tests of their own; here is that the hub leads to each of them.
class tst_AzureStorageHub : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tellsWhatItIs();
    void readsAndCreatesNothing();
    void actsOnInstances();
    void waitsForAStart();
    void actsOnEntities();
    void plansItsDeletion();
    void endsWhenStopped();

private:
    StorageAccountFixture m_fixture { u"orders-hub"_s };
    std::unique_ptr<AzureStorageHub> m_hub;
};

void tst_AzureStorageHub::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    QCOMPARE(m_fixture.start(), QString());
    m_hub = m_fixture.hub(u"OrdersHub"_s);
}

void tst_AzureStorageHub::tellsWhatItIs()
{
    QCOMPARE(m_hub->name().text(), u"OrdersHub"_s);
    QCOMPARE(m_hub->account(), m_fixture.account());
    QCOMPARE(m_hub->partitionCount({}).count, std::optional(4));
    QVERIFY(m_hub->capabilities().has(Feature::Health));
    QVERIFY(m_hub->managementUrls(InstanceId(u"a"_s)).empty());
}

void tst_AzureStorageHub::readsAndCreatesNothing()
{
    const AccountNames before = m_fixture.names();
    const AccountState state = m_fixture.state(u"OrdersHub"_s);
    size_t rows = 0;
    m_hub->listInstances({}, {},
                         [&](InstancePage &&page) {
                             rows += page.rows.size();
                             return SinkAnswer::Continue;
                         },
                         {});
    QVERIFY(rows > 100);
    QVERIFY(m_hub->history(InstanceId(u"order-0001"_s), {}).available);
    QVERIFY(m_hub->instance(InstanceId(u"large-1"_s), {}).input.isJson());
    QCOMPARE(m_hub->health({}).controlQueues.size(), size_t(4));
    static_cast<void>(m_hub->entitiesToClean({}, {}));
    const auto nowhere = m_fixture.hub(u"NotThereAtAll"_s);
    QCOMPARE(kindThrownBy([&] {
                 nowhere->listInstances({}, {},
                                        [](InstancePage &&) { return SinkAnswer::Continue; }, {});
             }),
             u"NotFound"_s);
    static_cast<void>(nowhere->health({}));
    QVERIFY(nowhere->planDeletion({}).artefacts.empty());
    QCOMPARE(m_fixture.names(), before);
    QCOMPARE(m_fixture.state(u"OrdersHub"_s), state);
}

void tst_AzureStorageHub::actsOnInstances()
{
    const InstanceId id(u"order-0008"_s);
    QVERIFY(m_hub->perform(id, RestartAction { true }, {}).newId != id);
    QCOMPARE(m_hub->perform(id, PurgeAction {}, {}).deleted, qint64(1));
    AzureStorageHub::Options recorded;
    recorded.now = [] { return *Instant::fromText("2026-11-25T00:00:00Z"); };
    m_fixture.hub(u"OrdersHub"_s, recorded)->cancelScheduledStart(InstanceId(u"scheduled-1"_s), {});
    PurgeFilter filter;
    filter.createdFrom = *Instant::fromText("2026-11-01T00:00:00Z");
    filter.createdTo = *Instant::fromText("2026-12-01T00:00:00Z");
    filter.statuses = { RuntimeStatus::Kind::Terminated };
    QVERIFY(m_hub->purge(filter, {}).deleted > 0);
}

void tst_AzureStorageHub::waitsForAStart()
{
    StartRequest request;
    request.function = u"Nobody"_s; // no worker runs here
    request.wait = 1ms;
    const StartedInstance started = m_hub->start(request, {});
    QVERIFY(!started.ended);
    QCOMPARE(m_hub->waitForCompletion(started.id, 1ms, {}).status.kind(),
             RuntimeStatus::Kind::Pending);
}

void tst_AzureStorageHub::actsOnEntities()
{
    const EntityId id { u"counter"_s, u"alpha"_s };
    QVERIFY(m_hub->entityState(id, {}));
    size_t entities = 0;
    m_hub->listEntities({}, {},
                        [&](EntityPage &&page) {
                            entities += page.rows.size();
                            return SinkAnswer::Continue;
                        },
                        {});
    QVERIFY(entities > 0);
    EntitySignal signal;
    signal.operation = u"add"_s;
    m_hub->signalEntity(id, signal, {});
    m_hub->deleteEntity(id, {});
    QCOMPARE(m_hub->cleanEntities({}, {}), EntityCleaned());
}

void tst_AzureStorageHub::plansItsDeletion()
{
    QVERIFY(!m_hub->planDeletion({}).artefacts.empty());
    QCOMPARE(kindThrownBy([&] { m_hub->deleteTaskHub({}, {}, {}); }), u"InvalidInput"_s);
}

void tst_AzureStorageHub::endsWhenStopped()
{
    std::stop_source source;
    int pages = 0;
    InstanceQuery query;
    query.pageSize = 1;
    QCOMPARE(kindThrownBy([&] {
                 m_hub->listInstances(
                     query, {},
                     [&](InstancePage &&) {
                         ++pages;
                         source.request_stop();
                         return SinkAnswer::Continue;
                     },
                     source.get_token());
             }),
             u"Cancelled"_s);
    QCOMPARE(pages, 1);
}

HUBDECK_GUILESS_TEST(tst_AzureStorageHub)
#include "tst_azurestoragehub.moc"
