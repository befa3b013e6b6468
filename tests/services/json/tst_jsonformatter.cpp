// SPDX-License-Identifier: MIT
#include "services/json/jsonformatter.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;

class tst_JsonFormatter : public QObject
{
    Q_OBJECT

private slots:
    void formats_data();
    void formats();
    void keepsTextThatIsNoJson_data();
    void keepsTextThatIsNoJson();
    void isStable();
    void survivesDeepNesting();
    void doesNotLetIndentationFillTheMemory();
    void endsEarlyWhenStopped();
    void compacts_data();
    void compacts();
};

void tst_JsonFormatter::formats_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("formatted");
    const auto row = [](const char *name, const char *text, const char *formatted) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(formatted);
    };
    row("scalar", " 1.10 ", "1.10");
    row("string", "\"a\\u00e9\\/\"", "\"a\\u00e9\\/\"");
    row("empty containers", "[ { } , [ ] ]", "[\n  {},\n  []\n]");
    row("object", R"({"b":1,"a":{"x":[true,null]},"b":2})",
        "{\n  \"b\": 1,\n  \"a\": {\n    \"x\": [\n      true,\n      null\n    ]\n  },\n  \"b\": "
        "2\n}");
    row("already formatted", "{\n    \"a\" :\t1\r\n}", "{\n  \"a\": 1\n}");
    row("big numbers", "[123456789012345678901234567890,1e400,-0,1.10]",
        "[\n  123456789012345678901234567890,\n  1e400,\n  -0,\n  1.10\n]");
    row("undefined", R"({"output":undefined,"b":new Date(1, 2)})",
        "{\n  \"output\": undefined,\n  \"b\": new Date(1, 2)\n}");
    row("comment as value", R"({"output":/* a, b */,"b":1})",
        "{\n  \"output\": /* a, b */,\n  \"b\": 1\n}");
    row("brackets in strings", R"(["}{][,:\"",1])", "[\n  \"}{][,:\\\"\",\n  1\n]");
    row("invalid utf-8", "[\"\xFF\xC3\"]", "[\n  \"\xFF\xC3\"\n]");
}

void tst_JsonFormatter::formats()
{
    QFETCH(QByteArray, text);
    QTEST(json::formatted(text), "formatted");
}

void tst_JsonFormatter::keepsTextThatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : { "",
                              "  ",
                              "hello world",
                              "undefined",
                              "{not json",
                              "{\"a\":1",
                              "[1,2",
                              "[1 2]",
                              "[1,]",
                              "{\"a\":1,}",
                              "{\"a\" 1}",
                              "{a:1}",
                              "{1:2}",
                              "[1]]",
                              "[1} ",
                              "{\"a\":1} tail",
                              "\"open",
                              "[\"open",
                              "[\"open\\\"",
                              "[a \"b , c\"]",
                              "[1, // note\n2]",
                              "[/* open",
                              "{\"a\":}",
                              "[,1]",
                              "[f(]",
                              "12 monkeys",
                              "<html>" }) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void tst_JsonFormatter::keepsTextThatIsNoJson()
{
    QFETCH(QByteArray, text);
    QCOMPARE(json::formatted(text), text);
    QCOMPARE(json::compacted(text), text);
}

void tst_JsonFormatter::isStable()
{
    const QByteArray once = json::formatted(R"({"a":[1,{"b":undefined}],"c":"d"})");
    QCOMPARE(json::formatted(once), once);
    QCOMPARE(json::formatted(json::compacted(once)), once);
}

void tst_JsonFormatter::survivesDeepNesting()
{
    const QByteArray text = QByteArray(300, '[') + QByteArray(300, ']');
    const QByteArray result = json::formatted(text);
    QCOMPARE(result.count('\n'), 598);
    QCOMPARE(json::compacted(result), text);
}

void tst_JsonFormatter::doesNotLetIndentationFillTheMemory()
{
    const QByteArray text = QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']');
    QCOMPARE(json::formatted(text), text);
    QCOMPARE(json::compacted(text), text);
}

void tst_JsonFormatter::endsEarlyWhenStopped()
{
    QByteArray text = "[1";
    for (int i = 0; i < 100'000; ++i) {
        text += ",1";
    }
    text += ']';
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(json::formatted(text, stop.get_token()).size() < 1000);
}

void tst_JsonFormatter::compacts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("compacted");
    QTest::newRow("scalar") << QByteArray(" 1 ") << QByteArray("1");
    QTest::newRow("object") << QByteArray("{ \"a b\" : [ 1 , 2.0 ] ,\n\"c\" : { } }")
                            << QByteArray(R"({"a b":[1,2.0],"c":{}})");
    QTest::newRow("undefined") << QByteArray("[ undefined , new Date( 1 ) ]")
                               << QByteArray("[undefined,new Date( 1 )]");
}

void tst_JsonFormatter::compacts()
{
    QFETCH(QByteArray, text);
    QTEST(json::compacted(text), "compacted");
}

HUBDECK_GUILESS_TEST(tst_JsonFormatter)
#include "tst_jsonformatter.moc"
