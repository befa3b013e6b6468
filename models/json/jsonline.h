// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

#include <vector>

namespace hubdeck {

/// What a view draws for the bytes of one line: printable text, and which byte every character came
/// from. Control characters, line separators and the characters that turn the direction of text
/// (study 3.7: text from a server is untrusted) become visible stand-ins, invalid UTF-8 becomes
/// U+FFFD; copying uses the bytes, never this text. Plain value, any thread.
struct DisplayLine
{
    QString text;
    std::vector<qint32>
        byteOf; // for every UTF-16 unit of `text`, and the length of the line at the end

    /// The index in `text` of the character that holds the byte `offset` of the line.
    [[nodiscard]] int columnAt(qsizetype offset) const noexcept;
};

[[nodiscard]] DisplayLine displayLine(QByteArrayView line);

enum class JsonTokenKind { Key, String, Number, Keyword };

/// A coloured part of a line; offsets in the line.
struct JsonToken
{
    qsizetype start = 0;
    qsizetype length = 0;
    JsonTokenKind kind = JsonTokenKind::Keyword;

    friend bool operator==(const JsonToken &, const JsonToken &) = default;
};

/// Where a line begins. Only the parts of a line that was too long to be drawn in one can begin
/// inside a string.
enum class JsonLineState : quint8 { Outside, InString, InStringAfterBackslash };

[[nodiscard]] JsonLineState stateAfter(QByteArrayView bytes, JsonLineState before) noexcept;

/// The tokens of the line `text[start, start + length)`. `text` is the whole document: a string
/// that ends outside the line is a key when a colon follows it. Punctuation is left out. Tolerant:
/// words that are no JSON (undefined, NaN) are keywords.
[[nodiscard]] std::vector<JsonToken> jsonTokens(QByteArrayView text, qsizetype start,
                                                qsizetype length, JsonLineState state);

} // namespace hubdeck
