// SPDX-License-Identifier: MIT
#include "ui/details/findbar.h"

#include "models/json/jsondocument.h"
#include "models/json/jsonsearch.h"
#include "testprogram.h"
#include "ui/details/jsonview.h"

#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

struct Shown
{
    explicit Shown(const QByteArray &words)
    {
        document.loadPlainText(pool, words);
        auto *column = new QVBoxLayout(&window);
        column->addWidget(view);
        column->addWidget(bar);
        window.resize(400, 200);
        window.show();
    }

    [[nodiscard]] bool isReady() { return QTest::qWaitForWindowExposed(&window); }

    [[nodiscard]] QLineEdit *text() const { return bar->findChild<QLineEdit *>(u"findText"_s); }

    [[nodiscard]] QString count() const { return bar->findChild<QLabel *>(u"findCount"_s)->text(); }

    QThreadPool pool;
    JsonDocument document;
    JsonSearch search { document };
    QWidget window;
    JsonView *view = new JsonView(document, search, &window);
    FindBar *bar = new FindBar(search, *view, &window);
};

} // namespace

class TestFindBar : public QObject
{
    Q_OBJECT

private slots:
    void isHiddenUntilItIsOpened();
    void opensWithWhatIsSelected();
    void aSelectionOverLinesIsNoSeed();
    void findsFromTheSelectionAsTyped();
    void goesRoundInBothDirections();
    void saysThatNothingIsFound();
    void nextWithoutWordsAsksForThem();
    void closingForgetsTheMarks();
    void buttonsGoAndClose();
};

void TestFindBar::isHiddenUntilItIsOpened()
{
    Shown shown("one");
    QVERIFY(shown.isReady());
    QVERIFY(!shown.bar->isVisible());
    shown.bar->open();
    QVERIFY(shown.bar->isVisible());
    QTRY_VERIFY(shown.text()->hasFocus());
    QVERIFY(shown.count().isEmpty());
}

void TestFindBar::opensWithWhatIsSelected()
{
    Shown shown("one two one");
    shown.view->select(0, 3);
    shown.bar->open();
    QCOMPARE(shown.text()->text(), u"one"_s);
    QCOMPARE(shown.text()->selectedText(), u"one"_s); // typing replaces it
    QCOMPARE(shown.count(), u"1 of 2"_s);
}

void TestFindBar::aSelectionOverLinesIsNoSeed()
{
    Shown shown("one\ntwo");
    shown.view->selectAll();
    shown.bar->open();
    QVERIFY(shown.text()->text().isEmpty());
}

void TestFindBar::findsFromTheSelectionAsTyped()
{
    Shown shown("ab abc abcd");
    shown.bar->open();
    QTest::keyClicks(shown.text(), u"abc"_s);
    QCOMPARE(shown.view->selectionStart(), 3);
    QTest::keyClicks(shown.text(), u"d"_s);
    QCOMPARE(shown.view->selectionStart(), 7);
    QTest::keyClick(shown.text(), Qt::Key_Backspace);
    QCOMPARE(shown.view->selectionStart(), 7); // still a match here
    QCOMPARE(shown.count(), u"2 of 2"_s);
}

void TestFindBar::goesRoundInBothDirections()
{
    Shown shown("x1 x2 x3");
    shown.bar->open();
    QTest::keyClicks(shown.text(), u"x"_s);
    QTest::keyClick(shown.text(), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(shown.count(), u"3 of 3, from the end"_s);
    QTest::keyClick(shown.text(), Qt::Key_Enter);
    QCOMPARE(shown.count(), u"1 of 3, from the top"_s);
    shown.bar->findNext();
    QCOMPARE(shown.count(), u"2 of 3"_s);
    shown.bar->findPrevious();
    QCOMPARE(shown.count(), u"1 of 3"_s);
}

void TestFindBar::saysThatNothingIsFound()
{
    Shown shown("one");
    shown.bar->open();
    QTest::keyClicks(shown.text(), u"two"_s);
    QCOMPARE(shown.count(), u"not found"_s);
    QVERIFY(!shown.view->hasSelection());
    QVERIFY(!shown.bar->findChild<QToolButton *>(u"findNext"_s)->isEnabled());
    QVERIFY(!shown.bar->findChild<QToolButton *>(u"findPrevious"_s)->isEnabled());
    shown.document.loadPlainText(shown.pool, "one two"); // a newer value has it
    QCOMPARE(shown.count(), u"1"_s);
}

void TestFindBar::nextWithoutWordsAsksForThem()
{
    Shown shown("one");
    shown.bar->findNext();
    QVERIFY(shown.isReady() && shown.bar->isVisible());
    QTRY_VERIFY(shown.text()->hasFocus());
}

void TestFindBar::closingForgetsTheMarks()
{
    Shown shown("one");
    QVERIFY(shown.isReady());
    shown.bar->open();
    QTest::keyClicks(shown.text(), u"one"_s);
    QVERIFY(shown.search.isActive());
    QTest::keyClick(shown.text(), Qt::Key_Escape);
    QVERIFY(!shown.bar->isVisible());
    QVERIFY(!shown.search.isActive());
    QTRY_VERIFY(shown.view->hasFocus());
    shown.bar->open(); // with the same words again
    QCOMPARE(shown.text()->text(), u"one"_s);
    QVERIFY(shown.search.isActive());
}

void TestFindBar::buttonsGoAndClose()
{
    Shown shown("x1 x2");
    QVERIFY(shown.isReady());
    shown.bar->open();
    QTest::keyClicks(shown.text(), u"x"_s);
    const auto press = [&](const QString &name) {
        QTest::mouseClick(shown.bar->findChild<QToolButton *>(name), Qt::LeftButton);
    };
    press(u"findNext"_s);
    QCOMPARE(shown.count(), u"2 of 2"_s);
    press(u"findPrevious"_s);
    QCOMPARE(shown.count(), u"1 of 2"_s);
    press(u"findClose"_s);
    QVERIFY(!shown.bar->isVisible());
}

HUBDECK_TEST(TestFindBar)
#include "tst_findbar.moc"
