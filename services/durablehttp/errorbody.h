// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/httpclient.h"

#include <QString>

namespace hubdeck {

/// The body of an error answer, whichever of the shapes E1 to E5 it has (durable-http-api.md §3.1).
/// Texts hold no keys.
struct ErrorBody
{
    enum class Shape { Empty, Document, Text, Html };
    Shape shape = Shape::Empty;
    QString message; // Message; of a bare string or plain text the text itself
    QString exceptionMessage;
    QString exceptionType;
    QString stackTrace;
    QString raw;

    [[nodiscard]] static ErrorBody read(const HttpHead &head, QByteArrayView body);
    /// What happened in the hub's own words; empty when it gave none.
    [[nodiscard]] QString explanation() const;
    /// Everything that came, for Details.
    [[nodiscard]] QString detail() const;
};

} // namespace hubdeck
