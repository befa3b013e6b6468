// SPDX-License-Identifier: MIT
#include "models/history/historytext.h"

#include "recordedhistory.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

HistoryEvent made(const QString &type, const QByteArray &members = {}, const QString &name = {})
{
    HistoryEvent event;
    event.type = type;
    event.name = name;
    event.raw = "{\"EventType\":\"" + type.toUtf8() + "\""
        + (members.isEmpty() ? QByteArray() : "," + members) + "}";
    return event;
}

} // namespace

class TestHistoryText : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatAnEventBrought_data();
    void saysWhatAnEventBrought();
    void glyphFollowsTheOutcome_data();
    void glyphFollowsTheOutcome();
    void namesTheChildWhereTheHubDoes();
    void unknownTypesAreShown();
    void measuresTasksTimersSuspensionsAndTheWhole();
    void findsInTypeNameAndValuesButNotInKeys();
    void everyRecordedEventHasWords();
};

void TestHistoryText::saysWhatAnEventBrought_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("contents");
    QTest::addRow("result") << u"TaskCompleted"_s
                            << QByteArray(R"("Result":{"a":1.10},"Input":"x")")
                            << u"{\"a\":1.10}"_s;
    QTest::addRow("episode") << u"OrchestratorStarted"_s
                             << QByteArray(R"("RowKey":"0000000000000000")") << QString();
    QTest::addRow("null result") << u"TaskCompleted"_s << QByteArray(R"("Result":null)")
                                 << QString();
    QTest::addRow("event") << u"EventRaised"_s
                           << QByteArray(R"("Name":"Approve","Input":"{\"ok\":true}")")
                           << u"{\"ok\":true}"_s;
    QTest::addRow("sent") << u"EventSent"_s
                          << QByteArray(R"("InstanceId":"@counter@a","Input":"7")")
                          << u"→ @counter@a  7"_s;
    QTest::addRow("child") << u"SubOrchestrationInstanceCreated"_s
                           << QByteArray(R"("InstanceId":"x:1","Input":null)") << u"→ x:1"_s;
    QTest::addRow("reason") << u"ExecutionSuspended"_s << QByteArray(R"("Reason":"maintenance")")
                            << u"maintenance"_s;
    QTest::addRow("terminated") << u"ExecutionTerminated"_s << QByteArray(R"("Input":"stop")")
                                << u"stop"_s;
    QTest::addRow("failed")
        << u"TaskFailed"_s
        << QByteArray(
               R"("Reason":"no","Details":null,"FailureDetails":{"ErrorType":"T","ErrorMessage":"m","StackTrace":null,"InnerFailure":null,"IsNonRetriable":false})")
        << u"T: m"_s;
    QTest::addRow("unknown") << u"23"_s << QByteArray(R"("New":1)")
                             << u"{\"EventType\":\"23\",\"New\":1}"_s;
}

void TestHistoryText::saysWhatAnEventBrought()
{
    QFETCH(const QString, type);
    QFETCH(const QByteArray, members);
    QFETCH(const QString, contents);
    QCOMPARE(historytext::contents(made(type, members)), contents);
}

void TestHistoryText::glyphFollowsTheOutcome_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QString &type, const QByteArray &members,
                        RuntimeStatus::Kind kind) {
        QTest::addRow("%s", name) << type << members << static_cast<int>(kind);
    };
    row("done", u"TaskCompleted"_s, {}, RuntimeStatus::Kind::Completed);
    row("failed", u"TaskFailed"_s, {}, RuntimeStatus::Kind::Failed);
    row("child failed", u"SubOrchestrationInstanceFailed"_s, {}, RuntimeStatus::Kind::Failed);
    row("completed", u"ExecutionCompleted"_s, R"("OrchestrationStatus":"Completed")",
        RuntimeStatus::Kind::Completed);
    row("ended by failure", u"ExecutionCompleted"_s, R"("OrchestrationStatus":"Failed")",
        RuntimeStatus::Kind::Failed);
    row("ended by termination", u"ExecutionCompleted"_s, R"("OrchestrationStatus":"Terminated")",
        RuntimeStatus::Kind::Terminated);
    row("unknown", u"Surprise"_s, {}, RuntimeStatus::Kind::Unknown);
}

