// SPDX-License-Identifier: MIT
#include "services/azurestorage/instanceactions.h"

#include "services/azurestorage/hubstore.h"
#include "services/azurestorage/instancepurger.h"
#include "services/azurestorage/instancestarter.h"
#include "services/azurestorage/messagedecoder.h"
#include "services/azurestorage/rewindplan.h"
#include "services/azurestorage/storagecapabilities.h"
#include "services/azurestorage/storagefilters.h"

#include <QCoreApplication>
#include <QUrl>

namespace hubdeck::azurestorage {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::InstanceActions)
};

QStringList keyColumns()
{
    return { u"PartitionKey"_s, u"RowKey"_s };
}

QString reasonOf(const InstanceAction &action)
{
    if (const auto *terminate = std::get_if<TerminateAction>(&action)) {
        return terminate->reason;
    }
    if (const auto *suspend = std::get_if<SuspendAction>(&action)) {
        return suspend->reason;
    }
    if (const auto *resume = std::get_if<ResumeAction>(&action)) {
        return resume->reason;
    }
    return {};
}

/// Workers take an output that reads as an address for the place of a blob and fail on it (§5.7).
bool readsAsAddress(const QString &reason)
{
    return !reason.contains(u' ') && !QUrl(reason, QUrl::StrictMode).scheme().isEmpty();
}

void refuseWhatMustNotBeSent(const InstanceId &id, const InstanceAction &action)
{
    if (id.isEmpty()) {
        throw TaskHubError(ErrorKind::InvalidInput, Words::tr("An instance id cannot be empty."));
    }
    if (const QString problem = problemWithAction(action); !problem.isEmpty()) {
        throw TaskHubError(ErrorKind::InvalidInput, problem);
    }
    if (const QString reason = reasonOf(action); readsAsAddress(reason)) {
        throw TaskHubError(ErrorKind::InvalidInput,
                           Words::tr("The reason “%1” reads as an address: the hub keeps it as the "
                                     "output, and .NET programs would look for a blob there and "
                                     "fail. Put a space into it.")
                               .arg(reason));
    }
}

/// What the state of the instance forbids (§5.7), by the rules that dialogs show beforehand.
void refuseInState(const InstanceId &id, ActionKind kind, const RuntimeStatus &status)
{
    const Verdict verdict = canPerform(kind, id, status, storageCapabilities());
    if (verdict) {
        return;
    }
    const Verdict whenFit = canPerform(kind, id,
                                       kind == ActionKind::Resume ? RuntimeStatus::Kind::Suspended
                                                                  : RuntimeStatus::Kind::Running,
                                       storageCapabilities());
    const bool neverFit = !whenFit && kind != ActionKind::Rewind;
    throw TaskHubError(neverFit                  ? ErrorKind::Unsupported
                           : status.isTerminal() ? ErrorKind::AlreadyFinished
                                                 : ErrorKind::WrongState,
                       verdict.reason);
}

void refuseForEntities(const InstanceId &id, ActionKind kind)
{
    if (isEntityId(id)) {
        const Verdict verdict
            = canPerform(kind, id, RuntimeStatus::Kind::Running, storageCapabilities());
        if (!verdict) {
            throw TaskHubError(ErrorKind::Unsupported, verdict.reason);
        }
    }
}

/// Workers of today look for an instance under its escaped key, those before 1.8.4 under the plain
/// one; which of them runs cannot be seen.
void refuseOldKey(const InstanceId &id, const TableRow &row)
{
    if (row.partitionKey != escapedKey(id.text())) {
        throw TaskHubError(
            ErrorKind::Unsupported,
            Words::tr(
                "%1 was stored by a version of Durable Task before 1.8.4, which kept the ^ of "
                "an id in another way: today's workers would not find it. It can be shown, "
                "purged and restarted under a new id.")
                .arg(id.text()));
    }
}

ControlMessage messageOf(const InstanceId &id, const InstanceAction &action,
                         const MessageStamp &stamp)
{
    if (const auto *event = std::get_if<RaiseEventAction>(&action)) {
        return eventMessage(id, event->name, QString::fromUtf8(event->data.trimmed()), stamp);
    }
    if (const auto *suspend = std::get_if<SuspendAction>(&action)) {
        return suspendMessage(id, suspend->reason, stamp);
    }
    if (const auto *resume = std::get_if<ResumeAction>(&action)) {
        return resumeMessage(id, resume->reason, stamp);
    }
    return terminateMessage(id, reasonOf(action), stamp);
}

} // namespace

