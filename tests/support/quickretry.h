// SPDX-License-Identifier: MIT
#pragma once

#include "services/durablehttp/durablehttpoptions.h"

namespace hubdeck {

/// The product's retries on a clock that jumps instead of waiting.
[[nodiscard]] inline DurableHttpOptions::Retry quickRetry()
{
    return [](const std::function<void()> &call, std::stop_token stop) {
        auto now = std::make_shared<std::chrono::steady_clock::time_point>();
        RetryClock clock;
        clock.now = [now] { return *now; };
        clock.random = [] { return 0.5; };
        clock.wait
            = [now](std::chrono::milliseconds time, const std::stop_token &) { *now += time; };
        retryReadBy(clock, call, std::move(stop));
    };
}

} // namespace hubdeck
