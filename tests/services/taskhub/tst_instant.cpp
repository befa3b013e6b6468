// SPDX-License-Identifier: MIT
#include "services/taskhub/instant.h"

#include "testprogram.h"

#include <QTest>
#include <QTimeZone>

using namespace hubdeck;

class tst_Instant : public QObject
{
    Q_OBJECT

private slots:
    void readsTimes_data();
    void readsTimes();
    void refusesWhatIsNoTime_data();
    void refusesWhatIsNoTime();
    void writesAndReadsBack();
    void convertsToMilliseconds();
    void convertsFromDateTimes();
    void knowsTheTime();
    void calculates();
};

void tst_Instant::readsTimes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ticks");
    QTest::addColumn<QString>("back");
    const auto row = [](const char *text, qint64 ticks, const char *back) {
        QTest::newRow(text) << QByteArray(text) << ticks << QString::fromLatin1(back);
    };
    row("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z");
    row("1970-01-01T00:00:00", 0, "1970-01-01T00:00:00Z");
    row("1970-01-01T00:00:00.0000001Z", 1, "1970-01-01T00:00:00.0000001Z");
    row("1969-12-31T23:59:59.9999999Z", -1, "1969-12-31T23:59:59.9999999Z");
    row("2026-11-23T09:41:00.0824192Z", 17'954'268'600'824'192, "2026-11-23T09:41:00.0824192Z");
    row("2026-11-23T09:41:00.1395302+00:00", 17'954'268'601'395'302,
        "2026-11-23T09:41:00.1395302Z");
    row("2026-11-23T09:41:00.5", 17'954'268'605'000'000, "2026-11-23T09:41:00.5Z");
    row("2026-11-23T15:11:00+05:30", 17'954'268'600'000'000, "2026-11-23T09:41:00Z");
    row("2026-11-23T01:41:00-0800", 17'954'268'600'000'000, "2026-11-23T09:41:00Z");
    row("2026-11-23T01:41:00-08", 17'954'268'600'000'000, "2026-11-23T09:41:00Z");
    row("2026-11-23T09:41:00.12345678999Z", 17'954'268'601'234'567, "2026-11-23T09:41:00.1234567Z");
    row("2024-02-29T00:00:00Z", 17'091'648'000'000'000, "2024-02-29T00:00:00Z");
    row("0001-01-01T00:00:00Z", -621'355'968'000'000'000, "0001-01-01T00:00:00Z");
    row("9999-12-31T23:59:59.9999999Z", 2'534'023'007'999'999'999, "9999-12-31T23:59:59.9999999Z");
}

void tst_Instant::readsTimes()
{
    QFETCH(QByteArray, text);
    const auto instant = Instant::fromText(text);
    QVERIFY(instant.has_value());
    QTEST(instant->ticks(), "ticks");
    QTEST(instant->toText(), "back");
}

void tst_Instant::refusesWhatIsNoTime_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : { "",
                              "2026",
                              "2026-11-23",
                              "2026-11-23 09:41:00Z",
                              "2026-11-23T09:41Z",
                              "2026-1-23T09:41:00Z",
                              "2026-02-29T00:00:00Z",
                              "2026-13-01T00:00:00Z",
                              "2026-00-01T00:00:00Z",
                              "2026-01-00T00:00:00Z",
                              "2026-01-32T00:00:00Z",
                              "2026-11-23T24:00:00Z",
                              "2026-11-23T09:60:00Z",
                              "2026-11-23T09:41:60Z",
                              "2026-11-23T09:41:00.Z",
                              "2026-11-23T09:41:00ZZ",
                              "2026-11-23T09:41:00Z ",
                              " 2026-11-23T09:41:00Z",
                              "2026-11-23T09:41:00+5:30",
                              "2026-11-23T09:41:00+24:00",
                              "2026-11-23T09:41:00+05:60",
                              "2026-11-23T09:41:00+05:3",
                              "2026-11-23T09:41:00+",
                              "2026-11-23T09:41:00+05:",
                              "0000-01-01T00:00:00Z",
                              "-001-01-01T00:00:00Z",
                              "10000-01-01T00:00:00Z",
                              "0001-01-01T00:00:00+00:01",
                              "9999-12-31T23:59:59-00:01",
                              "1700000000",
                              "2026-11-23T09:41:0\xC3\xA9Z" }) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void tst_Instant::refusesWhatIsNoTime()
{
    QFETCH(QByteArray, text);
    QVERIFY(!Instant::fromText(text));
}

void tst_Instant::writesAndReadsBack()
{
    constexpr qint64 first = -621'355'968'000'000'000;
    constexpr qint64 step = 3'155'378'975'999'999'999 / 977;
    for (int i = 0; i < 977; ++i) {
        const Instant instant { Instant::Ticks(first + i * step) };
        QCOMPARE(Instant::fromText(instant.toText().toLatin1()), instant);
    }
}

void tst_Instant::convertsToMilliseconds()
{
    const Instant instant = Instant::fromText("2026-11-23T09:41:00.0829999Z").value();
    QCOMPARE(instant.toDateTime(), QDateTime(QDate(2026, 11, 23), QTime(9, 41, 0, 82), Qt::UTC));
    QCOMPARE(Instant(Instant::Ticks(-1)).toDateTime().toMSecsSinceEpoch(), -1);
}

void tst_Instant::convertsFromDateTimes()
{
    const QDateTime time(QDate(2026, 11, 23), QTime(11, 41, 0, 5), Qt::OffsetFromUTC, 7200);
    QCOMPARE(Instant::fromDateTime(time).toText(), QStringLiteral("2026-11-23T09:41:00.005Z"));
    const QDateTime far(QDate(200'000'000, 1, 1), QTime(0, 0), Qt::UTC);
    QVERIFY(Instant::fromDateTime(far).toText().startsWith(u"9999-12-31T"));
    const QDateTime early(QDate(-4000, 1, 1), QTime(0, 0), Qt::UTC);
    QCOMPARE(Instant::fromDateTime(early).toText(), QStringLiteral("0001-01-01T00:00:00Z"));
}

void tst_Instant::knowsTheTime()
{
    const QDateTime before = QDateTime::currentDateTimeUtc();
    const QDateTime now = Instant::now().toDateTime();
    QVERIFY(now >= before);
    QVERIFY(now <= QDateTime::currentDateTimeUtc());
}

void tst_Instant::calculates()
{
    const Instant a = Instant::fromText("2026-11-23T09:41:00Z").value();
    const Instant b = a + std::chrono::seconds(90);
    QCOMPARE(b.toText(), QStringLiteral("2026-11-23T09:42:30Z"));
    QVERIFY(a < b);
    QCOMPARE((b - a).count(), 900'000'000);
    QCOMPARE(b - std::chrono::seconds(90), a);
}

HUBDECK_GUILESS_TEST(tst_Instant)
#include "tst_instant.moc"
