// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace hubdeck::sandbox {

/// `text` (UTF-8) as a JSON string with its quotes, non-ASCII kept.
[[nodiscard]] QByteArray quotedJson(const QByteArray &text);
/// The same, or `null` when `text` is null.
[[nodiscard]] QByteArray quotedOrNull(const QByteArray &text);
/// As .NET and Newtonsoft write it: the fewest digits that read back, `.0` behind whole numbers,
/// `1E+16` from 15 digits on.
[[nodiscard]] QByteArray dotNetDouble(double value);
void appendUtf8(QByteArray &out, char32_t character);

} // namespace hubdeck::sandbox
