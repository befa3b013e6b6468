// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/tablerow.h"
#include "services/taskhub/actions.h"
#include "services/taskhub/query.h"
#include "services/taskhub/taskhuberror.h"

#include <stop_token>

namespace hubdeck::azurestorage {

class HubStore;

/// True for the Conflict that InstancePurger throws when somebody changed the row.
[[nodiscard]] bool isChangedRow(const TaskHubError &error);

/// Deletes instances with all that they have: blobs, then history, then the row, so that an
/// interrupted purge is finished by the next one (azure-storage-task-hub.md §8). Nothing is deleted
/// of one whose row was changed since it was read. Thread-safe.
class InstancePurger
{
public:
    /// `store` must outlive it.
    explicit InstancePurger(const HubStore &store)
        : m_store(store)
    { }

    /// NotFound when there is no row; WrongState for an orchestration that has not ended, or whose
    /// status is unknown; Conflict when it was changed in between. `evenIfActive`: neither.
    void purge(const InstanceId &id, bool evenIfActive, const std::stop_token &stop) const;
    /// Every orchestration that matches; entities never do. Conflict, when all others are purged,
    /// for those that somebody changed in between.
    [[nodiscard]] PurgeOutcome purge(const PurgeFilter &filter, const std::stop_token &stop) const;
    /// TaskHub::cancelScheduledStart(): the row first, as it is what cancels (W5). The blob of the
    /// start message stays: a worker has to read the message to drop it (§5.4). WrongState when it
    /// is not scheduled or its time has come; Conflict when it was changed in between.
    void cancelScheduledStart(const InstanceId &id, const std::stop_token &stop) const;
    /// Everything of the instance whose row was read, while the row's ETag is `ifMatch` (`*`: any).
    void remove(const InstanceId &id, const TableRow &row, const QByteArray &ifMatch,
                const std::stop_token &stop) const;

private:
    enum class Blobs { All, AllButMessages };

    void removeBlobs(const QString &folder, Blobs which, int parallel,
                     const std::stop_token &stop) const;
    void removeHistory(const QString &partitionKey, int parallel,
                       const std::stop_token &stop) const;
    void removeBatch(const std::vector<TableRow> &rows, size_t from,
                     const std::stop_token &stop) const;
    void removeAll(const InstanceId &id, const TableRow &row, const QByteArray &ifMatch,
                   int parallel, const std::stop_token &stop) const;
    /// Conflict when the row has another ETag now.
    void throwIfChanged(const InstanceId &id, const TableRow &row, const QByteArray &ifMatch,
                        const std::stop_token &stop) const;
    void removeBelongings(const InstanceId &id, const TableRow &row, int parallel,
                          const std::stop_token &stop) const;
    void removeRow(const InstanceId &id, const TableRow &row, const QByteArray &ifMatch,
                   const std::stop_token &stop) const;

    const HubStore &m_store;
};

} // namespace hubdeck::azurestorage
