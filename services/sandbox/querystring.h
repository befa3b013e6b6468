// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instant.h"
#include "services/taskhub/runtimestatus.h"

#include <QByteArrayView>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace hubdeck::sandbox {

/// Decodes `%xx`, but never `%2F` (L5); bad escapes stay as they are.
[[nodiscard]] QString decodePathSegment(QByteArrayView segment);

/// The query of a request, read as ASP.NET and the handler do: values that do not parse count as
/// absent (durable-http-api.md §2.3).
class QueryString
{
public:
    explicit QueryString(QByteArrayView raw);

    /// Repeated values joined with `,`; nullopt when absent.
    [[nodiscard]] std::optional<QString> text(QLatin1StringView name) const;
    [[nodiscard]] bool flag(QLatin1StringView name, bool fallback) const;
    [[nodiscard]] std::optional<int> integer(QLatin1StringView name) const;
    [[nodiscard]] std::optional<double> seconds(QLatin1StringView name) const;
    [[nodiscard]] std::optional<Instant> date(QLatin1StringView name) const;

    struct Statuses
    {
        std::vector<RuntimeStatus::Kind> kinds;
        bool others = false; // numbers that stand for no status
        bool unknown = false; // `Unknown` or -1
    };

    [[nodiscard]] Statuses statuses(QLatin1StringView name) const;

private:
    std::vector<std::pair<QString, QString>> m_pairs; // lower-case name, value
};

} // namespace hubdeck::sandbox
