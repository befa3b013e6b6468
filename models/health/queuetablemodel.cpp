// SPDX-License-Identifier: MIT
#include "models/health/queuetablemodel.h"

#include "models/displaytext.h"

namespace hubdeck {

using namespace azurestorage;

QueueTableModel::QueueTableModel(QObject *parent)
    : HealthTable({ { tr("Queue") },
                    { tr("Messages"), true },
                    { tr("Waiting"), true },
                    { tr("Oldest"), true },
                    { tr("Poison?"), true } },
                  parent)
{ }

void QueueTableModel::show(const HubHealth &health)
{
    replace(static_cast<int>(health.controlQueues.size()) + 1, [this, &health] {
        m_rows = health.controlQueues;
        m_rows.push_back(health.workItems);
        m_now = health.serviceTime;
    });
}

HealthCell QueueTableModel::cell(int row, int column) const
{
    const QueueHealth &said = m_rows[static_cast<std::size_t>(row)];
    if (column == QueueColumn || said.exists) {
        return cellOf(said, column);
    }
    return column == LengthColumn ? HealthCell { .text = tr("not there"),
                                                 .toolTip = tr("The account has no such queue."),
                                                 .tone = HealthTone::Bad }
                                  : HealthCell();
}

HealthCell QueueTableModel::cellOf(const QueueHealth &row, int column) const
{
    constexpr std::size_t mostPeeked = 32;
    switch (column) {
    case QueueColumn:
        return { .text = shortName(row.queue), .toolTip = row.queue };
    case LengthColumn:
        return {
            .text = row.length ? displaytext::count(*row.length) : none(),
            .toolTip
            = tr("All messages: those taken by workers, timers and scheduled starts count too")
        };
    case VisibleColumn: {
        const QString number
            = displaytext::count(static_cast<qint64>(std::min(row.visible.size(), mostPeeked)));
        return { .text = row.visible.size() >= mostPeeked ? tr("%1 or more").arg(number) : number,
                 .toolTip
                 = tr("Messages at the head of the queue that wait to be taken, up to 32") };
    }
    case OldestColumn: {
        const auto oldest = row.oldestAge(m_now);
        return { .text = oldest ? displaytext::duration(*oldest) : none(),
                 .toolTip = tr("How long the oldest message that waits has been there") };
    }
    case PoisonColumn: {
        const int poison = row.poisonCount();
        return { .text = poison > 0 ? displaytext::count(poison) : none(),
                 .toolTip = tr("Waiting messages that were delivered five times or more"),
                 .tone = poison > 0 ? HealthTone::Bad : HealthTone::Normal };
    }
    default:
        return {};
    }
}

} // namespace hubdeck
