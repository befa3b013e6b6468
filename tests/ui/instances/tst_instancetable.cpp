// SPDX-License-Identifier: MIT
#include "ui/instances/instancetable.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/instances/instancetablemodel.h"
#include "models/roles.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using Column = InstanceTableModel::Column;

namespace {

struct Fixture
{
    PendingActions pending;
    TimeDisplay time;
    InstanceTableModel model { pending, time };
    InstanceTable table { model };
    std::vector<InstanceDetails> all = ScriptedHub::generated(600);

    explicit Fixture(int rows = 300)
    {
        model.merge({ ScriptedHub::pageOf({ all.begin(), all.begin() + rows }) });
        table.resize(800, 400);
        table.show();
    }

    [[nodiscard]] QString idAt(int row) const
    {
        return model.index(row, 0).data(IdRole).toString();
    }

    [[nodiscard]] QString topId() const { return idAt(table.visibleRows().first); }

    [[nodiscard]] QString currentId() const { return table.currentIndex().data(IdRole).toString(); }
};

} // namespace

class TestInstanceTable : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatIsReadInPlaceWhenRowsCome();
    void staysAtTheTopWhenRowsCome();
    void keepsSelectionOverAFilter();
    void sortsByClickOnTheHeader();
    void copiesIdsByShortcut();
    void copiesAsChosenInTheMenu_data();
    void copiesAsChosenInTheMenu();
    void addsItsCopyMenuOnlyWhileTheRowMenuIsOpen();
    void activatesByEnterAndDoubleClick();
    void selectsSeveralRows();
    void showsARowThatWasAskedFor();
    void neverMeasuresAllRows();
    void remembersItsColumns();
    void fitsAgainAfterARestartUntilAPersonChoseWidths();
    void leavesWidthsThatAPersonChose();
    void fitsAgainWhenTheWindowChanges();
    void showsExtraColumnsWhenChosen();
    void keepsExtraColumnsChosenForOtherRoads();
};

void TestInstanceTable::keepsWhatIsReadInPlaceWhenRowsCome()
{
    Fixture f;
    QVERIFY(QTest::qWaitForWindowExposed(&f.table));
    f.table.verticalScrollBar()->setValue(100);
    const QString top = f.topId();
    f.model.merge({ ScriptedHub::pageOf({ f.all.begin() + 300, f.all.end() }) });
    QCOMPARE(f.model.rowCount(), 600);
    QCOMPARE(f.topId(), top);
    f.model.remove({ InstanceId(f.idAt(0)), InstanceId(f.idAt(3)) });
    QCOMPARE(f.topId(), top);
}

void TestInstanceTable::staysAtTheTopWhenRowsCome()
{
    Fixture f;
    QVERIFY(QTest::qWaitForWindowExposed(&f.table));
    f.model.merge({ ScriptedHub::pageOf({ f.all.begin() + 300, f.all.end() }) });
    QCOMPARE(f.table.verticalScrollBar()->value(), 0);
}

