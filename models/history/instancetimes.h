// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/history.h"

namespace hubdeck {

/// The times of an instance as exactly as they are known: a road that cuts them to whole seconds
/// often tells the rest in the history. Nothing is invented: a time of the history is taken only
/// where it agrees with the instance's own to the second.
struct InstanceTimes
{
    std::optional<Instant> created;
    std::optional<Instant> lastUpdated;
    /// When it is over: its completion where the road tells it, otherwise its last update. What
    /// tells how long an instance took counts to here: header, timeline and list say the same.
    std::optional<Instant> ended;
    /// From creation to the end; to `now` while the instance is active.
    std::optional<Instant::Ticks> duration;
    /// False where the duration is made of whole seconds only.
    bool isExact = false;
    /// The history lent a fraction.
    bool fromHistory = false;

    friend bool operator==(const InstanceTimes &, const InstanceTimes &) = default;
};

/// `history` may be null.
[[nodiscard]] InstanceTimes timesOf(const InstanceDetails &instance, const History *history,
                                    Instant now);

/// The children that a history tells of.
struct ChildrenSummary
{
    int running = 0;
    int completed = 0;
    int failed = 0;
    std::vector<InstanceId> knownIds; // of the HTTP road: running ones only

    [[nodiscard]] int total() const noexcept { return running + completed + failed; }
};

[[nodiscard]] ChildrenSummary childrenOf(const History &history);

} // namespace hubdeck