void TestHistoryText::glyphFollowsTheOutcome()
{
    QFETCH(const QString, type);
    QFETCH(const QByteArray, members);
    QFETCH(const int, kind);
    QCOMPARE(static_cast<int>(historytext::glyphOf(made(type, members))), kind);
}

void TestHistoryText::namesTheChildWhereTheHubDoes()
{
    const QByteArray member = R"("InstanceId":"a:1")";
    QCOMPARE(historytext::childOf(made(u"SubOrchestrationInstanceCreated"_s, member)),
             InstanceId(u"a:1"_s));
    QCOMPARE(historytext::childOf(made(u"EventSent"_s, member)), InstanceId());
    HistoryEvent ended = made(u"SubOrchestrationInstanceFailed"_s);
    QCOMPARE(historytext::childOf(ended), InstanceId());
    ended.subInstance = InstanceId(u"a:1"_s); // as storage tells
    QCOMPARE(historytext::childOf(ended), InstanceId(u"a:1"_s));
}

void TestHistoryText::unknownTypesAreShown()
{
    QCOMPARE(historytext::typeName(made(u"Surprise"_s)), u"Surprise"_s);
    QVERIFY(historytext::typeName(made(u"23"_s)).contains(u"23"));
    QVERIFY(!historytext::typeName(made(QString())).isEmpty());
}

void TestHistoryText::measuresTasksTimersSuspensionsAndTheWhole()
{
    const Instant start = *Instant::fromText("2026-11-23T09:40:57.0000000Z");
    const auto at = [&](HistoryEvent event, std::chrono::milliseconds offset) {
        event.timestamp = start + offset;
        return event;
    };
    std::vector<HistoryEvent> events {
        at(made(u"ExecutionStarted"_s), 0ms),    at(made(u"TimerCreated"_s), 10ms),
        at(made(u"TimerCreated"_s), 20ms),       at(made(u"TimerFired"_s), 1020ms),
        at(made(u"TaskCompleted"_s), 1300ms),    at(made(u"ExecutionSuspended"_s), 1400ms),
        at(made(u"ExecutionResumed"_s), 1450ms), at(made(u"ExecutionCompleted"_s), 2000ms)
    };
    events[1].fireAt = start + 5s;
    events[2].fireAt = start + 1s;
    events[3].fireAt = start + 1s;
    events[4].scheduled = start + 1100ms;
    QCOMPARE(historytext::duration(events, 0), std::nullopt);
    QCOMPARE(historytext::duration(events, 3),
             Instant::Ticks(1s)); // since its own timer, not the other
    QCOMPARE(historytext::duration(events, 4), Instant::Ticks(200ms));
    QCOMPARE(historytext::duration(events, 6), Instant::Ticks(50ms));
    QCOMPARE(historytext::duration(events, 7), Instant::Ticks(2s));
    events[4].scheduled = start + 9s; // clocks of two machines
    QCOMPARE(historytext::duration(events, 4), Instant::Ticks(0));
}

void TestHistoryText::findsInTypeNameAndValuesButNotInKeys()
{
    const HistoryEvent event
        = made(u"TaskCompleted"_s, R"("Result":"paid by Kim","FailureKind":null)", u"Charge"_s);
    QVERIFY(historytext::matches(event, u"taskcomp"_s));
    QVERIFY(historytext::matches(event, u"charge"_s));
    QVERIFY(historytext::matches(event, u"kim"_s));
    QVERIFY(!historytext::matches(event, u"FailureKind"_s));
    QVERIFY(!historytext::matches(event, u"absent"_s));
}

void TestHistoryText::everyRecordedEventHasWords()
{
    int events = 0;
    for (const QString &hub : { u"orders-hub"_s, u"isolated-hub"_s, u"legacy-hub"_s }) {
        for (const History &history : test::recordedHistories(hub)) {
            for (size_t i = 0; i < history.events.size(); ++i) {
                QVERIFY(!historytext::typeName(history.events[i]).isEmpty());
                QVERIFY(historytext::glyphOf(history.events[i]) != RuntimeStatus::Kind::Unknown);
                const auto duration = historytext::duration(history.events, i);
                QVERIFY(!duration || duration->count() >= 0);
                ++events;
            }
        }
    }
    QVERIFY(events > 200);
}

HUBDECK_GUILESS_TEST(TestHistoryText)
#include "tst_historytext.moc"
