// SPDX-License-Identifier: MIT
#include "instancetablefixture.h"
#include "models/hubs/hubsession.h"
#include "models/instances/instanceparents.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::now;
using test::ScriptedHub;
using Fixture = test::InstanceTableFixture;
using Column = InstanceTableModel::Column;
using Kind = RuntimeStatus::Kind;

class TestInstanceTableModel : public QObject
{
    Q_OBJECT

private slots:
    void showsNewestFirst();
    void showsAllColumnsOfARow();
    void tellsTheDateOnlyWhenItIsNotToday();
    void tellsWholeSecondsAsSuch();
    void cutsNothingInTheFullText();
    void showsThePendingActionInPlaceOfTheStatus();
    void tellsHowLongAnActiveRowMadeNoProgress();
    void ticksOnlyActiveRowsThatAreVisible();
    void showsTimesInTheChosenZone();
    void keepsSelectionWhenRowsAreMerged();
    void keepsSelectionWhenSorted();
    void removesRowsNotSeenInACompletedReload();
    void bringsARemovedRowBack();
    void countsWhatIsLoadedAndHidden();
    void showsMillisecondsWhereTheRoadHasThem();
    void showsWhatOnlySomeRoadsTell();
    void saysWhyExtraColumnsAreEmpty();
    void tellsWhenAScheduledInstanceStarts();
    void looksUpParentsOfRowsInSight();
    void sortsNoParents();
};

namespace {

/// With a little of everything that only storage tells.
InstanceDetails told()
{
    InstanceDetails instance = ScriptedHub::made(u"a"_s, u"N"_s, Kind::Completed, now);
    instance.version = u"2.1"_s;
    instance.tags = R"({"tenant":"t1"})";
    instance.generation = 3;
    instance.scheduledStart = now + std::chrono::hours(1);
    instance.completed = now + std::chrono::hours(2) + Instant::Ticks(1'234'567);
    return instance;
}

} // namespace

void TestInstanceTableModel::showsMillisecondsWhereTheRoadHasThem()
{
    Fixture f;
    const Instant noon = *Instant::fromText("2026-11-20T12:00:00Z");
    f.model.setClock([noon] { return noon; });
    f.model.setTimeNote({});
    f.model.merge(ScriptedHub::made(u"a"_s, {}, Kind::Failed, noon + Instant::Ticks(2'189'999)));
    QCOMPARE(f.text(0, Column::CreatedColumn), u"12:00:00.218"_s);
    QVERIFY(f.text(0, Column::CreatedColumn, Qt::ToolTipRole).contains(u"12:00:00.2189999"_s));
}

void TestInstanceTableModel::showsWhatOnlySomeRoadsTell()
{
    Fixture f;
    const QAbstractItemModelTester tester(&f.model);
    f.model.merge({ ScriptedHub::pageOf({ told() }) });
    QCOMPARE(f.text(0, Column::VersionColumn), u"2.1"_s);
    QCOMPARE(f.text(0, Column::TagsColumn), u"{\"tenant\":\"t1\"}"_s);
    QCOMPARE(f.text(0, Column::GenerationColumn), u"3"_s);
    QVERIFY(f.text(0, Column::CompletedColumn, FullTextRole).endsWith(u".1234567"_s));
    QVERIFY(!f.text(0, Column::ScheduledColumn).isEmpty());
    InstanceDetails changed = told();
    changed.tags = R"({"tenant":"t2"})";
    f.model.merge(changed);
    QCOMPARE(f.text(0, Column::TagsColumn), u"{\"tenant\":\"t2\"}"_s);
}

void TestInstanceTableModel::saysWhyExtraColumnsAreEmpty()
{
    Fixture f;
    const auto why = [&f](int column) {
        return f.model.headerData(column, Qt::Horizontal, WhyNotRole).toString();
    };
    QCOMPARE(why(Column::TagsColumn), QString());
    f.model.setExtrasNote(u"Not over HTTP."_s);
    QCOMPARE(why(Column::TagsColumn), u"Not over HTTP."_s);
    QCOMPARE(why(Column::CustomStatusColumn), QString());
}

