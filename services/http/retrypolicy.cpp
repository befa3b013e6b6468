// SPDX-License-Identifier: MIT
#include "services/http/retrypolicy.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace hubdeck {

bool RetryPolicy::isTransient(ErrorKind kind) noexcept
{
    return kind == ErrorKind::Unreachable || kind == ErrorKind::TimedOut
        || kind == ErrorKind::Throttled || kind == ErrorKind::Unavailable;
}

std::optional<RetryPolicy::Milliseconds> RetryPolicy::delayAfter(const TaskHubError &error,
                                                                 int attempt, Milliseconds spent,
                                                                 double random) noexcept
{
    if (!isTransient(error.kind) || attempt < 1 || attempt >= maxAttempts)
        return std::nullopt;
    const Milliseconds longest = firstStep * (1 << (attempt - 1));
    const double share = std::clamp(random, 0.0, 1.0);
    Milliseconds delay(
        static_cast<Milliseconds::rep>(static_cast<double>(longest.count()) * share));
    if (error.retryAfter)
        delay = std::max(delay, *error.retryAfter);
    // Compared without a sum, which a huge Retry-After would overflow
    if (spent >= budget || delay > budget - spent)
        return std::nullopt;
    return delay;
}

RetryClock RetryClock::system()
{
    return { [] { return std::chrono::steady_clock::now(); },
             [] { return QRandomGenerator::global()->generateDouble(); },
             [](std::chrono::milliseconds time, const std::stop_token &stop) {
                 std::mutex mutex;
                 std::condition_variable_any never;
                 std::unique_lock lock(mutex);
                 never.wait_for(lock, stop, time, [] { return false; });
             } };
}

void retryRead(const std::function<void()> &call, std::stop_token stop)
{
    static const RetryClock clock = RetryClock::system();
    retryReadBy(clock, call, std::move(stop));
}

void retryReadBy(const RetryClock &clock, const std::function<void()> &call, std::stop_token stop)
{
    const auto begin = clock.now();
    const auto throwIfStopped = [&stop] {
        if (stop.stop_requested())
            throw TaskHubError(ErrorKind::Cancelled,
                               QCoreApplication::translate("hubdeck::HttpClient", "Cancelled."));
    };
    for (int attempt = 1;; ++attempt) {
        throwIfStopped();
        std::optional<std::chrono::milliseconds> delay;
        try {
            call();
            return;
        } catch (const TaskHubError &error) {
            const auto spent
                = std::chrono::duration_cast<std::chrono::milliseconds>(clock.now() - begin);
            delay = RetryPolicy::delayAfter(error, attempt, spent, clock.random());
            if (!delay)
                throw;
        }
        clock.wait(*delay, stop);
    }
}

} // namespace hubdeck
