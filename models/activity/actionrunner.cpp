// SPDX-License-Identifier: MIT
#include "models/activity/actionrunner.h"

#include "models/activity/actionrunnerprivate.h"
#include "models/activity/pendingactions.h"
#include "models/displaytext.h"

#include <QSet>

#include <algorithm>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using Outcome = ActivityModel::Outcome;

namespace {

struct Started
{
    StartedInstance instance;
    std::optional<InstanceDetails> details;
};

Started startAndRead(TaskHub &hub, const StartRequest &request, std::stop_token stop)
{
    Started started { hub.start(request, stop), std::nullopt };
    try {
        started.details = hub.instance(started.instance.id, stop);
    } catch (const TaskHubError &) {
        started.details.reset(); // it was started: that is what counts
    }
    return started;
}

} // namespace

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
    auto *batch = d->addBatch();
    const quint64 number = batch->number;
    batch->counts.total = 1;
    batch->entry = d->note(tr("Start %1").arg(displaytext::singleLine(request.function)), u"plus"_s,
                           request.id.value_or(InstanceId()));
    d->activity.update(batch->entry, Outcome::Running, tr("sending…"));
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
    batch->job = std::make_unique<Job<Started>>(
        d->session.pool(),
        [hub = d->session.hub(), request](const JobContext &context) {
            return startAndRead(*hub, request, context.stop());
        },
        done);
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
