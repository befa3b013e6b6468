// SPDX-License-Identifier: MIT
#include "services/sandbox/lenientjson.h"

#include "services/json/utf8.h"
#include "services/sandbox/jsontext.h"
#include "services/taskhub/storednumber.h"

#include <QString>

#include <algorithm>

namespace hubdeck::sandbox {
namespace {

using Error = LenientJson::Error;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

class Reader
{
public:
    explicit Reader(QByteArrayView text)
        : m_text(text)
    { }

    LenientJson read(bool whole)
    {
        skipSpace();
        if (atEnd()) {
            fail(Error::Empty,
                 "Error reading JToken from JsonReader. Path '', line 0, position 0.");
            return take();
        }
        if (peek() == '/' && !whole) { // a comment is a value of its own to the lenient reader
            const qsizetype start = m_pos;
            if (skipComment())
                return { Error::None,
                         "/*"
                             + m_text.sliced(start + 2, m_pos - start - 2)
                                   .toByteArray()
                                   .replace("*/", "")
                             + "*/",
                         {} };
        }
        skipBlank();
        if (value(0) && whole) {
            skipBlank();
            if (!atEnd() && m_error == Error::None)
                fail(Error::TrailingText,
                     "Additional text encountered after finished reading JSON content: "
                         + QByteArray(1, peek()) + ". Path '', " + position() + '.');
        }
        return take();
    }

private:
    bool atEnd() const { return m_pos >= m_text.size(); }

    char peek() const { return m_pos < m_text.size() ? m_text[m_pos] : '\0'; }

    bool fail(Error error, const QByteArray &message)
    {
        if (m_error == Error::None) {
            m_error = error;
            m_message = message;
        }
        return false;
    }

    LenientJson take()
    {
        return { m_error, m_error == Error::None ? m_out : QByteArray(), m_message };
    }

    QByteArray position() const
    {
        const QByteArrayView before = m_text.first(qMin(m_pos, m_text.size()));
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const qsizetype lineStart = before.lastIndexOf('\n') + 1;
        return "line " + QByteArray::number(line) + ", position "
            + QByteArray::number(before.size() - lineStart);
    }

    QByteArray path() const { return " Path '" + m_path + "', " + position() + '.'; }

    bool unexpected()
    {
        if (atEnd())
            return fail(Error::UnexpectedEnd,
                        "Unexpected end of content while loading JObject." + path());
        return fail(Error::Syntax,
                    "Unexpected character encountered while parsing value: " + QByteArray(1, peek())
                        + '.' + path());
    }

    void skipSpace()
    {
        while (!atEnd() && isSpace(peek()))
            ++m_pos;
    }

    bool skipComment()
    {
        const QByteArrayView rest = m_text.sliced(m_pos);
        if (rest.startsWith("//")) {
            const qsizetype end = rest.indexOf('\n');
            m_pos = end < 0 ? m_text.size() : m_pos + end;
            return true;
        }
        if (rest.startsWith("/*")) {
            const qsizetype end = rest.indexOf("*/", 2);
            if (end < 0)
                return fail(Error::Syntax, "Unexpected end while parsing comment." + path());
            m_pos += end + 2;
            return true;
        }
        return unexpected();
    }

    void skipBlank()
    {
        for (skipSpace(); peek() == '/' && skipComment();)
            skipSpace();
    }

    bool value(int depth)
    {
        if (m_error != Error::None)
            return false;
        if (depth > 64)
            return fail(Error::Syntax, "The reader's MaxDepth of 64 has been exceeded." + path());
        const char c = peek();
        if (c == '{')
            return object(depth);
        if (c == '[')
            return array(depth);
        if (c == '"' || c == '\'') {
            QByteArray text;
            if (!string(text))
                return false;
            m_out += quotedJson(text);
            return true;
        }
        if (isDigit(c) || c == '.' || (c == '-' && !m_text.sliced(m_pos).startsWith("-Infinity")))
            return number();
        return word();
    }

    bool object(int depth)
    {
        ++m_pos;
        m_out += '{';
        bool first = true;
        const QByteArray outer = m_path;
        for (;;) {
            skipBlank();
            if (atEnd() || m_error != Error::None)
                return unexpected();
            if (peek() == '}') {
                ++m_pos;
                m_out += '}';
                m_path = outer;
                return true;
            }
            QByteArray key;
            if (!memberName(key))
                return false;
            skipBlank();
            if (peek() != ':')
                return fail(Error::Syntax,
                            "Invalid character after parsing property name. Expected ':'" + path());
            ++m_pos;
            if (!first)
                m_out += ',';
            first = false;
            m_out += quotedJson(key) + ':';
            m_path = outer.isEmpty() ? key : outer + '.' + key;
            skipBlank();
            if (!value(depth + 1) || !separator('}'))
                return false;
        }
    }

    bool memberName(QByteArray &key)
    {
        if (peek() == '"' || peek() == '\'')
            return string(key);
        const qsizetype start = m_pos;
        while (isLetter(peek()) || isDigit(peek()))
            ++m_pos;
        if (atEnd())
            return fail(Error::Syntax,
                        "Unexpected end while parsing unquoted property name." + path());
        if (m_pos == start)
            return fail(Error::Syntax,
                        "Invalid property identifier character: " + QByteArray(1, peek()) + '.'
                            + path());
        key = m_text.sliced(start, m_pos - start).toByteArray();
        return true;
    }

