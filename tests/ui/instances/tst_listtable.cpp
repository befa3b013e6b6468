// SPDX-License-Identifier: MIT
#include "ui/instances/listtable.h"

#include "testprogram.h"
#include "ui/instances/listheader.h"

#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestListTable : public QObject
{
    Q_OBJECT

private slots:

    void makesATableOfWholeRowsThatOneTabLeaves()
    {
        QTableView table;
        const ListHeader &header = setUpListTable(table, u"things"_s, u"Things"_s);
        QStandardItemModel model(3, 2);
        table.setModel(&model);
        table.show();
        QCOMPARE(table.objectName(), u"things"_s);
        QCOMPARE(table.accessibleName(), u"Things"_s);
        QCOMPARE(table.horizontalHeader(), &header);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, QPoint(5, 5));
        QCOMPARE(table.selectionModel()->selectedRows().size(), 1);
        QVERIFY(!table.verticalHeader()->isVisible());
        QVERIFY(!table.tabKeyNavigation());
        QCOMPARE(table.editTriggers(), QAbstractItemView::NoEditTriggers);
        QCOMPARE(table.rowHeight(0), table.rowHeight(2));
        QVERIFY(table.rowHeight(0) > table.fontMetrics().height());
    }
};

HUBDECK_TEST(TestListTable)
#include "tst_listtable.moc"
