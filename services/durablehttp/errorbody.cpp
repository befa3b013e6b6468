// SPDX-License-Identifier: MIT
#include "services/durablehttp/errorbody.h"

#include "services/durablehttp/malformed.h"
#include "services/http/redaction.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxRawBytes = 64 * 1024;
constexpr qsizetype maxExplanation = 1000;

QString textOf(QByteArrayView document, QByteArrayView key)
{
    const QByteArrayView value = json::member(document, key);
    if (value.isEmpty() || value == QByteArrayView("null")) {
        return {};
    }
    return redactedText(json::decodeText(value));
}

} // namespace

ErrorBody ErrorBody::read(const HttpHead &head, QByteArrayView body)
{
    ErrorBody error;
    const QByteArrayView text = body.trimmed();
    if (text.isEmpty()) {
        return error;
    }
    error.raw = redactedText(QString::fromUtf8(text.first(qMin(text.size(), maxRawBytes))));
    const bool saysHtml = head.header("Content-Type").toLower().startsWith("text/html");
    if (saysHtml || looksLikeHtml(text)) {
        error.shape = Shape::Html;
        return error;
    }
    if (text.startsWith('{')) {
        error.shape = Shape::Document;
        error.message = textOf(text, "Message");
        error.exceptionMessage = textOf(text, "ExceptionMessage");
        error.exceptionType = textOf(text, "ExceptionType");
        error.stackTrace = textOf(text, "StackTrace");
        return error;
    }
    error.shape = Shape::Text;
    error.message = text.startsWith('"') ? redactedText(json::decodeText(text)) : error.raw;
    return error;
}

QString ErrorBody::explanation() const
{
    // Message only says that something went wrong when there is an exception to tell of
    const QString &text = exceptionMessage.isEmpty() ? message : exceptionMessage;
    return text.size() > maxExplanation ? text.left(maxExplanation) + u'…' : text;
}

QString ErrorBody::detail() const
{
    if (shape != Shape::Document || (message.isEmpty() && exceptionMessage.isEmpty())) {
        return raw;
    }
    QStringList parts;
    for (const QString &part : { message, exceptionType, exceptionMessage, stackTrace }) {
        if (!part.isEmpty()) {
            parts.append(part);
        }
    }
    return parts.join(u'\n');
}

} // namespace hubdeck
