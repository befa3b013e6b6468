// SPDX-License-Identifier: MIT
#include "services/azurestorage/discovery.h"

#include "storagecapture.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hubdeck::azurestorage;

namespace {

AccountListing whole(const QString &hub, int partitions = 2)
{
    const HubNames names(hub);
    AccountListing account;
    account.tables << names.instances << names.history << names.partitions;
    account.queues << names.workItems;
    for (int i = 0; i < partitions; ++i) {
        account.queues << names.controlQueue(i);
    }
    account.containers << names.appLease << names.largeMessages;
    return account;
}

AccountListing operator+(AccountListing a, const AccountListing &b)
{
    a.tables += b.tables;
    a.queues += b.queues;
    a.containers += b.containers;
    return a;
}

QStringList namesOf(const AccountListing &account)
{
    QStringList names;
    for (const FoundHub &hub : findHubs(account)) {
        names << hub.name.text();
    }
    return names;
}

} // namespace

class DiscoveryTest : public QObject
{
    Q_OBJECT

private slots:
    void findsWholeHubs();
    void tellsHubsApart();
    void showsWhatIsMissing();
    void saysNothingOfWhatWasNotListed();
    void findsHubsWithoutTables();
    void leavesOtherProgramsAlone();
    void knowsNetherite();
    void findsTheRecordedHubs_data();
    void findsTheRecordedHubs();
    void decidesHowManyPartitions_data();
    void decidesHowManyPartitions();
    void readsTaskHubJson();
    void matchesArtefactsExactly();
    void matchesTablesWithoutCase();
};

void DiscoveryTest::findsWholeHubs()
{
    const auto hubs = findHubs(whole(u"OrdersHub"_s, 4));
    QCOMPARE(hubs.size(), size_t(1));
    const FoundHub &hub = hubs.front();
    QCOMPARE(hub.name.text(), u"OrdersHub"_s);
    QVERIFY(hub.isComplete() && hub.missing().isEmpty());
    QVERIFY(hub.hasPartitions && hub.hasAppLease && hub.hasLargeMessages && !hub.hasLeases);
    QCOMPARE(hub.controlQueues, std::vector<int>({ 0, 1, 2, 3 }));
    QCOMPARE(hub.names, HubNames(u"OrdersHub"_s));
}

void DiscoveryTest::tellsHubsApart()
{
    QCOMPARE(namesOf(whole(u"Hub"_s) + whole(u"Hub2"_s) + whole(u"AHub"_s)),
             QStringList({ u"AHub"_s, u"Hub"_s, u"Hub2"_s }));
    // A hub whose name ends like a table
    QCOMPARE(namesOf(whole(u"OldHistory"_s)), QStringList({ u"OldHistory"_s }));
}

void DiscoveryTest::showsWhatIsMissing()
{
    AccountListing account = whole(u"Hub"_s, 3);
    account.tables.removeOne(u"HubHistory"_s);
    account.queues.removeOne(u"hub-workitems"_s);
    account.queues.removeOne(u"hub-control-01"_s);
    const auto hubs = findHubs(account);
    QCOMPARE(hubs.size(), size_t(1));
    QVERIFY(!hubs.front().isComplete());
    QCOMPARE(hubs.front().missing(),
             QStringList({ u"the table HubHistory"_s, u"the queue hub-workitems"_s,
                           u"the queue hub-control-01"_s }));
    // The last that a deletion leaves
    QCOMPARE(namesOf({ { u"HubInstances"_s }, {}, {} }), QStringList({ u"Hub"_s }));
}

