// SPDX-License-Identifier: MIT
#include "models/history/childhistories.h"

#include "models/hubs/hubsession.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using test::ScriptedHub;
using Call = ScriptedHub::Call;

namespace {

constexpr int patience = 60'000;

Instant at(int second)
{
    return Instant(Instant::Ticks(17'000'000'000'000'000 + second * 10'000'000LL));
}

HistoryEvent called(const QString &name, int second, const QByteArray &id)
{
    HistoryEvent event;
    event.type = u"SubOrchestrationInstanceCreated"_s;
    event.name = name;
    event.timestamp = at(second);
    event.raw = R"({"InstanceId":")" + id + R"("})";
    return event;
}

HistoryEvent ended(const QString &name, int second)
{
    HistoryEvent event;
    event.type = u"SubOrchestrationInstanceCompleted"_s;
    event.name = name;
    event.scheduled = at(second);
    event.timestamp = at(second + 5);
    event.raw = R"({"Result":1})";
    return event;
}

struct Stage
{
    Stage() { children.startAfresh(session); }

    void put(const QString &id, RuntimeStatus status, const std::vector<HistoryEvent> &events) const
    {
        History history;
        history.instance = ScriptedHub::made(id, u"Child"_s, status, at(0));
        history.events = events;
        history.available = !events.empty();
        hub->put(history.instance);
        hub->setHistory(history.instance.id, history);
    }

    [[nodiscard]] const ChildHistories::Child *child(const char *id) const
    {
        return children.child(InstanceId(QString::fromLatin1(id)));
    }

    void expand(const char *id) { children.expand(InstanceId(QString::fromLatin1(id))); }

    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>();
    QThreadPool pool;
    HubSession session { HubInfo {}, hub, pool };
    ChildHistories children;
};

} // namespace

class TestChildHistories : public QObject
{
    Q_OBJECT

private slots:
    void readsTheHistoryOfAnInstance();
    void saysWhyThereIsNone_data();
    void saysWhyThereIsNone();
    void readsAgainOnlyWhatMayHaveGoneOn();
    void whatWasReadStaysWhenALaterReadingFails();
    void anInstanceNamedWhileItRanIsKnownWhenItHasEnded();
    void anEndThatNamesItsInstanceNeedsNoCall();
    void callsOfOneMomentAreNotToldApart();
    void collapsingStopsTheReading();
    void anotherInstanceForgetsEverything();
    void withoutAHubNothingIsRead();
};

void TestChildHistories::readsTheHistoryOfAnInstance()
{
    Stage stage;
    stage.put(u"c"_s, RuntimeStatus::Kind::Completed, { ended(u"Deeper"_s, 1) });
    QSignalSpy changed(&stage.children, &ChildHistories::changed);
    QCOMPARE(stage.child("c"), nullptr);
    stage.expand("c");
    QCOMPARE(changed.count(), 1);
    QVERIFY(stage.child("c")->words.contains(u"Reading"));
    QTRY_VERIFY_WITH_TIMEOUT(stage.child("c")->events != nullptr, patience);
    QCOMPARE(stage.child("c")->events->size(), size_t(1));
    QVERIFY(stage.child("c")->words.isEmpty());
    stage.expand("c"); // is expanded
    QCOMPARE(stage.hub->arrivalCount(Call::History), 1);
    stage.children.collapse(InstanceId(u"c"_s));
    QCOMPARE(stage.child("c"), nullptr);
}

void TestChildHistories::saysWhyThereIsNone_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<QString>("words");
    QTest::addRow("pending") << -1 << u"is pending"_s;
    QTest::addRow("purged") << static_cast<int>(ErrorKind::NotFound) << u"may have been purged"_s;
    QTest::addRow("down") << static_cast<int>(ErrorKind::Unreachable) << u"It is asleep."_s;
}

void TestChildHistories::saysWhyThereIsNone()
{
    QFETCH(const int, error);
    QFETCH(const QString, words);
    Stage stage;
    stage.put(u"c"_s, RuntimeStatus::Kind::Pending, {});
    if (error >= 0) {
        stage.hub->fail(Call::History,
                        TaskHubError(static_cast<ErrorKind>(error), u"It is asleep."_s));
    }
    stage.expand("c");
    QTRY_VERIFY_WITH_TIMEOUT(stage.child("c")->words.contains(words), patience);
    QCOMPARE(stage.child("c")->events, nullptr);
}

void TestChildHistories::readsAgainOnlyWhatMayHaveGoneOn()
{
    Stage stage;
    stage.put(u"over"_s, RuntimeStatus::Kind::Completed, { ended(u"A"_s, 1) });
    stage.put(u"runs"_s, RuntimeStatus::Kind::Running, { ended(u"A"_s, 1) });
    stage.expand("over");
    stage.expand("runs");
    QTRY_VERIFY_WITH_TIMEOUT(
        stage.child("over")->events != nullptr && stage.child("runs")->events != nullptr, patience);
    QCOMPARE(stage.hub->arrivalCount(Call::History), 2);
    stage.put(u"runs"_s, RuntimeStatus::Kind::Completed, { ended(u"A"_s, 1), ended(u"B"_s, 2) });
    stage.children.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(stage.child("runs")->events->size(), size_t(2), patience);
    QCOMPARE(stage.hub->arrivalCount(Call::History), 3);
    stage.children.refresh(); // both are over
    QCOMPARE(stage.hub->arrivalCount(Call::History), 3);
}

void TestChildHistories::whatWasReadStaysWhenALaterReadingFails()
{
    Stage stage;
    stage.put(u"runs"_s, RuntimeStatus::Kind::Running, { ended(u"A"_s, 1) });
    stage.expand("runs");
    QTRY_VERIFY_WITH_TIMEOUT(stage.child("runs")->events != nullptr, patience);
    stage.hub->fail(Call::History, TaskHubError(ErrorKind::Unreachable, u"asleep"_s));
    QSignalSpy changed(&stage.children, &ChildHistories::changed);
    stage.children.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, patience);
    QVERIFY(stage.child("runs")->events != nullptr);
    QVERIFY(stage.child("runs")->words.isEmpty());
}

