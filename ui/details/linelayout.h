// SPDX-License-Identifier: MIT
#pragma once

#include "models/json/jsonline.h"

#include <QHash>
#include <QPalette>
#include <QTextLayout>

#include <memory>

class QWidget;

namespace hubdeck {

class JsonDocument;

/// One line laid out for drawing and hit-testing, left to right whatever it holds. Offsets are
/// bytes of the line.
struct LineLayout
{
    LineLayout(QByteArrayView bytes, const std::vector<JsonToken> &tokens, const QFont &font,
               const QPalette &palette);

    [[nodiscard]] qreal xOf(qsizetype offset) const;
    [[nodiscard]] qsizetype offsetAt(qreal x) const;
    [[nodiscard]] int columnBeside(int column, bool forward, bool byWord) const;

    [[nodiscard]] qreal width() const { return layout.lineAt(0).naturalTextWidth(); }

    [[nodiscard]] qreal height() const { return layout.lineAt(0).height(); }

    DisplayLine line;
    QTextLayout layout;
};

/// The layouts of the lines of a document that a widget shows, made when they are asked for.
class LineLayouts
{
public:
    /// Font and colours are the widget's. Both must outlive the layouts.
    LineLayouts(const JsonDocument &document, const QWidget &widget);

    /// Stays valid until clear() or trim().
    [[nodiscard]] LineLayout &of(qsizetype line);
    void clear();
    /// Forgets all when they are many: before painting.
    void trim();

private:
    const JsonDocument &m_document;
    const QWidget &m_widget;
    QHash<qsizetype, std::shared_ptr<LineLayout>> m_layouts;
};

} // namespace hubdeck
