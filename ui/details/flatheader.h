// SPDX-License-Identifier: MIT
#pragma once

class QHeaderView;

namespace hubdeck {

/// Gives a table's header the look of the pictures: words on the table's own background, a line
/// below.
void makeFlat(QHeaderView &header);

} // namespace hubdeck
