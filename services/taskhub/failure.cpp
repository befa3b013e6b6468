// SPDX-License-Identifier: MIT
#include "services/taskhub/failure.h"

#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"

#include <QRegularExpression>

#include <algorithm>

namespace hubdeck {

namespace {

using namespace Qt::StringLiterals;

constexpr int maxDepth = 64; // deeper chains are cut: nobody reads them

QString textOf(QByteArrayView value)
{
    return value.startsWith('"') ? json::decodeText(value) : QString();
}

QString textMember(QByteArrayView object, QByteArrayView key)
{
    return textOf(json::member(object, key));
}

Failure fromDetails(QByteArrayView object, int depth)
{
    Failure failure;
    QByteArrayView inner;
    for (json::ObjectScanner members(object); members.next();) {
        const QByteArrayView key = members.rawKey();
        if (key == QByteArrayView("ErrorType")) {
            failure.type = textOf(members.valueText());
        } else if (key == QByteArrayView("ErrorMessage")) {
            failure.message = textOf(members.valueText());
        } else if (key == QByteArrayView("StackTrace")) {
            failure.stackTrace = textOf(members.valueText());
        } else if (key == QByteArrayView("IsNonRetriable")) {
            failure.nonRetriable = members.value().kind == json::ValueKind::True;
        } else if (key == QByteArrayView("InnerFailure")) {
            inner = members.valueText();
        }
    }
    if (inner.startsWith('{') && depth < maxDepth) {
        failure.inner.push_back(fromDetails(inner, depth + 1));
    }
    return failure;
}

Failure fromException(QByteArrayView object, int depth);

/// InnerExceptions of an AggregateException: an array, or an object that wraps one as `$values`.
std::vector<Failure> fromExceptions(QByteArrayView list, int depth)
{
    std::vector<Failure> failures;
    const QByteArrayView array = list.startsWith('{') ? json::member(list, "$values") : list;
    for (json::ArrayScanner elements(array); elements.next();) {
        if (elements.value().kind == json::ValueKind::Object) {
            failures.push_back(fromException(elements.valueText(), depth));
        }
    }
    return failures;
}

/// A .NET exception as Newtonsoft.Json writes it, by fields (ClassName, StackTraceString) or by
/// properties ($type, StackTrace).
Failure fromException(QByteArrayView object, int depth)
{
    Failure failure;
    failure.type = textMember(object, "ClassName");
    if (failure.type.isEmpty()) {
        failure.type = textMember(object, "$type").section(u',', 0, 0);
    }
    failure.message = textMember(object, "Message");
    failure.stackTrace = textMember(object, "StackTraceString");
    if (failure.stackTrace.isEmpty()) {
        failure.stackTrace = textMember(object, "StackTrace");
    }
    if (depth >= maxDepth) {
        return failure;
    }
    failure.inner = fromExceptions(json::member(object, "InnerExceptions"), depth + 1);
    const QByteArrayView inner = json::member(object, "InnerException");
    if (failure.inner.empty() && inner.startsWith('{')) {
        failure.inner.push_back(fromException(inner, depth + 1));
    }
    return failure;
}

bool looksLikeException(QByteArrayView text)
{
    const auto value = json::scanValue(text);
    return value && value->kind == json::ValueKind::Object
        && (!json::member(text, "Message").isEmpty() || !json::member(text, "ClassName").isEmpty());
}

/// `Type: message`, where the type looks like one; otherwise everything is the message.
void readHeader(const QString &header, Failure &failure)
{
    static const QRegularExpression pattern(
        uR"(^(?:Uncaught |Exception in thread "[^"]*" )?([A-Za-z_][\w.`+$<>\[\]]*)(?:: ?|$))"_s);
    const QRegularExpressionMatch match = pattern.match(header);
    const QString type = match.captured(1);
    const bool named = type.endsWith("Exception"_L1) || type.endsWith("Error"_L1);
    const bool dotted
        = type.contains(u'.') && !type.endsWith(u'.') && match.captured().contains(u':');
    if (named || dotted) {
        failure.type = type;
        failure.message = header.sliced(match.capturedEnd()).trimmed();
    } else {
        failure.message = header.trimmed();
    }
}

bool isFrame(QStringView line)
{
    const QStringView trimmed = line.trimmed();
    return line.startsWith(u' ') || line.startsWith(u'\t')
        ? trimmed.startsWith(u"at ") || trimmed.startsWith(u"---")
            || (trimmed.startsWith(u"... ") && trimmed.endsWith(u" more"))
        : line.startsWith(u"--- End of");
}

/// Reads printed exceptions line by line. Grammar: header lines, causes (` ---> ` before the stack,
/// .NET), frames, `Caused by: ` (Java).
class PrintedFailure
{
public:
    explicit PrintedFailure(const QString &text)
        : m_lines(text.split(u'\n'))
    {
        for (QString &line : m_lines) {
            while (line.endsWith(u'\r')) {
                line.chop(1);
            }
        }
    }

    [[nodiscard]] Failure read(int depth = 0)
    {
        Failure failure;
        QStringList header;
        while (!atEnd() && !isFrame(line()) && !isCause(line()) && !isJavaCause(line())) {
            const qsizetype sameLine = line().indexOf(cause); // the older form: both on one line
            if (sameLine > 0) {
                header << line().first(sameLine);
                m_lines[m_next] = line().sliced(sameLine);
                break;
            }
            header << line();
            ++m_next;
        }
        readHeader(header.join(u'\n'), failure);
        readCause(failure, depth);
        readFrames(failure, depth);
        return failure;
    }

private:
    static constexpr QStringView cause = u" ---> ";
    static constexpr QStringView endOfCause = u"--- End of inner exception stack trace ---";
    static constexpr QStringView javaCause = u"Caused by: ";

    [[nodiscard]] bool atEnd() const { return m_next >= m_lines.size(); }

    [[nodiscard]] const QString &line() const { return m_lines.at(m_next); }

    [[nodiscard]] static bool isCause(QStringView line)
    {
        return line.startsWith(cause) || line.startsWith(u"---> ");
    }

    [[nodiscard]] static bool isJavaCause(QStringView line) { return line.startsWith(javaCause); }

    void readCause(Failure &failure, int depth)
    {
        if (atEnd() || !isCause(line()) || depth >= maxDepth) {
            return;
        }
        const qsizetype arrow = line().indexOf(u"---> ");
        m_lines[m_next] = line().sliced(arrow + 5);
        failure.inner.push_back(read(depth + 1));
        if (!atEnd() && line().contains(endOfCause)) {
            ++m_next;
        }
    }

    void readFrames(Failure &failure, int depth)
    {
        QStringList frames;
        while (!atEnd() && !(depth > 0 && line().contains(endOfCause))) {
            if (isJavaCause(line()) && depth < maxDepth) {
                m_lines[m_next] = line().sliced(javaCause.size());
                failure.inner.push_back(read(depth + 1));
                continue;
            }
            frames << line();
            ++m_next;
        }
        failure.stackTrace = frames.join(u'\n');
        while (failure.stackTrace.endsWith(u'\n')) {
            failure.stackTrace.chop(1);
        }
    }

    QStringList m_lines;
    qsizetype m_next = 0;
};

/// Python prints the stack first and the error last.
Failure fromTraceback(const QString &text)
{
    const QString trimmed = text.trimmed();
    const qsizetype last = trimmed.lastIndexOf(u'\n');
    Failure failure;
    readHeader(trimmed.sliced(last + 1), failure);
    failure.stackTrace = last < 0 ? QString() : trimmed.first(last);
    return failure;
}

} // namespace

Failure failureFromDetails(QByteArrayView failureDetails)
{
    return fromDetails(failureDetails, 0);
}

Failure failureFromText(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    if (looksLikeException(bytes)) {
        return fromException(json::scanValue(bytes)->in(bytes), 0);
    }
    if (text.trimmed().startsWith("Traceback (most recent call last):"_L1)) {
        return fromTraceback(text);
    }
    return PrintedFailure(text).read();
}

} // namespace hubdeck