void TestInstanceTableModel::tellsWhenAScheduledInstanceStarts()
{
    Fixture f;
    InstanceDetails waiting = told();
    waiting.status = Kind::Pending;
    f.model.merge(waiting);
    QCOMPARE(f.text(0, Column::DurationColumn), u"starts in 1 h 00 m"_s);
    waiting.status = Kind::Running; // its time was put forward, or it was started otherwise
    f.model.merge(waiting);
    QVERIFY(!f.text(0, Column::DurationColumn).startsWith(u"starts"_s));
}

void TestInstanceTableModel::looksUpParentsOfRowsInSight()
{
    QThreadPool pool;
    InstanceDetails child = told();
    child.parent = InstanceId(u"mother"_s);
    const InstanceDetails orphan = ScriptedHub::made(u"b"_s, u"N"_s, Kind::Completed, now);
    const auto hub = std::make_shared<ScriptedHub>(std::vector { child, orphan });
    HubSession session({ u"Hub"_s, {}, HubKind::Storage, false, false }, hub, pool);
    InstanceParents parents(session);
    Fixture f;
    f.model.setParents(parents);
    const QAbstractItemModelTester tester(&f.model);
    f.model.sort(Column::IdColumn, Qt::AscendingOrder);
    f.model.merge({ ScriptedHub::pageOf({ child, orphan }) });
    QCOMPARE(f.text(0, Column::ParentColumn), u"…"_s);
    QSignalSpy changed(&parents, &InstanceParents::changed);
    f.model.wantParents(parents, 0, 1);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(f.text(0, Column::ParentColumn), u"mother"_s);
    QCOMPARE(f.text(1, Column::ParentColumn), QString());
}

void TestInstanceTableModel::sortsNoParents()
{
    Fixture f;
    f.model.sort(Column::NameColumn, Qt::AscendingOrder);
    f.model.sort(Column::ParentColumn, Qt::AscendingOrder);
    QCOMPARE(f.model.sortColumn(), int(Column::NameColumn));
    QVERIFY(!InstanceTableModel::canSortBy(Column::ParentColumn));
    QVERIFY(InstanceTableModel::canSortBy(Column::TagsColumn));
}

void TestInstanceTableModel::showsNewestFirst()
{
    Fixture f;
    const QAbstractItemModelTester tester(&f.model);
    f.model.merge({ ScriptedHub::pageOf(
        { ScriptedHub::made(u"a"_s, u"N"_s, Kind::Completed, now - std::chrono::seconds(5)),
          ScriptedHub::made(u"b"_s, u"N"_s, Kind::Completed, now),
          ScriptedHub::made(u"c"_s, u"N"_s, Kind::Completed, now - std::chrono::seconds(9)) }) });
    QCOMPARE(f.ids(), QStringList({ u"b"_s, u"a"_s, u"c"_s }));
    QCOMPARE(f.model.sortColumn(), int(Column::CreatedColumn));
    QCOMPARE(f.model.sortOrder(), Qt::DescendingOrder);
}

void TestInstanceTableModel::showsAllColumnsOfARow()
{
    Fixture f;
    f.model.merge(ScriptedHub::made(u"order-1"_s, u"Order"_s, Kind::Failed,
                                    now - std::chrono::hours(1), "\"waiting \\\"here\\\"\""));
    QCOMPARE(f.text(0, Column::StatusColumn), u"Failed"_s);
    QCOMPARE(f.text(0, Column::IdColumn), u"order-1"_s);
    QCOMPARE(f.text(0, Column::NameColumn), u"Order"_s);
    QCOMPARE(f.text(0, Column::DurationColumn), displaytext::duration(Instant::Ticks(26'500'000)));
    QCOMPARE(f.text(0, Column::CustomStatusColumn), u"waiting \"here\""_s);
    QCOMPARE(f.text(0, Column::CreatedColumn),
             displaytext::shortTime(now - std::chrono::hours(1), true, now));
    QCOMPARE(f.model.index(0, 0).data(StatusRole).toInt(), static_cast<int>(Kind::Failed));
}

