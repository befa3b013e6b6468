// SPDX-License-Identifier: MIT
#include "services/durablehttp/replydecoder.h"

#include "services/durablehttp/malformed.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"

#include <QCoreApplication>

namespace hubdeck {

InstanceId decodeStartedId(const QByteArray &body)
{
    const QByteArrayView id = json::member(body, "id");
    if (!id.startsWith('"')) {
        throw malformedAnswer(
            QCoreApplication::translate("hubdeck::ReplyDecoder",
                                        "the answer to a start (it was accepted, though)"),
            body);
    }
    return InstanceId(json::decodeText(id));
}

qint64 decodeDeletedCount(const QByteArray &body)
{
    bool isNumber = false;
    const qint64 count = json::member(body, "instancesDeleted").toByteArray().toLongLong(&isNumber);
    if (!isNumber) {
        throw malformedAnswer(
            QCoreApplication::translate("hubdeck::ReplyDecoder",
                                        "the answer to a purge (it was carried out, though)"),
            body);
    }
    return count;
}

} // namespace hubdeck
