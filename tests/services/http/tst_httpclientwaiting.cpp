// SPDX-License-Identifier: MIT
// Callers that wait, stop waiting or go.
#include "httptesting.h"
#include "testprogram.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck {

class HttpClientWaitingTest : public QObject
{
    Q_OBJECT

private slots:
    void stopTokenEndsTheWait_data();
    void stopTokenEndsTheWait();
    void aStopBeforeSendsNothing();
    void givesTheHeadBeforeTheBody();
    void droppedRepliesFreeTheirConnections();
    void timeLimitsDoNotRunInTheQueue();
    void manyThreadsMayCall();
    void wakesWaitingCallersWhenItGoes();
    void repliesMayOutliveTheClient();
};

void HttpClientWaitingTest::stopTokenEndsTheWait_data()
{
    QTest::addColumn<HttpMethod>("method");
    QTest::addColumn<Fault>("fault");
    QTest::addRow("read, no answer") << HttpMethod::Get << Fault::neverAnswer();
    QTest::addRow("action, no answer") << HttpMethod::Post << Fault::neverAnswer();
    QTest::addRow("read, in the body") << HttpMethod::Get << Fault::slowBody(600s, "[]");
    QTest::addRow("action, in the body") << HttpMethod::Delete << Fault::slowBody(600s, "[]");
}

void HttpClientWaitingTest::stopTokenEndsTheWait()
{
    QFETCH(const HttpMethod, method);
    QFETCH(const Fault, fault);
    FaultServer server;
    server.setDefault(fault);
    HttpClient client;
    std::stop_source source;
    std::jthread stopper([&] {
        (void)server.waitForArrivals(1);
        source.request_stop();
    });
    const TaskHubError error
        = failure([&] { (void)client.send(request(server, method), source.get_token()); });
    QCOMPARE(kindOf(error), "Cancelled");
    QCOMPARE(server.arrivals(), 1);
}

void HttpClientWaitingTest::aStopBeforeSendsNothing()
{
    const FaultServer server;
    HttpClient client;
    std::stop_source source;
    source.request_stop();
    QCOMPARE(kindOf(failure([&] {
                 (void)client.send(request(server, HttpMethod::Post), source.get_token());
             })),
             "Cancelled");
    (void)answer(client, request(server));
    QCOMPARE(server.arrivals(), 1);
}

void HttpClientWaitingTest::givesTheHeadBeforeTheBody()
{
    FaultServer server;
    server.setDefault(Fault::slowBody(600s, "[]"));
    HttpClient client;
    const std::unique_ptr<PendingReply> reply = client.start(request(server), {});
    QCOMPARE(reply->head().status, 200); // the body will not come
    server.setDefault(Fault::answer(200, "whole"));
    const std::unique_ptr<PendingReply> other = client.start(request(server), {});
    QCOMPARE(other->body(), "whole");
    QCOMPARE(other->head().status, 200);
}

void HttpClientWaitingTest::droppedRepliesFreeTheirConnections()
{
    FaultServer server;
    server.setDefault(Fault::neverAnswer());
    HttpClient client;
    {
        std::vector<std::unique_ptr<PendingReply>> replies;
        for (int i = 0; i < 12; ++i)
            replies.push_back(client.start(request(server, HttpMethod::Get, "/held"), {}));
        QVERIFY(server.waitForArrivals(6));
        while (!replies.empty()) // the queued ones first: a connection freed before would be theirs
            replies.pop_back();
    }
    server.setDefault(Fault::answer());
    QCOMPARE(answer(client, request(server)).head.status, 200);
    QCOMPARE(server.arrivals("GET", "/held"), 6);
}

void HttpClientWaitingTest::timeLimitsDoNotRunInTheQueue()
{
    FaultServer server;
    server.setDefault(Fault::neverAnswer());
    FaultServer other;
    other.setDefault(Fault::neverAnswer());
    HttpClient client;
    std::vector<std::unique_ptr<PendingReply>> replies;
    for (int i = 0; i < 6; ++i)
        replies.push_back(client.start(request(server), {}));
    QVERIFY(server.waitForArrivals(6));
    HttpRequest ask = request(server, HttpMethod::Post);
    ask.connectTimeout = 300ms;
    ask.firstByteTimeout = 300ms;
    const std::unique_ptr<PendingReply> queued = client.start(ask, {});
    std::atomic<bool> ended = false;
    std::jthread waiter([&] {
        (void)failure([&] { (void)queued->body(); });
        ended = true;
    });
    // The client's own clock says when the limit is over: for one that began later and was sent
    ask.url = other.url("/a?q=1");
    QCOMPARE(kindOf(sendFailure(client, ask)), "OutcomeUnknown");
    QVERIFY(!ended);
    QCOMPARE(server.arrivals(), 6);
    replies.clear(); // its turn: now they run
    QTRY_VERIFY_WITH_TIMEOUT(ended, 60'000);
}

void HttpClientWaitingTest::manyThreadsMayCall()
{
    FaultServer server;
    server.setHandler(
        [](const FaultRequest &received) { return Fault::answer(200, received.target); });
    HttpClient client;
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 12; ++thread) {
            threads.emplace_back([&, thread] {
                for (int i = 0; i < 10; ++i) {
                    const QByteArray path
                        = '/' + QByteArray::number(thread) + '/' + QByteArray::number(i);
                    if (client
                            .send(request(server, i % 2 == 0 ? HttpMethod::Get : HttpMethod::Post,
                                          path, "x"),
                                  {})
                            .body
                        == path)
                        ++right;
                }
            });
        }
    }
    QCOMPARE(right.load(), 120);
    QCOMPARE(server.arrivals(), 120);
}

void HttpClientWaitingTest::wakesWaitingCallersWhenItGoes()
{
    FaultServer server;
    server.setDefault(Fault::neverAnswer());
    auto client = std::make_unique<HttpClient>();
    std::atomic<int> cancelled = 0;
    std::vector<std::unique_ptr<PendingReply>> replies;
    for (int i = 0; i < 9; ++i)
        replies.push_back(
            client->start(request(server, i % 2 == 0 ? HttpMethod::Get : HttpMethod::Post), {}));
    std::vector<std::jthread> threads;
    for (const auto &reply : replies) {
        threads.emplace_back([&cancelled, waiting = reply.get()] {
            if (failure([waiting] { (void)waiting->body(); }).kind == ErrorKind::Cancelled)
                ++cancelled;
        });
    }
    QVERIFY(server.waitForArrivals(6));
    client.reset();
    threads.clear();
    QCOMPARE(cancelled.load(), 9);
}

void HttpClientWaitingTest::repliesMayOutliveTheClient()
{
    FaultServer server;
    server.enqueue(Fault::answer(200, "kept"));
    server.setDefault(Fault::neverAnswer());
    std::stop_source source;
    std::unique_ptr<PendingReply> whole;
    std::unique_ptr<PendingReply> broken;
    {
        HttpClient client;
        whole = client.start(request(server), source.get_token());
        QCOMPARE(whole->body(), "kept");
        broken = client.start(request(server), source.get_token());
        QVERIFY(server.waitForArrivals(2));
    }
    source.request_stop();
    QCOMPARE(whole->body(), "kept");
    QCOMPARE(kindOf(failure([&] { (void)broken->head(); })), "Cancelled");
}

} // namespace hubdeck

HUBDECK_GUILESS_TEST(hubdeck::HttpClientWaitingTest)
#include "tst_httpclientwaiting.moc"
