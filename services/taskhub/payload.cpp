// SPDX-License-Identifier: MIT
#include "services/taskhub/payload.h"

#include "services/json/jsonstring.h"
#include "services/json/jsonvalidator.h"

namespace hubdeck {

bool Payload::isNull() const noexcept
{
    const QByteArrayView trimmed = QByteArrayView(text).trimmed();
    return trimmed.isEmpty() || trimmed == QByteArrayView("null");
}

bool Payload::isJson() const
{
    return !json::validate(text).has_value();
}

QByteArray Payload::asJson() const
{
    if (isNull()) {
        return QByteArrayLiteral("null");
    }
    return isJson() ? text : json::encodeString(text);
}

} // namespace hubdeck
