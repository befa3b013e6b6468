// SPDX-License-Identifier: MIT
#include "services/azurestorage/instancereader.h"

#include "services/azurestorage/continuationtokens.h"
#include "services/azurestorage/historyrows.h"
#include "services/azurestorage/hubstore.h"
#include "services/azurestorage/inparallel.h"
#include "services/azurestorage/instancerows.h"
#include "services/azurestorage/storagefilters.h"
#include "services/taskhub/pause.h"

namespace hubdeck::azurestorage {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Prefix and kind can exclude each other: then no row can match, and nothing need be asked.
bool canMatchNothing(const InstanceQuery &query)
{
    if (query.idPrefix.isEmpty() || query.kinds == InstanceKinds::Both) {
        return false;
    }
    return query.idPrefix.startsWith(u'@') != (query.kinds == InstanceKinds::Entities);
}

/// The rows that are asked for, with their payloads when they are.
InstancePage pageOf(const HubStore &store, const InstanceQuery &query,
                    const std::vector<TableRow> &rows, const std::stop_token &stop)
{
    std::vector<StoredInstance> found;
    for (const TableRow &row : rows) {
        if (matches(query, row)) {
            found.push_back(readInstance(row, store.names));
        }
    }
    std::vector<QByteArray> documents(found.size());
    if (query.include == RowContents::Raw) {
        inParallel(found.size(), store.options.parallelRequests, [&](size_t i) {
            documents[i] = rowDocument(found[i], store.payload(found[i].input, stop),
                                       store.payload(found[i].output, stop));
        });
    }
    InstancePage page;
    for (size_t i = 0; i < found.size(); ++i) {
        appendRow(page, found[i], documents[i]);
    }
    return page;
}

/// The execution that the history must belong to. Until the first checkpoint of a restart it still
/// belongs to the one before (§3.2); a start that is terminated before then never gets one.
QString expectedExecution(const StoredInstance &stored)
{
    const RuntimeStatus::Kind kind = stored.status.kind();
    return kind == RuntimeStatus::Kind::Pending || kind == RuntimeStatus::Kind::Terminated
        ? stored.executionId
        : QString();
}

QStringList parentColumns()
{
    return { u"PartitionKey"_s, u"RowKey"_s, u"EventType"_s, u"ExecutionId"_s,
             u"ParentInstance"_s };
}

/// The rows of the current execution, and perhaps others behind them. Its rows alone are asked for
/// where that can be trusted: a long history has many of older executions.
std::vector<TableRow> executionRows(const HubStore &store, const QString &key,
                                    const std::stop_token &stop)
{
    constexpr int filteredTries = 2;
    for (int i = 0; i < filteredTries; ++i) {
        const auto sentinel = orIfMissing<std::optional<TableRow>>(
            [&] { return store.tables().row(store.names.history, key, u"sentinel"_s, stop); },
            std::nullopt);
        const QString current = sentinel ? sentinel->text(u"ExecutionId") : QString();
        if (current.isEmpty()) {
            break;
        }
        std::vector<TableRow> rows = store.historyRows(executionFilter(key, current), {}, stop);
        if (!hasSentinel(rows)) {
            continue; // the next execution began in between: these are leftovers
        }
        if (isWithoutGaps(rows)) {
            return rows;
        }
        break; // a row without ExecutionId does not pass the filter
    }
    return store.historyRows(partitionFilter(key), {}, stop);
}

/// The rows of the current execution, its large columns fetched.
ExecutionRows readExecution(const HubStore &store, const StoredInstance &stored,
                            const std::stop_token &stop)
{
    ExecutionRows execution = currentExecution(executionRows(store, stored.partitionKey, stop),
                                               expectedExecution(stored));
    const std::vector<LargeColumn> large = largeColumns(execution, store.names);
    std::vector<QString> texts(large.size());
    inParallel(large.size(), store.options.parallelRequests,
               [&](size_t i) { texts[i] = store.shownText(large[i].place, stop); });
    for (size_t i = 0; i < large.size(); ++i) {
        setLargeColumn(execution, large[i], texts[i]);
    }
    return execution;
}

/// The instance of a row with its payloads.
InstanceDetails detailsOf(const HubStore &store, StoredInstance stored,
                          const std::optional<InstanceId> &parent, const std::stop_token &stop)
{
    if (stored.tagsPlace.isInBlob()) {
        const Payload tags = store.payload(stored.tagsPlace, stop);
        stored.tags = tags.isNull() ? QByteArray() : tags.asJson();
    }
    return instanceDetails(stored, store.payload(stored.input, stop),
                           store.payload(stored.output, stop), parent);
}

/// What an ExecutionStarted row says of the parent; `executionId` empty: any execution's.
std::optional<InstanceId> parentUnder(const HubStore &store, const QString &key,
                                      const QString &executionId, const std::stop_token &stop)
{
    const auto isMeant = [&](const TableRow &row) {
        return executionId.isEmpty()
            || row.text(u"ExecutionId").compare(executionId, Qt::CaseInsensitive) == 0;
    };
    auto started = store.firstHistoryRow(startedEarlyFilter(key), parentColumns(), isMeant, stop);
    if (!started) {
        started = store.firstHistoryRow(startedFilter(key), parentColumns(), isMeant, stop);
    }
    const auto parent = started ? parentIn({ *started }) : std::nullopt;
    return parent ? std::optional(parent->id) : std::nullopt;
}

} // namespace

