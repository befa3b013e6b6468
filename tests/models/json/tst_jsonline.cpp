// SPDX-License-Identifier: MIT
#include "models/json/jsonline.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestJsonLine : public QObject
{
    Q_OBJECT

private slots:
    void drawsTextAsItIs_data();
    void drawsTextAsItIs();
    void mapsColumnsToBytesAndBack();
    void invalidBytesStandForThemselves();
    void coloursTokens_data();
    void coloursTokens();
    void stateGoesOnInsideABrokenString();
    void stringThatEndsBehindItsLineIsAKeyWhenAColonFollows();
};

void TestJsonLine::drawsTextAsItIs_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::addRow("plain") << QByteArray("{\"a\": 1}") << u"{\"a\": 1}"_s;
    QTest::addRow("empty") << QByteArray() << QString();
    QTest::addRow("non-ascii") << QByteArray("余额不足 – é 😀") << u"余额不足 – é 😀"_s;
    QTest::addRow("control") << QByteArray("a\x01z\x7f") << u"a\u2401z\u2421"_s;
    QTest::addRow("nul") << QByteArray("a\0z", 3) << u"a\u2400z"_s;
    QTest::addRow("tab") << QByteArray("a\tz") << u"a\tz"_s;
    QTest::addRow("turned") << QByteArray("a\u202Ez\u2066") << u"a\u241Az\u241A"_s;
    QTest::addRow("line separators") << QByteArray("a\u2028z\u0085") << u"a\u2424z\u2424"_s;
}

void TestJsonLine::drawsTextAsItIs()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, text);
    const DisplayLine line = displayLine(bytes);
    QCOMPARE(line.text, text);
    QCOMPARE(line.byteOf.size(), static_cast<size_t>(text.size()) + 1);
    QCOMPARE(line.byteOf.back(), static_cast<qint32>(bytes.size()));
}

void TestJsonLine::mapsColumnsToBytesAndBack()
{
    const QByteArray bytes("aé😀z");
    const DisplayLine line = displayLine(bytes);
    QCOMPARE(line.byteOf, (std::vector<qint32> { 0, 1, 3, 3, 7, 8 }));
    QCOMPARE(line.columnAt(0), 0);
    QCOMPARE(line.columnAt(1), 1);
    QCOMPARE(line.columnAt(2), 1); // in the middle of é
    QCOMPARE(line.columnAt(3), 2); // never the second half of the pair
    QCOMPARE(line.columnAt(5), 2);
    QCOMPARE(line.columnAt(7), 4);
    QCOMPARE(line.columnAt(8), 5);
}

void TestJsonLine::invalidBytesStandForThemselves()
{
    // a lone continuation, an overlong slash, a surrogate, a sequence cut off at the end
    for (const QByteArray &bytes :
         { QByteArray("\x80"), QByteArray("\xC0\xAF"), QByteArray("\xED\xA0\x80"),
           QByteArray("\xF0\x9F\x98"), QByteArray("\xFF") }) {
        const DisplayLine line = displayLine(bytes);
        QCOMPARE(line.text, QString(bytes.size(), u'\uFFFD'));
        QCOMPARE(line.byteOf.back(), static_cast<qint32>(bytes.size()));
    }
}

void TestJsonLine::coloursTokens_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("expected");
    QTest::addRow("member") << QByteArray(R"(  "id": 42,)") << u"key:\"id\" number:42"_s;
    QTest::addRow("keyword") << QByteArray(R"("ok" : true)") << u"key:\"ok\" keyword:true"_s;
    QTest::addRow("null") << QByteArray("null") << u"keyword:null"_s;
    QTest::addRow("string") << QByteArray(R"(["a:b", "c\"d"])")
                            << u"string:\"a:b\" string:\"c\\\"d\""_s;
    QTest::addRow("backslash at the end")
        << QByteArray(R"(["a\\", 1])") << u"string:\"a\\\\\" number:1"_s;
    QTest::addRow("numbers") << QByteArray("[-1, 1.50e+9, 12345678901234567890]")
                             << u"number:-1 number:1.50e+9 number:12345678901234567890"_s;
    QTest::addRow("no JSON")
        << QByteArray(R"({"a":undefined,"b":NaN,"c":-Infinity})")
        << u"key:\"a\" keyword:undefined key:\"b\" keyword:NaN key:\"c\" keyword:-Infinity"_s;
    QTest::addRow("unterminated") << QByteArray(R"({"a)") << u"string:\"a"_s;
}

void TestJsonLine::coloursTokens()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, expected);
    static const QStringList names { u"key"_s, u"string"_s, u"number"_s, u"keyword"_s };
    QStringList found;
    for (const JsonToken &token : jsonTokens(line, 0, line.size(), JsonLineState::Outside)) {
        found << names.at(static_cast<int>(token.kind)) + u':'
                + QString::fromUtf8(line.mid(token.start, token.length));
    }
    QCOMPARE(found.join(u' '), expected);
}

void TestJsonLine::stateGoesOnInsideABrokenString()
{
    QCOMPARE(stateAfter("{\"ab", JsonLineState::Outside), JsonLineState::InString);
    QCOMPARE(stateAfter("cd\\", JsonLineState::InString), JsonLineState::InStringAfterBackslash);
    QCOMPARE(stateAfter("\"e", JsonLineState::InStringAfterBackslash), JsonLineState::InString);
    QCOMPARE(stateAfter("\" : 1", JsonLineState::InString), JsonLineState::Outside);
    QCOMPARE(stateAfter("\"never ended\n", JsonLineState::Outside), JsonLineState::Outside);

    const QByteArray text(R"({"a":"one\"two","b":3})");
    const std::vector<JsonToken> tokens
        = jsonTokens(text, 10, 12, JsonLineState::InStringAfterBackslash);
    QCOMPARE(tokens.size(), size_t(3));
    QCOMPARE(tokens[0], (JsonToken { 0, 5, JsonTokenKind::String })); // "two" and its quote
    QCOMPARE(tokens[1].kind, JsonTokenKind::Key);
    QCOMPARE(tokens[2], (JsonToken { 10, 1, JsonTokenKind::Number }));
}

void TestJsonLine::stringThatEndsBehindItsLineIsAKeyWhenAColonFollows()
{
    const QByteArray text(R"({"long key" : 1})");
    const std::vector<JsonToken> tokens = jsonTokens(text, 0, 5, JsonLineState::Outside);
    QCOMPARE(tokens, (std::vector<JsonToken> { { 1, 4, JsonTokenKind::Key } }));
}

HUBDECK_GUILESS_TEST(TestJsonLine)
#include "tst_jsonline.moc"
