// SPDX-License-Identifier: MIT
#include "models/json/jsonfolds.h"

#include "models/json/jsondocument.h"
#include "testprogram.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

// 0 {            5     {           10   "e": {},
// 1   "a": [     6       "c": []   11   "f": {
// 2     1,       7     }           12     "g": "}"
// 3     2,       8   ],            13   }
// 4     "[",     9   "d": "{",     14 }
constexpr auto sample = R"({"a":[1,2,"[",{"c":[]}],"d":"{","e":{},"f":{"g":"}"}})";

struct Folded
{
    explicit Folded(const QByteArray &text = sample) { document.load(pool, text); }

    [[nodiscard]] QList<qsizetype> lines() const
    {
        QList<qsizetype> result;
        for (qsizetype row = 0; row < folds.rowCount(); ++row) {
            result << folds.lineOf(row);
        }
        return result;
    }

    QThreadPool pool;
    JsonDocument document;
    JsonFolds folds { document };
};

QByteArray randomValue(QRandomGenerator &random, int depth)
{
    const int kind = depth > 4 ? 2 : random.bounded(4);
    QByteArrayList parts;
    for (int i = kind < 2 ? random.bounded(5) : 0; i > 0; --i) {
        const QByteArray value = randomValue(random, depth + 1);
        parts << (kind == 0 ? "\"k" + QByteArray::number(i) + "{\":" + value : value);
    }
    switch (kind) {
    case 0:
        return '{' + parts.join(',') + '}';
    case 1:
        return '[' + parts.join(',') + ']';
    case 2:
        return QByteArray::number(random.bounded(100));
    default:
        return '"' + QByteArray(random.bounded(5), '[') + '"';
    }
}

} // namespace

class TestJsonFolds : public QObject
{
    Q_OBJECT

private slots:
    void knowsWhereObjectsAndArraysBegin();
    void foldsAndUnfoldsOne();
    void countsMembersAndItems();
    void foldsInsideFoldsAreRemembered();
    void foldsEverythingBelowTheOutermost();
    void foldsAnArrayOfValuesInsideNothing();
    void revealsAHiddenLine();
    void findsWhatIsAroundALine();
    void aNewTextIsUnfolded();
    void rawTextAndWordsAreNotFolded();
    void partsOfABrokenLineBeginNothing();
    void rowsAndLinesAgreeHoweverItIsFolded();
};

void TestJsonFolds::knowsWhereObjectsAndArraysBegin()
{
    const Folded folded;
    QList<qsizetype> opening;
    for (qsizetype line = 0; line < folded.document.lineCount(); ++line) {
        if (folded.folds.opens(line)) {
            opening << line;
        }
    }
    QCOMPARE(opening, (QList<qsizetype> { 0, 1, 5, 11 }));
}

void TestJsonFolds::foldsAndUnfoldsOne()
{
    Folded folded;
    QSignalSpy changed(&folded.folds, &JsonFolds::changed);
    QVERIFY(folded.folds.fold(1));
    QCOMPARE(folded.lines(), (QList<qsizetype> { 0, 1, 9, 10, 11, 12, 13, 14 }));
    QCOMPARE(folded.folds.rowOf(1), 1);
    QCOMPARE(folded.folds.rowOf(6), 1); // hidden: where it is folded into
    QCOMPARE(folded.folds.rowOf(9), 2);
    QVERIFY(!folded.folds.fold(1)); // is folded
    QVERIFY(!folded.folds.fold(2)); // begins nothing
    QVERIFY(!folded.folds.fold(9));
    QCOMPARE(changed.count(), 1);
    folded.folds.toggle(1);
    QCOMPARE(folded.folds.rowCount(), 15);
    QVERIFY(!folded.folds.isAnyFolded());
    folded.folds.unfold(1);
    QCOMPARE(changed.count(), 2);
}

void TestJsonFolds::countsMembersAndItems()
{
    Folded folded;
    for (const qsizetype line : { 0, 1, 5, 11 }) {
        QVERIFY(folded.folds.fold(line));
    }
    QCOMPARE(*folded.folds.foldAt(0), (JsonFolds::Fold { 0, 14, 4 }));
    QCOMPARE(*folded.folds.foldAt(1), (JsonFolds::Fold { 1, 8, 4 }));
    QCOMPARE(*folded.folds.foldAt(5), (JsonFolds::Fold { 5, 7, 1 }));
    QCOMPARE(*folded.folds.foldAt(11), (JsonFolds::Fold { 11, 13, 1 }));
    QCOMPARE(folded.folds.foldAt(2), nullptr);
    QCOMPARE(folded.lines(), (QList<qsizetype> { 0 }));
}

void TestJsonFolds::foldsInsideFoldsAreRemembered()
{
    Folded folded;
    folded.folds.fold(5);
    folded.folds.fold(1);
    QCOMPARE(folded.folds.rowCount(), 8);
    folded.folds.unfold(1);
    QCOMPARE(folded.lines(), (QList<qsizetype> { 0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14 }));
}

