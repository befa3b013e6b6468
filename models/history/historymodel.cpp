// SPDX-License-Identifier: MIT
#include "models/history/historymodel.h"

#include "models/displaytext.h"
#include "models/history/historytext.h"

#include <QDateTime>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int previewChars = 200;
constexpr int toolTipChars = 1500;

} // namespace

HistoryModel::HistoryModel(TimeDisplay &time, QObject *parent)
    : QAbstractTableModel(parent)
    , m_time(time)
    , m_events(std::make_shared<const std::vector<HistoryEvent>>())
{
    connect(&time, &TimeDisplay::changed, this, [this] {
        if (!m_rows.empty()) {
            emit dataChanged(index(0, TimeColumn), index(rowCount() - 1, ColumnCount - 1));
        }
    });
}

HistoryModel::~HistoryModel() = default;

void HistoryModel::setChildren(ChildHistories &children)
{
    m_children = &children;
    connect(&children, &ChildHistories::changed, this,
            [this] { show(historyRows(m_events, m_children, m_filter)); });
}

void HistoryModel::setEvents(std::vector<HistoryEvent> events)
{
    if (events != *m_events) {
        m_events = std::make_shared<const std::vector<HistoryEvent>>(std::move(events));
        show(historyRows(m_events, m_children, m_filter));
    }
}

void HistoryModel::setFilter(const QString &text)
{
    if (text != m_filter) {
        m_filter = text;
        show(historyRows(m_events, m_children, m_filter));
    }
}

int HistoryModel::rowOf(qsizetype event) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [event](const HistoryRow &row) {
        return row.depth == 0 && row.event == static_cast<size_t>(event);
    });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

const HistoryEvent *HistoryModel::eventAt(int row) const
{
    return at(row).isNote() ? nullptr : &at(row).what();
}

int HistoryModel::ownRowCount() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(),
                                          [](const HistoryRow &row) { return row.depth == 0; }));
}

HistoryModel::Expansion HistoryModel::expansionOf(int row) const
{
    if (!at(row).child) {
        return Expansion::None;
    }
    return at(row).expanded ? Expansion::Expanded : Expansion::Collapsed;
}

std::optional<InstanceId> HistoryModel::childAt(int row) const
{
    return at(row).child;
}

void HistoryModel::setExpanded(int row, bool expanded)
{
    if (const std::optional<InstanceId> child = childAt(row)) { // the rows change while it is told
        expanded ? m_children->expand(*child) : m_children->collapse(*child);
    }
}

int HistoryModel::parentRowOf(int row) const
{
    for (int above = row - 1; above >= 0; --above) {
        if (at(above).depth < at(row).depth) {
            return above;
        }
    }
    return -1;
}

// A history mostly grows at its end: what is the same at the beginning and at the end stays, with
// selection and scroll position.
void HistoryModel::show(std::vector<HistoryRow> wanted)
{
    const size_t common = std::min(m_rows.size(), wanted.size());
    size_t head = 0;
    while (head < common && m_rows[head].isSame(wanted[head])) {
        ++head;
    }
    size_t tail = 0;
    while (tail < common - head
           && m_rows[m_rows.size() - 1 - tail].isSame(wanted[wanted.size() - 1 - tail])) {
        ++tail;
    }
    const auto first = static_cast<qptrdiff>(head);
    if (const size_t last = m_rows.size() - tail; last > head) {
        beginRemoveRows({}, static_cast<int>(head), static_cast<int>(last) - 1);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + static_cast<qptrdiff>(last));
        endRemoveRows();
    }
    const size_t fresh = wanted.size() - tail - head;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        HistoryRow &now = wanted[i < head ? i : i + fresh];
        now.contents = std::move(m_rows[i].contents);
        m_rows[i] = std::move(now); // from a newer history, perhaps expanded
    }
    if (fresh > 0) {
        beginInsertRows({}, static_cast<int>(head), static_cast<int>(head + fresh) - 1);
        const auto from = wanted.begin() + first;
        m_rows.insert(m_rows.begin() + first, std::make_move_iterator(from),
                      std::make_move_iterator(from + static_cast<qptrdiff>(fresh)));
        endInsertRows();
    }
    const auto day = [](const HistoryEvent &event) {
        return event.timestamp ? event.timestamp->toDateTime().date() : QDate();
    };
    m_severalDays = m_events->size() > 1 && day(m_events->front()) != day(m_events->back());
    m_isTree = std::any_of(m_rows.begin(), m_rows.end(),
                           [](const HistoryRow &row) { return row.child.has_value(); });
    if (!m_rows.empty()) {
        emit dataChanged(index(0, TimeColumn), index(rowCount() - 1, DurationColumn));
    }
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString HistoryModel::timeText(const std::optional<Instant> &time) const
{
    if (!time) {
        return {};
    }
    const QDateTime local = m_time.isUtc() ? time->toDateTime() : time->toDateTime().toLocalTime();
    return local.toString(m_severalDays ? u"MM-dd HH:mm:ss.zzz"_s : u"HH:mm:ss.zzz"_s);
}

