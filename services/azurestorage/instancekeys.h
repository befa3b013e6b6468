// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/identifiers.h"

#include <QString>

namespace hubdeck::azurestorage {

/// Everything that is named after a task hub (azure-storage-task-hub.md §1). Table names keep the
/// hub's case, queue and container names are lower-case. Plain value, any thread.
struct HubNames
{
    static constexpr int maxPartitions = 16;

    HubNames() = default;
    explicit HubNames(const QString &hubName);

    QString hub; // as configured
    QString instances; // tables
    QString history;
    QString partitions;
    QString workItems; // queue
    QString leases; // containers
    QString appLease;
    QString largeMessages;
    QString appLeaseInfo; // blob in appLease

    /// The queue of a partition, 0 to 15.
    [[nodiscard]] QString controlQueue(int partition) const;

    friend bool operator==(const HubNames &, const HubNames &) = default;
};

/// Why a hub of this name cannot be in a storage account, naming the rule (§1.1); empty when it
/// can. Hubs of 46 to 50 characters exist, although new ones are refused.
[[nodiscard]] QString problemWithStorageHubName(const QString &name);

/// The partition key of an instance (§2.1.1). Not idempotent.
[[nodiscard]] QString escapedKey(const QString &instanceId);
/// escapedKey() undone; what is malformed (a trailing `^`) stays as it is.
[[nodiscard]] QString unescapedKey(const QString &partitionKey);
/// False when escapedKey() would not give back the very key: a row of a version before 1.8.4, which
/// did not escape, or a malformed one.
[[nodiscard]] bool isRoundTripKey(const QString &partitionKey);
/// The instance id of a row: the key as it stands where it cannot have been escaped.
[[nodiscard]] QString idOfKey(const QString &partitionKey);
/// The key that a version before 1.8.4 gave an instance, where it is another than escapedKey() and
/// no other instance's; empty otherwise.
[[nodiscard]] QString oldKey(const QString &instanceId);

/// 32-bit FNV-1a of the UTF-8 bytes: what hubs spread instances and name app leases with.
[[nodiscard]] quint32 fnv1a(const QString &text);

/// The partition that owns an instance, by its raw id (§5.1). `partitionCount` is 1 to 16.
[[nodiscard]] int partitionOf(const QString &instanceId, int partitionCount);

} // namespace hubdeck::azurestorage