void TestInstanceTableModel::tellsTheDateOnlyWhenItIsNotToday()
{
    Fixture f;
    const Instant noon = *Instant::fromText("2026-11-20T12:00:00Z");
    f.model.setClock([noon] { return noon; });
    f.model.merge(ScriptedHub::made(u"a"_s, {}, Kind::Failed, noon - std::chrono::hours(1)));
    f.model.merge(ScriptedHub::made(u"b"_s, {}, Kind::Failed, noon - std::chrono::hours(24)));
    f.model.merge(ScriptedHub::made(u"c"_s, {}, Kind::Failed, noon - std::chrono::hours(24 * 365)));
    QCOMPARE(f.text(0, Column::CreatedColumn), u"11:00:00"_s);
    QCOMPARE(f.text(1, Column::CreatedColumn), u"11-19 12:00:00"_s);
    QCOMPARE(f.text(2, Column::CreatedColumn), u"2025-11-20 12:00:00"_s);
    QVERIFY(f.text(1, Column::CreatedColumn, Qt::ToolTipRole).startsWith(u"2026-11-19 12:00:00"_s));
}

void TestInstanceTableModel::tellsWholeSecondsAsSuch()
{
    Fixture f;
    InstanceDetails one = ScriptedHub::made(u"a"_s, {}, Kind::Completed, now);
    const auto shown = [&](Instant::Ticks length) {
        one.lastUpdated = now + length;
        f.model.merge(one);
        return f.text(0, Column::DurationColumn);
    };
    QCOMPARE(shown(std::chrono::seconds(3)), u"3 s"_s);
    QCOMPARE(shown(Instant::Ticks(0)), u"0 s"_s);
    QCOMPARE(shown(Instant::Ticks(26'500'000)), displaytext::duration(Instant::Ticks(26'500'000)));
    QCOMPARE(shown(std::chrono::seconds(60)), displaytext::duration(std::chrono::seconds(60)));
    one.completed = now + std::chrono::milliseconds(2665); // what the road tells of the end counts
    QCOMPARE(shown(Instant::Ticks(26'500'000)),
             displaytext::duration(Instant::Ticks(std::chrono::milliseconds(2665))));
}

void TestInstanceTableModel::cutsNothingInTheFullText()
{
    Fixture f;
    const QString longId = u"id-"_s + QString(900, u'x');
    f.model.merge(ScriptedHub::made(longId, u"N"_s, Kind::Completed, now));
    QVERIFY(f.text(0, Column::IdColumn).size() < longId.size());
    QCOMPARE(f.text(0, Column::IdColumn, FullTextRole), longId);
    QCOMPARE(f.text(0, Column::IdColumn, IdRole), longId);
}

void TestInstanceTableModel::showsThePendingActionInPlaceOfTheStatus()
{
    Fixture f;
    f.model.merge(ScriptedHub::made(u"a"_s, u"N"_s, Kind::Running, now));
    QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
    f.pending.set(InstanceId(u"a"_s), ActionKind::Terminate, PendingActions::State::Accepted);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(f.text(0, Column::StatusColumn), f.pending.text(InstanceId(u"a"_s)));
    QVERIFY(!f.text(0, Column::StatusColumn, PendingRole).isEmpty());
    f.pending.clear(InstanceId(u"a"_s));
    QCOMPARE(f.text(0, Column::StatusColumn), u"Running"_s);
}

void TestInstanceTableModel::tellsHowLongAnActiveRowMadeNoProgress()
{
    Fixture f;
    InstanceDetails running
        = ScriptedHub::made(u"a"_s, u"N"_s, Kind::Running, now - std::chrono::minutes(7));
    running.lastUpdated = now - std::chrono::minutes(3);
    f.model.merge(running);
    QCOMPARE(f.text(0, Column::DurationColumn), displaytext::duration(std::chrono::minutes(7)));
    QVERIFY(f.text(0, Column::DurationColumn, Qt::ToolTipRole)
                .contains(displaytext::duration(std::chrono::minutes(3))));
}

void TestInstanceTableModel::ticksOnlyActiveRowsThatAreVisible()
{
    Fixture f;
    f.model.merge({ ScriptedHub::pageOf(ScriptedHub::generated(100, now)) });
    QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
    f.model.tick(10, 30);
    QCOMPARE(changed.count(), 1);
    QVERIFY(changed.first().at(0).toModelIndex().row() >= 10);
    QVERIFY(changed.first().at(1).toModelIndex().row() <= 30);
    QCOMPARE(changed.first().at(0).toModelIndex().column(), int(Column::DurationColumn));
    f.model.setFilter({ .statuses = { Kind::Completed },
                        .createdFrom = {},
                        .createdTo = {},
                        .idPrefix = {},
                        .kinds = InstanceKinds::Both,
                        .text = {} });
    f.model.tick(0, 1000);
    QCOMPARE(changed.count(), 1);
}

