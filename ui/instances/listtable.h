// SPDX-License-Identifier: MIT
#pragma once

class QString;
class QTableView;

namespace hubdeck {

class ListHeader;

/// Makes a table look and move as the list of instances does: one row selected whole, read only,
/// rows of one height, flat titles. `title` is its accessible name. To be called before the table
/// gets its model. The header is the table's.
ListHeader &setUpListTable(QTableView &table, const QString &name, const QString &title);

} // namespace hubdeck
