// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <optional>

class QKeyEvent;

namespace hubdeck {

class JsonDocument;
class JsonFolds;
class LineLayouts;

/// Caret and selection in the lines of a JsonDocument, as byte offsets of its text, and where keys
/// move them: by characters, words, rows and pages, over what is folded.
class JsonCaret
{
public:
    /// All must outlive the caret.
    JsonCaret(const JsonDocument &document, const JsonFolds &folds, LineLayouts &layouts);

    [[nodiscard]] qsizetype position() const noexcept { return m_position; }

    [[nodiscard]] bool hasSelection() const noexcept { return m_anchor != m_position; }

    [[nodiscard]] qsizetype selectionStart() const noexcept { return qMin(m_anchor, m_position); }

    [[nodiscard]] qsizetype selectionEnd() const noexcept { return qMax(m_anchor, m_position); }

    void moveTo(qsizetype position, bool keepAnchor);
    /// Selects [from, to); the caret stands at `to`.
    void select(qsizetype from, qsizetype to);
    void selectWordAt(qsizetype position);
    /// With its line end.
    void selectLineAt(qsizetype position);
    /// After the text has changed: nothing selected, as near to the old place as the text allows.
    void reset(qsizetype size);

    /// Where the key leads, for pages of `pageRows` rows; nullopt: it moves no caret.
    [[nodiscard]] std::optional<qsizetype> targetOf(const QKeyEvent &event, int pageRows);
    [[nodiscard]] qsizetype lineEnd(qsizetype line) const;

private:
    [[nodiscard]] qsizetype beside(bool forward, bool byWord) const;
    [[nodiscard]] qsizetype vertically(qsizetype rows);

    const JsonDocument &m_document;
    const JsonFolds &m_folds;
    LineLayouts &m_layouts;
    qsizetype m_anchor = 0;
    qsizetype m_position = 0;
    // While the caret moves up and down: the column it keeps, and where that led last.
    qreal m_wantedX = 0;
    qsizetype m_wantedAt = -1;
};

} // namespace hubdeck
