// SPDX-License-Identifier: MIT
#include "services/sandbox/times.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::sandbox;

class TestTimes : public QObject
{
    Q_OBJECT

private slots:

    void writesTicksWithoutTrailingZeros_data()
    {
        QTest::addColumn<qint64>("ticks");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("epoch") << qint64(0) << QByteArray("1970-01-01T00:00:00");
        QTest::newRow("one tick") << qint64(1) << QByteArray("1970-01-01T00:00:00.0000001");
        QTest::newRow("half a second") << qint64(5'000'000) << QByteArray("1970-01-01T00:00:00.5");
        QTest::newRow("before the epoch")
            << qint64(-1) << QByteArray("1969-12-31T23:59:59.9999999");
    }

    void writesTicksWithoutTrailingZeros()
    {
        QFETCH(qint64, ticks);
        QTEST(isoTicks(Instant(Instant::Ticks(ticks))), "text");
    }

    void cutsSeconds()
    {
        QCOMPARE(isoSeconds(Instant(Instant::Ticks(19'999'999))),
                 QByteArray("1970-01-01T00:00:01Z"));
    }

    void readsWhatDotNetReads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("utc");
        QTest::newRow("iso") << QByteArray("2024-05-01T10:02:00Z")
                             << QByteArray("2024-05-01T10:02:00");
        QTest::newRow("ticks") << QByteArray("2024-05-01T10:02:00.1234567Z")
                               << QByteArray("2024-05-01T10:02:00.1234567");
        QTest::newRow("milliseconds")
            << QByteArray("2024-05-01T10:02:00.100Z") << QByteArray("2024-05-01T10:02:00.1");
        QTest::newRow("offset") << QByteArray("2024-05-01T10:02:00+02:00")
                                << QByteArray("2024-05-01T08:02:00");
        QTest::newRow("no zone") << QByteArray("2024-05-01 10:02")
                                 << QByteArray("2024-05-01T10:02:00");
        QTest::newRow("date") << QByteArray("2024-05-01") << QByteArray("2024-05-01T00:00:00");
        QTest::newRow("american") << QByteArray("5/1/2024") << QByteArray("2024-05-01T00:00:00");
    }

    void readsWhatDotNetReads()
    {
        QFETCH(QByteArray, text);
        const auto time = parseDotNetDate(text);
        QVERIFY(time);
        QTEST(isoTicks(*time), "utc");
    }

    void refusesTheRest_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             { "", "yesterday", "1714557600", "20240501T000000Z", "2024-05-01T10:02:00 02:00",
               "2024-13-01", "2024-02-30", "2024-05-01T25:00Z",
               "2024-05-01T10:02:00Z,2024-05-01T10:02:00Z" })
            QTest::newRow(text) << QByteArray(text);
    }

    void refusesTheRest()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!parseDotNetDate(text));
    }
};

HUBDECK_GUILESS_TEST(TestTimes)
#include "tst_times.moc"
