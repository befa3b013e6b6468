// SPDX-License-Identifier: MIT
#pragma once

#include "models/health/messagetablemodel.h"
#include "models/health/partitiontablemodel.h"
#include "models/health/queuetablemodel.h"
#include "models/job.h"
#include "services/azurestorage/hubhealth.h"

#include <QObject>

#include <memory>
#include <optional>

namespace hubdeck {

class HubSession;

/// The health of an open hub (Feature::Health): reads it when told to and fills the tables. What
/// was read stays while it is read again, also when that fails. GUI thread.
class HealthModel : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Loading, Ready, Failed };

    /// Both must outlive the model.
    HealthModel(HubSession &session, const TimeDisplay &time, QObject *parent = nullptr);
    ~HealthModel() override;

    /// Asks the hub, unless it is being asked.
    void refresh();

    [[nodiscard]] State state() const noexcept { return m_state; }

    /// None before the first answer.
    [[nodiscard]] const std::optional<azurestorage::HubHealth> &health() const noexcept
    {
        return m_health;
    }

    [[nodiscard]] const std::vector<azurestorage::StuckSign> &signs() const noexcept
    {
        return m_signs;
    }

    /// `A worker holds the app lease.`, in words; empty where there is no app lease to be seen.
    [[nodiscard]] QString appLeaseWords() const;
    /// True when the account shows no lease of any partition.
    [[nodiscard]] bool hasNoLeases() const;

    /// Why no partition or no queue could be looked at, in words; empty when they could.
    [[nodiscard]] QString partitionsProblem() const;
    [[nodiscard]] QString queuesProblem() const;

    [[nodiscard]] PartitionTableModel &partitions() noexcept { return m_partitions; }

    [[nodiscard]] QueueTableModel &queues() noexcept { return m_queues; }

    [[nodiscard]] MessageTableModel &messages() noexcept { return m_messages; }

signals:
    /// State or what was read.
    void changed();
    void failed(const hubdeck::TaskHubError &error);

private:
    void take(azurestorage::HubHealth &&health);

    HubSession &m_session;
    std::unique_ptr<Job<std::shared_ptr<azurestorage::HubHealth>>> m_job;
    State m_state = State::Idle;
    std::optional<azurestorage::HubHealth> m_health;
    std::vector<azurestorage::StuckSign> m_signs;
    PartitionTableModel m_partitions;
    QueueTableModel m_queues;
    MessageTableModel m_messages;
};

} // namespace hubdeck
