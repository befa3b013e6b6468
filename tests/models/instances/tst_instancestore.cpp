// SPDX-License-Identifier: MIT
#include "models/instances/instancestore.h"

#include "scriptedhub.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using Kind = RuntimeStatus::Kind;

namespace {

constexpr Instant now(Instant::Ticks(17'952'000'000'000'000));

} // namespace

class TestInstanceStore : public QObject
{
    Q_OBJECT

private slots:
    void keepsEveryValueOfARow();
    void keepsRowsWithoutTimesAndWithUnknownStatus();
    void updatesAKnownIdInPlace();
    void tellsOnlyRowsThatDiffer();
    void growsOverManyChunks();
    void removesAndBringsBackUnderTheSameRow();
    void removesWhatAReloadDidNotSee();
    void keepsMarkedRowsOverAReload();
    void packsReplacedCustomStatuses();
    void forgetsEverythingWhenCleared();
};

void TestInstanceStore::keepsEveryValueOfARow()
{
    InstanceStore store;
    const InstanceDetails one
        = ScriptedHub::made(u"ünï😀"_s, u"Quick"_s, Kind::Failed, now, R"({"a":1})");
    const InstanceStore::Changes changes = store.merge(ScriptedHub::pageOf({ one }));
    QCOMPARE(changes.added, std::vector<quint32> { 0 });
    QCOMPARE(store.id(0), one.id);
    QCOMPARE(store.name(0), u"Quick"_s);
    QCOMPARE(store.status(0), RuntimeStatus(Kind::Failed));
    QCOMPARE(store.created(0), one.created);
    QCOMPARE(store.lastUpdated(0), one.lastUpdated);
    QCOMPARE(store.customStatus(0).toByteArray(), one.customStatus.text);
    QVERIFY(!store.isCustomStatusCut(0));
    QCOMPARE(store.find(one.id), std::optional<quint32>(0));
    QVERIFY(!store.find(InstanceId(u"ÜNÏ😀"_s)));
}

void TestInstanceStore::keepsRowsWithoutTimesAndWithUnknownStatus()
{
    InstanceStore store;
    InstanceDetails one = ScriptedHub::made(u"a"_s, {}, RuntimeStatus::fromName(u"Paused"_s), now);
    one.created.reset();
    one.lastUpdated.reset();
    store.merge(one);
    QCOMPARE(store.status(0).name(), u"Paused"_s);
    QVERIFY(!store.created(0));
    QVERIFY(!store.lastUpdated(0));
    QVERIFY(store.customStatus(0).isEmpty());
}

void TestInstanceStore::updatesAKnownIdInPlace()
{
    InstanceStore store;
    store.merge(ScriptedHub::pageOf(ScriptedHub::generated(10, now)));
    InstanceDetails changed = ScriptedHub::generated(10, now)[4];
    changed.status = Kind::Terminated;
    for (const QByteArray &custom : { QByteArray("\"a longer custom status than before, by far\""),
                                      QByteArray("1"), QByteArray(), QByteArray("\"again\"") }) {
        changed.customStatus.text = custom;
        const InstanceStore::Changes changes = store.merge(changed);
        QCOMPARE(changes.changed, std::vector<quint32> { 4 });
        QVERIFY(changes.added.empty());
        QCOMPARE(store.customStatus(4).toByteArray(), custom);
    }
    QCOMPARE(store.status(4), RuntimeStatus(Kind::Terminated));
    QCOMPARE(store.liveCount(), 10U);
    QCOMPARE(store.customStatus(3).toByteArray(),
             ScriptedHub::generated(10, now)[3].customStatus.text);
}

void TestInstanceStore::tellsOnlyRowsThatDiffer()
{
    InstanceStore store;
    const auto all = ScriptedHub::generated(10, now);
    store.merge(ScriptedHub::pageOf(all));
    QVERIFY(store.merge(ScriptedHub::pageOf(all)).isEmpty());
}

void TestInstanceStore::growsOverManyChunks()
{
    InstanceStore store;
    const int count = 3 * int(InstanceStore::chunkRows) + 5;
    const auto all = ScriptedHub::generated(count, now);
    store.merge(ScriptedHub::pageOf(all));
    QCOMPARE(store.liveCount(), quint32(count));
    for (int i = 0; i < count; i += 997) {
        const auto row = static_cast<quint32>(i);
        QCOMPARE(store.id(row), all[row].id);
        QCOMPARE(store.created(row), all[row].created);
        QCOMPARE(store.find(all[row].id), std::optional(row));
    }
    QCOMPARE(store.names().size(), size_t(5));
}

void TestInstanceStore::removesAndBringsBackUnderTheSameRow()
{
    InstanceStore store;
    const auto all = ScriptedHub::generated(3, now);
    store.merge(ScriptedHub::pageOf(all));
    const InstanceId unknown(u"never seen"_s);
    const std::vector<InstanceId> ids { all[1].id, unknown, all[1].id };
    QCOMPARE(store.remove(ids).removed, std::vector<quint32> { 1 });
    QVERIFY(!store.isLive(1));
    QVERIFY(!store.find(all[1].id));
    QCOMPARE(store.liveCount(), 2U);
    QCOMPARE(store.merge(all[1]).added, std::vector<quint32> { 1 });
    QVERIFY(store.isLive(1));
    QCOMPARE(store.rowCount(), 3U);
}

void TestInstanceStore::removesWhatAReloadDidNotSee()
{
    InstanceStore store;
    const auto all = ScriptedHub::generated(5, now);
    store.merge(ScriptedHub::pageOf(all));
    for (int round = 0; round < 300; ++round) { // more reloads than their counter holds
        store.beginReload();
        store.merge(ScriptedHub::pageOf(all));
        QVERIFY(store.endReload().isEmpty());
    }
    store.beginReload();
    store.merge(ScriptedHub::pageOf({ all[0], all[2], all[4] }));
    QCOMPARE(store.endReload().removed, (std::vector<quint32> { 1, 3 }));
    QCOMPARE(store.liveCount(), 3U);
}

void TestInstanceStore::keepsMarkedRowsOverAReload()
{
    InstanceStore store;
    const auto all = ScriptedHub::generated(2, now);
    store.merge(ScriptedHub::pageOf(all));
    store.beginReload();
    const std::vector<InstanceId> keep { all[1].id };
    store.markSeen(keep);
    QCOMPARE(store.endReload().removed, std::vector<quint32> { 0 });
}

void TestInstanceStore::packsReplacedCustomStatuses()
{
    InstanceStore store;
    InstanceDetails one = ScriptedHub::made(u"a"_s, u"N"_s, Kind::Running, now, "\"small\"");
    const InstanceDetails other
        = ScriptedHub::made(u"b"_s, u"N"_s, Kind::Running, now, "\"untouched\"");
    store.merge(ScriptedHub::pageOf({ one, other }));
    for (int i = 0; i < 40'000;
         ++i) { // alternately longer and shorter: each longer one needs a new place
        one.customStatus.text = QByteArray(i % 2 == 0 ? 500 : 300, static_cast<char>('a' + i % 26));
        store.merge(one);
        if (i % 2 == 1) {
            one.customStatus.text = "1";
            store.merge(one);
        }
    }
    QVERIFY2(store.customArena().usedBytes() < 6 << 20,
             qPrintable(QString::number(store.customArena().usedBytes())));
    QCOMPARE(store.customStatus(1).toByteArray(), QByteArray("\"untouched\""));
}

void TestInstanceStore::forgetsEverythingWhenCleared()
{
    InstanceStore store;
    store.merge(ScriptedHub::pageOf(ScriptedHub::generated(5, now)));
    store.clear();
    QCOMPARE(store.rowCount(), 0U);
    QCOMPARE(store.liveCount(), 0U);
    QVERIFY(!store.find(InstanceId(u"order-000001"_s)));
    store.merge(ScriptedHub::made(u"x"_s, u"X"_s, Kind::Running, now));
    QCOMPARE(store.name(0), u"X"_s);
}

HUBDECK_GUILESS_TEST(TestInstanceStore)
#include "tst_instancestore.moc"
