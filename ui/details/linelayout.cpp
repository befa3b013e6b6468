// SPDX-License-Identifier: MIT
#include "ui/details/linelayout.h"

#include "ui/shell/theme.h"

#include "models/json/jsondocument.h"

#include <QFontMetricsF>
#include <QWidget>

#include <algorithm>

namespace hubdeck {

namespace {

constexpr int tabCells = 4;

theme::Role roleOf(JsonTokenKind kind)
{
    switch (kind) {
    case JsonTokenKind::Key:
        return theme::Role::JsonKey;
    case JsonTokenKind::String:
        return theme::Role::JsonString;
    case JsonTokenKind::Number:
        return theme::Role::JsonNumber;
    case JsonTokenKind::Keyword:
        break;
    }
    return theme::Role::JsonKeyword;
}

bool turnsDirection(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.direction() == QChar::DirR || c.direction() == QChar::DirAL;
    });
}

/// Ends the reach of right-to-left letters at the string that holds them: without a mark behind it,
/// what follows (`: 1`) would be drawn on its left side.
DisplayLine isolated(DisplayLine line, const std::vector<JsonToken> &tokens)
{
    constexpr char16_t leftToRightMark = u'\u200E';
    for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
        const int from = line.columnAt(token->start);
        const int to = line.columnAt(token->start + token->length);
        if (turnsDirection(QStringView(line.text).sliced(from, to - from))) {
            line.text.insert(to, QChar(leftToRightMark));
            line.byteOf.insert(line.byteOf.begin() + to, line.byteOf[static_cast<size_t>(to)]);
        }
    }
    return line;
}

} // namespace

LineLayout::LineLayout(QByteArrayView bytes, const std::vector<JsonToken> &tokens,
                       const QFont &font, const QPalette &palette)
    : line(isolated(displayLine(bytes), tokens))
    , layout(line.text, font)
{
    QTextOption option(Qt::AlignLeft);
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(QTextOption::NoWrap);
    option.setTabStopDistance(QFontMetricsF(font).horizontalAdvance(u'0') * tabCells);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    const bool enabled = palette.currentColorGroup() != QPalette::Disabled;
    for (const JsonToken &token : tokens) {
        const int from = line.columnAt(token.start);
        const int to = line.columnAt(token.start + token.length);
        if (to > from && enabled) {
            QTextCharFormat format;
            format.setForeground(theme::color(roleOf(token.kind), palette));
            formats.append({ from, to - from, format });
        }
    }
    layout.setFormats(formats);
    layout.setCacheEnabled(true);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
}

qreal LineLayout::xOf(qsizetype offset) const
{
    return layout.lineAt(0).cursorToX(line.columnAt(offset));
}

qsizetype LineLayout::offsetAt(qreal x) const
{
    const int column = layout.lineAt(0).xToCursor(x);
    return line.byteOf[static_cast<size_t>(qBound(0, column, static_cast<int>(line.text.size())))];
}

int LineLayout::columnBeside(int column, bool forward, bool byWord) const
{
    const auto mode = byWord ? QTextLayout::SkipWords : QTextLayout::SkipCharacters;
    const auto byteAt = [this](int at) { return line.byteOf[static_cast<size_t>(at)]; };
    for (int at = column;;) { // marks have no byte of their own
        const int next = forward ? layout.nextCursorPosition(at, mode)
                                 : layout.previousCursorPosition(at, mode);
        if (next == at || byteAt(next) != byteAt(column)) {
            return next;
        }
        at = next;
    }
}

LineLayouts::LineLayouts(const JsonDocument &document, const QWidget &widget)
    : m_document(document)
    , m_widget(widget)
{ }

LineLayout &LineLayouts::of(qsizetype line)
{
    std::shared_ptr<LineLayout> &layout = m_layouts[line];
    if (!layout) {
        layout = std::make_shared<LineLayout>(m_document.line(line), m_document.tokens(line),
                                              m_widget.font(), m_widget.palette());
    }
    return *layout;
}

void LineLayouts::clear()
{
    m_layouts.clear();
}

void LineLayouts::trim()
{
    constexpr qsizetype most = 600;
    if (m_layouts.size() > most) {
        m_layouts.clear();
    }
}

} // namespace hubdeck
