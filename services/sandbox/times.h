// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instant.h"

#include <QByteArray>

#include <optional>

namespace hubdeck::sandbox {

/// `YYYY-MM-DDTHH:MM:SS[.fffffff]` without a zone; the fraction has no trailing zeros.
[[nodiscard]] QByteArray isoTicks(Instant time);
/// `YYYY-MM-DDTHH:MM:SSZ`, cut to whole seconds (durable-http-api.md §4).
[[nodiscard]] QByteArray isoSeconds(Instant time);
/// What .NET's general date parse makes of a query value, as far as clients send it: ISO forms,
/// blanks instead of `T`, date only, `MM/DD/YYYY`. nullopt for the rest (durable-http-api.md §2.3).
[[nodiscard]] std::optional<Instant> parseDotNetDate(QByteArrayView text);

} // namespace hubdeck::sandbox
