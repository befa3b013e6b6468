// SPDX-License-Identifier: MIT
#include "models/history/historymodel.h"

#include "models/displaytext.h"
#include "recordedhistory.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

HistoryEvent numbered(int number, const QString &type = u"TaskCompleted"_s)
{
    HistoryEvent event;
    event.type = type;
    event.name = u"Step%1"_s.arg(number);
    event.timestamp = Instant(Instant::Ticks(17'000'000'000'000'000 + number * 1'234'567LL));
    event.raw = "{\"Result\":" + QByteArray::number(number) + "}";
    return event;
}

std::vector<HistoryEvent> numberedTo(int count)
{
    std::vector<HistoryEvent> events;
    for (int i = 0; i < count; ++i) {
        events.push_back(numbered(i));
    }
    return events;
}

QStringList names(const HistoryModel &model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row) {
        result << model.index(row, HistoryModel::NameColumn).data().toString();
    }
    return result;
}

} // namespace

class TestHistoryModel : public QObject
{
    Q_OBJECT

private slots:
    void showsARecordedHistory();
    void exactTimesStandInTheToolTip();
    void toolTipsAreNeverMarkupOfTheHub();
    void growsWithoutAReset();
    void theSameHistoryChangesNothing();
    void filterHidesAndFindsAgain();
    void deltaCountsFromTheEventBeforeEvenIfItIsHidden();
    void deltaTellsWhenAnEventIsOlderThanTheOneBefore();
    void randomHistoriesEndAsTheyShould();
    void switchesBetweenLocalTimeAndUtc();
};

void TestHistoryModel::showsARecordedHistory()
{
    TimeDisplay time;
    time.setUtc(true);
    HistoryModel model(time);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const History history = test::recordedHistory(u"orders-hub"_s, u"order-0001"_s);
    model.setEvents(history.events);
    QCOMPARE(model.rowCount(), 4);
    const auto text
        = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, HistoryModel::TimeColumn), u"09:40:57.175"_s);
    QCOMPARE(text(0, HistoryModel::DeltaColumn), QString());
    QCOMPARE(text(1, HistoryModel::DeltaColumn), u"+272 ms"_s);
    QCOMPARE(text(1, HistoryModel::EventColumn), u"TaskCompleted"_s);
    QCOMPARE(text(1, HistoryModel::NameColumn), u"Reserve"_s);
    QCOMPARE(text(1, HistoryModel::DurationColumn), u"75 ms"_s);
    QCOMPARE(text(2, HistoryModel::ContentsColumn), u"paid"_s);
    QCOMPARE(text(3, HistoryModel::NameColumn), u"Completed"_s);
    QCOMPARE(text(3, HistoryModel::DurationColumn), u"660 ms"_s);
    QVERIFY(model.index(3, HistoryModel::ContentsColumn)
                .data(FullTextRole)
                .toString()
                .contains(u"12345678901234567890"));
}

void TestHistoryModel::exactTimesStandInTheToolTip()
{
    TimeDisplay time;
    time.setUtc(true);
    HistoryModel model(time);
    model.setEvents(test::recordedHistory(u"orders-hub"_s, u"order-0001"_s).events);
    QVERIFY(model.index(1, HistoryModel::TimeColumn)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(u"2026-11-23 09:40:57.4480803 UTC"));
}

void TestHistoryModel::toolTipsAreNeverMarkupOfTheHub()
{
    TimeDisplay time;
    HistoryModel model(time);
    HistoryEvent event = numbered(1);
    event.name = u"<b>bold</b>"_s;
    model.setEvents({ event });
    QCOMPARE(model.index(0, HistoryModel::NameColumn).data(Qt::ToolTipRole).toString(),
             u"<span>&lt;b&gt;bold&lt;/b&gt;</span>"_s);
}

void TestHistoryModel::growsWithoutAReset()
{
    TimeDisplay time;
    HistoryModel model(time);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEvents(numberedTo(3));
    const QPersistentModelIndex second(model.index(1, 0));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    model.setEvents(numberedTo(5));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.front().at(1).toInt(), 3);
    QCOMPARE(removed.count(), 0);
    QCOMPARE(reset.count(), 0);
    QVERIFY(second.isValid());

    // A scheduled task that ended: its event goes, another comes behind.
    std::vector<HistoryEvent> events = numberedTo(5);
    events.erase(events.begin() + 2);
    events.push_back(numbered(9));
    model.setEvents(events);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(second.row(), 1);
    QCOMPARE(names(model),
             (QStringList { u"Step0"_s, u"Step1"_s, u"Step3"_s, u"Step4"_s, u"Step9"_s }));
}

void TestHistoryModel::theSameHistoryChangesNothing()
{
    TimeDisplay time;
    HistoryModel model(time);
    model.setEvents(numberedTo(3));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.setEvents(numberedTo(3));
    QCOMPARE(changed.count() + inserted.count(), 0);
}

void TestHistoryModel::filterHidesAndFindsAgain()
{
    TimeDisplay time;
    HistoryModel model(time);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEvents(numberedTo(12));
    model.setFilter(u"step1"_s);
    QCOMPARE(names(model), (QStringList { u"Step1"_s, u"Step10"_s, u"Step11"_s }));
    QCOMPARE(model.rowOf(10), 1);
    QCOMPARE(model.rowOf(2), -1);
    QCOMPARE(model.eventAt(1)->name, u"Step10"_s);
    model.setEvents(numberedTo(20));
    QCOMPARE(model.rowCount(), 11);
    model.setFilter(u"nowhere"_s);
    QCOMPARE(model.rowCount(), 0);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 20);
}

void TestHistoryModel::deltaCountsFromTheEventBeforeEvenIfItIsHidden()
{
    TimeDisplay time;
    HistoryModel model(time);
    model.setEvents(numberedTo(12));
    model.setFilter(u"step11"_s);
    QCOMPARE(model.index(0, HistoryModel::DeltaColumn).data().toString(), u"+123 ms"_s);
}

void TestHistoryModel::deltaTellsWhenAnEventIsOlderThanTheOneBefore()
{
    TimeDisplay time;
    HistoryModel model(time);
    std::vector<HistoryEvent> events = numberedTo(2);
    std::swap(events[0].timestamp, events[1].timestamp);
    model.setEvents(events);
    QCOMPARE(model.index(1, HistoryModel::DeltaColumn).data().toString(), u"\u2212123 ms"_s);
}

void TestHistoryModel::randomHistoriesEndAsTheyShould()
{
    TimeDisplay time;
    HistoryModel model(time);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QRandomGenerator random(4711);
    for (int round = 0; round < 300; ++round) {
        std::vector<HistoryEvent> events;
        const int count = random.bounded(8);
        for (int i = 0; i < count; ++i) {
            events.push_back(numbered(random.bounded(4)));
        }
        model.setFilter(round % 3 == 0 ? u"step1"_s : QString());
        model.setEvents(events);
        QStringList expected;
        for (const HistoryEvent &event : events) {
            if (model.filter().isEmpty() || event.name == u"Step1") {
                expected << event.name;
            }
        }
        QCOMPARE(names(model), expected);
    }
}

void TestHistoryModel::switchesBetweenLocalTimeAndUtc()
{
    TimeDisplay time;
    HistoryModel model(time);
    model.setEvents(numberedTo(2));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    time.setUtc(true);
    QCOMPARE(changed.count(), 1);
}

HUBDECK_GUILESS_TEST(TestHistoryModel)
#include "tst_historymodel.moc"
