// SPDX-License-Identifier: MIT
#include "ui/details/historypane.h"

#include "models/displaytext.h"
#include "models/history/historymodel.h"
#include "models/hubs/hubsession.h"
#include "recordedhistory.h"
#include "scriptedhub.h"
#include "scriptedprompts.h"
#include "testprogram.h"
#include "ui/details/flatheader.h"
#include "ui/details/historydelegate.h"
#include "ui/details/jsonpane.h"
#include "ui/details/jsonview.h"
#include "ui/shell/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QThreadPool>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

struct Shown
{
    test::ScriptedPrompts prompts;
    TimeDisplay time;
    QThreadPool pool;
    std::shared_ptr<test::ScriptedHub> hub = std::make_shared<test::ScriptedHub>();
    HubSession session { HubInfo {}, hub, pool };
    HistoryPane pane { time, prompts };
    QTableView *table = pane.findChild<QTableView *>(u"historyTable"_s);
};

} // namespace

class TestHistoryPane : public QObject
{
    Q_OBJECT

private slots:
    void selectingAnEventClearsAFilterThatHidesIt();
    void anotherInstanceStartsAfresh();
    void switchingToAllEventsKeepsTheSelectedOne();
    void saysWhatIsMissing();
    void drawsFailuresRedAndTheHeaderFlat();
};

void TestHistoryPane::selectingAnEventClearsAFilterThatHidesIt()
{
    Shown shown;
    shown.pane.showEvents(shown.pool,
                          test::recordedHistory(u"orders-hub"_s, u"order-0041"_s).events, {});
    shown.pane.findChild<QLineEdit *>(u"historyFilter"_s)->setText(u"ExecutionStarted"_s);
    QCOMPARE(shown.pane.model().rowCount(), 1);
    shown.pane.selectEvent(2);
    QCOMPARE(shown.pane.model().rowCount(), 4);
    QCOMPARE(shown.table->currentIndex().row(), 2);
    shown.pane.selectEvent(99); // none such
    QCOMPARE(shown.table->currentIndex().row(), 2);
}

void TestHistoryPane::anotherInstanceStartsAfresh()
{
    Shown shown;
    shown.pane.showEvents(shown.pool,
                          test::recordedHistory(u"orders-hub"_s, u"order-0041"_s).events, {});
    shown.pane.findChild<QLineEdit *>(u"historyFilter"_s)->setText(u"Charge"_s);
    shown.pane.selectEvent(2);
    shown.pane.startAfresh(shown.session, u"other"_s);
    shown.pane.showEvents(shown.pool,
                          test::recordedHistory(u"orders-hub"_s, u"order-0001"_s).events, {});
    QCOMPARE(shown.pane.model().rowCount(), 4);
    QVERIFY(!shown.table->currentIndex().isValid());
    QVERIFY(shown.pane.eventPane().view().placeholder().contains(u"Select an event"));
}

void TestHistoryPane::switchingToAllEventsKeepsTheSelectedOne()
{
    Shown shown;
    const auto made = [](const QString &type, int second, qint64 id, qint64 scheduled = -1) {
        HistoryEvent event;
        event.type = type;
        event.timestamp = Instant(Instant::Ticks(17'000'000'000'000'000 + second * 10'000'000LL));
        event.eventId = id;
        if (scheduled >= 0) {
            event.scheduledId = scheduled;
        }
        event.raw = "{}";
        return event;
    };
    const HistoryEvent started = made(u"ExecutionStarted"_s, 1, -1);
    const HistoryEvent ended = made(u"TaskCompleted"_s, 3, -1, 0);
    shown.pane.showEvents(
        shown.pool, { started, ended }, {},
        { made(u"OrchestratorStarted"_s, 0, -1), started, made(u"TaskScheduled"_s, 2, 0), ended });
    auto *all = shown.pane.findChild<QCheckBox *>(u"historyAllEvents"_s);
    const auto current = [&] {
        return shown.table->currentIndex()
            .siblingAtColumn(HistoryModel::EventColumn)
            .data()
            .toString();
    };
    shown.pane.selectEvent(1);
    all->setChecked(true);
    QCOMPARE(shown.table->currentIndex().row(), 3);
    QCOMPARE(current(), u"TaskCompleted"_s);
    shown.table->setCurrentIndex(shown.pane.model().index(2, HistoryModel::EventColumn));
    all->setChecked(false); // what finishes the task has taken its place
    QCOMPARE(current(), u"TaskCompleted"_s);
    all->setChecked(true);
    shown.table->setCurrentIndex(shown.pane.model().index(0, HistoryModel::EventColumn));
    all->setChecked(false); // nothing stands for the start of an episode
    QVERIFY(!shown.table->currentIndex().isValid());
}

void TestHistoryPane::saysWhatIsMissing()
{
    Shown shown;
    shown.pane.showWords(u"Reading the history…"_s);
    QCOMPARE(shown.pane.findChild<QLabel *>(u"historyWords"_s)->text(), u"Reading the history…"_s);
    QVERIFY(!shown.pane.findChild<QLineEdit *>(u"historyFilter"_s)->isEnabled());
    shown.pane.showEvents(shown.pool, {}, u"The hub has no history of this instance."_s);
    QCOMPARE(shown.pane.findChild<QLabel *>(u"historyWords"_s)->text(),
             u"The hub has no history of this instance."_s);
}

void TestHistoryPane::drawsFailuresRedAndTheHeaderFlat()
{
    for (const QPalette &palette : { theme::lightPalette(), theme::darkPalette() }) {
        Shown shown;
        shown.pane.setPalette(palette);
        shown.pane.resize(600, 400);
        shown.pane.showEvents(shown.pool,
                              test::recordedHistory(u"orders-hub"_s, u"order-0041"_s).events, {});
        shown.pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&shown.pane));
        QVERIFY(qobject_cast<HistoryDelegate *>(shown.table->itemDelegate()) != nullptr);
        const auto *header = qobject_cast<FlatHeader *>(shown.table->horizontalHeader());
        QVERIFY(header != nullptr);
        QCOMPARE(shown.table->grab(QRect(2, 2, 1, 1)).toImage().pixelColor(0, 0),
                 theme::color(theme::Role::Panel, palette));
        const QColor red = theme::color(theme::Role::Failed, palette);
        const auto holdsRed = [&](int row) {
            const QRect cell
                = shown.table->visualRect(shown.pane.model().index(row, HistoryModel::EventColumn));
            const QImage image = shown.table->viewport()->grab(cell).toImage();
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    if (std::abs(pixel.red() - red.red()) + std::abs(pixel.green() - red.green())
                            + std::abs(pixel.blue() - red.blue())
                        < 12) {
                        return true;
                    }
                }
            }
            return false;
        };
        QVERIFY(holdsRed(2));
        QVERIFY(!holdsRed(1));
    }
}

HUBDECK_TEST(TestHistoryPane)
#include "tst_historypane.moc"