void DiscoveryTest::saysNothingOfWhatWasNotListed()
{
    AccountListing account = whole(u"Hub"_s);
    account.queues.clear();
    account.listed.queues = false;
    FoundHub hub = findHubs(account).front();
    QVERIFY(hub.missing().isEmpty());
    QCOMPARE(hub.completeness(), std::optional<bool>());
    QVERIFY(!hub.isComplete());
    QCOMPARE(hub.notLookedAt(), QStringList { u"the queues"_s });
    account.tables.removeOne(u"HubHistory"_s);
    hub = findHubs(account).front();
    QCOMPARE(hub.completeness(), std::optional(false)); // whatever the queues are
    QCOMPARE(hub.missing(), QStringList { u"the table HubHistory"_s });
    account = whole(u"Hub"_s);
    account.tables.clear();
    account.listed.tables = false;
    hub = findHubs(account).front();
    QCOMPARE(hub.completeness(), std::optional<bool>());
    QVERIFY(hub.missing().isEmpty());
    account = whole(u"Hub"_s);
    account.containers.clear();
    account.listed.containers = false; // has no share in it
    QCOMPARE(findHubs(account).front().completeness(), std::optional(true));
}

void DiscoveryTest::findsHubsWithoutTables()
{
    AccountListing account = whole(u"Hub"_s);
    account.tables.clear();
    QCOMPARE(namesOf(account), QStringList({ u"hub"_s }));
    QVERIFY(!findHubs(account).front().isComplete());
}

void DiscoveryTest::leavesOtherProgramsAlone()
{
    QCOMPARE(namesOf({ { u"OrderHistory"_s, u"Instances"_s, u"History"_s, u"PagePartitions"_s },
                       { u"mail-workitems"_s, u"air-control-00x"_s, u"air-control-77"_s,
                         u"my-hub-control-00"_s, u"-control-00"_s },
                       { u"azure-webjobs-hosts"_s, u"old-applease"_s } }),
             QStringList());
}

void DiscoveryTest::knowsNetherite()
{
    QCOMPARE(namesOf({ { u"DurableTaskPartitions"_s }, {}, {} }), QStringList());
    AccountListing tracking { { u"DurableTaskPartitions"_s, u"DurableTaskInstances"_s }, {}, {} };
    QVERIFY(!findHubs(tracking).front().hasPartitions);
    QVERIFY(findHubs(whole(u"DurableTask"_s)).front().hasPartitions);
    QVERIFY(!artefactsOf(u"DurableTask"_s, tracking).tables.contains(u"DurableTaskPartitions"_s));
}

void DiscoveryTest::findsTheRecordedHubs_data()
{
    QTest::addColumn<QString>("capture");
    QTest::addColumn<QStringList>("hubs");
    QTest::newRow("orders") << u"orders-hub"_s << QStringList({ u"OrdersHub"_s });
    QTest::newRow("isolated") << u"isolated-hub"_s
                              << QStringList({ u"IsolatedHub"_s, u"ProbeHub"_s });
    QTest::newRow("legacy") << u"legacy-hub"_s << QStringList({ u"LegacyHub"_s });
}

void DiscoveryTest::findsTheRecordedHubs()
{
    QFETCH(const QString, capture);
    const hubdeck::test::StorageCapture account(capture);
    const AccountListing listing { account.tables(), account.queues(), account.containers() };
    QTEST(namesOf(listing), "hubs");
    qsizetype artefacts = 0;
    for (const FoundHub &hub : findHubs(listing)) {
        QVERIFY2(hub.isComplete(), qPrintable(hub.missing().join(u", "_s)));
        artefacts += artefactsOf(hub.name.text(), listing).count();
    }
    QCOMPARE(artefacts, listing.tables.size() + listing.queues.size() + listing.containers.size());
}

