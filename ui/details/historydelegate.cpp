// SPDX-License-Identifier: MIT
#include "ui/details/historydelegate.h"

#include "ui/instances/rowbackground.h"
#include "ui/shell/theme.h"

#include "models/displaytext.h"
#include "models/history/historymodel.h"

#include <QPainter>
#include <QPainterPath>
#include <QTableView>

namespace hubdeck {

namespace {

constexpr int glyphGap = 4;

int glyphSide(const QStyleOptionViewItem &option)
{
    return option.fontMetrics.height() - 2;
}

const HistoryModel *modelOf(const QModelIndex &index)
{
    return qobject_cast<const HistoryModel *>(index.model());
}

/// What stands left of the glyph: the indentation, and the place of the triangle where any row has
/// one.
int glyphIndent(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const HistoryModel *model = modelOf(index);
    const int step = glyphSide(option);
    const int place = model != nullptr && model->isTree() ? step : 0;
    return place + index.data(HistoryModel::DepthRole).toInt() * step;
}

void paintTriangle(QPainter *painter, const QRect &place, bool open, const QColor &color)
{
    const QPointF middle = QRectF(place).center();
    QPainterPath path;
    if (open) {
        path.moveTo(middle + QPointF(-3.5, -2));
        path.lineTo(middle + QPointF(0, 2));
        path.lineTo(middle + QPointF(3.5, -2));
    } else {
        path.moveTo(middle + QPointF(-2, -3.5));
        path.lineTo(middle + QPointF(2, 0));
        path.lineTo(middle + QPointF(-2, 3.5));
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 1.4));
    painter->drawPath(path);
    painter->restore();
}

} // namespace

QRect HistoryDelegate::triangleOf(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const HistoryModel *model = modelOf(index);
    if (model == nullptr || model->expansionOf(index.row()) == HistoryModel::Expansion::None) {
        return {};
    }
    const int side = glyphSide(option);
    return { option.rect.left() + glyphIndent(option, index) - side + glyphGap, option.rect.top(),
             side, option.rect.height() };
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (index.column() == HistoryModel::EventColumn) {
        // Words for a whole row do not make the column wide.
        const bool note = !index.data(HistoryModel::NoteRole).toString().isEmpty();
        size.setWidth((note ? 0 : size.width()) + glyphIndent(option, index) + glyphSide(option)
                      + 2 * glyphGap);
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
    const QString note = index.data(HistoryModel::NoteRole).toString();
    if (!note.isEmpty()) {
        paintNote(painter, option, index, note);
    } else if (index.column() == HistoryModel::EventColumn) {
        paintEvent(painter, option, index);
    } else {
        QStyledItemDelegate::paint(painter, option, index);
    }
    paintCurrentRow(*painter, option, index);
}

void HistoryDelegate::paintBackground(QPainter *painter, const QStyleOptionViewItem &option,
                                      const QModelIndex &index) const
{
    QStyleOptionViewItem background(option);
    initStyleOption(&background, index);
    background.text.clear();
    option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &background, painter,
                                        option.widget);
}

// The words go on through the cells to the right: every cell draws its part of them.
void HistoryDelegate::paintNote(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index, const QString &note) const
{
    paintBackground(painter, option, index);
    const auto *table = qobject_cast<const QTableView *>(option.widget);
    if (table == nullptr || index.column() < HistoryModel::EventColumn) {
        return;
    }
    const int left = table->columnViewportPosition(HistoryModel::EventColumn) + glyphGap
        + glyphIndent(option, index);
    const QRect whole(left, option.rect.top(), table->viewport()->width() - left - glyphGap,
                      option.rect.height());
    const QString shown = option.fontMetrics.elidedText(displaytext::singleLine(note),
                                                        Qt::ElideRight, whole.width());
    painter->save();
    painter->setClipRect(option.rect);
    painter->setPen(theme::color(theme::Role::MutedText, option.palette));
    painter->drawText(whole, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    painter->restore();
}

void HistoryDelegate::paintEvent(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    // The row's background under the glyph too, then the text beside it.
    paintBackground(painter, option, index);
    const int side = glyphSide(option);
    if (const QRect triangle = triangleOf(option, index); !triangle.isEmpty()) {
        const bool open
            = modelOf(index)->expansionOf(index.row()) == HistoryModel::Expansion::Expanded;
        paintTriangle(painter, triangle, open,
                      theme::color(theme::Role::MutedText, option.palette));
    }
    const QRect glyph(option.rect.left() + glyphGap + glyphIndent(option, index),
                      option.rect.center().y() - side / 2, side, side);
    theme::paintStatusGlyph(*painter, glyph,
                            static_cast<RuntimeStatus::Kind>(index.data(StatusRole).toInt()),
                            option.palette);
    QStyleOptionViewItem text(option);
    initStyleOption(&text, index);
    text.rect.setLeft(glyph.right() + 1);
    // What ends a type's name tells more than its middle: SubOrch…Failed.
    const QString shown
        = text.fontMetrics.elidedText(text.text, Qt::ElideMiddle, text.rect.width() - 2 * glyphGap);
    painter->setPen(text.palette.color(
        text.state.testFlag(QStyle::State_Enabled) ? QPalette::Active : QPalette::Disabled,
        QPalette::Text));
    painter->drawText(text.rect.adjusted(glyphGap, 0, -glyphGap, 0),
                      Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
}

} // namespace hubdeck
