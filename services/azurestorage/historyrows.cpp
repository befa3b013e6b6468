// SPDX-License-Identifier: MIT
#include "services/azurestorage/historyrows.h"

#include "services/azurestorage/historydocuments.h"
#include "services/json/jsonscanner.h"

#include <QHash>

#include <algorithm>

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;

constexpr QLatin1StringView sentinelKey("sentinel");
constexpr QLatin1StringView blobSuffix("BlobName");

std::optional<qint64> numberIn(const TableRow &row, QStringView column)
{
    bool isNumber = false;
    const qint64 number = row.text(column).toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

std::optional<Instant> timeIn(const TableRow &row, QStringView column)
{
    return Instant::fromText(row.text(column).toUtf8());
}

bool isOf(const TableRow &row, QLatin1StringView type)
{
    return row.text(u"EventType") == type;
}

/// The scheduling events of an execution by their numbers, as far as they were not rewound.
class Scheduled
{
public:
    void add(const TableRow &row)
    {
        const auto id = numberIn(row, u"EventId");
        if (!id) {
            return;
        }
        if (isOf(row, "TaskScheduled"_L1)) {
            m_tasks.insert(*id, &row);
        } else if (isOf(row, "SubOrchestrationInstanceCreated"_L1)) {
            m_subs.insert(*id, &row);
        }
    }

    /// The event that scheduled what `row` finishes; nullptr for other events.
    [[nodiscard]] const TableRow *of(const TableRow &row) const
    {
        const auto id = numberIn(row, u"TaskScheduledId");
        if (!id) {
            return nullptr;
        }
        if (isOf(row, "TaskCompleted"_L1) || isOf(row, "TaskFailed"_L1)) {
            return m_tasks.value(*id);
        }
        const bool finishesSub = isOf(row, "SubOrchestrationInstanceCompleted"_L1)
            || isOf(row, "SubOrchestrationInstanceFailed"_L1);
        return finishesSub ? m_subs.value(*id) : nullptr;
    }

private:
    QHash<qint64, const TableRow *> m_tasks;
    QHash<qint64, const TableRow *> m_subs;
};

HistoryEvent eventOf(const TableRow &row, const TableRow *scheduling)
{
    HistoryEvent event;
    event.type = row.text(u"EventType");
    event.name = scheduling ? scheduling->text(u"Name") : row.text(u"Name");
    event.timestamp = timeIn(row, u"_Timestamp");
    event.fireAt = timeIn(row, u"FireAt");
    event.eventId = numberIn(row, u"EventId");
    const auto timer = numberIn(row, u"TimerId");
    event.scheduledId = timer ? timer : numberIn(row, u"TaskScheduledId");
    const bool createsSub = isOf(row, "SubOrchestrationInstanceCreated"_L1);
    if (scheduling) {
        event.scheduled = timeIn(*scheduling, u"_Timestamp");
    }
    if (createsSub || scheduling) {
        event.subInstance = InstanceId((createsSub ? row : *scheduling).text(u"InstanceId"));
    }
    return event;
}

bool isHiddenByHttp(const TableRow &row)
{
    return isOf(row, "OrchestratorStarted"_L1) || isOf(row, "OrchestratorCompleted"_L1);
}

QString executionOf(const TableRow &row)
{
    return row.text(u"ExecutionId");
}

} // namespace

ExecutionRows currentExecution(std::vector<TableRow> partition, const QString &expected)
{
    std::ranges::stable_sort(partition, {}, &TableRow::rowKey);
    ExecutionRows execution;
    const auto sentinel = std::ranges::find(partition, sentinelKey, &TableRow::rowKey);
    if (sentinel != partition.end()) {
        execution.hasSentinel = true;
        execution.executionId = executionOf(*sentinel);
        execution.checkpointComplete = sentinel->text(u"IsCheckpointComplete") != "false"_L1;
        partition.erase(sentinel);
    }
    if (execution.executionId.isEmpty() && !partition.empty()) {
        execution.executionId = executionOf(partition.front());
    }
    const bool isAnother = !expected.isEmpty() && !execution.executionId.isEmpty()
        && expected.compare(execution.executionId, Qt::CaseInsensitive) != 0;
    if (isAnother) {
        return execution; // restarted, and the new execution has no checkpoint yet
    }
    const auto end = std::ranges::find_if(partition, [&](const TableRow &row) {
        const QString id = executionOf(row);
        return !id.isEmpty() && id != execution.executionId;
    });
    partition.erase(end, partition.end());
    execution.rows = std::move(partition);
    return execution;
}

