// SPDX-License-Identifier: MIT
#include "services/durablehttp/pagereader.h"

#include "faultserver.h"
#include "quickretry.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

namespace {

Fault page(const QByteArray &body, const QByteArray &next = {})
{
    return Fault::answer(200, body, { { "x-ms-continuation-token", next } });
}

} // namespace

class TestPageReader : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void asksAheadBeforeTheBodyHasCome();
    void usesTheAnswerThatWasAskedForAhead();
    void asksAnewForAnotherPage();
    void asksNothingAheadOfTheLastPage();
    void asksNothingAheadOfARepetition();
    void retriesWhatWasAskedForAhead();
    void abortsWhatIsOnItsWay();

private:
    [[nodiscard]] std::unique_ptr<PageReader> reader()
    {
        m_options.retry = quickRetry();
        return std::make_unique<PageReader>(
            m_client, m_options, RequestContext {},
            [this](const ContinuationToken &token) {
                HttpRequest request;
                request.url = m_server->url("/" + token.text().toUtf8());
                return request;
            },
            std::stop_token());
    }

    HttpClient m_client;
    DurableHttpOptions m_options;
    std::unique_ptr<FaultServer> m_server;
};

void TestPageReader::init()
{
    m_server = std::make_unique<FaultServer>();
}

void TestPageReader::asksAheadBeforeTheBodyHasCome()
{
    m_server->enqueue(page("[1]", "t1"));
    m_server->enqueue(page("[2]"));
    const auto pages = reader();
    const PageReader::Page first = pages->read({});
    QCOMPARE(first.body, "[1]");
    QCOMPARE(first.next, ContinuationToken(u"t1"_s));
    QVERIFY(m_server->waitForArrivals(2));
}

void TestPageReader::usesTheAnswerThatWasAskedForAhead()
{
    m_server->enqueue(page("[1]", "t1"));
    m_server->enqueue(page("[2]"));
    const auto pages = reader();
    static_cast<void>(pages->read({}));
    const PageReader::Page second = pages->read(ContinuationToken(u"t1"_s));
    QCOMPARE(second.body, "[2]");
    QVERIFY(second.next.isEmpty());
    QCOMPARE(m_server->arrivals(), 2);
    QCOMPARE(m_server->arrivals("GET", "/t1"), 1);
}

void TestPageReader::asksAnewForAnotherPage()
{
    m_server->setHandler([](const FaultRequest &request) {
        return page(request.path(), request.path() == "/" ? "t1" : "");
    });
    const auto pages = reader();
    static_cast<void>(pages->read({}));
    QCOMPARE(pages->read(ContinuationToken(u"other"_s)).body, "/other");
}

void TestPageReader::asksNothingAheadOfTheLastPage()
{
    m_server->setDefault(page("[1]"));
    const auto pages = reader();
    static_cast<void>(pages->read({}));
    static_cast<void>(pages->read({}));
    QCOMPARE(m_server->arrivals(), 2);
}

void TestPageReader::asksNothingAheadOfARepetition()
{
    m_server->setDefault(page("[1]", "t1"));
    const auto pages = reader();
    const ContinuationToken token(u"t1"_s);
    const PageReader::Page same = pages->read(token);
    QCOMPARE(m_server->arrivals(), 1);
    QCOMPARE(kindThrownBy([&] { PageReader::refuseRepetition(token, same.next); }), u"Malformed"_s);
    QCOMPARE(kindThrownBy([&] { PageReader::refuseRepetition({}, same.next); }), u"nothing"_s);
    QCOMPARE(kindThrownBy([&] { PageReader::refuseRepetition({}, {}); }), u"nothing"_s);
}

void TestPageReader::retriesWhatWasAskedForAhead()
{
    m_server->enqueue(page("[1]", "t1"));
    m_server->enqueue(Fault::answer(503));
    m_server->enqueue(page("[2]"));
    const auto pages = reader();
    static_cast<void>(pages->read({}));
    QCOMPARE(pages->read(ContinuationToken(u"t1"_s)).body, "[2]");
    QCOMPARE(m_server->arrivals("GET", "/t1"), 2);
}

void TestPageReader::abortsWhatIsOnItsWay()
{
    m_server->enqueue(page("[1]", "t1"));
    m_server->setDefault(Fault::neverAnswer());
    auto pages = reader();
    static_cast<void>(pages->read({}));
    QVERIFY(m_server->waitForArrivals(2));
    pages.reset(); // must not wait for the answer that never comes
}

HUBDECK_GUILESS_TEST(TestPageReader)
#include "tst_pagereader.moc"
