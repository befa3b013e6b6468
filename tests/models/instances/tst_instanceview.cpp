// SPDX-License-Identifier: MIT
#include "models/instances/instanceview.h"

#include "scriptedhub.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using Kind = RuntimeStatus::Kind;
using Rows = std::vector<InstanceStore::Row>;

namespace {

constexpr Instant now(Instant::Ticks(17'952'000'000'000'000));

InstanceDetails at(const QString &id, int secondsAgo, Kind kind = Kind::Running)
{
    return ScriptedHub::made(id, u"N"_s, kind, now - std::chrono::seconds(secondsAgo));
}

} // namespace

/// The random comparison with a naive list is in tst_instancetablemodel, which drives the view.
class TestInstanceView : public QObject
{
    Q_OBJECT

private slots:
    void ordersNewestFirst();
    void tellsWhatEntersLeavesAndChanges();
    void movesARowWhoseKeyChanged();
    void keepsOrderAndFilterOverClear();
};

void TestInstanceView::ordersNewestFirst()
{
    InstanceStore store;
    InstanceView view(store);
    const auto transition = view.apply(
        store.merge(ScriptedHub::pageOf({ at(u"a"_s, 5), at(u"b"_s, 1), at(u"c"_s, 3) })), now);
    QCOMPARE(transition.entering, (Rows { 0, 1, 2 }));
    QCOMPARE(view.shown(), (Rows { 1, 2, 0 }));
    QVERIFY(view.isDescending());
    QCOMPARE(view.sortKey(), InstanceSortKey::Created);
}

void TestInstanceView::tellsWhatEntersLeavesAndChanges()
{
    InstanceStore store;
    InstanceView view(store);
    view.apply(store.merge(ScriptedHub::pageOf(
                   { at(u"a"_s, 5), at(u"b"_s, 4), at(u"c"_s, 3, Kind::Failed), at(u"d"_s, 2) })),
               now);
    InstanceFilter filter;
    filter.statuses = { Kind::Running };
    view.setFilter(filter);
    QCOMPARE(view.shown(), (Rows { 3, 1, 0 }));
    InstanceDetails touched = at(u"b"_s, 4);
    touched.name = u"Other"_s;
    const auto transition = view.apply(
        store.merge(ScriptedHub::pageOf(
            { at(u"a"_s, 5, Kind::Failed), touched, at(u"c"_s, 3), at(u"d"_s, 2), at(u"e"_s, 1) })),
        now);
    QCOMPARE(transition.leaving, Rows { 0 });
    QCOMPARE(transition.changed, Rows { 1 });
    QCOMPARE(transition.entering, (Rows { 2, 4 }));
    QCOMPARE(view.shown(), (Rows { 4, 3, 2, 1 }));
    QCOMPARE(view.counts().of(Kind::Failed), 1);
    QCOMPARE(view.counts().shown, 4);
}

void TestInstanceView::movesARowWhoseKeyChanged()
{
    InstanceStore store;
    InstanceView view(store);
    view.apply(store.merge(ScriptedHub::pageOf(
                   { at(u"a"_s, 5), at(u"b"_s, 4), at(u"c"_s, 3), at(u"d"_s, 2), at(u"e"_s, 1) })),
               now);
    view.sort(InstanceSortKey::LastUpdated, false, now);
    QCOMPARE(view.shown(), (Rows { 0, 1, 2, 3, 4 }));
    InstanceDetails moved = at(u"b"_s, 4);
    moved.lastUpdated = now + std::chrono::hours(1);
    view.apply(store.merge(moved), now);
    QCOMPARE(view.shown(), (Rows { 0, 2, 3, 4, 1 }));
}

void TestInstanceView::keepsOrderAndFilterOverClear()
{
    InstanceStore store;
    InstanceView view(store);
    InstanceFilter filter;
    filter.text = u"b"_s;
    view.setFilter(filter);
    view.sort(InstanceSortKey::Id, false, now);
    view.apply(store.merge(at(u"b1"_s, 1)), now);
    store.clear();
    view.clear();
    QVERIFY(view.shown().empty());
    QCOMPARE(view.counts(), InstanceCounts());
    view.apply(store.merge(ScriptedHub::pageOf({ at(u"b2"_s, 1), at(u"c"_s, 1), at(u"b1"_s, 2) })),
               now);
    QCOMPARE(view.shown(), (Rows { 2, 0 }));
}

HUBDECK_GUILESS_TEST(TestInstanceView)
#include "tst_instanceview.moc"
