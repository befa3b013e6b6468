// SPDX-License-Identifier: MIT
#include "services/azurestorage/hubdeleter.h"

#include "faultserver.h"
#include "services/azurestorage/hubstore.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

namespace {

/// A service with the tables of a hub AHub, which refuses one kind of request.
FaultServer::Handler refusing(const QByteArray &method, const QByteArray &path)
{
    return [method, path](const FaultRequest &request) {
        const auto found = [](const QByteArray &type, const QByteArray &body) {
            return Fault::answer(200, body, { { "Content-Type", type } });
        };
        const QByteArray asked = QByteArray::fromPercentEncoding(request.path());
        if (request.method == method && asked == path) {
            return Fault::answer(403, {},
                                 { { "x-ms-error-code", "AuthorizationPermissionMismatch" } });
        }
        if (request.method == "DELETE") {
            return Fault::answer(204);
        }
        if (asked == "/t/Tables") {
            return found(
                "application/json",
                R"({"value":[{"TableName":"AHubHistory"},{"TableName":"AHubInstances"}]})");
        }
        return asked == "/b/" || asked == "/q/"
            ? found("application/xml",
                    asked == "/q/" ? "<EnumerationResults><Queues/></EnumerationResults>"
                                   : "<EnumerationResults><Containers/></EnumerationResults>")
            : Fault::answer(
                404, {},
                { { "x-ms-error-code",
                    asked.startsWith("/t/") ? "TableNotFound" : "ContainerNotFound" } });
    };
}

StorageAccount accountAt(const FaultServer &server)
{
    StorageAccount account;
    account.name = u"acc"_s;
    account.blobEndpoint = server.url("/b");
    account.queueEndpoint = server.url("/q");
    account.tableEndpoint = server.url("/t");
    account.credential = SharedKeyCredential { Secret("a2V5") };
    return account;
}

} // namespace

class tst_HubDeleter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void plansEverythingWithCounts();
    void wantsTheExactName();
    void refusesAHubInUse();
    void deletesOnlyThisHub();
    void keepsSharedTables();
    void keepsTablesWithRowsOfOtherHubs();
    void deletesAHubOpenedInAnotherCase();
    void seesAnOwnedPartition();
    void seesALeasedBlobBesidesUnownedPartitions();
    void keepsTheRestWhenAWorkerStarts();
    void wantsForceWhenItCannotLook_data();
    void wantsForceWhenItCannotLook();
    void keepsInstancesUntilTheRestIsGone();

private:
    void makeHub(const QString &name) const;
    [[nodiscard]] QStringList thingsOf(const QString &hub) const;

    [[nodiscard]] std::unique_ptr<HubStore> store(const QString &hub,
                                                  AzureStorageHubOptions options = {})
    {
        return std::make_unique<HubStore>(m_fixture.account(), TaskHubName(hub), m_fixture.http(),
                                          std::move(options));
    }

    StorageAccountFixture m_fixture { u"isolated-hub"_s };
};

void tst_HubDeleter::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    QCOMPARE(m_fixture.start(), QString());
    // A hub whose name begins like the other's
    for (const QString &table : { u"IsolatedHub2Instances"_s, u"IsolatedHub2History"_s }) {
        m_fixture.createTable(table);
    }
    m_fixture.createQueue(u"isolatedhub2-workitems"_s);
    m_fixture.createQueue(u"isolatedhub2-control-00"_s);
    m_fixture.blobs().createContainer(u"isolatedhub2-largemessages"_s, {});
}

void tst_HubDeleter::plansEverythingWithCounts()
{
    const auto hub = store(u"IsolatedHub"_s);
    const AccountNames before = m_fixture.names();
    const HubDeletionPlan plan = HubDeleter(*hub).plan({});
    QStringList names;
    for (const HubArtefact &artefact : plan.artefacts) {
        names.append(artefact.name);
        QVERIFY(artefact.count);
        if (artefact.name == u"IsolatedHubInstances") {
            QCOMPARE(*artefact.count, 29);
        }
    }
    QVERIFY(!names.contains(u"isolatedhub2-workitems"_s));
    for (const QString &name : { u"isolatedhub-workitems"_s, u"isolatedhub-control-02"_s,
                                 u"IsolatedHubPartitions"_s, u"IsolatedHubHistory"_s }) {
        QVERIFY2(names.contains(name), qPrintable(name));
    }
    QCOMPARE(names.back(), u"IsolatedHubInstances"_s);
    QVERIFY(plan.problems.isEmpty());
    QVERIFY(plan.kept.empty());
    QCOMPARE(m_fixture.names(), before);
}

