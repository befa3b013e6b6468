// SPDX-License-Identifier: MIT
#include "services/azurestorage/messagedecoder.h"

#include "services/json/jsonscanner.h"
#include "services/json/jsonvalidator.h"

#include <QCoreApplication>

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::StoredMessage", text);
}

QByteArrayView valueOf(QByteArrayView object, QByteArrayView key)
{
    const QByteArrayView value = json::member(object, key);
    return value == QByteArrayView("null") ? QByteArrayView() : value;
}

QString textOf(QByteArrayView object, QByteArrayView key)
{
    return json::decodeText(valueOf(object, key));
}

std::optional<qint64> numberOf(QByteArrayView object, QByteArrayView key)
{
    bool isNumber = false;
    const qint64 number = valueOf(object, key).toByteArray().toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

/// `TaskScheduled` of `DurableTask.Core.History.TaskScheduledEvent, DurableTask.Core`.
QString shortTypeName(const QString &type)
{
    QString name = type.section(u',', 0, 0).section(u'.', -1).trimmed();
    if (name.endsWith("Event"_L1) && name != "GenericEvent"_L1) {
        name.chop(5);
    }
    return name;
}

QString eventTypeOf(QByteArrayView event)
{
    const QString name = shortTypeName(textOf(event, "$type"));
    return name.isEmpty() ? textOf(event, "EventType") : name;
}

void readEvent(DecodedMessage &message, QByteArrayView event)
{
    message.eventType = eventTypeOf(event);
    message.name = textOf(event, "Name");
    message.eventId = numberOf(event, "EventId");
    message.timestamp = Instant::fromText(textOf(event, "Timestamp").toUtf8());
    for (const QByteArrayView key : { "Input", "Result", "Data", "Reason" }) {
        if (message.input.isEmpty()) {
            message.input = textOf(event, key);
        }
    }
    // What finishes a task tells of it by the number under which it was scheduled
    for (const QByteArrayView key : { "TaskScheduledId", "TimerId" }) {
        if (const auto id = numberOf(event, key)) {
            message.eventId = id;
        }
    }
}

DecodedMessage unreadable(const QByteArray &text, const QString &problem)
{
    DecodedMessage message;
    message.text = text;
    message.problem = problem;
    return message;
}

} // namespace

DecodedMessage decodeMessage(const QString &messageText)
{
    const QByteArray received = messageText.toUtf8();
    const QByteArray trimmed = received.trimmed();
    DecodedMessage message;
    message.form = DecodedMessage::Form::Json;
    message.text = trimmed;
    if (!trimmed.startsWith('{')) {
        const auto decoded
            = QByteArray::fromBase64Encoding(trimmed, QByteArray::AbortOnBase64DecodingErrors);
        if (trimmed.isEmpty() || !decoded || !(*decoded).trimmed().startsWith('{')) {
            return unreadable(received, tr("It is neither JSON nor Base64 of JSON."));
        }
        message.form = DecodedMessage::Form::Base64;
        message.text = (*decoded).trimmed();
    }
    if (const auto problem = json::validate(message.text)) {
        return unreadable(message.text, tr("It is not valid JSON: %1").arg(problem->describe()));
    }
    message.blob = textOf(message.text, "CompressedBlobName");
    message.episode = numberOf(message.text, "Episode");
    message.sender = InstanceId(textOf(valueOf(message.text, "Sender"), "InstanceId"));
    const QByteArrayView task = valueOf(message.text, "TaskMessage");
    const QByteArrayView instance = valueOf(task, "OrchestrationInstance");
    message.instance = InstanceId(textOf(instance, "InstanceId"));
    message.executionId = textOf(instance, "ExecutionId");
    readEvent(message, valueOf(task, "Event"));
    if (!message.blob.isEmpty() && message.instance.isEmpty()) {
        // `<instance id>/message-<activity>-<event type>.json.gz`; an id may hold slashes itself
        const qsizetype end = message.blob.lastIndexOf("/message-"_L1);
        message.instance = InstanceId(end > 0 ? message.blob.first(end) : QString());
        message.eventType = message.blob.section(u'-', -1).section(u'.', 0, 0);
    }
    if (message.blob.isEmpty() && message.eventType.isEmpty()) {
        return unreadable(message.text, tr("It is JSON, but no message of a task hub."));
    }
    return message;
}

} // namespace hubdeck::azurestorage
