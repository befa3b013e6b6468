// SPDX-License-Identifier: MIT
#include "services/json/strictdocument.h"

#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"
#include "services/json/jsonvalidator.h"

namespace hubdeck::json {

QByteArray strictDocument(QByteArrayView document, QByteArrayView without)
{
    QByteArray result;
    result.reserve(document.size() + 16);
    result += '{';
    ObjectScanner members(document);
    while (members.next()) {
        const QByteArray key = members.key();
        if (!without.isNull() && key == without) {
            continue;
        }
        if (result.size() > 1) {
            result += ',';
        }
        result += encodeString(key);
        result += ':';
        const QByteArrayView value = members.valueText();
        if (validate(value)) {
            result += encodeString(value);
        } else {
            result += value;
        }
    }
    result += '}';
    return result;
}

} // namespace hubdeck::json
