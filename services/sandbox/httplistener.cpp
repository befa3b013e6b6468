// SPDX-License-Identifier: MIT
#include "services/sandbox/httplistener.h"

#include "services/sandbox/httpapi.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>

#include <array>
#include <set>
#include <thread>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#include <httplib.h>
#pragma GCC diagnostic pop

using namespace Qt::StringLiterals;

namespace hubdeck::sandbox {
namespace {

constexpr int idleMilliseconds = 120'000;
constexpr int transferMilliseconds = 60'000;
constexpr size_t threads = 32;
constexpr size_t mostBody = 104'857'600;

// httplib's own stream polls every 10 ms while a connection is idle and keeps the server from
// stopping meanwhile; this one sleeps.
class Connection : public httplib::Stream
{
public:
    explicit Connection(socket_t socket)
        : m_socket(socket)
    { }

    bool waitForRequest() { return m_position < m_filled || waitFor(POLLIN, idleMilliseconds); }

    bool is_readable() const override
    {
        return m_position < m_filled || waitFor(POLLIN, transferMilliseconds);
    }

    bool is_writable() const override { return waitFor(POLLOUT, transferMilliseconds); }

    ssize_t read(char *data, size_t size) override
    {
        if (m_position == m_filled) {
            if (!waitFor(POLLIN, transferMilliseconds))
                return -1;
            const ssize_t got = ::recv(m_socket, m_buffer.data(), m_buffer.size(), 0);
            if (got <= 0)
                return got;
            m_position = 0;
            m_filled = size_t(got);
        }
        const size_t part = std::min(size, m_filled - m_position);
        std::copy_n(m_buffer.data() + m_position, part, data);
        m_position += part;
        return ssize_t(part);
    }

    ssize_t write(const char *data, size_t size) override
    {
        return is_writable() ? ::send(m_socket, data, size, MSG_NOSIGNAL) : -1;
    }

    void get_remote_ip_and_port(std::string &ip, int &port) const override
    {
        ip = "127.0.0.1";
        port = 0;
    }

    void get_local_ip_and_port(std::string &ip, int &port) const override
    {
        get_remote_ip_and_port(ip, port);
    }

    socket_t socket() const override { return m_socket; }

private:
    bool waitFor(short events, int milliseconds) const
    {
        pollfd descriptor { m_socket, events, 0 };
        int ready = 0;
        do {
            ready = ::poll(&descriptor, 1, milliseconds);
        } while (ready < 0 && errno == EINTR);
        return ready > 0;
    }

    const socket_t m_socket;
    std::array<char, 16'384> m_buffer {};
    size_t m_position = 0;
    size_t m_filled = 0;
};

class Server : public httplib::Server
{
public:
    void closeConnections()
    {
        const std::scoped_lock lock(m_mutex);
        m_closing = true;
        for (const socket_t socket : m_sockets)
            ::shutdown(socket, SHUT_RDWR);
    }

private:
    bool process_and_close_socket(socket_t socket) override
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_sockets.insert(socket);
            if (m_closing)
                ::shutdown(socket, SHUT_RDWR);
        }
        Connection connection(socket);
        bool good = true;
        for (bool closed = false; good && !closed;)
            good = connection.waitForRequest()
                && process_request(connection, false, closed, nullptr);
        const std::scoped_lock lock(m_mutex);
        m_sockets.erase(socket);
        ::shutdown(socket, SHUT_RDWR);
        ::close(socket);
        return good;
    }

    std::mutex m_mutex;
    std::set<socket_t> m_sockets;
    bool m_closing = false;
};

QByteArray header(const httplib::Request &request, const char *name)
{
    return QByteArray::fromStdString(request.get_header_value(name));
}

ApiRequest toApi(const httplib::Request &request)
{
    ApiRequest api;
    api.method = QByteArray::fromStdString(request.method);
    api.target = QByteArray::fromStdString(request.target);
    api.host = header(request, "Host");
    if (request.has_header("x-functions-key"))
        api.key = header(request, "x-functions-key");
    api.token = header(request, "x-ms-continuation-token");
    api.contentType = header(request, "Content-Type");
    api.body = QString::fromUtf8(QByteArray::fromStdString(request.body))
                   .toUtf8(); // invalid UTF-8 becomes U+FFFD
    return api;
}

void fill(httplib::Response &response, const ApiResponse &api)
{
    response.status = api.status;
    for (const auto &[name, value] : api.headers)
        response.set_header(name.constData(), value.toStdString());
    if (!api.contentType.isEmpty())
        response.set_content(api.body.toStdString(), api.contentType.toStdString());
}

} // namespace

class HttpListener::Private
{
public:
    explicit Private(Handler answer)
        : handler(std::move(answer))
    { }

    void respond(const httplib::Request &request, httplib::Response &response) const
    {
        fill(response, handler(toApi(request)));
    }

    Handler handler;
    Server server;
    quint16 port = 0;
    std::thread thread;
};

HttpListener::HttpListener(quint16 port, Handler handler)
    : d(std::make_unique<Private>(std::move(handler)))
{
    d->server.new_task_queue = [] { return new httplib::ThreadPool(threads); };
    d->server.set_payload_max_length(mostBody);
    d->server.set_tcp_nodelay(true);
    d->server.set_keep_alive_max_count(1'000'000);
    d->server.set_keep_alive_timeout(idleMilliseconds / 1000);
    // Everything without a body is answered here: a POST without Content-Length would make httplib
    // wait for one.
    d->server.set_pre_routing_handler(
        [this](const httplib::Request &request, httplib::Response &response) {
            const bool hasBody = (request.has_header("Content-Length")
                                  && request.get_header_value("Content-Length") != "0")
                || request.has_header("Transfer-Encoding");
            if (hasBody)
                return httplib::Server::HandlerResponse::Unhandled;
            d->respond(request, response);
            return httplib::Server::HandlerResponse::Handled;
        });
    const auto respond = [this](const httplib::Request &request, httplib::Response &response) {
        d->respond(request, response);
    };
    const std::string everything
        = "[\\s\\S]*"; // patterns see the decoded path, so routing is done on the raw target
    d->server.Get(everything, respond).Post(everything, respond).Put(everything, respond);
    d->server.Delete(everything, respond).Patch(everything, respond).Options(everything, respond);

    const int bound = port == 0                     ? d->server.bind_to_any_port("127.0.0.1")
        : d->server.bind_to_port("127.0.0.1", port) ? port
                                                    : -1;
    if (bound <= 0)
        throw TaskHubError(ErrorKind::Local,
                           QCoreApplication::translate(
                               "SandboxServer",
                               "The sandbox hub cannot listen on port %1 of this computer. Choose "
                               "another port, or end the program that uses it.")
                               .replace(u"%1"_s, QString::number(port)));
    d->port = quint16(bound);
    d->thread = std::thread([this] { d->server.listen_after_bind(); });
}

HttpListener::~HttpListener()
{
    // stop() before the thread has begun to listen would do nothing.
    while (!d->server.is_running())
        std::this_thread::yield();
    d->server.stop();
    d->server.closeConnections();
    d->thread.join();
}

quint16 HttpListener::port() const
{
    return d->port;
}

} // namespace hubdeck::sandbox
