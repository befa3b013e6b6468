// SPDX-License-Identifier: MIT
#pragma once

#include "models/health/healthtable.h"
#include "services/azurestorage/hubhealth.h"

namespace hubdeck {

/// The partitions with their owners and the age of their leases.
class PartitionTableModel : public HealthTable
{
    Q_OBJECT

public:
    enum Column { PartitionColumn, StateColumn, OwnerColumn, LeaseColumn, SinceColumn };

    explicit PartitionTableModel(QObject *parent = nullptr);

    void show(const azurestorage::HubHealth &health);

protected:
    [[nodiscard]] int count() const override { return static_cast<int>(m_rows.size()); }

    [[nodiscard]] HealthCell cell(int row, int column) const override;

private:
    [[nodiscard]] QString lease(const azurestorage::PartitionHealth &row) const;
    [[nodiscard]] static QString leaseWord(azurestorage::LeaseState state);
    [[nodiscard]] static QString owner(const azurestorage::PartitionHealth &row);
    [[nodiscard]] static HealthTone tone(const azurestorage::PartitionHealth &row);

    std::vector<azurestorage::PartitionHealth> m_rows;
    Instant m_now;
};

} // namespace hubdeck
