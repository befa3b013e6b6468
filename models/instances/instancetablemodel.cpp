// SPDX-License-Identifier: MIT
#include "models/instances/instancetablemodel.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/roles.h"
#include "services/json/jsonscanner.h"

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

using Row = InstanceStore::Row;

constexpr int shownCustomChars = 160;
constexpr int toolTipChars = 2000;
/// More runs than this are cheaper as one change of layout: every run costs the headers a pass over
/// all rows.
constexpr size_t runsWorthInserting = 8;
constexpr size_t rowsWorthNaming = 64;

constexpr std::array sortKeys { InstanceSortKey::Status,      InstanceSortKey::Id,
                                InstanceSortKey::Name,        InstanceSortKey::Created,
                                InstanceSortKey::LastUpdated, InstanceSortKey::Duration,
                                InstanceSortKey::CustomStatus };

struct Run
{
    size_t first;
    size_t count;
};

QVariant alignment(int column)
{
    return QVariant::fromValue(
        (column == InstanceTableModel::DurationColumn ? Qt::AlignRight : Qt::AlignLeft)
        | Qt::AlignVCenter);
}

/// Whole seconds, which is all that HTTP tells, without digits that say otherwise.
QString durationText(Instant::Ticks ticks)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(ticks);
    return ticks == seconds && ticks >= Instant::Ticks(0) && ticks < std::chrono::minutes(1)
        ? InstanceTableModel::tr("%1 s").arg(seconds.count())
        : displaytext::duration(ticks);
}

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

QVariant InstanceTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Row row = storeRow(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    case Qt::AccessibleTextRole: {
        const QString header = headerData(index.column(), Qt::Horizontal).toString();
        return u"%1: %2"_s.arg(header, display(row, index.column()));
    }
    case StatusRole:
        return static_cast<int>(m_store.status(row).kind());
    case IdRole:
        return m_store.id(row).text();
    case PendingRole:
        return pendingText(row);
    case SortRole:
        return sortValue(row, index.column());
    case FullTextRole:
        return fullText(row, index.column());
    default:
        return {};
    }
}

QString InstanceTableModel::display(Row row, int column) const
{
    switch (column) {
    case StatusColumn: {
        const QString pending = pendingText(row);
        return pending.isEmpty() ? displaytext::status(m_store.status(row)) : pending;
    }
    case IdColumn:
        return displaytext::singleLine(m_store.id(row).text());
    case NameColumn:
        return displaytext::singleLine(m_store.name(row));
    case CreatedColumn:
        return cellTime(m_store.created(row));
    case UpdatedColumn:
        return cellTime(m_store.lastUpdated(row));
    case DurationColumn: {
        const std::optional<Instant::Ticks> ticks = duration(row);
        return ticks ? durationText(*ticks) : QString();
    }
    case CustomStatusColumn:
        return displaytext::singleLine(customStatusText(row), shownCustomChars);
    default:
        return {};
    }
}

QString InstanceTableModel::cellTime(const std::optional<Instant> &time) const
{
    const Instant now = m_clock();
    const QString text = displaytext::shortTime(time, m_time.isUtc(), now);
    const QString year = displaytext::time(now, m_time.isUtc()).left(5); // `2026-`
    return text.startsWith(year) ? text.mid(year.size()) : text;
}

QString InstanceTableModel::fullText(Row row, int column) const
{
    const bool utc = m_time.isUtc();
    switch (column) {
    case StatusColumn:
        return displaytext::status(m_store.status(row));
    case IdColumn:
        return m_store.id(row).text();
    case NameColumn:
        return m_store.name(row);
    case CreatedColumn:
        return m_store.created(row) ? displaytext::time(m_store.created(row), utc, true)
                                    : QString();
    case UpdatedColumn:
        return m_store.lastUpdated(row) ? displaytext::time(m_store.lastUpdated(row), utc, true)
                                        : QString();
    case CustomStatusColumn:
        return customStatusText(row);
    default:
        return display(row, column);
    }
}

