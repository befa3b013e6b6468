// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storageaccount.h"
#include "services/azurestorage/storageoptions.h"
#include "services/taskhub/instant.h"

#include <functional>
#include <optional>

namespace hubdeck::azurestorage {

/// The tracking store of an app that keeps its tables and blobs apart from its queues
/// (azure-storage-task-hub.md §1, host.json `trackingStoreConnectionName`,
/// `trackingStoreNamePrefix`).
struct TrackingStore
{
    StorageAccount account;
    QString tablePrefix = QStringLiteral("DurableTask"); // of the Instances and History tables
};

/// What a hub's storage does not tell, and the seams for tests. The defaults are the product's.
struct AzureStorageHubOptions
{
    /// The partition count that a person chose, where the storage does not tell it for certain
    /// (§1.4); 1 to 16. None: what the storage says.
    std::optional<int> partitionCount;
    std::optional<TrackingStore> trackingStore;
    StorageOptions storage; // limits, retries and clock of the requests
    std::function<Instant()> now = Instant::now; // written into messages and rows
    int parallelRequests = 8; // at most, for blobs and purges
    std::chrono::milliseconds startRowPause { 500 }; // before the row of a start is tried again
};

} // namespace hubdeck::azurestorage
