// SPDX-License-Identifier: MIT
#include "ui/shell/hubdeckstyle.h"

#include "ui/shell/styleparts.h"
#include "ui/shell/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;
using namespace styleparts;
using theme::Role;

namespace {

constexpr int buttonPadding = 12; // at either side of a push button's text

bool isPrimary(const QWidget *widget)
{
    return widget && widget->property("primary").toBool();
}

bool showsFocus(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_HasFocus)
        && option.state.testFlag(QStyle::State_KeyboardFocusChange);
}

} // namespace

HubdeckStyle::HubdeckStyle()
    : QProxyStyle(u"Fusion"_s)
{ }

QPalette HubdeckStyle::standardPalette() const
{
    return theme::lightPalette();
}

void HubdeckStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                 QPainter *painter, const QWidget *widget) const
{
    const QRect &rect = option->rect;
    switch (static_cast<int>(element)) { // a few of very many
    case PE_PanelButtonTool:
        drawToolButtonPanel(*option, *painter, widget);
        return;
    case PE_PanelButtonCommand:
        drawButtonPanel(*option, *painter);
        return;
    case PE_FrameLineEdit: {
        const bool focused = option->state.testFlag(State_HasFocus);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(theme::color(focused ? Role::Accent : Role::Border, option->palette));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(inner(rect), radius, radius);
        painter->restore();
        return;
    }
    case PE_IndicatorCheckBox:
        drawIndicator(*option, *painter, 3);
        return;
    case PE_IndicatorRadioButton:
        drawIndicator(*option, *painter, rect.width() / 2.0);
        return;
    case PE_FrameFocusRect:
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(theme::color(Role::Accent, option->palette));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(inner(rect), 2, 2);
        painter->restore();
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        line(*painter, rect, option->palette);
        return;
    case PE_FrameTabWidget:
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(rect, option->palette.color(QPalette::Base));
        return;
    case PE_IndicatorTabClose:
        drawCloseMark(*option, *painter);
        return;
    case PE_FrameTabBarBase:
        line(*painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), option->palette);
        return;
    case PE_IndicatorToolBarSeparator:
        line(*painter, QRect(rect.center().x(), rect.top() + 6, 1, rect.height() - 12),
             option->palette);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void HubdeckStyle::drawToolButtonPanel(const QStyleOption &option, QPainter &painter,
                                       const QWidget *widget)
{
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool pressed = option.state.testFlag(State_Sunken) || option.state.testFlag(State_On);
    const bool hovered = enabled && option.state.testFlag(State_MouseOver);
    QColor fill = Qt::transparent;
    QColor edge = Qt::transparent;
    const QColor text = option.palette.color(QPalette::WindowText);
    if (isPrimary(widget) && enabled) {
        fill = theme::color(Role::PrimaryButton, option.palette);
        fill = pressed ? fill.darker(120) : hovered ? fill.darker(108) : fill;
    } else if (pressed || hovered) {
        fill = blend(option.palette.color(QPalette::Window), text, pressed ? 0.14 : 0.07);
    } else if (isPrimary(widget) || !option.state.testFlag(State_AutoRaise)) {
        fill = option.palette.color(QPalette::Button);
        edge = theme::color(Role::Border, option.palette);
    }
    if (showsFocus(option)) {
        edge = theme::color(Role::Accent, option.palette);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(edge);
    painter.setBrush(fill);
    painter.drawRoundedRect(inner(option.rect), radius, radius);
    painter.restore();
}

void HubdeckStyle::drawButtonPanel(const QStyleOption &option, QPainter &painter)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    const bool isDefault = button && button->features.testFlag(QStyleOptionButton::DefaultButton);
    const bool pressed = option.state.testFlag(State_Sunken) || option.state.testFlag(State_On);
    const bool hovered
        = option.state.testFlag(State_Enabled) && option.state.testFlag(State_MouseOver);
    const QColor text = option.palette.color(QPalette::WindowText);
    const QColor fill = blend(option.palette.color(QPalette::Button), text,
                              pressed       ? 0.14
                                  : hovered ? 0.06
                                            : 0.0);
    const bool marked = isDefault || option.state.testFlag(State_HasFocus);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(marked && option.state.testFlag(State_Enabled)
                       ? theme::color(Role::Accent, option.palette)
                       : blend(theme::color(Role::Border, option.palette), text, 0.12));
    painter.setBrush(fill);
    painter.drawRoundedRect(inner(option.rect), radius, radius);
    painter.restore();
}

void HubdeckStyle::drawControl(ControlElement element, const QStyleOption *option,
                               QPainter *painter, const QWidget *widget) const
{
    const QRect &rect = option->rect;
    switch (static_cast<int>(element)) { // a few of very many
    case CE_TabBarTabShape:
        drawTab(*option, *painter);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(rect, option->palette.color(QPalette::Window));
        return;
    case CE_ToolBar:
        painter->fillRect(rect, option->palette.color(QPalette::Window));
        line(*painter, QRect(rect.left(), rect.top(), rect.width(), 1), option->palette);
        line(*painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), option->palette);
        return;
    case CE_MenuBarItem:
        drawMenuBarItem(*option, *painter);
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(rect, theme::color(Role::AlternateRow, option->palette));
        line(*painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), option->palette);
        return;
    case CE_HeaderLabel:
        drawHeaderLabel(*option, *painter, widget);
        return;
    case CE_Splitter:
        line(*painter, rect, option->palette);
        return;
    case CE_ToolButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            button && isPrimary(widget) && option->state.testFlag(State_Enabled)) {
            QStyleOptionToolButton filled = *button;
            filled.rect.adjust(7, 0, 0, 0); // the room that sizeFromContents() adds
            const QColor ink = theme::color(Role::PrimaryButtonText, option->palette);
            filled.palette.setColor(QPalette::ButtonText, ink);
            if (const QString name = widget->property("primaryIcon").toString(); !name.isEmpty()) {
                filled.icon = theme::tintedIcon(name, ink, ink);
            }
            QProxyStyle::drawControl(element, &filled, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void HubdeckStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                      QPainter *painter, const QWidget *widget) const
{
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        bar && control == CC_ScrollBar) {
        drawScrollBar(*bar, *painter);
        return;
    }
    const auto *button = control == CC_ToolButton
        ? qstyleoption_cast<const QStyleOptionToolButton *>(option)
        : nullptr;
    if (!button) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    QStyleOptionToolButton plain = *button;
    const bool opensMenu = !plain.features.testFlag(QStyleOptionToolButton::MenuButtonPopup);
    if (opensMenu) {
        plain.features.setFlag(QStyleOptionToolButton::HasMenu, false); // its text says so
    }
    if (isPrimary(widget)) {
        plain.state.setFlag(State_AutoRaise, false); // else the panel shows only under the mouse
    }
    QProxyStyle::drawComplexControl(control, &plain, painter, widget);
}

