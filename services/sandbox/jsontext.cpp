// SPDX-License-Identifier: MIT
#include "services/sandbox/jsontext.h"

#include <QString>

#include <array>
#include <charconv>
#include <cmath>

namespace hubdeck::sandbox {

QByteArray quotedJson(const QByteArray &text)
{
    QByteArray out;
    out.reserve(text.size() + 2);
    out += '"';
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (c < 0x20)
                out += "\\u00" + QByteArray::number(c, 16).rightJustified(2, '0');
            else
                out += char(c);
        }
    }
    return out + '"';
}

QByteArray quotedOrNull(const QByteArray &text)
{
    return text.isNull() ? QByteArray("null") : quotedJson(text);
}

QByteArray dotNetDouble(double value)
{
    if (value == 0)
        return std::signbit(value) ? "-0.0" : "0.0";
    std::array<char, 40> buffer {};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::scientific)
                         .ptr;
    QByteArray text(buffer.data(), end - buffer.data());
    const qsizetype e = text.indexOf('e');
    const int exponent = text.mid(e + 1).toInt();
    if (exponent >= -4 && exponent < 15) {
        const auto fixed = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                         std::chars_format::fixed)
                               .ptr;
        text = QByteArray(buffer.data(), fixed - buffer.data());
        return text.contains('.') ? text : text + ".0";
    }
    QByteArray digits = QByteArray::number(std::abs(exponent));
    return text.left(e) + (exponent < 0 ? "E-" : "E+")
        + (digits.size() < 2 ? "0" + digits : digits);
}

void appendUtf8(QByteArray &out, char32_t c)
{
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        out += char(0xC0 | (c >> 6));
        out += char(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += char(0xE0 | (c >> 12));
        out += char(0x80 | ((c >> 6) & 0x3F));
        out += char(0x80 | (c & 0x3F));
    } else {
        out += char(0xF0 | (c >> 18));
        out += char(0x80 | ((c >> 12) & 0x3F));
        out += char(0x80 | ((c >> 6) & 0x3F));
        out += char(0x80 | (c & 0x3F));
    }
}

} // namespace hubdeck::sandbox