ActionOutcome InstanceActions::perform(const InstanceId &id, const InstanceAction &action,
                                       const std::stop_token &stop) const
{
    refuseWhatMustNotBeSent(id, action);
    throwIfStopped(stop);
    const ActionKind kind = kindOf(action);
    ActionOutcome outcome;
    if (const auto *rewound = std::get_if<RewindAction>(&action)) {
        refuseForEntities(id, kind);
        rewind(id, rewound->reason, stop);
    } else if (const auto *restart = std::get_if<RestartAction>(&action)) {
        refuseForEntities(id, kind);
        if (!restart->newId && !oldKey(id.text()).isEmpty()) {
            refuseOldKey(id, m_store.instanceRow(id, stop, keyColumns()));
        }
        outcome.newId = InstanceStarter(m_store).restart(id, restart->newId, stop);
    } else if (const auto *purge = std::get_if<PurgeAction>(&action)) {
        InstancePurger(m_store).purge(id, purge->evenIfActive, stop);
        outcome.deleted = 1;
    } else {
        send(id, action, stop);
    }
    return outcome;
}

void InstanceActions::send(const InstanceId &id, const InstanceAction &action,
                           const std::stop_token &stop) const
{
    const TableRow row
        = m_store.instanceRow(id, stop, { u"PartitionKey"_s, u"RowKey"_s, u"RuntimeStatus"_s });
    refuseOldKey(id, row);
    refuseInState(id, kindOf(action), RuntimeStatus::fromName(row.text(u"RuntimeStatus")));
    m_store.post(messageOf(id, action, m_store.stamp()), stop);
}

void InstanceActions::rewind(const InstanceId &id, const QString &reason,
                             const std::stop_token &stop) const
{
    RewindPlan plan(id);
    while (const auto next = plan.nextToRead()) {
        RewindMember member { *next, m_store.findInstance(*next, stop),
                              m_store.historyRows(historyFilter(*next), rewindColumns(), stop) };
        if (member.instance) {
            refuseOldKey(*next, *member.instance);
        }
        try {
            plan.add(member);
        } catch (const TaskHubError &error) {
            const bool isRoot = *next == id && member.instance;
            if (error.kind != ErrorKind::WrongState || !isRoot
                || !RuntimeStatus::fromName(member.instance->text(u"RuntimeStatus")).isTerminal()
                || RuntimeStatus::fromName(member.instance->text(u"RuntimeStatus")).kind()
                    == RuntimeStatus::Kind::Failed) {
                throw;
            }
            TaskHubError told = error; // as every road says it
            told.kind = ErrorKind::AlreadyFinished;
            throw told;
        }
    }
    static_cast<void>(m_store.controlQueueOf(id, stop)); // before anything is changed
    for (const RewindStep &step : plan.steps(m_store.now())) {
        throwIfStopped(stop);
        switch (step.kind) {
        case RewindStep::Kind::MergeHistory:
            m_store.tables().merge(m_store.names.history, step.change, step.change.etag, stop);
            break;
        case RewindStep::Kind::MergeInstance:
            m_store.tables().merge(m_store.names.instances, step.change, "*", stop);
            break;
        case RewindStep::Kind::Wake:
            if (!step.mayBePosted || !isWakePosted(step.instance, stop)) {
                m_store.post(genericMessage(step.instance, reason, m_store.stamp()), stop);
            }
            break;
        }
    }
}

bool InstanceActions::isWakePosted(const InstanceId &id, const std::stop_token &stop) const
{
    const PeekedMessages peeked
        = m_store.queues().peek(m_store.controlQueueOf(id, stop), QueueService::maxPeeked, stop);
    return std::ranges::any_of(peeked.messages, [&](const PeekedMessage &message) {
        const DecodedMessage decoded = decodeMessage(message.text);
        return decoded.eventType == u"GenericEvent" && decoded.instance == id;
    });
}

} // namespace hubdeck::azurestorage
