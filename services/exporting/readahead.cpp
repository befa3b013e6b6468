// SPDX-License-Identifier: MIT
#include "services/exporting/readahead.h"

#include "services/exporting/exportrow.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubdeck {

ReadAhead::ReadAhead(TaskHub &hub, const std::vector<InstanceId> &ids, bool withHistory,
                     std::stop_token stop)
    : m_hub(hub)
    , m_ids(ids)
    , m_withHistory(withHistory)
    , m_outerStop(std::move(stop), [this] { m_stop.request_stop(); })
{
    for (std::size_t i = 0; i < std::min(width, ids.size()); ++i) {
        m_threads.emplace_back([this] { work(); });
    }
}

ReadAhead::~ReadAhead()
{
    m_stop.request_stop();
}

std::optional<ReadAhead::Item> ReadAhead::next()
{
    if (m_given == m_ids.size()) {
        return std::nullopt;
    }
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_ready.contains(m_given); });
    auto node = m_ready.extract(m_given);
    ++m_given;
    lock.unlock();
    m_changed.notify_all();
    return std::move(node.mapped());
}

void ReadAhead::work()
{
    const std::stop_token stop = m_stop.get_token();
    std::unique_lock lock(m_mutex);
    // Also after a stop every item is answered, with Cancelled, so that next() never waits in vain.
    while (m_claimed < m_ids.size()) {
        if (!m_changed.wait(lock, stop, [this] {
                return m_claimed < m_given + width || m_claimed >= m_ids.size();
            })) {
            m_changed.notify_all();
        }
        if (m_claimed >= m_ids.size()) {
            return;
        }
        const std::size_t index = m_claimed++;
        lock.unlock();
        Item item = read(m_ids[index], stop);
        lock.lock();
        m_ready.emplace(index, std::move(item));
        m_changed.notify_all();
    }
}

ReadAhead::Item ReadAhead::read(const InstanceId &id, std::stop_token stop) const
{
    Item item;
    item.id = id;
    try {
        if (stop.stop_requested()) {
            throw TaskHubError(ErrorKind::Cancelled, {});
        }
        if (m_withHistory) {
            const History history = m_hub.history(id, stop);
            item.line = exportRow(history.instance, &history);
        } else {
            item.line = exportRow(m_hub.instance(id, stop), nullptr);
        }
    } catch (const TaskHubError &error) {
        item.error = error;
    } catch (const std::exception &error) {
        item.error = TaskHubError(ErrorKind::Local,
                                  QCoreApplication::translate("hubdeck::InstanceExporter",
                                                              "An instance could not be exported."),
                                  QString::fromUtf8(error.what()));
    }
    return item;
}

} // namespace hubdeck
