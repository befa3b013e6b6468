// SPDX-License-Identifier: MIT
#pragma once

#include "services/connections/hubaddress.h"

#include <QHash>
#include <QString>

#include <optional>

namespace hubdeck {

/// What a function app's folder says about its hub (command-line.md, --project): host.json
/// (comments allowed) and local.settings.json.
struct FunctionAppProject
{
    TaskHubName hubName; // extensions.durableTask.hubName, %Name% resolved; TestHubName where none
                         // is set (durable-http-api.md §2.2)
    HubAddress address; // http://localhost:<Host.LocalHttpPort or
                        // 7071>/runtime/webhooks/durabletask, no key, no taskHub

    // Where the hub is stored (azure-storage-task-hub.md §11.4); functionAppStorage() opens it.
    QString storageSetting; // the name of the storage connection setting; AzureWebJobsStorage by
                            // default
    QString storageProvider; // storageProvider.type; empty or `AzureStorage`: Azure Storage
    std::optional<int> partitionCount; // as configured, 1 to 16
    QString
        trackingSetting; // storageProvider.trackingStoreConnectionName; empty: no tracking store
    QString trackingPrefix; // storageProvider.trackingStoreNamePrefix; empty: not set
    /// The Values of local.settings.json, and its ConnectionStrings as `ConnectionStrings:<name>`.
    /// Hold keys: never shown.
    QHash<QString, QString> settings;
    bool settingsAreEncrypted = false;

    friend bool operator==(const FunctionAppProject &, const FunctionAppProject &) = default;
};

/// Reads a folder. Throws TaskHubError: Local when host.json cannot be read, InvalidInput naming
/// the file and place for bad JSON, a %Name% that local.settings.json does not define or a
/// partition count that no hub can have.
[[nodiscard]] FunctionAppProject readFunctionAppProject(const QString &folder);

} // namespace hubdeck
