// SPDX-License-Identifier: MIT
#include "ui/details/jsoncanvas.h"

#include "models/json/jsondocument.h"
#include "models/json/jsonsearch.h"
#include "testprogram.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

struct Shown
{
    explicit Shown(const QByteArray &text)
    {
        document.load(pool, text);
        canvas.resize(400, 200);
        canvas.show();
    }

    [[nodiscard]] bool isReady() { return QTest::qWaitForWindowExposed(&canvas); }

    QThreadPool pool;
    JsonDocument document;
    JsonSearch search { document };
    JsonCanvas canvas { document, search };
};

QByteArray rows(int count)
{
    return '[' + QByteArray(R"({"id":1,"name":"row"},)").repeated(count) + "0]";
}

} // namespace

class TestJsonCanvas : public QObject
{
    Q_OBJECT

private slots:
    void foldedLinesAreNotScrolledThrough();
    void selectingUnfoldsWhatHidesIt();
    void theCaretLeavesWhatIsFolded();
    void isAsHighAsItsRows();
    void pointsFollowFoldsAndScrolling();
};

void TestJsonCanvas::foldedLinesAreNotScrolledThrough()
{
    Shown shown(rows(200));
    QVERIFY(shown.isReady());
    const int before = shown.canvas.verticalScrollBar()->maximum();
    shown.canvas.folds().foldAll();
    QCOMPARE(shown.canvas.verticalScrollBar()->maximum(), before - 200 * 3);
    shown.canvas.verticalScrollBar()->setValue(10);
    QCOMPARE(shown.canvas.firstVisibleLine(), 1 + 9 * 4);
    QVERIFY(!shown.canvas.grab().isNull());
    shown.canvas.folds().unfoldAll();
    QCOMPARE(shown.canvas.verticalScrollBar()->maximum(), before);
}

void TestJsonCanvas::selectingUnfoldsWhatHidesIt()
{
    Shown shown(rows(200));
    QVERIFY(shown.isReady());
    shown.canvas.folds().foldAll();
    const qsizetype at = shown.document.text().indexOf("\"name\"", 3000);
    shown.canvas.select(at, at + 6);
    QCOMPARE(shown.canvas.selectedText(), u"\"name\""_s);
    const qsizetype line = shown.document.lineAt(at);
    QCOMPARE(shown.canvas.folds().lineOf(shown.canvas.folds().rowOf(line)), line);
    QVERIFY(shown.canvas.viewport()->rect().contains(shown.canvas.pointOf(at)));
    QVERIFY(shown.canvas.folds().isAnyFolded()); // the others stay
}

void TestJsonCanvas::theCaretLeavesWhatIsFolded()
{
    Shown shown(R"({"a":[1,2],"b":3})");
    const qsizetype inside = shown.document.startOf(2);
    shown.canvas.select(inside, inside + 1);
    QSignalSpy changed(&shown.canvas, &JsonCanvas::selectionChanged);
    shown.canvas.folds().fold(1);
    QCOMPARE(shown.canvas.caret(), shown.document.text().indexOf('[') + 1);
    QVERIFY(!shown.canvas.hasSelection());
    QCOMPARE(changed.count(), 1);
    shown.canvas.select(0, shown.document.text().size());
    shown.canvas.folds().fold(0); // ends in the folded: the caret stays in sight
    QCOMPARE(shown.document.lineAt(shown.canvas.caret()), 0);
}

void TestJsonCanvas::isAsHighAsItsRows()
{
    Shown shown(R"({"a":[1,2],"b":3})");
    QVERIFY(shown.isReady());
    const int unfolded = shown.canvas.contentHeight();
    shown.canvas.folds().fold(1);
    QVERIFY(shown.canvas.contentHeight() < unfolded);
    shown.document.clear();
    QVERIFY(shown.canvas.contentHeight() > 0);
}

void TestJsonCanvas::pointsFollowFoldsAndScrolling()
{
    Shown shown(rows(50));
    QVERIFY(shown.isReady());
    const qsizetype third = shown.document.startOf(5);
    const int height
        = shown.canvas.pointOf(shown.document.startOf(1)).y() - shown.canvas.pointOf(0).y();
    QCOMPARE(shown.canvas.pointOf(third).y(), shown.canvas.pointOf(0).y() + 5 * height);
    shown.canvas.folds().fold(1);
    QCOMPARE(shown.canvas.pointOf(third).y(), shown.canvas.pointOf(0).y() + 2 * height);
    shown.canvas.verticalScrollBar()->setValue(1);
    QCOMPARE(shown.canvas.pointOf(0).y() + height,
             shown.canvas.pointOf(shown.document.startOf(1)).y());
}

HUBDECK_TEST(TestJsonCanvas)
#include "tst_jsoncanvas.moc"
