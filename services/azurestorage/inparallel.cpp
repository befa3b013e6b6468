// SPDX-License-Identifier: MIT
#include "services/azurestorage/inparallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace hubdeck::azurestorage {

void inParallel(size_t count, int limit, const std::function<void(size_t)> &work)
{
    std::atomic<size_t> next { 0 };
    std::atomic<bool> failed { false };
    std::mutex mutex;
    std::exception_ptr first;
    const auto run = [&] {
        while (!failed) {
            const size_t index = next.fetch_add(1);
            if (index >= count) {
                return;
            }
            try {
                work(index);
            } catch (...) {
                const std::scoped_lock lock(mutex);
                if (!failed.exchange(true)) {
                    first = std::current_exception();
                }
            }
        }
    };
    {
        std::vector<std::jthread> others; // joined at the end of the block
        const size_t threads = std::min(count, static_cast<size_t>(std::max(limit, 1)));
        for (size_t i = 1; i < threads; ++i) {
            others.emplace_back(run);
        }
        run();
    }
    if (first) {
        std::rethrow_exception(first);
    }
}

} // namespace hubdeck::azurestorage
