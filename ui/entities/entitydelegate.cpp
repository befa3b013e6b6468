// SPDX-License-Identifier: MIT
#include "ui/entities/entitydelegate.h"

#include "models/entities/entitytablemodel.h"
#include "ui/instances/instancedelegate.h"
#include "ui/instances/rowbackground.h"
#include "ui/shell/theme.h"

#include <QPainter>

namespace hubdeck {

void EntityDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    paintRowBackground(*painter, option, index);
    const bool mono = index.column() == EntityTableModel::KeyColumn
        || index.column() == EntityTableModel::LockColumn
        || index.column() == EntityTableModel::StateColumn;
    const QFont font = mono ? theme::monospace(option.font) : option.font;
    const QRect area
        = option.rect.adjusted(InstanceDelegate::padding, 0, -InstanceDelegate::padding / 2, 0);
    painter->save();
    painter->setFont(font);
    painter->setPen(index.column() == EntityTableModel::StateColumn
                        ? theme::color(theme::Role::MutedText, option.palette)
                        : option.palette.color(QPalette::Text));
    painter->drawText(
        area, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, area.width()));
    painter->restore();
}

} // namespace hubdeck
