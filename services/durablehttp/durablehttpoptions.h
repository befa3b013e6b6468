// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/retrypolicy.h"

namespace hubdeck {

/// Limits of a DurableHttpHub (architecture.md, Errors). The defaults are the product's; tests
/// shorten them.
struct DurableHttpOptions
{
    using Milliseconds = std::chrono::milliseconds;
    using Retry = std::function<void(const std::function<void()> &call, std::stop_token stop)>;

    Milliseconds connectTimeout { 10'000 };
    Milliseconds idleTimeout { 60'000 };
    Milliseconds firstByteTimeout { 60'000 };
    Milliseconds purgeTimeout { 240'000 };
    Milliseconds waitMargin { 30'000 }; // first byte of a waiting start: its time-out and this
    Milliseconds longestServerWait {
        200'000
    }; // App Service cuts idle requests at 230 s; the rest of a wait is polled
    qint64 bodyLimit = 512LL * 1024 * 1024; // bytes
    Retry retry = retryRead; // runs a read until it succeeds or gives up
};

} // namespace hubdeck
