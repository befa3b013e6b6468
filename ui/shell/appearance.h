// SPDX-License-Identifier: MIT
#pragma once

#include <QPalette>
#include <QString>

#include <optional>

namespace hubdeck {

enum class Appearance { System, Light, Dark };

/// `light`, `dark`, `system`, as typed and stored; nullopt for anything else.
[[nodiscard]] std::optional<Appearance> appearanceFromName(const QString &name);
[[nodiscard]] QString nameOf(Appearance appearance);
/// Gives the program the palette of an appearance. `system` is the palette the desktop gave at
/// start; the light or the dark one is taken, whichever is nearer to it.
void applyAppearance(Appearance appearance, const QPalette &system);
/// What the desktop's theme gives now; the program's palette is reset to it, so an appearance must
/// be applied afterwards.
[[nodiscard]] QPalette takeDesktopPalette();

} // namespace hubdeck
