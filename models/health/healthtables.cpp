// SPDX-License-Identifier: MIT
#include "models/health/healthtables.h"

#include "models/displaytext.h"
#include "models/roles.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;
using namespace azurestorage;

namespace {

QString none()
{
    return u"–"_s;
}

QString age(const std::optional<Instant> &then, Instant now)
{
    return then ? displaytext::duration(std::max(Instant::Ticks(0), now - *then)) : none();
}

/// `control-00`, `workitems`: what tells the queues of one hub apart.
QString shortName(const QString &queue)
{
    for (const QString &part : { u"-control-"_s, u"-workitems"_s }) {
        if (const qsizetype at = queue.lastIndexOf(part); at > 0) {
            return displaytext::singleLine(queue.mid(at + 1));
        }
    }
    return displaytext::singleLine(queue);
}

QString leaseWord(LeaseState state)
{
    switch (state) {
    case LeaseState::Available:
        return PartitionTableModel::tr("free");
    case LeaseState::Leased:
        return PartitionTableModel::tr("held");
    case LeaseState::Expired:
        return PartitionTableModel::tr("expired");
    case LeaseState::Breaking:
        return PartitionTableModel::tr("being broken");
    case LeaseState::Broken:
        return PartitionTableModel::tr("broken");
    case LeaseState::Unknown:
        break;
    }
    return none();
}

bool isNumber(int column, std::initializer_list<int> columns)
{
    return std::ranges::find(columns, column) != columns.end();
}

QVariant alignment(bool number)
{
    return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

// HealthTable

int HealthTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

int HealthTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(titles().size());
}

QVariant HealthTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    return titles().value(section);
}

void HealthTable::replace(int newCount, const std::function<void()> &change)
{
    if (newCount != count()) {
        beginResetModel();
        change();
        endResetModel();
    } else {
        change();
        if (newCount > 0) {
            emit dataChanged(index(0, 0), index(newCount - 1, columnCount() - 1));
        }
    }
}

// PartitionTableModel

QStringList PartitionTableModel::titles() const
{
    return { tr("Partition"), tr("State"), tr("Owner"), tr("Lease"), tr("Owned for") };
}

void PartitionTableModel::show(const HubHealth &health)
{
    replace(static_cast<int>(health.partitions.size()), [this, &health] {
        m_rows = health.partitions;
        m_now = health.serviceTime;
    });
}

HealthTone PartitionTableModel::tone(const PartitionHealth &row)
{
    switch (row.state) {
    case PartitionHealth::State::Healthy:
        return HealthTone::Good;
    case PartitionHealth::State::Expired:
        return HealthTone::Bad;
    case PartitionHealth::State::Unowned:
    case PartitionHealth::State::BeingStolen:
    case PartitionHealth::State::ShuttingDown:
        return HealthTone::Warning;
    case PartitionHealth::State::Unknown:
        break;
    }
    return HealthTone::Muted;
}

QString PartitionTableModel::lease(const PartitionHealth &row) const
{
    if (row.source != PartitionHealth::Source::PartitionsTable) {
        return leaseWord(row.leaseState);
    }
    if (row.expiresAt && *row.expiresAt <= m_now) {
        return tr("expired %1 ago").arg(age(row.expiresAt, m_now));
    }
    return row.lastRenewal ? tr("renewed %1 ago").arg(age(row.lastRenewal, m_now)) : none();
}

QString PartitionTableModel::text(const PartitionHealth &row, int column) const
{
    switch (column) {
    case PartitionColumn:
        return shortName(row.queue);
    case StateColumn:
        return azurestorage::displayName(row.state);
    case OwnerColumn:
        if (!row.nextOwner.isEmpty()) {
            return tr("%1 → %2", "owner and next owner")
                .arg(displaytext::singleLine(row.owner), displaytext::singleLine(row.nextOwner));
        }
        return row.owner.isEmpty() ? none() : displaytext::singleLine(row.owner);
    case LeaseColumn:
        return lease(row);
    case SinceColumn:
        return age(row.ownedSince, m_now);
    default:
        return {};
    }
}

QVariant PartitionTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const PartitionHealth &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return (index.column() == PartitionColumn ? row.queue : text(row, index.column()))
            .toHtmlEscaped();
    case Qt::TextAlignmentRole:
        return alignment(false);
    case ToneRole:
        return static_cast<int>(index.column() == StateColumn ? tone(row) : HealthTone::Normal);
    default:
        return {};
    }
}

// QueueTableModel

QStringList QueueTableModel::titles() const
{
    return { tr("Queue"), tr("Messages"), tr("Waiting"), tr("Oldest"), tr("Poison?") };
}

void QueueTableModel::show(const HubHealth &health)
{
    replace(static_cast<int>(health.controlQueues.size()) + 1, [this, &health] {
        m_rows = health.controlQueues;
        m_rows.push_back(health.workItems);
        m_now = health.serviceTime;
    });
}

