// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/actions.h"

namespace hubdeck {

/// Reads a page of entities (durable-http-api.md §6.2); `next` is left empty. Throws TaskHubError
/// Malformed when `body` is no whole JSON array.
[[nodiscard]] EntityPage decodeEntityPage(const QByteArray &body);

/// The bare state of one entity (§6.1), as received.
[[nodiscard]] Payload decodeEntityState(const QByteArray &body);

} // namespace hubdeck
