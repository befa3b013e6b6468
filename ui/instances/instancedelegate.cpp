// SPDX-License-Identifier: MIT
#include "ui/instances/instancedelegate.h"

#include "models/instances/instancetablemodel.h"
#include "models/roles.h"
#include "ui/instances/rowbackground.h"
#include "ui/shell/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hubdeck {

namespace {

constexpr int glyphGap = 6;

bool isJson(int column)
{
    return column == InstanceTableModel::CustomStatusColumn
        || column == InstanceTableModel::TagsColumn;
}

} // namespace

InstanceDelegate::Face::Face(const QFont &face)
    : font(face)
    , metrics(face)
{
    const QFontMetricsF exact(face);
    for (char16_t c = u' '; c < 127; ++c) {
        widths.at(c) = exact.horizontalAdvance(QChar(c));
    }
}

int InstanceDelegate::Face::width(const QString &text) const
{
    qreal sum = 0;
    for (const QChar c : text) {
        if (c.unicode() < u' ' || c.unicode() >= 127) {
            return metrics.horizontalAdvance(text);
        }
        sum += widths[c.unicode()];
    }
    return static_cast<int>(std::ceil(sum));
}

InstanceDelegate::InstanceDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
    , m_text(QFont())
    , m_mono(theme::monospace(QFont()))
{
    setFont(QFont());
}

void InstanceDelegate::setFont(const QFont &font)
{
    m_text = Face(font);
    m_mono = Face(theme::monospace(font));
    m_rowHeight = std::max(m_text.metrics.height(), m_mono.metrics.height()) + 9;
}

const InstanceDelegate::Face &InstanceDelegate::faceOf(int column) const
{
    return column == InstanceTableModel::IdColumn || column == InstanceTableModel::ParentColumn
            || isJson(column)
        ? m_mono
        : m_text;
}

int InstanceDelegate::widthFor(int column, const QString &text) const
{
    const int glyph
        = column == InstanceTableModel::StatusColumn ? m_text.metrics.height() + glyphGap : 0;
    return faceOf(column).width(text) + glyph + 2 * padding;
}

QSize InstanceDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return { 100, m_rowHeight };
}

void InstanceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    paintRowBackground(*painter, option, index);
    const QRect area = option.rect.adjusted(padding, 0, -padding, 0);
    const int column = index.column();
    if (column == InstanceTableModel::StatusColumn) {
        paintStatus(painter, option, index, area);
        return;
    }
    const bool muted = isJson(column);
    const QColor color = muted ? theme::color(theme::Role::MutedText, option.palette)
                               : option.palette.color(QPalette::Text);
    paintText(painter, faceOf(column), area, index.data().toString(), color,
              InstanceTableModel::isNumberColumn(column),
              // ids often differ only at their end
              column == InstanceTableModel::IdColumn || column == InstanceTableModel::ParentColumn
                  ? Qt::ElideMiddle
                  : Qt::ElideRight);
}

void InstanceDelegate::paintStatus(QPainter *painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index, QRect area) const
{
    const auto kind = static_cast<RuntimeStatus::Kind>(index.data(StatusRole).toInt());
    const int side = m_text.metrics.height();
    const QRectF glyph(area.left() - 2, area.top() + (area.height() - side) / 2.0, side, side);
    theme::paintStatusGlyph(*painter, glyph, kind, option.palette);
    area.setLeft(area.left() + side + glyphGap - 2);
    const bool pending = !index.data(PendingRole).toString().isEmpty();
    const QColor color = pending ? theme::color(theme::Role::Accent, option.palette)
                                 : option.palette.color(QPalette::Text);
    paintText(painter, m_text, area, index.data().toString(), color, false);
}

void InstanceDelegate::paintText(QPainter *painter, const Face &face, const QRect &area,
                                 const QString &text, const QColor &color, bool right,
                                 Qt::TextElideMode elide) const
{
    if (text.isEmpty() || area.width() <= 0) {
        return;
    }
    QString shown = text;
    int width = face.width(text);
    if (width > area.width()) {
        shown = face.metrics.elidedText(text, elide, area.width());
        width = area.width();
    }
    const int baseline
        = area.top() + (area.height() - face.metrics.height()) / 2 + face.metrics.ascent();
    painter->setFont(face.font);
    painter->setPen(color);
    painter->drawText(right ? area.right() + 1 - width : area.left(), baseline, shown);
}

} // namespace hubdeck
