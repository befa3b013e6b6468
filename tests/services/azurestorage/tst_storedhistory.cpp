// SPDX-License-Identifier: MIT
#include "services/azurestorage/historyrows.h"

#include "captures.h"
#include "services/azurestorage/gzip.h"
#include "services/durablehttp/historydecoder.h"
#include "services/durablehttp/statusdecoder.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonvalidator.h"
#include "storagecapture.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hubdeck;
using namespace hubdeck::azurestorage;

namespace {

TableRow eventRow(const QString &rowKey, const QString &type, int eventId = -1,
                  const QString &execution = u"x"_s)
{
    TableRow row;
    row.partitionKey = u"a"_s;
    row.rowKey = rowKey;
    row.set(u"EventId"_s, EdmType::Int32, QString::number(eventId));
    row.set(u"IsPlayed"_s, EdmType::Boolean, u"false"_s);
    row.set(u"_Timestamp"_s, EdmType::DateTime, u"2026-11-23T09:40:57.1000000Z"_s);
    row.set(u"EventType"_s, EdmType::String, type);
    row.set(u"ExecutionId"_s, EdmType::String, execution);
    return row;
}

TableRow with(TableRow row, const QString &name, const QString &text,
              EdmType type = EdmType::String)
{
    row.set(name, type, text);
    return row;
}

TableRow sentinel(const QString &execution)
{
    TableRow row;
    row.rowKey = u"sentinel"_s;
    row.set(u"ExecutionId"_s, EdmType::String, execution);
    row.set(u"IsCheckpointComplete"_s, EdmType::Boolean, u"true"_s);
    return row;
}

ExecutionRows withBlobs(ExecutionRows execution, const test::StorageCapture &capture,
                        const HubNames &names)
{
    for (const LargeColumn &column : largeColumns(execution, names)) {
        const QByteArray blob = capture.blob(column.place.container, column.place.blob);
        setLargeColumn(execution, column, textFromBlob(column.place, blob));
    }
    return execution;
}

QByteArrayList rawOf(const std::vector<HistoryEvent> &events)
{
    QByteArrayList raw;
    for (const HistoryEvent &event : events) {
        raw << event.raw;
    }
    return raw;
}

} // namespace

class StoredHistoryTest : public QObject
{
    Q_OBJECT

private slots:
    void readsUpToAnotherExecution();
    void goesWithoutSentinel();
    void showsNothingOfAnotherExecution();
    void foldsSchedulingEvents();
    void keepsUnfinishedOnes();
    void leavesRewoundOnesAlone();
    void showsEveryColumn();
    void showsUnknownTypes();
    void survivesDamage();
    void readsFailureDetails();
    void findsParents();
    void findsLargeColumns();
    void agreesWithHttp_data();
    void agreesWithHttp();
};

void StoredHistoryTest::readsUpToAnotherExecution()
{
    const ExecutionRows execution = currentExecution(
        { sentinel(u"x"_s), eventRow(u"0000000000000001"_s, u"ExecutionStarted"_s),
          eventRow(u"0000000000000000"_s, u"OrchestratorStarted"_s),
          eventRow(u"0000000000000002"_s, u"TimerCreated"_s, 0, u"old"_s),
          eventRow(u"0000000000000003"_s, u"TimerFired"_s) });
    QVERIFY(execution.hasSentinel && execution.checkpointComplete);
    QCOMPARE(execution.executionId, u"x"_s);
    QCOMPARE(execution.rows.size(), size_t(2));
    QCOMPARE(execution.rows.front().rowKey, u"0000000000000000"_s);
}

void StoredHistoryTest::goesWithoutSentinel()
{
    const ExecutionRows execution
        = currentExecution({ eventRow(u"0000000000000000"_s, u"OrchestratorStarted"_s),
                             eventRow(u"0000000000000001"_s, u"TimerCreated"_s, 0, u"y"_s) });
    QVERIFY(!execution.hasSentinel);
    QCOMPARE(execution.rows.size(), size_t(1));
    QVERIFY(!readHistory(currentExecution({})).available);
    TableRow writing = sentinel(u"x"_s);
    writing.set(u"IsCheckpointComplete"_s, EdmType::Boolean, u"false"_s);
    QVERIFY(!currentExecution({ writing }).checkpointComplete);
}

