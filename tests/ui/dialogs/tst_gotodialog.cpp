// SPDX-License-Identifier: MIT
#include "ui/dialogs/gotodialog.h"

#include "dialogfixture.h"
#include "testprogram.h"

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;

class GoToDialogTest : public QObject
{
    Q_OBJECT

private slots:

    void findsIds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("ids");
        QTest::addRow("nothing") << u" \n\t\n"_s << QStringList();
        QTest::addRow("one") << u"  order-1 \n"_s << QStringList { u"order-1"_s };
        QTest::addRow("several, one twice") << u"b\na\r\nb\n\n"_s << QStringList { u"b"_s, u"a"_s };
        QTest::addRow("quoted with commas")
            << u"\"a\",\n'b',\nc,"_s << QStringList { u"a"_s, u"b"_s, u"c"_s };
        QTest::addRow("blanks and commas inside")
            << u"order 1, part 2"_s << QStringList { u"order 1, part 2"_s };
        QTest::addRow("JSON array")
            << u"[\"a\\u0062\", \"c d\", 7]"_s << QStringList { u"ab"_s, u"c d"_s };
        QTest::addRow("begins like an array") << u"[x]"_s << QStringList { u"[x]"_s };
        QTest::addRow("entity") << u"@counter@north"_s << QStringList { u"@counter@north"_s };
        QTest::addRow("any character") << u"ünï😀%2F;&="_s << QStringList { u"ünï😀%2F;&="_s };
    }

    void findsIds()
    {
        QFETCH(const QString, text);
        QFETCH(const QStringList, ids);
        QStringList found;
        for (const InstanceId &id : idsInText(text)) {
            found += id.text();
        }
        QCOMPARE(found, ids);
    }

    void opensByEnter()
    {
        GoToDialog dialog;
        QVERIFY(test::shown(dialog));
        auto *text = test::part<QPlainTextEdit>(dialog, "goToText");
        QTest::keyClick(text, Qt::Key_Return); // nothing typed yet
        QVERIFY(dialog.isVisible());
        QTest::keyClicks(text, u"order-1"_s);
        QTest::keyClick(text, Qt::Key_Return);
        QVERIFY(!dialog.isVisible());
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
        QCOMPARE(dialog.ids(), std::vector { InstanceId(u"order-1"_s) });
    }

    void takesSeveralLines()
    {
        GoToDialog dialog;
        QVERIFY(test::shown(dialog));
        auto *text = test::part<QPlainTextEdit>(dialog, "goToText");
        QTest::keyClicks(text, u"a"_s);
        QTest::keyClick(text, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(text, u"b"_s);
        QVERIFY(dialog.isVisible());
        QCOMPARE(dialog.ids(), (std::vector { InstanceId(u"a"_s), InstanceId(u"b"_s) }));
        QVERIFY(test::labelText(dialog, "goToFound").contains(u"2"_s));
        QCOMPARE(test::cutOffText(dialog), QString());
        QCOMPARE(test::unnamedControls(dialog), QStringList());
        QCOMPARE(test::sharedMnemonics(dialog), QStringList());
    }
};

HUBDECK_TEST(GoToDialogTest)
#include "tst_gotodialog.moc"
