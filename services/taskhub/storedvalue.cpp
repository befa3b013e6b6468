// SPDX-License-Identifier: MIT
#include "services/taskhub/storedvalue.h"

#include "services/json/jsonstring.h"
#include "services/taskhub/storednumber.h"

#include <optional>

namespace hubdeck {

namespace {

using namespace Qt::StringLiterals;

constexpr int maxDepth = 64; // the library's own limit

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

QString quoted(const QString &text)
{
    return QString::fromUtf8(json::encodeString(text.toUtf8()));
}

/// Recursive, but never deeper than maxDepth. Every function returns false where the library would
/// give up.
class Reader
{
public:
    explicit Reader(QStringView text)
        : m_text(text)
    { }

    [[nodiscard]] StoredValue read()
    {
        if (m_text.startsWith(u"//") || m_text.startsWith(u"/*")) {
            return { StoredValue::Kind::Invalid, {} };
        }
        const bool whole = value(0);
        if (m_constructor || (whole && m_undefined)) {
            return { StoredValue::Kind::Invalid, {} };
        }
        return whole ? StoredValue { StoredValue::Kind::Json, m_out } : StoredValue {};
    }

private:
    [[nodiscard]] QChar at(qsizetype offset = 0) const
    {
        return m_pos + offset < m_text.size() ? m_text[m_pos + offset] : QChar();
    }

    [[nodiscard]] bool atEnd() const { return m_pos >= m_text.size(); }

    void skipBlanks()
    {
        while (!atEnd() && at().isSpace()) {
            ++m_pos;
        }
    }

    /// Blanks and comments between the tokens of a container; false for a broken comment.
    bool skipToToken()
    {
        for (;;) {
            skipBlanks();
            if (at() != u'/') {
                return true;
            }
            const bool line = at(1) == u'/';
            const qsizetype end
                = line ? m_text.indexOf(u'\n', m_pos) : m_text.indexOf(u"*/", m_pos + 2);
            if ((!line && at(1) != u'*') || end < 0) {
                return false;
            }
            m_pos = line ? end : end + 2;
        }
    }

    bool value(int depth)
    {
        if (!skipToToken() || atEnd() || depth > maxDepth) {
            return false;
        }
        switch (at().unicode()) {
        case u'"':
        case u'\'':
            return string();
        case u'{':
            return object(depth);
        case u'[':
            return array(depth);
        case u't':
            return word(u"true", u"true");
        case u'f':
            return word(u"false", u"false");
        case u'n':
            return at(1) == u'e' ? constructor() : word(u"null", u"null");
        case u'N':
            return word(u"NaN", u"\"NaN\"");
        case u'I':
            return word(u"Infinity", u"\"Infinity\"");
        case u'u':
            return undefined();
        case u',': // an absent value counts as undefined; the comma is read later
            m_undefined = true;
            return true;
        case u'-':
            return at(1) == u'I' ? word(u"-Infinity", u"\"-Infinity\"") : number();
        default:
            return (isDigit(at()) || at() == u'.') && number();
        }
    }

    bool undefined()
    {
        const bool found = word(u"undefined", u"undefined");
        m_undefined = m_undefined || found;
        return found;
    }

    /// A literal with something behind it that ends it.
    bool word(QStringView literal, QStringView sentAs)
    {
        if (!m_text.sliced(m_pos).startsWith(literal)) {
            return false;
        }
        const QChar next = at(literal.size());
        const bool comment
            = next == u'/' && (at(literal.size() + 1) == u'*' || at(literal.size() + 1) == u'/');
        const bool ended = m_pos + literal.size() == m_text.size() || next.isSpace() || next == u','
            || next == u']' || next == u'}' || comment;
        if (ended) {
            m_pos += literal.size();
            m_out += sentAs;
        }
        return ended;
    }

