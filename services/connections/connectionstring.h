// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storageaccount.h"

namespace hubdeck {

/// Reads a storage connection string (azure-storage-task-hub.md §11.4):
/// `UseDevelopmentStorage=true` (with `DevelopmentStorageProxyUri`), account name with key or SAS,
/// or endpoints with SAS, in a part of its own or hanging on them; also the SAS URL of a service.
/// Beside AccountKey, signatures on endpoints are ignored. Throws TaskHubError InvalidInput naming
/// the part that is missing, misspelt, given twice or wrong; never repeats a key or signature.
/// Plain http is accepted for this computer only.
[[nodiscard]] azurestorage::StorageAccount parseConnectionString(const QString &text);

/// The local emulator on its usual ports.
[[nodiscard]] azurestorage::StorageAccount emulatorAccount();

} // namespace hubdeck
