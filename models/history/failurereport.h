// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/history.h"

#include <vector>

namespace hubdeck {

/// One failure that the history tells of.
struct FailedStep
{
    enum class Kind { Activity, SubOrchestration, Orchestration };

    Kind kind = Kind::Activity;
    QString name; // the function; empty where the hub does not tell
    std::optional<Instant> when;
    qsizetype event = -1; // in History::events; -1: from the instance's output
    Failure failure;

    friend bool operator==(const FailedStep &, const FailedStep &) = default;
};

/// Why an instance failed, as far as its output and history tell: what a person wants to read
/// first, then every failure on the way, handled and retried ones included.
struct FailureReport
{
    bool hasFailed = false; // the instance itself
    QString culprit; // the function that failed first
    QString within; // the orchestration that it failed in; empty when the orchestration failed by
                    // itself
    Failure cause; // without the wrappers that frameworks put around it
    qsizetype causeStep = -1; // in `steps`
    std::vector<FailedStep> steps;

    friend bool operator==(const FailureReport &, const FailureReport &) = default;
};

/// `history` may be null.
[[nodiscard]] FailureReport failureReport(const InstanceDetails &instance, const History *history);

/// The failure below the exceptions that frameworks wrap around what went wrong
/// (FunctionFailedException, TaskFailedException …).
[[nodiscard]] const Failure &withoutWrappers(const Failure &failure);

} // namespace hubdeck
