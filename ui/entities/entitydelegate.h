// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace hubdeck {

/// The cells of the entities: with the margins of the list of instances, keys and states in a
/// fixed-width font.
class EntityDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace hubdeck
