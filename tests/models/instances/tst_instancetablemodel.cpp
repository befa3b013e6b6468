// SPDX-License-Identifier: MIT
#include "models/instances/instancetablemodel.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/roles.h"
#include "scriptedhub.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using Column = InstanceTableModel::Column;
using Kind = RuntimeStatus::Kind;

namespace {

constexpr Instant now(Instant::Ticks(17'952'000'000'000'000));

/// The list as plainly as it can be written.
class Reference
{
public:
    std::map<QString, InstanceDetails> rows; // by id
    std::vector<QString> order; // ids in order of first arrival since the last replace
    InstanceFilter filter;
    int column = Column::CreatedColumn;
    bool descending = true;

    void put(const InstanceDetails &instance)
    {
        if (std::ranges::find(order, instance.id.text()) == order.end()) {
            order.push_back(instance.id.text());
        }
        rows.insert_or_assign(instance.id.text(), instance);
    }

    [[nodiscard]] static QString custom(const InstanceDetails &instance)
    {
        return QString::fromUtf8(instance.customStatus.text);
    }

    [[nodiscard]] bool inScope(const InstanceDetails &instance) const
    {
        return (!filter.createdFrom || instance.created >= filter.createdFrom)
            && (!filter.createdTo || instance.created <= filter.createdTo)
            && instance.id.text().startsWith(filter.idPrefix);
    }

    [[nodiscard]] bool inStatus(const InstanceDetails &instance) const
    {
        return filter.statuses.empty()
            || std::ranges::find(filter.statuses, instance.status.kind()) != filter.statuses.end();
    }

    [[nodiscard]] bool inText(const InstanceDetails &instance) const
    {
        return instance.id.text().contains(filter.text, Qt::CaseInsensitive)
            || instance.name.contains(filter.text, Qt::CaseInsensitive)
            || custom(instance).contains(filter.text, Qt::CaseInsensitive);
    }

    [[nodiscard]] int compare(const InstanceDetails &a, const InstanceDetails &b) const
    {
        const auto three
            = [](const auto &x, const auto &y) { return x < y ? -1 : (y < x ? 1 : 0); };
        const auto length = [](const InstanceDetails &x) {
            return (x.status.isActive() ? now : *x.lastUpdated) - *x.created;
        };
        const auto rank = [](const InstanceDetails &x) {
            return std::ranges::find(RuntimeStatus::queryable, x.status.kind());
        };
        switch (column) {
        case Column::StatusColumn:
            return three(rank(a), rank(b));
        case Column::IdColumn:
            return three(a.id.text().toUtf8(), b.id.text().toUtf8());
        case Column::NameColumn:
            return a.name.compare(b.name, Qt::CaseInsensitive) != 0
                ? a.name.compare(b.name, Qt::CaseInsensitive)
                : three(a.name, b.name);
        case Column::CreatedColumn:
            return three(*a.created, *b.created);
        case Column::UpdatedColumn:
            return three(*a.lastUpdated, *b.lastUpdated);
        case Column::DurationColumn:
            return three(length(a), length(b));
        default:
            return three(a.customStatus.text, b.customStatus.text);
        }
    }

    [[nodiscard]] QStringList shown() const
    {
        std::vector<const InstanceDetails *> list;
        for (const QString &id : order) {
            const auto found = rows.find(id);
            if (found != rows.end() && inScope(found->second) && inStatus(found->second)
                && inText(found->second)) {
                list.push_back(&found->second);
            }
        }
        std::ranges::stable_sort(list, [this](const InstanceDetails *a, const InstanceDetails *b) {
            const int result = compare(*a, *b);
            return descending ? result > 0 : result < 0;
        });
        QStringList ids;
        std::ranges::transform(list, std::back_inserter(ids),
                               [](const InstanceDetails *x) { return x->id.text(); });
        return ids;
    }

    [[nodiscard]] InstanceCounts counts() const
    {
        InstanceCounts result;
        for (const auto &[id, instance] : rows) {
            ++result.loaded;
            if (inScope(instance)) {
                ++result.byKind[static_cast<size_t>(instance.status.kind())];
                if (inStatus(instance)) {
                    ++(inText(instance) ? result.shown : result.hiddenByText);
                }
            }
        }
        return result;
    }
};

struct Fixture
{
    PendingActions pending;
    TimeDisplay time;
    InstanceTableModel model { pending, time };

    Fixture()
    {
        time.setUtc(true);
        model.setClock([] { return now; });
    }

    [[nodiscard]] QStringList ids() const
    {
        QStringList result;
        for (int row = 0; row < model.rowCount(); ++row) {
            result.append(model.index(row, 0).data(IdRole).toString());
        }
        return result;
    }

    [[nodiscard]] QString text(int row, int column, int role = Qt::DisplayRole) const
    {
        return model.index(row, column).data(role).toString();
    }
};

/// Random instances over a small range of ids, so that merges meet known rows.
class Generator
{
public:
    explicit Generator(quint32 seed)
        : m_random(seed)
    { }

    int below(int limit) { return static_cast<int>(m_random() % static_cast<quint32>(limit)); }

    InstanceDetails instance()
    {
        static const QStringList names { u"Order"_s, u"order"_s, u"Approval"_s, u"Ünï"_s,
                                         QString() };
        static const QList<QByteArray> customs {
            "",         "\"waiting for approval\"", "{\"step\":\"charge\"}", "9",
            "\"Über\"", "[1,2,3,4,5,6,7,8,9]"
        };
        static const QStringList ids { u"order-%1"_s, u"ORD%1x"_s, u"ünï😀-%1"_s, u"%1"_s };
        const auto kind = RuntimeStatus::queryable[static_cast<size_t>(below(8))];
        InstanceDetails made
            = ScriptedHub::made(ids.at(below(4)).arg(below(60)), names.at(below(5)), kind,
                                now - std::chrono::seconds(below(500)), customs.at(below(6)));
        if (below(3) == 0) {
            made.created = *made.created + Instant::Ticks(below(1'000'000'000));
        }
        made.lastUpdated = *made.created + std::chrono::seconds(below(100));
        return made;
    }

    std::vector<InstanceDetails> instances(int count)
    {
        std::vector<InstanceDetails> result;
        for (int i = 0; i < count; ++i) {
            result.push_back(instance());
        }
        return result;
    }

private:
    std::mt19937 m_random;
};

} // namespace

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
    void behavesLikeTheReference_data();
    void behavesLikeTheReference();
    void staysInStepWithManyRows();
};

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

void TestInstanceTableModel::behavesLikeTheReference_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void TestInstanceTableModel::behavesLikeTheReference()
{
    QFETCH(const quint32, seed);
    Fixture f;
    const QAbstractItemModelTester tester(&f.model);
    Generator random(seed);
    Reference reference;
    bool reloading = false;
    std::vector<QString> seen;
    static const QStringList texts { u""_s,        u"o"_s,    u"ORDER-1"_s,
                                     u"ünï"_s,     u"ÜBER"_s, u"charge"_s,
                                     u"nowhere"_s, u"7"_s,    u"waiting"_s };
    const auto put = [&](const std::vector<InstanceDetails> &list) {
        for (const InstanceDetails &instance : list) {
            reference.put(instance);
            seen.push_back(instance.id.text());
        }
    };
    for (int step = 0; step < 250; ++step) {
        switch (random.below(9)) {
        case 0:
        case 1: {
            const auto list = random.instances(random.below(30));
            const auto more = random.instances(random.below(3));
            f.model.merge({ ScriptedHub::pageOf(list), ScriptedHub::pageOf(more) });
            put(list);
            put(more);
            break;
        }
        case 2: {
            const InstanceDetails one = random.instance();
            f.model.merge(one);
            put({ one });
            break;
        }
        case 3: {
            QList<InstanceId> ids;
            for (int i = random.below(20); i > 0; --i) {
                ids.append(random.instance().id);
                reference.rows.erase(ids.last().text());
            }
            f.model.remove(ids);
            break;
        }
        case 4:
        case 5:
            reference.column = random.below(Column::ColumnCount);
            reference.descending = random.below(2) == 0;
            f.model.sort(reference.column,
                         reference.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
            break;
        case 6:
        case 7: {
            InstanceFilter filter;
            filter.text = texts.at(random.below(static_cast<int>(texts.size())));
            if (random.below(3) == 0) {
                filter.statuses = { Kind::Failed, Kind::Running, Kind::Pending };
            }
            if (random.below(4) == 0) {
                filter.createdFrom = now - std::chrono::seconds(random.below(500));
            }
            if (random.below(4) == 0) {
                filter.createdTo = now - std::chrono::seconds(random.below(200));
            }
            if (random.below(5) == 0) {
                filter.idPrefix = u"order-"_s;
            }
            reference.filter = filter;
            f.model.setFilter(filter);
            break;
        }
        default:
            if (random.below(12) == 0) {
                const auto list = random.instances(40);
                reference.rows.clear();
                reference.order.clear();
                put(list);
                f.model.replace({ ScriptedHub::pageOf(list) });
                reloading = false;
            } else if (!reloading) {
                f.model.beginReload();
                reloading = true;
                seen.clear();
            } else {
                f.model.endReload();
                reloading = false;
                std::erase_if(reference.rows, [&](const auto &entry) {
                    return std::ranges::find(seen, entry.first) == seen.end();
                });
            }
            break;
        }
        const QByteArray where
            = u"step %1, column %2, descending %3, text %4"_s
                  .arg(QString::number(step), QString::number(reference.column),
                       QString::number(reference.descending), reference.filter.text)
                  .toUtf8();
        QVERIFY2(f.ids() == reference.shown(), where.constData());
        QVERIFY2(f.model.counts() == reference.counts(), where.constData());
    }
}

void TestInstanceTableModel::staysInStepWithManyRows()
{
    Fixture f; // more rows than a chunk of the store holds; radix and prefix sorts
    const QAbstractItemModelTester tester(&f.model);
    const std::vector<InstanceDetails> all = ScriptedHub::generated(20'000, now);
    for (int first = 0; first < 20'000; first += 5000) {
        f.model.merge({ ScriptedHub::pageOf({ all.begin() + first, all.begin() + first + 5000 }) });
    }
    Reference reference;
    for (const InstanceDetails &instance : all) {
        reference.order.push_back(instance.id.text());
        reference.rows.emplace(instance.id.text(), instance);
    }
    QCOMPARE(f.ids(), reference.shown());
    for (int column = 0; column < Column::ColumnCount; ++column) {
        reference.column = column;
        reference.descending = column % 2 == 0;
        f.model.sort(column, reference.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
        QCOMPARE(f.ids(), reference.shown());
    }
    reference.filter.text = u"R-01234"_s;
    f.model.setFilter(reference.filter);
    QCOMPARE(f.ids(), reference.shown());
}

QTEST_GUILESS_MAIN(TestInstanceTableModel)
#include "tst_instancetablemodel.moc"
