// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/hubhealth.h"

namespace hubdeck::cli {

/// The document that `health --json` prints: partitions and queues one a line. Its words are part
/// of the contract, never translated.
[[nodiscard]] QByteArray healthDocument(const QString &hub, const azurestorage::HubHealth &health);

} // namespace hubdeck::cli
