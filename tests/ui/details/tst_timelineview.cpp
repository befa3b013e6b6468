// SPDX-License-Identifier: MIT
#include "ui/details/timelineview.h"

#include "models/displaytext.h"
#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::vector<TimelineBar> bars(int count)
{
    std::vector<TimelineBar> result;
    const Instant start = *Instant::fromText("2026-11-23T09:00:00Z");
    for (int i = 0; i < count; ++i) {
        TimelineBar bar;
        bar.label = u"Step%1"_s.arg(i);
        bar.start = start + std::chrono::seconds(i);
        bar.end = bar.start + 5s;
        bar.event = i;
        result.push_back(bar);
    }
    return result;
}

} // namespace

class TestTimelineView : public QObject
{
    Q_OBJECT

private slots:
    void clickAndKeysChooseABar();
    void theFocusIsSeenBeforeABarIsChosen();
    void newBarsKeepTheCurrentOne();
    void drawsOnlyWhatIsVisibleOfAHundredThousand();
    void saysWhyThereIsNothing();
    void drawsWhatLastsAndWhatTookNoTime();
};

void TestTimelineView::clickAndKeysChooseABar()
{
    TimeDisplay time;
    TimelineView view(time);
    view.resize(400, 200);
    view.showBars(bars(30), {});
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QSignalSpy selected(&view, &TimelineView::eventSelected);
    QSignalSpy activated(&view, &TimelineView::eventActivated);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(50, 8 + view.rowHeight()));
    QCOMPARE(view.currentRow(), 1);
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_End);
    QCOMPARE(view.currentRow(), 29);
    QVERIFY(view.verticalScrollBar()->value() > 0); // scrolled into view
    QTest::keyClick(&view, Qt::Key_Down); // nothing below
    QCOMPARE(view.currentRow(), 29);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(activated.front().front().toInt(), 29);
    QVERIFY(selected.count() >= 3);
    QTest::keyClick(&view, Qt::Key_Home);
    QTest::keyClick(&view, Qt::Key_PageDown);
    QVERIFY(view.currentRow() > 1);
}

void TestTimelineView::theFocusIsSeenBeforeABarIsChosen()
{
    TimeDisplay time;
    QWidget window;
    TimelineView view(time, &window);
    QWidget other(&window);
    other.setFocusPolicy(Qt::StrongFocus);
    view.resize(400, 200);
    view.showBars(bars(3), {});
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto corner
        = [&] { return view.viewport()->grab(QRect(0, 0, 1, 1)).toImage().pixelColor(0, 0); };
    other.setFocus();
    QTRY_VERIFY(!view.hasFocus());
    QVERIFY(corner() != theme::color(theme::Role::Accent, view.palette()));
    view.setFocus();
    QTRY_VERIFY(view.hasFocus());
    QCOMPARE(corner(), theme::color(theme::Role::Accent, view.palette()));
    QTest::keyClick(&view, Qt::Key_Down); // now its row shows it
    QVERIFY(corner() != theme::color(theme::Role::Accent, view.palette()));
}

void TestTimelineView::newBarsKeepTheCurrentOne()
{
    TimeDisplay time;
    TimelineView view(time);
    view.showBars(bars(5), {});
    QTest::keyClick(&view, Qt::Key_End);
    QCOMPARE(view.currentRow(), 4);
    view.showBars(bars(9), {});
    QCOMPARE(view.currentRow(), 4);
    view.showBars(bars(2), {});
    QCOMPARE(view.currentRow(), -1);
}

void TestTimelineView::drawsOnlyWhatIsVisibleOfAHundredThousand()
{
    TimeDisplay time;
    TimelineView view(time);
    view.resize(400, 200);
    view.showBars(bars(100'000), {});
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
    QVERIFY(!view.grab().isNull());
    QVERIFY(view.sizeHint().height() < 400);
}

void TestTimelineView::saysWhyThereIsNothing()
{
    TimeDisplay time;
    TimelineView view(time);
    view.showBars({}, u"A pending instance has no history yet."_s);
    QVERIFY(view.accessibleDescription().contains(u"no history"));
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(20, 20));
    QCOMPARE(view.currentRow(), -1);
    QVERIFY(!view.grab().isNull());
}

void TestTimelineView::drawsWhatLastsAndWhatTookNoTime()
{
    TimeDisplay time;
    TimelineView view(time);
    std::vector<TimelineBar> some = bars(1);
    some[0].end = some[0].start; // one moment: nothing to divide by
    view.showBars(some, {});
    QVERIFY(!view.grab().isNull());
    some[0].end.reset();
    view.showBars(some, {});
    QVERIFY(!view.grab().isNull());
}

HUBDECK_TEST(TestTimelineView)
#include "tst_timelineview.moc"
