// SPDX-License-Identifier: MIT
#include "ui/details/linkbutton.h"

#include "ui/shell/theme.h"

#include <QPainter>

namespace hubdeck {

LinkButton::LinkButton(QWidget *parent)
    : QToolButton(parent)
{
    setAutoRaise(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize LinkButton::sizeHint() const
{
    return { fontMetrics().horizontalAdvance(text()) + 2, fontMetrics().height() };
}

QSize LinkButton::minimumSizeHint() const
{
    return { fontMetrics().averageCharWidth() * 4, fontMetrics().height() };
}

void LinkButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QFont font = painter.font();
    font.setUnderline(isEnabled() && (underMouse() || hasFocus()));
    painter.setFont(font);
    painter.setPen(isEnabled() ? theme::color(theme::Role::Accent, palette())
                               : palette().color(QPalette::Disabled, QPalette::WindowText));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), Qt::ElideRight, width()));
}

} // namespace hubdeck
