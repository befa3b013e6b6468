// SPDX-License-Identifier: MIT
#include "models/displaytext.h"

#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_DisplayText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void switchesBetweenZones();
    void showsTimes();
    void showsTimesInTheLocalZone();
    void leavesTheDateOutToday();
    void namesZones();
    void choosesSingularAndPlural();
    void showsDurations_data();
    void showsDurations();
    void showsStatuses();
    void showsCounts();
    void keepsTextsOnOneLine_data();
    void keepsTextsOnOneLine();
    void cutsTexts();
};

namespace {

void setZone(const char *zone)
{
    qputenv("TZ", zone);
    tzset();
}

const std::optional<Instant> moment = Instant::fromText("2026-11-23T09:41:02.0500000Z");

} // namespace

void tst_DisplayText::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void tst_DisplayText::cleanup()
{
    setZone("UTC");
}

void tst_DisplayText::switchesBetweenZones()
{
    TimeDisplay display;
    const QSignalSpy changes(&display, &TimeDisplay::changed);
    QVERIFY(!display.isUtc());
    display.setUtc(true);
    display.setUtc(true);
    QVERIFY(display.isUtc());
    QCOMPARE(changes.count(), 1);
    display.setUtc(false);
    QCOMPARE(changes.count(), 2);
}

void tst_DisplayText::showsTimes()
{
    QCOMPARE(displaytext::time(moment, true), u"2026-11-23 09:41:02"_s);
    QCOMPARE(displaytext::time(moment, true, true), u"2026-11-23 09:41:02.05"_s);
    QCOMPARE(displaytext::time(Instant::fromText("2026-11-23T09:41:02.0824192Z"), true, true),
             u"2026-11-23 09:41:02.0824192"_s);
    QCOMPARE(displaytext::time(Instant::fromText("2026-11-23T09:41:02Z"), true, true),
             u"2026-11-23 09:41:02"_s);
    QCOMPARE(displaytext::time(Instant::fromText("1969-12-31T23:59:59.9999999Z"), true, true),
             u"1969-12-31 23:59:59.9999999"_s);
    QCOMPARE(displaytext::time({}, true), QString());
}

void tst_DisplayText::showsTimesInTheLocalZone()
{
    setZone("XXX-5:30"); // POSIX: east of Greenwich
    QCOMPARE(displaytext::time(moment, false, true), u"2026-11-23 15:11:02.05"_s);
    QCOMPARE(displaytext::time(moment, true), u"2026-11-23 09:41:02"_s);
}

void tst_DisplayText::leavesTheDateOutToday()
{
    const Instant later = *moment + std::chrono::hours(3);
    QCOMPARE(displaytext::shortTime(moment, true, later), u"09:41:02"_s);
    QCOMPARE(displaytext::shortTime(moment, true, *moment + std::chrono::hours(24)),
             u"2026-11-23 09:41:02"_s);
    QCOMPARE(displaytext::shortTime({}, true, later), QString());
    setZone("XXX+10"); // there it is still the evening before
    QCOMPARE(displaytext::shortTime(moment, false, later), u"2026-11-22 23:41:02"_s);
}

void tst_DisplayText::choosesSingularAndPlural()
{
    const QString text = u"%1 instance{|s} {is|are} active"_s;
    QCOMPARE(displaytext::withNumber(text, 1), u"%1 instance is active"_s);
    QCOMPARE(displaytext::withNumber(text, 0), u"%1 instances are active"_s);
    QCOMPARE(displaytext::withNumber(u"plain"_s, 5), u"plain"_s);
    QCOMPARE(displaytext::withNumber(u"half { open | text"_s, 5), u"half { open | text"_s);
    QCOMPARE(displaytext::withNumber(u"{} {a|b}"_s, 1), u"{} {a|b}"_s); // as it came
}

