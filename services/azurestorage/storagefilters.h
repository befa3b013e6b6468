// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/tablerow.h"
#include "services/taskhub/query.h"

#include <QStringList>

namespace hubdeck::azurestorage {

/// `'text'` with quotes doubled, for a $filter or a key in a path (not percent-encoded yet).
[[nodiscard]] QString odataText(const QString &text);
/// `datetime'2018-01-10T10:10:10.0000000Z'`: always seven digits and Z (§2.4).
[[nodiscard]] QString odataTime(Instant time);
/// `2018-01-10T10:10:10.0000000Z`: how times are written into rows.
[[nodiscard]] QString storedTime(Instant time);

/// The $filter of a listing of Instances (§2.4): a superset of what is asked, never more than 15
/// comparisons. Rows that come must still pass the matching matches(). Empty: no filter. The hub's
/// name is given only where several hubs share the table (§1, tracking store).
[[nodiscard]] QString filterOf(const InstanceQuery &query, const QString &sharedTableHub = {});
[[nodiscard]] QString filterOf(const EntityQuery &query, const QString &sharedTableHub = {});
[[nodiscard]] QString filterOf(const PurgeFilter &filter, const QString &sharedTableHub = {});

/// The whole question, asked of a row: what the server could not be asked for, or judged with
/// milliseconds only.
[[nodiscard]] bool matches(const InstanceQuery &query, const TableRow &row);
[[nodiscard]] bool matches(const EntityQuery &query, const TableRow &row);
[[nodiscard]] bool matches(const PurgeFilter &filter, const TableRow &row);

/// `PartitionKey ge … and PartitionKey lt …` for ids that begin with `prefix`; empty for an empty
/// prefix.
[[nodiscard]] QString prefixFilter(const QString &prefix);

/// $select of a listing: what a list shows and counts by, no column more: a million rows may come.
[[nodiscard]] QStringList listColumns();
/// listColumns() and Input: entities with their state.
[[nodiscard]] QStringList entityColumns();
/// What a purge reads of an instance.
[[nodiscard]] QStringList purgeColumns();
/// What a rewind and a purge read of a history: no payloads.
[[nodiscard]] QStringList historyKeyColumns();
[[nodiscard]] QStringList rewindColumns();

/// All rows of one instance's history, every execution and the sentinel.
[[nodiscard]] QString historyFilter(const InstanceId &id);
/// The same by the key of its rows.
[[nodiscard]] QString partitionFilter(const QString &partitionKey);
/// The rows of one execution (§3.2); the sentinel matches too.
[[nodiscard]] QString executionFilter(const QString &partitionKey, const QString &executionId);
/// The ExecutionStarted rows of an instance: where the parent stands (§3.6).
[[nodiscard]] QString startedFilter(const QString &partitionKey);
/// Those of them at the beginning, where it nearly always is: no scan of a long history.
[[nodiscard]] QString startedEarlyFilter(const QString &partitionKey);

} // namespace hubdeck::azurestorage
