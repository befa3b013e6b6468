// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhub.h"

#include <QMap>

#include <functional>
#include <stop_token>
#include <vector>

namespace hubdeck {

/// What a purge by filter would delete, listed before anything is sent (architecture.md, Purge by
/// filter).
struct PurgePlan
{
    std::vector<InstanceId> ids; // orchestrations only
    QMap<QString, qint64> countByStatus; // wire name → rows
    /// Set only when one filter request means exactly `ids`; otherwise the ids are purged one by
    /// one.
    std::optional<PurgeFilter> request;
    QString whyOneByOne; // in words; empty with a request
    qint64 entitiesLeftOut = 0; // matching entities, which are never purged

    friend bool operator==(const PurgePlan &, const PurgePlan &) = default;
};

/// Why nothing can be purged by this query, in words: no status, a status that is not terminal,
/// from after to; empty when fine.
[[nodiscard]] QString problemWithPurgeQuery(const InstanceQuery &query);

/// Lists what `query` (statuses, bounds, prefix) would purge; blocks. `now` bounds an open end.
/// `progress` gets the rows so far. Throws TaskHubError; InvalidInput for what
/// problemWithPurgeQuery() finds.
[[nodiscard]] PurgePlan planPurge(TaskHub &hub, const InstanceQuery &query, Instant now,
                                  const std::function<void(qint64)> &progress,
                                  std::stop_token stop);

} // namespace hubdeck
