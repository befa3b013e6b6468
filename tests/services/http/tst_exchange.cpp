// SPDX-License-Identifier: MIT
#include "services/http/exchange.h"

#include "testprogram.h"

#include <QTest>

#include <thread>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_Exchange : public QObject
{
    Q_OBJECT

private slots:
    void wakesTheCallerForTheHeadAndForTheBody();
    void theFirstEndWins();
    void theHeadNeverChanges();
    void aBodyThatBreaksOffLeavesTheHead();
    void aCallerWhoStoppedGetsNothing();
    void aFailureBeforeTheHeadIsThrownByBoth();

private:
    static TaskHubError error(ErrorKind kind) { return TaskHubError(kind, u"why"_s); }

    template <typename Call> static QString thrownBy(Call call)
    {
        try {
            call();
        } catch (const TaskHubError &thrown) {
            return TaskHubError::nameOf(thrown.kind);
        }
        return u"nothing"_s;
    }
};

void tst_Exchange::wakesTheCallerForTheHeadAndForTheBody()
{
    Exchange exchange({});
    std::jthread network([&exchange] { exchange.publishHead({ 202, { { "A", "b" } } }); });
    QCOMPARE(exchange.waitForHead().status, 202);
    QCOMPARE(exchange.waitForHead().header("a"), "b");
    QVERIFY(!exchange.isOver());
    std::jthread later([&exchange] { exchange.finish("body"); });
    QCOMPARE(exchange.waitForBody(), "body");
    QVERIFY(exchange.isOver());
    QCOMPARE(exchange.waitForBody(), "body"); // as often as one likes
}

void tst_Exchange::theFirstEndWins()
{
    Exchange answered({});
    answered.publishHead({ 200, {} });
    answered.finish("body");
    answered.fail(error(ErrorKind::Cancelled));
    answered.finish("other");
    QCOMPARE(answered.waitForBody(), "body");

    Exchange failed({});
    failed.fail(error(ErrorKind::TimedOut));
    failed.fail(error(ErrorKind::Cancelled));
    failed.publishHead({ 200, {} });
    failed.finish("body");
    QCOMPARE(thrownBy([&] { (void)failed.waitForHead(); }), u"TimedOut"_s);
    QCOMPARE(thrownBy([&] { (void)failed.waitForBody(); }), u"TimedOut"_s);
}

void tst_Exchange::theHeadNeverChanges()
{
    Exchange exchange({});
    exchange.publishHead({ 200, {} });
    const HttpHead &head = exchange.waitForHead();
    exchange.publishHead({ 500, {} });
    QCOMPARE(head.status, 200);
    QCOMPARE(&exchange.waitForHead(), &head);
}

void tst_Exchange::aBodyThatBreaksOffLeavesTheHead()
{
    Exchange exchange({});
    exchange.publishHead({ 200, {} });
    exchange.fail(error(ErrorKind::Unreachable));
    QCOMPARE(exchange.waitForHead().status, 200);
    QCOMPARE(thrownBy([&] { (void)exchange.waitForBody(); }), u"Unreachable"_s);
}

void tst_Exchange::aCallerWhoStoppedGetsNothing()
{
    Exchange exchange({});
    exchange.publishHead({ 200, {} });
    exchange.fail(error(ErrorKind::Cancelled));
    QCOMPARE(thrownBy([&] { (void)exchange.waitForHead(); }), u"Cancelled"_s);
    QCOMPARE(thrownBy([&] { (void)exchange.waitForBody(); }), u"Cancelled"_s);
}

void tst_Exchange::aFailureBeforeTheHeadIsThrownByBoth()
{
    Exchange exchange({});
    std::jthread network([&exchange] { exchange.fail(error(ErrorKind::Tls)); });
    QCOMPARE(thrownBy([&] { (void)exchange.waitForHead(); }), u"Tls"_s);
    QCOMPARE(thrownBy([&] { (void)exchange.waitForBody(); }), u"Tls"_s);
}

HUBDECK_GUILESS_TEST(tst_Exchange)
#include "tst_exchange.moc"
