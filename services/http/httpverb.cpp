// SPDX-License-Identifier: MIT
#include "services/http/httpverb.h"

namespace hubdeck {

QByteArray verbOf(HttpMethod method)
{
    switch (method) {
    case HttpMethod::Get:
        return QByteArrayLiteral("GET");
    case HttpMethod::Put:
        return QByteArrayLiteral("PUT");
    case HttpMethod::Post:
        return QByteArrayLiteral("POST");
    case HttpMethod::Delete:
        return QByteArrayLiteral("DELETE");
    case HttpMethod::Head:
        return QByteArrayLiteral("HEAD");
    case HttpMethod::Patch:
        return QByteArrayLiteral("PATCH");
    }
    Q_UNREACHABLE();
}

} // namespace hubdeck
