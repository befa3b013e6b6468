// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instancepage.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <vector>

namespace hubdeck {

/// Pages on their way from the worker that decodes them to the GUI thread; bounded, so that a fast
/// hub cannot fill the memory while the GUI is busy. Thread-safe.
class PageQueue
{
public:
    static constexpr size_t capacity = 8;

    /// Waits for room; false when `stop` was set instead.
    [[nodiscard]] bool push(InstancePage &&page, std::stop_token stop);
    /// Everything that waits, without waiting.
    [[nodiscard]] std::vector<InstancePage> takeAll();

private:
    std::mutex m_mutex;
    std::condition_variable_any m_taken;
    std::vector<InstancePage> m_pages;
};

} // namespace hubdeck
