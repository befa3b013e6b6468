// SPDX-License-Identifier: MIT
#include "models/activity/instancewatcher.h"

#include <algorithm>

namespace hubdeck {

namespace {

constexpr int readsAtOnce = 2;

bool differs(const Observation &a, const Observation &b)
{
    const InstanceDetails &x = a.instance;
    const InstanceDetails &y = b.instance;
    return x.status != y.status || x.created != y.created || x.lastUpdated != y.lastUpdated
        || x.customStatus != y.customStatus || x.output != y.output
        || x.executionId != y.executionId
        || (a.events >= 0 && b.events >= 0
            && (a.events != b.events || a.firstEvent != b.firstEvent));
}

std::chrono::milliseconds since(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now()
                                                                 - start);
}

// The status first, which is cheap; the history only when the status alone cannot tell. Times have
// whole seconds over HTTP, so an event that arrives within a second of the last change shows in the
// history only.
Observation observe(TaskHub &hub, const InstanceId &id, ActionKind action,
                    const std::optional<Observation> &before, std::stop_token stop)
{
    Observation now = Observation::of(hub.instance(id, stop));
    if (before && before->events >= 0 && needsBaseline(action)
        && !hasHappened(action, before, now)) {
        now = Observation::of(hub.history(id, stop));
    }
    return now;
}

} // namespace

Observation Observation::of(const InstanceDetails &details)
{
    return Observation { details, -1, {} };
}

Observation Observation::of(const History &history)
{
    Observation observation { history.instance, -1, {} };
    if (history.available) {
        observation.events = static_cast<qsizetype>(history.events.size());
        observation.firstEvent = history.events.empty() ? QByteArray() : history.events.front().raw;
    }
    return observation;
}

bool needsBaseline(ActionKind action) noexcept
{
    return action == ActionKind::RaiseEvent || action == ActionKind::Rewind
        || action == ActionKind::Restart;
}

bool hasHappened(ActionKind action, const std::optional<Observation> &before,
                 const Observation &now)
{
    const RuntimeStatus &status = now.instance.status;
    switch (action) {
    case ActionKind::Terminate:
        return status.isTerminal();
    case ActionKind::Suspend:
        return status.kind() == RuntimeStatus::Kind::Suspended || status.isTerminal();
    case ActionKind::Resume:
        return status.kind() != RuntimeStatus::Kind::Suspended;
    case ActionKind::Rewind:
        // One that fails again at once may never be seen in another state.
        return status.kind() != RuntimeStatus::Kind::Failed || (before && differs(*before, now));
    case ActionKind::RaiseEvent:
    case ActionKind::Restart:
        return !before || differs(*before, now);
    case ActionKind::Purge:
        return false;
    }
    return false;
}

InstanceWatcher::InstanceWatcher(HubSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &InstanceWatcher::readDue);
}

InstanceWatcher::~InstanceWatcher() = default;

void InstanceWatcher::watch(quint64 ticket, const InstanceId &id, ActionKind action,
                            const std::optional<Observation> &before)
{
    auto entry = std::make_unique<Watch>();
    entry->ticket = ticket;
    entry->id = id;
    entry->action = action;
    entry->before = before;
    entry->accepted = Clock::now();
    entry->pause = m_timings.first;
    entry->due = entry->accepted + entry->pause;
    m_watches.push_back(std::move(entry));
    schedule();
}

void InstanceWatcher::schedule()
{
    std::optional<Clock::time_point> next;
    int reading = 0;
    for (const auto &watch : m_watches) {
        if (watch->job) {
            ++reading;
        } else if (!next || watch->due < *next) {
            next = watch->due;
        }
    }
    if (!next || reading >= readsAtOnce) {
        m_timer.stop(); // the end of a read schedules again
        return;
    }
    m_timer.start(std::max(std::chrono::milliseconds(0),
                           std::chrono::ceil<std::chrono::milliseconds>(*next - Clock::now())));
}

void InstanceWatcher::readDue()
{
    std::vector<Watch *> due;
    qsizetype reading = 0;
    const auto now = Clock::now();
    for (const auto &watch : m_watches) {
        reading += watch->job ? 1 : 0;
        if (!watch->job && watch->due <= now) {
            due.push_back(watch.get());
        }
    }
    std::ranges::sort(due, {}, &Watch::due);
    for (Watch *watch : due) {
        if (reading++ >= readsAtOnce) {
            break;
        }
        read(*watch);
    }
    schedule();
}

void InstanceWatcher::read(Watch &watch)
{
    const quint64 ticket = watch.ticket;
    watch.job = std::make_unique<Job<Observation>>(
        m_session.pool(),
        [hub = m_session.hub(), id = watch.id, action = watch.action,
         before = watch.before](const JobContext &context) {
            return observe(*hub, id, action, before, context.stop());
        },
        [this, ticket](Observation &&now) { readDone(ticket, now); });
    connect(watch.job.get(), &JobBase::failed, this,
            [this, ticket](const TaskHubError &error) { readFailed(ticket, error); });
}

void InstanceWatcher::readDone(quint64 ticket, const Observation &now)
{
    Watch *watch = find(ticket);
    if (watch == nullptr) {
        return;
    }
    const auto after = since(watch->accepted);
    watch->last = now.instance;
    const InstanceDetails instance = now.instance;
    const bool first = !watch->happened && hasHappened(watch->action, watch->before, now);
    const bool follows = watch->action == ActionKind::Rewind;
    watch->happened = watch->happened || first;
    const bool end = watch->happened && (!follows || instance.status.isTerminal());
    if (end) {
        remove(ticket);
    } else {
        again(*watch);
    }
    emit m_session.instanceRead(instance);
    if (first) {
        emit happened(ticket, instance, after);
    }
    if (end && follows) {
        emit ended(ticket, instance, after);
    }
}

void InstanceWatcher::readFailed(quint64 ticket, const TaskHubError &error)
{
    Watch *watch = find(ticket);
    if (watch == nullptr) {
        return;
    }
    if (error.kind == ErrorKind::NotFound) {
        const InstanceId id = watch->id;
        remove(ticket);
        emit m_session.instancesRemoved({ id });
        emit gone(ticket);
        return;
    }
    again(*watch); // the connection may come back
}

void InstanceWatcher::again(Watch &watch)
{
    watch.job.reset();
    const quint64 ticket = watch.ticket;
    const auto age = since(watch.accepted);
    if (age >= m_timings.giveUpAfter) {
        const InstanceDetails last = watch.last;
        remove(ticket);
        emit gaveUp(ticket, last);
        return;
    }
    const bool nowSlow = age >= m_timings.slowAfter;
    watch.pause = nowSlow ? m_timings.slowEvery : std::min(m_timings.longest, watch.pause * 3 / 2);
    watch.due = Clock::now() + watch.pause;
    const bool tell = nowSlow && !watch.slow && !watch.happened;
    watch.slow = watch.slow || nowSlow;
    schedule();
    if (tell) {
        emit slow(ticket);
    }
}

InstanceWatcher::Watch *InstanceWatcher::find(quint64 ticket)
{
    const auto found = std::ranges::find(m_watches, ticket, &Watch::ticket);
    return found == m_watches.end() ? nullptr : found->get();
}

void InstanceWatcher::remove(quint64 ticket)
{
    std::erase_if(m_watches, [ticket](const auto &watch) { return watch->ticket == ticket; });
    schedule();
}

} // namespace hubdeck
