// SPDX-License-Identifier: MIT
#include "models/activity/actionrunner.h"

#include "models/activity/actionwords.h"
#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/hubs/hubsession.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <atomic>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using actionwords::Counts;
using Outcome = ActivityModel::Outcome;

namespace {

// What one instance of a call gave, as it comes from the job's thread.
struct ItemResult
{
    InstanceId id;
    std::optional<TaskHubError> error;
    ActionOutcome outcome;
    std::optional<Observation> before;
    std::optional<InstanceDetails> after; // read after a refusal: the row may be out of date
    bool gone = false;
};

// Errors that every further instance would meet too: nothing more is sent.
bool endsAll(ErrorKind kind)
{
    return kind == ErrorKind::Unauthorised || kind == ErrorKind::Forbidden
        || kind == ErrorKind::AppStopped || kind == ErrorKind::Tls || kind == ErrorKind::Redirected
        || kind == ErrorKind::Unsupported || kind == ErrorKind::Cancelled;
}

bool isConnectionTrouble(ErrorKind kind)
{
    return kind == ErrorKind::Unreachable || kind == ErrorKind::TimedOut
        || kind == ErrorKind::OutcomeUnknown || kind == ErrorKind::Unavailable
        || kind == ErrorKind::Throttled;
}

constexpr int troublesInARow = 3;

std::optional<Observation> baseline(TaskHub &hub, const InstanceId &id, std::stop_token stop)
{
    try {
        return Observation::of(hub.history(id, stop));
    } catch (const TaskHubError &) {
        return std::nullopt; // the action itself will tell what is wrong
    }
}

// The hub refused: what the instance is now makes the row right again.
void readAfterRefusal(TaskHub &hub, ItemResult &result, std::stop_token stop)
{
    const ErrorKind kind = result.error->kind;
    if (kind != ErrorKind::NotFound && kind != ErrorKind::AlreadyFinished
        && kind != ErrorKind::WrongState && kind != ErrorKind::Conflict
        && kind != ErrorKind::AlreadyExists) {
        return;
    }
    try {
        result.after = hub.instance(result.id, stop);
    } catch (const TaskHubError &error) {
        result.gone = error.kind == ErrorKind::NotFound;
    }
}

ItemResult performOne(TaskHub &hub, const InstanceId &id, const InstanceAction &action,
                      std::stop_token stop)
{
    ItemResult result;
    result.id = id;
    const ActionKind kind = kindOf(action);
    if (needsBaseline(kind)) {
        result.before = baseline(hub, id, stop);
    }
    try {
        result.outcome = hub.perform(id, action, stop);
        if (kind == ActionKind::Purge && result.outcome.deleted == 0) {
            result.error = TaskHubError(ErrorKind::WrongState,
                                        ActionRunner::tr("The hub deleted nothing: it refuses to "
                                                         "purge %1 in its present state. Terminate "
                                                         "it first if it is still active.")
                                            .arg(displaytext::singleLine(id.text())));
        }
    } catch (const TaskHubError &error) {
        if (kind == ActionKind::Purge && error.kind == ErrorKind::NotFound) {
            result.gone = true; // somebody else was first: what was wanted is so
            return result;
        }
        result.error = error;
    }
    if (result.error) {
        readAfterRefusal(hub, result, stop);
    }
    return result;
}

} // namespace

class ActionRunner::Private
{
public:
    // One call of perform(), start() or purge() while it is being sent.
    struct Batch
    {
        quint64 number = 0;
        InstanceAction action;
        std::vector<InstanceId> ids;
        Counts counts;
        ActivityModel::EntryId entry = 0;
        actionwords::Failures failures;
        std::shared_ptr<std::atomic_bool> stopped = std::make_shared<std::atomic_bool>(false);
        std::unique_ptr<JobBase> job;
    };

