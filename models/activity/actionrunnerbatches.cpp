// SPDX-License-Identifier: MIT
// What is being sent, from the call to the outcome of its last instance.
#include "models/activity/actionrunnerprivate.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"

#include <algorithm>

namespace hubdeck {

ActivityModel::EntryId ActionRunner::Private::note(const QString &what, const QString &icon,
                                                   const InstanceId &id)
{
    return activity.add({ session.info().name, what, icon, id.text(), session.entry() });
}

ActionRunner::Private::Batch *ActionRunner::Private::addBatch()
{
    auto batch = std::make_unique<Batch>();
    batch->number = next++;
    batches.push_back(std::move(batch));
    if (batches.size() == 1) {
        emit q->busyChanged(true);
    }
    return batches.back().get();
}

ActionRunner::Private::Batch *ActionRunner::Private::find(quint64 number)
{
    const auto found
        = std::ranges::find(batches, number, [](const auto &batch) { return batch->number; });
    return found == batches.end() ? nullptr : found->get();
}

void ActionRunner::Private::endBatch(quint64 number)
{
    std::erase_if(batches, [number](const auto &batch) { return batch->number == number; });
    if (batches.empty()) {
        emit q->busyChanged(false);
    }
}

void ActionRunner::Private::send(const InstanceAction &action, const std::vector<InstanceId> &ids,
                                 const QString &what)
{
    const ActionKind kind = kindOf(action);
    Batch *batch = addBatch();
    const quint64 number = batch->number;
    batch->action = action;
    batch->ids = ids;
    batch->counts.total = static_cast<int>(ids.size());
    batch->entry
        = note(what, actionwords::iconName(kind), ids.size() == 1 ? ids.front() : InstanceId());
    activity.update(batch->entry, Outcome::Running, tr("sending…"));
    for (const InstanceId &id : ids) {
        session.pending().set(id, kind, PendingActions::State::Sending);
    }
    const auto work = [this, number, hub = session.hub(), action, ids,
                       stopped = batch->stopped](const JobContext &context) {
        sendOneByOne(*hub, action, ids, *stopped, context.stop(), [&](const ItemResult &result) {
            context.post([this, number, result] { itemDone(number, result); });
        });
    };
    batch->job
        = std::make_unique<Job<void>>(session.pool(), work, [this, number] { batchDone(number); });
    connect(batch->job.get(), &JobBase::failed, q,
            [this, number](const TaskHubError &error) { batchFailed(number, error); });
}

void ActionRunner::Private::itemDone(quint64 number, const ItemResult &result)
{
    Batch *batch = find(number);
    if (batch == nullptr) {
        return;
    }
    if (result.error) {
        itemFailed(*batch, result);
    } else {
        itemAccepted(*batch, result);
    }
    if (result.after) {
        emit session.instanceRead(*result.after);
    }
    if (result.gone) {
        emit session.instancesRemoved({ result.id });
    }
    if (batch->counts.total > 1) {
        activity.update(batch->entry, Outcome::Running, actionwords::result(batch->counts, true));
        emit q->progress(batch->counts.done(), batch->counts.total);
    }
}

void ActionRunner::Private::itemAccepted(Batch &batch, const ItemResult &result)
{
    ++batch.counts.accepted;
    const ActionKind kind = kindOf(batch.action);
    const bool newInstance = result.outcome.newId && *result.outcome.newId != result.id;
    if (kind == ActionKind::Purge || newInstance) {
        clearIf(result.id, kind);
        if (newInstance) {
            emit session.instanceCreated(*result.outcome.newId);
        } else if (!result.gone) {
            emit session.instancesRemoved({ result.id });
        }
        if (batch.counts.total == 1) {
            const QString done = newInstance
                ? tr("accepted, started again as %1")
                      .arg(displaytext::singleLine(result.outcome.newId->text()))
                : result.gone ? tr("it was gone already")
                              : tr("deleted");
            activity.update(batch.entry, Outcome::Done, done);
        }
        return;
    }
    session.pending().set(result.id, kind, PendingActions::State::Accepted);
    batch.counts.watched = true;
    Watched entry { result.id, kind, batch.entry, nullptr };
    if (batch.counts.total > 1) {
        auto &group = groups[batch.number];
        if (!group) {
            group = std::make_shared<Counts>();
        }
        entry.group = group;
    } else {
        activity.update(batch.entry, Outcome::Running, tr("accepted"));
    }
    const quint64 ticket = next++;
    watched.insert(ticket, entry);
    watcher.watch(ticket, result.id, kind, result.before);
}

void ActionRunner::Private::itemFailed(Batch &batch, const ItemResult &result)
{
    const ActionKind kind = kindOf(batch.action);
    const bool unknown = result.error->kind == ErrorKind::OutcomeUnknown;
    ++(unknown ? batch.counts.unknown : batch.counts.failed);
    if (unknown) {
        session.pending().set(result.id, kind, PendingActions::State::Unknown);
    } else {
        clearIf(result.id, kind);
    }
    if (batch.counts.total == 1) {
        activity.fail(batch.entry, *result.error);
    } else {
        activity.fail(note(actionwords::what(batch.action, { result.id }),
                           actionwords::iconName(kind), result.id),
                      *result.error);
    }
    if (result.error->kind != ErrorKind::Cancelled) {
        batch.failures.emplace_back(result.id, *result.error);
    }
}

void ActionRunner::Private::batchDone(quint64 number)
{
    Batch *batch = find(number);
    if (batch == nullptr) {
        return;
    }
    const Counts counts = batch->counts;
    const actionwords::Failures failures = batch->failures;
    const ActionKind kind = kindOf(batch->action);
    for (const InstanceId &id : batch->ids) { // those that were never sent
        if (session.pending().state(id) == PendingActions::State::Sending) {
            clearIf(id, kind);
        }
    }
    if (counts.done() == 0) {
        activity.update(batch->entry, Outcome::Stopped, tr("stopped, nothing was sent"));
    } else if (counts.total > 1) {
        if (const auto group = groups.take(number)) {
            const int reported = group->reported; // some were reported while the rest was sent
            *group = counts;
            group->reported = reported;
            batch->counts = *group;
        }
        const Outcome outcome = counts.failed > 0                        ? Outcome::Failed
            : counts.unknown > 0                                         ? Outcome::Unknown
            : counts.done() < counts.total                               ? Outcome::Stopped
            : counts.watched && batch->counts.reported < counts.accepted ? Outcome::Running
                                                                         : Outcome::Done;
        activity.update(batch->entry, outcome, actionwords::result(batch->counts, false));
    }
    endBatch(number);
    emit q->finished(counts.accepted, counts.failed, counts.unknown);
    if (failures.size() == 1) {
        emit q->actionFailed(failures.front().second, failures.front().first);
    } else if (!failures.empty()) {
        emit q->actionFailed(actionwords::summary(kind, failures, counts.total), {});
    }
}

// Only before anything was sent (a stop) or by an error inside the program.
void ActionRunner::Private::batchFailed(quint64 number, const TaskHubError &error)
{
    Batch *batch = find(number);
    if (batch == nullptr) {
        return;
    }
    const ActionKind kind = kindOf(batch->action);
    for (const InstanceId &id : batch->ids) {
        if (session.pending().state(id) == PendingActions::State::Sending) {
            clearIf(id, kind);
        }
    }
    const int failed = std::max(1, batch->counts.total - batch->counts.done());
    const int accepted = batch->counts.accepted;
    const int unknown = batch->counts.unknown + (error.kind == ErrorKind::OutcomeUnknown ? 1 : 0);
    activity.fail(batch->entry, error);
    groups.remove(number);
    endBatch(number);
    emit q->finished(accepted, error.kind == ErrorKind::OutcomeUnknown ? 0 : failed, unknown);
    if (error.kind != ErrorKind::Cancelled) {
        emit q->actionFailed(error, {});
    }
}

void ActionRunner::Private::sendPurgeRequest(const PurgePlan &plan, const QString &what)
{
    Batch *batch = addBatch();
    const quint64 number = batch->number;
    batch->action = PurgeAction {};
    batch->counts.total = 1;
    batch->entry = note(what, actionwords::iconName(ActionKind::Purge), {});
    activity.update(batch->entry, Outcome::Running, tr("sending…"));
    batch->job = std::make_unique<Job<PurgeOutcome>>(
        session.pool(),
        [hub = session.hub(), filter = *plan.request](const JobContext &context) {
            return hub->purge(filter, context.stop());
        },
        [this, number, plan](PurgeOutcome &&outcome) { purged(number, plan, outcome.deleted); });
    connect(batch->job.get(), &JobBase::failed, q, [this, number](const TaskHubError &error) {
        batchFailed(number, error);
        emit q->listOutdated(); // a purge that took too long goes on at the hub
    });
}

void ActionRunner::Private::purged(quint64 number, const PurgePlan &plan, qint64 deleted)
{
    if (Batch *batch = find(number)) {
        const qint64 expected = static_cast<qint64>(plan.ids.size());
        activity.update(batch->entry, Outcome::Done,
                        deleted == expected
                            ? tr("%1 deleted").arg(displaytext::count(deleted))
                            : tr("%1 deleted, %2 were listed before")
                                  .arg(displaytext::count(deleted), displaytext::count(expected)));
        endBatch(number);
        if (deleted == expected) {
            emit session.instancesRemoved(QList<InstanceId>(plan.ids.begin(), plan.ids.end()));
        } else {
            emit q->listOutdated();
        }
        emit q->finished(static_cast<int>(deleted), 0, 0);
    }
}

} // namespace hubdeck
