// SPDX-License-Identifier: MIT
#include "services/durablehttp/historydecoder.h"

#include "captures.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

class TestHistoryDecoder : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatEveryViewNeeds();
    void keepsUnknownEventsWhole();
    void tellsWhenThereIsNoHistory();
    void tellsAnEmptyHistoryFromNone();
    void joinsToTheRecordedDocument();
    void refusesHistoriesThatAreNoList();
};

void TestHistoryDecoder::readsWhatEveryViewNeeds()
{
    const QByteArray completed
        = R"({"EventType":"TaskCompleted","Result":{"n":1.10},"Timestamp":"2024-05-01T10:11:14.02Z",)"
          R"("ScheduledTime":"2024-05-01T12:11:12.9001+02:00","FunctionName":"ReserveStock","Input":null})";
    const QByteArray raised
        = R"({"EventType":"EventRaised","Name":"Approved","Input":"{\"by\":\"kim\"}","Timestamp":"2024-05-01T10:12:00.5Z"})";
    const QByteArray timer
        = R"({"EventType":"TimerCreated","FireAt":"2024-05-01T10:16:18.8Z","Timestamp":"2024-05-01T10:11:18.8Z"})";
    const History history
        = decodeHistory(R"({"instanceId":"a","runtimeStatus":"Running","historyEvents":[)"
                        + completed + ", " + raised + "," + timer + "]}");
    QVERIFY(history.available);
    QCOMPARE(history.instance.id, InstanceId(u"a"_s));
    QCOMPARE(history.events.size(), size_t(3));
    QCOMPARE(history.events[0].type, u"TaskCompleted"_s);
    QCOMPARE(history.events[0].name, u"ReserveStock"_s);
    QCOMPARE(history.events[0].timestamp->toText(), u"2024-05-01T10:11:14.02Z"_s);
    QCOMPARE(history.events[0].scheduled->toText(), u"2024-05-01T10:11:12.9001Z"_s);
    QCOMPARE(history.events[0].raw, completed);
    QCOMPARE(history.events[1].name, u"Approved"_s);
    QCOMPARE(history.events[1].raw, raised);
    QCOMPARE(history.events[2].fireAt->toText(), u"2024-05-01T10:16:18.8Z"_s);
    QVERIFY(history.events[2].name.isEmpty());
}

void TestHistoryDecoder::keepsUnknownEventsWhole()
{
    const QByteArray unknown = R"({"EventType":"23","New":[undefined,{"x":1}]})";
    const QByteArray number = R"({"EventType":24})";
    const History history = decodeHistory(R"({"runtimeStatus":"Running","historyEvents":[)"
                                          + unknown + "," + number + R"(]})");
    QCOMPARE(history.events.size(), size_t(2));
    QCOMPARE(history.events[0].type, u"23"_s);
    QCOMPARE(history.events[0].raw, unknown);
    QVERIFY(!history.events[0].timestamp);
    QCOMPARE(history.events[1].type, u"24"_s);
}

void TestHistoryDecoder::tellsWhenThereIsNoHistory()
{
    const History history
        = decodeHistory(R"({"instanceId":"a","runtimeStatus":"Pending","input":null})");
    QVERIFY(!history.available);
    QVERIFY(history.events.empty());
    QCOMPARE(history.instance.status.kind(), RuntimeStatus::Kind::Pending);
}

void TestHistoryDecoder::tellsAnEmptyHistoryFromNone()
{
    const History history = decodeHistory(R"({"runtimeStatus":"Running","historyEvents":[]})");
    QVERIFY(history.available);
    QVERIFY(history.events.empty());
}

void TestHistoryDecoder::joinsToTheRecordedDocument()
{
    int histories = 0;
    for (const char *capture : { "orders-hub", "isolated-hub", "legacy-hub" }) {
        for (const RecordedExchange &exchange :
             loadExchanges(QStringLiteral(HUBDECK_TEST_DATA), capture)) {
            if (!exchange.responseBody.contains("\"historyEvents\":")) {
                continue;
            }
            ++histories;
            const History history = decodeHistory(exchange.responseBody);
            QVERIFY(history.available);
            QCOMPARE(documentWithHistory(history.instance, history), exchange.responseBody);
        }
    }
    QVERIFY(histories > 30);
}

void TestHistoryDecoder::refusesHistoriesThatAreNoList()
{
    QCOMPARE(kindThrownBy([] {
                 static_cast<void>(
                     decodeHistory(R"({"runtimeStatus":"Running","historyEvents":{}})"));
             }),
             u"Malformed"_s);
    QCOMPARE(kindThrownBy([] { static_cast<void>(decodeHistory("[]")); }), u"Malformed"_s);
}

HUBDECK_GUILESS_TEST(TestHistoryDecoder)
#include "tst_historydecoder.moc"
