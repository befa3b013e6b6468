// SPDX-License-Identifier: MIT
#include "services/http/httpclient.h"

#include "services/http/exchange.h"
#include "services/http/httperrors.h"
#include "services/http/networkworker.h"

#include <QThread>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

// The way into the network thread, closed when the client goes. Replies share it, so they may
// outlive the client
class Mailbox
{
public:
    explicit Mailbox(NetworkWorker *worker)
        : m_worker(worker)
    { }

    // False when closed
    bool post(const std::function<void(NetworkWorker &)> &call)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_worker)
            return false;
        NetworkWorker *worker = m_worker;
        return QMetaObject::invokeMethod(
            worker, [worker, call] { call(*worker); }, Qt::QueuedConnection);
    }

    // What was posted before is still done, in order, then the worker shuts down
    void close()
    {
        const std::lock_guard lock(m_mutex);
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker] { worker->shutDown(); }, Qt::QueuedConnection);
        m_worker = nullptr;
    }

private:
    std::mutex m_mutex;
    NetworkWorker *m_worker;
};

class NetworkReply final : public PendingReply
{
public:
    NetworkReply(const HttpRequest &request, std::shared_ptr<Mailbox> mailbox,
                 const std::stop_token &stop)
        : m_exchange(std::make_shared<Exchange>(request))
        , m_mailbox(std::move(mailbox))
        , m_stopCallback(stop, [this] { cancel(); })
    {
        if (!m_mailbox->post(
                [exchange = m_exchange](NetworkWorker &worker) { worker.submit(exchange); }))
            m_exchange->fail(httperrors::cancelled());
    }

    ~NetworkReply() override { cancel(); }

    const HttpHead &head() override { return m_exchange->waitForHead(); }

    QByteArray body() override { return m_exchange->waitForBody(); }

    const HttpRequest &request() const noexcept override { return m_exchange->request(); }

private:
    // In any thread: the one that waits goes on at once, the connection is closed a moment later
    void cancel()
    {
        if (m_exchange->isOver())
            return;
        m_exchange->fail(httperrors::cancelled());
        m_mailbox->post(
            [exchange = m_exchange](NetworkWorker &worker) { worker.abort(exchange.get()); });
    }

    std::shared_ptr<Exchange> m_exchange;
    std::shared_ptr<Mailbox> m_mailbox;
    std::stop_callback<std::function<void()>> m_stopCallback; // last: destroyed before what it uses
};

} // namespace

QByteArray HttpHead::header(QByteArrayView name) const
{
    for (const HttpHeader &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            return header.value;
    }
    return {};
}

bool HttpHead::hasHeader(QByteArrayView name) const
{
    for (const HttpHeader &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

class HttpClient::Private
{
public:
    Private()
        : mailbox(std::make_shared<Mailbox>(&worker))
    {
        worker.moveToThread(&thread);
        thread.setObjectName(u"HttpClient"_s);
        thread.start();
    }

    ~Private()
    {
        mailbox->close();
        thread.wait();
    }

    QThread thread;
    NetworkWorker worker; // lives in the thread; destroyed when that has ended
    std::shared_ptr<Mailbox> mailbox;
};

HttpClient::HttpClient()
    : d(std::make_unique<Private>())
{ }

HttpClient::~HttpClient() = default;

HttpResponse HttpClient::send(const HttpRequest &request, std::stop_token stop)
{
    const std::unique_ptr<PendingReply> reply = start(request, std::move(stop));
    HttpResponse response { reply->head(), {} };
    response.body = reply->body();
    return response;
}

std::unique_ptr<PendingReply> HttpClient::start(const HttpRequest &request, std::stop_token stop)
{
    httperrors::check(request);
    if (stop.stop_requested())
        throw httperrors::cancelled();
    return std::make_unique<NetworkReply>(request, d->mailbox, stop);
}

} // namespace hubdeck
