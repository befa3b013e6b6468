// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storageaccount.h"

#include <QHash>

#include <optional>

namespace hubdeck {

/// Reads a storage connection string (azure-storage-task-hub.md §11.4):
/// `UseDevelopmentStorage=true` (with `DevelopmentStorageProxyUri`), account name with key or SAS,
/// or endpoints with SAS. Throws TaskHubError InvalidInput naming the part that is missing,
/// misspelt, given twice or wrong; never repeats a key or signature. Plain http is accepted for
/// this computer only.
[[nodiscard]] azurestorage::StorageAccount parseConnectionString(const QString &text);

/// The local emulator on its usual ports.
[[nodiscard]] azurestorage::StorageAccount emulatorAccount();

/// The account that a function app's settings give under the name of a connection, as the Functions
/// host finds it: the connection string `<name>` (also with the prefix `AzureWebJobs`), or identity
/// settings `<name>__accountName`, `<name>__tableServiceUri` and the like, opened with `tokens`.
/// nullopt when the settings do not have it; throws as parseConnectionString(), the setting named.
[[nodiscard]] std::optional<azurestorage::StorageAccount>
storageAccountFromSettings(const QHash<QString, QString> &settings, const QString &name,
                           const std::shared_ptr<azurestorage::TokenSource> &tokens);

} // namespace hubdeck
