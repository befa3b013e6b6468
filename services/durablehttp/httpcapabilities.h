// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/capabilities.h"

namespace hubdeck {

/// What the HTTP API lacks, with the reasons shown to people (durable-http-api.md L5, §4, §5.1).
[[nodiscard]] Capabilities httpCapabilities();

} // namespace hubdeck