bool hasSentinel(const std::vector<TableRow> &rows)
{
    return std::ranges::find(rows, sentinelKey, &TableRow::rowKey) != rows.end();
}

bool isWithoutGaps(const std::vector<TableRow> &rows)
{
    constexpr int hexadecimal = 16;
    std::vector<qulonglong> numbers;
    for (const TableRow &row : rows) {
        bool isNumber = false;
        const qulonglong number = row.rowKey.toULongLong(&isNumber, hexadecimal);
        if (isNumber) {
            numbers.push_back(number);
        }
    }
    std::ranges::sort(numbers);
    return !numbers.empty() && numbers.front() == 0 && numbers.back() == numbers.size() - 1;
}

std::vector<LargeColumn> largeColumns(const ExecutionRows &execution, const HubNames &names)
{
    std::vector<LargeColumn> columns;
    for (size_t i = 0; i < execution.rows.size(); ++i) {
        for (const TableProperty &property : execution.rows[i].properties) {
            if (property.name.endsWith(blobSuffix) && property.name.size() > blobSuffix.size()
                && !property.text.isEmpty()) {
                const QString column = property.name.chopped(blobSuffix.size());
                columns.push_back({ i, column, columnPlace(execution.rows[i], column, names) });
            }
        }
    }
    return columns;
}

void setLargeColumn(ExecutionRows &execution, const LargeColumn &column, const QString &text)
{
    execution.rows.at(column.row).set(column.column, EdmType::String, text);
}

std::vector<HistoryEvent> allEvents(const ExecutionRows &execution)
{
    Scheduled scheduled;
    std::vector<HistoryEvent> events;
    events.reserve(execution.rows.size());
    for (const TableRow &row : execution.rows) {
        scheduled.add(row);
        events.push_back(eventOf(row, scheduled.of(row)));
        events.back().raw = eventDocument(row);
    }
    return events;
}

std::vector<HistoryEvent> mergedEvents(const ExecutionRows &execution)
{
    Scheduled scheduled;
    QHash<const TableRow *, bool> finished;
    for (const TableRow &row : execution.rows) {
        scheduled.add(row);
        if (const TableRow *scheduling = scheduled.of(row)) {
            finished.insert(scheduling, true);
        }
    }
    // Numbers are given once in an execution, so that the index of all rows answers for each
    std::vector<HistoryEvent> events;
    for (const TableRow &row : execution.rows) {
        if (!isHiddenByHttp(row) && !finished.contains(&row)) {
            const TableRow *scheduling = scheduled.of(row);
            events.push_back(eventOf(row, scheduling));
            events.back().raw = httpDocument(row, scheduling);
        }
    }
    return events;
}

History readHistory(const ExecutionRows &execution)
{
    History history;
    history.available = !execution.rows.empty();
    history.events = mergedEvents(execution);
    history.allEvents = allEvents(execution);
    history.checkpointInProgress = !execution.checkpointComplete;
    return history;
}

std::optional<ParentInstance> parentIn(const std::vector<TableRow> &rows)
{
    for (const TableRow &row : rows) {
        if (!isOf(row, "ExecutionStarted"_L1)) {
            continue;
        }
        const QByteArray document = row.text(u"ParentInstance").toUtf8();
        const auto text = [](QByteArrayView object, QByteArrayView key) {
            const QByteArrayView value = json::member(object, key);
            return value == QByteArrayView("null") ? QString() : json::decodeText(value);
        };
        const QByteArrayView instance = json::member(document, "OrchestrationInstance");
        ParentInstance parent;
        parent.id = InstanceId(text(instance, "InstanceId"));
        parent.executionId = text(instance, "ExecutionId");
        parent.name = text(document, "Name");
        bool isNumber = false;
        const qint64 number
            = json::member(document, "TaskScheduleId").toByteArray().toLongLong(&isNumber);
        if (isNumber) {
            parent.taskScheduleId = number;
        }
        return parent.id.isEmpty() ? std::nullopt : std::optional(parent);
    }
    return std::nullopt;
}

} // namespace hubdeck::azurestorage
