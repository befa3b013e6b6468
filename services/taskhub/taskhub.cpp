// SPDX-License-Identifier: MIT
#include "services/taskhub/taskhub.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace hubdeck {

namespace {

/// Sleeps, but not beyond a set stop token.
void pause(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    woken.wait_for(lock, stop, time, [] { return false; });
}

} // namespace

TaskHub::~TaskHub() = default;

InstanceDetails TaskHub::waitForCompletion(const InstanceId &id, std::chrono::milliseconds timeout,
                                           std::stop_token stop)
{
    using Clock = std::chrono::steady_clock;
    using std::chrono::milliseconds;
    constexpr milliseconds first { 200 };
    constexpr milliseconds longest { 2'000 };
    const Clock::time_point begun = Clock::now();
    for (milliseconds interval = first;; interval = std::min(interval * 3 / 2, longest)) {
        InstanceDetails details = instance(id, stop);
        const auto spent = std::chrono::duration_cast<milliseconds>(Clock::now() - begun);
        if (details.status.isTerminal() || spent >= timeout) {
            return details;
        }
        pause(std::min(interval, timeout - spent), stop);
        if (stop.stop_requested()) {
            throw TaskHubError(ErrorKind::Cancelled,
                               QCoreApplication::translate("hubdeck::TaskHub", "Stopped."));
        }
    }
}

} // namespace hubdeck
