// SPDX-License-Identifier: MIT
#pragma once

#include "models/json/jsonline.h"

#include <QPalette>
#include <QTextLayout>

namespace hubdeck {

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

} // namespace hubdeck
