// SPDX-License-Identifier: MIT
#include "faultserver.h"

#include "faultconnection.h"
#include "testcertificate.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QThread>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace hubdeck {

namespace {

// Gives the descriptors of new connections away; which class of socket they get is not its business
class Listener final : public QTcpServer
{
public:
    std::function<void(qintptr)> accepted;

protected:
    void incomingConnection(qintptr descriptor) override { accepted(descriptor); }
};

QSslCertificate certificate()
{
    return QSslCertificate(QByteArray(testCertificate));
}

} // namespace

QByteArray FaultRequest::path() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? target : target.first(mark);
}

QByteArray FaultRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

class FaultServer::Private
{
public:
    explicit Private(Security security);
    ~Private();

    void accept(qintptr descriptor);
    int arrived(const FaultRequest &request);
    Fault choose(const FaultRequest &request);
    void completed(int number, const FaultRequest &request);

    QThread thread;
    Listener *listener = nullptr; // lives in the thread
    quint16 port = 0;
    bool isTls;

    mutable std::mutex mutex; // guards all below
    mutable std::condition_variable changed;
    std::vector<FaultRequest> requests;
    int firstNumber = 0; // of requests.front(): clear() forgets, connections go on
    int connections = 0;
    std::deque<Fault> queue;
    Fault standard = Fault::answer();
    Handler handler;
};

FaultServer::Private::Private(Security security)
    : isTls(security == Security::SelfSignedTls)
{
    listener = new Listener;
    listener->accepted = [this](qintptr descriptor) { accept(descriptor); };
    if (!listener->listen(QHostAddress::LocalHost, 0))
        qFatal("FaultServer cannot listen on 127.0.0.1");
    port = listener->serverPort();
    listener->moveToThread(&thread);
    QObject::connect(&thread, &QThread::finished, listener, &QObject::deleteLater);
    thread.setObjectName(QStringLiteral("FaultServer"));
    thread.start();
}

FaultServer::Private::~Private()
{
    thread.quit();
    thread.wait();
}

void FaultServer::Private::accept(qintptr descriptor)
{
    int number = 0;
    {
        const std::lock_guard lock(mutex);
        number = ++connections;
    }
    QTcpSocket *socket = nullptr;
    if (isTls) {
        auto *secure = new QSslSocket;
        secure->setSocketDescriptor(descriptor);
        secure->setLocalCertificate(certificate());
        secure->setPrivateKey(QSslKey(QByteArray(testKey), QSsl::Ec));
        secure->startServerEncryption();
        socket = secure;
    } else {
        socket = new QTcpSocket;
        socket->setSocketDescriptor(descriptor);
    }
    // Small packets must not wait for the client's delayed acknowledgements
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    new FaultConnection(
        socket, number,
        { [this](const FaultRequest &request) { return arrived(request); },
          [this](const FaultRequest &request) { return choose(request); },
          [this](int index, const FaultRequest &request) { completed(index, request); } },
        listener);
}

int FaultServer::Private::arrived(const FaultRequest &request)
{
    const std::lock_guard lock(mutex);
    requests.push_back(request);
    changed.notify_all();
    return firstNumber + static_cast<int>(requests.size()) - 1;
}

Fault FaultServer::Private::choose(const FaultRequest &request)
{
    std::unique_lock lock(mutex);
    if (!queue.empty()) {
        const Fault fault = queue.front();
        queue.pop_front();
        return fault;
    }
    if (const Handler call = handler) {
        lock.unlock();
        return call(request);
    }
    return standard;
}

void FaultServer::Private::completed(int number, const FaultRequest &request)
{
    const std::lock_guard lock(mutex);
    if (number >= firstNumber)
        requests.at(static_cast<size_t>(number - firstNumber)) = request;
    changed.notify_all();
}

FaultServer::FaultServer(Security security)
    : d(std::make_unique<Private>(security))
{ }

FaultServer::~FaultServer() = default;

QUrl FaultServer::url(const QByteArray &path) const
{
    return QUrl::fromEncoded((d->isTls ? "https://127.0.0.1:" : "http://127.0.0.1:")
                                 + QByteArray::number(d->port) + path,
                             QUrl::StrictMode);
}

quint16 FaultServer::port() const
{
    return d->port;
}

QByteArray FaultServer::certificateFingerprint()
{
    return certificate().digest(QCryptographicHash::Sha256).toHex(':').toUpper();
}

void FaultServer::setDefault(const Fault &fault)
{
    const std::lock_guard lock(d->mutex);
    d->standard = fault;
}

void FaultServer::enqueue(const Fault &fault)
{
    const std::lock_guard lock(d->mutex);
    d->queue.push_back(fault);
}

void FaultServer::setHandler(Handler handler)
{
    const std::lock_guard lock(d->mutex);
    d->handler = std::move(handler);
}

int FaultServer::arrivals() const
{
    const std::lock_guard lock(d->mutex);
    return static_cast<int>(d->requests.size());
}

int FaultServer::arrivals(const QByteArray &method, const QByteArray &path) const
{
    const std::lock_guard lock(d->mutex);
    return static_cast<int>(std::ranges::count_if(d->requests, [&](const FaultRequest &request) {
        return request.method == method && (path.isEmpty() || request.path() == path);
    }));
}

std::vector<FaultRequest> FaultServer::requests() const
{
    const std::lock_guard lock(d->mutex);
    return d->requests;
}

FaultRequest FaultServer::lastRequest() const
{
    const std::lock_guard lock(d->mutex);
    return d->requests.empty() ? FaultRequest() : d->requests.back();
}

int FaultServer::connections() const
{
    const std::lock_guard lock(d->mutex);
    return d->connections;
}

bool FaultServer::waitForArrivals(int count, std::chrono::milliseconds timeout) const
{
    std::unique_lock lock(d->mutex);
    return d->changed.wait_for(lock, timeout,
                               [&] { return static_cast<int>(d->requests.size()) >= count; });
}

int FaultServer::openConnections() const
{
    int count = 0;
    QMetaObject::invokeMethod(
        d->listener,
        [listener = d->listener, &count] {
            for (const QObject *child : listener->children()) {
                if (dynamic_cast<const FaultConnection *>(child))
                    ++count;
            }
        },
        Qt::BlockingQueuedConnection);
    return count;
}

void FaultServer::closeConnections()
{
    QMetaObject::invokeMethod(
        d->listener,
        [listener = d->listener] {
            for (QObject *child : listener->children()) {
                if (auto *connection = dynamic_cast<FaultConnection *>(child))
                    connection->close();
            }
        },
        Qt::BlockingQueuedConnection);
}

void FaultServer::clear()
{
    const std::lock_guard lock(d->mutex);
    d->firstNumber += static_cast<int>(d->requests.size());
    d->requests.clear();
    d->queue.clear();
}

quint16 FaultServer::refusedPort()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost, 0))
        qFatal("No free port on 127.0.0.1");
    return server.serverPort();
}

} // namespace hubdeck
