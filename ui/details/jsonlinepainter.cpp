// SPDX-License-Identifier: MIT
#include "ui/details/jsonlinepainter.h"

#include "ui/details/jsoncaret.h"
#include "ui/details/linelayout.h"
#include "ui/shell/theme.h"

#include "models/displaytext.h"
#include "models/json/jsondocument.h"
#include "models/json/jsonfolds.h"
#include "models/json/jsonsearch.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr auto dots = "\u2026";

QString words(const char *text)
{
    return QCoreApplication::translate("JsonView", text);
}

QString itemsOf(const JsonFolds::Fold &fold, bool object)
{
    const QString count = displaytext::count(fold.items);
    if (object) {
        return fold.items == 1 ? words("1 member") : words("%1 members").arg(count);
    }
    return fold.items == 1 ? words("1 item") : words("%1 items").arg(count);
}

} // namespace

JsonLinePainter::JsonLinePainter(const Parts &parts)
    : m_parts(parts)
{ }

void JsonLinePainter::paint(QPainter &painter, qsizetype line, const QRect &row, int x) const
{
    paintText(painter, line, row, x);
    const bool folded = m_parts.folds.foldAt(line) != nullptr;
    if (folded) {
        paintStandIn(painter, line, row, x);
    }
    if (m_parts.folds.opens(line)) {
        paintTriangle(painter, folded, row, x);
    }
}

QTextCharFormat JsonLinePainter::selectionFormat() const
{
    const QWidget &view = m_parts.view;
    const QPalette::ColorGroup group = !view.isEnabled() ? QPalette::Disabled
        : view.hasFocus()                                ? QPalette::Active
                                                         : QPalette::Inactive;
    QTextCharFormat format;
    format.setBackground(view.palette().brush(group, QPalette::Highlight));
    if (m_parts.search.ordinalOf(m_parts.caret.selectionStart()) > 0) {
        format.setBackground(theme::isDark(view.palette()) ? QColor(0x9a, 0x5b, 0x00)
                                                           : QColor(0xff, 0xb0, 0x3b));
    }
    return format;
}

void JsonLinePainter::paintText(QPainter &painter, qsizetype line, const QRect &row, int x) const
{
    const QWidget &view = m_parts.view;
    const JsonCaret &caret = m_parts.caret;
    const LineLayout &layout = m_parts.layouts.of(line);
    const qsizetype start = m_parts.document.startOf(line);
    const qsizetype end = caret.lineEnd(line);
    QList<QTextLayout::FormatRange> marks;
    const auto mark = [&](qsizetype from, qsizetype to, const QTextCharFormat &format) {
        const int first = layout.line.columnAt(std::max(from, start) - start);
        const int last = layout.line.columnAt(std::min(to, end) - start);
        if (last > first) {
            marks.append({ first, last - first, format });
        }
    };
    QTextCharFormat found;
    found.setBackground(theme::isDark(view.palette()) ? QColor(0x5c, 0x4a, 0x10)
                                                      : QColor(0xff, 0xe5, 0x8a));
    for (const JsonSearch::Match &match : m_parts.search.matchesIn(start, end)) {
        mark(match.offset, match.offset + match.length, found);
    }
    if (caret.hasSelection() && caret.selectionStart() <= end && caret.selectionEnd() > start) {
        const QTextCharFormat selected = selectionFormat();
        mark(caret.selectionStart(), caret.selectionEnd(), selected);
        if (caret.selectionEnd() > end && line + 1 < m_parts.document.lineCount()) {
            // the line end is selected too
            painter.fillRect(x + qRound(layout.width()), row.top(),
                             view.fontMetrics().averageCharWidth(), row.height(),
                             selected.background());
        }
    }
    layout.layout.draw(&painter, QPointF(x, row.top() + (row.height() - layout.height()) / 2),
                       marks);
    if (view.hasFocus() && m_parts.document.lineAt(caret.position()) == line) {
        painter.fillRect(x + qRound(layout.xOf(caret.position() - start)), row.top() + 1, 1,
                         row.height() - 2, view.palette().color(QPalette::Text));
    }
}

void JsonLinePainter::paintTriangle(QPainter &painter, bool folded, const QRect &row, int x) const
{
    const QPointF middle(x - 6, row.center().y() + 0.5);
    QPainterPath path;
    if (folded) {
        path.moveTo(middle + QPointF(-2, -3.5));
        path.lineTo(middle + QPointF(2, 0));
        path.lineTo(middle + QPointF(-2, 3.5));
    } else {
        path.moveTo(middle + QPointF(-3.5, -2));
        path.lineTo(middle + QPointF(0, 2));
        path.lineTo(middle + QPointF(3.5, -2));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme::color(theme::Role::MutedText, m_parts.view.palette()), 1.4));
    painter.drawPath(path);
    painter.restore();
}

QRect JsonLinePainter::standInOf(qsizetype line, const QRect &row, int x) const
{
    const QFontMetrics metrics = m_parts.view.fontMetrics();
    const int left = x + qCeil(m_parts.layouts.of(line).width()) + 2;
    return { left, row.top() + 2, metrics.horizontalAdvance(QString::fromUtf8(dots)) + 8,
             row.height() - 4 };
}

void JsonLinePainter::paintStandIn(QPainter &painter, qsizetype line, const QRect &row, int x) const
{
    const QPalette &palette = m_parts.view.palette();
    const QFontMetrics metrics = m_parts.view.fontMetrics();
    const QColor muted = theme::color(theme::Role::MutedText, palette);
    const JsonFolds::Fold &fold = *m_parts.folds.foldAt(line);
    const QRect box = standInOf(line, row, x);
    const QByteArrayView last = m_parts.document.line(static_cast<qsizetype>(fold.last)).trimmed();
    const QString closing = QString::fromUtf8(last);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_parts.view.font());
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::color(theme::Role::Border, palette));
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(muted);
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, QString::fromUtf8(dots));
    QRect rest(box.right() + 3, row.top(), row.width(), row.height());
    painter.setPen(palette.color(m_parts.view.isEnabled() ? QPalette::Active : QPalette::Disabled,
                                 QPalette::Text));
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, closing);
    rest.setLeft(rest.left() + metrics.horizontalAdvance(closing) + metrics.averageCharWidth());
    painter.setPen(muted);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     itemsOf(fold, last.startsWith('}')));
    painter.restore();
}

} // namespace hubdeck
