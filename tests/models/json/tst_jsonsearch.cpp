// SPDX-License-Identifier: MIT
#include "models/json/jsonsearch.h"

#include "models/json/jsondocument.h"
#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using Match = JsonSearch::Match;

class TestJsonSearch : public QObject
{
    Q_OBJECT

private slots:
    void findsForwardsAndBackwardsAndWraps();
    void countsAndKnowsWhichMatchIsMeant();
    void ignoresTheCaseOfAsciiLetters();
    void findsNothingInNothing();
    void followsTheDocument();
    void marksMatchesThatTouchARange();
    void countsLargeTextsAside();
};

void TestJsonSearch::findsForwardsAndBackwardsAndWraps()
{
    QThreadPool pool;
    JsonDocument document;
    JsonSearch search(document);
    document.loadPlainText(pool, "ab..ab..ab");
    search.setNeedle(u"ab"_s);
    QCOMPARE(search.next(0), (Match { 0, 2, false }));
    QCOMPARE(search.next(1), (Match { 4, 2, false }));
    QCOMPARE(search.next(9), (Match { 0, 2, true }));
    QCOMPARE(search.previous(8), (Match { 4, 2, false }));
    QCOMPARE(search.previous(0), (Match { 8, 2, true }));
}

void TestJsonSearch::countsAndKnowsWhichMatchIsMeant()
{
    QThreadPool pool;
    JsonDocument document;
    JsonSearch search(document);
    QSignalSpy changed(&search, &JsonSearch::changed);
    document.loadPlainText(pool, "ab..ab..ab");
    search.setNeedle(u"ab"_s);
    QCOMPARE(search.count(), 3);
    QVERIFY(!search.isCapped());
    QCOMPARE(search.ordinalOf(4), 2);
    QCOMPARE(search.ordinalOf(5), 0);
    QVERIFY(changed.count() >= 2);
    search.setNeedle({});
    QCOMPARE(search.count(), 0);
    QVERIFY(!search.next(0));
}

void TestJsonSearch::ignoresTheCaseOfAsciiLetters()
{
    QThreadPool pool;
    JsonDocument document;
    JsonSearch search(document);
    document.loadPlainText(pool, "Failed 余额不足 FAILED");
    search.setNeedle(u"failed"_s);
    QCOMPARE(search.count(), 2);
    search.setNeedle(u"余额"_s);
    QCOMPARE(search.next(0)->length, 6);
}

void TestJsonSearch::findsNothingInNothing()
{
    JsonDocument document;
    JsonSearch search(document);
    search.setNeedle(u"x"_s);
    QVERIFY(!search.next(0));
    QVERIFY(!search.previous(0));
    QVERIFY(search.matchesIn(0, 10).empty());
    QCOMPARE(search.count(), 0);
}

void TestJsonSearch::followsTheDocument()
{
    QThreadPool pool;
    JsonDocument document;
    JsonSearch search(document);
    document.load(pool, "[1,1]");
    search.setNeedle(u"1"_s);
    QCOMPARE(search.count(), 2);
    document.load(pool, "[1,1,1]");
    QCOMPARE(search.count(), 3);
    document.clear();
    QCOMPARE(search.count(), 0);
}

void TestJsonSearch::marksMatchesThatTouchARange()
{
    QThreadPool pool;
    JsonDocument document;
    JsonSearch search(document);
    document.loadPlainText(pool, "0123abcd89abcd");
    search.setNeedle(u"abcd"_s);
    QCOMPARE(search.matchesIn(0, 5), (std::vector<Match> { { 4, 4, false } })); // begins inside
    QCOMPARE(search.matchesIn(6, 9), (std::vector<Match> { { 4, 4, false } })); // ends inside
    QCOMPARE(search.matchesIn(8, 10).size(), size_t(0));
    QCOMPARE(search.matchesIn(0, 14).size(), size_t(2));
}

void TestJsonSearch::countsLargeTextsAside()
{
    QThreadPool pool;
    JsonDocument document;
    JsonSearch search(document);
    document.loadPlainText(pool, QByteArray("needle in the hay\n").repeated(100'000));
    QTRY_VERIFY_WITH_TIMEOUT(!document.isLoading(), 60'000);
    search.setNeedle(u"needle"_s);
    QVERIFY(search.isCounting());
    QCOMPARE(search.next(1), (Match { 18, 6, false })); // found before it is counted
    QTRY_VERIFY_WITH_TIMEOUT(!search.isCounting(), 60'000);
    QCOMPARE(search.count(), 100'000);
    QCOMPARE(search.ordinalOf(18), 2);
}

HUBDECK_GUILESS_TEST(TestJsonSearch)
#include "tst_jsonsearch.moc"
