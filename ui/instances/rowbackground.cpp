// SPDX-License-Identifier: MIT
#include "ui/instances/rowbackground.h"

#include "ui/shell/theme.h"

#include <QAbstractItemView>
#include <QPainter>

namespace hubdeck {

namespace {

bool isCurrentRow(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return view != nullptr && view->hasFocus() && view->currentIndex().row() == index.row();
}

} // namespace

void paintRowBackground(QPainter &painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index)
{
    const QPalette &palette = option.palette;
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter.fillRect(option.rect, theme::color(theme::Role::SelectedRow, palette));
    } else if (index.row() % 2 == 1) {
        painter.fillRect(option.rect, theme::color(theme::Role::AlternateRow, palette));
    }
    paintCurrentRow(painter, option, index);
}

void paintCurrentRow(QPainter &painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index)
{
    if (isCurrentRow(option, index)) { // not a frame round one cell
        const QColor accent = theme::color(theme::Role::Accent, option.palette);
        painter.fillRect(option.rect.left(), option.rect.top(), option.rect.width(), 1, accent);
        painter.fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, accent);
    }
}

} // namespace hubdeck
