// SPDX-License-Identifier: MIT
#include "ui/details/flatheader.h"

#include "ui/shell/theme.h"

#include <QPaintEvent>
#include <QPainter>

namespace hubdeck {

namespace {

constexpr int padding = 4; // where the cells below begin

QFont fontOf(const QWidget &widget)
{
    QFont font = widget.font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 0.88);
    return font;
}

} // namespace

FlatHeader::FlatHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setHighlightSections(false);
    setStretchLastSection(true);
    setSectionsMovable(false);
    setMinimumSectionSize(fontMetrics().averageCharWidth() * 4);
}

QSize FlatHeader::sizeHint() const
{
    return { QHeaderView::sizeHint().width(), fontMetrics().height() + 10 };
}

QSize FlatHeader::sectionSizeFromContents(int section) const
{
    const QString title = model()->headerData(section, Qt::Horizontal).toString();
    return { QFontMetrics(fontOf(*this)).horizontalAdvance(title) + 2 * padding,
             sizeHint().height() };
}

void FlatHeader::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme::color(theme::Role::Panel, palette()));
    painter.setPen(theme::color(theme::Role::Border, palette()));
    painter.drawLine(event->rect().left(), height() - 1, event->rect().right(), height() - 1);
    painter.end();
    QHeaderView::paintEvent(event);
}

void FlatHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    painter->save();
    painter->fillRect(rect, theme::color(theme::Role::Panel, palette()));
    painter->setPen(theme::color(theme::Role::Border, palette()));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->setFont(fontOf(*this));
    painter->setPen(theme::color(theme::Role::MutedText, palette()));
    const QRect text = rect.adjusted(padding, 0, -padding, 0);
    const auto aligned = model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole);
    const int alignment = aligned.isValid() ? aligned.toInt() : static_cast<int>(Qt::AlignLeft);
    const QString title = model()->headerData(section, Qt::Horizontal).toString();
    const QString shown = painter->fontMetrics().elidedText(title, Qt::ElideRight, text.width());
    painter->drawText(text, alignment | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    painter->restore();
}

} // namespace hubdeck
