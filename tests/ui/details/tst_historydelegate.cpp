// SPDX-License-Identifier: MIT
#include "ui/details/historydelegate.h"

#include "models/displaytext.h"
#include "models/history/historymodel.h"
#include "models/hubs/hubsession.h"
#include "recordedhistory.h"
#include "scriptedhub.h"
#include "testprogram.h"
#include "ui/details/historytable.h"
#include "ui/shell/theme.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

bool isNear(const QColor &one, const QColor &other)
{
    return std::abs(one.red() - other.red()) + std::abs(one.green() - other.green())
        + std::abs(one.blue() - other.blue())
        < 12;
}

struct Shown
{
    Shown()
    {
        model.setChildren(children);
        children.startAfresh(session);
        table.resize(600, 300);
    }

    void show(const QPalette &palette)
    {
        table.setPalette(palette);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
    }

    void addChild()
    {
        HistoryEvent task;
        task.type = u"TaskCompleted"_s;
        HistoryEvent child;
        child.type = u"SubOrchestrationInstanceCreated"_s;
        child.timestamp = Instant::now();
        child.raw = R"({"InstanceId":"child"})";
        model.setEvents({ task, child });
    }

    [[nodiscard]] QImage cell(int row, int column)
    {
        return table.viewport()->grab(table.visualRect(model.index(row, column))).toImage();
    }

    [[nodiscard]] bool holds(const QImage &image, const QColor &color) const
    {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (isNear(image.pixelColor(x, y), color)) {
                    return true;
                }
            }
        }
        return false;
    }

    [[nodiscard]] QRect triangle(int row) const
    {
        QStyleOptionViewItem option;
        option.fontMetrics = table.fontMetrics();
        option.rect = QRect(100, 0, 200, 20);
        return HistoryDelegate::triangleOf(option, model.index(row, HistoryModel::EventColumn));
    }

    [[nodiscard]] int hint(int row, int column) const
    {
        QStyleOptionViewItem option;
        option.fontMetrics = table.fontMetrics();
        option.font = table.font();
        return table.itemDelegate()->sizeHint(option, model.index(row, column)).width();
    }

    TimeDisplay time;
    QThreadPool pool;
    HubSession session { HubInfo {}, std::make_shared<test::ScriptedHub>(), pool };
    ChildHistories children;
    HistoryModel model { time };
    HistoryTable table { model };
};

} // namespace

class TestHistoryDelegate : public QObject
{
    Q_OBJECT

private slots:
    void failuresAreRed();
    void whatIsGreyedIsNotRed();
    void theGlyphHasItsPlaceBesideTheName();
    void onlyWhatExpandsHasATriangle();
    void wordsForAWholeRowAreDrawnAcrossIt();
};

void TestHistoryDelegate::failuresAreRed()
{
    for (const QPalette &palette : { theme::lightPalette(), theme::darkPalette() }) {
        Shown shown;
        shown.model.setEvents(test::recordedHistory(u"orders-hub"_s, u"order-0041"_s).events);
        shown.show(palette);
        const QColor red = theme::color(theme::Role::Failed, palette);
        for (const int column : { HistoryModel::EventColumn, HistoryModel::NameColumn }) {
            QVERIFY(shown.holds(shown.cell(2, column), red));
            QVERIFY(!shown.holds(shown.cell(1, column), red));
        }
        QVERIFY(!shown.holds(shown.cell(2, HistoryModel::TimeColumn), red));
    }
}

void TestHistoryDelegate::whatIsGreyedIsNotRed()
{
    Shown shown;
    shown.model.setEvents(test::recordedHistory(u"orders-hub"_s, u"order-0041"_s).events);
    const QPalette palette = theme::lightPalette();
    shown.show(palette);
    shown.table.setEnabled(false);
    QVERIFY(!shown.holds(shown.cell(2, HistoryModel::NameColumn),
                         theme::color(theme::Role::Failed, palette)));
}

void TestHistoryDelegate::theGlyphHasItsPlaceBesideTheName()
{
    Shown shown;
    shown.model.setEvents(test::recordedHistory(u"orders-hub"_s, u"order-0041"_s).events);
    const int text = shown.table.fontMetrics().horizontalAdvance(u"TaskCompleted"_s);
    QVERIFY(shown.hint(1, HistoryModel::EventColumn)
            >= text + shown.table.fontMetrics().height() - 2);
}

void TestHistoryDelegate::onlyWhatExpandsHasATriangle()
{
    Shown shown;
    shown.model.setEvents(test::recordedHistory(u"orders-hub"_s, u"order-0041"_s).events);
    const int flat = shown.hint(1, HistoryModel::EventColumn);
    QVERIFY(shown.triangle(1).isEmpty());
    shown.addChild();
    QVERIFY(shown.triangle(0).isEmpty());
    QVERIFY(QRect(100, 0, 200, 20).contains(shown.triangle(1)));
    QVERIFY(shown.hint(0, HistoryModel::EventColumn) > flat); // names stay under each other
}

void TestHistoryDelegate::wordsForAWholeRowAreDrawnAcrossIt()
{
    Shown shown;
    shown.addChild();
    const QPalette palette = theme::lightPalette();
    shown.show(palette);
    const int before = shown.hint(1, HistoryModel::EventColumn);
    shown.model.setExpanded(1, true); // `Reading the history of child…`, then why there is none
    QCOMPARE(shown.model.rowCount(), 3);
    QVERIFY(shown.hint(2, HistoryModel::EventColumn) < before); // and make no column wide
    const QColor muted = theme::color(theme::Role::MutedText, palette);
    QVERIFY(shown.holds(shown.cell(2, HistoryModel::EventColumn), muted));
    QVERIFY(!shown.holds(shown.cell(2, HistoryModel::TimeColumn), muted));
    shown.table.setColumnWidth(HistoryModel::EventColumn, 60);
    QVERIFY(shown.holds(shown.cell(2, HistoryModel::NameColumn), muted)); // goes on
}

HUBDECK_TEST(TestHistoryDelegate)
#include "tst_historydelegate.moc"
