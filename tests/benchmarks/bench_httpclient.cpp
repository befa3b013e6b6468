// SPDX-License-Identifier: MIT
// performance-study.md, F1: one page of 1000 rows over HttpClient must not cost more than 5 times
// what a bare blocking socket takes. Run both and divide: bench_httpclient -median 9
#include "faultserver.h"
#include "services/http/httpclient.h"

#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace hubdeck {

namespace {

// As large as 1000 rows of 510 bytes
QByteArray page()
{
    return QByteArray(510, 'x').repeated(1000);
}

// The least a client can do: one connection, no parsing but for the length
class RawClient
{
public:
    explicit RawClient(quint16 port)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        isConnected
            = ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address)
            == 0;
    }

    ~RawClient() { ::close(m_socket); }

    qsizetype fetch(qsizetype bodySize)
    {
        constexpr char request[] = "GET /instances?top=1000 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        if (::send(m_socket, request, sizeof request - 1, 0) < 0)
            return -1;
        m_buffer.clear();
        qsizetype wanted = -1;
        std::array<char, 64 * 1024> block;
        while (wanted < 0 || m_buffer.size() < wanted) {
            const ssize_t size = ::recv(m_socket, block.data(), block.size(), 0);
            if (size <= 0)
                return -1;
            m_buffer.append(block.data(), size);
            if (const qsizetype end = wanted < 0 ? m_buffer.indexOf("\r\n\r\n") : -1; end >= 0)
                wanted = end + 4 + bodySize;
        }
        return bodySize;
    }

    bool isConnected = false;

private:
    Q_DISABLE_COPY_MOVE(RawClient)
    int m_socket;
    QByteArray m_buffer;
};

} // namespace

class HttpClientBenchmark : public QObject
{
    Q_OBJECT

private slots:
    void rawSocket();
    void httpClient();
    void httpClientGzip();
};

void HttpClientBenchmark::rawSocket()
{
    const QByteArray body = page();
    FaultServer server;
    server.setDefault(Fault::answer(200, body));
    RawClient client(server.port());
    QVERIFY(client.isConnected);
    QBENCHMARK
    {
        QCOMPARE(client.fetch(body.size()), body.size());
    }
}

void HttpClientBenchmark::httpClient()
{
    const QByteArray body = page();
    FaultServer server;
    server.setDefault(Fault::answer(200, body));
    HttpClient client;
    HttpRequest request;
    request.url = server.url("/instances?top=1000");
    QBENCHMARK
    {
        QCOMPARE(client.send(request, {}).body.size(), body.size());
    }
}

void HttpClientBenchmark::httpClientGzip()
{
    const QByteArray body = page();
    FaultServer server;
    server.setDefault(Fault::gzip(body));
    HttpClient client;
    HttpRequest request;
    request.url = server.url("/instances?top=1000");
    QBENCHMARK
    {
        QCOMPARE(client.send(request, {}).body.size(), body.size());
    }
}

} // namespace hubdeck

QTEST_GUILESS_MAIN(hubdeck::HttpClientBenchmark)
#include "bench_httpclient.moc"