void DiscoveryTest::decidesHowManyPartitions_data()
{
    QTest::addColumn<std::optional<int>>("rows");
    QTest::addColumn<std::optional<int>>("json");
    QTest::addColumn<std::vector<int>>("queues");
    QTest::addColumn<std::optional<int>>("count");
    QTest::addColumn<bool>("certain");
    using Count = std::optional<int>;
    using Queues = std::vector<int>;
    QTest::newRow("table and queues")
        << Count(4) << Count() << Queues { 0, 1, 2, 3 } << Count(4) << true;
    QTest::newRow("json and queues") << Count() << Count(2) << Queues { 0, 1 } << Count(2) << true;
    QTest::newRow("queues alone") << Count() << Count() << Queues { 0, 1, 2 } << Count(3) << true;
    QTest::newRow("lowered") << Count(4) << Count(2) << Queues { 0, 1, 2, 3 } << Count(4) << false;
    QTest::newRow("surplus queues")
        << Count() << Count(2) << Queues { 0, 1, 2, 3 } << Count(2) << false;
    QTest::newRow("gap") << Count(2) << Count() << Queues { 0, 2 } << Count(2) << false;
    QTest::newRow("gap, yet equal") << Count(1) << Count() << Queues { 0, 2 } << Count(1) << false;
    QTest::newRow("never started") << Count(0) << Count() << Queues {} << Count() << false;
    QTest::newRow("absurd") << Count(99) << Count() << Queues { 0 } << Count(1) << true;
    QTest::newRow("nothing") << Count() << Count() << Queues {} << Count() << false;
}

void DiscoveryTest::decidesHowManyPartitions()
{
    QFETCH(const std::optional<int>, rows);
    QFETCH(const std::optional<int>, json);
    QFETCH(const std::vector<int>, queues);
    const PartitionCount decided = decidePartitionCount(rows, json, queues);
    QTEST(decided.count, "count");
    QTEST(decided.isCertain, "certain");
    QCOMPARE(decided.problem.isEmpty(), decided.isCertain);
}

void DiscoveryTest::readsTaskHubJson()
{
    QCOMPARE(partitionCountIn(R"({"TaskHubName":"T","PartitionCount":4})"), std::optional<int>(4));
    for (const char *text : { "", "{}", "[4]", "{\"PartitionCount\":\"x\"}",
                              "{\"PartitionCount\":0}", "{\"PartitionCount\":17}" }) {
        QVERIFY2(!partitionCountIn(text), text);
    }
    const hubdeck::test::StorageCapture account(u"legacy-hub"_s);
    QCOMPARE(partitionCountIn(account.blob(u"legacyhub-leases"_s, u"taskhub.json"_s)),
             std::optional<int>(2));
}

void DiscoveryTest::matchesArtefactsExactly()
{
    AccountListing account = whole(u"Hub"_s) + whole(u"Hub2"_s) + whole(u"MyHub"_s);
    account.queues << u"hub-control-16"_s << u"hub-control-00-old"_s << u"hub-other"_s;
    account.containers << u"hub"_s << u"hub-leases"_s << u"hub-leases2"_s;
    account.tables << u"HubInstancesOld"_s;
    const HubArtefacts artefacts = artefactsOf(u"Hub"_s, account);
    QCOMPARE(artefacts.queues,
             QStringList({ u"hub-control-00"_s, u"hub-control-01"_s, u"hub-workitems"_s }));
    QCOMPARE(artefacts.containers,
             QStringList({ u"hub-leases"_s, u"hub-applease"_s, u"hub-largemessages"_s }));
    QCOMPARE(artefacts.tables,
             QStringList({ u"HubPartitions"_s, u"HubHistory"_s, u"HubInstances"_s }));
    QCOMPARE(artefacts.count(), 9);
    QCOMPARE(artefactsOf(u"Nobody"_s, account).count(), 0);
}

void DiscoveryTest::matchesTablesWithoutCase()
{
    const AccountListing account { { u"HUBInstances"_s, u"HubInstances"_s, u"hubHISTORY"_s },
                                   {},
                                   {} };
    QCOMPARE(artefactsOf(u"Hub"_s, account).tables,
             QStringList({ u"hubHISTORY"_s, u"HubInstances"_s }));
}

HUBDECK_GUILESS_TEST(DiscoveryTest)
#include "tst_discovery.moc"
