// SPDX-License-Identifier: MIT
#include "services/json/jsonscanner.h"

#include "services/json/jsontokens.h"
#include "services/json/utf8.h"

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

int hexDigit(char c) noexcept
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The code unit of `\uXXXX` whose backslash stands at `pos`; -1 when there is none.
int codeUnitAt(QByteArrayView text, qsizetype pos) noexcept
{
    if (text.size() - pos < 6 || text[pos] != '\\' || text[pos + 1] != 'u') {
        return -1;
    }
    int unit = 0;
    for (qsizetype i = pos + 2; i < pos + 6; ++i) {
        const int digit = hexDigit(text[i]);
        if (digit < 0) {
            return -1;
        }
        unit = unit * 16 + digit;
    }
    return unit;
}

void appendUtf8(QByteArray &out, int codePoint)
{
    const auto byte = [&out](int value) { out.append(static_cast<char>(value)); };
    if (codePoint < 0x80) {
        byte(codePoint);
    } else if (codePoint < 0x800) {
        byte(0xC0 | (codePoint >> 6));
        byte(0x80 | (codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
        byte(0xE0 | (codePoint >> 12));
        byte(0x80 | ((codePoint >> 6) & 0x3F));
        byte(0x80 | (codePoint & 0x3F));
    } else {
        byte(0xF0 | (codePoint >> 18));
        byte(0x80 | ((codePoint >> 12) & 0x3F));
        byte(0x80 | ((codePoint >> 6) & 0x3F));
        byte(0x80 | (codePoint & 0x3F));
    }
}

// Appends what the escape at `pos` stands for and returns its length.
qsizetype appendUnicodeEscape(QByteArray &out, QByteArrayView text, qsizetype pos)
{
    constexpr int replacement = 0xFFFD;
    const int unit = codeUnitAt(text, pos);
    if (unit < 0) {
        out.append("\\u");
        return 2;
    }
    if (unit < 0xD800 || unit > 0xDFFF) {
        appendUtf8(out, unit);
        return 6;
    }
    const int low = unit < 0xDC00 ? codeUnitAt(text, pos + 6) : -1;
    if (low < 0xDC00 || low > 0xDFFF) {
        appendUtf8(out, replacement);
        return 6;
    }
    appendUtf8(out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
    return 12;
}

char simpleEscape(char c) noexcept
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return '\0';
    }
}

qsizetype appendEscape(QByteArray &out, QByteArrayView text, qsizetype pos)
{
    const char letter = pos + 1 < text.size() ? text[pos + 1] : '\0';
    if (letter == 'u') {
        return appendUnicodeEscape(out, text, pos);
    }
    if (const char plain = simpleEscape(letter); plain != '\0') {
        out.append(plain);
        return 2;
    }
    out.append('\\');
    return 1;
}

void appendControl(QByteArray &out, char c)
{
    constexpr char digits[] = "0123456789abcdef";
    switch (c) {
    case '\b':
        out.append("\\b");
        return;
    case '\f':
        out.append("\\f");
        return;
    case '\n':
        out.append("\\n");
        return;
    case '\r':
        out.append("\\r");
        return;
    case '\t':
        out.append("\\t");
        return;
    default:
        out.append("\\u00");
        out.append(digits[(c >> 4) & 0xF]);
        out.append(digits[c & 0xF]);
    }
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

QByteArray decodeString(QByteArrayView literal)
{
    if (!literal.startsWith('"')) {
        return literal.toByteArray();
    }
    const bool closed = tokens::isClosedString(literal);
    const QByteArrayView inner = literal.sliced(1, literal.size() - (closed ? 2 : 1));
    qsizetype pos = inner.indexOf('\\');
    if (pos < 0) {
        return inner.toByteArray();
    }
    QByteArray out;
    out.reserve(inner.size());
    qsizetype from = 0;
    while (pos >= 0) {
        out.append(inner.sliced(from, pos - from));
        from = pos + appendEscape(out, inner, pos);
        pos = inner.indexOf('\\', from);
    }
    out.append(inner.sliced(from));
    return out;
}

QString decodeText(QByteArrayView literal)
{
    return QString::fromUtf8(decodeString(literal));
}

QByteArray encodeString(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size() + text.size() / 8 + 2);
    out.append('"');
    const char *p = text.begin();
    const char *const end = text.end();
    const char *plain = p; // start of what needs no escape yet
    const auto flush = [&] { out.append(plain, p - plain); };
    while (p < end) {
        const auto byte = static_cast<unsigned char>(*p);
        if (byte >= 0x20 && byte < 0x80 && *p != '"' && *p != '\\') {
            ++p;
            continue;
        }
        if (byte >= 0x80) {
            if (const int length = utf8Length(p, end); length > 0) {
                p += length;
                continue;
            }
            flush();
            out.append("\xEF\xBF\xBD");
        } else if (byte < 0x20) {
            flush();
            appendControl(out, *p);
        } else {
            flush();
            out.append('\\');
            out.append(*p);
        }
        plain = ++p;
    }
    flush();
    out.append('"');
    return out;
}

} // namespace hubdeck::json
