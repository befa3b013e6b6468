// SPDX-License-Identifier: MIT
#include "services/azurestorage/entitystore.h"

#include "services/azurestorage/hubstore.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_EntityStore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void listsEntitiesThatExist();
    void readsStates();
    void saysWhichStatesAreLost();
    void tellsWhoHoldsALock();
    void refusesBadSignals();
    void delaysSignals();
    void findsWhatToClean();
    void leavesWhatComesBackToLife();
    void cleansAndIsSafeToRepeat();

private:
    [[nodiscard]] std::map<QString, EntityRow> rowsOf(const EntityQuery &query) const;
    [[nodiscard]] QStringList listed(const EntityQuery &query, QByteArray *state = nullptr) const;

    StorageAccountFixture m_fixture { u"legacy-hub"_s };
    std::unique_ptr<HubStore> m_store;
};

void tst_EntityStore::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    QCOMPARE(m_fixture.start(), QString());
    m_store = std::make_unique<HubStore>(m_fixture.account(), TaskHubName(u"LegacyHub"_s),
                                         m_fixture.http(), AzureStorageHubOptions());
}

/// The entities of a query by their keys.
std::map<QString, EntityRow> tst_EntityStore::rowsOf(const EntityQuery &query) const
{
    std::map<QString, EntityRow> rows;
    const auto take = [&](EntityPage &&page) {
        for (const EntityRow &row : page.rows) {
            rows.emplace(row.id.key, row);
        }
        return SinkAnswer::Continue;
    };
    EntityStore(*m_store).listEntities(query, {}, take, {});
    return rows;
}

QStringList tst_EntityStore::listed(const EntityQuery &query, QByteArray *state) const
{
    QStringList keys;
    EntityStore(*m_store).listEntities(query, {},
                                       [&](EntityPage &&page) {
                                           for (const EntityRow &row : page.rows) {
                                               keys.append(row.id.key);
                                               if (state && row.id.key == u"kept") {
                                                   *state = row.state.text;
                                               }
                                           }
                                           return SinkAnswer::Continue;
                                       },
                                       {});
    keys.sort();
    return keys;
}

void tst_EntityStore::listsEntitiesThatExist()
{
    QByteArray state;
    EntityQuery query;
    QCOMPARE(listed(query, &state), (QStringList { u"kept"_s, u"locked"_s }));
    QVERIFY(state.isEmpty() || state == "null");
    query.name = u"Counter"_s; // case does not matter
    query.fetchState = true;
    query.pageSize = 1;
    QCOMPARE(listed(query, &state), (QStringList { u"kept"_s, u"locked"_s }));
    QVERIFY(!state.isEmpty() && state != "null");
    query.name = u"nothing"_s;
    QVERIFY(listed(query).isEmpty());
    query.pageSize = 0;
    QCOMPARE(kindThrownBy([&] { static_cast<void>(listed(query)); }), u"InvalidInput"_s);
}

void tst_EntityStore::readsStates()
{
    const EntityStore entities(*m_store);
    const auto kept = entities.entityState({ u"Counter"_s, u"kept"_s }, {});
    QVERIFY(kept);
    QVERIFY(kept->isJson());
    QVERIFY(!entities.entityState({ u"counter"_s, u"emptied"_s }, {}));
    QVERIFY(!entities.entityState({ u"counter"_s, u"nobody"_s }, {}));
}

void tst_EntityStore::saysWhichStatesAreLost()
{
    const auto put = [&](const QString &key, const QString &input, const QString &blob) {
        TableRow row;
        row.partitionKey = u"@broken@"_s + key;
        row.set(u"CustomStatus"_s, EdmType::String, u"{\"entityExists\":true}"_s);
        row.set(u"Input"_s, EdmType::String, input);
        if (!blob.isEmpty()) {
            row.set(u"InputBlobName"_s, EdmType::String, blob);
        }
        m_fixture.tables().insert(m_store->names.instances, row, {});
    };
    put(u"absent"_s, {}, u"gone/state-Input.json.gz"_s);
    put(u"damaged"_s, u"{\"state\":"_s, {});
    put(u"nojson"_s, u"oops"_s, {});
    EntityQuery query;
    query.name = u"broken"_s;
    query.fetchState = true;
    const std::map<QString, EntityRow> rows = rowsOf(query);
    QCOMPARE(rows.size(), size_t(3));
    for (const auto &[key, row] : rows) {
        QVERIFY2(row.state.isJson() && row.state.text.startsWith("\"("), qPrintable(key));
        QVERIFY(row.raw.contains(row.state.text));
    }
    QVERIFY(rows.at(u"absent"_s).state.text.contains("gone/state-Input.json.gz"));
    QVERIFY(rows.at(u"damaged"_s).state.text.contains("damaged"));
    const EntityStore entities(*m_store);
    QCOMPARE(kindThrownBy([&] {
                 static_cast<void>(entities.entityState({ u"broken"_s, u"nojson"_s }, {}));
             }),
             u"Malformed"_s);
    for (const auto &[key, row] : rows) {
        m_fixture.tables().remove(m_store->names.instances, row.id.instanceId().text(), {}, "*",
                                  {});
    }
}

void tst_EntityStore::tellsWhoHoldsALock()
{
    EntityQuery query;
    for (const bool fetchState : { false, true }) {
        query.fetchState = fetchState;
        const std::map<QString, EntityRow> rows = rowsOf(query);
        QCOMPARE(rows.at(u"locked"_s).lockedBy, InstanceId(u"legacy-lock"_s));
        QCOMPARE(rows.at(u"locked"_s).queueSize, std::optional<qint64>(1));
        QVERIFY(rows.at(u"kept"_s).lockedBy.isEmpty());
        QCOMPARE(rows.at(u"kept"_s).queueSize, std::optional<qint64>(0));
        QCOMPARE(rows.at(u"kept"_s).suspended, fetchState ? std::optional(false) : std::nullopt);
    }
}

