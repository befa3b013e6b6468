// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/history.h"

#include <vector>

namespace hubdeck {

/// A stretch of time in the life of an instance.
struct TimelineBar
{
    enum class Kind { Execution, Activity, SubOrchestration, Timer, Event, Suspension, Idle };

    Kind kind = Kind::Activity;
    QString label;
    RuntimeStatus::Kind status
        = RuntimeStatus::Kind::Completed; // its colour: Running while it lasts
    Instant start;
    std::optional<Instant> end; // none: it lasts
    qsizetype event = -1; // in History::events: the one that ends it, or began it while it lasts
    int depth = 0;

    friend bool operator==(const TimelineBar &, const TimelineBar &) = default;
};

/// What an instance did when, as bars: itself first, then its tasks, sub-orchestrations, timers,
/// external events and suspensions by their start. Only what the history tells: an external event
/// is drawn back to the event before it, where the instance began to idle.
[[nodiscard]] std::vector<TimelineBar> timelineOf(const InstanceDetails &instance,
                                                  const History &history);

} // namespace hubdeck
