// SPDX-License-Identifier: MIT
#include "services/azurestorage/tablerow.h"

#include <algorithm>

namespace hubdeck::azurestorage {

const TableProperty *TableRow::find(QStringView name) const noexcept
{
    const auto found = std::ranges::find(properties, name, &TableProperty::name);
    return found == properties.end() ? nullptr : &*found;
}

QString TableRow::text(QStringView name) const
{
    const TableProperty *property = find(name);
    return property ? property->text : QString();
}

void TableRow::set(const QString &name, EdmType type, const QString &text)
{
    const auto found = std::ranges::find(properties, name, &TableProperty::name);
    if (found == properties.end()) {
        properties.push_back({ name, type, text });
    } else {
        found->type = type;
        found->text = text;
    }
}

} // namespace hubdeck::azurestorage
