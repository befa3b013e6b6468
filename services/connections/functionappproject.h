// SPDX-License-Identifier: MIT
#pragma once

#include "services/connections/hubaddress.h"

#include <QString>

namespace hubdeck {

/// What a function app's folder says about its hub (command-line.md, --project): host.json (comments allowed) and
/// local.settings.json.
struct FunctionAppProject
{
    TaskHubName hubName; // extensions.durableTask.hubName, %Name% resolved; TestHubName where none is set (durable-http-api.md §2.2)
    QString storageSetting; // the name of the storage connection setting; AzureWebJobsStorage by default
    HubAddress address; // http://localhost:<Host.LocalHttpPort or 7071>/runtime/webhooks/durabletask, no key, no taskHub

    friend bool operator==(const FunctionAppProject &, const FunctionAppProject &) = default;
};

/// Reads a folder. Throws TaskHubError: Local when host.json cannot be read, InvalidInput naming the file and place for bad JSON
/// or a %Name% that local.settings.json does not define.
[[nodiscard]] FunctionAppProject readFunctionAppProject(const QString &folder);

} // namespace hubdeck
