// SPDX-License-Identifier: MIT
#include "models/health/partitiontablemodel.h"

#include "models/displaytext.h"

namespace hubdeck {

using namespace azurestorage;

PartitionTableModel::PartitionTableModel(QObject *parent)
    : HealthTable({ { tr("Partition") },
                    { tr("State") },
                    { tr("Owner") },
                    { tr("Lease") },
                    { tr("Owned for"), true } },
                  parent)
{ }

void PartitionTableModel::show(const HubHealth &health)
{
    replace(static_cast<int>(health.partitions.size()), [this, &health] {
        m_rows = health.partitions;
        m_now = health.serviceTime;
    });
}

HealthCell PartitionTableModel::cell(int row, int column) const
{
    const PartitionHealth &said = m_rows[static_cast<std::size_t>(row)];
    switch (column) {
    case PartitionColumn:
        return { .text = shortName(said.queue), .toolTip = said.queue };
    case StateColumn:
        return { .text = azurestorage::displayName(said.state), .tone = tone(said) };
    case OwnerColumn:
        return { .text = owner(said) };
    case LeaseColumn:
        return { .text = lease(said) };
    case SinceColumn:
        // Of a lease that nobody has, the time is that of its release.
        return { .text = said.owner.isEmpty() ? none() : age(said.ownedSince, m_now) };
    default:
        return {};
    }
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

QString PartitionTableModel::owner(const PartitionHealth &row)
{
    if (!row.nextOwner.isEmpty()) {
        return tr("%1 → %2", "owner and next owner")
            .arg(displaytext::singleLine(row.owner), displaytext::singleLine(row.nextOwner));
    }
    return row.owner.isEmpty() ? none() : displaytext::singleLine(row.owner);
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

QString PartitionTableModel::leaseWord(LeaseState state)
{
    switch (state) {
    case LeaseState::Available:
        return tr("free");
    case LeaseState::Leased:
        return tr("held");
    case LeaseState::Expired:
        return tr("expired");
    case LeaseState::Breaking:
        return tr("being broken");
    case LeaseState::Broken:
        return tr("broken");
    case LeaseState::Unknown:
        break;
    }
    return none();
}

} // namespace hubdeck
