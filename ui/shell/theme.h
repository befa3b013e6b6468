// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/runtimestatus.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>

class QPainter;

/// Colours by meaning, one light and one dark table (contrast of text roles at least 4.5, tested),
/// status glyphs and icons. Follows the palette: no state, no singleton. Status is always colour +
/// shape + word (ui.md).
namespace hubdeck::theme {

enum class Role {
    Running,
    Pending,
    Suspended,
    Failed,
    Completed,
    Terminated,
    ContinuedAsNew,
    Canceled,
    Unknown, // status words and glyphs
    Accent, // links, primary button
    Danger,
    MutedText,
    Border,
    Panel, // background of bars and docks
    AlternateRow,
    SelectedRow,
    JsonKey,
    JsonString,
    JsonNumber,
    JsonKeyword,
    ErrorPanel,
    WarningPanel,
    InfoPanel, // backgrounds of message bars and failure boxes
    PrimaryButton,
    PrimaryButtonText, // the filled button of the one action that a view is for
};

[[nodiscard]] bool isDark(const QPalette &palette);
[[nodiscard]] QColor color(Role role, const QPalette &palette);
[[nodiscard]] Role roleOf(RuntimeStatus::Kind kind) noexcept;
/// The pale fill of a lit status chip.
[[nodiscard]] QColor chipFill(RuntimeStatus::Kind kind, const QPalette &palette);
/// The palettes of the two pictures, for people who choose a theme against the system (and for
/// screenshots).
[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();

/// Draws the shape of a status (triangle, clock, bars, cross, tick, square, arrow, slashed circle)
/// centred in `rect`.
void paintStatusGlyph(QPainter &painter, const QRectF &rect, RuntimeStatus::Kind kind,
                      const QPalette &palette);
/// A fixed-width font of the size of `base`.
[[nodiscard]] QFont monospace(const QFont &base);
/// A bundled symbolic icon in the palette's text colour (disabled state included): refresh, play,
/// pause, stop, bolt, rewind, restart, trash, export, plus, copy, search, hub, cloud, database,
/// flask, file, chevron-right, link, close, …
[[nodiscard]] QIcon icon(const QString &name, const QPalette &palette);
/// The same in given colours, for a button that is filled or dangerous.
[[nodiscard]] QIcon tintedIcon(const QString &name, const QColor &normal, const QColor &disabled);

} // namespace hubdeck::theme
