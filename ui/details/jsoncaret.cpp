// SPDX-License-Identifier: MIT
#include "ui/details/jsoncaret.h"

#include "ui/details/linelayout.h"

#include "models/json/jsondocument.h"
#include "models/json/jsonfolds.h"

#include <QKeyEvent>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.';
}

} // namespace

JsonCaret::JsonCaret(const JsonDocument &document, const JsonFolds &folds, LineLayouts &layouts)
    : m_document(document)
    , m_folds(folds)
    , m_layouts(layouts)
{ }

void JsonCaret::moveTo(qsizetype position, bool keepAnchor)
{
    m_position = position;
    if (!keepAnchor) {
        m_anchor = position;
    }
}

void JsonCaret::select(qsizetype from, qsizetype to)
{
    m_anchor = from;
    m_position = to;
    m_wantedAt = -1;
}

void JsonCaret::selectWordAt(qsizetype position)
{
    const qsizetype line = m_document.lineAt(position);
    const qsizetype start = m_document.startOf(line);
    const DisplayLine &shown = m_layouts.of(line).line;
    int from = shown.columnAt(position - start);
    int to = from;
    const auto size = static_cast<int>(shown.text.size());
    while (from > 0 && isWord(shown.text.at(from - 1))) {
        --from;
    }
    while (to < size && isWord(shown.text.at(to))) {
        ++to;
    }
    if (from == to && to < size) {
        ++to;
    }
    select(start + shown.byteOf[static_cast<size_t>(from)],
           start + shown.byteOf[static_cast<size_t>(to)]);
}

void JsonCaret::selectLineAt(qsizetype position)
{
    const qsizetype line = m_document.lineAt(position);
    select(m_document.startOf(line),
           line + 1 < m_document.lineCount() ? m_document.startOf(line + 1) : lineEnd(line));
}

void JsonCaret::reset(qsizetype size)
{
    m_position = std::min(m_position, size);
    m_anchor = m_position;
    m_wantedAt = -1;
}

qsizetype JsonCaret::lineEnd(qsizetype line) const
{
    return m_document.startOf(line) + m_document.line(line).size();
}

qsizetype JsonCaret::beside(bool forward, bool byWord) const
{
    const qsizetype line = m_document.lineAt(m_position);
    const qsizetype start = m_document.startOf(line);
    LineLayout &layout = m_layouts.of(line);
    const int column = layout.line.columnAt(m_position - start);
    const qsizetype row = m_folds.rowOf(line);
    if (forward && m_position >= lineEnd(line)) {
        return row + 1 < m_folds.rowCount() ? m_document.startOf(m_folds.lineOf(row + 1))
                                            : m_position;
    }
    if (!forward && column == 0) {
        return row > 0 ? std::min(lineEnd(m_folds.lineOf(row - 1)), m_position - 1) : m_position;
    }
    const int next = layout.columnBeside(column, forward, byWord);
    return start + layout.line.byteOf[static_cast<size_t>(next)];
}

qsizetype JsonCaret::vertically(qsizetype rows)
{
    const qsizetype from = m_document.lineAt(m_position);
    if (m_position != m_wantedAt) {
        m_wantedX = m_layouts.of(from).xOf(m_position - m_document.startOf(from));
    }
    const qsizetype row
        = std::clamp<qsizetype>(m_folds.rowOf(from) + rows, 0, m_folds.rowCount() - 1);
    const qsizetype line = m_folds.lineOf(row);
    m_wantedAt = m_document.startOf(line) + m_layouts.of(line).offsetAt(m_wantedX);
    return m_wantedAt;
}

std::optional<qsizetype> JsonCaret::targetOf(const QKeyEvent &event, int pageRows)
{
    const bool control = event.modifiers().testFlag(Qt::ControlModifier);
    const qsizetype line = m_document.lineAt(m_position);
    switch (event.key()) {
    case Qt::Key_Up:
        return vertically(-1);
    case Qt::Key_Down:
        return vertically(1);
    case Qt::Key_PageUp:
        return vertically(-pageRows);
    case Qt::Key_PageDown:
        return vertically(pageRows);
    default:
        m_wantedAt = -1;
    }
    switch (event.key()) {
    case Qt::Key_Left:
        return beside(false, control);
    case Qt::Key_Right:
        return beside(true, control);
    case Qt::Key_Home:
        return control ? 0 : m_document.startOf(line);
    case Qt::Key_End:
        return control ? lineEnd(m_folds.lineOf(m_folds.rowCount() - 1)) : lineEnd(line);
    default:
        return std::nullopt;
    }
}

} // namespace hubdeck
