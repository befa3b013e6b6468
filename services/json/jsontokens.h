// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

/// The lexical rules that scanner and formatter share: where a token of tolerant JSON ends.
/// Positions are offsets in `data`, results never exceed `size`.
namespace hubdeck::json::tokens {

[[nodiscard]] constexpr bool isBlank(char c) noexcept
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// `"`, brackets and `/`: what a container must be searched for to find its end.
[[nodiscard]] bool isStructural(char c) noexcept;

/// Behind a UTF-8 byte order mark at the very beginning, which counts as a blank.
[[nodiscard]] qsizetype skipByteOrderMark(const char *data, qsizetype size) noexcept;

[[nodiscard]] inline qsizetype skipBlanks(const char *data, qsizetype pos, qsizetype size) noexcept
{
    if (pos == 0) {
        pos = skipByteOrderMark(data, size);
    }
    while (pos < size && isBlank(data[pos])) {
        ++pos;
    }
    return pos;
}

/// Comments are `//` to the line's end and `/* */`.
[[nodiscard]] qsizetype skipBlanksAndComments(const char *data, qsizetype pos,
                                              qsizetype size) noexcept;

/// The end of the comment at `pos`, `pos` itself when there is none.
[[nodiscard]] qsizetype endOfComment(const char *data, qsizetype pos, qsizetype size) noexcept;
/// Behind the closing quote of the string whose opening quote stands at `pos`; `size` when it has
/// none.
[[nodiscard]] qsizetype endOfString(const char *data, qsizetype pos, qsizetype size) noexcept;
/// The end of the bytes that can be a number, true, false or null.
[[nodiscard]] qsizetype endOfWord(const char *data, qsizetype pos, qsizetype size) noexcept;
/// The end of a text that is no JSON value (`new Date(1, 2)`): before the next comma or closing
/// bracket outside round ones, trailing blanks left out.
[[nodiscard]] qsizetype endOfOther(const char *data, qsizetype pos, qsizetype size) noexcept;

/// A string literal with both quotes.
[[nodiscard]] bool isClosedString(QByteArrayView literal) noexcept;
/// true, false, null or a number.
[[nodiscard]] bool isLiteral(QByteArrayView word) noexcept;
/// A number as RFC 8259 §6 has it.
[[nodiscard]] bool isNumber(QByteArrayView word) noexcept;

} // namespace hubdeck::json::tokens