    // An instance that is read until the hub reports the change.
    struct Watched
    {
        InstanceId id;
        ActionKind action;
        ActivityModel::EntryId entry;
        std::shared_ptr<Counts> group; // null when the entry is about this one instance
    };

    Private(ActionRunner *runner, HubSession &hubSession, ActivityModel &activityModel)
        : q(runner)
        , session(hubSession)
        , activity(activityModel)
        , watcher(hubSession)
    { }

    ActivityModel::EntryId note(const QString &what, const QString &icon, const InstanceId &id);
    Batch *addBatch();
    Batch *find(quint64 number);
    void endBatch(quint64 number);
    void send(const InstanceAction &action, const std::vector<InstanceId> &ids,
              const QString &what);
    void itemDone(quint64 number, const ItemResult &result);
    void itemAccepted(Batch &batch, const ItemResult &result);
    void itemFailed(Batch &batch, const ItemResult &result);
    void batchDone(quint64 number);
    void batchFailed(quint64 number, const TaskHubError &error);
    void sendPurgeRequest(const PurgePlan &plan, const QString &what);
    void purged(quint64 number, const PurgePlan &plan, qint64 deleted);
    void connectWatcher();
    std::optional<Watched> take(quint64 ticket);
    void clearIf(const InstanceId &id, ActionKind action);
    void tell(const Watched &watched, Outcome outcome, const QString &result);
    void checked(const InstanceId &id, ActivityModel::EntryId entry,
                 const InstanceDetails &instance);
    void checkFailed(const InstanceId &id, ActivityModel::EntryId entry, const TaskHubError &error);

    ActionRunner *q;
    HubSession &session;
    ActivityModel &activity;
    InstanceWatcher watcher;
    std::vector<std::unique_ptr<Batch>> batches;
    QHash<quint64, Watched> watched;
    QHash<quint64, std::shared_ptr<Counts>>
        groups; // by batch number, of batches with several instances
    QHash<InstanceId, std::shared_ptr<JobBase>> checks;
    quint64 next = 1;
};

