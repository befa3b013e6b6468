// SPDX-License-Identifier: MIT
#pragma once

#include <QNetworkAccessManager>
#include <QObject>

#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace hubdeck {

class Exchange;
class Transfer;

/// The network thread's side of HttpClient: the one QNetworkAccessManager, and a queue per origin.
/// The queue is ours because Qt has six connections per origin and queues silently: the time limits
/// of a request must not run while it waits there. All calls in the network thread.
class NetworkWorker final : public QObject
{
public:
    static constexpr size_t connectionsPerOrigin = 6;

    NetworkWorker();
    ~NetworkWorker() override;

    void submit(std::shared_ptr<Exchange> exchange);
    /// Ends the transfer of an exchange whose caller has gone or waits no more.
    void abort(const Exchange *exchange);
    /// Cancels everything and ends the thread's event loop.
    void shutDown();

private:
    struct Origin
    {
        std::deque<std::shared_ptr<Exchange>> waiting;
        std::vector<Transfer *> active;
    };

    void advance(const QString &key);
    void release(const QString &key, Transfer *transfer);
    std::shared_ptr<QNetworkAccessManager> manager();

    std::map<QString, Origin> m_origins;
    // Made on first use, so that it lives in the network thread; replaced when its connections are
    // not to be trusted any more
    std::shared_ptr<QNetworkAccessManager> m_manager;
    bool m_isShutDown = false;
};

} // namespace hubdeck
