// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/hubhealth.h"

#include <QAbstractTableModel>

#include <functional>
#include <vector>

namespace hubdeck {

class TimeDisplay;

// The tables of the health tab. Each shows one reading of the hub; rows that are there in the next
// one too stay where they are. GUI thread.

enum HealthRole : int {
    ToneRole = Qt::UserRole + 300, // HealthTone as int, of the cell
};
enum class HealthTone { Normal, Muted, Good, Warning, Bad };

/// What the tables share.
class HealthTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] virtual QStringList titles() const = 0;
    [[nodiscard]] virtual int count() const = 0;
    /// Around a change of the rows: resets only when their number changes.
    void replace(int newCount, const std::function<void()> &change);
};

/// The partitions with their owners and the age of their leases.
class PartitionTableModel : public HealthTable
{
    Q_OBJECT

public:
    enum Column { PartitionColumn, StateColumn, OwnerColumn, LeaseColumn, SinceColumn };

    using HealthTable::HealthTable;

    void show(const azurestorage::HubHealth &health);
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] QStringList titles() const override;

    [[nodiscard]] int count() const override { return static_cast<int>(m_rows.size()); }

private:
    [[nodiscard]] QString text(const azurestorage::PartitionHealth &row, int column) const;
    [[nodiscard]] QString lease(const azurestorage::PartitionHealth &row) const;
    [[nodiscard]] static HealthTone tone(const azurestorage::PartitionHealth &row);

    std::vector<azurestorage::PartitionHealth> m_rows;
    Instant m_now;
};

/// The queues with their depths and the age of their oldest visible messages.
class QueueTableModel : public HealthTable
{
    Q_OBJECT

public:
    enum Column { QueueColumn, LengthColumn, VisibleColumn, OldestColumn, PoisonColumn };

    using HealthTable::HealthTable;

    void show(const azurestorage::HubHealth &health);
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] QStringList titles() const override;

    [[nodiscard]] int count() const override { return static_cast<int>(m_rows.size()); }

private:
    [[nodiscard]] QString text(const azurestorage::QueueHealth &row, int column) const;

    std::vector<azurestorage::QueueHealth> m_rows;
    Instant m_now;
};

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

    explicit MessageTableModel(const TimeDisplay &time, QObject *parent = nullptr);

    void show(const azurestorage::HubHealth &health);
    [[nodiscard]] const Row &message(int row) const;
    /// -1 when it is no longer seen.
    [[nodiscard]] int rowOf(const QString &queue, const QString &messageId) const;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] QStringList titles() const override;

    [[nodiscard]] int count() const override { return static_cast<int>(m_rows.size()); }

private:
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] QString toolTip(const Row &row, int column) const;

    const TimeDisplay &m_time;
    std::vector<Row> m_rows;
    Instant m_now;
};

} // namespace hubdeck
