// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/tablerow.h"
#include "services/taskhub/actions.h"

#include <stop_token>

namespace hubdeck::azurestorage {

class HubStore;
struct StartPlan;
struct StartValues;

/// Starts and restarts instances: the message first, then the row (azure-storage-task-hub.md §5.6,
/// §7). Thread-safe.
class InstanceStarter
{
public:
    /// `store` must outlive it.
    explicit InstanceStarter(const HubStore &store)
        : m_store(store)
    { }

    /// Without waiting for the end. AlreadyExists when the id is in use; Conflict when somebody
    /// else started it in between; OutcomeUnknown when the message was sent but its row could not
    /// be written.
    [[nodiscard]] InstanceId start(const StartRequest &request, const std::stop_token &stop) const;
    /// With the name and the very input of `id`; gives the id that it was started on. WrongState
    /// for the same id of a sub-orchestration: its parent would never hear of it.
    [[nodiscard]] InstanceId restart(const InstanceId &id, bool newId,
                                     const std::stop_token &stop) const;

private:
    void send(StartValues values, const TableRow *existing, const std::stop_token &stop) const;
    void writeRow(const StartPlan &plan) const;

    const HubStore &m_store;
};

} // namespace hubdeck::azurestorage