void TestInstanceTable::keepsSelectionOverAFilter()
{
    Fixture f;
    f.model.sort(Column::IdColumn, Qt::AscendingOrder);
    f.table.showRow(2); // Failed
    f.table.selectionModel()->select(
        f.model.index(13, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows); // Failed
    f.table.selectionModel()->select(
        f.model.index(0, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows); // Completed
    InstanceFilter filter;
    filter.statuses = { RuntimeStatus::Kind::Failed };
    f.model.setFilter(filter);
    QCOMPARE(f.table.selectedRowNumbers(), (std::vector<int> { 0, 1 }));
    QCOMPARE(f.currentId(), u"order-000002"_s);
    f.model.setFilter({});
    QCOMPARE(f.currentId(), u"order-000002"_s);
    QCOMPARE(f.table.selectedRowNumbers(), (std::vector<int> { 2, 13 }));
}

void TestInstanceTable::sortsByClickOnTheHeader()
{
    Fixture f;
    QVERIFY(QTest::qWaitForWindowExposed(&f.table));
    QHeaderView &header = *f.table.horizontalHeader();
    const QPoint place(header.sectionViewportPosition(Column::IdColumn) + 20, header.height() / 2);
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(f.model.sortColumn(), int(Column::IdColumn));
    QCOMPARE(f.idAt(0), u"order-000000"_s);
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(f.idAt(0), u"order-000299"_s);
}

void TestInstanceTable::copiesIdsByShortcut()
{
    Fixture f;
    f.model.sort(Column::IdColumn, Qt::AscendingOrder);
    f.table.showRow(5);
    f.table.selectionModel()->select(f.model.index(3, 0),
                                     QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTest::keySequence(&f.table, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"order-000003\norder-000005"_s);
}

void TestInstanceTable::copiesAsChosenInTheMenu_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("expected");
    QTest::addRow("ids") << u"copyIds"_s << u"order-000004"_s;
    QTest::addRow("text") << u"copyText"_s << u"Status\tInstance id"_s;
    QTest::addRow("csv") << u"copyCsv"_s << u"instanceId,name,"_s;
    QTest::addRow("json") << u"copyJson"_s << u"[\n  {\"instanceId\":\"order-000004\""_s;
}

void TestInstanceTable::copiesAsChosenInTheMenu()
{
    QFETCH(const QString, action);
    QFETCH(const QString, expected);
    Fixture f;
    f.model.sort(Column::IdColumn, Qt::AscendingOrder);
    f.table.showRow(4);
    auto *copy = f.table.findChild<QAction *>(action);
    QVERIFY(copy);
    copy->trigger();
    QVERIFY2(QGuiApplication::clipboard()->text().startsWith(expected),
             qPrintable(QGuiApplication::clipboard()->text()));
}

void TestInstanceTable::addsItsCopyMenuOnlyWhileTheRowMenuIsOpen()
{
    Fixture f;
    QVERIFY(QTest::qWaitForWindowExposed(&f.table));
    QMenu menu;
    menu.addAction(u"Terminate…"_s);
    f.table.setRowMenu(&menu);
    f.table.showRow(0);
    const QPoint place = f.table.visualRect(f.model.index(0, 0)).center();
    for (int round = 0; round < 2; ++round) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, place,
                                f.table.viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(f.table.viewport(), &event);
        QTRY_VERIFY(menu.isVisible());
        QCOMPARE(menu.actions().size(), 2);
        menu.hide();
        QCOMPARE(menu.actions().size(), 1);
    }
}

void TestInstanceTable::activatesByEnterAndDoubleClick()
{
    Fixture f;
    QVERIFY(QTest::qWaitForWindowExposed(&f.table));
    QSignalSpy activated(&f.table, &InstanceTable::rowActivated);
    f.table.showRow(1);
    QTest::keyClick(&f.table, Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    const QPoint place = f.table.visualRect(f.model.index(2, 1)).center();
    QTest::mouseClick(f.table.viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(f.table.viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(activated.count(), 2);
    QCOMPARE(f.table.currentIndex().row(), 2);
}

void TestInstanceTable::selectsSeveralRows()
{
    Fixture f;
    f.table.showRow(1);
    QTest::keyClick(&f.table, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&f.table, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(f.table.selectedRowNumbers(), (std::vector<int> { 1, 2, 3 }));
    f.table.selectAll();
    QCOMPARE(f.table.selectedRowNumbers().size(), size_t(300));
}

void TestInstanceTable::showsARowThatWasAskedFor()
{
    Fixture f;
    QVERIFY(QTest::qWaitForWindowExposed(&f.table));
    f.table.showRow(250);
    const auto [first, last] = f.table.visibleRows();
    QVERIFY(first <= 250 && 250 <= last);
    QCOMPARE(f.table.selectedRowNumbers(), std::vector<int> { 250 });
}

void TestInstanceTable::neverMeasuresAllRows()
{
    const Fixture f;
    QCOMPARE(f.table.verticalHeader()->sectionResizeMode(0), QHeaderView::Fixed);
    for (int column = 0; column < Column::ColumnCount - 1; ++column) {
        QCOMPARE(f.table.horizontalHeader()->sectionResizeMode(column), QHeaderView::Interactive);
    }
    QVERIFY(f.table.verticalHeader()->isHidden());
}

void TestInstanceTable::remembersItsColumns()
{
    Fixture f;
    f.table.setColumnHidden(Column::NameColumn, true);
    f.table.setColumnWidth(Column::IdColumn, 222);
    f.table.horizontalHeader()->setSortIndicator(Column::IdColumn, Qt::AscendingOrder);
    const QByteArray state = f.table.saveColumns();
    Fixture other;
    QVERIFY(!other.table.restoreColumns("nonsense"));
    QVERIFY(other.table.restoreColumns(state));
    QVERIFY(other.table.isColumnHidden(Column::NameColumn));
    QCOMPARE(other.table.columnWidth(Column::IdColumn), 222);
    QCOMPARE(other.idAt(0), u"order-000000"_s);
}

void TestInstanceTable::fitsAgainAfterARestartUntilAPersonChoseWidths()
{
    Fixture wide;
    wide.table.resize(1500, 400);
    wide.table.fitColumns();
    Fixture narrow;
    narrow.table.resize(560, 400);
    narrow.table.fitColumns();
    const int fitting = wide.table.columnWidth(Column::NameColumn);
    QVERIFY(narrow.table.columnWidth(Column::NameColumn) < fitting);
    Fixture restarted;
    restarted.table.resize(1500, 400);
    QVERIFY(restarted.table.restoreColumns(narrow.table.saveColumns()));
    QCOMPARE(restarted.table.columnWidth(Column::NameColumn), fitting);
}

void TestInstanceTable::leavesWidthsThatAPersonChose()
{
    Fixture f;
    f.table.setColumnWidth(Column::IdColumn, 77);
    f.table.fitColumns();
    QCOMPARE(f.table.columnWidth(Column::IdColumn), 77);
}

void TestInstanceTable::fitsAgainWhenTheWindowChanges()
{
    Fixture f;
    QVERIFY(QTest::qWaitForWindowExposed(&f.table));
    f.table.resize(1500, 400);
    QCoreApplication::processEvents();
    const int wide = f.table.columnWidth(Column::NameColumn);
    f.table.resize(560, 400);
    QTRY_VERIFY(f.table.columnWidth(Column::NameColumn) < wide);
    f.table.resize(1500, 400);
    QTRY_COMPARE(f.table.columnWidth(Column::NameColumn), wide);
}

void TestInstanceTable::showsExtraColumnsWhenChosen()
{
    Fixture f;
    QVERIFY(f.table.isColumnHidden(Column::TagsColumn));
    auto *header = f.table.horizontalHeader();
    QCOMPARE(header->visualIndex(Column::CustomStatusColumn), int(Column::ColumnCount) - 1);
    f.table.setColumnHidden(Column::TagsColumn, false);
    Fixture other;
    QVERIFY(other.table.restoreColumns(f.table.saveColumns()));
    QVERIFY(!other.table.isColumnHidden(Column::TagsColumn));
    QVERIFY(other.table.isColumnHidden(Column::VersionColumn));
    Fixture fresh;
    fresh.table.resize(2400, 400);
    fresh.table.setColumnHidden(Column::ParentColumn, false);
    fresh.table.fitColumns(); // no parent is known yet
    QCOMPARE(fresh.table.columnWidth(Column::ParentColumn),
             fresh.table.columnWidth(Column::IdColumn));
}

void TestInstanceTable::keepsExtraColumnsChosenForOtherRoads()
{
    Fixture storage;
    storage.table.setColumnHidden(Column::TagsColumn, false);
    Fixture http;
    http.model.setExtrasNote(u"Not over HTTP."_s);
    QVERIFY(http.table.restoreColumns(storage.table.saveColumns()));
    QVERIFY(http.table.isColumnHidden(Column::TagsColumn));
    Fixture again;
    QVERIFY(again.table.restoreColumns(http.table.saveColumns()));
    QVERIFY(!again.table.isColumnHidden(Column::TagsColumn));
}

HUBDECK_TEST(TestInstanceTable)
#include "tst_instancetable.moc"
