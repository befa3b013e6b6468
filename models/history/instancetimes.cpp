// SPDX-License-Identifier: MIT
#include "models/history/instancetimes.h"

#include "models/history/historytext.h"

#include <algorithm>

namespace hubdeck {

namespace {

constexpr qint64 ticksPerSecond = 10'000'000;

bool isWholeSecond(Instant time)
{
    return time.ticks() % ticksPerSecond == 0;
}

bool isSameSecond(Instant a, Instant b)
{
    return a.ticks() / ticksPerSecond == b.ticks() / ticksPerSecond;
}

bool refine(std::optional<Instant> &time, const std::optional<Instant> &exact)
{
    if (!time || !exact || !isWholeSecond(*time) || isWholeSecond(*exact)
        || !isSameSecond(*time, *exact)) {
        return false;
    }
    time = exact;
    return true;
}

} // namespace

InstanceTimes timesOf(const InstanceDetails &instance, const History *history, Instant now)
{
    InstanceTimes times;
    times.created = instance.created;
    times.lastUpdated = instance.lastUpdated;
    if (history != nullptr) {
        const auto started = std::find_if(
            history->events.begin(), history->events.end(),
            [](const HistoryEvent &event) { return event.type == u"ExecutionStarted"; });
        if (started != history->events.end()) {
            times.fromHistory |= refine(times.created, started->timestamp);
        }
        std::optional<Instant> last;
        for (const HistoryEvent &event : history->events) {
            last = std::max(last, event.timestamp);
        }
        times.fromHistory |= refine(times.lastUpdated, last);
    }
    const bool active = instance.status.isActive();
    if (!active) {
        times.ended = instance.completed ? instance.completed : times.lastUpdated;
    }
    const std::optional<Instant> end = active ? now : times.ended;
    if (times.created && end) {
        times.duration = std::max(Instant::Ticks(0), *end - *times.created);
        times.isExact = active || !isWholeSecond(*times.created) || !isWholeSecond(*end);
    }
    return times;
}

ChildrenSummary childrenOf(const History &history)
{
    ChildrenSummary children;
    for (const HistoryEvent &event : history.events) {
        if (event.type == u"SubOrchestrationInstanceCreated") {
            ++children.running;
        } else if (event.type == u"SubOrchestrationInstanceCompleted") {
            ++children.completed;
        } else if (event.type == u"SubOrchestrationInstanceFailed") {
            ++children.failed;
        }
        const InstanceId id = historytext::childOf(event);
        if (!id.isEmpty() && std::ranges::find(children.knownIds, id) == children.knownIds.end()) {
            children.knownIds.push_back(id);
        }
    }
    return children;
}

} // namespace hubdeck
