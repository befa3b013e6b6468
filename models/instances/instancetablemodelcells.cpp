// SPDX-License-Identifier: MIT
// What the cells and headers of the list say.
#include "models/instances/instancetablemodel.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/instances/instanceparents.h"
#include "models/roles.h"
#include "services/json/jsonstring.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

using Row = InstanceStore::Row;

constexpr int shownCustomChars = 160;
constexpr int toolTipChars = 2000;

QVariant alignment(int column)
{
    return QVariant::fromValue(
        (InstanceTableModel::isNumberColumn(column) ? Qt::AlignRight : Qt::AlignLeft)
        | Qt::AlignVCenter);
}

/// Whole seconds, which is all that HTTP tells, without digits that say otherwise.
QString shortDuration(Instant::Ticks ticks)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(ticks);
    return ticks == seconds && ticks >= Instant::Ticks(0) && ticks < std::chrono::minutes(1)
        ? InstanceTableModel::tr("%1 s").arg(seconds.count())
        : displaytext::duration(ticks);
}

} // namespace

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
    case DurationColumn:
        return durationText(row);
    case CustomStatusColumn:
        return displaytext::singleLine(customStatusText(row), shownCustomChars);
    case ScheduledColumn:
        return cellTime(m_store.extras().scheduledStart(row));
    case CompletedColumn:
        return cellTime(m_store.extras().completed(row));
    default:
        return displaytext::singleLine(extraText(row, column), shownCustomChars);
    }
}

QString InstanceTableModel::durationText(Row row) const
{
    const std::optional<Instant> start = m_store.extras().scheduledStart(row);
    if (start && *start > m_clock() && m_store.status(row).kind() == RuntimeStatus::Kind::Pending) {
        return tr("starts in %1").arg(displaytext::duration(*start - m_clock()));
    }
    const std::optional<Instant::Ticks> ticks = duration(row);
    return ticks ? shortDuration(*ticks) : QString();
}

QString InstanceTableModel::extraText(Row row, int column) const
{
    const InstanceExtras &extras = m_store.extras();
    const auto exactTime = [this](const std::optional<Instant> &time) {
        return time ? displaytext::time(time, m_time.isUtc(), true) : QString();
    };
    switch (column) {
    case ParentColumn:
        return parentText(row);
    case VersionColumn:
        return extras.version(row);
    case TagsColumn:
        return QString::fromUtf8(extras.tags(row)) + (extras.areTagsCut(row) ? u"…"_s : QString());
    case ScheduledColumn:
        return exactTime(extras.scheduledStart(row));
    case CompletedColumn:
        return exactTime(extras.completed(row));
    case GenerationColumn: {
        const std::optional<quint32> generation = extras.generation(row);
        return generation ? QString::number(*generation) : QString();
    }
    default:
        return {};
    }
}

QString InstanceTableModel::parentText(Row row) const
{
    if (m_parents == nullptr || m_store.isEntity(row)) {
        return {};
    }
    const InstanceParents::Child child { m_store.id(row), m_store.createdTicks(row) };
    switch (m_parents->stateOf(child)) {
    case InstanceParents::State::Unknown:
        return u"…"_s;
    case InstanceParents::State::Failed:
        return tr("not known");
    case InstanceParents::State::None:
    case InstanceParents::State::Known:
        break;
    }
    return m_parents->parentOf(child).text();
}

QString InstanceTableModel::cellTime(const std::optional<Instant> &time) const
{
    const Instant now = m_clock();
    const QString text = displaytext::shortTime(time, m_time.isUtc(), now, m_timeNote.isEmpty());
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
        return isExtraColumn(column) ? extraText(row, column) : display(row, column);
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
    case ScheduledColumn:
    case CompletedColumn:
        return text.isEmpty() ? QString()
                              : u"%1 %2"_s.arg(text, displaytext::zoneName(m_time.isUtc()));
    case ParentColumn:
        return m_parents == nullptr || m_parents->problem().isEmpty()
            ? text
            : tr("Parents could not be looked up: %1").arg(m_parents->problem());
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
    case ScheduledColumn:
        return m_store.extras().scheduledStartTicks(row);
    case CompletedColumn:
        return m_store.extras().completedTicks(row);
    case GenerationColumn: {
        const std::optional<quint32> generation = m_store.extras().generation(row);
        return generation ? QVariant(*generation) : QVariant();
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
    std::optional<Instant> end = active ? std::optional(m_clock()) : m_store.lastUpdated(row);
    if (const auto completed = m_store.extras().completed(row); completed && !active) {
        end = completed; // as the details count (InstanceTimes::ended)
    }
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
    const std::array titles { tr("Status"),        tr("Instance id"),  tr("Name"),
                              tr("Created"),       tr("Last updated"), tr("Duration"),
                              tr("Custom status"), tr("Parent"),       tr("Version"),
                              tr("Tags"),          tr("Scheduled"),    tr("Completed"),
                              tr("Generation") };
    if (role == Qt::DisplayRole) {
        return titles[static_cast<size_t>(section)];
    }
    if (role == Qt::TextAlignmentRole) {
        return alignment(section);
    }
    if (role == WhyNotRole) {
        return isExtraColumn(section) ? m_extrasNote : QString();
    }
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case CreatedColumn:
        case UpdatedColumn: {
            const QString zone
                = tr("Times are shown in %1.").arg(displaytext::zoneName(m_time.isUtc()));
            return m_timeNote.isEmpty() ? zone : QString(zone + u'\n' + m_timeNote);
        }
        case ScheduledColumn:
        case CompletedColumn:
            return tr("Times are shown in %1.").arg(displaytext::zoneName(m_time.isUtc()));
        case ParentColumn:
            return tr(
                "The orchestration that started this one as a sub-orchestration. It is looked "
                "up for the rows in sight; this column cannot be sorted.");
        case GenerationColumn:
            return tr("How often this id has been started again, from 0.");
        case DurationColumn:
            return tr("From creation to the last update; for an active instance the time that has "
                      "passed until now.");
        default:
            break;
        }
    }
    return {};
}

} // namespace hubdeck
