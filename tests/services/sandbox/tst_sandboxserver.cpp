// SPDX-License-Identifier: MIT
#include "services/sandbox/sandboxserver.h"
#include "services/taskhub/taskhuberror.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestSandboxServer : public QObject
{
    Q_OBJECT

    static SandboxServer::Options empty()
    {
        SandboxServer::Options options;
        options.seeded = false;
        options.key = "key";
        return options;
    }

    /// Everything that comes back for these bytes until the head and its body are there.
    static QByteArray exchange(QTcpSocket &socket, const QByteArray &request)
    {
        socket.write(request);
        QByteArray answer;
        qsizetype expected = -1;
        while (expected < 0 || answer.size() < expected) {
            if (!socket.waitForReadyRead(30'000))
                break;
            answer += socket.readAll();
            const qsizetype head = answer.indexOf("\r\n\r\n");
            if (head < 0)
                continue;
            const qsizetype at = answer.indexOf("Content-Length: ");
            const qsizetype body = at < 0 || at > head
                ? 0
                : answer.mid(at + 16, answer.indexOf("\r\n", at) - at - 16).toLongLong();
            expected = head + 4 + body;
        }
        return answer;
    }

    static void connectTo(QTcpSocket &socket, const SandboxServer &server)
    {
        socket.connectToHost(u"127.0.0.1"_s, quint16(server.url().port()));
        QVERIFY(socket.waitForConnected(30'000));
    }

private slots:

    void tellsWhereItListensAndItsKey()
    {
        const SandboxServer server(empty());
        QCOMPARE(server.key(), QByteArray("key"));
        QCOMPARE(server.url().host(), u"127.0.0.1"_s);
        QCOMPARE(server.url().path(), u"/runtime/webhooks/durabletask"_s);
        SandboxServer::Options options = empty();
        options.key.clear();
        const SandboxServer other(options);
        QVERIFY(other.key().size() >= 32);
        QVERIFY(other.url().port() != server.url().port());
    }

    void refusesAPortInUse()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        SandboxServer::Options options = empty();
        options.port = taken.serverPort();
        try {
            const SandboxServer server(options);
            QFAIL("it listened");
        } catch (const TaskHubError &error) {
            QCOMPARE(error.kind, ErrorKind::Local);
            QVERIFY(error.message.contains(QString::number(taken.serverPort())));
        }
    }

    void keepsOneConnectionForManyRequests()
    {
        const SandboxServer server(empty());
        QTcpSocket socket;
        connectTo(socket, server);
        for (int i = 0; i < 20; ++i)
            QVERIFY(exchange(socket,
                             "GET /runtime/webhooks/durabletask/instances HTTP/1.1\r\nHost: "
                             "x\r\nx-functions-key: key\r\n\r\n")
                        .endsWith("\r\n\r\n[]"));
    }

    void answersAPostWithoutLength()
    {
        const SandboxServer server(empty());
        QTcpSocket socket;
        connectTo(socket, server);
        const QByteArray answer
            = exchange(socket,
                       "POST /runtime/webhooks/durabletask/orchestrators/Echo/a HTTP/1.1\r\nHost: "
                       "x\r\nx-functions-key: key\r\n\r\n");
        QVERIFY2(answer.startsWith("HTTP/1.1 202"), answer.constData());
    }

    void answersHeadWithNotFound()
    {
        const SandboxServer server(empty());
        QTcpSocket socket;
        connectTo(socket, server);
        QVERIFY(exchange(socket,
                         "HEAD /runtime/webhooks/durabletask/instances HTTP/1.1\r\nHost: "
                         "x\r\nx-functions-key: key\r\n\r\n")
                    .startsWith("HTTP/1.1 404"));
    }

    void waitsForAnEndInRealTime()
    {
        const SandboxServer server(empty());
        QTcpSocket socket;
        connectTo(socket, server);
        const QByteArray answer
            = exchange(socket,
                       "POST "
                       "/runtime/webhooks/durabletask/orchestrators/"
                       "HelloSequence?timeout=60&pollingInterval=1 HTTP/1.1\r\nHost: x\r\n"
                       "x-functions-key: key\r\nContent-Length: 4\r\n\r\nnull");
        QVERIFY2(answer.endsWith(R"(["Hello Tokyo!","Hello Seattle!","Hello London!"])"),
                 answer.constData());
    }

    void stopsWhileClientsAreConnectedAndWaiting()
    {
        auto server = std::make_unique<SandboxServer>(empty());
        QTcpSocket idle;
        connectTo(idle, *server);
        QTcpSocket waiting;
        connectTo(waiting, *server);
        waiting.write(
            "POST "
            "/runtime/webhooks/durabletask/orchestrators/Approval?timeout=200&pollingInterval=1 "
            "HTTP/1.1\r\nHost: x\r\nx-functions-key: key\r\n"
            "Content-Length: 0\r\n\r\n");
        QVERIFY(waiting.waitForBytesWritten(30'000));
        server.reset(); // the test's own time limit would end it otherwise
        QVERIFY(idle.state() == QAbstractSocket::UnconnectedState
                || idle.waitForDisconnected(30'000));
    }

    void stopsWhileItsPastIsStillBeingMade()
    {
        SandboxServer::Options options;
        options.seedCount = 100'000;
        const SandboxServer server(options);
        QVERIFY(server.url().isValid());
    }

    void servesSeeds()
    {
        SandboxServer::Options options;
        options.key = "key";
        options.seedCount = 200;
        const SandboxServer server(options);
        QTcpSocket socket;
        connectTo(socket, server);
        const QByteArray answer = exchange(socket,
                                           "GET /runtime/webhooks/durabletask/instances/family-1 "
                                           "HTTP/1.1\r\nHost: x\r\nx-functions-key: key\r\n\r\n");
        QVERIFY2(answer.contains("\"runtimeStatus\":\"Failed\""), answer.constData());
    }
};

HUBDECK_GUILESS_TEST(TestSandboxServer)
#include "tst_sandboxserver.moc"
