// SPDX-License-Identifier: MIT
#include "services/taskhub/taskhub.h"

#include "services/taskhub/pause.h"

#include <algorithm>

namespace hubdeck {

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
    }
}

} // namespace hubdeck
