// SPDX-License-Identifier: MIT
#include "models/health/messagetablemodel.h"

#include "models/displaytext.h"

#include <algorithm>

namespace hubdeck {

using namespace azurestorage;

MessageTableModel::MessageTableModel(const TimeDisplay &time, QObject *parent)
    : HealthTable({ { tr("Queue") },
                    { tr("Age"), true },
                    { tr("Deliveries"), true },
                    { tr("Event") },
                    { tr("Name") },
                    { tr("Instance") } },
                  parent)
    , m_time(time)
{ }

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

HealthCell MessageTableModel::cell(int row, int column) const
{
    const Row &said = message(row);
    HealthCell made = cellOf(said, column);
    made.full = QString::fromUtf8(said.message.message.text);
    return made;
}

HealthCell MessageTableModel::cellOf(const Row &row, int column) const
{
    const DecodedMessage &decoded = row.message.message;
    switch (column) {
    case QueueColumn:
        return { .text = shortName(row.queue), .toolTip = row.queue };
    case AgeColumn:
        return { .text = age(row.message.inserted, m_now),
                 .toolTip = displaytext::time(row.message.inserted, m_time.isUtc()) };
    case DeliveriesColumn: {
        const QString number = displaytext::count(row.message.dequeueCount);
        return row.message.isPoisonCandidate()
            ? HealthCell { .text = number,
                           .toolTip = tr("Delivered five times or more: its delivery fails again "
                                         "and again"),
                           .tone = HealthTone::Bad }
            : HealthCell { .text = number };
    }
    case EventColumn:
        return decoded.form == DecodedMessage::Form::Unreadable
            ? HealthCell { .text = tr("unreadable"),
                           .toolTip = decoded.problem,
                           .tone = HealthTone::Bad }
            : HealthCell { .text = displaytext::singleLine(decoded.eventType),
                           .toolTip = decoded.problem };
    case NameColumn:
        return { .text = displaytext::singleLine(decoded.name) };
    case InstanceColumn:
        return { .text
                 = displaytext::singleLine(decoded.instance.isEmpty() ? decoded.sender.text()
                                                                      : decoded.instance.text()) };
    default:
        return {};
    }
}

} // namespace hubdeck
