// SPDX-License-Identifier: MIT
#include "ui/dialogs/jsoneditor.h"

#include "dialogfixture.h"
#include "testprogram.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;

class JsonEditorTest : public QObject
{
    Q_OBJECT

private slots:

    void checksAsTyped()
    {
        test::ScriptedPrompts prompts;
        JsonEditor editor(JsonEditor::Empty::NoValue, prompts);
        QVERIFY(test::shown(editor));
        QSignalSpy changed(&editor, &JsonEditor::changed);
        auto *text = test::part<QPlainTextEdit>(editor, "jsonText");
        QTest::keyClicks(text, u"{\"a\":"_s);
        QVERIFY(!editor.problem().isEmpty());
        QCOMPARE(test::labelText(editor, "jsonState"), editor.problem());
        QTest::keyClicks(text, u" 1}"_s);
        QCOMPARE(editor.problem(), QString());
        QCOMPARE(editor.json(), QByteArray("{\"a\": 1}"));
        QVERIFY(changed.count() >= 8);
    }

    void tellsThePlace()
    {
        test::ScriptedPrompts prompts;
        JsonEditor editor(JsonEditor::Empty::NoValue, prompts);
        editor.setJson("{\n  \"é\": tru\n}");
        QVERIFY2(editor.problem().startsWith(u"line 2, column 8"_s), qPrintable(editor.problem()));
        const auto marks = test::part<QPlainTextEdit>(editor, "jsonText")->extraSelections();
        QCOMPARE(marks.size(), 1);
        QCOMPARE(marks.front().cursor.selectedText(), u"t"_s);
    }

    void takesAnEmptyTextOrNot()
    {
        test::ScriptedPrompts prompts;
        const JsonEditor optional(JsonEditor::Empty::NoValue, prompts);
        QVERIFY(optional.isEmpty());
        QCOMPARE(optional.problem(), QString());
        const JsonEditor needed(JsonEditor::Empty::Problem, prompts);
        QVERIFY(!needed.problem().isEmpty());
    }

    void sendsTheBytesTyped_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addRow("numbers") << QByteArray("[1.10,-0,1e400,12345678901234567890123]");
        QTest::addRow("no-break space") << QByteArray("\"a\xC2\xA0z\"");
        QTest::addRow("emoji") << QByteArray("\"\xF0\x9F\x98\x80\"");
        QTest::addRow("line separator in a text") << QByteArray("\"a\xE2\x80\xA8z\"");
        QTest::addRow("lines") << QByteArray("{\n  \"b\": 1,\n  \"a\": 2\n}");
    }

    void sendsTheBytesTyped()
    {
        QFETCH(const QByteArray, text);
        test::ScriptedPrompts prompts;
        JsonEditor editor(JsonEditor::Empty::NoValue, prompts);
        editor.setJson("\n " + text + "\n");
        QCOMPARE(editor.json(), text);
        QCOMPARE(editor.problem(), QString());
    }

    void formatsWithoutChangingAToken()
    {
        test::ScriptedPrompts prompts;
        JsonEditor editor(JsonEditor::Empty::NoValue, prompts);
        editor.setJson("{\"b\":1.10,\"a\":[]}");
        auto *format = test::part<QPushButton>(editor, "jsonFormat");
        QVERIFY(format->isEnabled());
        format->click();
        QCOMPARE(editor.json(), QByteArray("{\n  \"b\": 1.10,\n  \"a\": []\n}"));
        test::part<QPlainTextEdit>(editor, "jsonText")->undo();
        QCOMPARE(editor.json(), QByteArray("{\"b\":1.10,\"a\":[]}"));
        editor.setJson("{");
        QVERIFY(!format->isEnabled());
    }

    void loadsAFile()
    {
        const QTemporaryDir folder;
        test::ScriptedPrompts prompts;
        JsonEditor editor(JsonEditor::Empty::NoValue, prompts);
        const auto load = [&](const QByteArray &content) {
            const QString path = folder.filePath(u"x.json"_s);
            QFile file(path);
            if (file.open(QIODevice::WriteOnly)) {
                file.write(content);
                file.close();
            }
            prompts.expectOpenFileName(path);
            test::part<QPushButton>(editor, "jsonLoad")->click();
        };
        load("\xEF\xBB\xBF{\"a\":1}");
        QCOMPARE(editor.json(), QByteArray("{\"a\":1}"));
        load("\xFF\xFE");
        QVERIFY(test::labelText(editor, "jsonState").contains(u"UTF-8"_s));
        QCOMPARE(editor.json(), QByteArray("{\"a\":1}")); // what was there stays
        prompts.expectOpenFileName(folder.filePath(u"missing.json"_s));
        test::part<QPushButton>(editor, "jsonLoad")->click();
        QVERIFY(test::labelText(editor, "jsonState").contains(u"missing.json"_s));
        prompts.expectOpenFileName({}); // cancelled
        test::part<QPushButton>(editor, "jsonLoad")->click();
        QCOMPARE(editor.json(), QByteArray("{\"a\":1}"));
    }

    void leavesByTab()
    {
        test::ScriptedPrompts prompts;
        JsonEditor editor(JsonEditor::Empty::NoValue, prompts);
        QVERIFY(test::shown(editor));
        auto *text = test::part<QPlainTextEdit>(editor, "jsonText");
        text->setFocus();
        editor.setJson("1");
        QTest::keyClick(text, Qt::Key_Tab);
        QVERIFY(!text->hasFocus());
        QCOMPARE(editor.json(), QByteArray("1"));
    }
};

HUBDECK_TEST(JsonEditorTest)
#include "tst_jsoneditor.moc"
