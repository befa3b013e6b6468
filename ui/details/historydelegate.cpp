// SPDX-License-Identifier: MIT
#include "ui/details/historydelegate.h"

#include "ui/shell/theme.h"

#include "models/history/historymodel.h"

#include <QPainter>

namespace hubdeck {

namespace {

constexpr int glyphGap = 4;

int glyphSide(const QStyleOptionViewItem &option)
{
    return option.fontMetrics.height() - 2;
}

} // namespace

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (index.column() == HistoryModel::EventColumn) {
        size.rwidth() += glyphSide(option) + 2 * glyphGap;
    }
    return size;
}

void HistoryDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_HasFocus; // the whole row is current, not one cell
    const int column = index.column();
    QColor ink = option->palette.color(QPalette::Text);
    if (column == HistoryModel::ContentsColumn) {
        option->font = theme::monospace(option->font);
    }
    if (column == HistoryModel::ContentsColumn || column == HistoryModel::DeltaColumn) {
        ink = theme::color(theme::Role::MutedText, option->palette);
    }
    const bool failure = index.data(HistoryModel::IsFailureRole).toBool();
    if (failure
        && (column == HistoryModel::EventColumn || column == HistoryModel::NameColumn
            || column == HistoryModel::ContentsColumn)) {
        ink = theme::color(theme::Role::Failed, option->palette);
    }
    if (option->state.testFlag(QStyle::State_Enabled)) {
        option->palette.setColor(QPalette::Text, ink);
        option->palette.setColor(QPalette::HighlightedText, ink);
    }
}

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    if (index.column() != HistoryModel::EventColumn) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    // The row's background under the glyph too, then the text beside it.
    QStyleOptionViewItem background(option);
    initStyleOption(&background, index);
    background.text.clear();
    const QWidget *widget = option.widget;
    widget->style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, widget);
    const int side = glyphSide(option);
    const QRect glyph(option.rect.left() + glyphGap, option.rect.center().y() - side / 2, side,
                      side);
    theme::paintStatusGlyph(*painter, glyph,
                            static_cast<RuntimeStatus::Kind>(index.data(StatusRole).toInt()),
                            option.palette);
    QStyleOptionViewItem text(option);
    initStyleOption(&text, index);
    text.rect.setLeft(glyph.right() + 1);
    text.state &= ~QStyle::State_HasFocus;
    text.backgroundBrush = {};
    const QString shown
        = text.fontMetrics.elidedText(text.text, Qt::ElideRight, text.rect.width() - 2 * glyphGap);
    painter->setPen(text.palette.color(
        text.state.testFlag(QStyle::State_Enabled) ? QPalette::Active : QPalette::Disabled,
        QPalette::Text));
    painter->drawText(text.rect.adjusted(glyphGap, 0, -glyphGap, 0),
                      Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
}

} // namespace hubdeck
