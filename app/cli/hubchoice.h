// SPDX-License-Identifier: MIT
#pragma once

#include "services/connections/functionappproject.h"
#include "services/connections/hubaddress.h"

namespace hubdeck::cli {

class CommandLine;

/// The address that --url, --project or --profile, the environment and the other hub options name
/// (command-line.md, Which hub). Throws UsageError, also for a hub name that has never answered and
/// no --new-hub-ok; TaskHubError for files and addresses that cannot be read.
[[nodiscard]] HubAddress chosenHub(const CommandLine &line);

/// The function app in the folder of --project. Throws UsageError when it is no such folder,
/// TaskHubError for what stands in its files.
[[nodiscard]] FunctionAppProject chosenProject(const CommandLine &line);

/// Notes that the hub has answered with data, so that its name is not asked about again.
void rememberHub(const HubAddress &address);

} // namespace hubdeck::cli