QRect HubdeckStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                   SubControl part, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar || control != CC_ScrollBar) {
        return QProxyStyle::subControlRect(control, option, part, widget);
    }
    const ScrollBarParts parts(*bar);
    switch (static_cast<int>(part)) {
    case SC_ScrollBarGroove:
        return bar->rect;
    case SC_ScrollBarSlider:
        return parts.slider(*bar);
    case SC_ScrollBarSubPage:
        return parts.along(*bar, 0, parts.start);
    case SC_ScrollBarAddPage:
        return parts.along(*bar, parts.start + parts.length, parts.groove);
    default:
        return {}; // no buttons at the ends
    }
}

void HubdeckStyle::drawMenuBarItem(const QStyleOption &option, QPainter &painter) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(&option);
    if (!item) {
        return;
    }
    const QPalette &palette = option.palette;
    painter.fillRect(option.rect, palette.color(QPalette::Window));
    if (option.state.testFlag(State_Selected)) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(blend(palette.color(QPalette::Window), palette.color(QPalette::WindowText),
                               option.state.testFlag(State_Sunken) ? 0.14 : 0.07));
        painter.drawRoundedRect(inner(option.rect).adjusted(1, 2, -1, -3), radius, radius);
        painter.restore();
    }
    const int flags
        = Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextDontClip | Qt::TextSingleLine;
    drawItemText(&painter, option.rect, flags, palette, option.state.testFlag(State_Enabled),
                 item->text, QPalette::WindowText);
}

void HubdeckStyle::drawTab(const QStyleOption &option, QPainter &painter)
{
    const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(&option);
    const bool selected = option.state.testFlag(State_Selected);
    const QRect &rect = option.rect;
    if (tab && tab->documentMode) {
        if (selected) {
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2),
                             theme::color(Role::Accent, option.palette));
        }
        return;
    }
    if (selected) {
        QPainterPath sheet;
        const QRectF edge = QRectF(rect).adjusted(0.5, 4.5, -0.5, 8);
        sheet.addRoundedRect(edge, radius, radius);
        painter.save();
        painter.setClipRect(rect);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(sheet, option.palette.color(QPalette::Base));
        painter.strokePath(sheet, theme::color(Role::Border, option.palette));
        painter.restore();
    } else {
        line(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), option.palette);
    }
}

void HubdeckStyle::drawHeaderLabel(const QStyleOption &option, QPainter &painter,
                                   const QWidget *widget) const
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(&option);
    if (!header) {
        QProxyStyle::drawControl(CE_HeaderLabel, &option, &painter, widget);
        return;
    }
    // QStyleOptionHeaderV2 holds what the copy would lose, and it is what header views pass.
    QStyleOptionHeaderV2 muted;
    if (const auto *second = qstyleoption_cast<const QStyleOptionHeaderV2 *>(&option)) {
        muted = *second;
    } else {
        static_cast<QStyleOptionHeader &>(muted) = *header;
    }
    muted.palette.setColor(QPalette::ButtonText, theme::color(Role::MutedText, option.palette));
    QProxyStyle::drawControl(CE_HeaderLabel, &muted, &painter, widget);
}

int HubdeckStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                              const QWidget *widget) const
{
    switch (static_cast<int>(metric)) { // a few of very many
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return 1; // Qt widens the area that can be grabbed
    case PM_ScrollBarExtent:
        return 13;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_ToolBarItemMargin:
        return 6;
    case PM_ToolBarItemSpacing:
        return 2;
    case PM_TabBarTabHSpace:
        return 26;
    case PM_TabBarTabVSpace:
        return 14;
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
        return 0;
    case PM_DefaultFrameWidth:
        return widget && widget->inherits("QTabWidget")
            ? 0
            : QProxyStyle::pixelMetric(metric, option, widget);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int HubdeckStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *returnData) const
{
    switch (static_cast<int>(hint)) { // a few of very many
    case SH_TabBar_ElideMode:
        return Qt::ElideNone;
    case SH_ItemView_ActivateItemOnSingleClick:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_ToolButton_PopupDelay:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize HubdeckStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
                                     const QSize &size, const QWidget *widget) const
{
    const QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (static_cast<int>(type)) {
    case CT_ToolButton:
        return result + QSize(isPrimary(widget) ? 14 : 4, 4);
    case CT_MenuBarItem:
        return result + QSize(4, 5);
    case CT_PushButton:
        // Fusion leaves long texts hardly any room at the sides, short ones much.
        return QSize(std::max(result.width() + 4, size.width() + 2 * buttonPadding),
                     result.height() + 2);
    default:
        return result;
    }
}

} // namespace hubdeck
