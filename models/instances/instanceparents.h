// SPDX-License-Identifier: MIT
#pragma once

#include "models/job.h"
#include "services/taskhub/instance.h"

#include <QHash>

#include <memory>
#include <optional>
#include <vector>

namespace hubdeck {

class HubSession;

/// The parents of instances that are in sight. A listing does not tell them: each is a look into a
/// history (azure-storage-task-hub.md §3.6), so only those asked for are looked up, one batch at a
/// time. GUI thread.
class InstanceParents : public QObject
{
    Q_OBJECT

public:
    /// An instance as it was created: a restart on the same id has another parent.
    struct Child
    {
        InstanceId id;
        qint64 createdTicks = 0;

        friend bool operator==(const Child &, const Child &) = default;
    };

    enum class State { Unknown, None, Known, Failed };

    /// `session` must outlive it.
    explicit InstanceParents(HubSession &session, QObject *parent = nullptr);
    ~InstanceParents() override;

    /// Looks up those that are not known yet; while a batch is under way nothing happens.
    void want(const std::vector<Child> &children);
    [[nodiscard]] State stateOf(const Child &child) const;
    /// The parent's id; empty unless the state is Known.
    [[nodiscard]] InstanceId parentOf(const Child &child) const;

    /// Why the last batch failed; empty when it did not. Nothing more is asked until retry().
    [[nodiscard]] const QString &problem() const noexcept { return m_problem; }

    void retry();

signals:
    /// More is known, or a batch has failed.
    void changed();

private:
    struct Known
    {
        qint64 createdTicks = 0;
        InstanceId parent; // empty: it has none
    };

    [[nodiscard]] const Known *find(const Child &child) const;

    HubSession &m_session;
    std::unique_ptr<Job<std::vector<std::optional<InstanceId>>>> m_job;
    std::vector<Child> m_asked;
    QHash<InstanceId, Known> m_known;
    QString m_problem;
};

} // namespace hubdeck
