// SPDX-License-Identifier: MIT
#include "services/taskhub/storednumber.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace hubdeck {

namespace {

using namespace Qt::StringLiterals;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

std::optional<QString> integerOfBase(QStringView digits, int base)
{
    bool ok = false;
    const quint64 value = digits.toULongLong(&ok, base);
    return ok ? std::optional(QString::number(static_cast<qint64>(value))) : std::nullopt;
}

std::optional<QString> decimalInteger(QStringView text)
{
    constexpr qsizetype mostDigits = 380;
    const bool negative = text.startsWith(u'-');
    QStringView digits = negative ? text.sliced(1) : text;
    const bool allDigits = std::all_of(digits.begin(), digits.end(), isDigit);
    if (digits.isEmpty() || !allDigits || digits.size() > mostDigits) {
        return std::nullopt;
    }
    while (digits.size() > 1 && digits.front() == u'0') {
        digits = digits.sliced(1);
    }
    return negative && digits != u"0" ? u'-' + digits.toString() : digits.toString();
}

bool isFloat(QStringView text)
{
    qsizetype pos = text.startsWith(u'-') ? 1 : 0;
    const auto digits = [&] {
        const qsizetype from = pos;
        while (pos < text.size() && isDigit(text[pos])) {
            ++pos;
        }
        return pos - from;
    };
    qsizetype mantissa = digits();
    if (pos < text.size() && text[pos] == u'.') {
        ++pos;
        mantissa += digits();
    }
    if (mantissa == 0) {
        return false;
    }
    if (pos < text.size() && (text[pos] == u'e' || text[pos] == u'E')) {
        ++pos;
        if (pos < text.size() && (text[pos] == u'+' || text[pos] == u'-')) {
            ++pos;
        }
        if (digits() == 0) {
            return false;
        }
    }
    return pos == text.size();
}

/// Out of range is infinite or zero, as in .NET.
double doubleOf(const QByteArray &text)
{
    double value = 0;
    const auto result = std::from_chars(text.begin(), text.end(), value);
    if (result.ec != std::errc::result_out_of_range || text.toLower().contains("e-")) {
        return value;
    }
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return text.startsWith('-') ? -infinity : infinity;
}

} // namespace

QString dotNetDouble(double value)
{
    if (std::isinf(value)) {
        return value > 0 ? u"\"Infinity\""_s : u"\"-Infinity\""_s;
    }
    std::array<char, 64> buffer {};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                       std::chars_format::scientific);
    const QString shortest = QString::fromLatin1(buffer.data(), written.ptr - buffer.data());
    const qsizetype e = shortest.indexOf(u'e');
    const int exponent = shortest.sliced(e + 1).toInt();
    if (exponent >= 15 || exponent < -4) {
        const QString digits = QString::number(std::abs(exponent)).rightJustified(2, u'0');
        return shortest.first(e) + u'E' + (exponent < 0 ? u'-' : u'+') + digits;
    }
    const auto fixed = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                     std::chars_format::fixed);
    const QString text = QString::fromLatin1(buffer.data(), fixed.ptr - buffer.data());
    return text.contains(u'.') ? text : text + u".0";
}

std::optional<QString> storedNumber(QStringView text)
{
    const QChar second = text.size() > 1 ? text[1] : QChar();
    if (text.front() == u'0' && text.size() > 1 && second != u'.' && second != u'e'
        && second != u'E') {
        return second == u'x' || second == u'X' ? integerOfBase(text.sliced(2), 16)
                                                : integerOfBase(text, 8);
    }
    if (const auto integer = decimalInteger(text)) {
        return integer;
    }
    return isFloat(text) ? std::optional(dotNetDouble(doubleOf(text.toLatin1()))) : std::nullopt;
}

} // namespace hubdeck
