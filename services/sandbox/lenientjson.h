// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <optional>

namespace hubdeck::sandbox {

/// Reads JSON as the recorded handler does (durable-http-api.md §4, L9): single quotes, bare member
/// names, comments, `undefined`, octal numbers; and writes it compact. Deeper than 64 levels counts
/// as an error.
struct LenientJson
{
    enum class Error {
        None,
        Syntax,
        UnexpectedEnd, // between tokens: another class of exception than the other syntax errors
                       // when an orchestration is started
        TrailingText,
        Empty,
    };
    Error error = Error::None;
    QByteArray text; // compact
    QByteArray message; // of the exception
};

/// The first value of `text`. With `whole`, anything but white space and comments behind it is an
/// error.
[[nodiscard]] LenientJson readLenient(QByteArrayView text, bool whole);

/// How stored text appears on the wire: `null` for none, its first JSON value, or else the text as
/// a string.
[[nodiscard]] QByteArray storedTextAsJson(const QByteArray &stored);

/// `text` (UTF-8) as a JSON string with its quotes, non-ASCII kept.
[[nodiscard]] QByteArray quotedJson(const QByteArray &text);
/// The same, or `null` when `text` is null.
[[nodiscard]] QByteArray quotedOrNull(const QByteArray &text);

} // namespace hubdeck::sandbox
