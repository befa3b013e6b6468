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
{
    connect(&time, &TimeDisplay::changed, this, [this] {
        if (!m_rows.empty()) {
            emit dataChanged(index(0, TimeColumn), index(rowCount() - 1, ColumnCount - 1));
        }
    });
}

HistoryModel::~HistoryModel() = default;

void HistoryModel::setEvents(std::vector<HistoryEvent> events)
{
    if (events != m_events) {
        show(std::move(events));
    }
}

void HistoryModel::setFilter(const QString &text)
{
    if (text != m_filter) {
        m_filter = text;
        show(m_events);
    }
}

int HistoryModel::rowOf(qsizetype event) const
{
    const auto at
        = std::lower_bound(m_rows.begin(), m_rows.end(), static_cast<size_t>(event),
                           [](const Row &row, size_t wanted) { return row.event < wanted; });
    return at != m_rows.end() && at->event == static_cast<size_t>(event)
        ? static_cast<int>(at - m_rows.begin())
        : -1;
}

std::vector<size_t> HistoryModel::visible(const std::vector<HistoryEvent> &events) const
{
    std::vector<size_t> rows;
    rows.reserve(events.size());
    for (size_t i = 0; i < events.size(); ++i) {
        if (m_filter.isEmpty() || historytext::matches(events[i], m_filter)) {
            rows.push_back(i);
        }
    }
    return rows;
}

// A history mostly grows at its end: what is the same at the beginning and at the end stays, with
// selection and scroll position.
void HistoryModel::show(std::vector<HistoryEvent> events)
{
    const std::vector<size_t> wanted = visible(events);
    const auto same = [&](size_t oldRow, size_t newRow) {
        return m_events[m_rows[oldRow].event] == events[wanted[newRow]];
    };
    const size_t common = std::min(m_rows.size(), wanted.size());
    size_t head = 0;
    while (head < common && same(head, head)) {
        ++head;
    }
    size_t tail = 0;
    while (tail < common - head && same(m_rows.size() - 1 - tail, wanted.size() - 1 - tail)) {
        ++tail;
    }
    if (const size_t last = m_rows.size() - tail; last > head) {
        beginRemoveRows({}, static_cast<int>(head), static_cast<int>(last) - 1);
        m_rows.erase(m_rows.begin() + static_cast<qptrdiff>(head),
                     m_rows.begin() + static_cast<qptrdiff>(last));
        endRemoveRows();
    }
    m_events = std::move(events);
    for (size_t i = 0; i < head; ++i) {
        m_rows[i].event = wanted[i];
    }
    for (size_t i = 0; i < tail; ++i) {
        m_rows[head + i].event = wanted[wanted.size() - tail + i];
    }
    if (const size_t last = wanted.size() - tail; last > head) {
        beginInsertRows({}, static_cast<int>(head), static_cast<int>(last) - 1);
        std::vector<Row> fresh(last - head);
        for (size_t i = 0; i < fresh.size(); ++i) {
            fresh[i].event = wanted[head + i];
        }
        m_rows.insert(m_rows.begin() + static_cast<qptrdiff>(head), fresh.begin(), fresh.end());
        endInsertRows();
    }
    const auto day = [](const HistoryEvent &event) {
        return event.timestamp ? event.timestamp->toDateTime().date() : QDate();
    };
    m_severalDays = m_events.size() > 1 && day(m_events.front()) != day(m_events.back());
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

const QString &HistoryModel::contentsOf(const Row &row) const
{
    if (!row.contents) {
        const HistoryEvent &event = m_events[row.event];
        row.contents = historytext::contents(event).left(toolTipChars);
    }
    return *row.contents;
}

QString HistoryModel::displayText(const Row &row, int column) const
{
    const HistoryEvent &event = m_events[row.event];
    switch (column) {
    case TimeColumn:
        return timeText(event.timestamp);
    case DeltaColumn: {
        const bool known = row.event > 0 && event.timestamp && m_events[row.event - 1].timestamp;
        return known
            ? u"+"_s + displaytext::duration(*event.timestamp - *m_events[row.event - 1].timestamp)
            : QString();
    }
    case EventColumn:
        return displaytext::singleLine(historytext::typeName(event));
    case NameColumn:
        return displaytext::singleLine(historytext::name(event));
    case DurationColumn: {
        const auto duration = historytext::duration(m_events, row.event);
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

QString HistoryModel::toolTip(const Row &row, int column) const
{
    const HistoryEvent &event = m_events[row.event];
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
    default:
        return displayText(row, column);
    }
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row &row = m_rows[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return displayText(row, index.column());
    case Qt::ToolTipRole:
        // A tool tip guesses whether it is markup; text of a hub must never be taken for it.
        return QString(u"<span>" + toolTip(row, index.column()).toHtmlEscaped() + u"</span>");
    case Qt::TextAlignmentRole: {
        const bool number = index.column() == DeltaColumn || index.column() == DurationColumn;
        return static_cast<int>(number ? Qt::AlignRight : Qt::AlignLeft)
            | static_cast<int>(Qt::AlignVCenter);
    }
    case FullTextRole:
        return index.column() == ContentsColumn ? historytext::contents(m_events[row.event])
                                                : displayText(row, index.column());
    case StatusRole:
        return static_cast<int>(historytext::glyphOf(m_events[row.event]));
    case IsFailureRole:
        return historytext::glyphOf(m_events[row.event]) == RuntimeStatus::Kind::Failed;
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
