// SPDX-License-Identifier: MIT
#include "ui/details/jsonpane.h"

#include "scriptedprompts.h"
#include "testprogram.h"
#include "ui/details/jsonview.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000;

Payload payload(const QByteArray &text)
{
    return { .text = text, .storedAt = {} };
}

struct Shown
{
    Shown()
    {
        pane.resize(420, 300);
        pane.show();
    }

    [[nodiscard]] bool isReady() { return QTest::qWaitForWindowExposed(&pane); }

    template <typename T> [[nodiscard]] T *find(const QString &name) const
    {
        return pane.findChild<T *>(name);
    }

    void press(const QString &button) const
    {
        QTest::mouseClick(find<QToolButton>(button), Qt::LeftButton);
    }

    test::ScriptedPrompts prompts;
    QThreadPool pool;
    JsonPane pane { u"Input"_s, prompts };
};

} // namespace

class TestJsonPane : public QObject
{
    Q_OBJECT

private slots:
    void switchesBetweenFormattedAndRaw();
    void saysInWordsWhatIsMissing_data();
    void saysInWordsWhatIsMissing();
    void saysThatATextIsNoJsonAndWhereAValueIsKept();
    void theSameValueAgainKeepsSelectionAndScroll();
    void findsAsTypedAndWrapsWithWords();
    void keysBelongToThePaneWhileItHasTheFocus();
    void oneButtonFoldsAndUnfolds();
    void findingUnfoldsTheMatch();
    void copiesAndSaves();
    void aFileThatCannotBeWrittenIsToldOf();
    void fiftyMegabytesOpenAside();
};

void TestJsonPane::switchesBetweenFormattedAndRaw()
{
    Shown shown;
    QVERIFY(shown.isReady());
    shown.pane.showPayload(shown.pool, payload(R"({"a":1.10})"), {});
    QCOMPARE(shown.pane.document().text(), QByteArray("{\n  \"a\": 1.10\n}"));
    QCOMPARE(shown.find<QLabel>(u"jsonSize"_s)->text(), u"15 bytes · 3 lines"_s);
    shown.press(u"jsonRaw"_s);
    QCOMPARE(shown.pane.document().text(), QByteArray(R"({"a":1.10})"));
    QCOMPARE(shown.find<QLabel>(u"jsonSize"_s)->text(), u"10 bytes · 1 line"_s);
    shown.press(u"jsonFormatted"_s);
    QCOMPARE(shown.pane.document().lineCount(), 3);
}

void TestJsonPane::saysInWordsWhatIsMissing_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("nothing") << QByteArray();
    QTest::addRow("null") << QByteArray("null");
}

void TestJsonPane::saysInWordsWhatIsMissing()
{
    QFETCH(const QByteArray, text);
    Shown shown;
    shown.pane.showPayload(shown.pool, payload("[1]"), {});
    shown.pane.showPayload(shown.pool, payload(text), u"No input was given."_s);
    QCOMPARE(shown.pane.view().placeholder(), u"No input was given."_s);
    QVERIFY(shown.pane.document().isEmpty());
    QVERIFY(!shown.find<QToolButton>(u"jsonCopy"_s)->isEnabled());
    QVERIFY(shown.find<QLabel>(u"jsonSize"_s)->text().isEmpty());
}

void TestJsonPane::saysThatATextIsNoJsonAndWhereAValueIsKept()
{
    Shown shown;
    QVERIFY(shown.isReady());
    auto *note = shown.find<QLabel>(u"jsonNote"_s);
    shown.pane.showPayload(shown.pool, payload("undefined"), {});
    QVERIFY(note->isVisible());
    QVERIFY(note->text().contains(u"not JSON"));
    QCOMPARE(note->textFormat(), Qt::PlainText);
    shown.pane.showPayload(shown.pool, { .text = "[1]", .storedAt = u"https://store/blob"_s }, {});
    QVERIFY(note->text().contains(u"https://store/blob"));
    shown.pane.showPayload(shown.pool, payload("[2]"), {});
    QVERIFY(!note->isVisible());
    shown.pane.showPlainText(shown.pool, u"at Fx.Run()"_s, {});
    QVERIFY(!note->isVisible());
    QVERIFY(!shown.find<QToolButton>(u"jsonRaw"_s)->isVisible());
}

