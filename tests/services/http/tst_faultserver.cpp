// SPDX-License-Identifier: MIT
#include "faultserver.h"
#include "testprogram.h"

#include <QTcpSocket>
#include <QTest>

using namespace std::chrono_literals;

namespace hubdeck {

namespace {

constexpr int patience = 20'000;

struct Heard
{
    QByteArray bytes;
    bool closed = false;
    QAbstractSocket::SocketError error = QAbstractSocket::UnknownSocketError;
};

// What a client hears that sends `request` and reads until `enough` bytes or the end
Heard hear(const FaultServer &server, const QByteArray &request, qsizetype enough = -1)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), server.port());
    Heard heard;
    if (!socket.waitForConnected(patience))
        return heard;
    socket.write(request);
    socket.waitForBytesWritten(patience);
    while (enough < 0 || heard.bytes.size() < enough) {
        if (!socket.waitForReadyRead(patience))
            break;
        heard.bytes += socket.readAll();
    }
    heard.bytes += socket.readAll();
    heard.closed = socket.state() == QAbstractSocket::UnconnectedState;
    heard.error = socket.error();
    return heard;
}

constexpr char simpleGet[] = "GET /a?b=%20c HTTP/1.1\r\nHost: x\r\nX-One: 1\r\n\r\n";

} // namespace

class FaultServerTest : public QObject
{
    Q_OBJECT

private slots:
    void answersWith200WithoutAScript();
    void recordsRawTargetHeadersAndBody();
    void readsChunkedRequestBodies();
    void playsQueuedFaultsInOrderThenTheHandler();
    void countsARequestLineWithoutTheRest();
    void keepsConnectionsOpenAndNumbersThem();
    void closesConnectionsOnDemand();
    void breaksOff_data();
    void breaksOff();
    void sendsSlowlyButWhole();
    void sendsOversizedBodies();
    void neverAnswers();
    void clearsWhatItRemembers();
    void knowsAPortThatRefuses();
};

void FaultServerTest::answersWith200WithoutAScript()
{
    const FaultServer server;
    const QByteArray all = "HTTP/1.1 200 Fine\r\nContent-Length: 0\r\n\r\n";
    QCOMPARE(hear(server, simpleGet, all.size()).bytes, all);
    QCOMPARE(server.arrivals(), 1);
}

void FaultServerTest::recordsRawTargetHeadersAndBody()
{
    FaultServer server;
    server.setDefault(Fault::answer(202, "yes", { { "Connection", "close" } }));
    const Heard heard
        = hear(server,
               "POST /x%2Fy?q=%2B HTTP/1.1\r\nHost: x\r\nX-Key: k\r\nContent-Length: 3\r\n\r\nabc");
    QVERIFY(heard.bytes.endsWith("\r\n\r\nyes"));
    QVERIFY(heard.closed);
    const FaultRequest request = server.lastRequest();
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.target, "/x%2Fy?q=%2B");
    QCOMPARE(request.path(), "/x%2Fy");
    QCOMPARE(request.header("x-key"), "k");
    QCOMPARE(request.body, "abc");
    QVERIFY(request.isComplete);
    QCOMPARE(server.arrivals("POST", "/x%2Fy"), 1);
    QCOMPARE(server.arrivals("POST", "/x"), 0);
    QCOMPARE(server.arrivals("GET"), 0);
}

void FaultServerTest::readsChunkedRequestBodies()
{
    FaultServer server;
    server.setDefault(Fault::answer(200, {}, { { "Connection", "close" } }));
    (void)hear(
        server,
        "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    QCOMPARE(server.lastRequest().body, "abcde");
}

void FaultServerTest::playsQueuedFaultsInOrderThenTheHandler()
{
    FaultServer server;
    server.enqueue(Fault::answer(201, {}, { { "Connection", "close" } }));
    server.enqueue(Fault::answer(202, {}, { { "Connection", "close" } }));
    server.setHandler([](const FaultRequest &request) {
        return Fault::answer(request.method == "GET" ? 203 : 204, {},
                             { { "Connection", "close" } });
    });
    for (const QByteArray status : { "201", "202", "203" })
        QCOMPARE(hear(server, simpleGet).bytes.mid(9, 3), status);
}

void FaultServerTest::countsARequestLineWithoutTheRest()
{
    const FaultServer server;
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), server.port());
    QVERIFY(socket.waitForConnected(patience));
    socket.write("DELETE /half HTTP/1.1\r\nHost:");
    QVERIFY(socket.waitForBytesWritten(patience));
    QVERIFY(server.waitForArrivals(1));
    QCOMPARE(server.arrivals("DELETE", "/half"), 1);
    QVERIFY(!server.lastRequest().isComplete);
}

