// SPDX-License-Identifier: MIT
#include "ui/health/healthdelegate.h"

#include "models/health/healthtable.h"
#include "services/taskhub/runtimestatus.h"
#include "ui/instances/instancedelegate.h"
#include "ui/instances/rowbackground.h"
#include "ui/shell/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <optional>

namespace hubdeck {

namespace {

constexpr int padding = InstanceDelegate::padding;
constexpr int glyphGap = 6;
constexpr int mostLetters = 40; // of a name; numbers and ages are never that long

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

HealthTone toneOf(const QModelIndex &index)
{
    return static_cast<HealthTone>(index.data(ToneRole).toInt());
}

int glyphSide(const QStyleOptionViewItem &option)
{
    return option.fontMetrics.ascent();
}

} // namespace

void HealthDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    paintRowBackground(*painter, option, index);
    const auto tone = toneOf(index);
    const std::optional<Look> look = lookOf(tone);
    const QRect area = option.rect.adjusted(padding, 0, -padding, 0);
    const int side = look ? glyphSide(option) : 0;
    const int before = look ? side + glyphGap : 0;
    const QString shown = option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle,
                                                        area.width() - before);
    const int width = before + option.fontMetrics.horizontalAdvance(shown);
    const int alignment = index.data(Qt::TextAlignmentRole).toInt();
    const int left = (alignment & Qt::AlignRight) != 0 ? area.right() + 1 - width : area.left();
    painter->save();
    QColor ink = option.palette.color(QPalette::Text);
    if (look) {
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF glyph(left, area.center().y() - side / 2.0 + 0.5, side, side);
        theme::paintStatusGlyph(*painter, glyph, look->glyph, option.palette);
        ink = theme::color(look->ink, option.palette);
    } else if (tone == HealthTone::Muted) {
        ink = theme::color(theme::Role::MutedText, option.palette);
    }
    painter->setPen(ink);
    painter->drawText(QRect(left + before, area.top(), width - before + 1, area.height()),
                      Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    painter->restore();
}

QSize HealthDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int before = lookOf(toneOf(index)) ? glyphSide(option) + glyphGap : 0;
    const qreal exact = QFontMetricsF(option.font).horizontalAdvance(index.data().toString());
    const int text = std::min(static_cast<int>(std::ceil(exact)) + 1, // a rounded one is cut
                              option.fontMetrics.averageCharWidth() * mostLetters);
    return { text + before + 2 * padding, option.fontMetrics.height() + 9 };
}

} // namespace hubdeck
