// SPDX-License-Identifier: MIT
#include "services/azurestorage/controlmessages.h"

#include "captures.h"
#include "messagevectors.h"
#include "services/azurestorage/gzip.h"
#include "services/azurestorage/instancekeys.h"
#include "services/azurestorage/messagedecoder.h"
#include "services/azurestorage/payloadplace.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonvalidator.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hubdeck;
using namespace hubdeck::azurestorage;
namespace vectors = hubdeck::test::vectors;

namespace {

/// The stamps of §5.5: activity ids end in 55, 56, …, sequence numbers count from 1.
MessageStamp stamp(int number)
{
    const QString id = u"5f0c2a9e-7d3b-4c1a-9e8f-0011223344"_s + QString::number(0x54 + number, 16);
    return { QUuid::fromString(id), number,
             Instant::fromText("2026-03-02T10:20:30.1234567Z").value() };
}

const InstanceId order(u"order-42"_s); // NOLINT(cert-err58-cpp)

SignalValues signal()
{
    return { { u"Counter"_s, u"myCounter"_s },
             u"add"_s,
             u"5"_s,
             QUuid::fromString(u"d3b07384-d9a0-4c9b-8f2e-6a5b4c3d2e1f"),
             {} };
}

/// What the official client was asked to do, out of what it wrote.
QByteArray rewritten(const QByteArray &official)
{
    const QByteArrayView task = json::member(official, "TaskMessage");
    const QByteArrayView event = json::member(task, "Event");
    const QByteArrayView target = json::member(task, "OrchestrationInstance");
    const auto text = [](QByteArrayView object, QByteArrayView key) {
        const QByteArrayView value = json::member(object, key);
        return value == QByteArrayView("null") ? QString() : json::decodeText(value);
    };
    const MessageStamp sent { QUuid::fromString(text(official, "ActivityId")),
                              json::member(official, "SequenceNumber").toByteArray().toLongLong(),
                              Instant::fromText(text(event, "Timestamp").toUtf8()).value() };
    const InstanceId id(text(target, "InstanceId"));
    const QString input = text(event, "Input");
    const auto given = input.isNull() ? std::nullopt : std::optional(input);
    switch (json::member(event, "EventType").toByteArray().toInt()) {
    case 0: {
        StartValues values { id,
                             text(target, "ExecutionId"),
                             text(event, "Name"),
                             u""_s,
                             given,
                             {},
                             json::member(event, "Generation").toByteArray().toLongLong(),
                             {} };
        return startMessage(values, sent).envelope;
    }
    case 3:
        return terminateMessage(id, input, sent).envelope;
    case 15:
        if (isEntityId(id)) {
            const QByteArray request = input.toUtf8();
            const QString operand = text(request, "input");
            const SignalValues values { EntityId::fromInstanceId(id),
                                        text(request, "op"),
                                        operand.isNull() ? std::nullopt : std::optional(operand),
                                        QUuid::fromString(text(request, "id")),
                                        {} };
            return signalMessage(values, sent).envelope;
        }
        return eventMessage(id, text(event, "Name"), given, sent).envelope;
    case 17:
        return genericMessage(id, text(event, "Data"), sent).envelope;
    case 19:
        return suspendMessage(id, text(event, "Reason"), sent).envelope;
    case 20:
        return resumeMessage(id, text(event, "Reason"), sent).envelope;
    default:
        return {};
    }
}

} // namespace

class ControlMessagesTest : public QObject
{
    Q_OBJECT

private slots:
    void writesTheSpecifiedMessages_data();
    void writesTheSpecifiedMessages();
    void writesBase64();
    void writesWhatTheOfficialClientWrites();
    void wrapsLargeMessages();
    void measuresTheEnvelope();
    void delaysStartsAndSignals();
    void releasesLocks();
    void writesTagsAndNulls();
    void escapesStrings_data();
    void escapesStrings();
    void trimsTimes();
};

