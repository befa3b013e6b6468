// SPDX-License-Identifier: MIT
#pragma once

#include "models/activity/activitymodel.h"
#include "models/activity/instancewatcher.h"
#include "models/activity/purgeplan.h"
#include "services/taskhub/actions.h"

#include <QObject>

#include <memory>
#include <vector>

namespace hubdeck {

class HubSession;

/// Does things to the instances of one hub: sends each action once, keeps PendingActions, reads the
/// instances again until the hub reports the change, and writes the activity list (ui.md, Actions).
/// Nothing is ever sent again by itself. One per HubSession. GUI thread; several calls may be under
/// way at once.
class ActionRunner : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the runner.
    ActionRunner(HubSession &session, ActivityModel &activity, QObject *parent = nullptr);
    ~ActionRunner() override;
    void setTimings(const WatchTimings &timings);

    /// Sends `action` to each of `ids`, one after the other, as one job with an outcome for each.
    /// An id that is named twice, or to which the very same action is on its way, is sent to once.
    /// Restart selects the new instance by HubSession::instanceCreated.
    void perform(const InstanceAction &action, const std::vector<InstanceId> &ids);
    /// Starts an instance; HubSession::instanceCreated tells its id.
    void start(const StartRequest &request);
    /// Carries out a plan: its one request, or its ids one by one.
    void purge(const PurgePlan &plan);
    /// After an unknown outcome: reads the instance, tells what it is now and takes the note from
    /// its row.
    void checkNow(const InstanceId &id);

    /// Sends nothing more of what is under way; what is on its way is waited for.
    void stop();
    /// True while something is being sent (not while only watching).
    [[nodiscard]] bool isBusy() const noexcept;

signals:
    /// For the message bar. `id` is empty when no one instance is concerned. Every failure is in
    /// the activity list as well.
    void actionFailed(const hubdeck::TaskHubError &error, const hubdeck::InstanceId &id);
    /// Everything that one call sent has its outcome: how many were accepted, failed and unknown.
    void finished(int accepted, int failed, int unknown);
    /// Of the call that is under way with several instances.
    void progress(qint64 done, qint64 total);
    void busyChanged(bool busy);
    /// The hub deleted something else than what was asked, or an unknown number: the list should be
    /// asked again.
    void listOutdated();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
