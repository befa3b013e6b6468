// SPDX-License-Identifier: MIT
#include "services/azurestorage/instancepurger.h"

#include "services/azurestorage/hubstore.h"
#include "services/azurestorage/inparallel.h"
#include "services/azurestorage/storagefilters.h"

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>

namespace hubdeck::azurestorage {

using namespace Qt::Literals::StringLiterals;

namespace {

// Of the service, and of ours when a row was read again
constexpr QLatin1StringView changedCode("UpdateConditionNotSatisfied");

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::InstancePurger)
};

RuntimeStatus statusOf(const TableRow &row)
{
    return RuntimeStatus::fromName(row.text(u"RuntimeStatus"));
}

template <typename Call> void ignoringMissing(const Call &call)
{
    try {
        call();
    } catch (const TaskHubError &error) {
        if (error.kind != ErrorKind::NotFound) {
            throw;
        }
    }
}

[[noreturn]] void throwChanged(const InstanceId &id, const TaskHubError &error)
{
    TaskHubError told = error;
    told.message = Words::tr("%1 was changed while it was being purged: somebody may have started "
                             "it anew. Its row is still there; look at it.")
                       .arg(id.text());
    told.detail = error.message;
    throw told;
}

void refuseUnlessEnded(const InstanceId &id, const RuntimeStatus &status)
{
    if (status.isTerminal()) {
        return;
    }
    throw TaskHubError(
        ErrorKind::WrongState,
        status.isActive()
            ? Words::tr("%1 has not ended yet (%2). Purging it now would leave its messages and "
                        "activities behind, and a worker may bring it back. Terminate it first.")
                  .arg(id.text(), status.name())
            : Words::tr("Whether %1 has ended is not known: its status is \u201c%2\u201d. Purge it "
                        "by force when you are sure that no worker runs it.")
                  .arg(id.text(), status.name()));
}

/// Why its start cannot be cancelled; empty when it can.
QString whyNotCancelled(const InstanceId &id, const RuntimeStatus &status,
                        std::optional<Instant> at, Instant now)
{
    // Terminating a scheduled instance does not cancel it (W5): its row still waits for its time
    const bool mayWait = status.kind() == RuntimeStatus::Kind::Pending
        || status.kind() == RuntimeStatus::Kind::Terminated;
    if (!at) {
        return Words::tr("%1 was not scheduled for later (%2).").arg(id.text(), status.name());
    }
    if (!mayWait || (*at <= now && status.isTerminal())) {
        return Words::tr("%1 has already started (%2).").arg(id.text(), status.name());
    }
    return *at <= now ? Words::tr("%1 was to start at %2. That time has come, so a worker may be "
                                  "starting it just now: terminate it instead.")
                            .arg(id.text(), at->toText())
                      : QString();
}

} // namespace

bool isChangedRow(const TaskHubError &error)
{
    return error.kind == ErrorKind::Conflict && error.serviceCode == changedCode;
}

void InstancePurger::purge(const InstanceId &id, bool evenIfActive,
                           const std::stop_token &stop) const
{
    const TableRow row = m_store.instanceRow(id, stop, purgeColumns());
    // An entity's row says Running for as long as it exists
    if (!isEntityId(id) && !evenIfActive) {
        refuseUnlessEnded(id, statusOf(row));
    }
    remove(id, row, evenIfActive ? QByteArrayLiteral("*") : row.etag, stop);
}

void InstancePurger::cancelScheduledStart(const InstanceId &id, const std::stop_token &stop) const
{
    const TableRow row = m_store.instanceRow(id, stop);
    const auto at = Instant::fromText(row.text(u"ScheduledStartTime").toUtf8());
    if (const QString why = whyNotCancelled(id, statusOf(row), at, m_store.now()); !why.isEmpty()) {
        throw TaskHubError(ErrorKind::WrongState, why);
    }
    // The row is what cancels (W5). Without its blobs a start that still happened would fail
    removeRow(id, row, row.etag, stop);
    try {
        removeBelongings(id, row, m_store.options.parallelRequests, stop);
    } catch (const TaskHubError &error) {
        TaskHubError told = error;
        told.message = Words::tr("The start of %1 is cancelled, but what it had stored could not "
                                 "be deleted: %2")
                           .arg(id.text(), error.message);
        throw told;
    }
}

void InstancePurger::remove(const InstanceId &id, const TableRow &row, const QByteArray &ifMatch,
                            const std::stop_token &stop) const
{
    removeAll(id, row, ifMatch, m_store.options.parallelRequests, stop);
}

void InstancePurger::removeAll(const InstanceId &id, const TableRow &row, const QByteArray &ifMatch,
                               int parallel, const std::stop_token &stop) const
{
    throwIfChanged(id, row, ifMatch, stop);
    removeBelongings(id, row, parallel, stop);
    removeRow(id, row, ifMatch, stop);
}

void InstancePurger::throwIfChanged(const InstanceId &id, const TableRow &row,
                                    const QByteArray &ifMatch, const std::stop_token &stop) const
{
    if (ifMatch == "*") {
        return;
    }
    // One that is gone was being purged by somebody else: what is left of it can go
    const auto now = m_store.tables().row(m_store.names.instances, row.partitionKey, row.rowKey,
                                          stop, { u"PartitionKey"_s, u"RowKey"_s });
    if (now && now->etag != ifMatch) {
        TaskHubError changed(ErrorKind::Conflict, {});
        changed.serviceCode = changedCode;
        throwChanged(id, changed);
    }
}

