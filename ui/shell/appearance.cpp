// SPDX-License-Identifier: MIT
#include "ui/shell/appearance.h"

#include "ui/shell/theme.h"

#include <QApplication>

namespace hubdeck {

using namespace Qt::StringLiterals;

std::optional<Appearance> appearanceFromName(const QString &name)
{
    for (const Appearance appearance :
         { Appearance::System, Appearance::Light, Appearance::Dark }) {
        if (name == nameOf(appearance)) {
            return appearance;
        }
    }
    return std::nullopt;
}

QString nameOf(Appearance appearance)
{
    switch (appearance) {
    case Appearance::System:
        break;
    case Appearance::Light:
        return u"light"_s;
    case Appearance::Dark:
        return u"dark"_s;
    }
    return u"system"_s;
}

QPalette takeDesktopPalette()
{
    QApplication::setPalette(QPalette()); // resolves nothing: the theme's own comes through
    return QApplication::palette();
}

void applyAppearance(Appearance appearance, const QPalette &system)
{
    const bool dark = appearance == Appearance::Dark
        || (appearance == Appearance::System && theme::isDark(system));
    QApplication::setPalette(dark ? theme::darkPalette() : theme::lightPalette());
}

} // namespace hubdeck