void FaultServerTest::keepsConnectionsOpenAndNumbersThem()
{
    const FaultServer server;
    const QByteArray twice = QByteArray(simpleGet) + simpleGet;
    (void)hear(server, twice, 80);
    (void)hear(server, simpleGet, 40);
    const std::vector<FaultRequest> requests = server.requests();
    QCOMPARE(requests.size(), 3U);
    QCOMPARE(requests.at(0).connection, requests.at(1).connection);
    QVERIFY(requests.at(2).connection != requests.at(1).connection);
    QCOMPARE(server.connections(), 2);
}

void FaultServerTest::closesConnectionsOnDemand()
{
    FaultServer server;
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), server.port());
    socket.write(simpleGet);
    QTRY_VERIFY_WITH_TIMEOUT(socket.bytesAvailable() > 0, patience);
    QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
    server.closeConnections();
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, patience);
}

void FaultServerTest::breaksOff_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QByteArray>("heard");
    const auto row = [](const Fault &fault, const QByteArray &heard) {
        QTest::addRow("%s", fault.name().constData()) << fault << heard;
    };
    row(Fault::closeBeforeAnswer(), "");
    row(Fault::resetBeforeAnswer(), "");
    row(Fault::closeWhileReceiving(), "");
    row(Fault::closeInHeaders(), "HTTP/1.1 200 Fine\r\nContent-Ty");
    row(Fault::resetMidBody("abcd"), "HTTP/1.1 200 Fine\r\nContent-Length: 4\r\n\r\nab");
    row(Fault::truncated("ab", 2), "HTTP/1.1 200 Fine\r\nContent-Length: 4\r\n\r\nab");
    row(Fault::chunkedCutOff("ab"),
        "HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n");
    row(Fault::garbage(), "SSH-2.0-OpenSSH_9.2\r\n");
}

void FaultServerTest::breaksOff()
{
    QFETCH(const Fault, fault);
    QFETCH(const QByteArray, heard);
    FaultServer server;
    server.setDefault(fault);
    const Heard result = hear(server, simpleGet);
    QCOMPARE(result.bytes, heard);
    QVERIFY(result.closed);
    // A reset and an end are one error to QTcpSocket; the bytes tell what came before it
    QCOMPARE(result.error, QAbstractSocket::RemoteHostClosedError);
    QVERIFY(!fault.isWhole());
}

void FaultServerTest::sendsSlowlyButWhole()
{
    FaultServer server;
    server.enqueue(Fault::slowHeaders(20ms, "late"));
    server.enqueue(Fault::slowBody(1ms, "letter by letter", 1));
    QVERIFY(hear(server, simpleGet, 44).bytes.endsWith("\r\n\r\nlate"));
    QVERIFY(hear(server, simpleGet, 57).bytes.endsWith("\r\n\r\nletter by letter"));
}

void FaultServerTest::sendsOversizedBodies()
{
    FaultServer server;
    server.setDefault(Fault::oversized(3'000'000));
    const QByteArray head = "HTTP/1.1 200 Fine\r\nContent-Length: 3000000\r\n\r\n";
    const Heard heard = hear(server, simpleGet, head.size() + 3'000'000);
    QCOMPARE(heard.bytes.size(), head.size() + 3'000'000);
    QVERIFY(heard.bytes.startsWith(head));
}

void FaultServerTest::neverAnswers()
{
    FaultServer server;
    server.setDefault(Fault::neverAnswer());
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), server.port());
    socket.write(simpleGet);
    QTRY_VERIFY_WITH_TIMEOUT(server.arrivals() == 1 && server.lastRequest().isComplete, patience);
    QVERIFY(!socket.waitForReadyRead(50));
    QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
}

void FaultServerTest::clearsWhatItRemembers()
{
    FaultServer server;
    (void)hear(server, simpleGet, 40);
    server.enqueue(Fault::garbage());
    server.clear();
    QCOMPARE(server.arrivals(), 0);
    QVERIFY(hear(server, simpleGet, 40).bytes.startsWith("HTTP/1.1 200"));
    QCOMPARE(server.arrivals(), 1);
    QVERIFY(server.lastRequest().isComplete);
}

void FaultServerTest::knowsAPortThatRefuses()
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), FaultServer::refusedPort());
    QVERIFY(!socket.waitForConnected(patience));
    QCOMPARE(socket.error(), QAbstractSocket::ConnectionRefusedError);
}

} // namespace hubdeck

HUBDECK_GUILESS_TEST(hubdeck::FaultServerTest)
#include "tst_faultserver.moc"
