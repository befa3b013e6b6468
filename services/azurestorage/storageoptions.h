// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/retrypolicy.h"

#include <QDateTime>

namespace hubdeck::azurestorage {

/// Limits and clock of a StorageClient (architecture.md, Errors). The defaults are the product's;
/// tests shorten them.
struct StorageOptions
{
    using Milliseconds = std::chrono::milliseconds;
    using Retry = std::function<void(const std::function<void()> &call, std::stop_token stop)>;

    Milliseconds connectTimeout { 10'000 };
    Milliseconds idleTimeout { 60'000 };
    Milliseconds firstByteTimeout { 60'000 };
    qint64 bodyLimit = 512LL * 1024 * 1024; // bytes
    Retry retry = retryRead; // runs a read until it succeeds or gives up
    std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); };
};

} // namespace hubdeck::azurestorage
