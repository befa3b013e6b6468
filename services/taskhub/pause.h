// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <stop_token>

namespace hubdeck {

/// Waits in a worker's thread; a set stop token ends the wait at once with TaskHubError Cancelled.
void pause(std::chrono::milliseconds duration, const std::stop_token &stop);

} // namespace hubdeck