void tst_EntityStore::refusesBadSignals()
{
    const EntityStore entities(*m_store);
    EntitySignal signal;
    signal.operation = u"add"_s;
    QCOMPARE(kindThrownBy([&] {
                 entities.signalEntity({ u""_s, u"k"_s }, signal, {});
             }),
             u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] {
                 entities.signalEntity({ u"a@b"_s, u"k"_s }, signal, {});
             }),
             u"InvalidInput"_s);
    signal.input = "{no";
    QCOMPARE(kindThrownBy([&] {
                 entities.signalEntity({ u"counter"_s, u"k"_s }, signal, {});
             }),
             u"InvalidInput"_s);
    signal.input.reset();
    signal.operation.clear();
    QCOMPARE(kindThrownBy([&] {
                 entities.signalEntity({ u"counter"_s, u"k"_s }, signal, {});
             }),
             u"InvalidInput"_s);
}

void tst_EntityStore::delaysSignals()
{
    const EntityStore entities(*m_store);
    const EntityId id { u"counter"_s, u"later"_s };
    const QString queue = m_store->controlQueueOf(id.instanceId(), {});
    const auto visible = m_fixture.messages(queue).size();
    const qint64 all = m_store->queues().messageCount(queue, {});
    EntitySignal signal;
    signal.operation = u"add"_s;
    signal.due = Instant::now() + 1h;
    entities.signalEntity(id, signal, {});
    QCOMPARE(m_store->queues().messageCount(queue, {}), all + 1);
    QCOMPARE(m_fixture.messages(queue).size(), visible); // not to be seen yet
    signal.due = Instant::now() - 1h; // at once
    entities.signalEntity(id, signal, {});
    QCOMPARE(m_store->queues().messageCount(queue, {}), all + 2);
}

void tst_EntityStore::findsWhatToClean()
{
    const EntityStore entities(*m_store);
    EntityCleaningQuery query;
    const EntityCleaning cleaning = entities.entitiesToClean(query, {});
    QCOMPARE(cleaning.looked, qint64(3));
    QCOMPARE(cleaning.empty, (std::vector { EntityId { u"counter"_s, u"emptied"_s } }));
    QCOMPARE(cleaning.locks.size(), size_t(1));
    QCOMPARE(cleaning.locks.front().entity, (EntityId { u"counter"_s, u"locked"_s }));
    QVERIFY(!cleaning.locks.front().ownerState.isEmpty());
    query.removeEmpty = false;
    query.releaseLocks = false;
    QVERIFY(entities.entitiesToClean(query, {}).isEmpty());
    query = {};
    query.reorderWindow = std::chrono::hours(24 * 365 * 10); // still too young
    QVERIFY(entities.entitiesToClean(query, {}).empty.empty());
    query = {};
    query.name = u"other"_s;
    QCOMPARE(entities.entitiesToClean(query, {}).looked, qint64(0));
}

void tst_EntityStore::leavesWhatComesBackToLife()
{
    const EntityId emptied { u"counter"_s, u"emptied"_s };
    AzureStorageHubOptions options;
    int requests = 0;
    options.storage.now = [&] {
        if (++requests == 2) { // the row was read and is to be removed
            TableRow change;
            change.partitionKey = emptied.instanceId().text();
            change.set(u"Version"_s, EdmType::String, u"2"_s);
            m_fixture.tables().merge(m_store->names.instances, change, "*", {});
        }
        return QDateTime::currentDateTimeUtc();
    };
    const HubStore store(m_fixture.account(), m_store->hub, m_fixture.http(), options);
    EntityCleaning cleaning = EntityStore(*m_store).entitiesToClean({}, {});
    cleaning.locks.clear();
    QCOMPARE(cleaning.empty, (std::vector { emptied }));
    const EntityCleaned cleaned = EntityStore(store).cleanEntities(cleaning, {});
    QCOMPARE(requests, 2); // read, looked at once more, left alone
    QCOMPARE(cleaned, (EntityCleaned { .removed = 0, .released = 0, .skipped = 1 }));
    QVERIFY(m_store->findInstance(emptied.instanceId(), {}));
}

void tst_EntityStore::cleansAndIsSafeToRepeat()
{
    const EntityStore entities(*m_store);
    const EntityCleaning cleaning = entities.entitiesToClean({}, {});
    const QString queue = m_store->controlQueueOf(cleaning.locks.front().entity.instanceId(), {});
    const qint64 before = m_store->queues().messageCount(queue, {});
    EntityCleaned cleaned = entities.cleanEntities(cleaning, {});
    QCOMPARE(cleaned.removed, qint64(1));
    QCOMPARE(cleaned.released, qint64(1));
    QCOMPARE(cleaned.skipped, qint64(0));
    QCOMPARE(m_store->queues().messageCount(queue, {}), before + 1);
    QVERIFY(!m_store->findInstance(InstanceId(u"@counter@emptied"_s), {}));
    EntityCleaning again = cleaning;
    again.locks.clear();
    again.empty.push_back({ u"counter"_s, u"kept"_s }); // in use: stays
    cleaned = entities.cleanEntities(again, {});
    QCOMPARE(cleaned.removed, qint64(0));
    QCOMPARE(cleaned.skipped, qint64(2));
    QVERIFY(m_store->findInstance(InstanceId(u"@counter@kept"_s), {}));
}

HUBDECK_GUILESS_TEST(tst_EntityStore)
#include "tst_entitystore.moc"
