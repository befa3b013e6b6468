// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/hubhealth.h"

#include <stop_token>

namespace hubdeck::azurestorage {

class HubStore;

/// Whether anybody works on a hub.
struct SignsOfWork
{
    bool appLeaseIsHeld = false;
    int ownedPartitions = 0;
    QStringList owners; // of these, each once
    QStringList unseen; // what could not be looked at and why, in words
};

/// Reads the state of a hub's queues, partitions and leases (azure-storage-task-hub.md §9, §10.2).
/// Changes nothing: messages are only peeked at. Thread-safe.
class HealthReader
{
public:
    /// `store` must outlive it. `pageSize`: rows of a page of instances; 0: as many as there can
    /// be.
    explicit HealthReader(const HubStore &store, int pageSize = 0)
        : m_store(store)
        , m_pageSize(pageSize)
    { }

    /// What is not there or not permitted is left empty; HubHealth::problems tells the latter.
    /// Throws Forbidden when nothing may be read.
    [[nodiscard]] HubHealth read(const std::stop_token &stop) const;
    /// What deleting the hub must know. `partitionsTable`: its name as it stands in the account.
    [[nodiscard]] SignsOfWork signsOfWork(const QString &partitionsTable,
                                          const std::stop_token &stop) const;

private:
    /// The Partitions table, otherwise the lease blobs of either kind, which count as well while no
    /// row is owned. Empty for a hub without both. `serviceTime` is set when the service told it.
    [[nodiscard]] std::vector<PartitionHealth> partitions(const QString &table,
                                                          Instant &serviceTime, QStringList &unseen,
                                                          const std::stop_token &stop) const;
    /// nullopt without an app lease.
    [[nodiscard]] std::optional<AppLease> appLease(QStringList &unseen,
                                                   const std::stop_token &stop) const;
    [[nodiscard]] std::vector<PartitionHealth> leaseBlobs(const std::stop_token &stop) const;
    [[nodiscard]] QueueHealth queue(const QString &name, QStringList &unseen,
                                    const std::stop_token &stop) const;
    [[nodiscard]] DecodedMessage decoded(const PeekedMessage &message,
                                         const std::stop_token &stop) const;
    void readPending(HubHealth &health, const std::stop_token &stop) const;

    const HubStore &m_store;
    const int m_pageSize;
};

} // namespace hubdeck::azurestorage
