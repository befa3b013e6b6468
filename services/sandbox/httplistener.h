// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <functional>
#include <memory>

namespace hubdeck::sandbox {

struct ApiRequest;
struct ApiResponse;

/// An HTTP/1.1 server on loopback for one handler, in threads of its own. Idle connections sleep;
/// the destructor closes them at once.
class HttpListener
{
public:
    using Handler = std::function<ApiResponse(const ApiRequest &)>;

    /// Port 0 picks a free one. Throws TaskHubError Local when the port cannot be had.
    HttpListener(quint16 port, Handler handler);
    ~HttpListener();
    [[nodiscard]] quint16 port() const;

private:
    Q_DISABLE_COPY_MOVE(HttpListener)
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck::sandbox