ActivityModel::EntryId ActionRunner::Private::note(const QString &what, const QString &icon,
                                                   const InstanceId &id)
{
    return activity.add({ session.info().name, what, icon, id.text() });
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
        int troubles = 0;
        for (const InstanceId &id : ids) {
            if (stopped->load() || context.stop().stop_requested()) {
                break;
            }
            const ItemResult result = performOne(*hub, id, action, context.stop());
            context.post([this, number, result] { itemDone(number, result); });
            troubles = result.error && isConnectionTrouble(result.error->kind) ? troubles + 1 : 0;
            if (troubles >= troublesInARow || (result.error && endsAll(result.error->kind))) {
                break;
            }
        }
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

void ActionRunner::Private::connectWatcher()
{
    connect(
        &watcher, &InstanceWatcher::happened, q,
        [this](quint64 ticket, const InstanceDetails &instance, std::chrono::milliseconds after) {
            const auto found = watched.constFind(ticket);
            if (found == watched.constEnd()) {
                return;
            }
            const Watched entry = *found;
            const bool ends = entry.action != ActionKind::Rewind;
            if (ends) {
                watched.remove(ticket);
            }
            clearIf(entry.id, entry.action);
            if (ends || !instance.status.isTerminal()) {
                tell(entry, ends ? Outcome::Done : Outcome::Running,
                     actionwords::reported(instance, after));
            }
        });
    connect(
        &watcher, &InstanceWatcher::ended, q,
        [this](quint64 ticket, const InstanceDetails &instance, std::chrono::milliseconds after) {
            if (const auto entry = take(ticket)) {
                tell(*entry, Outcome::Done, actionwords::reported(instance, after));
            }
        });
    connect(&watcher, &InstanceWatcher::slow, q, [this](quint64 ticket) {
        if (const auto found = watched.constFind(ticket); found != watched.constEnd()) {
            if (session.pending().contains(found->id)) {
                session.pending().set(found->id, found->action, PendingActions::State::Slow);
            }
            tell(*found, Outcome::Running, tr("accepted, no change for 30 s"));
        }
    });
    connect(&watcher, &InstanceWatcher::gone, q, [this](quint64 ticket) {
        if (const auto entry = take(ticket)) {
            clearIf(entry->id, entry->action);
            tell(*entry, Outcome::Done, tr("accepted, the instance is gone"));
        }
    });
    connect(
        &watcher, &InstanceWatcher::gaveUp, q, [this](quint64 ticket, const InstanceDetails &last) {
            if (const auto entry = take(ticket)) {
                clearIf(entry->id, entry->action);
                tell(*entry, Outcome::Done,
                     last.id.isEmpty() ? tr("accepted; the instance could not be read afterwards")
                                       : tr("accepted; not watched any longer, still %1")
                                             .arg(displaytext::status(last.status)));
            }
        });
}

std::optional<ActionRunner::Private::Watched> ActionRunner::Private::take(quint64 ticket)
{
    const auto found = watched.constFind(ticket);
    if (found == watched.constEnd()) {
        return std::nullopt;
    }
    const Watched entry = *found;
    watched.erase(found);
    return entry;
}

// A later action on the same instance keeps its own note.
void ActionRunner::Private::clearIf(const InstanceId &id, ActionKind action)
{
    if (session.pending().action(id) == action) {
        session.pending().clear(id);
    }
}

void ActionRunner::Private::tell(const Watched &entry, Outcome outcome, const QString &result)
{
    if (!entry.group) {
        activity.update(entry.entry, outcome, result);
        return;
    }
    if (outcome != Outcome::Done) {
        return;
    }
    ++entry.group->reported;
    if (entry.group->total == 0) {
        return; // still being sent
    }
    const bool all = entry.group->reported == entry.group->accepted
        && entry.group->accepted == entry.group->total;
    const bool clean = entry.group->failed == 0 && entry.group->unknown == 0;
    activity.update(entry.entry,
                    all         ? Outcome::Done
                        : clean ? Outcome::Running
                                : Outcome::Failed,
                    actionwords::result(*entry.group, false));
}

ActionRunner::ActionRunner(HubSession &session, ActivityModel &activity, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, session, activity))
{
    d->connectWatcher();
}

ActionRunner::~ActionRunner() = default;

void ActionRunner::setTimings(const WatchTimings &timings)
{
    d->watcher.setTimings(timings);
}

void ActionRunner::perform(const InstanceAction &action, const std::vector<InstanceId> &ids)
{
    std::vector<InstanceId> targets;
    QSet<InstanceId> seen;
    for (const InstanceId &id : ids) {
        const bool underWay = std::ranges::any_of(d->batches, [&](const auto &batch) {
            return batch->action == action
                && d->session.pending().state(id) == PendingActions::State::Sending
                && std::ranges::find(batch->ids, id) != batch->ids.end();
        });
        if (!underWay && !seen.contains(id)) {
            seen.insert(id);
            targets.push_back(id);
        }
    }
    if (targets.empty()) {
        return;
    }
    const QString what = actionwords::what(action, targets);
    if (const QString problem = problemWithAction(action); !problem.isEmpty()) {
        const TaskHubError error(ErrorKind::InvalidInput, problem);
        d->activity.fail(d->note(what, actionwords::iconName(kindOf(action)), targets.front()),
                         error);
        emit actionFailed(error, targets.front());
        return;
    }
    d->send(action, targets, what);
}