void TestJsonPane::theSameValueAgainKeepsSelectionAndScroll()
{
    Shown shown;
    QVERIFY(shown.isReady());
    const QByteArray text = "[" + QByteArray("1,").repeated(500) + "1]";
    shown.pane.showPayload(shown.pool, payload(text), {});
    shown.pane.view().verticalScrollBar()->setValue(200);
    shown.pane.view().select(1000, 1005);
    const qsizetype first = shown.pane.view().firstVisibleLine();
    shown.pane.showPayload(shown.pool, payload(text), {}, true);
    QCOMPARE(shown.pane.view().firstVisibleLine(), first);
    QCOMPARE(shown.pane.view().selectionStart(), 1000);
    QCOMPARE(shown.pane.view().selectionEnd(), 1005);
}

void TestJsonPane::findsAsTypedAndWrapsWithWords()
{
    Shown shown;
    QVERIFY(shown.isReady());
    shown.pane.showPayload(shown.pool, payload(R"(["one","two","one"])"), {});
    QTest::keyClick(&shown.pane.view(), Qt::Key_F, Qt::ControlModifier);
    auto *bar = shown.find<QWidget>(u"findBar"_s);
    auto *text = shown.find<QLineEdit>(u"findText"_s);
    auto *count = shown.find<QLabel>(u"findCount"_s);
    QVERIFY(bar->isVisible());
    QTRY_VERIFY(text->hasFocus());
    QTest::keyClicks(text, u"ONE"_s);
    QCOMPARE(shown.pane.view().selectedText(), u"one"_s);
    QCOMPARE(count->text(), u"1 of 2"_s);
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(count->text(), u"2 of 2"_s);
    QTest::keyClick(text, Qt::Key_F3);
    QCOMPARE(count->text(), u"1 of 2, from the top"_s);
    QTest::keyClick(text, Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(count->text(), u"2 of 2, from the end"_s);
    QTest::keyClick(text, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(count->text(), u"1 of 2"_s);
    text->setText(u"absent"_s);
    QCOMPARE(count->text(), u"not found"_s);
    QVERIFY(!shown.find<QToolButton>(u"findNext"_s)->isEnabled());
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
    QTRY_VERIFY(shown.pane.view().hasFocus());
}

void TestJsonPane::keysBelongToThePaneWhileItHasTheFocus()
{
    // A window whose own action has the same shortcut must not get it.
    QWidget window;
    test::ScriptedPrompts prompts;
    QThreadPool pool;
    auto *pane = new JsonPane(u"Input"_s, prompts, &window);
    auto *action = new QAction(&window);
    action->setShortcut(QKeySequence::Find);
    window.addAction(action);
    QSignalSpy triggered(action, &QAction::triggered);
    pane->showPayload(pool, payload("[1]"), {});
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    pane->view().setFocus();
    QTest::keyClick(window.windowHandle(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(pane->findChild<QWidget *>(u"findBar"_s)->isVisible());
    QCOMPARE(triggered.count(), 0);
}

void TestJsonPane::oneButtonFoldsAndUnfolds()
{
    Shown shown;
    QVERIFY(shown.isReady());
    auto *fold = shown.find<QToolButton>(u"jsonFold"_s);
    QVERIFY(!fold->isEnabled());
    shown.pane.showPayload(shown.pool, payload(R"({"a":[1,2]})"), {});
    QCOMPARE(fold->accessibleName(), u"Fold all"_s);
    shown.press(u"jsonFold"_s);
    QCOMPARE(shown.pane.view().folds().rowCount(), 3);
    QCOMPARE(fold->accessibleName(), u"Unfold all"_s);
    shown.press(u"jsonFold"_s);
    QCOMPARE(shown.pane.view().folds().rowCount(), 6);
    shown.press(u"jsonRaw"_s);
    QVERIFY(!fold->isEnabled());
    shown.pane.showPlainText(shown.pool, u"words"_s, {});
    QVERIFY(!fold->isVisible());
}

void TestJsonPane::findingUnfoldsTheMatch()
{
    Shown shown;
    QVERIFY(shown.isReady());
    shown.pane.showPayload(shown.pool, payload(R"({"a":[1,"needle"],"b":[3]})"), {});
    shown.press(u"jsonFold"_s);
    shown.pane.openFind();
    QTest::keyClicks(shown.find<QLineEdit>(u"findText"_s), u"needle"_s);
    QCOMPARE(shown.pane.view().selectedText(), u"needle"_s);
    QVERIFY(shown.pane.view().folds().foldAt(1) == nullptr);
    QVERIFY(shown.pane.view().folds().isAnyFolded());
}

void TestJsonPane::copiesAndSaves()
{
    Shown shown;
    QVERIFY(shown.isReady());
    QTemporaryDir folder;
    shown.pane.setFileName(u"order/1-input"_s);
    shown.pane.showPayload(shown.pool, payload(R"({"n":12345678901234567890})"), {});
    shown.press(u"jsonCopy"_s);
    QCOMPARE(QApplication::clipboard()->text(), u"{\n  \"n\": 12345678901234567890\n}"_s);
    const QString path = folder.filePath(u"out.json"_s);
    shown.prompts.expectSaveFileName(path);
    shown.press(u"jsonSave"_s);
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QLabel>(u"jsonNote"_s)->text().contains(path), patience);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), shown.pane.document().text());
    shown.prompts.expectSaveFileName({}); // the person thought better of it
    shown.press(u"jsonSave"_s);
}

void TestJsonPane::aFileThatCannotBeWrittenIsToldOf()
{
    Shown shown;
    QVERIFY(shown.isReady());
    QSignalSpy failed(&shown.pane, &JsonPane::failed);
    shown.pane.showPayload(shown.pool, payload("[1]"), {});
    shown.prompts.expectSaveFileName(u"/nowhere/at/all.json"_s);
    shown.press(u"jsonSave"_s);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
    const auto error = failed.front().front().value<TaskHubError>();
    QCOMPARE(error.kind, ErrorKind::Local);
    QVERIFY(error.message.contains(u"/nowhere/at/all.json"));
}

void TestJsonPane::fiftyMegabytesOpenAside()
{
    Shown shown;
    QVERIFY(shown.isReady());
    const QByteArray text
        = "[" + QByteArray(R"({"id":1,"name":"row"},)").repeated(2'300'000) + "0]";
    shown.pane.showPayload(shown.pool, payload(text), {});
    QVERIFY(shown.pane.view().placeholder().contains(u"MB"));
    QTRY_VERIFY_WITH_TIMEOUT(!shown.pane.document().isEmpty(), patience);
    QCOMPARE(shown.pane.document().lineCount(), 3 + 2'300'000 * 4);
    QVERIFY(shown.find<QLabel>(u"jsonSize"_s)->text().endsWith(u"9,200,003 lines"));
    shown.pane.view().verticalScrollBar()->setValue(
        shown.pane.view().verticalScrollBar()->maximum());
    QVERIFY(!shown.pane.grab().isNull());
    shown.press(u"jsonFold"_s);
    QCOMPARE(shown.pane.view().folds().rowCount(), 3 + 2'300'000);
    QVERIFY(!shown.pane.grab().isNull());
}

HUBDECK_TEST(TestJsonPane)
#include "tst_jsonpane.moc"
