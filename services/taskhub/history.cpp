// SPDX-License-Identifier: MIT
#include "services/taskhub/history.h"

#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"
#include "services/json/jsonvalidator.h"
#include "services/json/strictdocument.h"
#include "services/taskhub/failure.h"

namespace hubdeck {

namespace {

using namespace Qt::StringLiterals;

bool isFailureOfOrchestration(const HistoryEvent &event)
{
    const QString status = event.text("OrchestrationStatus");
    return status == "Failed"_L1 || status == "3"_L1;
}

/// The failure that the worker described in `described`, under the reason that the hub gave: one
/// failure where one tells what the other tells, otherwise the description as its cause.
Failure joined(const QString &reason, const QString &described)
{
    if (described.trimmed().isEmpty()) {
        return failureFromText(reason);
    }
    Failure failure = failureFromText(described);
    const QString plain = reason.trimmed();
    if (plain.isEmpty() || failure.message == plain) {
        return failure;
    }
    const bool untyped = failure.type.isEmpty() && failure.stackTrace.isEmpty();
    if (plain.contains(failure.message) && !untyped) {
        failure.message = plain; // "Activity function 'X' failed: " and the message itself
        return failure;
    }
    if (untyped && failure.message.contains(plain)) {
        return failure;
    }
    Failure outer;
    outer.message = plain;
    outer.inner.push_back(std::move(failure));
    return outer;
}

QByteArray jsonTime(const std::optional<Instant> &time)
{
    return time ? json::encodeString(time->toText().toUtf8()) : QByteArrayLiteral("null");
}

/// A row for a road that gave no document.
QByteArray documentOf(const InstanceDetails &instance)
{
    const auto text = [](const QString &value) { return json::encodeString(value.toUtf8()); };
    QByteArray document = "{\"name\":";
    document += text(instance.name);
    document += ",\"instanceId\":" + text(instance.id.text());
    document += ",\"runtimeStatus\":" + text(instance.status.name());
    document += ",\"input\":" + instance.input.asJson();
    document += ",\"customStatus\":" + instance.customStatus.asJson();
    document += ",\"output\":" + instance.output.asJson();
    document += ",\"createdTime\":" + jsonTime(instance.created);
    document += ",\"lastUpdatedTime\":" + jsonTime(instance.lastUpdated);
    return document + '}';
}

QByteArray valid(const QByteArray &document)
{
    return json::validate(document) ? json::strictDocument(document) : document;
}

/// The object without a member `historyEvents` and without its closing bracket.
QByteArray openWithoutHistory(QByteArray document)
{
    if (!json::member(document, "historyEvents").isNull()) {
        QByteArray rest = "{";
        for (json::ObjectScanner members(document); members.next();) {
            if (members.rawKey() != QByteArrayView("historyEvents")) {
                rest += rest.size() > 1 ? ",\"" : "\"";
                rest.append(members.rawKey());
                rest += "\":";
                rest.append(members.valueText());
            }
        }
        return rest;
    }
    document.truncate(document.lastIndexOf('}'));
    while (!document.isEmpty() && QByteArrayView(" \t\r\n").contains(document.back())) {
        document.chop(1);
    }
    return document;
}

} // namespace

QByteArray HistoryEvent::member(QByteArrayView key) const
{
    return json::member(raw, key).toByteArray();
}

QString HistoryEvent::text(QByteArrayView key) const
{
    const QByteArrayView value = json::member(raw, key);
    return value.isEmpty() || value == QByteArrayView("null") ? QString() : json::decodeText(value);
}

std::optional<Failure> failureOf(const HistoryEvent &event)
{
    const bool ofTask
        = event.type == "TaskFailed"_L1 || event.type == "SubOrchestrationInstanceFailed"_L1;
    const bool ofOrchestration
        = event.type == "ExecutionCompleted"_L1 || event.type == "ExecutionFailed"_L1;
    if (!ofTask && !ofOrchestration) {
        return std::nullopt;
    }
    const QByteArray details = event.member("FailureDetails");
    if (details.startsWith('{')) {
        return failureFromDetails(details);
    }
    if (ofTask) {
        return joined(event.text("Reason"), event.text("Details"));
    }
    return isFailureOfOrchestration(event) ? std::optional(failureFromText(event.text("Result")))
                                           : std::nullopt;
}

QByteArray documentWithHistory(const InstanceDetails &instance, const History &history)
{
    const auto object = json::scanValue(instance.raw);
    const bool usable = object && object->kind == json::ValueKind::Object;
    const QByteArray document = usable ? valid(instance.raw) : documentOf(instance);
    if (!history.available) {
        return document;
    }
    QByteArray result = openWithoutHistory(document);
    result += result.endsWith('{') ? "\"historyEvents\":[" : ",\"historyEvents\":[";
    for (const HistoryEvent &event : history.events) {
        if (!result.endsWith('[')) {
            result += ',';
        }
        result += valid(event.raw);
    }
    result += "]}";
    return result;
}

} // namespace hubdeck
