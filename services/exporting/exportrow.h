// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/history.h"

namespace hubdeck {

/// One line of an export file without its line end: the instance's document with the members
/// exactly as received, values that are no JSON as JSON strings, and `historyEvents` last where a
/// history is given and available. Valid JSON whatever came.
[[nodiscard]] QByteArray exportRow(const InstanceDetails &instance, const History *history);
/// The same for a row of a listing.
[[nodiscard]] QByteArray exportRow(QByteArrayView document);

} // namespace hubdeck
