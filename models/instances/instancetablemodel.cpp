// SPDX-License-Identifier: MIT
#include "models/instances/instancetablemodel.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/instances/instanceparents.h"

#include <algorithm>
#include <array>

namespace hubdeck {

namespace {

using Row = InstanceStore::Row;

/// More runs than this are cheaper as one change of layout: every run costs the headers a pass over
/// all rows.
constexpr size_t runsWorthInserting = 8;
constexpr size_t rowsWorthNaming = 64;

constexpr std::array<std::optional<InstanceSortKey>, InstanceTableModel::ColumnCount> sortKeys {
    InstanceSortKey::Status,
    InstanceSortKey::Id,
    InstanceSortKey::Name,
    InstanceSortKey::Created,
    InstanceSortKey::LastUpdated,
    InstanceSortKey::Duration,
    InstanceSortKey::CustomStatus,
    std::nullopt, // parents are known only of the rows that were in sight
    InstanceSortKey::Version,
    InstanceSortKey::Tags,
    InstanceSortKey::ScheduledStart,
    InstanceSortKey::Completed,
    InstanceSortKey::Generation,
};

struct Run
{
    size_t first;
    size_t count;
};

/// The runs of positions for which `isPart` holds; gives up (false) beyond `limit`.
template <typename IsPart>
bool collectRuns(size_t size, IsPart isPart, size_t limit, std::vector<Run> &runs)
{
    for (size_t i = 0; i < size; ++i) {
        if (!isPart(i)) {
            continue;
        }
        if (!runs.empty() && runs.back().first + runs.back().count == i) {
            ++runs.back().count;
        } else if (runs.size() == limit) {
            return false;
        } else {
            runs.push_back({ i, 1 });
        }
    }
    return true;
}

} // namespace

InstanceTableModel::InstanceTableModel(const PendingActions &pending, const TimeDisplay &time,
                                       QObject *parent)
    : QAbstractTableModel(parent)
    , m_pending(pending)
    , m_time(time)
    , m_clock(&Instant::now)
    , m_view(m_store)
{
    connect(&pending, &PendingActions::changed, this, &InstanceTableModel::pendingChanged);
    connect(&time, &TimeDisplay::changed, this, &InstanceTableModel::timeZoneChanged);
}

InstanceTableModel::~InstanceTableModel() = default;

void InstanceTableModel::setClock(Clock clock)
{
    m_clock = std::move(clock);
}

int InstanceTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int InstanceTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::SortOrder InstanceTableModel::sortOrder() const noexcept
{
    return m_view.isDescending() ? Qt::DescendingOrder : Qt::AscendingOrder;
}

bool InstanceTableModel::canSortBy(int column) noexcept
{
    return column >= 0 && column < ColumnCount && sortKeys[static_cast<size_t>(column)];
}

void InstanceTableModel::sort(int column, Qt::SortOrder order)
{
    if (!canSortBy(column)) {
        return;
    }
    m_sortColumn = column;
    m_view.sort(*sortKeys[static_cast<size_t>(column)], order == Qt::DescendingOrder, m_clock());
    relayout(m_view.shown());
}

void InstanceTableModel::merge(const std::vector<InstancePage> &pages)
{
    InstanceStore::Changes changes;
    for (const InstancePage &page : pages) {
        changes.append(m_store.merge(page));
    }
    apply(changes);
}

void InstanceTableModel::merge(const InstanceDetails &instance)
{
    apply(m_store.merge(instance));
}

void InstanceTableModel::replace(const std::vector<InstancePage> &pages)
{
    beginResetModel();
    m_store.clear();
    m_view.clear();
    m_shown.clear();
    InstanceStore::Changes changes;
    for (const InstancePage &page : pages) {
        changes.append(m_store.merge(page));
    }
    m_view.apply(changes, m_clock());
    m_shown = m_view.shown();
    endResetModel();
    emit countsChanged();
}

void InstanceTableModel::remove(const QList<InstanceId> &ids)
{
    apply(m_store.remove(ids));
}

void InstanceTableModel::clear()
{
    replace({});
}

void InstanceTableModel::beginReload()
{
    m_store.beginReload();
}

void InstanceTableModel::endReload(const QList<InstanceId> &keep)
{
    m_store.markSeen(keep);
    apply(m_store.endReload());
}

void InstanceTableModel::setParents(const InstanceParents &parents)
{
    m_parents = &parents;
    connect(&parents, &InstanceParents::changed, this, [this] {
        if (!m_shown.empty()) {
            emit dataChanged(index(0, ParentColumn), index(rowCount() - 1, ParentColumn),
                             { Qt::DisplayRole, Qt::ToolTipRole });
        }
    });
}

void InstanceTableModel::wantParents(InstanceParents &parents, int first, int last) const
{
    std::vector<InstanceParents::Child> children;
    for (int row = std::max(first, 0); row <= last && row < rowCount(); ++row) {
        if (!m_store.isEntity(storeRow(row))) {
            children.push_back({ id(row), m_store.createdTicks(storeRow(row)) });
        }
    }
    parents.want(children);
}

void InstanceTableModel::setFilter(const InstanceFilter &filter)
{
    if (filter == m_view.filter()) {
        return;
    }
    m_view.setFilter(filter);
    resetTo(m_view.shown());
    emit countsChanged();
}

int InstanceTableModel::rowOf(const InstanceId &id) const
{
    const std::optional<Row> row = m_store.find(id);
    if (!row || !m_view.isShown(*row)) {
        return -1;
    }
    return static_cast<int>(std::ranges::find(m_shown, *row) - m_shown.begin());
}

void InstanceTableModel::tick(int first, int last)
{
    int begin = -1;
    int end = -1;
    for (int row = std::max(first, 0); row <= last && row < rowCount(); ++row) {
        if (m_store.status(storeRow(row)).isActive()) {
            begin = begin < 0 ? row : begin;
            end = row;
        }
    }
    if (begin >= 0) {
        emit dataChanged(index(begin, DurationColumn), index(end, DurationColumn),
                         { Qt::DisplayRole, Qt::ToolTipRole });
    }
}

void InstanceTableModel::apply(const InstanceStore::Changes &changes)
{
    if (changes.isEmpty()) {
        return;
    }
    const InstanceView::Transition transition = m_view.apply(changes, m_clock());
    std::vector<Row> target = m_view.shown();
    bool reset = false;
    takeOut(transition.leaving, reset);
    if (reset) {
        resetTo(std::move(target));
    } else {
        putIn(transition.entering, std::move(target));
        announce(transition.changed);
    }
    emit countsChanged();
}

void InstanceTableModel::takeOut(const std::vector<Row> &leaving, bool &reset)
{
    if (leaving.empty()) {
        return;
    }
    std::vector<Run> runs;
    const auto leaves = [this](size_t i) { return !m_view.isShown(m_shown[i]); };
    if (!collectRuns(m_shown.size(), leaves, runsWorthInserting, runs)) {
        reset = true;
        return;
    }
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        beginRemoveRows({}, static_cast<int>(run->first),
                        static_cast<int>(run->first + run->count) - 1);
        const auto from = m_shown.begin() + static_cast<qsizetype>(run->first);
        m_shown.erase(from, from + static_cast<qsizetype>(run->count));
        endRemoveRows();
    }
}