void InstancePurger::removeBelongings(const InstanceId &id, const TableRow &row, int parallel,
                                      const std::stop_token &stop) const
{
    // The message of a start that is still to come cannot be taken from its queue. A worker drops
    // it at its time, but one whose blob is gone it would try again for ever (§5.4)
    const auto startsAt = Instant::fromText(row.text(u"ScheduledStartTime").toUtf8());
    const auto which = startsAt && *startsAt > m_store.now() ? Blobs::AllButMessages : Blobs::All;
    // Messages lie under the raw id, histories under the escaped one; the slash keeps `a` from
    // taking the blobs of `ab` along (§8.1)
    removeBlobs(id.text() + u'/', which, parallel, stop);
    if (row.partitionKey != id.text()) {
        removeBlobs(row.partitionKey + u'/', which, parallel, stop);
    }
    removeHistory(row.partitionKey, parallel, stop);
}

void InstancePurger::removeRow(const InstanceId &id, const TableRow &row, const QByteArray &ifMatch,
                               const std::stop_token &stop) const
{
    try {
        ignoringMissing([&] {
            m_store.tables().remove(m_store.names.instances, row.partitionKey, row.rowKey, ifMatch,
                                    stop);
        });
    } catch (const TaskHubError &error) {
        if (isChangedRow(error)) {
            throwChanged(id, error);
        }
        throw;
    }
}

void InstancePurger::removeBlobs(const QString &folder, Blobs which, int parallel,
                                 const std::stop_token &stop) const
{
    const QString messages = folder + u"message-"_s;
    const QString &container = m_store.names.largeMessages;
    QStringList names; // all of them first: a listing must not lose its place
    QString marker;
    do {
        const BlobPage page = orIfMissing<BlobPage>(
            [&] { return m_store.blobs().blobs(container, folder, marker, stop); }, {});
        for (const BlobItem &blob : page.blobs) {
            const bool isKept = which == Blobs::AllButMessages && blob.name.startsWith(messages);
            if (!blob.isFolder && blob.name.startsWith(folder) && !isKept) {
                names.append(blob.name);
            }
        }
        marker = page.nextMarker;
    } while (!marker.isEmpty());
    inParallel(static_cast<size_t>(names.size()), parallel, [&](size_t i) {
        ignoringMissing([&] {
            m_store.blobs().deleteBlob(container, names.at(static_cast<qsizetype>(i)), stop);
        });
    });
}

void InstancePurger::removeHistory(const QString &partitionKey, int parallel,
                                   const std::stop_token &stop) const
{
    constexpr size_t batch = TableService::maxOperations;
    const std::vector<TableRow> rows = m_store.historyRows(
        u"PartitionKey eq "_s + odataText(partitionKey), historyKeyColumns(), stop);
    inParallel((rows.size() + batch - 1) / batch, parallel,
               [&](size_t i) { removeBatch(rows, i * batch, stop); });
}

void InstancePurger::removeBatch(const std::vector<TableRow> &rows, size_t from,
                                 const std::stop_token &stop) const
{
    const size_t end = std::min(rows.size(), from + TableService::maxOperations);
    std::vector<TableOperation> operations;
    for (size_t i = from; i < end; ++i) {
        TableOperation operation;
        operation.kind = TableOperation::Kind::Remove;
        operation.row.partitionKey = rows[i].partitionKey;
        operation.row.rowKey = rows[i].rowKey;
        operations.push_back(std::move(operation));
    }
    try {
        m_store.tables().transact(m_store.names.history, operations, stop);
        return;
    } catch (const TaskHubError &error) {
        if (error.kind != ErrorKind::NotFound) {
            throw;
        }
    }
    for (const TableOperation &operation : operations) { // somebody deletes them, too
        ignoringMissing([&] {
            m_store.tables().remove(m_store.names.history, operation.row.partitionKey,
                                    operation.row.rowKey, "*", stop);
        });
    }
}

PurgeOutcome InstancePurger::purge(const PurgeFilter &filter, const std::stop_token &stop) const
{
    if (const QString problem = problemWithPurge(filter); !problem.isEmpty()) {
        throw TaskHubError(ErrorKind::InvalidInput, problem);
    }
    constexpr int pageSize = 100;
    std::atomic<qint64> deleted { 0 };
    std::mutex mutex;
    std::optional<TaskHubError> changed; // guarded by mutex: the first that somebody changed
    const auto removeOne = [&](const InstanceId &id, const TableRow &row) {
        try {
            removeAll(id, row, row.etag, 1, stop);
            ++deleted;
        } catch (const TaskHubError &error) {
            if (!isChangedRow(error)) {
                throw;
            }
            const std::scoped_lock lock(mutex);
            changed = changed.value_or(error); // the others are still to be purged
        }
    };
    const auto pass = [&](const TablePage &page) {
        inParallel(page.rows.size(), m_store.options.parallelRequests, [&](size_t i) {
            const TableRow &row = page.rows[i];
            const InstanceId id(idOfKey(row.partitionKey));
            if (matches(filter, row) && !isEntityId(id)) {
                throwIfStopped(stop);
                removeOne(id, row);
            }
        });
        return true;
    };
    try {
        m_store.readInstances(
            { filterOf(filter, m_store.sharedTableHub), purgeColumns(), pageSize }, {}, pass, stop);
        if (changed) {
            throw *changed;
        }
    } catch (const TaskHubError &error) {
        if (deleted == 0 || error.kind == ErrorKind::Cancelled) {
            throw;
        }
        TaskHubError told = error;
        told.message = Words::tr("%1 instances were purged, but not all: %2")
                           .arg(QString::number(deleted), error.message);
        throw told;
    }
    return { deleted };
}

} // namespace hubdeck::azurestorage
