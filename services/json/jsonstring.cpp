// SPDX-License-Identifier: MIT
#include "services/json/jsonstring.h"

#include "services/json/jsontokens.h"
#include "services/json/utf8.h"

namespace hubdeck::json {

namespace {

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

// Appends what the escape at `pos` stands for and returns its length.
qsizetype appendUnicodeEscape(QByteArray &out, QByteArrayView text, qsizetype pos)
{
    constexpr char32_t replacement = 0xFFFD;
    const int unit = codeUnitAt(text, pos);
    if (unit < 0) {
        out.append("\\u");
        return 2;
    }
    if (unit < 0xD800 || unit > 0xDFFF) {
        appendUtf8(out, static_cast<char32_t>(unit));
        return 6;
    }
    const int low = unit < 0xDC00 ? codeUnitAt(text, pos + 6) : -1;
    if (low < 0xDC00 || low > 0xDFFF) {
        appendUtf8(out, replacement);
        return 6;
    }
    appendUtf8(out, static_cast<char32_t>(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)));
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

/// The literal itself when it is none.
QByteArrayView withoutQuotes(QByteArrayView literal) noexcept
{
    if (!literal.startsWith('"')) {
        return literal;
    }
    const bool closed = tokens::isClosedString(literal);
    return literal.sliced(1, literal.size() - (closed ? 2 : 1));
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

QByteArray decodeString(QByteArrayView literal)
{
    const QByteArrayView inner = withoutQuotes(literal);
    if (inner.size() == literal.size()) {
        return literal.toByteArray();
    }
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
    const QByteArrayView inner = withoutQuotes(literal);
    const bool hasEscapes = inner.size() < literal.size() && inner.contains('\\');
    return hasEscapes ? QString::fromUtf8(decodeString(literal)) : QString::fromUtf8(inner);
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
