// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storageaccount.h"

#include <QHash>

#include <optional>

namespace hubdeck {

/// The account that a function app's settings give under the name of a connection, as the Functions
/// host finds it: the connection string `<name>` (also with the prefix `AzureWebJobs`), or identity
/// settings `<name>__accountName`, `<name>__tableServiceUri` and the like, opened with `tokens`.
/// nullopt when the settings do not have it; throws as parseConnectionString(), the setting named.
[[nodiscard]] std::optional<azurestorage::StorageAccount>
storageAccountFromSettings(const QHash<QString, QString> &settings, const QString &name,
                           const std::shared_ptr<azurestorage::TokenSource> &tokens);

} // namespace hubdeck
