// SPDX-License-Identifier: MIT
#include "services/taskhub/storednumber.h"

#include "testprogram.h"

#include <QTest>

#include <limits>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_StoredNumber : public QObject
{
    Q_OBJECT

private slots:
    void writesDoublesAsDotNetDoes_data();
    void writesDoublesAsDotNetDoes();
    void readsNumbers_data();
    void readsNumbers();
    void givesUp_data();
    void givesUp();
};

void tst_StoredNumber::writesDoublesAsDotNetDoes_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    const auto row = [](double value, const QString &text) {
        QTest::newRow(qPrintable(text)) << value << text;
    };
    row(0, u"0.0"_s);
    row(-0.0, u"-0.0"_s);
    row(1.5, u"1.5"_s);
    row(100, u"100.0"_s);
    row(0.1, u"0.1"_s);
    row(0.0001, u"0.0001"_s);
    row(0.00012345, u"0.00012345"_s);
    row(0.00001, u"1E-05"_s);
    row(-2.5e-7, u"-2.5E-07"_s);
    row(123456789012345, u"123456789012345.0"_s);
    row(1e15, u"1E+15"_s);
    row(1.25e100, u"1.25E+100"_s);
    row(std::numeric_limits<double>::max(), u"1.7976931348623157E+308"_s);
    row(std::numeric_limits<double>::infinity(), u"\"Infinity\""_s);
    row(-std::numeric_limits<double>::infinity(), u"\"-Infinity\""_s);
}

void tst_StoredNumber::writesDoublesAsDotNetDoes()
{
    QFETCH(const double, value);
    QTEST(dotNetDouble(value), "text");
}

void tst_StoredNumber::readsNumbers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("number");
    const auto row = [](const QString &text, const QString &number) {
        QTest::newRow(qPrintable(text)) << text << number;
    };
    row(u"0"_s, u"0"_s);
    row(u"-0"_s, u"0"_s);
    row(u"42"_s, u"42"_s);
    row(u"-007"_s, u"-7"_s);
    row(u"017"_s, u"15"_s);
    row(u"0x1f"_s, u"31"_s);
    row(u"0XFF"_s, u"255"_s);
    row(u"0xFFFFFFFFFFFFFFFF"_s, u"-1"_s); // read as signed
    row(QString(40, u'9'), QString(40, u'9'));
    row(u"1.10"_s, u"1.1"_s);
    row(u"5."_s, u"5.0"_s);
    row(u".5"_s, u"0.5"_s);
    row(u"0.5"_s, u"0.5"_s);
    row(u"0e1"_s, u"0.0"_s);
    row(u"1E5"_s, u"100000.0"_s);
    row(u"1e400"_s, u"\"Infinity\""_s);
    row(u"-1e400"_s, u"\"-Infinity\""_s);
    row(u"1e-400"_s, u"0.0"_s);
}

void tst_StoredNumber::readsNumbers()
{
    QFETCH(const QString, text);
    const auto number = storedNumber(text);
    QVERIFY(number);
    QTEST(*number, "number");
}

void tst_StoredNumber::givesUp_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : { "-", "+1", "1-2", "1.2.3", ".", "1e", "1e+", "0x", "0xg", "09",
                              "08.5", "1a", "--1", "-0x1", "1e5f" }) {
        QTest::newRow(text) << QString::fromLatin1(text);
    }
    QTest::newRow("longer than it reads") << QString(381, u'1') + u'-';
    QTest::newRow("20 hexadecimal digits") << u"0xFFFFFFFFFFFFFFFFFFFF"_s;
}

void tst_StoredNumber::givesUp()
{
    QFETCH(const QString, text);
    QVERIFY(!storedNumber(text));
}

HUBDECK_GUILESS_TEST(tst_StoredNumber)
#include "tst_storednumber.moc"
