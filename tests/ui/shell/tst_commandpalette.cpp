// SPDX-License-Identifier: MIT
#include "ui/shell/commandpalette.h"

#include "testprogram.h"
#include "ui/shell/actionregistry.h"

#include <QLineEdit>
#include <QListWidget>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestCommandPalette : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        Fixture()
        {
            window.resize(900, 600);
            actions.add({ .id = u"a"_s,
                          .text = u"&Suspend…"_s,
                          .category = u"Instance"_s,
                          .enabledWhen =
                              [] {
                                  return Verdict { false, u"Nothing selected"_s };
                              },
                          .run = [this] { ran.append(u"a"_s); } });
            actions.add({ .id = u"b"_s, .text = u"Refresh"_s, .category = u"Hub"_s, .run = [this] {
                             ran.append(u"b"_s);
                         } });
            actions.add(
                { .id = u"c"_s, .text = u"Start new…"_s, .category = u"Hub"_s, .run = [this] {
                     ran.append(u"c"_s);
                 } });
            palette.open();
        }

        QWidget window;
        QStringList ran;
        ActionRegistry actions;
        CommandPalette palette { actions, &window };
        QLineEdit *field = palette.findChild<QLineEdit *>(u"commandField"_s);
        QListWidget *list = palette.findChild<QListWidget *>(u"commandList"_s);
    };

private slots:

    void listsEverythingAndSelectsTheFirstPossible()
    {
        const Fixture f;
        QCOMPARE(f.list->count(), 3);
        QCOMPARE(f.list->currentRow(), 1);
        QVERIFY(!f.list->item(0)->flags().testFlag(Qt::ItemIsEnabled));
    }

    void everyWordTypedMustOccur()
    {
        Fixture f;
        QTest::keyClicks(f.field, u"NEW hub"_s);
        QCOMPARE(f.list->count(), 1);
        QCOMPARE(f.list->item(0)->text(), u"Hub: Start new…"_s);
        QTest::keyClicks(f.field, u" zebra"_s);
        QCOMPARE(f.list->count(), 0);
        QTest::keyClick(f.field, Qt::Key_Return); // nothing to run
        QVERIFY(f.ran.isEmpty());
    }

    void whatBeginsWithTheWordsComesFirst()
    {
        Fixture f;
        for (const QString &text : { u"Look and purge…"_s, u"Purge by filter…"_s, u"Purge…"_s }) {
            f.actions.add({ .id = text, .text = text, .category = u"Hub"_s, .run = [] {} });
        }
        QTest::keyClicks(f.field, u"purg"_s);
        QCOMPARE(f.list->count(), 3);
        QCOMPARE(f.list->item(0)->text(), u"Hub: Purge…"_s);
        QCOMPARE(f.list->item(1)->text(), u"Hub: Purge by filter…"_s);
        QCOMPARE(f.list->currentRow(), 0);
    }

    void enterRunsTheSelectedOneAndCloses()
    {
        Fixture f;
        QTest::keyClick(f.field, Qt::Key_Down);
        QTest::keyClick(f.field, Qt::Key_Down); // no further than the last
        QTest::keyClick(f.field, Qt::Key_Return);
        QCOMPARE(f.ran, QStringList { u"c"_s });
        QVERIFY(!f.palette.isVisible());
    }

    void theCursorSkipsWhatIsNotPossible()
    {
        Fixture f;
        QTest::keyClick(f.field, Qt::Key_Up);
        QCOMPARE(f.list->currentRow(), 1);
    }
};

HUBDECK_TEST(TestCommandPalette)
#include "tst_commandpalette.moc"