void tst_HubDeleter::wantsTheExactName()
{
    const auto hub = store(u"IsolatedHub"_s);
    const AccountNames before = m_fixture.names();
    for (const QString &typed : { QString(), u"isolatedhub"_s, u"IsolatedHub2"_s }) {
        QCOMPARE(kindThrownBy([&] {
                     HubDeleter(*hub).remove({ TaskHubName(typed), true }, {}, {});
                 }),
                 u"InvalidInput"_s);
    }
    QCOMPARE(m_fixture.names(), before);
}

void tst_HubDeleter::refusesAHubInUse()
{
    m_fixture.createTable(u"BusyHubInstances"_s);
    m_fixture.createTable(u"BusyHubHistory"_s);
    m_fixture.blobs().createContainer(u"busyhub-applease"_s, {});
    m_fixture.leaseContainer(u"busyhub-applease"_s);
    const auto hub = store(u"BusyHub"_s);
    const HubDeletionPlan plan = HubDeleter(*hub).plan({});
    QVERIFY(plan.isInUse);
    QCOMPARE(plan.signsOfUse.size(), 1);
    const AccountNames before = m_fixture.names();
    QCOMPARE(kindThrownBy([&] {
                 HubDeleter(*hub).remove({ hub->hub, false }, {}, {});
             }),
             u"WrongState"_s);
    QCOMPARE(m_fixture.names(), before);
    const HubDeletionOutcome outcome = HubDeleter(*hub).remove({ hub->hub, true }, {}, {});
    QCOMPARE(outcome.deleted, 3); // the lease was broken
    QVERIFY(outcome.leftovers.empty());
}

void tst_HubDeleter::deletesOnlyThisHub()
{
    const auto hub = store(u"IsolatedHub"_s);
    const AccountState other = m_fixture.state(u"IsolatedHub2"_s);
    AccountNames expected = m_fixture.names();
    const HubDeletionPlan plan = HubDeleter(*hub).plan({});
    for (const HubArtefact &artefact : plan.artefacts) {
        expected.tables.erase(artefact.name);
        expected.queues.erase(artefact.name);
        expected.containers.erase(artefact.name);
    }
    QStringList told;
    const HubDeletionOutcome outcome = HubDeleter(*hub).remove(
        { hub->hub, true },
        [&](const HubDeletionProgress &progress) {
            told.append(progress.artefact.name);
            [&] {
                QVERIFY(progress.problem.isEmpty());
                QCOMPARE(progress.done, told.size());
                QCOMPARE(progress.total, qsizetype(plan.artefacts.size()));
            }();
        },
        {});
    QCOMPARE(told.size(), qsizetype(plan.artefacts.size()));
    QCOMPARE(outcome.deleted, qsizetype(plan.artefacts.size()));
    QVERIFY(outcome.leftovers.empty());
    QCOMPARE(m_fixture.names(), expected);
    QCOMPARE(m_fixture.state(u"IsolatedHub2"_s), other);
    const HubDeletionOutcome again = HubDeleter(*hub).remove({ hub->hub, false }, {}, {});
    QCOMPARE(again.deleted, 0);
    QVERIFY(again.leftovers.empty());
}

void tst_HubDeleter::keepsSharedTables()
{
    m_fixture.createTable(u"DurableTaskInstances"_s);
    m_fixture.createTable(u"DurableTaskHistory"_s);
    m_fixture.createQueue(u"sharing-workitems"_s);
    m_fixture.createQueue(u"sharing-control-00"_s);
    AzureStorageHubOptions options;
    options.trackingStore = TrackingStore { m_fixture.account(), u"DurableTask"_s };
    const auto hub = store(u"Sharing"_s, options);
    const HubDeletionPlan plan = HubDeleter(*hub).plan({});
    QCOMPARE(plan.artefacts.size(), size_t(2));
    QCOMPARE(plan.kept.size(), size_t(2));
    QCOMPARE(HubDeleter(*hub).remove({ hub->hub, false }, {}, {}).deleted, 2);
    QVERIFY(m_fixture.names().tables.contains(u"DurableTaskInstances"_s));
}

void tst_HubDeleter::makeHub(const QString &name) const
{
    const HubNames names(name);
    for (const QString &table : { names.instances, names.history, names.partitions }) {
        m_fixture.createTable(table);
    }
    m_fixture.createQueue(names.workItems);
    m_fixture.createQueue(names.controlQueue(0));
    for (const QString &container : { names.appLease, names.largeMessages }) {
        m_fixture.blobs().createContainer(container, {});
    }
}

