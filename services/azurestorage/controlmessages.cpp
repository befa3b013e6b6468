// SPDX-License-Identifier: MIT
#include "services/azurestorage/controlmessages.h"

#include "services/azurestorage/gzip.h"
#include "services/azurestorage/storagefilters.h"

#include <algorithm>

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;

/// The beginning of every event: `$type` must be the first member (§5.3).
QByteArray eventType(const char *name)
{
    return QByteArrayLiteral("{\"$type\":\"DurableTask.Core.History.") + name + "\",";
}

QByteArray stringOrNull(const QString &text, bool isNull)
{
    return isNull ? QByteArrayLiteral("null") : messageString(text);
}

QByteArray reasonOf(const QString &reason)
{
    return stringOrNull(reason, reason.isEmpty());
}

QByteArray orchestrationInstance(const InstanceId &id, const QString &executionId)
{
    return "{\"$type\":\"DurableTask.Core.OrchestrationInstance\",\"InstanceId\":"
        + messageString(id.text())
        + ",\"ExecutionId\":" + stringOrNull(executionId, executionId.isEmpty()) + '}';
}

/// The members that end every event.
QByteArray eventTail(const MessageStamp &stamp)
{
    return ",\"EventId\":-1,\"IsPlayed\":false,\"Timestamp\":" + messageTime(stamp.now) + '}';
}

ControlMessage enveloped(const InstanceId &id, const QString &executionId, const QString &type,
                         const QByteArray &event, const MessageStamp &stamp)
{
    ControlMessage message;
    message.target = id;
    message.eventType = type;
    message.activityId = stamp.activityId;
    message.envelope = "{\"$type\":\"DurableTask.AzureStorage.MessageData\",\"ActivityId\":\""
        + stamp.activityId.toByteArray(QUuid::WithoutBraces)
        + "\",\"TaskMessage\":{\"$type\":\"DurableTask.Core.TaskMessage\",\"Event\":" + event
        + ",\"SequenceNumber\":0,\"OrchestrationInstance\":"
        + orchestrationInstance(id, executionId)
        + ",\"OrchestrationExecutionContext\":null},\"CompressedBlobName\":null,\"SequenceNumber\":"
        + QByteArray::number(stamp.sequenceNumber)
        + ",\"Sender\":{\"InstanceId\":\"\",\"ExecutionId\":\"\"},\"SerializableTraceContext\":"
          "null}";
    return message;
}

/// Whole seconds, truncated, from now on; never negative.
std::chrono::seconds delayUntil(Instant time, Instant now)
{
    return std::max(std::chrono::seconds(0),
                    std::chrono::duration_cast<std::chrono::seconds>(time - now));
}

ControlMessage raised(const InstanceId &id, const QString &name, const QByteArray &input,
                      const MessageStamp &stamp)
{
    const QByteArray event = eventType("EventRaisedEvent")
        + "\"EventType\":15,\"Name\":" + messageString(name) + ",\"Input\":" + input
        + ",\"ParentTraceContext\":null" + eventTail(stamp);
    return enveloped(id, {}, u"EventRaised"_s, event, stamp);
}

void appendEscaped(QByteArray &out, char16_t c)
{
    constexpr char digits[] = "0123456789abcdef";
    const auto unit = static_cast<unsigned>(c);
    out += "\\u";
    for (unsigned shift = 16; shift > 0; shift -= 4) {
        out += digits[(unit >> (shift - 4)) & 0xFU];
    }
}

/// The letter that stands for a character behind a backslash; NUL when none does.
char shortEscape(char16_t c) noexcept
{
    switch (c) {
    case u'"':
        return '"';
    case u'\\':
        return '\\';
    case u'\b':
        return 'b';
    case u'\t':
        return 't';
    case u'\n':
        return 'n';
    case u'\f':
        return 'f';
    case u'\r':
        return 'r';
    default:
        return '\0';
    }
}

bool needsEscape(QStringView text, qsizetype at) noexcept
{
    const QChar c = text[at];
    if (c.isHighSurrogate()) {
        return at + 1 >= text.size() || !text[at + 1].isLowSurrogate();
    }
    if (c.isLowSurrogate()) {
        return at == 0 || !text[at - 1].isHighSurrogate();
    }
    const char16_t unit = c.unicode();
    return unit < 0x20 || unit == 0x85 || unit == 0x2028 || unit == 0x2029;
}

} // namespace

QByteArray messageString(const QString &text)
{
    QByteArray out = "\"";
    out.reserve(text.size() + 2);
    qsizetype plain = 0; // where the part begins that is copied as it is
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char letter = shortEscape(text.at(i).unicode());
        if (letter == '\0' && !needsEscape(text, i)) {
            continue;
        }
        out += QStringView(text).sliced(plain, i - plain).toUtf8();
        if (letter != '\0') {
            out += '\\';
            out += letter;
        } else {
            appendEscaped(out, text.at(i).unicode());
        }
        plain = i + 1;
    }
    out += QStringView(text).sliced(plain).toUtf8();
    return out + '"';
}

QByteArray messageTime(Instant time)
{
    return '"' + time.toText().toUtf8() + '"';
}

QByteArray tagsJson(const StartValues &values)
{
    if (values.tags.empty()) {
        return QByteArrayLiteral("null");
    }
    QByteArray tags;
    for (const auto &[key, value] : values.tags) {
        tags += (tags.isEmpty() ? "{" : ",") + messageString(key) + ':' + messageString(value);
    }
    return tags + '}';
}

