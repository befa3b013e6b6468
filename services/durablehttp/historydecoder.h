// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/history.h"

namespace hubdeck {

/// Reads a status document with `historyEvents` (durable-http-api.md §7). Every event is kept
/// whole, in order, also of types never seen before. Without the member (Pending, L14) `available`
/// is false. Throws TaskHubError Malformed.
[[nodiscard]] History decodeHistory(const QByteArray &body);

} // namespace hubdeck
