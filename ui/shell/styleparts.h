// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QRect>

class QPainter;
class QPalette;
class QStyleOption;
class QStyleOptionSlider;

/// Pieces that HubdeckStyle draws with.
namespace hubdeck::styleparts {

constexpr qreal radius = 4;

/// The middle of the outermost pixels: where a line of one pixel is sharp.
[[nodiscard]] QRectF inner(const QRect &rect);
[[nodiscard]] QColor blend(const QColor &under, const QColor &over, qreal share);
/// Fills `rect`, a pixel wide or high, in the colour of borders.
void line(QPainter &painter, const QRect &rect, const QPalette &palette);
void drawCloseMark(const QStyleOption &option, QPainter &painter);
/// A check box or, with a round corner, a radio button. Fusion's outline is darker than a dark
/// window.
void drawIndicator(const QStyleOption &option, QPainter &painter, qreal corner);
void drawScrollBar(const QStyleOptionSlider &option, QPainter &painter);

/// Where the slider of a scroll bar is along the groove, which is the whole bar.
struct ScrollBarParts
{
    explicit ScrollBarParts(const QStyleOptionSlider &bar);

    [[nodiscard]] QRect along(const QStyleOptionSlider &bar, int from, int to) const;
    [[nodiscard]] QRect slider(const QStyleOptionSlider &bar) const;

    int groove = 0;
    int length = 0;
    int start = 0;
};

} // namespace hubdeck::styleparts
