// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace hubdeck {

/// The cells of the health tables: coloured by what they mean, with a shape beside the word.
class HealthDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace hubdeck