void StoredHistoryTest::showsNothingOfAnotherExecution()
{
    const std::vector<TableRow> rows { eventRow(u"0000000000000000"_s, u"OrchestratorStarted"_s),
                                       sentinel(u"x"_s) };
    QVERIFY(currentExecution(rows, u"new"_s).rows.empty());
    QCOMPARE(currentExecution(rows, u"X"_s).rows.size(), size_t(1));
}

void StoredHistoryTest::foldsSchedulingEvents()
{
    const ExecutionRows execution = currentExecution(
        { eventRow(u"0"_s, u"OrchestratorStarted"_s),
          with(eventRow(u"1"_s, u"TaskScheduled"_s, 0), u"Name"_s, u"Pay"_s),
          with(with(eventRow(u"2"_s, u"SubOrchestrationInstanceCreated"_s, 1), u"Name"_s, u"Sub"_s),
               u"InstanceId"_s, u"child/1"_s),
          with(with(eventRow(u"3"_s, u"TaskCompleted"_s), u"TaskScheduledId"_s, u"0"_s,
                    EdmType::Int32),
               u"Result"_s, u"{\"b\":1.0}"_s),
          with(with(eventRow(u"4"_s, u"SubOrchestrationInstanceFailed"_s), u"TaskScheduledId"_s,
                    u"1"_s, EdmType::Int32),
               u"Reason"_s, u"bad \"x\""_s) });
    const std::vector<HistoryEvent> events = mergedEvents(execution);
    QCOMPARE(events.size(), size_t(2));
    QCOMPARE(events[0].raw,
             QByteArray(R"({"EventType":"TaskCompleted","Result":{"b":1.0},)"
                        R"("Timestamp":"2026-11-23T09:40:57.1Z",)"
                        R"("ScheduledTime":"2026-11-23T09:40:57.1+00:00",)"
                        R"("FunctionName":"Pay","Input":null})"));
    QCOMPARE(events[0].name, u"Pay"_s);
    QCOMPARE(events[0].scheduledId, std::optional<qint64>(0));
    QCOMPARE(events[0].eventId, std::optional<qint64>(-1));
    QVERIFY(events[0].scheduled.has_value() && events[0].subInstance.isEmpty());
    QCOMPARE(events[1].subInstance.text(), u"child/1"_s);
    QCOMPARE(events[1].text("Reason"), u"bad \"x\""_s);
    QCOMPARE(allEvents(execution).size(), size_t(5));
    QCOMPARE(allEvents(execution)[3].name, u"Pay"_s);
}

void StoredHistoryTest::keepsUnfinishedOnes()
{
    const auto events = mergedEvents(currentExecution(
        { with(eventRow(u"1"_s, u"TaskScheduled"_s, 0), u"Name"_s, u"Pay"_s),
          with(with(eventRow(u"2"_s, u"SubOrchestrationInstanceCreated"_s, 1), u"Name"_s, u"Sub"_s),
               u"InstanceId"_s, u"c"_s),
          // Finishes something that is not there
          with(eventRow(u"3"_s, u"TaskCompleted"_s), u"TaskScheduledId"_s, u"9"_s,
               EdmType::Int32) }));
    QCOMPARE(
        rawOf(events),
        QByteArrayList(
            { R"({"EventType":"TaskScheduled","Name":"Pay","Input":null,"ParentTraceContext":null,"Tags":null,"Timestamp":"2026-11-23T09:40:57.1Z"})",
              R"({"EventType":"SubOrchestrationInstanceCreated","Name":"Sub","InstanceId":"c","Input":null,"ClientSpanId":null,"Tags":null,"Timestamp":"2026-11-23T09:40:57.1Z"})",
              R"({"EventType":"TaskCompleted","Result":null,"Timestamp":"2026-11-23T09:40:57.1Z"})" }));
    QCOMPARE(events[1].subInstance.text(), u"c"_s);
}