void ActionRunner::start(const StartRequest &request)
{
    struct Started
    {
        StartedInstance instance;
        std::optional<InstanceDetails> details;
    };

    auto *batch = d->addBatch();
    const quint64 number = batch->number;
    batch->counts.total = 1;
    batch->entry = d->note(tr("Start %1").arg(displaytext::singleLine(request.function)), u"plus"_s,
                           request.id.value_or(InstanceId()));
    d->activity.update(batch->entry, Outcome::Running, tr("sending…"));
    const auto work = [hub = d->session.hub(), request](const JobContext &context) {
        Started started { hub->start(request, context.stop()), std::nullopt };
        try {
            started.details = hub->instance(started.instance.id, context.stop());
        } catch (const TaskHubError &) {
            started.details.reset(); // it was started: that is what counts
        }
        return started;
    };
    const auto done = [this, number](Started &&started) {
        const auto *running = d->find(number);
        if (running == nullptr) {
            return;
        }
        const QString id = displaytext::singleLine(started.instance.id.text());
        const bool ended = started.details && started.details->status.isTerminal();
        d->activity.update(
            running->entry, Outcome::Done,
            ended ? tr("started as %1, %2").arg(id, displaytext::status(started.details->status))
                  : tr("started as %1").arg(id));
        d->endBatch(number);
        if (started.details) {
            emit d->session.instanceRead(*started.details);
        }
        emit d->session.instanceCreated(started.instance.id);
        emit finished(1, 0, 0);
    };
    batch->job = std::make_unique<Job<Started>>(d->session.pool(), work, done);
    connect(batch->job.get(), &JobBase::failed, this, [this, number](const TaskHubError &error) {
        d->batchFailed(number, error);
        if (error.kind == ErrorKind::OutcomeUnknown) {
            emit listOutdated();
        }
    });
}

void ActionRunner::purge(const PurgePlan &plan)
{
    if (plan.ids.empty()) {
        return;
    }
    const QString what = plan.ids.size() == 1
        ? tr("Purge one instance by filter")
        : tr("Purge %n instances by filter", nullptr, static_cast<int>(plan.ids.size()));
    if (plan.request) {
        d->sendPurgeRequest(plan, what);
    } else {
        d->send(PurgeAction {}, plan.ids, what);
    }
}

void ActionRunner::checkNow(const InstanceId &id)
{
    if (d->checks.contains(id)) {
        return;
    }
    const auto entry
        = d->note(tr("Check %1").arg(displaytext::singleLine(id.text())), u"refresh"_s, id);
    const auto job = std::make_shared<Job<InstanceDetails>>(
        d->session.pool(),
        [hub = d->session.hub(), id](const JobContext &context) {
            return hub->instance(id, context.stop());
        },
        [this, id, entry](InstanceDetails &&instance) { d->checked(id, entry, instance); });
    connect(job.get(), &JobBase::failed, this,
            [this, id, entry](const TaskHubError &error) { d->checkFailed(id, entry, error); });
    d->checks.insert(id, job);
}

void ActionRunner::Private::checked(const InstanceId &id, ActivityModel::EntryId entry,
                                    const InstanceDetails &instance)
{
    const auto job = checks.take(id); // kept until the end of this call, which it made
    session.pending().clear(id);
    activity.update(entry, Outcome::Done,
                    tr("it is %1, last updated %2")
                        .arg(displaytext::status(instance.status),
                             instance.lastUpdated ? instance.lastUpdated->toText() : tr("never")));
    emit session.instanceRead(instance);
}

void ActionRunner::Private::checkFailed(const InstanceId &id, ActivityModel::EntryId entry,
                                        const TaskHubError &error)
{
    const auto job = checks.take(id);
    if (error.kind == ErrorKind::NotFound) {
        session.pending().clear(id);
        activity.update(entry, Outcome::Done, tr("it is not there any more"));
        emit session.instancesRemoved({ id });
        return;
    }
    activity.fail(entry, error);
    emit q->actionFailed(error, id);
}

void ActionRunner::stop()
{
    for (const auto &batch : d->batches) {
        batch->stopped->store(true);
    }
}

bool ActionRunner::isBusy() const noexcept
{
    return !d->batches.empty();
}

} // namespace hubdeck
