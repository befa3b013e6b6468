// SPDX-License-Identifier: MIT
#include "app/cli/texttable.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck::cli;
using namespace Qt::Literals::StringLiterals;

class TestTextTable : public QObject
{
    Q_OBJECT

private slots:
    void putsColumnsBelowEachOther();
    void keepsLinesOutOfTheColumns();
    void isEmptyWithoutRows();
};

void TestTextTable::putsColumnsBelowEachOther()
{
    TextTable table(2, { 1 });
    table.addRow({ u"queue-00"_s, u"7"_s, u"a long last cell"_s });
    table.addRow({ u"q"_s, u"1,200"_s, {} }).addRow({ u"x"_s });
    QCOMPARE(table.text(),
             QByteArray("  queue-00      7  a long last cell\n"
                        "  q         1,200\n"
                        "  x\n"));
}

void TestTextTable::keepsLinesOutOfTheColumns()
{
    TextTable table;
    table.addLine(u"\nA title that is longer than all cells"_s);
    table.addRow({ u"a"_s, u"b"_s }).addRow({ u"cc"_s, u"d"_s });
    QCOMPARE(table.text(), QByteArray("\nA title that is longer than all cells\na   b\ncc  d\n"));
}

void TestTextTable::isEmptyWithoutRows()
{
    QCOMPARE(TextTable().text(), QByteArray());
}

HUBDECK_GUILESS_TEST(TestTextTable)
#include "tst_texttable.moc"
