// SPDX-License-Identifier: MIT
#include "services/sandbox/httpapi.h"
#include "services/sandbox/httplistener.h"
#include "testprogram.h"

#include <QTcpSocket>
#include <QTest>

using namespace hubdeck::sandbox;
using namespace Qt::StringLiterals;

// Answers with what it understood of the request.
static ApiResponse echo(const ApiRequest &request)
{
    ApiResponse response;
    response.status = 200;
    response.contentType = "text/plain";
    response.body = request.method + '|' + request.target + '|'
        + (request.key ? *request.key : QByteArray("none")) + '|' + request.token + '|'
        + request.contentType + '|' + QByteArray::number(request.body.size());
    response.headers.emplace_back("x-ms-continuation-token", "ends in a blank ");
    return response;
}

class TestHttpListener : public QObject
{
    Q_OBJECT

    static QByteArray exchange(const HttpListener &listener, const QByteArray &request)
    {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, listener.port());
        socket.write(request);
        QByteArray answer;
        while (socket.waitForReadyRead(30'000))
            answer += socket.readAll();
        return answer + socket.readAll();
    }

private slots:

    void passesTheRawTarget_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("encoded slash")
            << QByteArray("GET") << QByteArray("/a%2Fb%2541?x=%2B&y=a+b");
        QTest::newRow("encoded line break") << QByteArray("DELETE") << QByteArray("/a%0Ab");
        QTest::newRow("put") << QByteArray("PUT") << QByteArray("/x");
        QTest::newRow("patch") << QByteArray("PATCH") << QByteArray("/x");
        QTest::newRow("options") << QByteArray("OPTIONS") << QByteArray("/x");
        QTest::newRow("long") << QByteArray("GET")
                              << QByteArray("/" + QByteArray("a%20").repeated(1500));
    }

    void passesTheRawTarget()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        const HttpListener listener(0, echo);
        for (const QByteArray &body : { QByteArray(), QByteArray("{}") }) {
            if ((method == "GET" || method == "OPTIONS") && !body.isEmpty())
                continue;
            const QByteArray length = body.isEmpty()
                ? QByteArray()
                : "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
            const QByteArray answer
                = exchange(listener,
                           method + ' ' + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                               + length + "\r\n" + body);
            const QByteArray expected
                = "\r\n\r\n" + method + '|' + target + "|none|||" + QByteArray::number(body.size());
            QVERIFY2(answer.contains(expected), answer.constData());
        }
    }

    void passesHeadersAndBody()
    {
        const HttpListener listener(0, echo);
        const QByteArray answer
            = exchange(listener,
                       "POST /p HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Functions-Key: "
                       "k\r\nx-ms-continuation-token: t\r\n"
                       "Content-Type: application/json\r\nContent-Length: 300000\r\n\r\n"
                           + QByteArray(300'000, 'x'));
        QVERIFY2(answer.endsWith("POST|/p|k|t|application/json|300000"),
                 answer.right(200).constData());
    }

    void readsChunkedBodies()
    {
        const HttpListener listener(0, echo);
        QVERIFY(exchange(listener,
                         "POST /p HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: "
                         "chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
                    .endsWith("|3"));
    }

    void survivesRubbish()
    {
        const HttpListener listener(0, echo);
        for (const QByteArray &rubbish :
             { QByteArray("rubbish\r\n\r\n"), QByteArray(100'000, 'x') }) {
            QTcpSocket socket;
            socket.connectToHost(u"127.0.0.1"_s, listener.port());
            socket.write(rubbish);
            QVERIFY(socket.waitForBytesWritten(30'000));
        }
        QVERIFY(exchange(listener, "GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .contains("GET|/x"));
    }
};

HUBDECK_GUILESS_TEST(TestHttpListener)
#include "tst_httplistener.moc"