    /// `new Name(`: what follows is not looked at, such a reason is never sent.
    bool constructor()
    {
        qsizetype pos = m_pos + 3;
        const auto skip = [&](auto matches) {
            const qsizetype from = pos;
            while (pos < m_text.size() && matches(m_text[pos])) {
                ++pos;
            }
            return pos > from;
        };
        const auto blank = [](QChar c) { return c.isSpace(); };
        const auto letter = [](QChar c) { return c.isLetterOrNumber(); };
        if (m_text.sliced(m_pos).startsWith(u"new") && skip(blank) && skip(letter)) {
            skip(blank);
            m_constructor = pos < m_text.size() && m_text[pos] == u'(';
        }
        return false;
    }

    bool number()
    {
        constexpr QStringView allowed = u"-+.0123456789abcdefABCDEFxX";
        const qsizetype from = m_pos;
        while (!atEnd() && allowed.contains(at())) {
            ++m_pos;
        }
        const bool ended = atEnd() || at().isSpace() || QStringView(u",}])/").contains(at());
        const auto text = ended ? storedNumber(m_text.sliced(from, m_pos - from)) : std::nullopt;
        m_out += text.value_or(QString());
        return text.has_value();
    }

    bool string()
    {
        QString content;
        if (!quotedText(content)) {
            return false;
        }
        m_out += quoted(content);
        return true;
    }

    bool quotedText(QString &content)
    {
        const QChar quote = at();
        ++m_pos;
        while (!atEnd() && at() != quote) {
            if (at() != u'\\') {
                content += at();
                ++m_pos;
            } else if (!escape(content)) {
                return false;
            }
        }
        const bool closed = !atEnd();
        ++m_pos;
        return closed;
    }

    bool escape(QString &content)
    {
        constexpr QStringView letters = u"btnfr\\\"'/";
        constexpr QStringView meanings = u"\b\t\n\f\r\\\"'/";
        if (at(1) == u'u') {
            bool ok = m_pos + 6 <= m_text.size();
            const ushort unit = ok ? m_text.sliced(m_pos + 2, 4).toUShort(&ok, 16) : ushort(0);
            content += QChar(unit);
            m_pos += 6;
            return ok;
        }
        const qsizetype index = m_pos + 1 < m_text.size() ? letters.indexOf(at(1)) : -1;
        if (index < 0) {
            return false;
        }
        content += meanings[index];
        m_pos += 2;
        return true;
    }

    bool array(int depth)
    {
        ++m_pos;
        m_out += u'[';
        for (bool first = true;; first = false) {
            if (!skipToToken()) {
                return false;
            }
            if (at() == u']') {
                break;
            }
            if (!first) {
                m_out += u',';
            }
            if (!value(depth + 1) || !skipToToken()) {
                return false;
            }
            if (at() == u']') {
                break;
            }
            if (at() != u',') {
                return false;
            }
            ++m_pos;
        }
        ++m_pos;
        m_out += u']';
        return true;
    }

    bool object(int depth)
    {
        ++m_pos;
        m_out += u'{';
        for (bool first = true;; first = false) {
            if (!skipToToken()) {
                return false;
            }
            if (at() == u'}') {
                break;
            }
            if (!first) {
                m_out += u',';
            }
            if (!name() || !value(depth + 1) || !skipToToken()) {
                return false;
            }
            if (at() == u'}') {
                break;
            }
            if (at() != u',') {
                return false;
            }
            ++m_pos;
        }
        ++m_pos;
        m_out += u'}';
        return true;
    }

    bool name()
    {
        QString text;
        if (at() == u'"' || at() == u'\'') {
            if (!quotedText(text)) {
                return false;
            }
        } else {
            while (!atEnd() && (at().isLetterOrNumber() || at() == u'_' || at() == u'$')) {
                text += at();
                ++m_pos;
            }
            if (text.isEmpty()) {
                return false;
            }
        }
        skipBlanks();
        if (at() != u':') {
            return false;
        }
        ++m_pos;
        m_out += quoted(text) + u':';
        return true;
    }

    QStringView m_text;
    qsizetype m_pos = 0;
    QString m_out;
    bool m_undefined = false;
    bool m_constructor = false;
};

} // namespace

StoredValue readStoredValue(QStringView text)
{
    return text.isEmpty() ? StoredValue {} : Reader(text).read();
}

} // namespace hubdeck
