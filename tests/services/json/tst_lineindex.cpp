// SPDX-License-Identifier: MIT
#include "services/json/lineindex.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using json::LineIndex;

class tst_LineIndex : public QObject
{
    Q_OBJECT

private slots:
    void findsLines_data();
    void findsLines();
    void hasNoLinesBeforeItIsMade();
    void tellsTheLineOfAByte();
    void tellsTheWidestLine();
    void breaksLongLinesAtCharacters();
    void breaksBytesThatAreNoUtf8();
    void indexesFormattedText();
    void endsEarlyWhenStopped();
    void findsForwards();
    void findsBackwards();
    void findsInEitherCase();
    void findsLikeANaiveSearch();
};

namespace {

QByteArrayList linesOf(const LineIndex &index)
{
    QByteArrayList lines;
    for (qsizetype i = 0; i < index.lineCount(); ++i) {
        lines << index.line(i).toByteArray();
    }
    return lines;
}

std::optional<qsizetype> naiveFind(const QByteArray &text, const QByteArray &needle, qsizetype from,
                                   bool backwards)
{
    const QByteArray lowerText = text.toLower();
    const QByteArray lowerNeedle = needle.toLower();
    qsizetype at = -1;
    if (!backwards) {
        at = lowerText.indexOf(lowerNeedle, from);
    } else if (from > 0) {
        at = lowerText.lastIndexOf(lowerNeedle, std::min(from - 1, text.size() - 1));
    }
    return at < 0 ? std::nullopt : std::optional(at);
}

} // namespace

void tst_LineIndex::findsLines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("lines");
    QTest::newRow("empty") << QByteArray("") << QByteArrayList { "" };
    QTest::newRow("one") << QByteArray("abc") << QByteArrayList { "abc" };
    QTest::newRow("end at end") << QByteArray("abc\n") << QByteArrayList { "abc" };
    QTest::newRow("two") << QByteArray("abc\nde") << QByteArrayList { "abc", "de" };
    QTest::newRow("empty lines") << QByteArray("\n\na\n\n") << QByteArrayList { "", "", "a", "" };
    QTest::newRow("crlf") << QByteArray("a\r\n\r\nb\r") << QByteArrayList { "a", "", "b\r" };
    QTest::newRow("cr inside") << QByteArray("a\rb\r\r\n") << QByteArrayList { "a\rb\r" };
}

void tst_LineIndex::findsLines()
{
    QFETCH(QByteArray, text);
    const LineIndex index = LineIndex::ofText(text);
    QTEST(linesOf(index), "lines");
    QCOMPARE(index.text(), text);
}

void tst_LineIndex::hasNoLinesBeforeItIsMade()
{
    QCOMPARE(LineIndex().lineCount(), 0);
    QCOMPARE(LineIndex().lineAt(5), 0);
}

void tst_LineIndex::tellsTheLineOfAByte()
{
    const LineIndex index = LineIndex::ofText("ab\n\ncd\n");
    const QList<qsizetype> lines { 0, 0, 0, 1, 2, 2, 2 };
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QCOMPARE(index.lineAt(i), lines.at(i));
    }
    QCOMPARE(index.lineAt(-1), 0);
    QCOMPARE(index.lineAt(1000), 2);
    QCOMPARE(index.startOf(2), 4);
}

void tst_LineIndex::tellsTheWidestLine()
{
    QCOMPARE(LineIndex::ofText("a\nlonger\r\nbb").widestLine(), 6);
    QCOMPARE(LineIndex::ofText(QByteArray(100, 'x'), 40).widestLine(), 40);
}

void tst_LineIndex::breaksLongLinesAtCharacters()
{
    QCOMPARE(linesOf(LineIndex::ofText("aaaaabb\nccccc\n", 5)),
             QByteArrayList({ "aaaaa", "bb", "ccccc" }));
    QCOMPARE(linesOf(LineIndex::ofText("aaaaabb\r\nddddd\r\n", 5)),
             QByteArrayList({ "aaaaa", "bb", "ddddd" }));
    QCOMPARE(linesOf(LineIndex::ofText("aaaé日🚀x", 5)), QByteArrayList({ "aaaé", "日", "🚀x" }));
    QCOMPARE(linesOf(LineIndex::ofText("🚀🚀", 1)), QByteArrayList({ "🚀", "🚀" }));
}

void tst_LineIndex::breaksBytesThatAreNoUtf8()
{
    const LineIndex index = LineIndex::ofText(QByteArray(1000, '\x80'), 10);
    QCOMPARE(index.lineCount(), 100);
    QCOMPARE(linesOf(index).join(), index.text());
}

void tst_LineIndex::indexesFormattedText()
{
    QCOMPARE(linesOf(LineIndex::ofFormatted(R"({"a":[1]})")),
             QByteArrayList({ "{", "  \"a\": [", "    1", "  ]", "}" }));
    QCOMPARE(linesOf(LineIndex::ofFormatted("no json\nat all")),
             QByteArrayList({ "no json", "at all" }));
}

void tst_LineIndex::endsEarlyWhenStopped()
{
    std::stop_source stop;
    stop.request_stop();
    const LineIndex index = LineIndex::ofText(QByteArray(1'000'000, '\n'), 0, stop.get_token());
    QVERIFY(index.lineCount() < 100'000);
    QCOMPARE(index.text().size(), index.lineCount());
}

void tst_LineIndex::findsForwards()
{
    const QByteArray text = "one two one";
    QCOMPARE(json::find(text, "one", 0), 0);
    QCOMPARE(json::find(text, "one", 1), 8);
    QCOMPARE(json::find(text, "one", 8), 8);
    QCOMPARE(json::find(text, "one", 9), std::nullopt);
    QCOMPARE(json::find(text, "one", -5), 0);
    QCOMPARE(json::find(text, "", 0), std::nullopt);
    QCOMPARE(json::find(text, "one two one!", 0), std::nullopt);
    QCOMPARE(json::find("", "x", 0), std::nullopt);
}

void tst_LineIndex::findsBackwards()
{
    const QByteArray text = "one two one";
    QCOMPARE(json::find(text, "one", text.size(), true), 8);
    QCOMPARE(json::find(text, "one", 8, true), 0);
    QCOMPARE(json::find(text, "one", 0, true), std::nullopt);
    QCOMPARE(json::find(text, "one", 1000, true), 8);
}

void tst_LineIndex::findsInEitherCase()
{
    const QByteArray text = "aBc ABC é É @`";
    QCOMPARE(json::find(text, "abc", 1), 4);
    QCOMPARE(json::find(text, "ABC", 0, false, true), 4);
    QCOMPARE(json::find(text, "abc", 0, false, true), std::nullopt);
    QCOMPARE(json::find(text, "É", 0), text.indexOf("É"));
    QCOMPARE(json::find(text, "@", 0), text.indexOf('@'));
    QCOMPARE(json::find(text, "`", 0), text.indexOf('`'));
}

void tst_LineIndex::findsLikeANaiveSearch()
{
    const QByteArray text = "abAaBbaabbAAbaBABABaabaaAbBbaB";
    for (const char *needle :
         { "a", "ab", "BAB", "aabaa", "bbb", "zz", "abAaBbaabbAAbaBABABaabaaAbBbaB" }) {
        for (qsizetype from = 0; from <= text.size(); ++from) {
            for (const bool backwards : { false, true }) {
                QCOMPARE(json::find(text, needle, from, backwards),
                         naiveFind(text, needle, from, backwards));
            }
        }
    }
}

HUBDECK_GUILESS_TEST(tst_LineIndex)
#include "tst_lineindex.moc"