QString InstanceTableModel::toolTip(Row row, int column) const
{
    const QString text = fullText(row, column);
    switch (column) {
    case StatusColumn: {
        const QString pending = pendingText(row);
        return pending.isEmpty() ? text : tr("%1 (the hub still reports %2)").arg(pending, text);
    }
    case CreatedColumn:
    case UpdatedColumn:
        return text.isEmpty() ? tr("The hub did not tell this time.")
                              : u"%1 %2"_s.arg(text, displaytext::zoneName(m_time.isUtc()));
    case DurationColumn: {
        const std::optional<Instant> updated = m_store.lastUpdated(row);
        if (!m_store.status(row).isActive() || !updated) {
            return text;
        }
        return tr("%1 so far; no progress for %2")
            .arg(text, displaytext::duration(m_clock() - *updated));
    }
    case CustomStatusColumn:
        return m_store.isCustomStatusCut(row)
            ? tr("%1…\n(only the beginning is loaded; the details show all of it)").arg(text)
            : text.left(toolTipChars);
    default:
        return text.left(toolTipChars);
    }
}

QVariant InstanceTableModel::sortValue(Row row, int column) const
{
    switch (column) {
    case CreatedColumn:
        return m_store.createdTicks(row);
    case UpdatedColumn:
        return m_store.updatedTicks(row);
    case DurationColumn: {
        const std::optional<Instant::Ticks> ticks = duration(row);
        return ticks ? QVariant(ticks->count()) : QVariant();
    }
    default:
        return fullText(row, column);
    }
}

QString InstanceTableModel::pendingText(Row row) const
{
    return m_pending.isEmpty() ? QString() : m_pending.text(m_store.id(row));
}

QString InstanceTableModel::customStatusText(Row row) const
{
    const QByteArrayView text = m_store.customStatus(row);
    return text.startsWith('"') ? json::decodeText(text) : QString::fromUtf8(text);
}

std::optional<Instant::Ticks> InstanceTableModel::duration(Row row) const
{
    const std::optional<Instant> created = m_store.created(row);
    const bool active = m_store.status(row).isActive();
    const std::optional<Instant> end = active ? std::optional(m_clock()) : m_store.lastUpdated(row);
    if (!created || !end) {
        return std::nullopt;
    }
    // What still runs is told in whole seconds, as it is repainted once a second.
    const Instant::Ticks ticks = *end - *created;
    return active ? std::chrono::floor<std::chrono::seconds>(ticks) : ticks;
}

QVariant InstanceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    const std::array titles { tr("Status"),       tr("Instance id"),  tr("Name"),
                              tr("Created"),      tr("Last updated"), tr("Duration"),
                              tr("Custom status") };
    if (role == Qt::DisplayRole) {
        return titles[static_cast<size_t>(section)];
    }
    if (role == Qt::TextAlignmentRole) {
        return alignment(section);
    }
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case CreatedColumn:
        case UpdatedColumn: {
            const QString zone
                = tr("Times are shown in %1.").arg(displaytext::zoneName(m_time.isUtc()));
            return m_timeNote.isEmpty() ? zone : QString(zone + u'\n' + m_timeNote);
        }
        case DurationColumn:
            return tr("From creation to the last update; for an active instance the time that has "
                      "passed until now.");
        default:
            break;
        }
    }
    return {};
}

Qt::SortOrder InstanceTableModel::sortOrder() const noexcept
{
    return m_view.isDescending() ? Qt::DescendingOrder : Qt::AscendingOrder;
}

void InstanceTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount) {
        return;
    }
    m_sortColumn = column;
    m_view.sort(sortKeys[static_cast<size_t>(column)], order == Qt::DescendingOrder, m_clock());
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
    emit headerDataChanged(Qt::Horizontal, CreatedColumn, UpdatedColumn);
    if (!m_shown.empty()) {
        emit dataChanged(index(0, CreatedColumn), index(rowCount() - 1, UpdatedColumn),
                         { Qt::DisplayRole, Qt::ToolTipRole });
    }
}

} // namespace hubdeck
