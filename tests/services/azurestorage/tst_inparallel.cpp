// SPDX-License-Identifier: MIT
#include "services/azurestorage/inparallel.h"

#include "testprogram.h"

#include <QTest>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace hubdeck::azurestorage;

class tst_InParallel : public QObject
{
    Q_OBJECT

private slots:
    void doesEverythingOnce_data();
    void doesEverythingOnce();
    void worksAtTheSameTime();
    void keepsTheOrderOneByOne();
    void throwsTheFirstFailureAndStops();
};

void tst_InParallel::doesEverythingOnce_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("limit");
    QTest::newRow("nothing") << 0 << 4;
    QTest::newRow("one") << 1 << 4;
    QTest::newRow("fewer than threads") << 3 << 8;
    QTest::newRow("many") << 500 << 8;
    QTest::newRow("no limit given") << 5 << 0;
}

void tst_InParallel::doesEverythingOnce()
{
    QFETCH(int, count);
    QFETCH(int, limit);
    std::vector<std::atomic<int>> calls(static_cast<size_t>(count));
    inParallel(calls.size(), limit, [&](size_t i) { ++calls[i]; });
    QVERIFY(std::all_of(calls.begin(), calls.end(), [](const auto &n) { return n == 1; }));
}

void tst_InParallel::worksAtTheSameTime()
{
    std::latch bothAreThere { 2 }; // would wait for ever one after the other
    inParallel(2, 2, [&](size_t) { bothAreThere.arrive_and_wait(); });
}

void tst_InParallel::keepsTheOrderOneByOne()
{
    std::vector<size_t> order;
    const auto thread = std::this_thread::get_id();
    inParallel(4, 1, [&](size_t i) {
        order.push_back(i);
        QCOMPARE(std::this_thread::get_id(), thread);
    });
    QCOMPARE(order, (std::vector<size_t> { 0, 1, 2, 3 }));
}

void tst_InParallel::throwsTheFirstFailureAndStops()
{
    int calls = 0;
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, inParallel(10, 1, [&](size_t i) {
                                 ++calls;
                                 if (i == 2) {
                                     throw std::runtime_error("enough");
                                 }
                             }));
    QCOMPARE(calls, 3);
}

HUBDECK_GUILESS_TEST(tst_InParallel)
#include "tst_inparallel.moc"
