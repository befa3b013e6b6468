// SPDX-License-Identifier: MIT
#include "ui/shell/styleparts.h"

#include "ui/shell/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace hubdeck::styleparts {

using theme::Role;

QRectF inner(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

QColor blend(const QColor &under, const QColor &over, qreal share)
{
    const auto mix = [share](int a, int b) { return qRound(a * (1 - share) + b * share); };
    return QColor(mix(under.red(), over.red()), mix(under.green(), over.green()),
                  mix(under.blue(), over.blue()));
}

void line(QPainter &painter, const QRect &rect, const QPalette &palette)
{
    painter.fillRect(rect, theme::color(Role::Border, palette));
}

void drawCloseMark(const QStyleOption &option, QPainter &painter)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF centre = QRectF(option.rect).center();
    if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme::color(Role::Border, option.palette));
        painter.drawEllipse(centre, 8, 8);
    }
    painter.setPen(QPen(theme::color(Role::MutedText, option.palette), 1.3));
    constexpr qreal arm = 3.5;
    painter.drawLine(centre + QPointF(-arm, -arm), centre + QPointF(arm, arm));
    painter.drawLine(centre + QPointF(arm, -arm), centre + QPointF(-arm, arm));
    painter.restore();
}

ScrollBarParts::ScrollBarParts(const QStyleOptionSlider &bar)
    : groove(bar.orientation == Qt::Horizontal ? bar.rect.width() : bar.rect.height())
{
    const qint64 range = qint64(bar.maximum) - bar.minimum;
    const qint64 whole = range + bar.pageStep;
    const int wanted = whole > 0 ? static_cast<int>(qint64(groove) * bar.pageStep / whole) : groove;
    length = range > 0 ? qBound(qMin(groove, 28), wanted, groove) : groove;
    start = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                            groove - length, bar.upsideDown);
}

QRect ScrollBarParts::along(const QStyleOptionSlider &bar, int from, int to) const
{
    const QRect &rect = bar.rect;
    return bar.orientation == Qt::Horizontal
        ? QRect(rect.left() + from, rect.top(), to - from, rect.height())
        : QRect(rect.left(), rect.top() + from, rect.width(), to - from);
}

QRect ScrollBarParts::slider(const QStyleOptionSlider &bar) const
{
    return along(bar, start, start + length);
}

void drawIndicator(const QStyleOption &option, QPainter &painter, qreal corner)
{
    const QPalette &palette = option.palette;
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool partly = option.state.testFlag(QStyle::State_NoChange);
    const bool on = option.state.testFlag(QStyle::State_On) || partly;
    const QColor text = palette.color(QPalette::WindowText);
    const QColor edge = blend(theme::color(Role::Border, palette), text, enabled ? 0.35 : 0.1);
    const QColor fill = on && enabled ? theme::color(Role::PrimaryButton, palette)
                                      : palette.color(enabled ? QPalette::Base : QPalette::Window);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(on && enabled ? fill : edge);
    painter.setBrush(fill);
    const QRectF box = inner(option.rect);
    painter.drawRoundedRect(box, corner, corner);
    if (on) {
        const QColor mark = enabled ? theme::color(Role::PrimaryButtonText, palette) : edge;
        const auto at = [&box](qreal x, qreal y) {
            return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
        };
        painter.setPen(QPen(mark, box.width() * 0.13, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(mark);
        if (corner > 4) {
            painter.drawEllipse(box.center(), box.width() * 0.16, box.width() * 0.16);
        } else if (partly) {
            painter.drawLine(at(0.28, 0.5), at(0.72, 0.5));
        } else {
            painter.setBrush(Qt::NoBrush);
            painter.drawPolyline(QPolygonF { at(0.24, 0.52), at(0.43, 0.72), at(0.77, 0.30) });
        }
    }
    painter.restore();
}

void drawScrollBar(const QStyleOptionSlider &option, QPainter &painter)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Base));
    if (option.maximum <= option.minimum) {
        return;
    }
    const bool active = option.state.testFlag(QStyle::State_MouseOver)
        || option.state.testFlag(QStyle::State_Sunken);
    const QRect slider = ScrollBarParts(option).slider(option);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(blend(option.palette.color(QPalette::Base),
                           option.palette.color(QPalette::WindowText), active ? 0.45 : 0.25));
    painter.drawRoundedRect(QRectF(slider).adjusted(2.5, 2.5, -2.5, -2.5), 3.5, 3.5);
    painter.restore();
}

} // namespace hubdeck::styleparts
