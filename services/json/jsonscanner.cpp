// SPDX-License-Identifier: MIT
#include "services/json/jsonscanner.h"

#include "services/json/jsonstring.h"
#include "services/json/jsontokens.h"

#include <algorithm>

namespace hubdeck::json {

namespace {

qsizetype endOfString(QByteArrayView text, qsizetype start) noexcept
{
    return tokens::endOfString(text.data(), start, text.size());
}

ValueKind kindOfWord(QByteArrayView word) noexcept
{
    if (word == QByteArrayView("true")) {
        return ValueKind::True;
    }
    if (word == QByteArrayView("false")) {
        return ValueKind::False;
    }
    if (word == QByteArrayView("null")) {
        return ValueKind::Null;
    }
    return tokens::isNumber(word) ? ValueKind::Number : ValueKind::Other;
}

Value scanWord(QByteArrayView text, qsizetype start) noexcept
{
    const qsizetype end = tokens::endOfWord(text.data(), start, text.size());
    const ValueKind kind = kindOfWord(text.sliced(start, end - start));
    if (kind != ValueKind::Other) {
        return { start, end - start, kind };
    }
    return { start, tokens::endOfOther(text.data(), start, text.size()) - start, ValueKind::Other };
}

qsizetype endOfContainer(QByteArrayView text, qsizetype start) noexcept
{
    const char *data = text.data();
    const qsizetype size = text.size();
    qsizetype depth = 0;
    qsizetype pos = start;
    while (pos < size) {
        const char c = data[pos];
        if (!tokens::isStructural(c)) {
            ++pos;
        } else if (c == '"') {
            pos = tokens::endOfString(data, pos, size);
        } else if (c == '{' || c == '[') {
            ++depth;
            ++pos;
        } else if (c == '}' || c == ']') {
            ++pos;
            if (--depth == 0) {
                return pos;
            }
        } else {
            pos = std::max(tokens::endOfComment(data, pos, size), pos + 1);
        }
    }
    return size;
}

bool isKey(QByteArrayView raw, QByteArrayView key)
{
    if (!raw.contains('\\')) {
        return raw == key;
    }
    return decodeString(QByteArray("\"" + raw.toByteArray() + "\"")) == key;
}

Value firstValue(QByteArrayView text) noexcept
{
    return scanValue(text).value_or(Value {});
}

// A value is missing where a hub wrote a comment in its place (durable-http-api.md §4): the comment
// is shown instead of it.
Value missingValue(QByteArrayView text, qsizetype afterColon, qsizetype delimiter) noexcept
{
    const qsizetype start
        = std::min(tokens::skipBlanks(text.data(), afterColon, text.size()), delimiter);
    qsizetype end = delimiter;
    while (end > start && tokens::isBlank(text[end - 1])) {
        --end;
    }
    return { start, end - start, ValueKind::Other };
}

} // namespace

std::optional<Value> scanValue(QByteArrayView text, qsizetype from) noexcept
{
    const qsizetype start
        = tokens::skipBlanksAndComments(text.data(), std::max<qsizetype>(from, 0), text.size());
    if (start >= text.size()) {
        return std::nullopt;
    }
    switch (text[start]) {
    case '"':
        return Value { start, endOfString(text, start) - start, ValueKind::String };
    case '{':
        return Value { start, endOfContainer(text, start) - start, ValueKind::Object };
    case '[':
        return Value { start, endOfContainer(text, start) - start, ValueKind::Array };
    case '}':
    case ']':
    case ',':
        return std::nullopt;
    default:
        return scanWord(text, start);
    }
}

ObjectScanner::ObjectScanner(QByteArrayView text, Value object) noexcept
    : m_text(text)
    , m_pos(object.kind == ValueKind::Object ? object.offset + 1 : 0)
    , m_end(object.kind == ValueKind::Object ? object.offset + object.length : 0)
{ }

ObjectScanner::ObjectScanner(QByteArrayView text) noexcept
    : ObjectScanner(text, firstValue(text))
{ }

bool ObjectScanner::next()
{
    const QByteArrayView text = m_text.first(m_end);
    while (m_pos < m_end) {
        m_pos = tokens::skipBlanksAndComments(text.data(), m_pos, m_end);
        if (m_pos >= m_end) {
            break;
        }
        const char c = text[m_pos];
        if (c == '}') {
            m_complete = m_pos + 1 == m_end;
            m_pos = m_end;
            break;
        }
        if (c != '"') { // a comma, or what stands where a name is missing
            ++m_pos;
            continue;
        }
        const qsizetype keyEnd = endOfString(text, m_pos);
        const qsizetype colon = tokens::skipBlanksAndComments(text.data(), keyEnd, m_end);
        if (colon >= m_end || text[colon] != ':') {
            m_pos = keyEnd;
            continue;
        }
        m_key = { m_pos, keyEnd - m_pos, ValueKind::String };
        const qsizetype start = tokens::skipBlanksAndComments(text.data(), colon + 1, m_end);
        if (start >= m_end) { // cut off before the value
            m_pos = m_end;
            break;
        }
        m_value = scanValue(text, start).value_or(missingValue(text, colon + 1, start));
        m_pos = std::max(m_value.offset + m_value.length, start);
        return true;
    }
    return false;
}

QByteArrayView ObjectScanner::rawKey() const noexcept
{
    return m_key.length < 2 ? QByteArrayView() : m_text.sliced(m_key.offset + 1, m_key.length - 2);
}

QByteArray ObjectScanner::key() const
{
    return decodeString(m_key.in(m_text));
}

ArrayScanner::ArrayScanner(QByteArrayView text, Value array) noexcept
    : m_text(text)
    , m_pos(array.kind == ValueKind::Array ? array.offset + 1 : 0)
    , m_end(array.kind == ValueKind::Array ? array.offset + array.length : 0)
{ }

ArrayScanner::ArrayScanner(QByteArrayView text) noexcept
    : ArrayScanner(text, firstValue(text))
{ }

bool ArrayScanner::next()
{
    const QByteArrayView text = m_text.first(m_end);
    while (m_pos < m_end) {
        if (const std::optional<Value> value = scanValue(text, m_pos)) {
            m_value = *value;
            m_pos = value->offset + std::max<qsizetype>(value->length, 1);
            return true;
        }
        m_pos = tokens::skipBlanksAndComments(text.data(), m_pos, m_end);
        if (m_pos < m_end && text[m_pos] == ']') {
            m_complete = m_pos + 1 == m_end;
            m_pos = m_end;
        }
        ++m_pos;
    }
    return false;
}

QByteArrayView member(QByteArrayView document, QByteArrayView key)
{
    QByteArrayView found;
    for (ObjectScanner members(document); members.next();) {
        if (isKey(members.rawKey(), key)) {
            found = members.valueText();
        }
    }
    return found;
}

} // namespace hubdeck::json
