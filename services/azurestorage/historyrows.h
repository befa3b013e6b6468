// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/payloadplace.h"
#include "services/taskhub/history.h"

namespace hubdeck::azurestorage {

/// The rows of the current execution (§3.2), without the sentinel.
struct ExecutionRows
{
    bool hasSentinel = false;
    bool checkpointComplete = true; // false while a worker writes a large checkpoint
    QString executionId;
    std::vector<TableRow> rows; // in RowKey order
};

/// The reading rule of the official client: the sentinel names the execution, rows are taken up to
/// the first one of another. With an `expected` id (the Instances row's) that the sentinel does not
/// name, there is no history yet.
[[nodiscard]] ExecutionRows currentExecution(std::vector<TableRow> partition,
                                             const QString &expected = {});

/// True when the sentinel is among the rows.
[[nodiscard]] bool hasSentinel(const std::vector<TableRow> &rows);
/// True when there are events, numbered from 0 on without a gap, the sentinel aside (§3.1).
[[nodiscard]] bool isWithoutGaps(const std::vector<TableRow> &rows);

/// A column of a history row whose value is in a blob.
struct LargeColumn
{
    size_t row = 0; // index into ExecutionRows::rows
    QString column;
    PayloadPlace place;
};

[[nodiscard]] std::vector<LargeColumn> largeColumns(const ExecutionRows &execution,
                                                    const HubNames &names);
/// Puts a fetched value, or the words for a missing one, in the place of a reference.
void setLargeColumn(ExecutionRows &execution, const LargeColumn &column, const QString &text);

/// Every event with every column in the order stored, also of types never seen before.
/// `raw` is the row as a document: columns that hold documents (FailureDetails, Tags …) and Result
/// as JSON, all other texts as strings.
[[nodiscard]] std::vector<HistoryEvent> allEvents(const ExecutionRows &execution);

/// The form that HTTP gives, byte for byte in `raw` (durable-http-api.md §7): without the
/// orchestrator's starts and ends, scheduling events folded into their completions. What HTTP hides
/// is in the members of HistoryEvent: ids, sub-instance.
[[nodiscard]] std::vector<HistoryEvent> mergedEvents(const ExecutionRows &execution);

/// Both forms; `available` is false without rows (a pending instance). `instance` stays empty.
[[nodiscard]] History readHistory(const ExecutionRows &execution);

/// What ExecutionStarted says of the parent (§3.6).
struct ParentInstance
{
    InstanceId id;
    QString name;
    QString executionId;
    std::optional<qint64> taskScheduleId;

    friend bool operator==(const ParentInstance &, const ParentInstance &) = default;
};

[[nodiscard]] std::optional<ParentInstance> parentIn(const std::vector<TableRow> &rows);

} // namespace hubdeck::azurestorage
