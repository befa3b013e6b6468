// SPDX-License-Identifier: MIT
#include "services/json/jsontokens.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace hubdeck::json::tokens {

namespace {

constexpr auto structuralTable = [] {
    std::array<bool, 256> table {};
    for (const char c : { '"', '{', '}', '[', ']', '/' }) {
        table[static_cast<unsigned char>(c)] = true;
    }
    return table;
}();

constexpr auto wordTable = [] {
    std::array<bool, 256> table {};
    table.fill(true);
    for (const char c : { ' ', '\t', '\n', '\r', ',', ':', '"', '{', '}', '[', ']', '/', '(' }) {
        table[static_cast<unsigned char>(c)] = false;
    }
    return table;
}();

constexpr bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

} // namespace

bool isStructural(char c) noexcept
{
    return structuralTable[static_cast<unsigned char>(c)];
}

qsizetype skipByteOrderMark(const char *data, qsizetype size) noexcept
{
    return size >= 3 && std::memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

qsizetype skipBlanksAndComments(const char *data, qsizetype pos, qsizetype size) noexcept
{
    for (;;) {
        pos = skipBlanks(data, pos, size);
        const qsizetype end = endOfComment(data, pos, size);
        if (end == pos) {
            return pos;
        }
        pos = end;
    }
}

qsizetype endOfComment(const char *data, qsizetype pos, qsizetype size) noexcept
{
    if (size - pos < 2 || data[pos] != '/') {
        return pos;
    }
    if (data[pos + 1] == '/') {
        const void *end = std::memchr(data + pos, '\n', static_cast<size_t>(size - pos));
        return end == nullptr ? size : static_cast<const char *>(end) - data;
    }
    if (data[pos + 1] == '*') {
        const qsizetype end = QByteArrayView(data, size).indexOf(QByteArrayView("*/"), pos + 2);
        return end < 0 ? size : end + 2;
    }
    return pos;
}

qsizetype endOfString(const char *data, qsizetype pos, qsizetype size) noexcept
{
    const qsizetype first = pos + 1;
    qsizetype from = first;
    while (from < size) {
        const void *found = std::memchr(data + from, '"', static_cast<size_t>(size - from));
        if (found == nullptr) {
            return size;
        }
        const qsizetype quote = static_cast<const char *>(found) - data;
        qsizetype before = quote;
        while (before > first && data[before - 1] == '\\') {
            --before;
        }
        if ((quote - before) % 2 == 0) {
            return quote + 1;
        }
        from = quote + 1;
    }
    return size;
}

qsizetype endOfWord(const char *data, qsizetype pos, qsizetype size) noexcept
{
    while (pos < size && wordTable[static_cast<unsigned char>(data[pos])]) {
        ++pos;
    }
    return pos;
}

qsizetype endOfOther(const char *data, qsizetype pos, qsizetype size) noexcept
{
    const qsizetype start = pos;
    qsizetype round = 0;
    while (pos < size) {
        const char c = data[pos];
        if (c == '"' && round > 0) {
            pos = endOfString(data, pos, size);
            continue;
        }
        if (round == 0 && (c == ',' || c == ']' || c == '}')) {
            break;
        }
        round += c == '(' ? 1 : (c == ')' && round > 0 ? -1 : 0);
        ++pos;
    }
    while (pos > start + 1 && isBlank(data[pos - 1])) {
        --pos;
    }
    return pos;
}

bool isClosedString(QByteArrayView literal) noexcept
{
    const qsizetype size = literal.size();
    if (size < 2 || literal.front() != '"' || literal.back() != '"'
        || endOfString(literal.data(), 0, size) != size) {
        return false;
    }
    qsizetype slashes = 0;
    while (literal[size - 2 - slashes] == '\\') {
        ++slashes;
    }
    return slashes % 2 == 0;
}

bool isLiteral(QByteArrayView word) noexcept
{
    return word == QByteArrayView("true") || word == QByteArrayView("false")
        || word == QByteArrayView("null") || isNumber(word);
}

bool isNumber(QByteArrayView word) noexcept
{
    const char *p = word.begin();
    const char *const end = word.end();
    const auto digits = [&] {
        const char *const from = p;
        while (p < end && isDigit(*p)) {
            ++p;
        }
        return p > from;
    };
    if (p < end && *p == '-') {
        ++p;
    }
    if (p < end && *p == '0') {
        ++p;
    } else if (!digits()) {
        return false;
    }
    if (p < end && *p == '.') {
        ++p;
        if (!digits()) {
            return false;
        }
    }
    if (p < end && (*p == 'e' || *p == 'E')) {
        ++p;
        if (p < end && (*p == '+' || *p == '-')) {
            ++p;
        }
        if (!digits()) {
            return false;
        }
    }
    return p == end && !word.isEmpty();
}

} // namespace hubdeck::json::tokens
