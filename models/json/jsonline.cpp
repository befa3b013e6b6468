// SPDX-License-Identifier: MIT
#include "models/json/jsonline.h"

#include <QChar>

#include <algorithm>

namespace hubdeck {

namespace {

constexpr char16_t substitute = u'\u241A';

/// The length of the valid UTF-8 sequence at `at` and its code point; length 0 where there is none.
struct Sequence
{
    int length = 0;
    char32_t codePoint = 0;
};

Sequence sequenceAt(QByteArrayView bytes, qsizetype at) noexcept
{
    const auto byte = [&](qsizetype i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char first = byte(at);
    int length = 0;
    char32_t codePoint = 0;
    if (first >= 0xC2 && first <= 0xDF) {
        length = 2;
        codePoint = first & 0x1FU;
    } else if (first >= 0xE0 && first <= 0xEF) {
        length = 3;
        codePoint = first & 0x0FU;
    } else if (first >= 0xF0 && first <= 0xF4) {
        length = 4;
        codePoint = first & 0x07U;
    } else {
        return {};
    }
    if (at + length > bytes.size()) {
        return {};
    }
    for (int i = 1; i < length; ++i) {
        const unsigned char next = byte(at + i);
        if ((next & 0xC0U) != 0x80U) {
            return {};
        }
        codePoint = (codePoint << 6U) | (next & 0x3FU);
    }
    const bool overlong
        = (length == 3 && codePoint < 0x800) || (length == 4 && codePoint < 0x10000);
    if (overlong || codePoint > 0x10FFFF || (codePoint >= 0xD800 && codePoint <= 0xDFFF)) {
        return {};
    }
    return { length, codePoint };
}

/// Characters that would draw nothing, break the line or reorder what stands around them.
char32_t printable(char32_t c) noexcept
{
    if (c < 0x20 && c != u'\t') {
        return 0x2400 + c;
    }
    if (c == 0x7F) {
        return 0x2421;
    }
    if (c == 0x85 || c == 0x2028 || c == 0x2029) {
        return 0x2424;
    }
    const bool turnsDirection = c == 0x061C || c == 0x200E || c == 0x200F
        || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if ((c >= 0x80 && c <= 0x9F) || turnsDirection || c == 0xFEFF || c == 0xFFFC) {
        return substitute;
    }
    return c;
}

bool isWordByte(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || c == '+' || c == '-' || c == '.';
}

constexpr qsizetype furthestColon = 256;
constexpr qsizetype furthestStringEnd = 64 * 1024;

bool colonFollows(QByteArrayView text, qsizetype from) noexcept
{
    const qsizetype limit = std::min(text.size(), from + furthestColon);
    for (qsizetype i = from; i < limit; ++i) {
        const char c = text[i];
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
            return c == ':';
        }
    }
    return false;
}

/// Just behind the quote that ends the string whose inside goes on at `from`; text.size() when it
/// does not end within reach.
qsizetype stringEnd(QByteArrayView text, qsizetype from, bool escaped) noexcept
{
    const qsizetype limit = std::min(text.size(), from + furthestStringEnd);
    for (qsizetype i = from; i < limit; ++i) {
        const char c = text[i];
        if (escaped) {
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            return i + 1;
        } else if (c == '\n') {
            return i;
        }
    }
    return text.size();
}

} // namespace

int DisplayLine::columnAt(qsizetype offset) const noexcept
{
    // The last unit that starts at or before the byte; both units of a surrogate pair carry the
    // same byte: the first is meant.
    const auto after = std::upper_bound(byteOf.begin(), byteOf.end(), static_cast<qint32>(offset));
    if (after == byteOf.begin()) {
        return 0;
    }
    const qint32 byte = *std::prev(after);
    return static_cast<int>(std::lower_bound(byteOf.begin(), byteOf.end(), byte) - byteOf.begin());
}

DisplayLine displayLine(QByteArrayView line)
{
    DisplayLine result;
    result.text.reserve(line.size());
    result.byteOf.reserve(static_cast<size_t>(line.size()) + 1);
    for (qsizetype at = 0; at < line.size();) {
        const auto byte = static_cast<unsigned char>(line[at]);
        const Sequence sequence = byte < 0x80 ? Sequence { 1, byte } : sequenceAt(line, at);
        const char32_t c = sequence.length == 0 ? U'\uFFFD' : printable(sequence.codePoint);
        const auto units = QChar::fromUcs4(c);
        for (const char16_t unit : units) {
            result.text.append(QChar(unit));
            result.byteOf.push_back(static_cast<qint32>(at));
        }
        at += std::max(1, sequence.length);
    }
    result.byteOf.push_back(static_cast<qint32>(line.size()));
    return result;
}

JsonLineState stateAfter(QByteArrayView bytes, JsonLineState before) noexcept
{
    bool inString = before != JsonLineState::Outside;
    bool escaped = before == JsonLineState::InStringAfterBackslash;
    for (const char c : bytes) {
        if (c == '\n') {
            inString = false;
            escaped = false;
        } else if (!inString) {
            inString = c == '"';
        } else if (escaped) {
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            inString = false;
        }
    }
    if (!inString) {
        return JsonLineState::Outside;
    }
    return escaped ? JsonLineState::InStringAfterBackslash : JsonLineState::InString;
}

std::vector<JsonToken> jsonTokens(QByteArrayView text, qsizetype start, qsizetype length,
                                  JsonLineState state)
{
    std::vector<JsonToken> tokens;
    const qsizetype end = start + length;
    const auto addString = [&](qsizetype from, qsizetype inside, bool escaped) {
        const qsizetype to = stringEnd(text, inside, escaped);
        const JsonTokenKind kind
            = colonFollows(text, to) ? JsonTokenKind::Key : JsonTokenKind::String;
        tokens.push_back({ from - start, std::min(to, end) - from, kind });
        return std::min(to, end);
    };
    qsizetype at = start;
    if (state != JsonLineState::Outside) {
        at = addString(at, at, state == JsonLineState::InStringAfterBackslash);
    }
    while (at < end) {
        const char c = text[at];
        if (c == '"') {
            at = addString(at, at + 1, false);
        } else if (isWordByte(c)) {
            const qsizetype from = at;
            while (at < end && isWordByte(text[at])) {
                ++at;
            }
            const bool digits = (c >= '0' && c <= '9')
                || (c == '-' && from + 1 < end && text[from + 1] >= '0' && text[from + 1] <= '9');
            tokens.push_back({ from - start, at - from,
                               digits ? JsonTokenKind::Number : JsonTokenKind::Keyword });
        } else {
            ++at;
        }
    }
    return tokens;
}

} // namespace hubdeck
