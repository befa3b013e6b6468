// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/hubhealth.h"

namespace hubdeck::cli {

/// What `health` prints for people: the signs that the hub is stuck, who works on it, its queues;
/// `withMessages`: each queue's visible messages as well.
[[nodiscard]] QByteArray healthText(const QString &hub, const azurestorage::HubHealth &health,
                                    bool withMessages);

} // namespace hubdeck::cli
