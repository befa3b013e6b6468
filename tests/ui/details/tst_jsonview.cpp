// SPDX-License-Identifier: MIT
#include "ui/details/jsonview.h"

#include "models/json/jsondocument.h"
#include "models/json/jsonsearch.h"
#include "testprogram.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

struct Shown
{
    explicit Shown(const QByteArray &text, bool plain = false)
    {
        plain ? document.loadPlainText(pool, text) : document.load(pool, text);
        view.resize(400, 200);
        view.show();
        view.setFocus();
    }

    [[nodiscard]] bool isReady() { return QTest::qWaitForWindowExposed(&view); }

    QThreadPool pool;
    JsonDocument document;
    JsonSearch search { document };
    JsonView view { document, search };
};

} // namespace

class TestJsonView : public QObject
{
    Q_OBJECT

private slots:
    void paintsOnlyVisibleLinesAndScrolls();
    void selectsWithTheKeyboard();
    void movesByWholeCharacters();
    void pageAndVerticalKeysKeepTheColumn();
    void selectsWithTheMouse();
    void doubleClickSelectsAWordAndAThirdTheLine();
    void draggingBeyondTheEdgeScrolls();
    void copiesTheSelectionOrAll();
    void copiesBytesNotStandIns();
    void selectScrollsIntoView();
    void aNewTextKeepsTheScrollPositionWithinItsRange();
    void wordsStandInPlaceOfNothing();
    void drawsLightAndDarkAndDisabled();
    void emptyTextAnswersKeysAndMouse();
    void foldsAndUnfoldsWithTheMouse();
    void foldsAndUnfoldsWithTheKeyboard();
    void copiesWhatIsFolded();
    void theMenuNamesTheKeys();
    void foldingKeysOfOtherTextsGoOn();
};

