// SPDX-License-Identifier: MIT
// What becomes of accepted actions, and checks after an unknown outcome.
#include "models/activity/actionrunnerprivate.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"

namespace hubdeck {

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

} // namespace hubdeck
