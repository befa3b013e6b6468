// SPDX-License-Identifier: MIT
#include "services/http/transfer.h"

#include "httptesting.h"
#include "testprogram.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_Transfer : public QObject
{
    Q_OBJECT

private slots:
    void tellsOnceThatItIsOver();
    void anErrorStatusIsAnAnswer();
    void distrustsConnectionsAfterABreak_data();
    void distrustsConnectionsAfterABreak();
    void abortEndsItAsCancelled();
    void distrustsAConnectionGivenUpWhileItWasMade();
    void destroyedOnItsWaySaysNothing();
    void sendsTheRequestOnceAndAskedForGzip();

private:
    struct Run
    {
        explicit Run(const HttpRequest &request)
            : exchange(std::make_shared<Exchange>(request))
            , transfer(std::make_unique<Transfer>(
                  exchange, std::make_shared<QNetworkAccessManager>(), nullptr))
        {
            transfer->setDone([this] { ++ends; });
            transfer->begin();
        }

        [[nodiscard]] QByteArray body() const { return exchange->waitForBody(); }

        [[nodiscard]] QByteArray kind() const
        {
            return kindOf(failure([this] { (void)exchange->waitForBody(); }));
        }

        std::shared_ptr<Exchange> exchange;
        std::unique_ptr<Transfer> transfer;
        int ends = 0;
    };

    static constexpr int patience = 30'000;
};

void tst_Transfer::tellsOnceThatItIsOver()
{
    FaultServer server;
    server.setDefault(Fault::answer(200, "whole"));
    Run run(request(server));
    QCOMPARE(run.ends, 0);
    QTRY_COMPARE_WITH_TIMEOUT(run.ends, 1, patience);
    QCOMPARE(run.body(), "whole");
    QVERIFY(!run.transfer->hasBadConnections());
    run.transfer->abort(); // too late to change anything
    QCOMPARE(run.ends, 1);
    QCOMPARE(run.body(), "whole");
}

void tst_Transfer::anErrorStatusIsAnAnswer()
{
    FaultServer server;
    for (const int status : { 400, 404, 500, 503 }) {
        server.setDefault(Fault::answer(status, "why"));
        Run run(request(server, HttpMethod::Post));
        QTRY_COMPARE_WITH_TIMEOUT(run.ends, 1, patience);
        QCOMPARE(run.exchange->waitForHead().status, status);
        QCOMPARE(run.body(), "why");
        QVERIFY(!run.transfer->hasBadConnections());
    }
}

void tst_Transfer::distrustsConnectionsAfterABreak_data()
{
    QTest::addColumn<HttpMethod>("method");
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QByteArray>("kind");
    for (const Fault &fault :
         { Fault::closeBeforeAnswer(), Fault::resetMidBody(), Fault::truncated() }) {
        QTest::addRow("read, %s", fault.name().constData())
            << HttpMethod::Get << fault << QByteArray("Unreachable");
        QTest::addRow("action, %s", fault.name().constData())
            << HttpMethod::Post << fault << QByteArray("OutcomeUnknown");
    }
}

void tst_Transfer::distrustsConnectionsAfterABreak()
{
    QFETCH(const HttpMethod, method);
    QFETCH(const Fault, fault);
    FaultServer server;
    server.setDefault(fault);
    Run run(request(server, method, "/a?q=1", "{}"));
    QTRY_COMPARE_WITH_TIMEOUT(run.ends, 1, patience);
    QTEST(run.kind(), "kind");
    QVERIFY(run.transfer->hasBadConnections());
}

void tst_Transfer::abortEndsItAsCancelled()
{
    FaultServer server;
    server.setDefault(Fault::neverAnswer());
    Run run(request(server, HttpMethod::Post, "/a?q=1", "{}"));
    QTRY_COMPARE_WITH_TIMEOUT(server.arrivals(), 1, patience);
    run.transfer->abort();
    QCOMPARE(run.ends, 1);
    QCOMPARE(run.kind(), "Cancelled");
    QVERIFY(!run.transfer->hasBadConnections()); // it stood, and Qt has closed it
    run.transfer->abort();
    QCOMPARE(run.ends, 1);
}

void tst_Transfer::distrustsAConnectionGivenUpWhileItWasMade()
{
    const FaultServer server; // speaks no TLS: the handshake never ends
    HttpRequest ask = request(server, HttpMethod::Post, "/a?q=1", "{}");
    ask.url.setScheme(u"https"_s);
    Run run(ask);
    QTRY_COMPARE_WITH_TIMEOUT(server.connections(), 1, patience);
    QTest::qWait(500); // Qt tells that it began to connect only after the server has seen it
    if (run.ends == 0) { // or the first bytes happened to hold a line end, and the server answered
        run.transfer->abort();
        QCOMPARE(run.kind(), "Cancelled");
        QVERIFY(run.transfer->hasBadConnections());
    }
}

void tst_Transfer::destroyedOnItsWaySaysNothing()
{
    FaultServer server;
    server.setDefault(Fault::neverAnswer());
    Run run(request(server));
    QTRY_COMPARE_WITH_TIMEOUT(server.arrivals(), 1, patience);
    run.transfer.reset();
    QCOMPARE(run.ends, 0);
    QVERIFY(!run.exchange->isOver()); // whoever destroys it ends the exchange
}

void tst_Transfer::sendsTheRequestOnceAndAskedForGzip()
{
    FaultServer server;
    server.setDefault(Fault::gzip("[1]"));
    Run run(request(server, HttpMethod::Put, "/x?y=%2B", "body"));
    QTRY_COMPARE_WITH_TIMEOUT(run.ends, 1, patience);
    QCOMPARE(run.body(), "[1]");
    QCOMPARE(server.arrivals(), 1);
    QCOMPARE(server.lastRequest().method, "PUT");
    QCOMPARE(server.lastRequest().target, "/x?y=%2B");
    QCOMPARE(server.lastRequest().body, "body");
    QCOMPARE(server.lastRequest().header("Accept-Encoding"), "gzip");
}

HUBDECK_GUILESS_TEST(tst_Transfer)
#include "tst_transfer.moc"
