// SPDX-License-Identifier: MIT
#pragma once

#include <QRect>
#include <QTextCharFormat>

class QPainter;
class QWidget;

namespace hubdeck {

class JsonCaret;
class JsonDocument;
class JsonFolds;
class JsonSearch;
class LineLayouts;

/// Draws single rows of a JsonView: selection, search marks, coloured text, caret, and for objects
/// and arrays the triangle that folds them and what stands in for the folded lines.
class JsonLinePainter
{
public:
    /// What a row is made from; all must outlive the painter.
    struct Parts
    {
        const QWidget &view;
        const JsonDocument &document;
        const JsonFolds &folds;
        const JsonSearch &search;
        const JsonCaret &caret;
        LineLayouts &layouts;
    };

    explicit JsonLinePainter(const Parts &parts);

    /// Draws the row of `line` into `row`; its text begins at `x`.
    void paint(QPainter &painter, qsizetype line, const QRect &row, int x) const;
    /// Where the stand-in of folded lines is drawn, when the text of `line` begins at `x`.
    [[nodiscard]] QRect standInOf(qsizetype line, const QRect &row, int x) const;

private:
    void paintText(QPainter &painter, qsizetype line, const QRect &row, int x) const;
    void paintTriangle(QPainter &painter, bool folded, const QRect &row, int x) const;
    void paintStandIn(QPainter &painter, qsizetype line, const QRect &row, int x) const;
    [[nodiscard]] QTextCharFormat selectionFormat() const;

    Parts m_parts;
};

} // namespace hubdeck
