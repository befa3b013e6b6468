// SPDX-License-Identifier: MIT
#include "models/activity/actionsending.h"

#include "models/displaytext.h"

#include <QCoreApplication>

namespace hubdeck {

namespace {

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
            result.error = TaskHubError(
                ErrorKind::WrongState,
                QCoreApplication::translate("hubdeck::ActionRunner",
                                            "The hub deleted nothing: it refuses to "
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

void sendOneByOne(TaskHub &hub, const InstanceAction &action, const std::vector<InstanceId> &ids,
                  const std::atomic_bool &stopped, std::stop_token stop,
                  const std::function<void(const ItemResult &)> &told)
{
    int troubles = 0;
    for (const InstanceId &id : ids) {
        if (stopped.load() || stop.stop_requested()) {
            return;
        }
        const ItemResult result = performOne(hub, id, action, stop);
        told(result);
        troubles = result.error && isConnectionTrouble(result.error->kind) ? troubles + 1 : 0;
        if (troubles >= troublesInARow || (result.error && endsAll(result.error->kind))) {
            return;
        }
    }
}

} // namespace hubdeck
