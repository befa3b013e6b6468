// SPDX-License-Identifier: MIT
#pragma once

class QModelIndex;
class QPainter;
class QStyleOptionViewItem;

namespace hubdeck {

/// Paints what lies behind the text of a cell in a table whose rows are selected whole: selection,
/// every other row, and the lines above and below the current row while the table has the focus.
void paintRowBackground(QPainter &painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index);

/// The lines alone, for tables that paint their background otherwise.
void paintCurrentRow(QPainter &painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index);

} // namespace hubdeck
