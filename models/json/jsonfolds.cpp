// SPDX-License-Identifier: MIT
#include "models/json/jsonfolds.h"

#include "models/json/jsondocument.h"

#include <algorithm>

namespace hubdeck {

namespace {

qsizetype indentOf(QByteArrayView line) noexcept
{
    qsizetype blanks = 0;
    while (blanks < line.size() && line[blanks] == ' ') {
        ++blanks;
    }
    return blanks;
}

bool isCloser(char c) noexcept
{
    return c == '}' || c == ']';
}

} // namespace

JsonFolds::JsonFolds(const JsonDocument &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    connect(&document, &JsonDocument::contentChanged, this, &JsonFolds::unfoldAll);
}

JsonFolds::~JsonFolds() = default;

bool JsonFolds::canFold() const noexcept
{
    return !m_document.isEmpty() && m_document.isFormatted();
}

bool JsonFolds::opens(qsizetype line) const
{
    if (!canFold() || line + 1 >= m_document.lineCount() || m_document.continuesLine(line + 1)) {
        return false;
    }
    const QByteArrayView text = m_document.line(line);
    return !text.isEmpty() && (text.back() == '{' || text.back() == '[');
}

bool JsonFolds::closes(qsizetype line) const
{
    const QByteArrayView text = m_document.line(line);
    const qsizetype indent = indentOf(text);
    return indent < text.size() && isCloser(text[indent]) && !m_document.continuesLine(line);
}

// The formatter puts the end of an object under the beginning of the line that it begins at, and
// its members one step further right.
JsonFolds::Fold JsonFolds::measured(qsizetype line) const
{
    constexpr qsizetype step = 2;
    Fold fold { .first = static_cast<quint32>(line), .last = static_cast<quint32>(line) };
    const qsizetype indent = indentOf(m_document.line(line));
    const char *const bytes = m_document.text().constData();
    const qsizetype size = m_document.text().size();
    for (qsizetype next = line + 1; next < m_document.lineCount(); ++next) {
        const qsizetype start = m_document.startOf(next);
        const auto byteAt = [&](qsizetype offset) {
            return start + offset < size ? bytes[start + offset] : '\0';
        };
        // Two bytes tell members from what is deeper; most lines are one or the other.
        const bool shallow = byteAt(indent) != ' ';
        const bool member = !shallow && byteAt(indent + step) != ' ';
        if ((!shallow && !member) || m_document.continuesLine(next)) {
            continue;
        }
        if (shallow && closes(next) && indentOf(m_document.line(next)) == indent) {
            fold.last = static_cast<quint32>(next);
            return fold;
        }
        fold.items += shallow || isCloser(byteAt(indent + step)) ? 0U : 1U;
    }
    return fold;
}

const JsonFolds::Fold *JsonFolds::foldAt(qsizetype line) const noexcept
{
    const auto at
        = std::lower_bound(m_folds.begin(), m_folds.end(), line, [](const Fold &f, qsizetype l) {
              return static_cast<qsizetype>(f.first) < l;
          });
    return at != m_folds.end() && static_cast<qsizetype>(at->first) == line ? &*at : nullptr;
}

bool JsonFolds::fold(qsizetype line)
{
    if (!opens(line) || foldAt(line) != nullptr) {
        return false;
    }
    const Fold made = measured(line);
    if (made.last == made.first) {
        return false; // no end to be seen: not what the formatter makes
    }
    const auto before = [](const Fold &f, const Fold &g) { return f.first < g.first; };
    m_folds.insert(std::lower_bound(m_folds.begin(), m_folds.end(), made, before), made);
    update();
    return true;
}

void JsonFolds::unfold(qsizetype line)
{
    if (const Fold *there = foldAt(line)) {
        m_folds.erase(m_folds.begin() + (there - m_folds.data()));
        update();
    }
}

void JsonFolds::toggle(qsizetype line)
{
    if (foldAt(line) != nullptr) {
        unfold(line);
    } else {
        fold(line);
    }
}

void JsonFolds::foldAll()
{
    if (!canFold()) {
        return;
    }
    std::vector<Fold> folds;
    std::vector<size_t> open; // places in `folds`
    const qsizetype lines = m_document.lineCount();
    for (qsizetype line = 0; line < lines; ++line) {
        if (m_document.continuesLine(line)) {
            continue;
        }
        if (closes(line)) {
            if (!open.empty()) {
                folds[open.back()].last = static_cast<quint32>(line);
                open.pop_back();
            }
            continue;
        }
        if (!open.empty()) {
            ++folds[open.back()].items;
        }
        if (opens(line)) {
            open.push_back(folds.size());
            const auto number = static_cast<quint32>(line);
            folds.push_back({ .first = number, .last = number });
        }
    }
    const bool outermost = !folds.empty() && folds.front().first == 0;
    std::erase_if(folds, [outermost](const Fold &fold) {
        return fold.last == fold.first || (outermost && fold.first == 0);
    });
    m_folds = std::move(folds);
    update();
}

void JsonFolds::unfoldAll()
{
    if (!m_folds.empty()) {
        m_folds = {};
        update();
    }
}

void JsonFolds::reveal(qsizetype line)
{
    const size_t before = m_folds.size();
    std::erase_if(m_folds, [line](const Fold &fold) {
        return static_cast<qsizetype>(fold.first) < line
            && line <= static_cast<qsizetype>(fold.last);
    });
    if (m_folds.size() != before) {
        update();
    }
}

qsizetype JsonFolds::around(qsizetype line) const
{
    return canFold() && opens(line) ? line : parentOf(line);
}

qsizetype JsonFolds::parentOf(qsizetype line) const
{
    if (!canFold() || line >= m_document.lineCount()) {
        return -1;
    }
    while (m_document.continuesLine(line)) {
        --line;
    }
    const qsizetype indent = indentOf(m_document.line(line));
    const bool closing = closes(line); // stands under the beginning, not further right
    for (qsizetype above = line - 1; above >= 0; --above) {
        const qsizetype start = indentOf(m_document.line(above));
        if ((start < indent || (closing && start == indent)) && opens(above)) {
            return above;
        }
    }
    return -1;
}

void JsonFolds::update()
{
    m_outer.clear();
    quint32 hidden = 0;
    for (const Fold &fold : m_folds) {
        if (m_outer.empty() || fold.first > m_outer.back().last) {
            hidden += fold.last - fold.first;
            m_outer.push_back({ .first = fold.first, .last = fold.last, .hidden = hidden });
        }
    }
    emit changed();
}

/// The last visible fold that begins at or before this line; null: none.
const JsonFolds::Outer *JsonFolds::outerAround(qsizetype line) const noexcept
{
    const auto after = std::upper_bound(
        m_outer.begin(), m_outer.end(), line,
        [](qsizetype l, const Outer &outer) { return l < static_cast<qsizetype>(outer.first); });
    return after == m_outer.begin() ? nullptr : &*std::prev(after);
}

qsizetype JsonFolds::rowCount() const noexcept
{
    return m_document.lineCount() - (m_outer.empty() ? 0 : m_outer.back().hidden);
}

qsizetype JsonFolds::lineOf(qsizetype row) const noexcept
{
    // The last fold whose own row comes before this one moves it down by all that is hidden.
    const auto after = std::upper_bound(
        m_outer.begin(), m_outer.end(), row, [](qsizetype r, const Outer &outer) {
            const qsizetype own = static_cast<qsizetype>(outer.last) - outer.hidden;
            return r <= own;
        });
    return row + (after == m_outer.begin() ? 0 : static_cast<qsizetype>(std::prev(after)->hidden));
}

qsizetype JsonFolds::rowOf(qsizetype line) const noexcept
{
    const Outer *outer = outerAround(line);
    if (outer == nullptr) {
        return line;
    }
    const bool inside = line <= static_cast<qsizetype>(outer->last);
    return (inside ? static_cast<qsizetype>(outer->last) : line)
        - static_cast<qsizetype>(outer->hidden);
}

} // namespace hubdeck
