// SPDX-License-Identifier: MIT
#include "services/azurestorage/historydocuments.h"

#include "services/azurestorage/controlmessages.h"
#include "services/azurestorage/payloadplace.h"
#include "services/json/jsonvalidator.h"
#include "services/taskhub/instant.h"

#include <QHash>

#include <algorithm>

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;

/// How HTTP shows a column.
enum class Form { Text, Document, Result, Number, Flag, Time };

struct Member
{
    QLatin1StringView name;
    Form form = Form::Text;
    QLatin1StringView column = {}; // when it has another name
};

using Members = std::vector<Member>;

constexpr Member eventType { "EventType"_L1 };
constexpr Member timestamp { "Timestamp"_L1, Form::Time, "_Timestamp"_L1 };
constexpr Member name { "Name"_L1 };
constexpr Member input { "Input"_L1 };
constexpr Member reason { "Reason"_L1 };
constexpr Member result { "Result"_L1, Form::Result };
constexpr Member failureDetails { "FailureDetails"_L1, Form::Document };
constexpr Member traceContext { "ParentTraceContext"_L1, Form::Document };
constexpr Member tags { "Tags"_L1, Form::Document };
constexpr Member fireAt { "FireAt"_L1, Form::Time };
constexpr Member instanceId { "InstanceId"_L1 };

/// What HTTP shows of each type, in its order; recorded where there was a recording.
const QHash<QString, Members> &knownTypes()
{
    static const Members failed { eventType, reason, { "Details"_L1 }, failureDetails, timestamp };
    static const Members completed { eventType, result, timestamp };
    static const Members reasoned { eventType, reason, timestamp };
    static const Members timer { eventType, fireAt, timestamp };
    static const QHash<QString, Members> types {
        { u"ExecutionStarted"_s,
          { eventType,
            input,
            { "Correlation"_L1 },
            traceContext,
            { "ScheduledStartTime"_L1, Form::Time },
            { "Generation"_L1, Form::Number },
            { "GenerateNewTrace"_L1, Form::Flag },
            timestamp,
            { "FunctionName"_L1, Form::Text, "Name"_L1 } } },
        { u"ExecutionCompleted"_s,
          { eventType, { "OrchestrationStatus"_L1 }, result, failureDetails, timestamp } },
        { u"ExecutionTerminated"_s, { eventType, input, timestamp } },
        { u"TaskScheduled"_s, { eventType, name, input, traceContext, tags, timestamp } },
        { u"TaskCompleted"_s, completed },
        { u"TaskFailed"_s, failed },
        { u"SubOrchestrationInstanceCreated"_s,
          { eventType, name, instanceId, input, { "ClientSpanId"_L1 }, tags, timestamp } },
        { u"SubOrchestrationInstanceCompleted"_s, completed },
        { u"SubOrchestrationInstanceFailed"_s, failed },
        { u"TimerCreated"_s, timer },
        { u"TimerFired"_s, timer },
        { u"EventSent"_s, { eventType, instanceId, name, input, timestamp } },
        { u"EventRaised"_s, { eventType, name, input, traceContext, timestamp } },
        { u"GenericEvent"_s, { { "Data"_L1 }, eventType, timestamp } },
        { u"ExecutionSuspended"_s, reasoned },
        { u"ExecutionResumed"_s, reasoned },
        { u"ExecutionRewound"_s,
          { eventType, reason, { "ParentExecutionId"_L1 }, instanceId, traceContext, timestamp } },
    };
    return types;
}

bool isPlumbing(const QString &column)
{
    static const QStringList columns { u"EventType"_s,       u"EventId"_s,  u"IsPlayed"_s,
                                       u"TaskScheduledId"_s, u"TimerId"_s,  u"ExecutionId"_s,
                                       u"_Timestamp"_s,      u"Timestamp"_s };
    return columns.contains(column);
}

