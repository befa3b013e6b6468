// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/capabilities.h"

namespace hubdeck::azurestorage {

/// What a hub can do over its storage: everything but what only a running app has.
[[nodiscard]] Capabilities storageCapabilities();

} // namespace hubdeck::azurestorage