void TestJsonFolds::foldsEverythingBelowTheOutermost()
{
    Folded folded;
    folded.folds.foldAll();
    QCOMPARE(folded.lines(), (QList<qsizetype> { 0, 1, 9, 10, 11, 14 }));
    QCOMPARE(*folded.folds.foldAt(1), (JsonFolds::Fold { 1, 8, 4 }));
    QCOMPARE(*folded.folds.foldAt(5), (JsonFolds::Fold { 5, 7, 1 }));
    folded.folds.unfold(1);
    QCOMPARE(folded.folds.rowOf(7), folded.folds.rowOf(5));
    folded.folds.unfoldAll();
    QCOMPARE(folded.folds.rowCount(), 15);
}

void TestJsonFolds::foldsAnArrayOfValuesInsideNothing()
{
    Folded folded("7");
    folded.folds.foldAll();
    QCOMPARE(folded.folds.rowCount(), 1);
    QCOMPARE(folded.folds.around(0), -1);
    Folded empty("[]");
    empty.folds.foldAll();
    QVERIFY(!empty.folds.fold(0));
    QCOMPARE(empty.folds.rowCount(), 1);
}

void TestJsonFolds::revealsAHiddenLine()
{
    Folded folded;
    folded.folds.foldAll();
    folded.folds.reveal(6);
    QCOMPARE(folded.folds.lineOf(folded.folds.rowOf(6)), 6);
    QVERIFY(folded.folds.foldAt(11) != nullptr); // what does not hide it stays
    QSignalSpy changed(&folded.folds, &JsonFolds::changed);
    folded.folds.reveal(11); // the row of a fold is not hidden by it
    QCOMPARE(changed.count(), 0);
}

void TestJsonFolds::findsWhatIsAroundALine()
{
    const Folded folded;
    QList<qsizetype> around;
    for (qsizetype line = 0; line < folded.document.lineCount(); ++line) {
        around << folded.folds.around(line);
    }
    QCOMPARE(around, (QList<qsizetype> { 0, 1, 1, 1, 1, 5, 5, 5, 1, 0, 0, 11, 11, 11, 0 }));
    QCOMPARE(folded.folds.around(99), -1);
}

void TestJsonFolds::aNewTextIsUnfolded()
{
    Folded folded;
    folded.folds.foldAll();
    folded.document.load(folded.pool, "[1,2]");
    QCOMPARE(folded.lines(), (QList<qsizetype> { 0, 1, 2, 3 }));
    folded.document.clear();
    QCOMPARE(folded.folds.rowCount(), 0);
}

void TestJsonFolds::rawTextAndWordsAreNotFolded()
{
    Folded folded("{\n  \"a\": [\n    1\n  ]\n}");
    QVERIFY(folded.folds.opens(1));
    folded.folds.fold(1);
    folded.document.setForm(JsonDocument::Form::Raw);
    QCOMPARE(folded.folds.rowCount(), 5);
    QVERIFY(!folded.folds.opens(0) && !folded.folds.fold(0));
    folded.folds.foldAll();
    QVERIFY(!folded.folds.isAnyFolded());
    folded.document.loadPlainText(folded.pool, "{\n}");
    QVERIFY(!folded.folds.opens(0));
}

void TestJsonFolds::partsOfABrokenLineBeginNothing()
{
    // A string so long that it is broken, right behind a brace and before a closing one.
    const qsizetype before = JsonDocument::maxLineBytes - QByteArray("  \"a\": \"").size() - 1;
    const QByteArray text = "{\"a\":\"" + QByteArray(before, 'x') + "{}" + QByteArray(50, ' ')
        + "\",\"n\":" + QByteArray(5000, '1') + ",\"b\":[1]}";
    Folded folded(text);
    QVERIFY(folded.document.line(1).endsWith('{'));
    QVERIFY(!folded.folds.opens(1));
    QVERIFY(folded.folds.fold(0));
    QCOMPARE(folded.folds.foldAt(0)->items, quint32(3));
    QCOMPARE(folded.folds.rowCount(), 1);
    folded.folds.unfoldAll();
    QCOMPARE(folded.folds.around(2), 0);
    folded.folds.foldAll();
    QCOMPARE(folded.folds.rowCount(), folded.document.lineCount() - 2);
}

void TestJsonFolds::rowsAndLinesAgreeHoweverItIsFolded()
{
    QRandomGenerator random(20261124);
    for (int round = 0; round < 200; ++round) {
        Folded folded(randomValue(random, 0));
        const qsizetype lines = folded.document.lineCount();
        for (int step = 0; step < 12; ++step) {
            const qsizetype line = random.bounded(static_cast<int>(lines));
            random.bounded(3) == 0 ? folded.folds.reveal(line) : folded.folds.toggle(line);
            const QList<qsizetype> rows = folded.lines();
            for (qsizetype row = 0; row < rows.size(); ++row) {
                QCOMPARE(folded.folds.rowOf(rows[row]), row);
                const qsizetype next = row + 1 < rows.size() ? rows[row + 1] : lines;
                const JsonFolds::Fold *fold = folded.folds.foldAt(rows[row]);
                QCOMPARE(next, (fold != nullptr ? qsizetype(fold->last) : rows[row]) + 1);
                for (qsizetype hidden = rows[row] + 1; hidden < next; ++hidden) {
                    QCOMPARE(folded.folds.rowOf(hidden), row);
                }
            }
        }
        folded.folds.unfoldAll();
        QCOMPARE(folded.folds.rowCount(), lines);
    }
}

HUBDECK_GUILESS_TEST(TestJsonFolds)
#include "tst_jsonfolds.moc"
