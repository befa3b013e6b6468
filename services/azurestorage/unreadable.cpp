// SPDX-License-Identifier: MIT
#include "services/azurestorage/unreadable.h"

#include "services/http/redaction.h"

#include <QCoreApplication>

namespace hubdeck::azurestorage {

namespace {

constexpr qsizetype maxDetailBytes = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::StorageAnswer", text);
}

} // namespace

TaskHubError unreadableAnswer(const QString &what, const QString &reason, QByteArrayView body)
{
    QString detail = reason;
    if (!body.isEmpty()) {
        const QByteArrayView beginning = body.first(qMin(body.size(), maxDetailBytes));
        detail += (detail.isEmpty() ? u"" : u"\n") + redactedText(QString::fromUtf8(beginning));
        if (beginning.size() < body.size()) {
            detail += tr("\n… (%1 bytes in all)")
                          .replace(QLatin1String("%1"), QString::number(body.size()));
        }
    }
    return { ErrorKind::Malformed,
             tr("The storage service's answer could not be read as %1. Check the endpoint; if it "
                "is right, something between may have changed the answer, such as a proxy.")
                 .arg(what),
             detail };
}

void refuseRepeatedMarker(const QString &asked, const QString &next)
{
    if (!next.isEmpty() && asked == next) {
        throw unreadableAnswer(tr("the next page of a listing"),
                               tr("The service gave the marker that it was asked with: the listing "
                                  "would never end."),
                               {});
    }
}

} // namespace hubdeck::azurestorage
