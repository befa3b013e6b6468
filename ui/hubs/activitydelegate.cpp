// SPDX-License-Identifier: MIT
#include "ui/hubs/activitydelegate.h"

#include "models/activity/activitymodel.h"
#include "services/taskhub/runtimestatus.h"
#include "ui/shell/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace hubdeck {

using namespace Qt::StringLiterals;
using theme::Role;

namespace {

QColor ink(ActivityModel::Outcome outcome, const QPalette &palette)
{
    switch (outcome) {
    case ActivityModel::Outcome::Failed:
        return theme::color(Role::Failed, palette);
    case ActivityModel::Outcome::Unknown:
        return theme::color(Role::Suspended, palette);
    case ActivityModel::Outcome::Running:
    case ActivityModel::Outcome::Done:
    case ActivityModel::Outcome::Stopped:
        break;
    }
    return palette.color(QPalette::Text);
}

bool isStatusName(const QString &word)
{
    return RuntimeStatus::fromName(word).kind() != RuntimeStatus::Kind::Unknown;
}

/// Draws `text` with the names of statuses in bold, elided at the right end of `room`.
void drawWithBoldStatuses(QPainter &painter, QRect room, const QString &text)
{
    const QFont plain = painter.font();
    QFont bold = plain;
    bold.setBold(true);
    const QStringList words = text.split(u' ');
    for (qsizetype i = 0; i < words.size() && room.width() > 0; ++i) {
        QString word = words.at(i);
        QString tail = i + 1 < words.size() ? u" "_s : QString();
        while (!word.isEmpty() && (word.back() == u',' || word.back() == u'.')) {
            tail.prepend(word.back());
            word.chop(1);
        }
        const bool stress = isStatusName(word);
        for (const auto &[part, font] :
             { std::pair(word, stress ? bold : plain), std::pair(tail, plain) }) {
            painter.setFont(font);
            const QFontMetrics metrics(font);
            painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                             metrics.elidedText(part, Qt::ElideRight, room.width()));
            room.setLeft(room.left() + metrics.horizontalAdvance(part));
        }
    }
    painter.setFont(plain);
}

} // namespace

void ActivityDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    item.icon = {};
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    painter->save();
    painter->setFont(option.font);
    const QFontMetrics metrics(option.font);
    const QColor muted = theme::color(Role::MutedText, option.palette);
    const QRect row = option.rect.adjusted(12, 0, -12, 0);
    const QString hub = index.data(ActivityModel::HubRole).toString();
    painter->setPen(muted);
    painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
    painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, hub);

    const auto outcome
        = static_cast<ActivityModel::Outcome>(index.data(ActivityModel::OutcomeRole).toInt());
    const QColor colour = ink(outcome, option.palette);
    QRect room = row;
    room.setLeft(row.left()
                 + qMax(metrics.horizontalAdvance(index.data().toString()),
                        metrics.horizontalAdvance(u"00:00:00"_s))
                 + 14);
    room.setRight(row.right() - metrics.horizontalAdvance(hub) - 14);
    const int side = metrics.height() - 2;
    const QRect glyph(room.left(), room.center().y() - side / 2, side, side);
    theme::tintedIcon(index.data(ActivityModel::IconNameRole).toString(), colour, colour)
        .paint(painter, glyph);
    room.setLeft(glyph.right() + 6);

    painter->setPen(colour);
    const QString result = index.data(ActivityModel::ResultRole).toString();
    const QString what = index.data(ActivityModel::WhatRole).toString();
    drawWithBoldStatuses(*painter, room, result.isEmpty() ? what : tr("%1 — %2").arg(what, result));
    painter->restore();
}

QSize ActivityDelegate::sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex & /*index*/) const
{
    return { 100, option.fontMetrics.height() + 8 };
}

bool ActivityDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                                 const QStyleOptionViewItem & /*option*/, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip) {
        return false;
    }
    const QModelIndex text = index.siblingAtColumn(ActivityModel::TextColumn);
    QToolTip::showText(event->globalPos(), text.data(Qt::ToolTipRole).toString(), view);
    return true;
}

} // namespace hubdeck
