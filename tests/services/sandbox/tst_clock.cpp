// SPDX-License-Identifier: MIT
#include "services/sandbox/clock.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::sandbox;

class tst_Clock : public QObject
{
    Q_OBJECT

private slots:
    void theSystemsClockIsThePresent();
    void aManualClockStandsStillUntilItIsSet();
};

void tst_Clock::theSystemsClockIsThePresent()
{
    const Instant before = Instant::now();
    const Instant now = SystemClock().now();
    const Instant after = Instant::now();
    QVERIFY(now >= before);
    QVERIFY(now <= after);
}

void tst_Clock::aManualClockStandsStillUntilItIsSet()
{
    const Instant start(Instant::Ticks(17));
    ManualClock clock(start);
    QCOMPARE(clock.now(), start);
    QCOMPARE(clock.now(), start);
    clock.set(Instant(Instant::Ticks(5))); // backwards too
    QCOMPARE(clock.now(), Instant(Instant::Ticks(5)));
}

HUBDECK_GUILESS_TEST(tst_Clock)
#include "tst_clock.moc"
