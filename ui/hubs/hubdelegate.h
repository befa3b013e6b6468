// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace hubdeck {

/// Draws a row of the hubs tree: reachability, name, marks (PROD, read-only), kind at the right.
class HubDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    static int paintDot(QPainter &painter, const QRect &rect, int reachability,
                        const QPalette &palette);
    static void paintTag(QPainter &painter, const QRect &box, const QString &text,
                         const QColor &ink);
};

} // namespace hubdeck
