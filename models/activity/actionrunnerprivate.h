// SPDX-License-Identifier: MIT
#pragma once

#include "models/activity/actionrunner.h"
#include "models/activity/actionsending.h"
#include "models/activity/actionwords.h"
#include "models/hubs/hubsession.h"

#include <QHash>

namespace hubdeck {

/// What ActionRunner keeps: calls that are being sent, instances that are watched, checks.
class ActionRunner::Private
{
public:
    using Counts = actionwords::Counts;
    using Outcome = ActivityModel::Outcome;

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

} // namespace hubdeck