QStringList tst_HubDeleter::thingsOf(const QString &hub) const
{
    const AccountNames all = m_fixture.names();
    QStringList found;
    for (const std::set<QString> &names : { all.tables, all.queues, all.containers }) {
        std::ranges::copy_if(names, std::back_inserter(found), [&](const QString &name) {
            return name.startsWith(hub, Qt::CaseInsensitive);
        });
    }
    return found;
}

void tst_HubDeleter::keepsTablesWithRowsOfOtherHubs()
{
    // The tracking store of several hubs, which looks like a hub of its own
    m_fixture.createTable(u"TrackInstances"_s);
    m_fixture.createTable(u"TrackHistory"_s);
    m_fixture.createQueue(u"track-workitems"_s);
    TableRow row;
    row.partitionKey = u"a"_s;
    row.set(u"TaskHubName"_s, EdmType::String, u"TRACK"_s); // its own in another case
    m_fixture.tables().insert(u"TrackInstances"_s, row, {});
    const auto hub = store(u"Track"_s);
    QVERIFY(HubDeleter(*hub).plan({}).kept.empty());
    row.partitionKey = u"b"_s;
    row.set(u"TaskHubName"_s, EdmType::String, u"Billing"_s);
    m_fixture.tables().insert(u"TrackInstances"_s, row, {});
    const HubDeletionPlan plan = HubDeleter(*hub).plan({});
    QCOMPARE(plan.artefacts.size(), size_t(1));
    QCOMPARE(plan.artefacts.front().name, u"track-workitems"_s);
    QCOMPARE(plan.kept.size(), size_t(2));
    QCOMPARE(plan.problems.size(), 1);
    QVERIFY(plan.problems.front().contains(u"Billing"_s));
    QVERIFY(!plan.needsForce());
    const HubDeletionOutcome outcome = HubDeleter(*hub).remove({ hub->hub, true }, {}, {});
    QCOMPARE(outcome.deleted, 1);
    QVERIFY(outcome.leftovers.empty());
    QCOMPARE(thingsOf(u"track"_s), QStringList({ u"TrackHistory"_s, u"TrackInstances"_s }));
}

void tst_HubDeleter::deletesAHubOpenedInAnotherCase()
{
    makeHub(u"CamelHub"_s);
    const auto hub = store(u"camelhub"_s);
    QCOMPARE(HubDeleter(*hub).plan({}).artefacts.size(), size_t(7));
    QCOMPARE(HubDeleter(*hub).plan({}).artefacts.back().name, u"CamelHubInstances"_s);
    m_fixture.leaseContainer(u"camelhub-largemessages"_s); // cannot be deleted
    HubDeletionOutcome outcome = HubDeleter(*hub).remove({ hub->hub, false }, {}, {});
    QStringList left;
    for (const HubDeletionOutcome::Leftover &leftover : outcome.leftovers) {
        left.append(leftover.artefact.name);
    }
    QVERIFY(left.contains(u"CamelHubInstances"_s)); // the last, so that it can be found
    outcome = HubDeleter(*hub).remove({ hub->hub, true }, {}, {});
    QVERIFY(outcome.leftovers.empty());
    QCOMPARE(thingsOf(u"camelhub"_s), QStringList());
}

void tst_HubDeleter::seesAnOwnedPartition()
{
    makeHub(u"OwnedHub"_s);
    TableRow row;
    row.rowKey = u"ownedhub-control-00"_s;
    row.set(u"CurrentOwner"_s, EdmType::String, u"worker-7"_s);
    row.set(u"ExpiresAt"_s, EdmType::DateTime, u"2100-01-01T00:00:00Z"_s);
    m_fixture.tables().insert(u"OwnedHubPartitions"_s, row, {});
    for (const QString &name : { u"OwnedHub"_s, u"ownedhub"_s }) { // in whichever case it is opened
        const auto hub = store(name);
        const HubDeletionPlan plan = HubDeleter(*hub).plan({});
        QVERIFY(plan.isInUse && plan.needsForce());
        QVERIFY(plan.signsOfUse.join(u' ').contains(u"worker-7"_s));
        const QStringList before = thingsOf(name);
        QCOMPARE(kindThrownBy([&] {
                     HubDeleter(*hub).remove({ hub->hub, false }, {}, {});
                 }),
                 u"WrongState"_s);
        QCOMPARE(thingsOf(name), before);
    }
}

