// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/actions.h"

#include <stop_token>

namespace hubdeck::azurestorage {

class HubStore;

/// Acts on one instance: messages with the preconditions of the official clients (§5.7), rewind
/// (§6), restart and purge. Thread-safe.
class InstanceActions
{
public:
    /// `store` must outlive it.
    explicit InstanceActions(const HubStore &store)
        : m_store(store)
    { }

    /// TaskHub::perform().
    ActionOutcome perform(const InstanceId &id, const InstanceAction &action,
                          const std::stop_token &stop) const;

private:
    void send(const InstanceId &id, const InstanceAction &action,
              const std::stop_token &stop) const;
    void rewind(const InstanceId &id, const QString &reason, const std::stop_token &stop) const;
    /// True when a message that wakes `id` waits in its queue.
    [[nodiscard]] bool isWakePosted(const InstanceId &id, const std::stop_token &stop) const;

    const HubStore &m_store;
};

} // namespace hubdeck::azurestorage
