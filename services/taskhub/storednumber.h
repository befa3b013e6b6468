// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace hubdeck {

/// A double as .NET and Newtonsoft.Json write it: the fewest digits that read back, scientific from
/// 1E+15 and from 1E-05 down, otherwise always with a decimal place; infinity as a JSON string.
[[nodiscard]] QString dotNetDouble(double value);

/// The number that Newtonsoft.Json reads from a whole token and writes in its place: decimal,
/// `0x` hexadecimal, octal with a leading 0, or a double; nullopt where it gives up. `text` must
/// not be empty.
[[nodiscard]] std::optional<QString> storedNumber(QStringView text);

} // namespace hubdeck
