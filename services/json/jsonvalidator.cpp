// SPDX-License-Identifier: MIT
#include "services/json/jsonvalidator.h"

#include "services/json/jsontokens.h"
#include "services/json/utf8.h"

#include <QByteArray>
#include <QCoreApplication>

#include <algorithm>

namespace hubdeck::json {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::json::Problem", text);
}

/// A pushdown machine without recursion, so that no depth of nesting can harm it. A message means:
/// stop, here is the problem.
class Validator
{
public:
    explicit Validator(QByteArrayView text) noexcept
        : m_text(text)
    { }

    [[nodiscard]] std::optional<Problem> run()
    {
        for (;;) {
            while (m_pos < m_text.size() && tokens::isBlank(m_text[m_pos])) {
                ++m_pos;
            }
            if (m_pos >= m_text.size()) {
                return m_expect == Expect::End ? std::nullopt
                                               : std::optional(problem(messageAtEnd()));
            }
            if (const QString message = step(m_text[m_pos]); !message.isEmpty()) {
                return problem(message);
            }
        }
    }

private:
    enum class Expect { Value, ValueOrEnd, Name, NameOrEnd, Colon, Separator, End };

    QString step(char c)
    {
        switch (m_expect) {
        case Expect::End:
            return tr("there is more text after the value");
        case Expect::Colon:
            return colon(c);
        case Expect::Separator:
            return separator(c);
        case Expect::NameOrEnd:
            return c == '}' ? close() : name(c);
        case Expect::Name:
            return name(c);
        case Expect::ValueOrEnd:
            return c == ']' ? close() : value(c);
        case Expect::Value:
            break;
        }
        return value(c);
    }

    QString colon(char c)
    {
        if (c != ':') {
            return tr("a colon is missing after the name");
        }
        ++m_pos;
        m_expect = Expect::Value;
        return {};
    }

    QString separator(char c)
    {
        const bool object = m_open.back() == '{';
        if (c == ',') {
            ++m_pos;
            m_expect = object ? Expect::Name : Expect::Value;
            return {};
        }
        if (c == (object ? '}' : ']')) {
            return close();
        }
        return object ? tr("a comma or } is missing") : tr("a comma or ] is missing");
    }

    QString close()
    {
        ++m_pos;
        m_open.chop(1);
        afterValue();
        return {};
    }

    void afterValue() { m_expect = m_open.isEmpty() ? Expect::End : Expect::Separator; }

    QString name(char c)
    {
        if (c != '"') {
            return m_expect == Expect::Name && c == '}' ? tr("there is a comma too many")
                                                        : tr("a name in double quotes is missing");
        }
        QString message = string();
        m_expect = Expect::Colon;
        return message;
    }

    QString value(char c)
    {
        if (c == '{' || c == '[') {
            m_open.append(c);
            ++m_pos;
            m_expect = c == '{' ? Expect::NameOrEnd : Expect::ValueOrEnd;
            return {};
        }
        QString message = c == '"' ? string() : word(c);
        afterValue();
        return message;
    }

    QString word(char c)
    {
        qsizetype end = m_pos;
        while (end < m_text.size() && !tokens::isBlank(m_text[end])
               && !QByteArrayView(",:]}[{\"").contains(m_text[end])) {
            ++end;
        }
        const QByteArrayView word = m_text.sliced(m_pos, end - m_pos);
        if (word.isEmpty()) {
            return c == ']' && m_expect == Expect::Value && !m_open.isEmpty()
                    && m_open.back() == '['
                ? tr("there is a comma too many")
                : tr("a value is missing");
        }
        if (word == QByteArrayView("true") || word == QByteArrayView("false")
            || word == QByteArrayView("null") || tokens::isNumber(word)) {
            m_pos = end;
            return {};
        }
        if (c == '-' || (c >= '0' && c <= '9')) {
            return tr("this is no JSON number");
        }
        return c == '\'' ? tr("texts stand in double quotes, not in single ones")
                         : tr("this is no JSON value (texts stand in double quotes)");
    }

    QString string()
    {
        const char *const begin = m_text.data();
        const char *const end = begin + m_text.size();
        const char *p = begin + m_pos + 1;
        QString message;
        while (message.isEmpty()) {
            if (p >= end) {
                return tr("the closing double quote is missing");
            }
            if (*p == '"') {
                m_pos = p + 1 - begin;
                return {};
            }
            if (static_cast<unsigned char>(*p) < 0x20) {
                message = tr("a line break or control character in a text must be written as \\n, "
                             "\\t or \\u00XX");
            } else if (*p == '\\') {
                const int length = escapeLength(p, end);
                message = length == 0
                    ? tr("this escape is not allowed in a text; a backslash is written \\\\")
                    : QString();
                p += length;
            } else {
                const int length = utf8Length(p, end);
                message = length == 0 ? tr("these bytes are no valid UTF-8") : QString();
                p += length;
            }
        }
        m_pos = p - begin;
        return message;
    }

    static int escapeLength(const char *p, const char *end) noexcept
    {
        if (end - p < 2) {
            return 0;
        }
        if (p[1] != 'u') {
            return QByteArrayView("\"\\/bfnrt").contains(p[1]) ? 2 : 0;
        }
        const bool hex
            = end - p >= 6 && std::all_of(p + 2, p + 6, [](char c) {
                  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
              });
        return hex ? 6 : 0;
    }

    [[nodiscard]] QString messageAtEnd() const
    {
        if (m_open.isEmpty()) {
            return tr("a value is missing");
        }
        return m_open.back() == '{' ? tr("the closing } is missing")
                                    : tr("the closing ] is missing");
    }

    [[nodiscard]] Problem problem(const QString &message) const
    {
        Problem result { m_pos, 1, 1, message };
        for (qsizetype i = 0; i < m_pos; ++i) {
            if (m_text[i] == '\n') {
                ++result.line;
                result.column = 1;
            } else if ((static_cast<unsigned char>(m_text[i]) & 0xC0U) != 0x80U) {
                ++result.column;
            }
        }
        return result;
    }

    QByteArrayView m_text;
    qsizetype m_pos = 0;
    Expect m_expect = Expect::Value;
    QByteArray m_open; // the brackets that are open
};

} // namespace

QString Problem::describe() const
{
    return tr("line %1, column %2: %3")
        .arg(QString::number(line), QString::number(column), message);
}

std::optional<Problem> validate(QByteArrayView text)
{
    return Validator(text).run();
}

} // namespace hubdeck::json
