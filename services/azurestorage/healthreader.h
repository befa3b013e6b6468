// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/hubhealth.h"

#include <stop_token>

namespace hubdeck::azurestorage {

class HubStore;

/// Reads the state of a hub's queues, partitions and leases (azure-storage-task-hub.md §9, §10.2).
/// Changes nothing: messages are only peeked at. Thread-safe.
class HealthReader
{
public:
    /// `store` must outlive it.
    explicit HealthReader(const HubStore &store)
        : m_store(store)
    { }

    /// What is not there or not permitted is left empty; throws when nothing can be read.
    [[nodiscard]] HubHealth read(const std::stop_token &stop) const;
    /// Who works on the hub: the Partitions table, otherwise the lease blobs of either kind.
    /// Empty for a hub without both. `serviceTime` is set when the service told it.
    [[nodiscard]] std::vector<PartitionHealth> partitions(Instant &serviceTime,
                                                          const std::stop_token &stop) const;
    /// nullopt without an app lease.
    [[nodiscard]] std::optional<AppLease> appLease(const std::stop_token &stop) const;

private:
    [[nodiscard]] std::vector<PartitionHealth> leaseBlobs(const std::stop_token &stop) const;
    [[nodiscard]] QueueHealth queue(const QString &name, const std::stop_token &stop) const;
    [[nodiscard]] DecodedMessage decoded(const PeekedMessage &message,
                                         const std::stop_token &stop) const;
    void readPending(HubHealth &health, const std::stop_token &stop) const;

    const HubStore &m_store;
};

} // namespace hubdeck::azurestorage