void TestJsonView::paintsOnlyVisibleLinesAndScrolls()
{
    Shown shown(QByteArray("line\n").repeated(100'000), true);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.document.isLoading(), 60'000);
    QVERIFY(shown.isReady());
    QCOMPARE(shown.view.firstVisibleLine(), 0);
    QVERIFY(shown.view.verticalScrollBar()->maximum() > 99'000);
    shown.view.verticalScrollBar()->setValue(50'000);
    QCOMPARE(shown.view.firstVisibleLine(), 50'000);
    QVERIFY(!shown.view.grab().isNull());
}

void TestJsonView::selectsWithTheKeyboard()
{
    Shown shown("one two\nthree", true);
    QVERIFY(shown.isReady());
    QSignalSpy changed(&shown.view, &JsonView::selectionChanged);
    QTest::keyClick(&shown.view, Qt::Key_Right, Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(shown.view.selectedText(), u"one "_s);
    QTest::keyClick(&shown.view, Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(shown.view.selectedText(), u"one two"_s);
    QTest::keyClick(&shown.view, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&shown.view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(shown.view.selectedText(), u"one two\nt"_s);
    QTest::keyClick(&shown.view, Qt::Key_Left);
    QVERIFY(!shown.view.hasSelection());
    QTest::keyClick(&shown.view, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(shown.view.selectedText(), u"one two\nthree"_s);
    QTest::keyClick(&shown.view, Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(shown.view.caret(), 0);
    QTest::keyClick(&shown.view, Qt::Key_Left); // nothing before
    QCOMPARE(shown.view.caret(), 0);
    QTest::keyClick(&shown.view, Qt::Key_End, Qt::ControlModifier);
    QTest::keyClick(&shown.view, Qt::Key_Right); // nothing behind
    QCOMPARE(shown.view.caret(), 13);
    QVERIFY(changed.count() >= 8);
}

void TestJsonView::movesByWholeCharacters()
{
    Shown shown("aé😀z", true);
    QVERIFY(shown.isReady());
    QList<qsizetype> stops;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(&shown.view, Qt::Key_Right);
        stops << shown.view.caret();
    }
    QCOMPARE(stops, (QList<qsizetype> { 1, 3, 7, 8 }));
    QTest::keyClick(&shown.view, Qt::Key_Left);
    QTest::keyClick(&shown.view, Qt::Key_Left);
    QCOMPARE(shown.view.caret(), 3);
}

void TestJsonView::pageAndVerticalKeysKeepTheColumn()
{
    Shown shown("abcdef\nab\nabcdef", true);
    QVERIFY(shown.isReady());
    QTest::keyClick(&shown.view, Qt::Key_End);
    QTest::keyClick(&shown.view, Qt::Key_Down);
    QCOMPARE(shown.view.caret(), 9);
    QTest::keyClick(&shown.view, Qt::Key_Down);
    QCOMPARE(shown.view.caret(), 16);
    QTest::keyClick(&shown.view, Qt::Key_PageUp);
    QCOMPARE(shown.view.caret(), 6);
}

void TestJsonView::selectsWithTheMouse()
{
    Shown shown("one two\nthree", true);
    QVERIFY(shown.isReady());
    QTest::mousePress(shown.view.viewport(), Qt::LeftButton, {}, shown.view.pointOf(4));
    QTest::mouseMove(shown.view.viewport(), shown.view.pointOf(10));
    QTest::mouseRelease(shown.view.viewport(), Qt::LeftButton, {}, shown.view.pointOf(10));
    QCOMPARE(shown.view.selectedText(), u"two\nth"_s);
    QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, Qt::ShiftModifier,
                      shown.view.pointOf(7));
    QCOMPARE(shown.view.selectedText(), u"two"_s);
    QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {},
                      QPoint(390, 190)); // below the last line
    QCOMPARE(shown.view.caret(), 13);
    QVERIFY(!shown.view.hasSelection());
}

void TestJsonView::doubleClickSelectsAWordAndAThirdTheLine()
{
    Shown shown(R"({"first name":"Kim"})");
    QVERIFY(shown.isReady());
    const qsizetype at = shown.document.text().indexOf("irst");
    const QPoint point = shown.view.pointOf(at);
    QTest::mouseDClick(shown.view.viewport(), Qt::LeftButton, {}, point);
    QCOMPARE(shown.view.selectedText(), u"first"_s);
    QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, point);
    QCOMPARE(shown.view.selectedText(), u"  \"first name\": \"Kim\"\n"_s);
}

void TestJsonView::draggingBeyondTheEdgeScrolls()
{
    Shown shown(QByteArray("line\n").repeated(500), true);
    QVERIFY(shown.isReady());
    QTest::mousePress(shown.view.viewport(), Qt::LeftButton, {}, shown.view.pointOf(0));
    QTest::mouseMove(shown.view.viewport(), QPoint(20, shown.view.viewport()->height() + 40));
    QTRY_VERIFY_WITH_TIMEOUT(shown.view.firstVisibleLine() > 5, 30'000);
    QTest::mouseRelease(shown.view.viewport(), Qt::LeftButton, {}, QPoint(20, 20));
    QVERIFY(shown.view.hasSelection());
}

void TestJsonView::copiesTheSelectionOrAll()
{
    Shown shown("[1,2]");
    QVERIFY(shown.isReady());
    QTest::keyClick(&shown.view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"[\n  1,\n  2\n]"_s);
    shown.view.select(4, 5);
    QTest::keyClick(&shown.view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"1"_s);
}

void TestJsonView::copiesBytesNotStandIns()
{
    Shown shown("a\x01\u202Eb", true);
    QVERIFY(shown.isReady());
    shown.view.selectAll();
    shown.view.copy();
    QCOMPARE(QApplication::clipboard()->text(), u"a\u0001\u202Eb"_s);
}

void TestJsonView::selectScrollsIntoView()
{
    Shown shown(QByteArray("line\n").repeated(500) + QByteArray(1000, 'x') + "needle", true);
    QVERIFY(shown.isReady());
    const qsizetype at = shown.document.text().indexOf("needle");
    shown.view.select(at, at + 6);
    QVERIFY(shown.view.firstVisibleLine() > 400);
    QVERIFY(shown.view.horizontalScrollBar()->value() > 0);
    QVERIFY(shown.view.viewport()->rect().contains(shown.view.pointOf(at)));
    shown.view.select(0, 4);
    QCOMPARE(shown.view.firstVisibleLine(), 0);
    QCOMPARE(shown.view.horizontalScrollBar()->value(), 0);
}

void TestJsonView::aNewTextKeepsTheScrollPositionWithinItsRange()
{
    Shown shown(QByteArray("line\n").repeated(500), true);
    QVERIFY(shown.isReady());
    shown.view.verticalScrollBar()->setValue(300);
    shown.document.loadPlainText(shown.pool, QByteArray("line\n").repeated(600));
    QCOMPARE(shown.view.firstVisibleLine(), 300);
    shown.document.loadPlainText(shown.pool, "short");
    QCOMPARE(shown.view.firstVisibleLine(), 0);
    QVERIFY(shown.view.caret() <= 5);
}

void TestJsonView::wordsStandInPlaceOfNothing()
{
    Shown shown("1");
    shown.document.clear();
    shown.view.setPlaceholder(u"No input was given."_s);
    QVERIFY(shown.isReady());
    QCOMPARE(shown.view.accessibleDescription(), u"No input was given."_s);
    QVERIFY(!shown.view.grab().isNull());
    shown.document.load(shown.pool, "[1]");
    QVERIFY(shown.view.accessibleDescription().contains(u'1'));
}

void TestJsonView::drawsLightAndDarkAndDisabled()
{
    Shown shown(R"({"key":"text","n":1,"b":true,"x":"ü\u202e𝕏"})");
    QVERIFY(shown.isReady());
    shown.search.setNeedle(u"t"_s);
    shown.view.selectAll();
    const QImage light = shown.view.grab().toImage();
    QPalette dark(QColor(0x2a, 0x2c, 0x31), QColor(0x26, 0x28, 0x2c));
    shown.view.setPalette(dark);
    const QImage darkened = shown.view.grab().toImage();
    QVERIFY(light != darkened);
    shown.view.setEnabled(false);
    QVERIFY(shown.view.grab().toImage() != darkened);
}

void TestJsonView::emptyTextAnswersKeysAndMouse()
{
    Shown shown("1");
    shown.document.clear();
    QVERIFY(shown.isReady());
    for (const Qt::Key key :
         { Qt::Key_Down, Qt::Key_Right, Qt::Key_End, Qt::Key_PageDown, Qt::Key_Home }) {
        QTest::keyClick(&shown.view, key, Qt::ControlModifier);
    }
    QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, QPoint(50, 50));
    QTest::mouseDClick(shown.view.viewport(), Qt::LeftButton, {}, QPoint(50, 50));
    shown.view.selectAll();
    QVERIFY(!shown.view.hasSelection());
}

void TestJsonView::foldsAndUnfoldsWithTheMouse()
{
    Shown shown(R"({"a":[1,2],"b":3})");
    QVERIFY(shown.isReady());
    const QPoint brace = shown.view.pointOf(shown.document.startOf(1));
    const QPoint triangle(6, brace.y());
    const auto shapeAt = [&](const QPoint &point) {
        QMouseEvent move(QEvent::MouseMove, point, shown.view.viewport()->mapToGlobal(point),
                         Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(shown.view.viewport(), &move);
        return shown.view.viewport()->cursor().shape();
    };
    QCOMPARE(shapeAt(triangle), Qt::PointingHandCursor);
    QCOMPARE(shapeAt(brace + QPoint(20, 0)), Qt::IBeamCursor);
    QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, triangle);
    QCOMPARE(shown.view.folds().rowCount(), 4);
    QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, triangle);
    QCOMPARE(shown.view.folds().rowCount(), 7);
    shown.view.folds().fold(1);
    const QPoint end = shown.view.pointOf(shown.document.text().indexOf('[') + 1);
    QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, end + QPoint(8, 0)); // the dots
    QCOMPARE(shown.view.folds().rowCount(), 7);
}

void TestJsonView::foldsAndUnfoldsWithTheKeyboard()
{
    Shown shown(R"({"a":[1,{"c":2}],"b":3})");
    QVERIFY(shown.isReady());
    const auto rows = [&] { return shown.view.folds().rowCount(); };
    QCOMPARE(rows(), 9);
    const qsizetype inner = shown.document.text().indexOf("\"c\"");
    shown.view.select(inner, inner);
    QTest::keyClick(&shown.view, Qt::Key_Minus); // what is around the caret
    QCOMPARE(rows(), 7);
    QTest::keyClick(&shown.view, Qt::Key_Minus); // and what is around that
    QCOMPARE(rows(), 4);
    QCOMPARE(shown.document.lineAt(shown.view.caret()), 1);
    QTest::keyClick(&shown.view, Qt::Key_Plus);
    QCOMPARE(rows(), 7);
    QTest::keyClick(&shown.view, Qt::Key_Slash);
    QCOMPARE(rows(), 4);
    QTest::keyClick(&shown.view, Qt::Key_Asterisk);
    QCOMPARE(rows(), 9);
    QTest::keyClick(&shown.view, Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClick(&shown.view, Qt::Key_Minus);
    QCOMPARE(rows(), 1);
    QTest::keyClick(&shown.view, Qt::Key_Minus); // there is nothing around it
    QCOMPARE(rows(), 1);
}

void TestJsonView::copiesWhatIsFolded()
{
    Shown shown(R"({"a":[1,2]})");
    QVERIFY(shown.isReady());
    shown.view.folds().foldAll();
    QTest::keyClick(&shown.view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&shown.view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QString::fromUtf8(shown.document.text()));
}

void TestJsonView::theMenuNamesTheKeys()
{
    Shown shown(R"({"a":[1,2]})");
    QVERIFY(shown.isReady());
    QContextMenuEvent asked(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(shown.view.viewport(), &asked);
    auto *menu = shown.view.findChild<QMenu *>();
    QVERIFY(menu != nullptr);
    QAction *foldAll = nullptr;
    for (QAction *action : menu->actions()) {
        foldAll = action->shortcut() == QKeySequence(Qt::Key_Slash) ? action : foldAll;
    }
    QVERIFY(foldAll != nullptr);
    foldAll->trigger();
    QCOMPARE(shown.view.folds().rowCount(), 3);
    menu->close();
}

void TestJsonView::foldingKeysOfOtherTextsGoOn()
{
    Shown shown("one - two", true);
    QVERIFY(shown.isReady());
    for (const Qt::Key key : { Qt::Key_Minus, Qt::Key_Plus, Qt::Key_Slash, Qt::Key_Asterisk }) {
        QTest::keyClick(&shown.view, key);
    }
    QCOMPARE(shown.view.folds().rowCount(), 1);
    QCOMPARE(shown.view.caret(), 0);
}

HUBDECK_TEST(TestJsonView)
#include "tst_jsonview.moc"
