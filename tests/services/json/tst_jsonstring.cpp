// SPDX-License-Identifier: MIT
#include "services/json/jsonstring.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;

class tst_JsonString : public QObject
{
    Q_OBJECT

private slots:
    void decodesStrings_data();
    void decodesStrings();
    void decodesInvalidUtf8ToTheReplacement();
    void encodesStrings_data();
    void encodesStrings();
    void whatIsEncodedIsDecodedAgain();
};

void tst_JsonString::decodesStrings_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *literal, const QByteArray &text) {
        QTest::newRow(literal) << QByteArray(literal) << text;
    };
    row("\"\"", "");
    row("\"plain é\"", "plain é");
    row(R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t");
    row(R"("\u0041\u00e9\u65E5")", "Aé日");
    row(R"("\ud83d\ude80")", "🚀");
    row(R"("\ud83d")", "\xEF\xBF\xBD");
    row(R"("\ude80x")", "\xEF\xBF\xBDx");
    row(R"("\ud83d\u0041")",
        "\xEF\xBF\xBD"
        "A");
    row(R"("\ud83d\ud83d\ude80")",
        "\xEF\xBF\xBD"
        "🚀");
    row(R"("\u0000")", QByteArray("\0", 1));
    row(R"("\x\u12\u12g4")", R"(\x\u12\u12g4)");
    row(R"("\x\\\x")", R"(\x\\x)");
    row("\"open", "open");
    row("\"open\\\"", "open\"");
    row("\"open\\", "open\\");
    row("\"", "");
    row("", "");
    row("undefined", "undefined");
    row("12", "12");
}

void tst_JsonString::decodesStrings()
{
    QFETCH(QByteArray, literal);
    QFETCH(QByteArray, text);
    QCOMPARE(json::decodeString(literal), text);
    QCOMPARE(json::decodeText(literal), QString::fromUtf8(text));
}

void tst_JsonString::encodesStrings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("literal");
    const auto row = [](const QByteArray &text, const char *literal) {
        QTest::newRow(literal) << text << QByteArray(literal);
    };
    row("", "\"\"");
    row("a\"b\\c/", R"("a\"b\\c/")");
    row("\b\f\n\r\t\x01\x1F", R"("\b\f\n\r\t\u0001\u001f")");
    row(QByteArray("\0x", 2), R"("\u0000x")");
    row("é日🚀", "\"é日🚀\"");
    row("a\xFF"
        "b\xC3",
        "\"a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD\"");
    row("\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

void tst_JsonString::encodesStrings()
{
    QFETCH(QByteArray, text);
    QTEST(json::encodeString(text), "literal");
}

void tst_JsonString::decodesInvalidUtf8ToTheReplacement()
{
    QCOMPARE(json::decodeString("\"a\xFF\""), "a\xFF"); // the bytes stay
    QCOMPARE(json::decodeText("\"a\xFF\""), QStringLiteral("a\uFFFD"));
}

void tst_JsonString::whatIsEncodedIsDecodedAgain()
{
    QByteArray text;
    for (int c = 0; c < 0x80; ++c) {
        text.append(static_cast<char>(c));
    }
    text.append("é日🚀");
    QCOMPARE(json::decodeString(json::encodeString(text)), text);
}

HUBDECK_GUILESS_TEST(tst_JsonString)
#include "tst_jsonstring.moc"
