// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/instancetablemodel.h"

#include <QString>

#include <vector>

/// Rows of the list as text for the clipboard. `rows` are rows of the model, in the order wanted.
namespace hubdeck::instancetext {

/// One id per line, whole.
[[nodiscard]] QString ids(const InstanceTableModel &model, const std::vector<int> &rows);
/// Tab-separated columns as shown, with a line of titles; tabs and line breaks become blanks.
[[nodiscard]] QString table(const InstanceTableModel &model, const std::vector<int> &rows,
                            const std::vector<int> &columns);
/// RFC 4180 with a line of titles, full values, times in ISO 8601 UTC.
[[nodiscard]] QString csv(const InstanceTableModel &model, const std::vector<int> &rows);
/// A JSON array of objects with the hub's own member names; a custom status that is cut comes as
/// text.
[[nodiscard]] QString json(const InstanceTableModel &model, const std::vector<int> &rows);

} // namespace hubdeck::instancetext
