// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/actions.h"

namespace hubdeck {

/// The id in the answer to start and restart (durable-http-api.md §5.1). Throws TaskHubError
/// Malformed.
[[nodiscard]] InstanceId decodeStartedId(const QByteArray &body);

/// `instancesDeleted` (§5.9, §5.10). Throws TaskHubError Malformed.
[[nodiscard]] qint64 decodeDeletedCount(const QByteArray &body);

} // namespace hubdeck