void tst_DisplayText::namesZones()
{
    QCOMPARE(displaytext::zoneName(true), u"UTC"_s);
    QCOMPARE(displaytext::zoneName(false), u"UTC"_s);
    setZone("XXX-5:30");
    QCOMPARE(displaytext::zoneName(false), u"UTC+05:30"_s);
    setZone("XXX+8");
    QCOMPARE(displaytext::zoneName(false), u"UTC-08:00"_s);
}

void tst_DisplayText::showsDurations_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 milliseconds, const char *text) {
        QTest::newRow(text) << milliseconds << QString::fromLatin1(text);
    };
    constexpr qint64 minute = 60'000;
    constexpr qint64 hour = 60 * minute;
    row(-5, "0 ms");
    row(132, "132 ms");
    row(999, "999 ms");
    row(2'655, "2.65 s");
    row(59'999, "59.99 s");
    row(7 * minute + 12'900, "7 m 12 s");
    row(minute, "1 m 00 s");
    row(3 * hour + 5 * minute, "3 h 05 m");
    row(24 * hour - 1, "23 h 59 m");
    row(134 * hour, "5 d 14 h");
    row(1234 * 24 * hour, "1,234 d 00 h");
}

void tst_DisplayText::showsDurations()
{
    QFETCH(qint64, milliseconds);
    QTEST(displaytext::duration(std::chrono::milliseconds(milliseconds)), "text");
}

void tst_DisplayText::showsStatuses()
{
    QCOMPARE(displaytext::status(RuntimeStatus::Kind::ContinuedAsNew), u"ContinuedAsNew"_s);
    QCOMPARE(displaytext::status(RuntimeStatus::fromName(u"Hibernating"_s)), u"Hibernating"_s);
    QCOMPARE(displaytext::status(RuntimeStatus::fromName(u"two\nlines"_s)), u"two↵lines"_s);
}

void tst_DisplayText::showsCounts()
{
    QCOMPARE(displaytext::count(5'031), u"5,031"_s);
    QCOMPARE(displaytext::count(0), u"0"_s);
}

void tst_DisplayText::keepsTextsOnOneLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, const QString &text, const QString &line) {
        QTest::newRow(name) << text << line;
    };
    row("plain", u"ünï 日本 🚀"_s, u"ünï 日本 🚀"_s);
    row("line ends", u"a\nb\r\nc\u2028d"_s, u"a↵b↵c↵d"_s);
    row("lone return", u"a\rb"_s, u"a b"_s);
    row("controls", u"a\tb\u0007c\u0085d"_s, u"a b c d"_s);
    row("direction", u"abc\u202Egpj.exe\u2066x"_s, u"abc gpj.exe x"_s);
    row("invisible", u"a\uFEFFb\u200Bc"_s, u"a b c"_s);
    row("joined emoji", u"👩\u200D🚀"_s, u"👩\u200D🚀"_s);
    row("lone surrogates", QString(u"a"_s + QChar(0xD83D) + u"b" + QChar(0xDE80)),
        u"a\uFFFDb\uFFFD"_s);
    row("null", QString(QChar(u'\0')), u" "_s);
    row("empty", QString(), QString());
}

void tst_DisplayText::keepsTextsOnOneLine()
{
    QFETCH(QString, text);
    QTEST(displaytext::singleLine(text), "line");
}

void tst_DisplayText::cutsTexts()
{
    QCOMPARE(displaytext::singleLine(u"abcdef"_s, 6), u"abcdef"_s);
    QCOMPARE(displaytext::singleLine(u"abcdefg"_s, 6), u"abcde…"_s);
    QCOMPARE(displaytext::singleLine(u"abcd🚀g"_s, 6), u"abcd…"_s);
    QCOMPARE(displaytext::singleLine(u"abcde\r\n"_s, 6), u"abcde↵"_s);
    QCOMPARE(displaytext::singleLine(QString(1'000'000, u'x')).size(), 200);
    QCOMPARE(displaytext::singleLine(u"ab"_s, 1), u"…"_s);
    QCOMPARE(displaytext::singleLine(u"ab"_s, 0), QString());
}

HUBDECK_GUILESS_TEST(tst_DisplayText)
#include "tst_displaytext.moc"
