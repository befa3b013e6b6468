// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/azurestoragehuboptions.h"
#include "services/connections/functionappproject.h"

namespace hubdeck {

/// Where a function app keeps its hub, as its folder says.
struct FunctionAppStorage
{
    azurestorage::StorageAccount account;
    TaskHubName hubName;
    /// As host.json says; the storage itself is asked first (azure-storage-task-hub.md §1.4).
    std::optional<int> partitionCount;
    std::optional<azurestorage::TrackingStore> trackingStore;
};

/// Opens the storage that a project's settings name (command-line.md, `--project FOLDER
/// --storage`); nothing is sent. `tokens` are for identity settings. Throws TaskHubError
/// InvalidInput: the hub is kept elsewhere than in Azure Storage, local.settings.json is encrypted,
/// a setting is missing or cannot be used; the setting is named, its value is not.
[[nodiscard]] FunctionAppStorage
functionAppStorage(const FunctionAppProject &project,
                   const std::shared_ptr<azurestorage::TokenSource> &tokens);

} // namespace hubdeck
