// SPDX-License-Identifier: MIT
#include "services/azurestorage/hubdeleter.h"

#include "services/azurestorage/hubstore.h"
#include "storageaccountfixture.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

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

private:
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

QTEST_GUILESS_MAIN(tst_HubDeleter)
#include "tst_hubdeleter.moc"
