// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/history.h"

#include <vector>

namespace hubdeck::test {

/// The histories recorded from a real hub (tests/data/captures/<hub>/http-exchanges.json).
[[nodiscard]] std::vector<History> recordedHistories(const QString &hub);
/// One of them; available is false and the id empty when it was not recorded.
[[nodiscard]] History recordedHistory(const QString &hub, const QString &id);

} // namespace hubdeck::test
