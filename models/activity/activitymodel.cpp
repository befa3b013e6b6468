// SPDX-License-Identifier: MIT
#include "models/activity/activitymodel.h"

#include "models/displaytext.h"
#include "models/roles.h"

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

namespace {

QString outcomeWord(ActivityModel::Outcome outcome)
{
    switch (outcome) {
    case ActivityModel::Outcome::Running:
        return ActivityModel::tr("Under way");
    case ActivityModel::Outcome::Done:
        return ActivityModel::tr("Done");
    case ActivityModel::Outcome::Failed:
        return ActivityModel::tr("Failed");
    case ActivityModel::Outcome::Unknown:
        return ActivityModel::tr("Unknown");
    case ActivityModel::Outcome::Stopped:
        return ActivityModel::tr("Stopped");
    }
    return {};
}

QString detailOf(const TaskHubError &error)
{
    QStringList lines;
    if (!error.detail.isEmpty()) {
        lines += error.detail;
    }
    if (error.httpStatus != 0) {
        lines += ActivityModel::tr("HTTP status: %1").arg(error.httpStatus);
    }
    if (!error.serviceCode.isEmpty()) {
        lines += ActivityModel::tr("Code: %1").arg(error.serviceCode);
    }
    if (!error.requestId.isEmpty()) {
        lines += ActivityModel::tr("Request id: %1").arg(error.requestId);
    }
    return lines.join(u'\n');
}

} // namespace

ActivityModel::ActivityModel(const TimeDisplay &time, QObject *parent)
    : QAbstractTableModel(parent)
    , m_time(time)
{
    connect(&time, &TimeDisplay::changed, this, [this] {
        if (!m_entries.empty()) {
            emit dataChanged(index(0, TimeColumn), index(rowCount() - 1, TimeColumn));
        }
    });
}

ActivityModel::~ActivityModel() = default;

ActivityModel::EntryId ActivityModel::add(const NewEntry &entry)
{
    if (rowCount() >= maxEntries) {
        const int last = rowCount() - 1;
        beginRemoveRows({}, last, last);
        m_entries.erase(m_entries.begin());
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_entries.push_back(Entry { m_nextId, Instant::now(), entry, Outcome::Running, {}, {} });
    endInsertRows();
    return m_nextId++;
}

void ActivityModel::update(EntryId id, Outcome outcome, const QString &result)
{
    const int row = rowOf(id);
    if (row < 0) {
        return;
    }
    Entry &entry = m_entries[m_entries.size() - 1 - static_cast<std::size_t>(row)];
    entry.outcome = outcome;
    entry.result = result;
    changed(row);
}

void ActivityModel::fail(EntryId id, const TaskHubError &error)
{
    const int row = rowOf(id);
    if (row < 0) {
        return;
    }
    Entry &entry = m_entries[m_entries.size() - 1 - static_cast<std::size_t>(row)];
    entry.detail = detailOf(error);
    entry.result = error.message;
    entry.outcome = error.kind == ErrorKind::Cancelled ? Outcome::Stopped
        : error.kind == ErrorKind::OutcomeUnknown      ? Outcome::Unknown
                                                       : Outcome::Failed;
    if (error.kind == ErrorKind::Cancelled) {
        entry.result = tr("stopped");
    }
    changed(row);
}

void ActivityModel::clear()
{
    beginResetModel();
    m_entries.clear();
    endResetModel();
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int ActivityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Entry &entry = m_entries[m_entries.size() - 1 - static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return display(entry, index.column());
    case Qt::ToolTipRole:
    case FullTextRole: {
        // Tool tips are rich text when they look like it, and the text comes from a server.
        const QString text = index.column() == TextColumn && !entry.detail.isEmpty()
            ? QString(display(entry, TextColumn).toString() % u"\n"_s % entry.detail)
            : display(entry, index.column()).toString();
        return role == FullTextRole
            ? text
            : u"<p style='white-space:pre-wrap'>"_s % text.toHtmlEscaped() % u"</p>"_s;
    }
    case SortRole:
        return index.column() == TimeColumn ? QVariant(entry.time.ticks())
                                            : display(entry, index.column());
    case IdRole:
        return entry.text.instanceId;
    case OutcomeRole:
        return static_cast<int>(entry.outcome);
    case IconNameRole:
        return entry.text.iconName;
    case DetailRole:
        return entry.detail;
    case WhatRole:
        return entry.text.what;
    case ResultRole:
        return entry.result;
    case HubRole:
        return entry.text.hub;
    case HubEntryRole:
        return entry.text.hubEntry;
    default:
        return {};
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case TextColumn:
        return tr("Action");
    case HubColumn:
        return tr("Hub");
    case OutcomeColumn:
        return tr("Outcome");
    default:
        return {};
    }
}

int ActivityModel::rowOf(EntryId id) const
{
    // Ids rise by one and only the oldest are dropped, so the place follows from the id.
    if (m_entries.empty() || id < m_entries.front().id || id > m_entries.back().id) {
        return -1;
    }
    return static_cast<int>(m_entries.back().id - id);
}

QVariant ActivityModel::display(const Entry &entry, int column) const
{
    switch (column) {
    case TimeColumn:
        return displaytext::shortTime(entry.time, m_time.isUtc(), Instant::now());
    case TextColumn:
        return displaytext::singleLine(
            entry.result.isEmpty() ? entry.text.what : entry.text.what % u" — "_s % entry.result,
            1000);
    case HubColumn:
        return displaytext::singleLine(entry.text.hub);
    case OutcomeColumn:
        return outcomeWord(entry.outcome);
    default:
        return {};
    }
}

void ActivityModel::changed(int row)
{
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

} // namespace hubdeck