void ControlMessagesTest::writesTheSpecifiedMessages_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const ControlMessage &message, const char *expected) {
        QTest::newRow(name) << message.envelope << QByteArray(expected);
    };
    StartValues start;
    start.id = order;
    start.executionId = u"9c1f5a1e0b6f4a7c8d2e3f4051627384"_s;
    start.name = u"ProcessOrder"_s;
    start.input = u"{\"orderId\":42,\"note\":\"café\"}"_s;
    row("start", startMessage(start, stamp(1)), vectors::start);
    row("terminate", terminateMessage(order, u"stopped by operator"_s, stamp(2)),
        vectors::terminate);
    row("suspend", suspendMessage(order, u"maintenance window"_s, stamp(3)), vectors::suspend);
    row("resume", resumeMessage(order, u"maintenance over"_s, stamp(4)), vectors::resume);
    row("event", eventMessage(order, u"Approval"_s, u"{\"approved\":true}"_s, stamp(5)),
        vectors::event);
    row("signal", signalMessage(signal(), stamp(6)), vectors::signal);
    SignalValues delayed = signal();
    delayed.due = Instant::fromText("2026-03-02T12:00:00Z");
    row("delayed signal", signalMessage(delayed, stamp(7)), vectors::delayedSignal);
    row("generic", genericMessage(order, u"retry after fix"_s, stamp(8)), vectors::generic);
}

void ControlMessagesTest::writesTheSpecifiedMessages()
{
    QFETCH(const QByteArray, written);
    QTEST(written, "expected");
    QVERIFY(!json::validate(written));
}

void ControlMessagesTest::writesBase64()
{
    const PostedMessage posted
        = postedMessage(terminateMessage(order, u"stopped by operator"_s, stamp(2)));
    QCOMPARE(posted.base64(), QByteArray(vectors::terminateBase64));
    QVERIFY(!posted.blob);
}

void ControlMessagesTest::writesWhatTheOfficialClientWrites()
{
    const QByteArray recorded = readFile(
        QStringLiteral(HUBDECK_TEST_DATA "/captures/orders-hub/official-client-writes.json"));
    int compared = 0;
    for (json::ArrayScanner operations(recorded); operations.next();) {
        const QByteArrayView messages = json::member(operations.valueText(), "messages");
        for (json::ArrayScanner message(messages); message.next();) {
            const QByteArray text = json::decodeString(json::member(message.valueText(), "text"));
            const QString queue = json::decodeText(json::member(message.valueText(), "queue"));
            if (text.contains("\"TaskMessage\":null")) {
                continue; // wrapsLargeMessages()
            }
            QCOMPARE(rewritten(text), text);
            const InstanceId id = decodeMessage(QString::fromUtf8(text)).instance;
            QCOMPARE(HubNames(u"OrdersHub"_s).controlQueue(partitionOf(id.text(), 4)), queue);
            ++compared;
        }
    }
    QCOMPARE(compared, 22);
}

