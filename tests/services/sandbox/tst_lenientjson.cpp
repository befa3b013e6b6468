// SPDX-License-Identifier: MIT
#include "services/sandbox/lenientjson.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck::sandbox;
using Error = LenientJson::Error;

class TestLenientJson : public QObject
{
    Q_OBJECT

private slots:

    void showsStoredText_data()
    {
        QTest::addColumn<QByteArray>("stored");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char *stored, const char *shown) {
            QTest::newRow(stored) << QByteArray(stored) << QByteArray(shown);
        };
        row("Found a bug", "\"Found a bug\"");
        row("404", "404");
        row("5 retries exceeded", "5");
        row("5/6 done", "5");
        row("007", "7");
        row("true story", "true");
        row("null pointer", "null");
        row("nothing", "\"nothing\"");
        row("\"quoted\" rest", "\"quoted\"");
        row("NaN", "\"NaN\"");
        row("undefined", "undefined");
        row("new Date(123)", "new Date(123)");
        row("{\"a\":1", "\"{\\\"a\\\":1\"");
        row("{not json", "\"{not json\"");
        row("2026-11-23T10:00:00Z", "\"2026-11-23T10:00:00Z\"");
        row("  ", "\"\"");
        row("1.10", "1.1");
        row("12345678901234567890123", "12345678901234567890123");
        row("1e3", "1000.0");
        row("1e16", "1E+16");
        row("0.00001", "1E-05");
        row("{ \"b\" : [ 1 , 2.50 , 'x' ] , a : null }", "{\"b\":[1,2.5,\"x\"],\"a\":null}");
        row("\"\\u00e9\\ud83d\\ude00\\ud800\"", "\"é😀\xEF\xBF\xBD\"");
        row("\"tab\\t\\u0007\"", "\"tab\\t\\u0007\"");
    }

    void showsStoredText()
    {
        QFETCH(QByteArray, stored);
        QTEST(storedTextAsJson(stored), "shown");
    }

    void showsNoTextAsNull() { QCOMPARE(storedTextAsJson({}), QByteArray("null")); }

    void tellsErrorsApart_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("error");
        const auto row = [](const char *text, Error error) {
            QTest::newRow(text) << QByteArray(text) << int(error);
        };
        row("", Error::Empty);
        row("badly", Error::Syntax);
        row("{bad", Error::Syntax);
        row("{\"a\":1} x", Error::TrailingText);
        row("{\"a\":1", Error::UnexpectedEnd);
        row("[1,", Error::UnexpectedEnd);
        row("\"open", Error::Syntax);
        row("[1 2]", Error::Syntax);
        row("{\"a\" 1}", Error::Syntax);
        row("\"\\q\"", Error::Syntax);
        row("{\"a\":1} // done", Error::None);
    }

    void tellsErrorsApart()
    {
        QFETCH(QByteArray, text);
        QTEST(int(readLenient(text, true).error), "error");
    }

    void namesPathAndPositionOfAnError()
    {
        QCOMPARE(
            readLenient("{\"a\":1", false).message,
            QByteArray(
                "Unexpected end of content while loading JObject. Path 'a', line 1, position 6."));
        QCOMPARE(readLenient("{bad", true).message,
                 QByteArray("Unexpected end while parsing unquoted property name. Path '', line 1, "
                            "position 4."));
    }

    void survivesAnyDepth()
    {
        const QByteArray deep(1'000'000, '[');
        QCOMPARE(readLenient(deep, false).error, Error::Syntax);
        QVERIFY(storedTextAsJson(deep).startsWith("\"[[["));
    }

    void readsLargeTextsInOnePass()
    {
        const QByteArray large = '[' + QByteArray("1.5,").repeated(500'000) + "2]";
        QCOMPARE(readLenient(large, true).text.size(), large.size());
    }
};

HUBDECK_GUILESS_TEST(TestLenientJson)
#include "tst_lenientjson.moc"
