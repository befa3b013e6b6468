// SPDX-License-Identifier: MIT
#include "models/instances/pagequeue.h"

#include <utility>

namespace hubdeck {

bool PageQueue::push(InstancePage &&page, std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    if (!m_taken.wait(lock, std::move(stop), [this] { return m_pages.size() < capacity; })) {
        return false;
    }
    m_pages.push_back(std::move(page));
    return true;
}

std::vector<InstancePage> PageQueue::takeAll()
{
    std::vector<InstancePage> pages;
    {
        const std::scoped_lock lock(m_mutex);
        pages.swap(m_pages);
    }
    m_taken.notify_all();
    return pages;
}

} // namespace hubdeck