void InstanceReader::listInstances(const InstanceQuery &query, const ContinuationToken &from,
                                   const PageSink &sink, const std::stop_token &stop) const
{
    if (const QString problem = problemWithQuery(query); !problem.isEmpty()) {
        throw TaskHubError(ErrorKind::InvalidInput, problem);
    }
    if (canMatchNothing(query)) {
        sink(InstancePage());
        return;
    }
    const TableContinuation start = continuationOf(from);
    const bool compact = query.include == RowContents::Compact;
    const TableQuery asked { filterOf(query, m_store.sharedTableHub),
                             compact ? listColumns() : QStringList(), query.pageSize };
    const auto pass = [&](const TablePage &received) {
        throwIfStopped(stop);
        InstancePage page = pageOf(m_store, query, received.rows, stop);
        page.next = tokenOf(received.next);
        throwIfStopped(stop);
        return sink(std::move(page)) == SinkAnswer::Continue;
    };
    m_store.readInstances(asked, start, pass, stop);
    throwIfStopped(stop);
}

InstanceDetails InstanceReader::instance(const InstanceId &id, const std::stop_token &stop) const
{
    const StoredInstance stored = readInstance(m_store.instanceRow(id, stop), m_store.names);
    const auto parent = isEntityId(id)
        ? std::nullopt
        : parentUnder(m_store, stored.partitionKey, expectedExecution(stored), stop);
    return detailsOf(m_store, stored, parent, stop);
}

History InstanceReader::history(const InstanceId &id, const std::stop_token &stop) const
{
    const StoredInstance stored = readInstance(m_store.instanceRow(id, stop), m_store.names);
    const ExecutionRows execution = readExecution(m_store, stored, stop);
    History history = readHistory(execution);
    const auto parent = parentIn(execution.rows);
    history.instance
        = detailsOf(m_store, stored, parent ? std::optional(parent->id) : std::nullopt, stop);
    return history;
}

InstanceDetails InstanceReader::waitForCompletion(const InstanceId &id,
                                                  std::chrono::milliseconds timeout,
                                                  const std::stop_token &stop) const
{
    using Clock = std::chrono::steady_clock;
    using std::chrono::milliseconds;
    constexpr milliseconds first { 200 };
    constexpr milliseconds longest { 2'000 };
    const QStringList statusOnly { u"PartitionKey"_s, u"RowKey"_s, u"RuntimeStatus"_s };
    const Clock::time_point begun = Clock::now();
    for (milliseconds interval = first;; interval = std::min(interval * 3 / 2, longest)) {
        const TableRow row = m_store.instanceRow(id, stop, statusOnly);
        const auto spent = std::chrono::duration_cast<milliseconds>(Clock::now() - begun);
        if (RuntimeStatus::fromName(row.text(u"RuntimeStatus")).isTerminal() || spent >= timeout) {
            return instance(id, stop);
        }
        pause(std::min(interval, timeout - spent), stop);
    }
}

std::vector<std::optional<InstanceId>> InstanceReader::parents(const std::vector<InstanceId> &ids,
                                                               const std::stop_token &stop) const
{
    std::vector<std::optional<InstanceId>> parents(ids.size());
    inParallel(ids.size(), m_store.options.parallelRequests, [&](size_t i) {
        throwIfStopped(stop);
        parents[i] = isEntityId(ids[i]) ? std::nullopt : parentOf(ids[i], {}, stop);
    });
    return parents;
}

std::optional<InstanceId> InstanceReader::parentOf(const InstanceId &id, const QString &executionId,
                                                   const std::stop_token &stop) const
{
    return parentUnder(m_store, escapedKey(id.text()), executionId, stop);
}

} // namespace hubdeck::azurestorage