const QString &HistoryModel::contentsOf(const HistoryRow &row) const
{
    if (!row.contents) {
        const HistoryEvent &event = row.what();
        row.contents = historytext::contents(event).left(toolTipChars);
    }
    return *row.contents;
}

QString HistoryModel::displayText(const HistoryRow &row, int column) const
{
    if (row.isNote()) {
        return column == EventColumn ? displaytext::singleLine(row.note) : QString();
    }
    const HistoryEvent &event = row.what();
    const std::vector<HistoryEvent> &events = *row.events;
    switch (column) {
    case TimeColumn:
        return timeText(event.timestamp);
    case DeltaColumn: {
        if (row.event == 0 || !event.timestamp || !events[row.event - 1].timestamp) {
            return {};
        }
        // A message is stored with the time it was sent, which may be before the episode's start.
        const Instant::Ticks delta = *event.timestamp - *events[row.event - 1].timestamp;
        return delta < Instant::Ticks(0) ? u"\u2212"_s + displaytext::duration(-delta)
                                         : u"+"_s + displaytext::duration(delta);
    }
    case EventColumn:
        return displaytext::singleLine(historytext::typeName(event));
    case NameColumn:
        return displaytext::singleLine(historytext::name(event));
    case DurationColumn: {
        const auto duration = historytext::duration(events, row.event);
        return duration ? displaytext::duration(*duration) : QString();
    }
    case ContentsColumn: {
        const QString contents = displaytext::singleLine(contentsOf(row), previewChars);
        if (event.fireAt && event.type == u"TimerCreated") {
            return tr("until %1").arg(timeText(event.fireAt));
        }
        return contents;
    }
    default:
        return {};
    }
}

QString HistoryModel::toolTip(const HistoryRow &row, int column) const
{
    if (row.isNote()) {
        return row.note;
    }
    const HistoryEvent &event = row.what();
    const bool utc = m_time.isUtc();
    const QString time
        = tr("%1 %2", "time and zone")
              .arg(displaytext::time(event.timestamp, utc, true), displaytext::zoneName(utc));
    switch (column) {
    case TimeColumn:
    case DeltaColumn:
        return time;
    case DurationColumn:
        if (event.scheduled) {
            return tr("Scheduled %1, ended %2")
                .arg(displaytext::time(event.scheduled, utc, true), time);
        }
        return {};
    case ContentsColumn:
        if (event.fireAt) {
            return tr("Fires at %1 %2")
                .arg(displaytext::time(event.fireAt, utc, true), displaytext::zoneName(utc));
        }
        return displaytext::singleLine(contentsOf(row), toolTipChars);
    case EventColumn: {
        const bool called = historytext::familyOf(event) == historytext::Family::SubOrchestration;
        return called && m_children != nullptr && !m_children->childOf(event)
            ? tr("%1\nThe hub's history names the instance of a sub-orchestration only while it is "
                 "under way, so this one cannot be expanded.")
                  .arg(displayText(row, column))
            : displayText(row, column);
    }
    default:
        return displayText(row, column);
    }
}

QString HistoryModel::spokenText(const HistoryRow &row, int column) const
{
    const QString text = displayText(row, column);
    if (column != EventColumn || !row.child) {
        return text;
    }
    return row.expanded ? tr("%1, expanded").arg(text) : tr("%1, collapsed").arg(text);
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const HistoryRow &row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayText(row, index.column());
    case Qt::AccessibleTextRole:
        return spokenText(row, index.column());
    case Qt::ToolTipRole: {
        // A tool tip guesses whether it is markup; text of a hub must never be taken for it.
        QString markup = toolTip(row, index.column()).toHtmlEscaped();
        markup.replace(u'\n', u"<br>"_s);
        return QString(u"<span>" + markup + u"</span>");
    }
    case Qt::TextAlignmentRole: {
        const bool number = index.column() == DeltaColumn || index.column() == DurationColumn;
        return static_cast<int>(number ? Qt::AlignRight : Qt::AlignLeft)
            | static_cast<int>(Qt::AlignVCenter);
    }
    case FullTextRole:
        return index.column() == ContentsColumn && !row.isNote() ? historytext::contents(row.what())
                                                                 : displayText(row, index.column());
    case StatusRole:
        return static_cast<int>(row.isNote() ? RuntimeStatus::Kind::Unknown
                                             : historytext::glyphOf(row.what()));
    case IsFailureRole:
        return !row.isNote() && historytext::glyphOf(row.what()) == RuntimeStatus::Kind::Failed;
    case DepthRole:
        return row.depth;
    case NoteRole:
        return row.note;
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        const bool number = section == DeltaColumn || section == DurationColumn;
        return static_cast<int>(number ? Qt::AlignRight : Qt::AlignLeft);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case DeltaColumn:
        return tr("+Δ", "time since the event before");
    case EventColumn:
        return tr("Event");
    case NameColumn:
        return tr("Name");
    case DurationColumn:
        return tr("Duration");
    case ContentsColumn:
        return tr("Result");
    default:
        return {};
    }
}

} // namespace hubdeck