QString QueueTableModel::text(const QueueHealth &row, int column) const
{
    if (column == QueueColumn) {
        return shortName(row.queue);
    }
    if (!row.exists) {
        return column == LengthColumn ? tr("not there") : QString();
    }
    constexpr std::size_t mostPeeked = 32;
    switch (column) {
    case LengthColumn:
        return row.length ? displaytext::count(*row.length) : none();
    case VisibleColumn:
        return row.visible.size() >= mostPeeked
            ? tr("%1 or more").arg(displaytext::count(mostPeeked))
            : displaytext::count(static_cast<qint64>(row.visible.size()));
    case OldestColumn: {
        const auto oldest = row.oldestAge(m_now);
        return oldest ? displaytext::duration(*oldest) : none();
    }
    case PoisonColumn:
        return row.poisonCount() > 0 ? displaytext::count(row.poisonCount()) : none();
    default:
        return {};
    }
}

QVariant QueueTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const QueueHealth &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == LengthColumn
            ? tr("All messages: those taken by workers, timers and scheduled starts count too")
            : index.column() == VisibleColumn
            ? tr("Messages at the head of the queue that wait to be taken, up to 32")
            : index.column() == PoisonColumn
            ? tr("Waiting messages that were delivered five times or more")
            : row.queue.toHtmlEscaped();
    case Qt::TextAlignmentRole:
        return alignment(
            isNumber(index.column(), { LengthColumn, VisibleColumn, OldestColumn, PoisonColumn }));
    case ToneRole:
        if (!row.exists) {
            return static_cast<int>(HealthTone::Bad);
        }
        return static_cast<int>(index.column() == PoisonColumn && row.poisonCount() > 0
                                    ? HealthTone::Bad
                                    : HealthTone::Normal);
    default:
        return {};
    }
}

// MessageTableModel

MessageTableModel::MessageTableModel(const TimeDisplay &time, QObject *parent)
    : HealthTable(parent)
    , m_time(time)
{ }

QStringList MessageTableModel::titles() const
{
    return { tr("Queue"), tr("Age"), tr("Deliveries"), tr("Event"), tr("Name"), tr("Instance") };
}

void MessageTableModel::show(const HubHealth &health)
{
    std::vector<Row> rows;
    const auto add = [&rows](const QueueHealth &queue) {
        for (const QueueMessage &message : queue.visible) {
            rows.push_back({ queue.queue, message });
        }
    };
    std::ranges::for_each(health.controlQueues, add);
    add(health.workItems);
    const bool same = std::ranges::equal(rows, m_rows, [](const Row &a, const Row &b) {
        return a.queue == b.queue && a.message.id == b.message.id;
    });
    const auto change = [this, &rows, &health] {
        m_rows = std::move(rows);
        m_now = health.serviceTime;
    };
    if (same) {
        replace(count(), change);
    } else {
        beginResetModel(); // a row must not become another message under the selection
        change();
        endResetModel();
    }
}

const MessageTableModel::Row &MessageTableModel::message(int row) const
{
    return m_rows.at(static_cast<std::size_t>(row));
}

int MessageTableModel::rowOf(const QString &queue, const QString &messageId) const
{
    const auto found = std::ranges::find_if(
        m_rows, [&](const Row &row) { return row.queue == queue && row.message.id == messageId; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QString MessageTableModel::text(const Row &row, int column) const
{
    const DecodedMessage &decoded = row.message.message;
    const QString instance
        = decoded.instance.isEmpty() ? decoded.sender.text() : decoded.instance.text();
    switch (column) {
    case QueueColumn:
        return shortName(row.queue);
    case AgeColumn:
        return age(row.message.inserted, m_now);
    case DeliveriesColumn:
        return displaytext::count(row.message.dequeueCount);
    case EventColumn:
        return decoded.form == DecodedMessage::Form::Unreadable
            ? tr("unreadable")
            : displaytext::singleLine(decoded.eventType);
    case NameColumn:
        return displaytext::singleLine(decoded.name);
    case InstanceColumn:
        return displaytext::singleLine(instance);
    default:
        return {};
    }
}

QString MessageTableModel::toolTip(const Row &row, int column) const
{
    if (column == AgeColumn) {
        return displaytext::time(row.message.inserted, m_time.isUtc());
    }
    if (column == EventColumn && !row.message.message.problem.isEmpty()) {
        return row.message.message.problem;
    }
    return text(row, column);
}

QVariant MessageTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = message(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return toolTip(row, index.column()).toHtmlEscaped();
    case Qt::TextAlignmentRole:
        return alignment(isNumber(index.column(), { AgeColumn, DeliveriesColumn }));
    case FullTextRole:
        return QString::fromUtf8(row.message.message.text);
    case ToneRole: {
        const bool bad = (index.column() == DeliveriesColumn && row.message.isPoisonCandidate())
            || (index.column() == EventColumn
                && row.message.message.form == DecodedMessage::Form::Unreadable);
        return static_cast<int>(bad ? HealthTone::Bad : HealthTone::Normal);
    }
    default:
        return {};
    }
}

} // namespace hubdeck
