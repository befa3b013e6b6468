// SPDX-License-Identifier: MIT
// Whatever is done to the list, it shows what a plain one would.
#include "instancetablefixture.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::now;
using test::ScriptedHub;
using Fixture = test::InstanceTableFixture;
using Column = InstanceTableModel::Column;
using Kind = RuntimeStatus::Kind;

namespace {

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
            return (x.status.isActive() ? now : x.completed.value_or(*x.lastUpdated)) - *x.created;
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
        case Column::CustomStatusColumn:
            return three(a.customStatus.text, b.customStatus.text);
        case Column::VersionColumn:
            return three(a.version, b.version);
        case Column::TagsColumn:
            return three(a.tags, b.tags);
        case Column::ScheduledColumn:
            return three(a.scheduledStart, b.scheduledStart);
        case Column::CompletedColumn:
            return three(a.completed, b.completed);
        default:
            return three(a.generation, b.generation);
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
        made.version = QStringList { QString(), u"1"_s, u"2.1"_s }.at(below(3));
        made.tags
            = below(2) == 0 ? QByteArray() : "{\"n\":\"" + QByteArray::number(below(9)) + "\"}";
        if (below(2) == 0) {
            made.scheduledStart = made.lastUpdated;
            made.completed = *made.lastUpdated + std::chrono::seconds(below(9));
            made.generation = below(3);
        }
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

class TestInstanceTableModelReference : public QObject
{
    Q_OBJECT

private slots:
    void behavesLikeTheReference_data();
    void behavesLikeTheReference();
    void staysInStepWithManyRows();
};

void TestInstanceTableModelReference::behavesLikeTheReference_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void TestInstanceTableModelReference::behavesLikeTheReference()
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
            if (const int column = random.below(Column::ColumnCount);
                InstanceTableModel::canSortBy(column)) {
                reference.column = column;
                reference.descending = random.below(2) == 0;
                f.model.sort(reference.column,
                             reference.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
            }
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

void TestInstanceTableModelReference::staysInStepWithManyRows()
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
        if (!InstanceTableModel::canSortBy(column)) {
            continue;
        }
        reference.column = column;
        reference.descending = column % 2 == 0;
        f.model.sort(column, reference.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
        QCOMPARE(f.ids(), reference.shown());
    }
    reference.filter.text = u"R-01234"_s;
    f.model.setFilter(reference.filter);
    QCOMPARE(f.ids(), reference.shown());
}

HUBDECK_GUILESS_TEST(TestInstanceTableModelReference)
#include "tst_instancetablemodelreference.moc"
