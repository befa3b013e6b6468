// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhuberror.h"

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

namespace hubdeck {

/// When a read is tried again (architecture.md, Errors): at most 4 attempts, full jitter, 30 s in
/// all, Retry-After honoured. Pure.
class RetryPolicy
{
public:
    using Milliseconds = std::chrono::milliseconds;
    static constexpr int maxAttempts = 4;
    static constexpr Milliseconds budget { 30'000 };
    static constexpr Milliseconds firstStep {
        500
    }; // the longest wait after the first attempt; doubles with each

    /// True for kinds that another attempt may cure.
    [[nodiscard]] static bool isTransient(ErrorKind kind) noexcept;

    /// How long to wait before attempt number `attempt` + 1 after `error`, `spent` since the first;
    /// nullopt: give up. `random` in [0, 1) picks the jitter.
    [[nodiscard]] static std::optional<Milliseconds>
    delayAfter(const TaskHubError &error, int attempt, Milliseconds spent, double random) noexcept;
};

/// What retryRead() takes from the world, so that tests need not wait.
struct RetryClock
{
    std::function<std::chrono::steady_clock::time_point()> now;
    std::function<double()> random; // [0, 1)
    std::function<void(std::chrono::milliseconds, const std::stop_token &)>
        wait; // returns early when stopped

    [[nodiscard]] static RetryClock system();
};

/// Runs a read until it succeeds or the policy gives up; the last error is thrown. Never use it for
/// an action, unless twice leaves the same behind as once. `call` throws TaskHubError. The wait
/// ends at once when `stop` is set (Cancelled).
void retryRead(const std::function<void()> &call, std::stop_token stop);
void retryReadBy(const RetryClock &clock, const std::function<void()> &call, std::stop_token stop);

} // namespace hubdeck
