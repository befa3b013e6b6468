// SPDX-License-Identifier: MIT
#include "ui/details/jsoncaret.h"

#include "models/json/jsondocument.h"
#include "models/json/jsonfolds.h"
#include "testprogram.h"
#include "ui/details/linelayout.h"

#include <QKeyEvent>
#include <QTest>
#include <QThreadPool>
#include <QWidget>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

struct Placed
{
    explicit Placed(const QByteArray &text) { document.load(pool, text); }

    /// Presses a key; the place it leads to, -1 when it leads nowhere.
    qsizetype press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        const QKeyEvent event(QEvent::KeyPress, key, modifiers);
        const auto target = caret.targetOf(event, 10);
        if (target) {
            caret.moveTo(*target, modifiers.testFlag(Qt::ShiftModifier));
        }
        return target.value_or(-1);
    }

    [[nodiscard]] QByteArray selected() const
    {
        return document.text().mid(caret.selectionStart(),
                                   caret.selectionEnd() - caret.selectionStart());
    }

    QThreadPool pool;
    QWidget widget;
    JsonDocument document;
    JsonFolds folds { document };
    LineLayouts layouts { document, widget };
    JsonCaret caret { document, folds, layouts };
};

} // namespace

class TestJsonCaret : public QObject
{
    Q_OBJECT

private slots:
    void movesByCharactersAndWords();
    void movesToTheEndsOfLinesAndText();
    void stepsOverWhatIsFolded();
    void keepsItsColumnOverShortLines();
    void selectsWordsAndLines();
    void otherKeysLeadNowhere();
    void resetStaysInsideTheText();
};

void TestJsonCaret::movesByCharactersAndWords()
{
    Placed placed("[\"é x\"]"); // `[`, `  "é x"`, `]`
    QCOMPARE(placed.press(Qt::Key_Right), 1); // the end of the line
    QCOMPARE(placed.press(Qt::Key_Right), 2);
    QCOMPARE(placed.press(Qt::Key_Left), 1);
    placed.caret.moveTo(5, false);
    QCOMPARE(placed.press(Qt::Key_Right), 7); // two bytes, one character
    QCOMPARE(placed.press(Qt::Key_Left, Qt::ControlModifier), 5);
}

void TestJsonCaret::movesToTheEndsOfLinesAndText()
{
    Placed placed("[1,2]");
    placed.caret.moveTo(4, false);
    QCOMPARE(placed.press(Qt::Key_Home), 2);
    QCOMPARE(placed.press(Qt::Key_End, Qt::ShiftModifier), 6);
    QCOMPARE(placed.selected(), QByteArray("  1,"));
    QCOMPARE(placed.press(Qt::Key_Home, Qt::ControlModifier), 0);
    QCOMPARE(placed.press(Qt::Key_End, Qt::ControlModifier), placed.document.text().size());
}

void TestJsonCaret::stepsOverWhatIsFolded()
{
    Placed placed(R"({"a":[1,2],"b":3})");
    placed.folds.fold(1);
    const qsizetype opening = placed.document.text().indexOf('[') + 1;
    const qsizetype next = placed.document.startOf(5);
    placed.caret.moveTo(opening, false);
    QCOMPARE(placed.press(Qt::Key_Right), next);
    QCOMPARE(placed.press(Qt::Key_Left), opening);
    QCOMPARE(placed.document.lineAt(placed.press(Qt::Key_Down)), 5);
    QCOMPARE(placed.document.lineAt(placed.press(Qt::Key_Up)), 1);
    placed.folds.fold(0); // all of it
    placed.caret.moveTo(0, false);
    QCOMPARE(placed.press(Qt::Key_Down), 0);
    QCOMPARE(placed.press(Qt::Key_End, Qt::ControlModifier), 1);
    QCOMPARE(placed.press(Qt::Key_Right), 1); // nothing behind
}

void TestJsonCaret::keepsItsColumnOverShortLines()
{
    Placed placed("[123456,1,123456]");
    placed.caret.moveTo(placed.document.startOf(1) + 8, false);
    QCOMPARE(placed.press(Qt::Key_Down), placed.document.startOf(2) + 4);
    QCOMPARE(placed.press(Qt::Key_Down), placed.document.startOf(3) + 8);
    QCOMPARE(placed.press(Qt::Key_PageUp), 1);
    QCOMPARE(placed.press(Qt::Key_Left), 0);
    QCOMPARE(placed.press(Qt::Key_Down), placed.document.startOf(1)); // another column
    QCOMPARE(placed.press(Qt::Key_PageDown), placed.document.startOf(4));
}

void TestJsonCaret::selectsWordsAndLines()
{
    Placed placed(R"(["two words"])");
    placed.caret.selectWordAt(placed.document.text().indexOf("ords"));
    QCOMPARE(placed.selected(), QByteArray("words"));
    placed.caret.selectWordAt(placed.document.text().indexOf('"'));
    QCOMPARE(placed.selected(), QByteArray("\""));
    placed.caret.selectLineAt(3);
    QCOMPARE(placed.selected(), QByteArray("  \"two words\"\n"));
    placed.caret.selectLineAt(placed.document.text().size());
    QCOMPARE(placed.selected(), QByteArray("]"));
}

void TestJsonCaret::otherKeysLeadNowhere()
{
    Placed placed("[1]");
    QCOMPARE(placed.press(Qt::Key_X), -1);
    QCOMPARE(placed.press(Qt::Key_Escape), -1);
}

void TestJsonCaret::resetStaysInsideTheText()
{
    Placed placed("[1]");
    placed.caret.select(1, 4);
    QCOMPARE(placed.caret.position(), 4);
    placed.caret.reset(2);
    QCOMPARE(placed.caret.position(), 2);
    QVERIFY(!placed.caret.hasSelection());
}

HUBDECK_TEST(TestJsonCaret)
#include "tst_jsoncaret.moc"
