// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubregistry.h"

namespace hubdeck::cli {

class CommandLine;

/// The connection that --profile names, as the window saved it: never with a key. It is named by
/// its connection or its hub; --hub chooses among several. Throws UsageError when there is none,
/// when there are several, and when it is marked read-only and the verb changes something.
[[nodiscard]] HubRegistry::Entry savedConnection(const CommandLine &line);

} // namespace hubdeck::cli