void TestChildHistories::anInstanceNamedWhileItRanIsKnownWhenItHasEnded()
{
    Stage stage;
    const HistoryEvent end = ended(u"Charge"_s, 7);
    QCOMPARE(stage.children.childOf(end), std::nullopt);
    QCOMPARE(stage.children.childOf(called(u"Charge"_s, 7, "id-1")), InstanceId(u"id-1"_s));
    stage.children.learn({ called(u"Charge"_s, 7, "id-1"), called(u"Charge"_s, 8, "id-2") });
    stage.children.learn({ end, called(u"Charge"_s, 8, "id-2") });
    QCOMPARE(stage.children.childOf(end), InstanceId(u"id-1"_s));
    QCOMPARE(stage.children.childOf(ended(u"Charge"_s, 8)), InstanceId(u"id-2"_s));
    QCOMPARE(stage.children.childOf(ended(u"Ship"_s, 7)), std::nullopt);
    HistoryEvent task = end;
    task.type = u"TaskCompleted"_s;
    QCOMPARE(stage.children.childOf(task), std::nullopt);
}

void TestChildHistories::anEndThatNamesItsInstanceNeedsNoCall()
{
    Stage stage;
    HistoryEvent one = ended(u"Charge"_s, 7);
    one.subInstance = InstanceId(u"id-1"_s);
    HistoryEvent other = ended(u"Charge"_s, 7);
    other.subInstance = InstanceId(u"id-2"_s);
    stage.children.learn({ one, other });
    QCOMPARE(stage.children.childOf(one), InstanceId(u"id-1"_s));
    QCOMPARE(stage.children.childOf(other), InstanceId(u"id-2"_s));
}

void TestChildHistories::callsOfOneMomentAreNotToldApart()
{
    Stage stage;
    stage.children.learn({ called(u"Charge"_s, 7, "id-1"), called(u"Charge"_s, 7, "id-2") });
    QCOMPARE(stage.children.childOf(ended(u"Charge"_s, 7)), std::nullopt);
    // One of them had ended before the history was first read.
    stage.children.learn({ ended(u"Ship"_s, 9), called(u"Ship"_s, 9, "id-3") });
    stage.children.learn({ ended(u"Ship"_s, 9), ended(u"Ship"_s, 9) });
    QCOMPARE(stage.children.childOf(ended(u"Ship"_s, 9)), std::nullopt);
    QCOMPARE(stage.children.childOf(called(u"Ship"_s, 9, "id-3")), InstanceId(u"id-3"_s));
}

void TestChildHistories::collapsingStopsTheReading()
{
    Stage stage;
    stage.put(u"c"_s, RuntimeStatus::Kind::Completed, { ended(u"A"_s, 1) });
    stage.hub->hold();
    stage.expand("c");
    QTRY_COMPARE_WITH_TIMEOUT(stage.hub->waiting(), 1, patience);
    stage.children.collapse(InstanceId(u"c"_s));
    QTRY_VERIFY_WITH_TIMEOUT(stage.pool.waitForDone(0), patience); // its stop token was set
    stage.hub->release();
    QCOMPARE(stage.child("c"), nullptr);
}

void TestChildHistories::anotherInstanceForgetsEverything()
{
    Stage stage;
    stage.put(u"c"_s, RuntimeStatus::Kind::Completed, { ended(u"A"_s, 1) });
    stage.expand("c");
    stage.children.learn({ called(u"Charge"_s, 7, "id-1") });
    QSignalSpy changed(&stage.children, &ChildHistories::changed);
    stage.children.startAfresh(stage.session);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(stage.child("c"), nullptr);
    QCOMPARE(stage.children.childOf(ended(u"Charge"_s, 7)), std::nullopt);
    stage.children.clear();
    QCOMPARE(changed.count(), 1); // nothing was there
}

void TestChildHistories::withoutAHubNothingIsRead()
{
    ChildHistories children;
    children.expand(InstanceId(u"c"_s));
    children.refresh();
    children.collapse(InstanceId(u"c"_s));
    QCOMPARE(children.child(InstanceId(u"c"_s)), nullptr);
}

HUBDECK_GUILESS_TEST(TestChildHistories)
#include "tst_childhistories.moc"
