// SPDX-License-Identifier: MIT
#include "services/taskhub/reasons.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using Kind = ReasonEffect::Kind;

class tst_Reasons : public QObject
{
    Q_OBJECT

private slots:
    void keepsText_data();
    void keepsText();
    void readsValues_data();
    void readsValues();
    void seesWhatBreaksTheHub_data();
    void seesWhatBreaksTheHub();
    void endsOnDeepNesting();
    void describesEffects();
};

void tst_Reasons::keepsText_data()
{
    QTest::addColumn<QString>("reason");
    for (const char *reason : { "",
                                "   ",
                                "Found a bug",
                                "NaN",
                                "Infinity",
                                "{not json",
                                "{\"a\":1",
                                "[1, 2",
                                "\"open",
                                "'tis broken",
                                "nullify",
                                "nothing",
                                "n",
                                "truest",
                                "undefinedness",
                                "undefined: x",
                                "new",
                                "new deployment failed",
                                "newDate(1)",
                                "3rd attempt",
                                "10% off",
                                "5:30 o'clock",
                                "2024-05-01",
                                "1.2.3",
                                "5d later",
                                "089",
                                "-",
                                "--5",
                                "+5",
                                ".",
                                "0x",
                                "12e",
                                "0xZZ",
                                "/ slash",
                                "}",
                                "]",
                                ")",
                                ":",
                                "{a}",
                                "{a:}",
                                "{1:",
                                "[1}",
                                "\"bad \\x escape\"",
                                "\"bad \\u12 escape\"",
                                "½ done",
                                "<b>",
                                "[new",
                                "[undefined" }) {
        QTest::addRow("%s", reason) << QString::fromUtf8(reason);
    }
}

void tst_Reasons::keepsText()
{
    QFETCH(QString, reason);
    const ReasonEffect effect = effectOfReason(reason);
    QVERIFY2(effect.kind == Kind::KeptAsText, qPrintable(effect.storedAs));
    QVERIFY(describe(effect).isEmpty());
}

void tst_Reasons::readsValues_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("storedAs");
    const auto row = [](const char *reason, const char *storedAs) {
        QTest::addRow("%s", reason) << QString::fromUtf8(reason) << QString::fromUtf8(storedAs);
    };
    row("404", "404");
    row("  404  ", "404");
    row("5 retries exceeded", "5");
    row("3 of 5", "3");
    row("5/6 done", "5");
    row("1,000", "1");
    row("007", "7");
    row("010", "8");
    row("0x1F hex", "31");
    row("-007", "-7");
    row("-5", "-5");
    row("-0", "0");
    row("123456789012345678901234567890 big", "123456789012345678901234567890");
    row("1.10", "1.1");
    row("5.", "5.0");
    row(".5", "0.5");
    row("1e5", "100000.0");
    row("1e15", "1E+15");
    row("1.5e-7", "1.5E-07");
    row("0.0001", "0.0001");
    row("1e400", "\"Infinity\"");
    row("NaN values", "\"NaN\"");
    row("-Infinity and more", "\"-Infinity\"");
    row("true story", "true");
    row("false alarm", "false");
    row("true, really", "true");
    row("null pointer", "null");
    row("null", "null");
    row("null/*x*/", "null");
    row("\"quoted\" rest", "\"quoted\"");
    row("'single' rest", "\"single\"");
    row("\"tab\\t\\u00e9\"", "\"tab\\té\"");
    row("{\"a\":1} rest", "{\"a\":1}");
    row("{ a : 'x' , \"b\" : [ 1 , ] , }", "{\"a\":\"x\",\"b\":[1]}");
    row("{}", "{}");
    row("[] empty", "[]");
    row("[NaN, 007 /* c */]", "[\"NaN\",7]");
}

void tst_Reasons::readsValues()
{
    QFETCH(QString, reason);
    const ReasonEffect effect = effectOfReason(reason);
    QTEST(effect.storedAs, "storedAs");
    QCOMPARE(effect.kind, Kind::StoredAsValue);
    QVERIFY(describe(effect).contains(effect.storedAs));
}

void tst_Reasons::seesWhatBreaksTheHub_data()
{
    QTest::addColumn<QString>("reason");
    for (const char *reason :
         { "undefined", " undefined", "undefined behaviour", "undefined, sorry", "new Date(123)",
           "new  Foo (", "// note", "/* note */ x", "/*", ", so what", "[undefined]",
           "{\"a\":undefined}", "[1,,2]", "{a:new Date(1)}" }) {
        QTest::addRow("%s", reason) << QString::fromUtf8(reason);
    }
}

void tst_Reasons::seesWhatBreaksTheHub()
{
    QFETCH(QString, reason);
    const ReasonEffect effect = effectOfReason(reason);
    QCOMPARE(effect.kind, Kind::BreaksHub);
    QVERIFY(!describe(effect).isEmpty());
}

void tst_Reasons::endsOnDeepNesting()
{
    QCOMPARE(effectOfReason(QString(100'000, u'[')).kind, Kind::KeptAsText);
    QCOMPARE(effectOfReason(u"[[[]]] x"_s), (ReasonEffect { Kind::StoredAsValue, u"[[[]]]"_s }));
}

void tst_Reasons::describesEffects()
{
    QCOMPARE(describe(effectOfReason(u"404"_s)),
             u"The hub reads the beginning of this reason as JSON and will show only: 404"_s);
}

HUBDECK_GUILESS_TEST(tst_Reasons)
#include "tst_reasons.moc"
