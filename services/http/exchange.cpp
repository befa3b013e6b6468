// SPDX-License-Identifier: MIT
#include "services/http/exchange.h"

namespace hubdeck {

void Exchange::publishHead(HttpHead head)
{
    const std::lock_guard lock(m_mutex);
    if (m_isOver || m_head)
        return;
    m_head = std::move(head);
    m_changed.notify_all();
}

void Exchange::finish(QByteArray body)
{
    const std::lock_guard lock(m_mutex);
    if (m_isOver)
        return;
    m_body = std::move(body);
    m_isOver = true;
    m_changed.notify_all();
}

void Exchange::fail(const TaskHubError &error)
{
    const std::lock_guard lock(m_mutex);
    if (m_isOver)
        return;
    m_error = error;
    m_isOver = true;
    m_changed.notify_all();
}

bool Exchange::isOver() const
{
    const std::lock_guard lock(m_mutex);
    return m_isOver;
}

const HttpHead &Exchange::waitForHead()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_isOver || m_head; });
    // The head is worth nothing to a caller who wanted to stop
    if (m_error && (!m_head || m_error->kind == ErrorKind::Cancelled))
        throw *m_error;
    return *m_head;
}

QByteArray Exchange::waitForBody()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_isOver; });
    if (m_error)
        throw *m_error;
    return m_body;
}

} // namespace hubdeck
