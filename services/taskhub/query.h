// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/identifiers.h"
#include "services/taskhub/instant.h"
#include "services/taskhub/runtimestatus.h"

#include <optional>
#include <vector>

namespace hubdeck {

enum class InstanceKinds { Orchestrations, Entities, Both };
/// Compact: what the table shows. Raw: each row's document as received too, for export and the command line.
enum class RowContents { Compact, Raw };

/// Which instances a listing shows (durable-http-api.md §5.3). Empty members do not filter.
struct InstanceQuery
{
    std::vector<RuntimeStatus::Kind> statuses;
    std::optional<Instant> createdFrom; // inclusive
    std::optional<Instant> createdTo; // inclusive
    QString idPrefix; // ordinal, case-sensitive
    InstanceKinds kinds = InstanceKinds::Orchestrations;
    RowContents include = RowContents::Compact;
    int pageSize = 1000; // rows asked for per page, 1 to 1000

    /// True when nothing but paging is asked: the hub scans everything.
    [[nodiscard]] bool isUnbounded() const noexcept;
    /// True when every row that `narrower` asks for is also asked for by this query.
    [[nodiscard]] bool covers(const InstanceQuery &narrower) const;

    friend bool operator==(const InstanceQuery &, const InstanceQuery &) = default;
};

/// Why the query cannot be sent, in words (page size out of range, from after to, a status that breaks the request); empty when it can.
[[nodiscard]] QString problemWithQuery(const InstanceQuery &query);

/// Purge by filter (durable-http-api.md §5.10). Always sent with explicit bounds and at least one terminal status.
struct PurgeFilter
{
    Instant createdFrom;
    Instant createdTo;
    std::vector<RuntimeStatus::Kind> statuses; // terminal ones only

    friend bool operator==(const PurgeFilter &, const PurgeFilter &) = default;
};

/// Why the hub must not be sent this filter, in words; empty when it is safe. An unsafe filter deletes everything in its window.
[[nodiscard]] QString problemWithPurge(const PurgeFilter &filter);

/// Which entities to list (durable-http-api.md §6.2).
struct EntityQuery
{
    QString name; // empty: every class
    std::optional<Instant> lastOperationFrom;
    std::optional<Instant> lastOperationTo;
    bool fetchState = false;
    int pageSize = 1000;

    friend bool operator==(const EntityQuery &, const EntityQuery &) = default;
};

} // namespace hubdeck
