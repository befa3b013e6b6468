// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/history.h"
#include "services/taskhub/instancepage.h"

#include <QByteArray>

namespace hubdeck::cli {

/// A status document as it is printed: members and texts as received, only values that are no JSON
/// as JSON strings (command-line.md, Rows).
[[nodiscard]] QByteArray printable(QByteArrayView document);

/// One row of the table that `instances` prints without --json; ids and names with control
/// characters made visible.
[[nodiscard]] QString tableRow(const InstancePage &page, const InstanceRow &row);
[[nodiscard]] QString tableHead();

/// An instance for people, with its history when it is given.
[[nodiscard]] QString describe(const InstanceDetails &instance, const History *history);

} // namespace hubdeck::cli
