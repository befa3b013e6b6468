// SPDX-License-Identifier: MIT
#pragma once

#include "models/health/healthtable.h"
#include "services/azurestorage/hubhealth.h"

namespace hubdeck {

/// The queues with their depths and the age of their oldest visible messages; the work items last.
class QueueTableModel : public HealthTable
{
    Q_OBJECT

public:
    enum Column { QueueColumn, LengthColumn, VisibleColumn, OldestColumn, PoisonColumn };

    explicit QueueTableModel(QObject *parent = nullptr);

    void show(const azurestorage::HubHealth &health);

protected:
    [[nodiscard]] int count() const override { return static_cast<int>(m_rows.size()); }

    [[nodiscard]] HealthCell cell(int row, int column) const override;

private:
    [[nodiscard]] HealthCell cellOf(const azurestorage::QueueHealth &row, int column) const;

    std::vector<azurestorage::QueueHealth> m_rows;
    Instant m_now;
};

} // namespace hubdeck
