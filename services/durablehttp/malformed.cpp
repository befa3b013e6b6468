// SPDX-License-Identifier: MIT
#include "services/durablehttp/malformed.h"

#include "services/http/redaction.h"

#include <QCoreApplication>

namespace hubdeck {

namespace {

constexpr qsizetype maxDetailBytes = 256 * 1024;

QString rawText(QByteArrayView body)
{
    if (body.size() <= maxDetailBytes) {
        return redactedText(QString::fromUtf8(body));
    }
    const QString beginning = redactedText(QString::fromUtf8(body.first(maxDetailBytes)));
    return QCoreApplication::translate("hubdeck::Malformed", "%1\n… (%2 bytes in all)")
        .arg(beginning, QString::number(body.size()));
}

} // namespace

bool looksLikeHtml(QByteArrayView body) noexcept
{
    const QByteArrayView text = body.trimmed();
    return text.startsWith('<');
}

TaskHubError malformedAnswer(const QString &what, QByteArrayView body)
{
    QString message;
    if (looksLikeHtml(body)) {
        message = QCoreApplication::translate(
                      "hubdeck::Malformed",
                      "A web page came where %1 was expected. Something stands in front of the "
                      "app, such as a "
                      "sign-in page or a proxy; check the address, or let the console pass it.")
                      .arg(what);
    } else if (body.trimmed().isEmpty()) {
        message = QCoreApplication::translate("hubdeck::Malformed",
                                              "The answer is empty where %1 was expected. Try "
                                              "again; if it stays so, check the address.")
                      .arg(what);
    } else {
        message = QCoreApplication::translate("hubdeck::Malformed",
                                              "The answer could not be read as %1. Its text is "
                                              "kept under Details; check the address, or "
                                              "report it with that text.")
                      .arg(what);
    }
    return { ErrorKind::Malformed, message, rawText(body) };
}

} // namespace hubdeck