bool isDocumentColumn(const QString &column)
{
    static const QStringList columns { u"FailureDetails"_s, u"ParentInstance"_s,
                                       u"Tags"_s,           u"OrchestrationInstance"_s,
                                       u"State"_s,          u"ParentTraceContext"_s };
    return columns.contains(column);
}

/// The document in a column; what is none becomes a text.
QByteArray documentIn(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const bool isDocument = bytes.startsWith('{') || bytes.startsWith('[') || bytes == "null";
    return isDocument && !json::validate(bytes) ? bytes : messageString(text);
}

QByteArray resultOf(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    return json::validate(bytes) ? messageString(text) : bytes;
}

QByteArray timeOf(const QString &text)
{
    const auto time = Instant::fromText(text.toUtf8());
    return time ? messageTime(*time) : messageString(text);
}

/// A number or a truth as JSON; a text when it is neither.
QByteArray literalOf(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    return bytes.isEmpty() || json::validate(bytes) ? messageString(text) : bytes;
}

QByteArray valueOf(const TableRow &row, const Member &member)
{
    const QString text = row.text(QString(member.column.isEmpty() ? member.name : member.column));
    if (text.isNull()) {
        return member.form == Form::Flag ? QByteArrayLiteral("false") : QByteArrayLiteral("null");
    }
    switch (member.form) {
    case Form::Document:
        return documentIn(text);
    case Form::Result:
        return resultOf(text);
    case Form::Number:
    case Form::Flag:
        return literalOf(text);
    case Form::Time:
        return timeOf(text);
    case Form::Text:
        break;
    }
    return messageString(text);
}

QByteArray valueOf(const TableProperty &property)
{
    if (property.type == EdmType::DateTime) {
        return messageString(property.text);
    }
    if (property.type != EdmType::String && property.type != EdmType::Guid
        && property.type != EdmType::Binary) {
        return literalOf(property.text);
    }
    if (isDocumentColumn(property.name)) {
        return documentIn(property.text);
    }
    return property.name == "Result"_L1 ? resultOf(property.text) : messageString(property.text);
}

void add(QByteArray &document, const QByteArray &key, const QByteArray &value)
{
    document += document.isEmpty() ? "{" : ",";
    document += key;
    document += ':';
    document += value;
}

QByteArray quoted(QLatin1StringView text)
{
    return '"' + QByteArray(text.data(), text.size()) + '"';
}

QByteArray unknownType(const TableRow &row)
{
    QByteArray document;
    add(document, quoted(eventType.name), valueOf(row, eventType));
    for (const TableProperty &property : row.properties) {
        if (!isPlumbing(property.name)) {
            add(document, messageString(property.name), valueOf(property));
        }
    }
    add(document, quoted(timestamp.name), valueOf(row, timestamp));
    return document + '}';
}

/// HTTP writes this one time with an offset.
QByteArray scheduledTime(const TableRow &scheduling)
{
    QByteArray time = valueOf(scheduling, timestamp);
    return time.endsWith("Z\"") ? QByteArray(time.chopped(2) + "+00:00\"") : time;
}

} // namespace

QByteArray httpDocument(const TableRow &row, const TableRow *scheduling)
{
    const auto type = knownTypes().constFind(row.text(u"EventType"));
    if (type == knownTypes().constEnd()) {
        return unknownType(row);
    }
    QByteArray document;
    for (const Member &member : *type) {
        add(document, quoted(member.name), valueOf(row, member));
    }
    if (scheduling) {
        add(document, "\"ScheduledTime\"", scheduledTime(*scheduling));
        add(document, "\"FunctionName\"", valueOf(*scheduling, name));
        add(document, "\"Input\"", valueOf(*scheduling, input));
    }
    return document + '}';
}

QByteArray eventDocument(const TableRow &row)
{
    QByteArray document;
    add(document, "\"RowKey\"", messageString(row.rowKey));
    for (const TableProperty &property : row.properties) {
        add(document, messageString(property.name), valueOf(property));
    }
    return document + '}';
}

} // namespace hubdeck::azurestorage
