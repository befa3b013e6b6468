// SPDX-License-Identifier: MIT
#include "services/azurestorage/messagedecoder.h"

#include "messagevectors.h"
#include "storagecapture.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hubdeck::azurestorage;
namespace vectors = hubdeck::test::vectors;
using Form = DecodedMessage::Form;

class MessageDecoderTest : public QObject
{
    Q_OBJECT

private slots:
    void readsBothForms();
    void readsWrappers();
    void readsOldTypeNames();
    void survivesPoison_data();
    void survivesPoison();
    void readsTheRecordedQueues();
};

void MessageDecoderTest::readsBothForms()
{
    const DecodedMessage plain = decodeMessage(QLatin1StringView(vectors::terminate));
    QCOMPARE(plain.form, Form::Json);
    QCOMPARE(plain.eventType, u"ExecutionTerminated"_s);
    QCOMPARE(plain.instance.text(), u"order-42"_s);
    QCOMPARE(plain.input, u"stopped by operator"_s);
    QVERIFY(!plain.episode && plain.sender.isEmpty() && plain.problem.isEmpty());
    const DecodedMessage packed
        = decodeMessage(u" \n"_s + QLatin1StringView(vectors::terminateBase64));
    QCOMPARE(packed.form, Form::Base64);
    QCOMPARE(packed.text, plain.text);
    QCOMPARE(packed.timestamp->toText(), u"2026-03-02T10:20:30.1234567Z"_s);
    QCOMPARE(decodeMessage(QString::fromUtf8(vectors::event)).name, u"Approval"_s);
    QCOMPARE(decodeMessage(QString::fromUtf8(vectors::generic)).eventType, u"GenericEvent"_s);
}

void MessageDecoderTest::readsWrappers()
{
    const DecodedMessage wrapper = decodeMessage(QLatin1StringView(vectors::wrapper));
    QCOMPARE(wrapper.blob,
             u"order-42/message-5f0c2a9e7d3b4c1a9e8f001122334459-EventRaised.json.gz"_s);
    QCOMPARE(wrapper.instance.text(), u"order-42"_s);
    QCOMPARE(wrapper.eventType, u"EventRaised"_s);
}

void MessageDecoderTest::readsOldTypeNames()
{
    const DecodedMessage message = decodeMessage(
        uR"({"TaskMessage":{"Event":{"$type":"DurableTask.Core.History.TaskCompletedEvent, DurableTask.Core","TaskScheduledId":7,"EventId":-1,"Result":"\"ok\""},"OrchestrationInstance":{"InstanceId":"a"}},"Episode":3,"Sender":{"InstanceId":"b"}})"_s);
    QCOMPARE(message.eventType, u"TaskCompleted"_s);
    QCOMPARE(message.eventId, std::optional<qint64>(7));
    QCOMPARE(message.episode, std::optional<qint64>(3));
    QCOMPARE(message.sender.text(), u"b"_s);
    QCOMPARE(message.input, u"\"ok\""_s);
    const DecodedMessage unknown
        = decodeMessage(u"{\"TaskMessage\":{\"Event\":{\"EventType\":23,\"Name\":\"n\"}}}"_s);
    QCOMPARE(unknown.eventType, u"23"_s);
}

void MessageDecoderTest::survivesPoison_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << u""_s;
    QTest::newRow("words") << u"hello world"_s;
    QTest::newRow("Base64 of words") << u"aGVsbG8="_s;
    QTest::newRow("cut off") << u"{\"$type\":\"Dura"_s;
    QTest::newRow("Base64 of a cut-off one")
        << QString::fromLatin1(QByteArray("{\"$type\":\"Dura").toBase64());
    QTest::newRow("other JSON") << u"{\"a\":1}"_s;
    QTest::newRow("no event") << u"{\"TaskMessage\":{}}"_s;
    QTest::newRow("wrong kinds") << u"{\"TaskMessage\":[1],\"CompressedBlobName\":null}"_s;
}

void MessageDecoderTest::survivesPoison()
{
    QFETCH(const QString, text);
    const DecodedMessage message = decodeMessage(text);
    QCOMPARE(message.form, Form::Unreadable);
    QVERIFY(!message.problem.isEmpty());
    QVERIFY(text.isEmpty() || !message.text.isEmpty());
}

void MessageDecoderTest::readsTheRecordedQueues()
{
    int works = 0;
    int poison = 0;
    int unreadable = 0;
    int wrappers = 0;
    for (const auto &message : hubdeck::test::StorageCapture(u"legacy-hub"_s).messages()) {
        const DecodedMessage decoded = decodeMessage(message.text);
        if (message.dequeueCount >= 5) {
            ++poison;
        }
        if (decoded.form == Form::Unreadable) {
            ++unreadable;
        } else if (!decoded.blob.isEmpty()) {
            ++wrappers;
        } else if (message.queue.endsWith(u"-workitems"_s)) {
            QCOMPARE(decoded.eventType, u"TaskScheduled"_s);
            QCOMPARE(decoded.name, u"Sleep"_s);
            QVERIFY(decoded.episode.has_value());
            QVERIFY(decoded.instance.text().startsWith(u"legacy-slow-"_s));
            ++works;
        }
    }
    QCOMPARE(works, 12);
    QCOMPARE(poison, 4);
    QCOMPARE(unreadable, 2);
    QCOMPARE(wrappers, 1);
}

HUBDECK_GUILESS_TEST(MessageDecoderTest)
#include "tst_messagedecoder.moc"
