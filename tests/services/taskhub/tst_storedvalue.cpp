// SPDX-License-Identifier: MIT
#include "services/taskhub/storedvalue.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using Kind = StoredValue::Kind;

class tst_StoredValue : public QObject
{
    Q_OBJECT

private slots:
    void readsTheFirstValue_data();
    void readsTheFirstValue();
    void textThatBeginsWithNoValueIsAString_data();
    void textThatBeginsWithNoValueIsAString();
    void whatIsSentAsNoJsonIsInvalid_data();
    void whatIsSentAsNoJsonIsInvalid();
    void readsNoDeeperThanTheLibrary();
};

void tst_StoredValue::readsTheFirstValue_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sent");
    const auto row = [](const char *text, const char *sent) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(sent);
    };
    row("1 of 3", "1");
    row("true/*x*/", "true");
    row("null]", "null");
    row("NaN", "\"NaN\"");
    row("-Infinity,", "\"-Infinity\"");
    row("'it\\'s' so", "\"it's\"");
    row("\"\\u0041\\b\"", "\"A\\b\"");
    row("{a:1,'b':[2,3,],\"c d\":{}} rest", "{\"a\":1,\"b\":[2,3],\"c d\":{}}");
    row("[ /* one */ 1 // two\n, 0x10 ]", "[1,16]");
    row("{$a_1:017}", "{\"$a_1\":15}");
}

void tst_StoredValue::readsTheFirstValue()
{
    QFETCH(const QString, text);
    const StoredValue value = readStoredValue(text);
    QCOMPARE(value.kind, Kind::Json);
    QTEST(value.text, "sent");
}

void tst_StoredValue::textThatBeginsWithNoValueIsAString_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         { "",          "done",  "truest",  "nullify",     "tru",  "1st", "-",
           "\"open",    "'open", "\"\\x\"", "\"\\u12g4\"", "{",    "{a}", "{a:1",
           "{a:1 b:2}", "[1 2]", "[1",      "newer",       "new(", "!",   "]" }) {
        QTest::newRow(text) << QString::fromUtf8(text);
    }
}

void tst_StoredValue::textThatBeginsWithNoValueIsAString()
{
    QFETCH(const QString, text);
    const StoredValue value = readStoredValue(text);
    QCOMPARE(value.kind, Kind::None);
    QVERIFY(value.text.isEmpty());
}

void tst_StoredValue::whatIsSentAsNoJsonIsInvalid_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : { "undefined", "[1,undefined]", "[,1]", "{a:undefined}", "new Date(1)",
                              "[new X (", "// c", "/* c */1", ",x" }) {
        QTest::newRow(text) << QString::fromUtf8(text);
    }
}

void tst_StoredValue::whatIsSentAsNoJsonIsInvalid()
{
    QFETCH(const QString, text);
    QCOMPARE(readStoredValue(text).kind, Kind::Invalid);
}

void tst_StoredValue::readsNoDeeperThanTheLibrary()
{
    const auto nested
        = [](qsizetype depth) -> QString { return QString(depth, u'[') + QString(depth, u']'); };
    QCOMPARE(readStoredValue(nested(64)).kind, Kind::Json);
    QCOMPARE(readStoredValue(nested(66)).kind, Kind::None);
    QCOMPARE(readStoredValue(QString(1'000'000, u'[')).kind, Kind::None);
}

HUBDECK_GUILESS_TEST(tst_StoredValue)
#include "tst_storedvalue.moc"