void ControlMessagesTest::wrapsLargeMessages()
{
    const QString large(70'000, u'x');
    const ControlMessage message = eventMessage(order, u"Big"_s, large, stamp(5));
    const PostedMessage posted = postedMessage(message);
    QVERIFY(posted.blob);
    QCOMPARE(posted.text, QByteArray(vectors::wrapper));
    QCOMPARE(posted.blob->name,
             u"order-42/message-5f0c2a9e7d3b4c1a9e8f001122334459-EventRaised.json.gz"_s);
    QCOMPARE(gunzipped(posted.blob->content, 1'000'000), message.envelope);
    PayloadPlace place;
    place.kind = PayloadPlace::Kind::EnvelopeBlob;
    QCOMPARE(textFromBlob(place, posted.blob->content), large);
}

void ControlMessagesTest::measuresTheEnvelope()
{
    const auto sized = [](qsizetype extra) {
        return eventMessage(order, u"Big"_s, QString(extra, u'x'), stamp(5));
    };
    const qsizetype frame = sized(0).envelope.size();
    QVERIFY(!postedMessage(sized(largestEnvelope - frame)).blob);
    QVERIFY(postedMessage(sized(largestEnvelope - frame + 1)).blob);
    // Bytes of UTF-8 count, not characters
    QVERIFY(postedMessage(eventMessage(order, u"Big"_s, QString(25'000, u'é'), stamp(5))).blob);
}

void ControlMessagesTest::delaysStartsAndSignals()
{
    StartValues start;
    start.id = order;
    start.scheduledStart = Instant::fromText("2026-03-02T10:21:30Z");
    QCOMPARE(startMessage(start, stamp(1)).visibleAfter, std::chrono::seconds(59));
    QVERIFY(startMessage(start, stamp(1))
                .envelope.contains("\"ScheduledStartTime\":\"2026-03-02T10:21:30Z\""));
    start.scheduledStart = Instant::fromText("2026-03-01T00:00:00Z");
    QCOMPARE(startMessage(start, stamp(1)).visibleAfter, std::chrono::seconds(0));

    SignalValues later = signal();
    later.due = Instant::fromText("2026-03-20T12:00:00Z");
    const ControlMessage message = signalMessage(later, stamp(7));
    QCOMPARE(message.visibleAfter, std::chrono::seconds(6 * 24 * 3600));
    QVERIFY(message.envelope.contains("\"Name\":\"op@2026-03-08T10:20:30.1234567Z\""));
    QVERIFY(message.envelope.contains("\\\"due\\\":\\\"2026-03-20T12:00:00Z\\\""));
    QCOMPARE(postedMessage(message).visibleAfter, message.visibleAfter);
}

void ControlMessagesTest::releasesLocks()
{
    const ControlMessage message
        = releaseMessage({ u"counter"_s, u"locked"_s }, InstanceId(u"legacy-lock"_s), stamp(1));
    QCOMPARE(message.target.text(), u"@counter@locked"_s);
    QVERIFY(message.envelope.contains(
        R"("Name":"release","Input":"{\"parent\":\"legacy-lock\",\"id\":\"fix-orphaned-lock\"}")"));
}

void ControlMessagesTest::writesTagsAndNulls()
{
    StartValues start;
    start.id = order;
    start.version = QString();
    start.tags = { { u"b"_s, u"1"_s }, { u"a"_s, u"\"x\""_s } };
    const QByteArray text = startMessage(start, stamp(1)).envelope;
    QVERIFY(text.contains(R"("Version":null,"Input":null,"Tags":{"b":"1","a":"\"x\""},)"));
    QVERIFY(terminateMessage(order, {}, stamp(1)).envelope.contains("\"Input\":null"));
    QVERIFY(eventMessage(order, u"e"_s, {}, stamp(1)).envelope.contains("\"Input\":null"));
    QVERIFY(
        eventMessage(order, u"e"_s, u"null"_s, stamp(1)).envelope.contains("\"Input\":\"null\""));
}

void ControlMessagesTest::escapesStrings_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("plain") << u"a/é日😀"_s << QByteArray("\"a/é日😀\"");
    QTest::newRow("quotes") << u"\"\\"_s << QByteArray("\"\\\"\\\\\"");
    QTest::newRow("short") << u"\b\t\n\f\r"_s << QByteArray("\"\\b\\t\\n\\f\\r\"");
    QTest::newRow("control") << QString(QChar(0x1F)) + QChar(0) << QByteArray("\"\\u001f\\u0000\"");
    QTest::newRow("line ends") << u"\u0085\u2028\u2029"_s
                               << QByteArray("\"\\u0085\\u2028\\u2029\"");
    QTest::newRow("DEL stays") << QString(QChar(0x7F)) << QByteArray("\"\x7F\"");
    QTest::newRow("half pairs") << QString(QChar(0xD83D)) + u'a' + QChar(0xDE00)
                                << QByteArray("\"\\ud83da\\ude00\"");
    QTest::newRow("empty") << u""_s << QByteArray("\"\"");
}

void ControlMessagesTest::escapesStrings()
{
    QFETCH(const QString, text);
    QTEST(messageString(text), "json");
}

void ControlMessagesTest::trimsTimes()
{
    QCOMPARE(messageTime(Instant::fromText("2026-03-02T10:20:30.1200000Z").value()),
             QByteArray("\"2026-03-02T10:20:30.12Z\""));
    QCOMPARE(messageTime(Instant::fromText("2026-03-02T10:20:30Z").value()),
             QByteArray("\"2026-03-02T10:20:30Z\""));
}

HUBDECK_GUILESS_TEST(ControlMessagesTest)
#include "tst_controlmessages.moc"
