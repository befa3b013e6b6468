// SPDX-License-Identifier: MIT
#include "services/json/jsonformatter.h"

#include "services/json/jsontokens.h"

#include <algorithm>
#include <cstring>

namespace hubdeck::json {

namespace {

enum class Style { Lines, Compact };

/// Grows by hand: appending to a QByteArray costs a call and two checks for every comma.
class Output
{
public:
    /// `budget`: what the text may grow to.
    Output(qsizetype expected, qsizetype budget)
        : m_bytes(std::min(expected, budget), Qt::Uninitialized)
        , m_budget(budget)
    { }

    void append(const char *data, qsizetype length)
    {
        reserve(length);
        std::memcpy(m_bytes.data() + m_size, data, static_cast<size_t>(length));
        m_size += length;
    }

    void append(char c)
    {
        reserve(1);
        m_bytes.data()[m_size++] = c;
    }

    void newLine(qsizetype depth)
    {
        reserve(1 + 2 * depth);
        char *const at = m_bytes.data() + m_size;
        *at = '\n';
        std::memset(at + 1, ' ', static_cast<size_t>(2 * depth));
        m_size += 1 + 2 * depth;
    }

    [[nodiscard]] bool isOverBudget() const noexcept { return m_size > m_budget; }

    [[nodiscard]] QByteArray take()
    {
        m_bytes.truncate(m_size);
        return std::move(m_bytes);
    }

private:
    void reserve(qsizetype more)
    {
        if (m_size + more > m_bytes.size()) {
            m_bytes.resize(std::max(m_size + more, m_bytes.size() + m_bytes.size() / 2 + 64));
        }
    }

    QByteArray m_bytes;
    qsizetype m_size = 0;
    qsizetype m_budget;
};

/// Deep nesting costs more indentation than text: beyond this nobody reads it, and a hostile answer
/// must not fill the memory.
constexpr qsizetype budgetFor(qsizetype size) noexcept
{
    return std::max<qsizetype>(1 << 20, size * 32);
}

/// A value that is no JSON may still stand between others (`undefined`, `new Date(1)`, a comment)
/// as long as it is plain where it begins and ends.
bool isPlainOther(QByteArrayView other) noexcept
{
    qsizetype round = 0;
    for (const char c : other) {
        if (round == 0 && (c == '"' || c == '{' || c == '[' || c == ':' || c == '\n')) {
            return false;
        }
        round += c == '(' ? 1 : (c == ')' ? -1 : 0);
        if (round < 0) {
            return false;
        }
    }
    return round == 0;
}

class Formatter
{
public:
    Formatter(QByteArrayView text, Style style)
        : m_text(text)
        , m_data(text.data())
        , m_size(text.size())
        , m_lines(style == Style::Lines)
        , m_out(m_lines ? text.size() + text.size() / 2 + 64 : text.size(),
                m_lines ? budgetFor(text.size()) : text.size())
    { }

    [[nodiscard]] QByteArray run(const std::stop_token &stop)
    {
        constexpr unsigned stepsBetweenLooks = 4096;
        for (unsigned steps = 0;; ++steps) {
            m_pos = tokens::skipBlanks(m_data, m_pos, m_size);
            if (m_pos >= m_size) {
                return m_expect == Expect::End ? m_out.take() : m_text.toByteArray();
            }
            if (!step(m_data[m_pos]) || m_out.isOverBudget()) {
                return m_text.toByteArray();
            }
            if (steps % stepsBetweenLooks == 0 && stop.stop_requested()) {
                return m_out.take();
            }
        }
    }

private:
    enum class Expect { Value, ValueOrEnd, Name, NameOrEnd, Colon, Separator, End };

    /// False where the text is no JSON.
    bool step(char c)
    {
        switch (m_expect) {
        case Expect::Value:
            return value(c);
        case Expect::ValueOrEnd:
            return c == ']' ? closeEmpty(c) : openLine() && value(c);
        case Expect::Name:
            return name(c);
        case Expect::NameOrEnd:
            return c == '}' ? closeEmpty(c) : openLine() && name(c);
        case Expect::Colon:
            return colon(c);
        case Expect::Separator:
            return separator(c);
        case Expect::End:
            break;
        }
        return false;
    }

    bool openLine()
    {
        if (m_lines) {
            m_out.newLine(m_open.size());
        }
        return true;
    }

    bool closeEmpty(char c)
    {
        m_open.chop(1);
        return punctuation(c, m_open.isEmpty() ? Expect::End : Expect::Separator);
    }

    bool punctuation(char c, Expect next)
    {
        m_out.append(c);
        ++m_pos;
        m_expect = next;
        return true;
    }

    bool colon(char c)
    {
        if (c != ':') {
            return false;
        }
        punctuation(c, Expect::Value);
        if (m_lines) {
            m_out.append(' ');
        }
        return true;
    }

    bool separator(char c)
    {
        const bool object = m_open.back() == '{';
        if (c == ',') {
            punctuation(c, object ? Expect::Name : Expect::Value);
            return openLine();
        }
        if (c != (object ? '}' : ']')) {
            return false;
        }
        m_open.chop(1);
        openLine();
        return punctuation(c, m_open.isEmpty() ? Expect::End : Expect::Separator);
    }

    bool name(char c) { return c == '"' && string(Expect::Colon); }

    bool value(char c)
    {
        if (c == '{' || c == '[') {
            m_open.append(c);
            return punctuation(c, c == '{' ? Expect::NameOrEnd : Expect::ValueOrEnd);
        }
        const Expect next = m_open.isEmpty() ? Expect::End : Expect::Separator;
        return c == '"' ? string(next) : other(next);
    }

    bool string(Expect next)
    {
        const qsizetype end = tokens::endOfString(m_data, m_pos, m_size);
        if (end == m_size && !tokens::isClosedString(m_text.sliced(m_pos))) {
            return false;
        }
        return token(end, next);
    }

    bool other(Expect next)
    {
        qsizetype end = tokens::endOfWord(m_data, m_pos, m_size);
        if (!tokens::isLiteral(m_text.sliced(m_pos, end - m_pos))) {
            end = tokens::endOfComment(m_data, m_pos, m_size);
            if (end == m_pos) {
                end = tokens::endOfOther(m_data, m_pos, m_size);
            } else if (m_data[m_pos + 1] == '/'
                       || !QByteArrayView(m_data + m_pos, end - m_pos).endsWith("*/")) {
                return false; // what follows would become part of the comment
            }
            const bool comment = m_data[m_pos] == '/';
            if (m_open.isEmpty() || end == m_pos
                || (!comment && !isPlainOther(m_text.sliced(m_pos, end - m_pos)))) {
                return false;
            }
        }
        return token(end, next);
    }

    bool token(qsizetype end, Expect next)
    {
        m_out.append(m_data + m_pos, end - m_pos);
        m_pos = end;
        m_expect = next;
        return true;
    }

    QByteArrayView m_text;
    const char *m_data;
    qsizetype m_size;
    bool m_lines;
    Output m_out;
    qsizetype m_pos = 0;
    Expect m_expect = Expect::Value;
    QByteArray m_open; // the brackets that are open
};

} // namespace

QByteArray formatted(QByteArrayView text, std::stop_token stop)
{
    return Formatter(text, Style::Lines).run(stop);
}

QByteArray compacted(QByteArrayView text)
{
    return Formatter(text, Style::Compact).run({});
}

} // namespace hubdeck::json
