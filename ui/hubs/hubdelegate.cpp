// SPDX-License-Identifier: MIT
#include "ui/hubs/hubdelegate.h"

#include "models/hubs/hubtreemodel.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QPainter>

#include <vector>

namespace hubdeck {

using namespace Qt::StringLiterals;
using theme::Role;

namespace {

QFont smaller(const QFont &font)
{
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() * 0.85);
    return small;
}

QColor dotColour(int reachability, const QPalette &palette)
{
    switch (static_cast<HubRegistry::Reachability>(reachability)) {
    case HubRegistry::Reachability::Reachable:
        return theme::color(Role::Completed, palette);
    case HubRegistry::Reachability::Unreachable:
        return theme::color(Role::Failed, palette);
    case HubRegistry::Reachability::Checking:
        return theme::color(Role::Pending, palette);
    case HubRegistry::Reachability::Unknown:
        break;
    }
    return theme::color(Role::MutedText, palette);
}

// Which road leads there; the word stands at the right of each hub.
QString iconOf(int kind)
{
    switch (static_cast<HubKind>(kind)) {
    case HubKind::Http:
        return u"cloud"_s;
    case HubKind::Storage:
        return u"database"_s;
    case HubKind::Sandbox:
        return u"flask"_s;
    case HubKind::ExportFile:
        break;
    }
    return u"file"_s;
}

constexpr int tagSpacing = 6;

struct Tag
{
    QString text;
    QColor ink;
    QRect box {};
};

// The marks of a connection, side by side from the left of the row on.
std::vector<Tag> tagsOf(const QModelIndex &index, const QFontMetrics &metrics, const QRect &row,
                        const QPalette &palette)
{
    std::vector<Tag> tags;
    if (index.data(HubTreeModel::ProductionRole).toBool()) {
        tags.push_back({ HubDelegate::tr("PROD"), theme::color(Role::Danger, palette) });
    }
    if (index.data(HubTreeModel::ReadOnlyRole).toBool()) {
        tags.push_back({ HubDelegate::tr("READ-ONLY"), theme::color(Role::MutedText, palette) });
    }
    int left = row.left();
    for (Tag &tag : tags) {
        tag.box = QRect(left, row.center().y() - metrics.height() / 2,
                        metrics.horizontalAdvance(tag.text) + 8, metrics.height() + 1);
        left = tag.box.right() + 1 + tagSpacing;
    }
    return tags;
}

} // namespace

int HubDelegate::paintDot(QPainter &painter, const QRect &rect, int reachability,
                          const QPalette &palette)
{
    const auto state = static_cast<HubRegistry::Reachability>(reachability);
    const QColor ink = dotColour(reachability, palette);
    const QRectF dot(rect.left() + 2.5, rect.center().y() - 3.5, 8, 8);
    painter.setPen(QPen(ink, 1.4));
    // Not colour alone: hollow while not known, crossed when there is no answer.
    const bool hollow = state == HubRegistry::Reachability::Unknown
        || state == HubRegistry::Reachability::Checking;
    painter.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(ink));
    painter.drawEllipse(dot);
    if (state == HubRegistry::Reachability::Unreachable) {
        painter.setPen(QPen(palette.color(QPalette::Base), 1.4));
        painter.drawLine(dot.topLeft() + QPointF(2.4, 2.4), dot.bottomRight() - QPointF(2.4, 2.4));
        painter.drawLine(dot.topRight() + QPointF(-2.4, 2.4),
                         dot.bottomLeft() + QPointF(2.4, -2.4));
    }
    return 17;
}

void HubDelegate::paintTag(QPainter &painter, const QRect &box, const QString &text,
                           const QColor &ink)
{
    painter.setPen(ink);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.drawText(box, Qt::AlignCenter, text);
}

void HubDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRect room = option.rect.adjusted(2, 0, -12, 0);
    const bool isHub = index.parent().isValid();
    const QFont small = smaller(option.font);
    if (!isHub) {
        room.setLeft(room.left()
                     + paintDot(*painter, room, index.data(HubTreeModel::ReachabilityRole).toInt(),
                                option.palette));
    }
    if (!isHub) {
        const int side = option.fontMetrics.height() - 2;
        const QRect icon(room.left(), room.center().y() - side / 2, side, side);
        theme::icon(iconOf(index.data(HubTreeModel::KindRole).toInt()), option.palette)
            .paint(painter, icon);
        room.setLeft(icon.right() + 6);
    }
    const QString badge = isHub ? index.data(HubTreeModel::BadgeRole).toString() : QString();
    painter->setFont(small);
    painter->setPen(theme::color(Role::MutedText, option.palette));
    painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, badge);
    room.setRight(room.right() - QFontMetrics(small).horizontalAdvance(badge) - 8);

    painter->setFont(option.font);
    const bool open = index.data(HubTreeModel::OpenRole).toBool();
    painter->setPen(isHub && !open ? theme::color(Role::MutedText, option.palette)
                                   : option.palette.color(QPalette::Text));
    // The name gives way: a mark that nobody sees warns nobody.
    std::vector<Tag> tags;
    if (!isHub) {
        tags = tagsOf(index, QFontMetrics(small), room, option.palette);
    }
    const int tagsWidth = tags.empty() ? 0 : tags.back().box.right() + 1 - room.left() + 8;
    const QFontMetrics metrics(option.font);
    // The names of accounts may differ only in their ends, the ports.
    const QString name = metrics.elidedText(index.data().toString(), Qt::ElideMiddle,
                                            qMax(0, room.width() - tagsWidth));
    painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, name);
    const int shift = name.isEmpty() ? 0 : metrics.horizontalAdvance(name) + 8;
    painter->setFont(small);
    for (const Tag &tag : tags) {
        paintTag(*painter, tag.box.translated(shift, 0), tag.text, tag.ink);
    }
    painter->restore();
}

QSize HubDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() + 9);
    return size;
}

} // namespace hubdeck
