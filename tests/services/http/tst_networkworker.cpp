// SPDX-License-Identifier: MIT
#include "services/http/networkworker.h"

#include "httptesting.h"
#include "services/http/exchange.h"
#include "services/http/httperrors.h"
#include "testprogram.h"

#include <QTest>
#include <QThread>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_NetworkWorker : public QObject
{
    Q_OBJECT

private slots:
    void sendsAtMostSixToOneOrigin();
    void theTimeLimitsOfThoseThatWaitDoNotRun();
    void originsDoNotWaitForEachOther();
    void whatIsAbortedWhileItWaitsIsNeverSent();
    void whatIsOverAlreadyIsNeverSent();
    void shutDownEndsEverything();

private:
    using Exchanges = std::vector<std::shared_ptr<Exchange>>;

    // A worker in a thread of its own, as HttpClient has it.
    struct Network
    {
        Network()
        {
            worker.moveToThread(&thread);
            thread.start();
        }

        ~Network() { shutDown(); }

        void call(const std::function<void()> &what)
        {
            QMetaObject::invokeMethod(&worker, what, Qt::BlockingQueuedConnection);
        }

        std::shared_ptr<Exchange> submit(const FaultServer &server, const QByteArray &path,
                                         std::chrono::milliseconds limit = std::chrono::minutes(1))
        {
            HttpRequest ask = request(server, HttpMethod::Get, path);
            ask.connectTimeout = ask.firstByteTimeout = limit;
            auto exchange = std::make_shared<Exchange>(ask);
            call([&] { worker.submit(exchange); });
            return exchange;
        }

        // As HttpClient does for a caller who has gone
        void abort(const std::shared_ptr<Exchange> &exchange)
        {
            call([&] { worker.abort(exchange.get()); });
        }

        void shutDown()
        {
            if (thread.isRunning()) {
                call([this] { worker.shutDown(); });
            }
            thread.wait();
        }

        QThread thread;
        NetworkWorker worker;
    };

    static QByteArray kindOfEnd(const std::shared_ptr<Exchange> &exchange)
    {
        return kindOf(failure([&] { (void)exchange->waitForBody(); }));
    }
};

void tst_NetworkWorker::sendsAtMostSixToOneOrigin()
{
    FaultServer server;
    server.setDefault(Fault::neverAnswer());
    const FaultServer other;
    Network network;
    Exchanges exchanges;
    for (int i = 0; i < 8; ++i) {
        exchanges.push_back(network.submit(server, "/" + QByteArray::number(i)));
    }
    QVERIFY(server.waitForArrivals(6));
    QCOMPARE(network.submit(other, "/fence")->waitForHead().status, 200);
    QCOMPARE(server.arrivals(), 6);
    network.abort(exchanges[2]);
    QVERIFY(server.waitForArrivals(7));
    QCOMPARE(server.lastRequest().target, "/6"); // first come, first served
    network.abort(exchanges[0]);
    QVERIFY(server.waitForArrivals(8));
}

void tst_NetworkWorker::theTimeLimitsOfThoseThatWaitDoNotRun()
{
    FaultServer server;
    server.setDefault(Fault::neverAnswer());
    FaultServer other;
    other.setDefault(Fault::neverAnswer());
    Network network;
    Exchanges held;
    for (int i = 0; i < 6; ++i) {
        held.push_back(network.submit(server, "/held"));
    }
    const auto waits = network.submit(server, "/waits", std::chrono::milliseconds(200));
    // One that began later and has the same limit is over before it
    const auto fence = network.submit(other, "/fence", std::chrono::milliseconds(200));
    QCOMPARE(kindOfEnd(fence), "TimedOut");
    QVERIFY(!waits->isOver());
}

void tst_NetworkWorker::originsDoNotWaitForEachOther()
{
    FaultServer busy;
    busy.setDefault(Fault::neverAnswer());
    FaultServer idle;
    idle.setDefault(Fault::answer(200, "here"));
    Network network;
    Exchanges exchanges;
    for (int i = 0; i < 9; ++i) {
        exchanges.push_back(network.submit(busy, "/busy"));
    }
    QCOMPARE(network.submit(idle, "/idle")->waitForBody(), "here");
}

void tst_NetworkWorker::whatIsAbortedWhileItWaitsIsNeverSent()
{
    FaultServer server;
    server.setHandler([](const FaultRequest &received) {
        return received.target == "/held" ? Fault::neverAnswer() : Fault::answer();
    });
    Network network;
    Exchanges held;
    for (int i = 0; i < 6; ++i) {
        held.push_back(network.submit(server, "/held"));
    }
    QVERIFY(server.waitForArrivals(6));
    const auto given = network.submit(server, "/given-up");
    network.abort(given);
    const auto kept = network.submit(server, "/kept");
    for (const auto &exchange : held) {
        network.abort(exchange);
    }
    QCOMPARE(kept->waitForHead().status, 200);
    QCOMPARE(server.arrivals("GET", "/given-up"), 0);
    for (const auto &exchange : held) {
        QCOMPARE(kindOfEnd(exchange), "Cancelled");
    }
}

void tst_NetworkWorker::whatIsOverAlreadyIsNeverSent()
{
    const FaultServer server;
    Network network;
    const auto over = std::make_shared<Exchange>(request(server, HttpMethod::Post, "/over"));
    over->fail(httperrors::cancelled());
    network.call([&] { network.worker.submit(over); });
    QCOMPARE(network.submit(server, "/fence")->waitForHead().status, 200);
    QCOMPARE(server.arrivals(), 1);
}

void tst_NetworkWorker::shutDownEndsEverything()
{
    FaultServer server;
    server.setDefault(Fault::neverAnswer());
    Network network;
    Exchanges exchanges;
    for (int i = 0; i < 8; ++i) {
        exchanges.push_back(network.submit(server, "/held"));
    }
    QVERIFY(server.waitForArrivals(6));
    network.shutDown();
    QVERIFY(network.thread.isFinished());
    for (const auto &exchange : exchanges) {
        QCOMPARE(kindOfEnd(exchange), "Cancelled");
    }
    QCOMPARE(server.arrivals(), 6);
}

HUBDECK_GUILESS_TEST(tst_NetworkWorker)
#include "tst_networkworker.moc"