void StoredHistoryTest::leavesRewoundOnesAlone()
{
    const auto events = mergedEvents(currentExecution(
        { with(eventRow(u"1"_s, u"GenericEvent"_s, 0), u"Reason"_s, u"Rewound: TaskScheduled"_s),
          with(eventRow(u"2"_s, u"TaskScheduled"_s, 0), u"Name"_s, u"Pay"_s),
          with(eventRow(u"3"_s, u"TaskCompleted"_s), u"TaskScheduledId"_s, u"0"_s,
               EdmType::Int32) }));
    QCOMPARE(events.size(), size_t(2));
    QCOMPARE(
        events[0].raw,
        QByteArray(
            R"({"Data":null,"EventType":"GenericEvent","Timestamp":"2026-11-23T09:40:57.1Z"})"));
    QCOMPARE(events[1].name, u"Pay"_s);
}

void StoredHistoryTest::showsEveryColumn()
{
    TableRow row = with(eventRow(u"000000000000000A"_s, u"TaskFailed"_s), u"FailureDetails"_s,
                        u"{\"ErrorType\":\"E\"}"_s);
    row.set(u"Zusätze"_s, EdmType::Double, u"1.50"_s);
    row.set(u"Result"_s, EdmType::String, u"not JSON"_s);
    QCOMPARE(allEvents(currentExecution({ row })).front().raw,
             QByteArray(R"({"RowKey":"000000000000000A","EventId":-1,"IsPlayed":false,)"
                        R"("_Timestamp":"2026-11-23T09:40:57.1000000Z","EventType":"TaskFailed",)"
                        R"("ExecutionId":"x","FailureDetails":{"ErrorType":"E"},"Zusätze":1.50,)"
                        R"("Result":"not JSON"})"));
}

void StoredHistoryTest::showsUnknownTypes()
{
    const auto events = mergedEvents(currentExecution(
        { with(eventRow(u"1"_s, u"ExecutionDreamt"_s), u"Depth"_s, u"3"_s, EdmType::Int32) }));
    QCOMPARE(events.front().type, u"ExecutionDreamt"_s);
    QCOMPARE(
        events.front().raw,
        QByteArray(
            R"({"EventType":"ExecutionDreamt","Depth":3,"Timestamp":"2026-11-23T09:40:57.1Z"})"));
}

void StoredHistoryTest::survivesDamage()
{
    TableRow row;
    row.rowKey = u"1"_s;
    row.set(u"EventType"_s, EdmType::String, u"TaskFailed"_s);
    row.set(u"EventId"_s, EdmType::String, u"many"_s);
    row.set(u"TaskScheduledId"_s, EdmType::Double, u"NaN"_s);
    row.set(u"FailureDetails"_s, EdmType::String, u"{broken"_s);
    row.set(u"_Timestamp"_s, EdmType::String, u"soon"_s);
    TableRow empty;
    empty.rowKey = u"2"_s;
    const History history = readHistory(currentExecution({ row, empty }));
    QCOMPARE(history.events.size(), size_t(2));
    for (const auto *events : { &history.events, &history.allEvents }) {
        for (const HistoryEvent &event : *events) {
            QVERIFY2(!json::validate(event.raw), event.raw.constData());
            QVERIFY(!event.timestamp && !event.eventId);
        }
    }
}

void StoredHistoryTest::readsFailureDetails()
{
    const test::StorageCapture capture(u"isolated-hub"_s);
    const auto events
        = mergedEvents(currentExecution(capture.partition(u"IsolatedHubHistory"_s, u"ship-005"_s)));
    const auto found = std::ranges::find(events, u"TaskFailed"_s, &HistoryEvent::type);
    QVERIFY(found != events.end());
    const std::optional<Failure> failure = failureOf(*found);
    QVERIFY(failure && failure->type == u"System.InvalidOperationException"_s);
    QCOMPARE(failure->inner.size(), size_t(1));
    QCOMPARE(failure->inner.front().message, u"scale overflow"_s);
}

