// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/httpclient.h"
#include "services/taskhub/taskhuberror.h"

#include <condition_variable>
#include <mutex>
#include <optional>

namespace hubdeck {

/// One request and its answer, shared by the waiting caller and the network thread. The first end
/// wins: whatever comes after it is dropped.
class Exchange
{
public:
    explicit Exchange(HttpRequest request)
        : m_request(std::move(request))
    { }

    [[nodiscard]] const HttpRequest &request() const noexcept { return m_request; }

    /// From the network thread.
    void publishHead(HttpHead head);
    void finish(QByteArray body);
    /// From any thread.
    void fail(const TaskHubError &error);
    [[nodiscard]] bool isOver() const;

    /// For the caller: blocks; throws what fail() was given. The head never changes once it is
    /// known.
    [[nodiscard]] const HttpHead &waitForHead();
    [[nodiscard]] QByteArray waitForBody();

private:
    Q_DISABLE_COPY_MOVE(Exchange)

    const HttpRequest m_request;
    mutable std::mutex m_mutex; // guards all below
    std::condition_variable m_changed;
    std::optional<HttpHead> m_head;
    QByteArray m_body;
    std::optional<TaskHubError> m_error;
    bool m_isOver = false;
};

} // namespace hubdeck
