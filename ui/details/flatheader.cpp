// SPDX-License-Identifier: MIT
#include "ui/details/flatheader.h"

#include <QHeaderView>

namespace hubdeck {

using namespace Qt::StringLiterals;

void makeFlat(QHeaderView &header)
{
    header.setHighlightSections(false);
    header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    // Names of palette roles, so that it follows light and dark by itself.
    header.setStyleSheet(
        u"QHeaderView { background: palette(base); border: none; }"
        "QHeaderView::section { background: palette(base); color: palette(placeholder-text); "
        "border: none;"
        " border-bottom: 1px solid palette(mid); padding: 4px 6px; font-weight: bold; }"_s);
}

} // namespace hubdeck
