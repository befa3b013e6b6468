// SPDX-License-Identifier: MIT
#include "services/azurestorage/instancestarter.h"

#include "services/azurestorage/hubstore.h"
#include "services/azurestorage/instancereader.h"
#include "services/azurestorage/instancerows.h"
#include "services/azurestorage/startrow.h"
#include "services/taskhub/pause.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace hubdeck::azurestorage {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::InstanceStarter)
};

QString newHexId()
{
    return QUuid::createUuid().toString(QUuid::Id128);
}

/// Running, ContinuedAsNew, Pending, Suspended: what Durable Functions refuses to replace (§5.6,
/// 3).
void refuseActive(const TableRow &row, const InstanceId &id)
{
    const RuntimeStatus status = RuntimeStatus::fromName(row.text(u"RuntimeStatus"));
    if (status.isActive()) {
        throw TaskHubError(ErrorKind::AlreadyExists,
                           Words::tr("The instance %1 has not ended yet (%2). Wait for its end, "
                                     "terminate it, or take another id.")
                               .arg(id.text(), status.name()));
    }
}

void refuseProblem(const QString &problem)
{
    if (!problem.isEmpty()) {
        throw TaskHubError(ErrorKind::InvalidInput, problem);
    }
}

/// Nobody can say whether it was written, or it may be written a moment later.
bool maySucceedLater(const TaskHubError &error)
{
    using enum ErrorKind;
    static constexpr std::array kinds { Unreachable, TimedOut,    OutcomeUnknown,
                                        Throttled,   Unavailable, ServerFailure };
    return std::ranges::find(kinds, error.kind) != kinds.end();
}

[[noreturn]] void throwWithoutRow(const StartPlan &plan, const TaskHubError &error)
{
    TaskHubError told = error;
    told.kind = ErrorKind::OutcomeUnknown;
    told.message = Words::tr("The start of %1 was sent, but its row could not be written. Whether "
                             "it runs is up to the workers: look at the instance before you start "
                             "it again.")
                       .arg(plan.message.target.text());
    told.detail = error.message;
    throw told;
}

[[noreturn]] void throwOvertaken(const StartPlan &plan, const TaskHubError &error)
{
    TaskHubError told = error;
    told.kind = ErrorKind::Conflict;
    told.message
        = Words::tr("Somebody else started or changed %1 at the same moment. Theirs stands; "
                    "the workers will drop this start.")
              .arg(plan.message.target.text());
    told.detail = error.message;
    throw told;
}

} // namespace

InstanceId InstanceStarter::start(const StartRequest &request, const std::stop_token &stop) const
{
    refuseProblem(problemWithStart(request));
    if (request.at) {
        refuseProblem(problemWithScheduledStart(*request.at, m_store.now()));
    }
    StartValues values;
    values.id = request.id.value_or(InstanceId(newHexId()));
    values.name = request.function;
    // JSON null is no input, as over HTTP
    if (request.input && !Payload { *request.input, {} }.isNull()) {
        values.input = QString::fromUtf8(*request.input);
    }
    values.version = request.version.isNull() ? u""_s : request.version;
    values.tags = request.tags;
    if (request.at && *request.at > m_store.now()) {
        values.scheduledStart = request.at;
    }
    const auto existing = m_store.findForStart(values.id, stop);
    if (existing) {
        refuseActive(*existing, values.id);
    }
    InstanceId id = values.id;
    send(std::move(values), existing ? &*existing : nullptr, stop);
    return id;
}

InstanceId InstanceStarter::restart(const InstanceId &id, bool newId,
                                    const std::stop_token &stop) const
{
    const TableRow row = m_store.instanceRow(id, stop);
    const StoredInstance stored = readInstance(row, m_store.names);
    if (stored.name.isEmpty()) {
        throw TaskHubError(
            ErrorKind::Malformed,
            Words::tr("The row of %1 does not say which orchestrator it ran.").arg(id.text()));
    }
    if (!newId) {
        refuseActive(row, id);
        if (const auto parent = InstanceReader(m_store).parentOf(id, {}, stop)) {
            throw TaskHubError(
                ErrorKind::WrongState,
                Words::tr("%1 is a sub-orchestration of %2, which would never hear of the restart. "
                          "Restart it under a new id, or rewind the parent.")
                    .arg(id.text(), parent->text()));
        }
    }
    StartValues values;
    values.id = newId ? InstanceId(newHexId()) : id;
    values.name = stored.name;
    if (stored.input.kind != PayloadPlace::Kind::None) {
        try {
            const QString text = m_store.text(stored.input, stop);
            values.input = text.isNull() ? std::nullopt : std::optional(text);
        } catch (const TaskHubError &error) {
            if (error.kind == ErrorKind::NotFound) {
                throw TaskHubError(ErrorKind::WrongState,
                                   Words::tr("%1 cannot be restarted: the blob with its input is "
                                             "gone.")
                                       .arg(id.text()),
                                   error.message);
            }
            throw;
        }
    }
    InstanceId started = values.id;
    send(std::move(values), newId ? nullptr : &row, stop);
    return started;
}

void InstanceStarter::send(StartValues values, const TableRow *existing,
                           const std::stop_token &stop) const
{
    const QString queue = m_store.controlQueueOf(values.id, stop);
    values.executionId = newHexId();
    const StartPlan plan = planStart(std::move(values), m_store.stamp(), m_store.names, existing,
                                     m_store.largeMessagesUrl(), m_store.now(),
                                     QRandomGenerator::global()->generate());
    throwIfStopped(stop);
    if (plan.posted.blob) {
        m_store.putBlob(*plan.posted.blob, stop);
    }
    for (const PostedMessage::Blob &blob : plan.columnBlobs) {
        m_store.putBlob(blob, stop);
    }
    m_store.queues().put(queue, plan.posted.base64(), plan.posted.visibleAfter, stop);
    writeRow(plan); // not to be stopped: the message is on its way
}

void InstanceStarter::writeRow(const StartPlan &plan) const
{
    constexpr int attempts = 4;
    const TableService &tables = m_store.tables();
    const auto isOurs = [&] {
        const auto row
            = tables.row(m_store.names.instances, plan.row.partitionKey, plan.row.rowKey, {});
        return row && row->text(u"ExecutionId") == plan.row.text(u"ExecutionId");
    };
    for (int attempt = 1;; ++attempt) {
        try {
            if (plan.replacedEtag.isEmpty()) {
                tables.insert(m_store.names.instances, plan.row, {});
            } else {
                tables.replace(m_store.names.instances, plan.row, plan.replacedEtag, {});
            }
            return;
        } catch (const TaskHubError &error) {
            const bool conflict = error.kind == ErrorKind::Conflict
                || error.kind == ErrorKind::AlreadyExists || error.kind == ErrorKind::NotFound;
            if (!conflict && (!maySucceedLater(error) || attempt == attempts)) {
                throwWithoutRow(plan, error);
            }
            // Written before its answer was lost, or by the worker that took the message already
            bool ours = false;
            try {
                ours = isOurs();
            } catch (const TaskHubError &) {
                ours = false;
            }
            if (ours) {
                return;
            }
            if (conflict) {
                throwOvertaken(plan, error);
            }
        }
        pause(m_store.options.startRowPause * attempt, {});
    }
}

} // namespace hubdeck::azurestorage
