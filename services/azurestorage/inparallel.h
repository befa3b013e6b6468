// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>

namespace hubdeck::azurestorage {

/// Calls `work(0)` to `work(count - 1)`, up to `limit` at a time, and returns when all are done.
/// After the first exception nothing more is begun; it is thrown again at the end. `limit` 1 works
/// in order in the caller's thread.
void inParallel(size_t count, int limit, const std::function<void(size_t)> &work);

} // namespace hubdeck::azurestorage
