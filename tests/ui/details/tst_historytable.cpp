// SPDX-License-Identifier: MIT
#include "ui/details/historytable.h"

#include "models/displaytext.h"
#include "models/history/historymodel.h"
#include "models/hubs/hubsession.h"
#include "recordedhistory.h"
#include "scriptedhub.h"
#include "testprogram.h"
#include "ui/details/historydelegate.h"
#include "ui/shell/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using test::ScriptedHub;

namespace {

constexpr int patience = 60'000;

HistoryEvent made(const QString &type, const QString &name, const QByteArray &raw = "{}")
{
    HistoryEvent result;
    result.type = type;
    result.name = name;
    result.timestamp = Instant(Instant::Ticks(17'000'000'000'000'000));
    result.raw = raw;
    return result;
}

struct Shown
{
    Shown()
    {
        model.setChildren(children);
        children.startAfresh(session);
        table.resize(460, 300);
    }

    /// Three rows; the second expands to two.
    void showFamily()
    {
        History child;
        child.instance = ScriptedHub::made(u"child"_s, u"Charge"_s, RuntimeStatus::Kind::Completed,
                                           Instant::now());
        child.events
            = { made(u"ExecutionStarted"_s, u"Charge"_s), made(u"TaskCompleted"_s, u"Pay"_s) };
        hub->put(child.instance);
        hub->setHistory(child.instance.id, child);
        model.setEvents(
            { made(u"ExecutionStarted"_s, u"Order"_s),
              made(u"SubOrchestrationInstanceCreated"_s, u"Charge"_s, R"({"InstanceId":"child"})"),
              made(u"ExecutionCompleted"_s, {}) });
        show();
    }

    void show()
    {
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
    }

    void goTo(int row) { table.setCurrentIndex(model.index(row, HistoryModel::EventColumn)); }

    [[nodiscard]] int current() const { return table.currentIndex().row(); }

    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>();
    TimeDisplay time;
    QThreadPool pool;
    HubSession session { HubInfo {}, hub, pool };
    ChildHistories children;
    HistoryModel model { time };
    HistoryTable table { model };
};

} // namespace

class TestHistoryTable : public QObject
{
    Q_OBJECT

private slots:
    void columnsShareTheWidthThereIs_data();
    void columnsShareTheWidthThereIs();
    void widthsThatSomebodyChoseStayAndAreKept();
    void arrowKeysExpandAndCollapse();
    void clickOnTheTriangleExpands();
    void theMenuExpandsAndOpens();
    void copiesRowsAsText();
    void theCurrentRowIsMarkedWhileItHasTheFocus();
};

void TestHistoryTable::columnsShareTheWidthThereIs_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("isEnough");
    QTest::addRow("400") << 400 << false;
    QTest::addRow("460") << 460 << false;
    QTest::addRow("700") << 700 << true;
    QTest::addRow("1400") << 1400 << true;
}

void TestHistoryTable::columnsShareTheWidthThereIs()
{
    QFETCH(const int, width);
    QFETCH(const bool, isEnough);
    Shown shown;
    shown.table.resize(width, 300);
    shown.show();
    HistoryEvent failed
        = made(u"SubOrchestrationInstanceFailed"_s, u"AFunctionWithALongNameIndeed"_s,
               R"({"Reason":")" + QByteArray(500, 'x') + R"("})");
    failed.scheduled = failed.timestamp;
    shown.model.setEvents({ made(u"ExecutionStarted"_s, u"Order"_s), failed });
    QTRY_COMPARE_WITH_TIMEOUT(shown.table.horizontalScrollBar()->maximum() == 0, isEnough,
                              patience);
    const QAbstractItemView &view = shown.table;
    QVERIFY(shown.table.columnWidth(HistoryModel::EventColumn)
            >= view.sizeHintForColumn(HistoryModel::EventColumn)); // never Sub…Failed
    const int result = shown.table.columnWidth(HistoryModel::ContentsColumn);
    QVERIFY(result >= shown.table.fontMetrics().averageCharWidth() * 6);
    const int needed = shown.table.fontMetrics().horizontalAdvance(u"00:00:00.000"_s);
    QVERIFY(shown.table.columnWidth(HistoryModel::TimeColumn) > needed);
}

void TestHistoryTable::widthsThatSomebodyChoseStayAndAreKept()
{
    Shown shown;
    shown.showFamily();
    QVERIFY(shown.table.saveColumns().isEmpty());
    shown.table.horizontalHeader()->resizeSection(HistoryModel::NameColumn, 222); // as a drag does
    shown.table.resize(500, 300);
    QCOMPARE(shown.table.columnWidth(HistoryModel::NameColumn), 222);
    const QByteArray kept = shown.table.saveColumns();
    QVERIFY(!kept.isEmpty());

    Shown later;
    later.table.restoreColumns(kept);
    later.showFamily();
    QCOMPARE(later.table.columnWidth(HistoryModel::NameColumn), 222);
    QCOMPARE(later.table.saveColumns().isEmpty(), false);
    Shown other;
    other.table.restoreColumns("nonsense");
    QVERIFY(other.table.saveColumns().isEmpty());
}

void TestHistoryTable::arrowKeysExpandAndCollapse()
{
    Shown shown;
    const QAbstractItemModelTester tester(&shown.model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    shown.showFamily();
    shown.goTo(0);
    QTest::keyClick(&shown.table, Qt::Key_Right); // expands to nothing
    QCOMPARE(shown.model.rowCount(), 3);
    shown.goTo(1);
    QTest::keyClick(&shown.table, Qt::Key_Right);
    QTRY_COMPARE_WITH_TIMEOUT(shown.model.rowCount(), 5, patience);
    QCOMPARE(shown.current(), 1);
    QCOMPARE(shown.model.index(3, HistoryModel::NameColumn).data().toString(), u"Pay"_s);
    QCOMPARE(shown.model.index(3, 0).data(HistoryModel::DepthRole).toInt(), 1);
    QTest::keyClick(&shown.table, Qt::Key_Right);
    QCOMPARE(shown.current(), 2);
    QTest::keyClick(&shown.table, Qt::Key_Down);
    QTest::keyClick(&shown.table, Qt::Key_Left); // to what it stands below
    QCOMPARE(shown.current(), 1);
    QTest::keyClick(&shown.table, Qt::Key_Left);
    QCOMPARE(shown.model.rowCount(), 3);
    QCOMPARE(shown.current(), 1);
}

void TestHistoryTable::clickOnTheTriangleExpands()
{
    Shown shown;
    shown.showFamily();
    QStyleOptionViewItem option;
    option.fontMetrics = shown.table.fontMetrics();
    const QModelIndex cell = shown.model.index(1, HistoryModel::EventColumn);
    option.rect = shown.table.visualRect(cell);
    const QPoint triangle = HistoryDelegate::triangleOf(option, cell).center();
    QTest::mouseClick(shown.table.viewport(), Qt::LeftButton, {}, triangle);
    QTRY_COMPARE_WITH_TIMEOUT(shown.model.rowCount(), 5, patience);
    QTest::mouseClick(shown.table.viewport(), Qt::LeftButton, {}, triangle);
    QCOMPARE(shown.model.rowCount(), 3);
    QTest::mouseClick(shown.table.viewport(), Qt::LeftButton, {}, option.rect.center());
    QCOMPARE(shown.model.rowCount(), 3); // beside it only selects
    QCOMPARE(shown.current(), 1);
}

void TestHistoryTable::theMenuExpandsAndOpens()
{
    Shown shown;
    shown.showFamily();
    QSignalSpy requested(&shown.table, &HistoryTable::instanceRequested);
    const auto menu = [&](int row) {
        shown.goTo(row);
        QContextMenuEvent asked(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(shown.table.viewport(), &asked);
        QPointer<QMenu> shownMenu = shown.table.findChild<QMenu *>(u"historyMenu"_s);
        shownMenu->hide();
        return shownMenu;
    };
    const QPointer<QMenu> plain = menu(0);
    QCOMPARE(plain->actions().size(), 1);
    delete plain;
    const QPointer<QMenu> rich = menu(1);
    QVERIFY(rich->actions().size() > 2);
    rich->actions().constLast()->trigger();
    QCOMPARE(requested.count(), 1);
    QCOMPARE(requested.front().front().value<InstanceId>(), InstanceId(u"child"_s));
    rich->actions().at(2)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(shown.model.rowCount(), 5, patience);
    delete rich;
}

void TestHistoryTable::copiesRowsAsText()
{
    Shown shown;
    shown.showFamily();
    QTest::keyClick(&shown.table, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&shown.table, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].contains(u"\tExecutionStarted\tOrder\t"));
}

void TestHistoryTable::theCurrentRowIsMarkedWhileItHasTheFocus()
{
    Shown shown;
    shown.showFamily();
    shown.goTo(1);
    const auto edge = [&](int row) {
        const QRect cell = shown.table.visualRect(shown.model.index(row, 0));
        const QRect pixel(cell.left() + 1, cell.top(), 1, 1);
        return shown.table.viewport()->grab(pixel).toImage().pixelColor(0, 0);
    };
    const QColor accent = theme::color(theme::Role::Accent, shown.table.palette());
    shown.table.activateWindow();
    shown.table.setFocus();
    QTRY_VERIFY(shown.table.hasFocus());
    QCOMPARE(edge(1), accent);
    QVERIFY(edge(0) != accent);
    shown.table.clearFocus();
    QVERIFY(edge(1) != accent);
}

HUBDECK_TEST(TestHistoryTable)
#include "tst_historytable.moc"
