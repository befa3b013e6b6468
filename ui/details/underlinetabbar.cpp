// SPDX-License-Identifier: MIT
#include "ui/details/underlinetabbar.h"

#include "ui/shell/theme.h"

#include <QPainter>
#include <QStyleOptionFocusRect>

namespace hubdeck {

namespace {

constexpr int sidePadding = 6;
constexpr int lineWidth = 2;

} // namespace

UnderlineTabBar::UnderlineTabBar(QWidget *parent)
    : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideNone);
    setUsesScrollButtons(true);
    setFocusPolicy(Qt::StrongFocus);
}

QSize UnderlineTabBar::tabSizeHint(int index) const
{
    return { fontMetrics().horizontalAdvance(tabText(index)) + 2 * sidePadding,
             fontMetrics().height() + 12 };
}

QSize UnderlineTabBar::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

void UnderlineTabBar::paintEvent(QPaintEvent *)
{
    using theme::Role;
    QPainter painter(this);
    painter.setPen(theme::color(Role::Border, palette()));
    painter.drawLine(0, height() - 1, width(), height() - 1);
    for (int i = 0; i < count(); ++i) {
        const QRect tab = tabRect(i);
        const bool current = i == currentIndex();
        QColor ink = current ? palette().color(QPalette::WindowText)
                             : theme::color(Role::MutedText, palette());
        if (!isEnabled()) {
            ink = palette().color(QPalette::Disabled, QPalette::WindowText);
        }
        painter.setPen(ink);
        painter.drawText(tab, Qt::AlignCenter | Qt::TextSingleLine, tabText(i));
        if (current) {
            painter.fillRect(tab.left() + 2, tab.bottom() - lineWidth + 1, tab.width() - 4,
                             lineWidth, theme::color(Role::Accent, palette()));
            if (hasFocus()) {
                QStyleOptionFocusRect focus;
                focus.initFrom(this);
                focus.rect = tab.adjusted(2, 3, -2, -4);
                style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
            }
        }
    }
}

} // namespace hubdeck