void tst_HubDeleter::seesALeasedBlobBesidesUnownedPartitions()
{
    makeHub(u"MovedHub"_s); // to the table manager and back
    TableRow row;
    row.rowKey = u"movedhub-control-00"_s;
    row.set(u"IsDraining"_s, EdmType::Boolean, u"false"_s);
    m_fixture.tables().insert(u"MovedHubPartitions"_s, row, {});
    const QString blob = u"ownership/movedhub-control-00"_s;
    m_fixture.blobs().createContainer(u"movedhub-leases"_s, {});
    m_fixture.blobs().put(u"movedhub-leases"_s, blob, R"({"Owner":"worker-8"})",
                          BlobService::PutMode::Replace, {});
    const auto hub = store(u"MovedHub"_s);
    QVERIFY(!HubDeleter(*hub).plan({}).needsForce());
    m_fixture.leaseBlob(u"movedhub-leases"_s, blob);
    const HubDeletionPlan plan = HubDeleter(*hub).plan({});
    QVERIFY(plan.isInUse);
    QVERIFY(plan.signsOfUse.join(u' ').contains(u"worker-8"_s));
    QCOMPARE(kindThrownBy([&] {
                 HubDeleter(*hub).remove({ hub->hub, false }, {}, {});
             }),
             u"WrongState"_s);
}

void tst_HubDeleter::keepsTheRestWhenAWorkerStarts()
{
    makeHub(u"WokenHub"_s);
    const auto hub = store(u"WokenHub"_s);
    bool isLeased = false;
    QStringList told;
    const HubDeletionOutcome outcome
        = HubDeleter(*hub).remove({ hub->hub, false },
                                  [&](const HubDeletionProgress &progress) {
                                      if (!std::exchange(isLeased, true)) { // after the check
                                          m_fixture.leaseContainer(u"wokenhub-applease"_s);
                                      }
                                      if (!progress.problem.isEmpty()) {
                                          told.append(progress.artefact.name);
                                      }
                                  },
                                  {});
    const QStringList kept { u"wokenhub-applease"_s, u"wokenhub-largemessages"_s,
                             u"WokenHubHistory"_s, u"WokenHubInstances"_s };
    QCOMPARE(told, kept);
    QCOMPARE(outcome.leftovers.size(), size_t(kept.size()));
    for (const QString &name : kept) {
        QVERIFY2(thingsOf(u"wokenhub"_s).contains(name), qPrintable(name));
    }
    QVERIFY(outcome.leftovers.front().why.contains(u"wokenhub-applease"_s));
    QVERIFY(HubDeleter(*hub).remove({ hub->hub, true }, {}, {}).leftovers.empty());
}

void tst_HubDeleter::wantsForceWhenItCannotLook_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("app lease") << QByteArray("/b/ahub-applease");
    QTest::newRow("partitions") << QByteArray("/t/AHubPartitions()");
    QTest::newRow("leases") << QByteArray("/b/ahub-leases");
}

void tst_HubDeleter::wantsForceWhenItCannotLook()
{
    QFETCH(const QByteArray, path);
    FaultServer server;
    server.setHandler(refusing("GET", path));
    const StorageAccount account = accountAt(server);
    HttpClient http;
    const HubStore hub(account, TaskHubName(u"AHub"_s), http, {});
    const HubDeletionPlan plan = HubDeleter(hub).plan({});
    QVERIFY(!plan.isInUse);
    QVERIFY(plan.mayBeInUse && plan.needsForce());
    QVERIFY(!plan.problems.isEmpty());
    const auto error = thrownBy([&] { HubDeleter(hub).remove({ hub.hub, false }, {}, {}); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::WrongState);
    QVERIFY(error->message.contains(u"AHub"_s));
    QCOMPARE(server.arrivals("DELETE"), 0);
    QCOMPARE(HubDeleter(hub).remove({ hub.hub, true }, {}, {}).deleted, 2);
}

void tst_HubDeleter::keepsInstancesUntilTheRestIsGone()
{
    FaultServer server;
    server.setHandler(refusing("DELETE", "/t/Tables('AHubHistory')"));
    HttpClient http;
    for (const QString &name : { u"AHub"_s, u"ahub"_s }) { // in whichever case it is opened
        const HubStore hub(accountAt(server), TaskHubName(name), http, {});
        const HubDeletionOutcome outcome = HubDeleter(hub).remove({ hub.hub, false }, {}, {});
        QCOMPARE(outcome.deleted, 0);
        QCOMPARE(outcome.leftovers.size(), size_t(2));
    }
}

HUBDECK_GUILESS_TEST(tst_HubDeleter)
#include "tst_hubdeleter.moc"
