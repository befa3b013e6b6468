// SPDX-License-Identifier: MIT
#include "services/json/jsontokens.h"

#include "testprogram.h"

#include <QByteArray>
#include <QTest>

using namespace hubdeck::json;

class tst_JsonTokens : public QObject
{
    Q_OBJECT

private slots:
    void knowsBlanksAndStructure();
    void skipsTheMarkOnlyAtTheBeginning();
    void skipsBlanksAndComments_data();
    void skipsBlanksAndComments();
    void findsTheEndOfAString_data();
    void findsTheEndOfAString();
    void findsTheEndOfAWord();
    void findsTheEndOfWhatIsNoJson_data();
    void findsTheEndOfWhatIsNoJson();
    void knowsAClosedString();
    void knowsNumbers_data();
    void knowsNumbers();
    void knowsLiterals();
};

void tst_JsonTokens::knowsBlanksAndStructure()
{
    QByteArray blanks;
    QByteArray structural;
    for (int c = 0; c < 256; ++c) {
        const char byte = static_cast<char>(c);
        if (tokens::isBlank(byte)) {
            blanks.append(byte);
        }
        if (tokens::isStructural(byte)) {
            structural.append(byte);
        }
    }
    QCOMPARE(blanks, "\t\n\r ");
    QCOMPARE(structural, "\"/[]{}");
}

void tst_JsonTokens::skipsTheMarkOnlyAtTheBeginning()
{
    const QByteArray text = "\xEF\xBB\xBF \xEF\xBB\xBF";
    QCOMPARE(tokens::skipByteOrderMark(text.data(), text.size()), 3);
    QCOMPARE(tokens::skipByteOrderMark(text.data(), 2), 0);
    QCOMPARE(tokens::skipBlanks(text.data(), 0, text.size()), 4);
    QCOMPARE(tokens::skipBlanks(text.data(), 4, text.size()), 4);
}

void tst_JsonTokens::skipsBlanksAndComments_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("end");
    const auto row
        = [](const char *text, qsizetype end) { QTest::newRow(text) << QByteArray(text) << end; };
    row("", 0);
    row("x", 0);
    row(" \t\r\n1", 4);
    row("/* a */1", 7);
    row("// a\n 1", 6);
    row("/**//*/*/1", 9);
    row("// all", 6);
    row("/* open", 7);
    row("/ 1", 0);
    row("/", 0);
}

void tst_JsonTokens::skipsBlanksAndComments()
{
    QFETCH(const QByteArray, text);
    QTEST(tokens::skipBlanksAndComments(text.data(), 0, text.size()), "end");
}

void tst_JsonTokens::findsTheEndOfAString_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("end");
    const auto row
        = [](const char *text, qsizetype end) { QTest::newRow(text) << QByteArray(text) << end; };
    row(R"("")", 2);
    row(R"("a" "b")", 3);
    row(R"("a\"b"c)", 6);
    row(R"("a\\"b")", 5);
    row(R"("\\\"" )", 6);
    row(R"("open)", 5);
    row(R"("open\")", 7);
    row(R"(")", 1);
}

void tst_JsonTokens::findsTheEndOfAString()
{
    QFETCH(const QByteArray, text);
    QTEST(tokens::endOfString(text.data(), 0, text.size()), "end");
}

void tst_JsonTokens::findsTheEndOfAWord()
{
    for (const char delimiter : QByteArray(" \t\n\r,:\"{}[]/(")) {
        const QByteArray text = QByteArray("tru\xC3\xA9-1.5") + delimiter + "x";
        QCOMPARE(tokens::endOfWord(text.data(), 0, text.size()), text.size() - 2);
    }
    const QByteArray word = "undefined";
    QCOMPARE(tokens::endOfWord(word.data(), 3, word.size()), word.size());
}

void tst_JsonTokens::findsTheEndOfWhatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("other");
    const auto row = [](const char *text, const char *other) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(other);
    };
    row("new Date(1, 2) , 3", "new Date(1, 2)");
    row("new X(\"),]\") ]", "new X(\"),]\")");
    row("new X((1),2)}", "new X((1),2)");
    row("undefined  \n]", "undefined");
    row("a)b,c", "a)b");
    row("open(1,2", "open(1,2");
    row("x", "x");
}

void tst_JsonTokens::findsTheEndOfWhatIsNoJson()
{
    QFETCH(const QByteArray, text);
    QTEST(text.first(tokens::endOfOther(text.data(), 0, text.size())), "other");
}

void tst_JsonTokens::knowsAClosedString()
{
    for (const char *literal : { R"("")", R"("a")", R"("\"")", R"("\\")" }) {
        QVERIFY2(tokens::isClosedString(literal), literal);
    }
    for (const char *literal :
         { "", R"(")", R"("a)", R"("\")", R"("a"b)", R"("a" "b")", R"(a")", R"("\\\")" }) {
        QVERIFY2(!tokens::isClosedString(literal), literal);
    }
}

void tst_JsonTokens::knowsNumbers_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<bool>("isNumber");
    for (const char *word :
         { "0", "-0", "7", "-12", "1.5", "0.0", "1e5", "1E+5", "1.25e-30", "1e400" }) {
        QTest::newRow(word) << QByteArray(word) << true;
    }
    for (const char *word : { "", "-", "+1", "01", "-01", ".5", "5.", "1e", "1e+", "1.e5", "0x1F",
                              "1 ", "NaN", "1_0" }) {
        QTest::addRow("not %s", word) << QByteArray(word) << false;
    }
}

void tst_JsonTokens::knowsNumbers()
{
    QFETCH(const QByteArray, word);
    QTEST(tokens::isNumber(word), "isNumber");
}

void tst_JsonTokens::knowsLiterals()
{
    for (const char *word : { "true", "false", "null", "-1" }) {
        QVERIFY2(tokens::isLiteral(word), word);
    }
    for (const char *word : { "", "True", "nul", "nulls", "undefined", "\"a\"" }) {
        QVERIFY2(!tokens::isLiteral(word), word);
    }
}

HUBDECK_GUILESS_TEST(tst_JsonTokens)
#include "tst_jsontokens.moc"