void StoredHistoryTest::findsParents()
{
    const test::StorageCapture capture(u"orders-hub"_s);
    const auto parent = parentIn(capture.partition(u"OrdersHubHistory"_s, u"family-2-child"_s));
    QVERIFY(parent.has_value());
    QCOMPARE(parent->id.text(), u"family-2"_s);
    QCOMPARE(parent->name, u"FlakyParent"_s);
    QCOMPARE(parent->taskScheduleId, std::optional<qint64>(1));
    QVERIFY(!parentIn(capture.partition(u"OrdersHubHistory"_s, u"family-2"_s)));
    QVERIFY(!parentIn({}));
    QVERIFY(!parentIn(
        { with(eventRow(u"1"_s, u"ExecutionStarted"_s), u"ParentInstance"_s, u"[broken"_s) }));
}

void StoredHistoryTest::findsLargeColumns()
{
    const HubNames names(u"OrdersHub"_s);
    const test::StorageCapture capture(u"orders-hub"_s);
    ExecutionRows execution = currentExecution(capture.partition(names.history, u"large-1"_s));
    const auto columns = largeColumns(execution, names);
    QCOMPARE(columns.size(), size_t(3));
    QCOMPARE(columns.front().column, u"Input"_s);
    QCOMPARE(columns.front().place.container, u"ordershub-largemessages"_s);
    setLargeColumn(execution, columns.front(), u"gone"_s);
    QCOMPARE(execution.rows[columns.front().row].text(u"Input"), u"gone"_s);
}

void StoredHistoryTest::agreesWithHttp_data()
{
    QTest::addColumn<QString>("capture");
    QTest::addColumn<QString>("hub");
    QTest::addColumn<int>("least");
    QTest::newRow("in-process") << u"orders-hub"_s << u"OrdersHub"_s << 26;
    QTest::newRow("isolated") << u"isolated-hub"_s << u"IsolatedHub"_s << 4;
    QTest::newRow("legacy") << u"legacy-hub"_s << u"LegacyHub"_s << 3;
}

void StoredHistoryTest::agreesWithHttp()
{
    QFETCH(const QString, capture);
    QFETCH(const QString, hub);
    QFETCH(const int, least);
    const test::StorageCapture account(capture);
    const HubNames names(hub);
    int compared = 0;
    for (const RecordedExchange &exchange :
         loadExchanges(QStringLiteral(HUBDECK_TEST_DATA), capture.toUtf8())) {
        const bool isWhole = exchange.target.contains("showHistoryOutput=true")
            && exchange.target.contains("showInput=true");
        if (!isWhole || !exchange.responseBody.contains("\"historyEvents\":[")) {
            continue;
        }
        const History http = decodeHistory(exchange.responseBody);
        const QString key = escapedKey(http.instance.id.text());
        const ExecutionRows execution
            = withBlobs(currentExecution(account.partition(names.history, key)), account, names);
        const History read = readHistory(execution);
        QCOMPARE(rawOf(read.events), rawOf(http.events));
        for (size_t i = 0; i < read.events.size(); ++i) {
            QCOMPARE(read.events[i].type, http.events[i].type);
            const bool isRewound = read.events[i].type == u"GenericEvent"_s; // HTTP names none
            QVERIFY(isRewound || read.events[i].name == http.events[i].name);
            QCOMPARE(read.events[i].timestamp, http.events[i].timestamp);
            QCOMPARE(read.events[i].scheduled, http.events[i].scheduled);
            QCOMPARE(read.events[i].fireAt, http.events[i].fireAt);
            QCOMPARE(failureOf(read.events[i]), failureOf(http.events[i]));
        }
        ++compared;
    }
    QVERIFY2(compared >= least, qPrintable(QString::number(compared)));
}

HUBDECK_GUILESS_TEST(StoredHistoryTest)
#include "tst_storedhistory.moc"
