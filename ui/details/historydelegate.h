// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace hubdeck {

/// Draws the rows of a HistoryModel: the glyph of the event's outcome, failures red, values in the
/// fixed-width font; sub-orchestrations that expand with a triangle, what they expand to indented.
class HistoryDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Where the triangle of an event cell is; empty where there is none.
    [[nodiscard]] static QRect triangleOf(const QStyleOptionViewItem &option,
                                          const QModelIndex &index);
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    void paintNote(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                   const QString &note) const;
    void paintEvent(QPainter *painter, const QStyleOptionViewItem &option,
                    const QModelIndex &index) const;
    void paintBackground(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const;
};

} // namespace hubdeck