void InstanceTableModel::putIn(const std::vector<Row> &entering, std::vector<Row> target)
{
    const auto enters = [&](size_t i) { return std::ranges::binary_search(entering, target[i]); };
    // Rows that stay in the order they have let the new ones in as runs between them.
    std::vector<Run> runs;
    size_t old = 0;
    const auto isNew = [&](size_t i) {
        if (old < m_shown.size() && m_shown[old] == target[i]) {
            ++old;
            return false;
        }
        return enters(i);
    };
    const bool few = collectRuns(target.size(), isNew, runsWorthInserting, runs);
    if (few && old == m_shown.size()) {
        for (const Run &run : runs) {
            beginInsertRows({}, static_cast<int>(run.first),
                            static_cast<int>(run.first + run.count) - 1);
            const auto from = target.begin() + static_cast<qsizetype>(run.first);
            m_shown.insert(m_shown.begin() + static_cast<qsizetype>(run.first), from,
                           from + static_cast<qsizetype>(run.count));
            endInsertRows();
        }
        return;
    }
    if (!entering.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(entering.size()) - 1);
        m_shown.insert(m_shown.end(), entering.begin(), entering.end());
        endInsertRows();
    }
    relayout(std::move(target));
}

void InstanceTableModel::relayout(std::vector<Row> target)
{
    if (target == m_shown) {
        return;
    }
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    if (!before.isEmpty()) {
        std::vector<quint32> places(m_store.rowCount());
        for (size_t i = 0; i < target.size(); ++i) {
            places[target[i]] = static_cast<quint32>(i);
        }
        QModelIndexList after;
        after.reserve(before.size());
        for (const QModelIndex &old : before) {
            after.append(index(static_cast<int>(places[storeRow(old.row())]), old.column()));
        }
        m_shown.swap(target);
        changePersistentIndexList(before, after);
    } else {
        m_shown.swap(target);
    }
    emit layoutChanged({}, VerticalSortHint);
}

void InstanceTableModel::announce(const std::vector<Row> &changed)
{
    if (changed.empty() || m_shown.empty()) {
        return;
    }
    if (changed.size() > rowsWorthNaming) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    for (size_t i = 0, left = changed.size(); i < m_shown.size() && left > 0; ++i) {
        if (std::ranges::binary_search(changed, m_shown[i])) {
            const int row = static_cast<int>(i);
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
            --left;
        }
    }
}

void InstanceTableModel::resetTo(std::vector<Row> target)
{
    beginResetModel();
    m_shown = std::move(target);
    endResetModel();
}

void InstanceTableModel::pendingChanged(const InstanceId &id)
{
    if (const int row = rowOf(id); row >= 0) {
        emit dataChanged(index(row, StatusColumn), index(row, StatusColumn));
    }
}

void InstanceTableModel::timeZoneChanged()
{
    emit headerDataChanged(Qt::Horizontal, CreatedColumn, CompletedColumn);
    if (!m_shown.empty()) {
        emit dataChanged(index(0, CreatedColumn), index(rowCount() - 1, CompletedColumn),
                         { Qt::DisplayRole, Qt::ToolTipRole });
    }
}

} // namespace hubdeck
