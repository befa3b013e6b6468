// SPDX-License-Identifier: MIT
#pragma once

#include "services/json/jsonstring.h"

namespace hubdeck::sandbox {

/// `text` (UTF-8) as a JSON string with its quotes.
[[nodiscard]] inline QByteArray quotedJson(const QByteArray &text)
{
    return json::encodeString(text);
}

/// The same, or `null` when `text` is null.
[[nodiscard]] inline QByteArray quotedOrNull(const QByteArray &text)
{
    return text.isNull() ? QByteArray("null") : quotedJson(text);
}

} // namespace hubdeck::sandbox