    bool array(int depth)
    {
        ++m_pos;
        m_out += '[';
        const QByteArray outer = m_path;
        for (int index = 0;; ++index) {
            skipBlank();
            if (atEnd() || m_error != Error::None)
                return unexpected();
            if (peek() == ']') {
                ++m_pos;
                m_out += ']';
                m_path = outer;
                return true;
            }
            if (index > 0)
                m_out += ',';
            m_path = outer + '[' + QByteArray::number(index) + ']';
            if (!value(depth + 1) || !separator(']'))
                return false;
        }
    }

    bool separator(char close)
    {
        skipBlank();
        if (peek() == ',') {
            ++m_pos;
            return true;
        }
        if (peek() == close)
            return true;
        if (atEnd())
            return unexpected();
        return fail(Error::Syntax,
                    "After parsing a value an unexpected character was encountered: "
                        + QByteArray(1, peek()) + '.' + path());
    }

    std::optional<char32_t> hex4()
    {
        if (m_text.size() - m_pos < 4)
            return std::nullopt;
        bool ok = false;
        const ushort unit = m_text.sliced(m_pos, 4).toByteArray().toUShort(&ok, 16);
        m_pos += 4;
        return ok ? std::optional<char32_t>(unit) : std::nullopt;
    }

    bool escape(QByteArray &text)
    {
        const char c = peek();
        ++m_pos;
        switch (c) {
        case 'b':
            text += '\b';
            return true;
        case 'f':
            text += '\f';
            return true;
        case 'n':
            text += '\n';
            return true;
        case 'r':
            text += '\r';
            return true;
        case 't':
            text += '\t';
            return true;
        case '"':
        case '\'':
        case '\\':
        case '/':
            text += c;
            return true;
        case 'u': {
            auto unit = hex4();
            if (!unit)
                return fail(Error::Syntax,
                            "Could not convert escape characters to Unicode." + path());
            if (*unit >= 0xD800 && *unit < 0xDC00 && m_text.sliced(m_pos).startsWith("\\u")) {
                const qsizetype back = m_pos;
                m_pos += 2;
                const auto low = hex4();
                if (low && *low >= 0xDC00 && *low < 0xE000) {
                    json::appendUtf8(text, 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00));
                    return true;
                }
                m_pos = back;
            }
            json::appendUtf8(text, *unit >= 0xD800 && *unit < 0xE000 ? 0xFFFD : *unit);
            return true;
        }
        default:
            return fail(Error::Syntax,
                        "Bad JSON escape sequence: \\" + QByteArray(1, c) + '.' + path());
        }
    }

    bool string(QByteArray &text)
    {
        const char quote = peek();
        ++m_pos;
        while (!atEnd()) {
            const char c = m_text[m_pos++];
            if (c == quote)
                return true;
            if (c != '\\')
                text += c;
            else if (atEnd() || !escape(text))
                break;
        }
        return fail(Error::Syntax,
                    "Unterminated string. Expected delimiter: " + QByteArray(1, quote) + '.'
                        + path());
    }

    bool number()
    {
        const qsizetype start = m_pos;
        while (!atEnd()
               && (isDigit(peek()) || isLetter(peek()) || peek() == '+' || peek() == '-'
                   || peek() == '.'))
            ++m_pos;
        const QByteArray token = m_text.sliced(start, m_pos - start).toByteArray();
        const auto read = storedNumber(QString::fromUtf8(token));
        if (!read)
            return fail(Error::Syntax,
                        "Input string '" + token + "' is not a valid number." + path());
        m_out += read->toUtf8();
        return true;
    }

    bool word()
    {
        struct Word
        {
            const char *name;
            const char *json;
        };

        static constexpr Word words[] { { "true", "true" },
                                        { "false", "false" },
                                        { "null", "null" },
                                        { "NaN", "\"NaN\"" },
                                        { "undefined", "undefined" },
                                        { "Infinity", "\"Infinity\"" },
                                        { "-Infinity", "\"-Infinity\"" } };
        const QByteArrayView rest = m_text.sliced(m_pos);
        for (const Word &known : words) {
            const QByteArrayView name(known.name);
            if (!rest.startsWith(name))
                continue;
            const char next = rest.size() > name.size() ? rest[name.size()] : ' ';
            if (!isSpace(next) && next != ',' && next != '}' && next != ']' && next != '/'
                && next != ')')
                return unexpected();
            m_pos += name.size();
            m_out += known.json;
            return true;
        }
        const qsizetype close = rest.indexOf(')');
        if (rest.startsWith("new ") && close > 0 && rest.indexOf('(') > 0) {
            m_out += rest.first(close + 1);
            m_pos += close + 1;
            return true;
        }
        return unexpected();
    }

    QByteArrayView m_text;
    qsizetype m_pos = 0;
    QByteArray m_out;
    QByteArray m_path;
    QByteArray m_message;
    Error m_error = Error::None;
};

} // namespace

LenientJson readLenient(QByteArrayView text, bool whole)
{
    return Reader(text).read(whole);
}

QByteArray storedTextAsJson(const QByteArray &stored)
{
    if (stored.isNull())
        return "null";
    const QByteArray trimmed = stored.trimmed();
    if (trimmed.isEmpty())
        return "\"\"";
    const LenientJson read = readLenient(trimmed, false);
    return read.error == Error::None ? read.text : quotedJson(trimmed);
}

} // namespace hubdeck::sandbox
