// SPDX-License-Identifier: MIT
#include "models/instances/instancesort.h"

#include "scriptedhub.h"
#include "testprogram.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using Kind = RuntimeStatus::Kind;
using Row = InstanceStore::Row;

Q_DECLARE_METATYPE(hubdeck::InstanceSortKey)

namespace {

constexpr Instant now(Instant::Ticks(17'952'000'000'000'000));

std::vector<Row> allRows(const InstanceStore &store)
{
    std::vector<Row> rows(store.rowCount());
    std::iota(rows.begin(), rows.end(), 0U);
    return rows;
}

} // namespace

class TestInstanceSort : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithComparison_data();
    void agreesWithComparison();
    void putsUnknownTimesFirst();
    void ordersTimesThatLieFarApart();
    void keepsEqualRowsInOrderOfArrival();
    void mergesFewRowsIntoMany();
    void sortsNothing();
    void sortsByWhatOnlySomeRoadsTell();
};

void TestInstanceSort::sortsByWhatOnlySomeRoadsTell()
{
    InstanceStore store;
    InstanceDetails old = ScriptedHub::made(u"old"_s, {}, Kind::Completed, now);
    old.version = u"1"_s;
    old.generation = 2;
    InstanceDetails young = ScriptedHub::made(u"new"_s, {}, Kind::Completed, now);
    young.version = u"2"_s;
    young.generation = 0;
    const InstanceDetails none = ScriptedHub::made(u"none"_s, {}, Kind::Completed, now);
    store.merge(ScriptedHub::pageOf({ young, old, none }));
    const auto sorted = [&store](InstanceSortKey key) {
        InstanceOrder order(store, key, false);
        std::vector<Row> rows = allRows(store);
        order.sortAll(rows);
        return rows;
    };
    QCOMPARE(sorted(InstanceSortKey::Version), (std::vector<Row> { 2, 1, 0 }));
    QCOMPARE(sorted(InstanceSortKey::Generation), (std::vector<Row> { 2, 0, 1 }));
}

void TestInstanceSort::agreesWithComparison_data()
{
    QTest::addColumn<InstanceSortKey>("key");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<bool>("wholeSeconds");
    const std::array keys { InstanceSortKey::Status,       InstanceSortKey::Id,
                            InstanceSortKey::Name,         InstanceSortKey::Created,
                            InstanceSortKey::LastUpdated,  InstanceSortKey::Duration,
                            InstanceSortKey::CustomStatus, InstanceSortKey::Version,
                            InstanceSortKey::Tags,         InstanceSortKey::ScheduledStart,
                            InstanceSortKey::Completed,    InstanceSortKey::Generation };
    for (const InstanceSortKey key : keys) {
        for (const bool descending : { false, true }) {
            for (const bool whole : { false, true }) {
                QTest::addRow("key %d %s %s", static_cast<int>(key), descending ? "down" : "up",
                              whole ? "seconds" : "ticks")
                    << key << descending << whole;
            }
        }
    }
}

void TestInstanceSort::agreesWithComparison()
{
    QFETCH(const InstanceSortKey, key);
    QFETCH(const bool, descending);
    QFETCH(const bool, wholeSeconds);
    std::mt19937_64 random(42);
    InstanceStore store;
    std::vector<InstanceDetails> all = ScriptedHub::generated(3000, now);
    for (InstanceDetails &instance : all) {
        const auto unit = wholeSeconds ? 10'000'000 : 1;
        instance.created
            = Instant(Instant::Ticks(static_cast<qint64>(random() % 1'000'000'000) * unit));
        instance.lastUpdated
            = *instance.created + Instant::Ticks(static_cast<qint64>(random() % 1000) * unit);
        instance.version = QString::number(random() % 5);
        instance.tags = random() % 3 == 0
            ? QByteArray()
            : "{\"n\":\"" + QByteArray::number(static_cast<qulonglong>(random() % 50)) + "\"}";
        instance.scheduledStart
            = random() % 2 == 0 ? std::nullopt : std::optional(*instance.lastUpdated);
        instance.completed = instance.lastUpdated;
        instance.generation = static_cast<qint64>(random() % 4);
    }
    std::shuffle(all.begin(), all.end(), random);
    store.merge(ScriptedHub::pageOf(all));
    InstanceOrder order(store, key, descending);
    order.setNow(now);
    std::vector<Row> whole = allRows(store);
    std::vector<Row> compared = whole;
    order.sortAll(whole);
    order.sortFew(compared);
    QCOMPARE(whole, compared);
}

void TestInstanceSort::putsUnknownTimesFirst()
{
    InstanceStore store;
    InstanceDetails none = ScriptedHub::made(u"none"_s, u"N"_s, Kind::Completed, now);
    none.created.reset();
    store.merge(ScriptedHub::pageOf(
        { ScriptedHub::made(u"b"_s, u"N"_s, Kind::Completed, now), none,
          ScriptedHub::made(u"a"_s, u"N"_s, Kind::Completed, now - std::chrono::hours(1)) }));
    InstanceOrder up(store, InstanceSortKey::Created, false);
    std::vector<Row> rows = allRows(store);
    up.sortAll(rows);
    QCOMPARE(rows, (std::vector<Row> { 1, 2, 0 }));
    InstanceOrder down(store, InstanceSortKey::Created, true);
    rows = allRows(store);
    down.sortAll(rows);
    QCOMPARE(rows, (std::vector<Row> { 0, 2, 1 }));
    InstanceOrder duration(store, InstanceSortKey::Duration, false);
    rows = allRows(store);
    duration.sortAll(rows);
    QCOMPARE(rows.front(), 1U);

    InstanceDetails later = ScriptedHub::made(u"b"_s, u"N"_s, Kind::Completed, now);
    later.completed = *later.lastUpdated + std::chrono::seconds(1); // shown as longer than `a`
    store.merge(ScriptedHub::pageOf({ later }));
    rows = allRows(store);
    duration.sortAll(rows);
    QCOMPARE(rows, (std::vector<Row> { 1, 2, 0 }));
}

void TestInstanceSort::ordersTimesThatLieFarApart()
{
    InstanceStore store;
    const auto at = [](qint64 ticks) { return Instant(Instant::Ticks(ticks)); };
    std::vector<InstanceDetails> all {
        ScriptedHub::made(u"a"_s, {}, Kind::Completed,
                          at(std::numeric_limits<qint64>::max() - 100'000'000)),
        ScriptedHub::made(u"b"_s, {}, Kind::Completed, at(-9'000'000'000'000'000'001)),
        ScriptedHub::made(u"c"_s, {}, Kind::Completed, at(0))
    };
    store.merge(ScriptedHub::pageOf(all));
    InstanceOrder order(store, InstanceSortKey::Created, false);
    std::vector<Row> rows = allRows(store);
    order.sortAll(rows);
    QCOMPARE(rows, (std::vector<Row> { 1, 2, 0 }));
}

void TestInstanceSort::keepsEqualRowsInOrderOfArrival()
{
    InstanceStore store;
    store.merge(ScriptedHub::pageOf({ ScriptedHub::made(u"z"_s, u"Same"_s, Kind::Failed, now),
                                      ScriptedHub::made(u"m"_s, u"Same"_s, Kind::Failed, now),
                                      ScriptedHub::made(u"a"_s, u"Same"_s, Kind::Failed, now) }));
    for (const InstanceSortKey key : { InstanceSortKey::Status, InstanceSortKey::Name,
                                       InstanceSortKey::Created, InstanceSortKey::CustomStatus }) {
        for (const bool descending : { false, true }) {
            InstanceOrder order(store, key, descending);
            std::vector<Row> rows = allRows(store);
            order.sortAll(rows);
            QCOMPARE(rows, (std::vector<Row> { 0, 1, 2 }));
        }
    }
}

void TestInstanceSort::mergesFewRowsIntoMany()
{
    InstanceStore store;
    store.merge(ScriptedHub::pageOf(ScriptedHub::generated(1000, now)));
    InstanceOrder order(store, InstanceSortKey::Created, true);
    std::vector<Row> many;
    std::vector<Row> few;
    for (Row row = 0; row < 1000; ++row) {
        (row % 10 == 3 ? few : many).push_back(row);
    }
    order.sortAll(many);
    order.sortFew(few);
    order.merge(many, few);
    std::vector<Row> expected = allRows(store);
    order.sortAll(expected);
    QCOMPARE(many, expected);
}

void TestInstanceSort::sortsNothing()
{
    const InstanceStore store;
    std::vector<Row> rows;
    for (const InstanceSortKey key :
         { InstanceSortKey::Status, InstanceSortKey::Id, InstanceSortKey::Created }) {
        InstanceOrder order(store, key, true);
        order.sortAll(rows);
        order.merge(rows, {});
        QVERIFY(rows.empty());
    }
}

HUBDECK_GUILESS_TEST(TestInstanceSort)
#include "tst_instancesort.moc"