ControlMessage startMessage(const StartValues &values, const MessageStamp &stamp)
{
    const QByteArray event = eventType("ExecutionStartedEvent")
        + "\"OrchestrationInstance\":" + orchestrationInstance(values.id, values.executionId)
        + ",\"EventType\":0,\"ParentInstance\":null,\"Name\":" + messageString(values.name)
        + ",\"Version\":" + stringOrNull(values.version, values.version.isNull())
        + ",\"Input\":" + stringOrNull(values.input.value_or(QString()), !values.input)
        + ",\"Tags\":" + tagsJson(values)
        + ",\"Correlation\":null,\"ParentTraceContext\":null,\"ScheduledStartTime\":"
        + (values.scheduledStart ? messageTime(*values.scheduledStart) : QByteArrayLiteral("null"))
        + ",\"Generation\":" + QByteArray::number(values.generation) + ",\"GenerateNewTrace\":false"
        + eventTail(stamp);
    ControlMessage message
        = enveloped(values.id, values.executionId, u"ExecutionStarted"_s, event, stamp);
    if (values.scheduledStart) {
        message.visibleAfter = delayUntil(*values.scheduledStart, stamp.now);
    }
    return message;
}

ControlMessage terminateMessage(const InstanceId &id, const QString &reason,
                                const MessageStamp &stamp)
{
    const QByteArray event = eventType("ExecutionTerminatedEvent")
        + "\"EventType\":3,\"Input\":" + reasonOf(reason) + eventTail(stamp);
    return enveloped(id, {}, u"ExecutionTerminated"_s, event, stamp);
}

ControlMessage suspendMessage(const InstanceId &id, const QString &reason,
                              const MessageStamp &stamp)
{
    const QByteArray event = eventType("ExecutionSuspendedEvent")
        + "\"EventType\":19,\"Reason\":" + reasonOf(reason) + eventTail(stamp);
    return enveloped(id, {}, u"ExecutionSuspended"_s, event, stamp);
}

ControlMessage resumeMessage(const InstanceId &id, const QString &reason, const MessageStamp &stamp)
{
    const QByteArray event = eventType("ExecutionResumedEvent")
        + "\"EventType\":20,\"Reason\":" + reasonOf(reason) + eventTail(stamp);
    return enveloped(id, {}, u"ExecutionResumed"_s, event, stamp);
}

ControlMessage eventMessage(const InstanceId &id, const QString &name,
                            const std::optional<QString> &input, const MessageStamp &stamp)
{
    return raised(id, name, stringOrNull(input.value_or(QString()), !input), stamp);
}

ControlMessage genericMessage(const InstanceId &id, const QString &data, const MessageStamp &stamp)
{
    const QByteArray event = eventType("GenericEvent") + "\"Data\":" + reasonOf(data)
        + ",\"EventType\":17" + eventTail(stamp);
    return enveloped(id, {}, u"GenericEvent"_s, event, stamp);
}

ControlMessage signalMessage(const SignalValues &values, const MessageStamp &stamp)
{
    constexpr auto longestWait = std::chrono::hours(24 * 6); // the entity waits for the rest itself
    QByteArray request = "{\"op\":" + messageString(values.operation) + ",\"signal\":true";
    if (values.input) {
        request += ",\"input\":" + messageString(*values.input);
    }
    request += ",\"id\":\"" + values.requestId.toByteArray(QUuid::WithoutBraces) + '"';
    if (values.due) {
        request += ",\"due\":" + messageTime(*values.due);
    }
    request += ",\"Timestamp\":\"0001-01-01T00:00:00\",\"Predecessor\":\"0001-01-01T00:00:00\"}";
    QString name = u"op"_s;
    std::chrono::seconds delay { 0 };
    if (values.due) {
        const Instant latest = stamp.now + std::chrono::duration_cast<Instant::Ticks>(longestWait);
        const Instant delivery = std::min(*values.due, latest);
        name += u'@' + storedTime(delivery);
        delay = delayUntil(delivery, stamp.now);
    }
    ControlMessage message = raised(values.entity.instanceId(), name,
                                    messageString(QString::fromUtf8(request)), stamp);
    message.visibleAfter = delay;
    return message;
}

ControlMessage releaseMessage(const EntityId &entity, const InstanceId &owner,
                              const MessageStamp &stamp)
{
    const QByteArray request
        = "{\"parent\":" + messageString(owner.text()) + ",\"id\":\"fix-orphaned-lock\"}";
    return raised(entity.instanceId(), u"release"_s, messageString(QString::fromUtf8(request)),
                  stamp);
}

QString messageBlobName(const ControlMessage &message)
{
    return message.target.text() + "/message-"_L1 + message.activityId.toString(QUuid::Id128) + u'-'
        + message.eventType + ".json.gz"_L1;
}

PostedMessage postedMessage(const ControlMessage &message)
{
    PostedMessage posted;
    posted.visibleAfter = message.visibleAfter;
    if (message.envelope.size() <= largestEnvelope) {
        posted.text = message.envelope;
        return posted;
    }
    posted.blob = PostedMessage::Blob { messageBlobName(message), gzipped(message.envelope) };
    posted.text = "{\"$type\":\"DurableTask.AzureStorage.MessageData\","
                  "\"ActivityId\":\"00000000-0000-0000-0000-000000000000\",\"TaskMessage\":null,"
                  "\"CompressedBlobName\":"
        + messageString(posted.blob->name)
        + ",\"SequenceNumber\":0,\"Sender\":null,\"SerializableTraceContext\":null}";
    return posted;
}

} // namespace hubdeck::azurestorage