void TestInstanceTableModel::showsTimesInTheChosenZone()
{
    Fixture f;
    f.model.merge(ScriptedHub::made(u"a"_s, u"N"_s, Kind::Running, now));
    QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
    QSignalSpy header(&f.model, &QAbstractItemModel::headerDataChanged);
    f.time.setUtc(false);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(header.count(), 1);
}

void TestInstanceTableModel::keepsSelectionWhenRowsAreMerged()
{
    Fixture f;
    const QAbstractItemModelTester tester(&f.model);
    const std::vector<InstanceDetails> all = ScriptedHub::generated(400, now);
    f.model.merge({ ScriptedHub::pageOf({ all.begin(), all.begin() + 100 }) });
    QItemSelectionModel selection(&f.model);
    const QString chosen = f.text(50, 0, IdRole);
    selection.setCurrentIndex(f.model.index(50, 0),
                              QItemSelectionModel::Select | QItemSelectionModel::Rows);
    f.model.merge({ ScriptedHub::pageOf({ all.begin() + 100, all.end() }) });
    QCOMPARE(f.model.rowCount(), 400);
    QCOMPARE(selection.currentIndex().data(IdRole).toString(), chosen);
    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(selection.selectedRows().first().data(IdRole).toString(), chosen);
}

void TestInstanceTableModel::keepsSelectionWhenSorted()
{
    Fixture f;
    const QAbstractItemModelTester tester(&f.model);
    f.model.merge({ ScriptedHub::pageOf(ScriptedHub::generated(100, now)) });
    QItemSelectionModel selection(&f.model);
    selection.setCurrentIndex(f.model.index(7, 0),
                              QItemSelectionModel::Select | QItemSelectionModel::Rows);
    const QString chosen = f.text(7, 0, IdRole);
    for (int column = 0; column < Column::ColumnCount; ++column) {
        f.model.sort(column, Qt::AscendingOrder);
        QCOMPARE(selection.selectedRows().first().data(IdRole).toString(), chosen);
    }
}

void TestInstanceTableModel::removesRowsNotSeenInACompletedReload()
{
    Fixture f;
    const QAbstractItemModelTester tester(&f.model);
    const std::vector<InstanceDetails> all = ScriptedHub::generated(50, now);
    f.model.merge({ ScriptedHub::pageOf(all) });
    QSignalSpy reset(&f.model, &QAbstractItemModel::modelReset);
    f.model.beginReload();
    f.model.merge({ ScriptedHub::pageOf({ all.begin() + 1, all.end() }) });
    QCOMPARE(f.model.rowCount(), 50);
    f.model.endReload();
    QCOMPARE(f.model.rowCount(), 49);
    QCOMPARE(f.model.rowOf(all.front().id), -1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(f.model.counts().loaded, 49);
}

void TestInstanceTableModel::bringsARemovedRowBack()
{
    Fixture f;
    const QAbstractItemModelTester tester(&f.model);
    const std::vector<InstanceDetails> all = ScriptedHub::generated(5, now);
    f.model.merge({ ScriptedHub::pageOf(all) });
    f.model.remove({ all[2].id });
    QCOMPARE(f.model.rowCount(), 4);
    QVERIFY(!f.model.isLoaded(all[2].id));
    f.model.merge(all[2]);
    QCOMPARE(f.model.rowCount(), 5);
    QVERIFY(f.model.rowOf(all[2].id) >= 0);
}

void TestInstanceTableModel::countsWhatIsLoadedAndHidden()
{
    Fixture f;
    f.model.merge({ ScriptedHub::pageOf(ScriptedHub::generated(110, now)) });
    QCOMPARE(f.model.counts().of(Kind::Failed), 10);
    QCOMPARE(f.model.counts().of(Kind::Completed), 60);
    InstanceFilter filter;
    filter.statuses = { Kind::Failed };
    filter.text = u"order-00001"_s;
    f.model.setFilter(filter);
    QCOMPARE(f.model.counts().loaded, 110);
    QCOMPARE(f.model.counts().of(Kind::Completed), 60); // not judged by the status filter
    QCOMPARE(f.model.counts().shown, 1);
    QCOMPARE(f.model.counts().hiddenByText, 9);
}

HUBDECK_GUILESS_TEST(TestInstanceTableModel)
#include "tst_instancetablemodel.moc"
