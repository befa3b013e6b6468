// SPDX-License-Identifier: MIT
#pragma once

#include "models/health/healthtable.h"
#include "services/azurestorage/hubhealth.h"

namespace hubdeck {

class TimeDisplay;

/// The messages that can be seen at the heads of the queues, decoded.
class MessageTableModel : public HealthTable
{
    Q_OBJECT

public:
    enum Column {
        QueueColumn,
        AgeColumn,
        DeliveriesColumn,
        EventColumn,
        NameColumn,
        InstanceColumn,
    };

    struct Row
    {
        QString queue;
        azurestorage::QueueMessage message;
    };

    /// `time` must outlive the model.
    explicit MessageTableModel(const TimeDisplay &time, QObject *parent = nullptr);

    void show(const azurestorage::HubHealth &health);
    [[nodiscard]] const Row &message(int row) const;
    /// -1 when it is no longer seen.
    [[nodiscard]] int rowOf(const QString &queue, const QString &messageId) const;

protected:
    [[nodiscard]] int count() const override { return static_cast<int>(m_rows.size()); }

    [[nodiscard]] HealthCell cell(int row, int column) const override;

private:
    [[nodiscard]] HealthCell cellOf(const Row &row, int column) const;

    const TimeDisplay &m_time;
    std::vector<Row> m_rows;
    Instant m_now;
};

} // namespace hubdeck
