// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace hubdeck::json {

/// Decodes a JSON string literal with its quotes into UTF-8; escapes undone, lone surrogates become
/// U+FFFD, bad escapes are kept as they stand. Text without quotes comes back unchanged.
[[nodiscard]] QByteArray decodeString(QByteArrayView literal);
/// decodeString() as QString; invalid UTF-8 becomes U+FFFD.
[[nodiscard]] QString decodeText(QByteArrayView literal);
/// `text` as a JSON string literal with quotes; non-ASCII stays, invalid UTF-8 becomes U+FFFD.
[[nodiscard]] QByteArray encodeString(QByteArrayView text);

} // namespace hubdeck::json
