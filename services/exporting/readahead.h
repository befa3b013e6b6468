// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhub.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace hubdeck {

/// Reads instances in threads of its own, a few ahead of the one that is asked for, and hands them
/// out in order as lines of an export file. At most `width` lines are kept, whatever their size.
/// The destructor ends what is under way.
class ReadAhead
{
public:
    struct Item
    {
        InstanceId id;
        QByteArray line;
        std::optional<TaskHubError> error;
    };

    static constexpr std::size_t width = 4;

    /// `hub` and `ids` must outlive it.
    ReadAhead(TaskHub &hub, const std::vector<InstanceId> &ids, bool withHistory,
              std::stop_token stop);
    ~ReadAhead();

    /// The next one in order; nullopt after the last.
    [[nodiscard]] std::optional<Item> next();

private:
    Q_DISABLE_COPY_MOVE(ReadAhead)
    void work();
    [[nodiscard]] Item read(const InstanceId &id, std::stop_token stop) const;

    TaskHub &m_hub;
    const std::vector<InstanceId> &m_ids;
    const bool m_withHistory;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<std::size_t, Item> m_ready;
    std::size_t m_claimed = 0;
    std::size_t m_given = 0;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_outerStop;
    std::vector<std::jthread> m_threads; // last: they use everything above
};

} // namespace hubdeck
