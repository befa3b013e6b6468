// SPDX-License-Identifier: MIT
#pragma once

#include <QProxyStyle>

namespace hubdeck {

/// Fusion without its gradients: flat bars, hairline borders, tabs and buttons as in the design
/// pictures. Draws in the colours of the palette it is given. A tool button whose property
/// `primary` is true is filled, and `primaryIcon` names its icon; tabs in document mode are
/// underlined, others are sheets.
class HubdeckStyle : public QProxyStyle
{
    Q_OBJECT

public:
    HubdeckStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                       SubControl part, const QWidget *widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option,
                                  const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *returnData) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option,
                                         const QSize &size, const QWidget *widget) const override;
    [[nodiscard]] QPalette standardPalette() const override;

private:
    static void drawToolButtonPanel(const QStyleOption &option, QPainter &painter,
                                    const QWidget *widget);
    static void drawButtonPanel(const QStyleOption &option, QPainter &painter);
    void drawMenuBarItem(const QStyleOption &option, QPainter &painter) const;
    static void drawTab(const QStyleOption &option, QPainter &painter);
    void drawHeaderLabel(const QStyleOption &option, QPainter &painter,
                         const QWidget *widget) const;
};

} // namespace hubdeck
