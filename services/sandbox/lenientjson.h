// SPDX-License-Identifier: MIT
#pragma once

#include "services/sandbox/jsontext.h"

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

} // namespace hubdeck::sandbox
