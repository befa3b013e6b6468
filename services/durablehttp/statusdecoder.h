// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instance.h"

namespace hubdeck {

/// Reads a status document (durable-http-api.md §4); payloads are slices of the text, unknown
/// statuses and members are kept. A `historyEvents` member is left out of `raw`. Throws
/// TaskHubError Malformed when it is none.
[[nodiscard]] InstanceDetails decodeStatus(const QByteArray &body);

/// True for a JSON object with `runtimeStatus` and without `Message`: a status document, even under
/// HTTP 500 (§3.1).
[[nodiscard]] bool isStatusDocument(QByteArrayView body);

} // namespace hubdeck
