// SPDX-License-Identifier: MIT
#include "ui/health/healthdelegate.h"

#include "models/health/healthtable.h"
#include "services/taskhub/runtimestatus.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QPainter>

#include <optional>

namespace hubdeck {

namespace {

constexpr int padding = 10;

struct Look
{
    theme::Role ink;
    RuntimeStatus::Kind glyph;
};

std::optional<Look> lookOf(HealthTone tone)
{
    switch (tone) {
    case HealthTone::Good:
        return Look { theme::Role::Completed, RuntimeStatus::Kind::Completed };
    case HealthTone::Warning:
        return Look { theme::Role::Suspended, RuntimeStatus::Kind::Suspended };
    case HealthTone::Bad:
        return Look { theme::Role::Failed, RuntimeStatus::Kind::Failed };
    case HealthTone::Normal:
    case HealthTone::Muted:
        break;
    }
    return std::nullopt;
}

} // namespace

void HealthDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    item.state.setFlag(QStyle::State_HasFocus, false); // the whole row is marked
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const auto tone = static_cast<HealthTone>(index.data(ToneRole).toInt());
    const std::optional<Look> look = lookOf(tone);
    QRect area = option.rect.adjusted(padding, 0, -padding, 0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool right = (item.displayAlignment & Qt::AlignRight) != 0;
    if (look && !right) {
        const int side = option.fontMetrics.ascent();
        const QRectF glyph(area.left(), area.center().y() - side / 2.0 + 0.5, side, side);
        theme::paintStatusGlyph(*painter, glyph, look->glyph, option.palette);
        area.setLeft(area.left() + side + 6);
    }
    QColor ink = option.palette.color(QPalette::Text);
    if (look) {
        ink = theme::color(look->ink, option.palette);
    } else if (tone == HealthTone::Muted) {
        ink = theme::color(theme::Role::MutedText, option.palette);
    }
    painter->setPen(ink);
    painter->drawText(
        area, static_cast<int>(item.displayAlignment | Qt::AlignVCenter),
        option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, area.width()));
    painter->restore();
}

} // namespace hubdeck
