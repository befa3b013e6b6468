// SPDX-License-Identifier: MIT
#include "services/http/networkworker.h"

#include "services/http/transfer.h"
#include "services/http/urls.h"

#include <QNetworkProxyFactory>
#include <QThread>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

// The proxy of the system, but never for this computer: a local hub must answer whatever the proxy
// settings are
class SystemProxyFactory final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (isLoopback(query.url()))
            return { QNetworkProxy(QNetworkProxy::NoProxy) };
        return systemProxyForQuery(query);
    }
};

QString originOf(const QUrl &url)
{
    return url.scheme() + u"://"_s + url.host() + u':' + QString::number(url.port());
}

} // namespace

NetworkWorker::NetworkWorker() = default;

NetworkWorker::~NetworkWorker() = default;

void NetworkWorker::submit(std::shared_ptr<Exchange> exchange)
{
    if (exchange->isOver())
        return; // stopped before it came here
    const QString key = originOf(exchange->request().url);
    m_origins[key].waiting.push_back(std::move(exchange));
    advance(key);
}

void NetworkWorker::abort(const Exchange *exchange)
{
    for (auto &[key, origin] : m_origins) {
        if (std::erase_if(origin.waiting,
                          [exchange](const auto &waiting) { return waiting.get() == exchange; })
            > 0)
            return;
        const auto found
            = std::ranges::find_if(origin.active, [exchange](const Transfer *transfer) {
                  return &transfer->exchange() == exchange;
              });
        if (found != origin.active.end()) {
            (*found)->abort();
            return;
        }
    }
}

void NetworkWorker::shutDown()
{
    m_isShutDown = true;
    for (auto &[key, origin] : m_origins) {
        for (const std::shared_ptr<Exchange> &exchange : std::exchange(origin.waiting, {}))
            exchange->fail(httperrors::cancelled());
        const std::vector<Transfer *> active = origin.active;
        for (Transfer *transfer : active)
            transfer->abort();
    }
    qDeleteAll(children());
    m_origins.clear();
    m_manager.reset();
    thread()->quit();
}

void NetworkWorker::advance(const QString &key)
{
    Origin &origin = m_origins[key];
    while (!m_isShutDown && !origin.waiting.empty()
           && origin.active.size() < connectionsPerOrigin) {
        std::shared_ptr<Exchange> exchange = std::move(origin.waiting.front());
        origin.waiting.pop_front();
        auto *transfer = new Transfer(std::move(exchange), manager(), this);
        transfer->setDone([this, key, transfer] { release(key, transfer); });
        origin.active.push_back(transfer);
        transfer->begin();
    }
    if (origin.waiting.empty() && origin.active.empty())
        m_origins.erase(key);
}

void NetworkWorker::release(const QString &key, Transfer *transfer)
{
    if (transfer->hasBadConnections())
        m_manager.reset(); // those under way keep it to their end
    transfer->deleteLater();
    std::erase(m_origins[key].active, transfer);
    // Not from inside a signal of the reply that has just ended
    if (!m_isShutDown)
        QMetaObject::invokeMethod(
            this, [this, key] { advance(key); }, Qt::QueuedConnection);
}

std::shared_ptr<QNetworkAccessManager> NetworkWorker::manager()
{
    if (!m_manager) {
        m_manager = std::make_shared<QNetworkAccessManager>();
        m_manager->setProxyFactory(new SystemProxyFactory); // owned by the manager
        m_manager->setAutoDeleteReplies(false);
    }
    return m_manager;
}

} // namespace hubdeck
