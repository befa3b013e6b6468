// SPDX-License-Identifier: MIT
#include "services/sandbox/wireformat.h"

#include "services/sandbox/jsontext.h"
#include "services/sandbox/lenientjson.h"
#include "services/sandbox/times.h"

#include <algorithm>
#include <ranges>

namespace hubdeck::sandbox {
namespace {

using Kind = RuntimeStatus::Kind;

QByteArray quoted(const QString &text)
{
    return quotedJson(text.toUtf8());
}

QByteArray stamp(Instant time)
{
    return '"' + isoTicks(time) + "Z\"";
}

QByteArray stampOrNull(const std::optional<Instant> &time)
{
    return time ? stamp(*time) : QByteArray("null");
}

class HistoryPrinter
{
public:
    HistoryPrinter(const std::vector<HistoryEvent> &history, const HistoryOptions &options,
                   bool failureDetails)
        : m_history(history)
        , m_options(options)
        , m_failureDetails(failureDetails)
    { }

    QByteArray print()
    {
        QByteArray out = "[";
        for (const HistoryEvent &event : m_history) {
            const QByteArray text = one(event);
            if (text.isEmpty())
                continue;
            if (out.size() > 1)
                out += ',';
            out += '{' + text + '}';
        }
        return out + ']';
    }

private:
    static QByteArray type(const char *name) { return QByteArray("\"EventType\":\"") + name + '"'; }

    static QByteArray at(const HistoryEvent &event) { return ",\"Timestamp\":" + stamp(event.at); }

    static QByteArray dueAt(const HistoryEvent &event)
    {
        return ",\"FireAt\":" + stampOrNull(event.due);
    }

    QByteArray input(const QByteArray &text) const
    {
        return m_options.inputs ? ",\"Input\":" + quotedOrNull(text) : QByteArray();
    }

    QByteArray result(const HistoryEvent &event) const
    {
        return m_options.outputs ? ",\"Result\":" + storedTextAsJson(event.result) : QByteArray();
    }

    QByteArray failureDetails(const HistoryEvent &event) const
    {
        return ",\"FailureDetails\":"
            + (m_failureDetails && event.failure ? failureDetailsJson(*event.failure)
                                                 : QByteArray("null"));
    }

    const HistoryEvent *other(EventKind kind, int id) const
    {
        const auto found = std::ranges::find_if(
            m_history, [=](const HistoryEvent &e) { return e.kind == kind && e.id == id; });
        return found == m_history.end() ? nullptr : &*found;
    }

    bool isAnswered(const HistoryEvent &event, EventKind good, EventKind bad) const
    {
        return other(good, event.id) || other(bad, event.id);
    }

    QByteArray folded(const HistoryEvent &event, EventKind scheduling) const
    {
        const HistoryEvent *begun = other(scheduling, event.id);
        if (!begun)
            return {};
        const QByteArray text
            = scheduling == EventKind::TaskScheduled ? activityInput(*begun) : begun->input;
        return ",\"ScheduledTime\":\"" + isoTicks(begun->at)
            + "+00:00\",\"FunctionName\":" + quoted(begun->name) + input(text);
    }

    static QByteArray activityInput(const HistoryEvent &event)
    {
        return event.input.isNull() ? QByteArray() : '[' + event.input + ']';
    }

    QByteArray failed(const HistoryEvent &event, const char *name, EventKind scheduling,
                      const QByteArray &reason) const
    {
        const QByteArray details
            = m_failureDetails || !event.failure ? QByteArray() : exceptionText(*event.failure);
        return type(name) + ",\"Reason\":" + quotedOrNull(reason) + ",\"Details\":"
            + quotedOrNull(details) + failureDetails(event) + at(event) + folded(event, scheduling);
    }

    QByteArray taskFailed(const HistoryEvent &event) const
    {
        const HistoryEvent *begun = other(EventKind::TaskScheduled, event.id);
        const QByteArray message = event.failure ? event.failure->message.toUtf8() : QByteArray();
        const QByteArray reason = m_failureDetails || !begun
            ? message
            : "Activity function '" + begun->name.toUtf8() + "' failed: " + message;
        return failed(event, "TaskFailed", EventKind::TaskScheduled, reason);
    }

    QByteArray one(const HistoryEvent &event) const
    {
        switch (event.kind) {
        case EventKind::ExecutionStarted:
            return type("ExecutionStarted") + input(event.input)
                + ",\"Correlation\":null,\"ParentTraceContext\":null,\"ScheduledStartTime\":"
                + stampOrNull(event.due) + ",\"Generation\":" + (event.id < 0 ? "0" : "null")
                + ",\"GenerateNewTrace\":false" + at(event)
                + ",\"FunctionName\":" + quoted(event.name);
        case EventKind::ExecutionCompleted:
            return type("ExecutionCompleted") + ",\"OrchestrationStatus\":\""
                + statusText(event.status) + '"' + result(event) + failureDetails(event)
                + at(event);
        case EventKind::ExecutionTerminated:
            return type("ExecutionTerminated") + input(event.input) + at(event);
        case EventKind::TaskScheduled:
            if (isAnswered(event, EventKind::TaskCompleted, EventKind::TaskFailed))
                return {};
            return type("TaskScheduled") + ",\"Name\":" + quoted(event.name)
                + input(activityInput(event)) + ",\"ParentTraceContext\":null,\"Tags\":null"
                + at(event);
        case EventKind::TaskCompleted:
            return type("TaskCompleted") + result(event) + at(event)
                + folded(event, EventKind::TaskScheduled);
        case EventKind::TaskFailed:
            return taskFailed(event);
        case EventKind::SubOrchestrationCreated:
            if (isAnswered(event, EventKind::SubOrchestrationCompleted,
                           EventKind::SubOrchestrationFailed))
                return {};
            return type("SubOrchestrationInstanceCreated") + ",\"Name\":" + quoted(event.name)
                + ",\"InstanceId\":" + quoted(event.target) + input(event.input)
                + ",\"ClientSpanId\":null" + at(event);
        case EventKind::SubOrchestrationCompleted:
            return type("SubOrchestrationInstanceCompleted") + result(event) + at(event)
                + folded(event, EventKind::SubOrchestrationCreated);
        case EventKind::SubOrchestrationFailed:
            return failed(event, "SubOrchestrationInstanceFailed",
                          EventKind::SubOrchestrationCreated, event.result);
        case EventKind::TimerCreated:
            return type("TimerCreated") + dueAt(event) + at(event);
        case EventKind::TimerFired:
            return type("TimerFired") + dueAt(event) + at(event);
        case EventKind::EventSent:
            return type("EventSent") + ",\"InstanceId\":" + quoted(event.target)
                + ",\"Name\":" + quoted(event.name) + input(event.input) + at(event);
        case EventKind::EventRaised:
            return type("EventRaised") + ",\"Name\":" + quoted(event.name) + input(event.input)
                + ",\"ParentTraceContext\":null" + at(event);
        case EventKind::GenericEvent:
            return "\"Data\":" + quotedOrNull(event.input) + ',' + type("GenericEvent") + at(event);
        case EventKind::ExecutionSuspended:
            return type("ExecutionSuspended") + ",\"Reason\":" + quotedOrNull(event.input)
                + at(event);
        case EventKind::ExecutionResumed:
            return type("ExecutionResumed") + ",\"Reason\":" + quotedOrNull(event.input)
                + at(event);
        }
        return {};
    }

    const std::vector<HistoryEvent> &m_history;
    const HistoryOptions m_options;
    const bool m_failureDetails;
};

struct StatusName
{
    Kind kind;
    const char *name;
};

constexpr StatusName statusNames[] { { Kind::Running, "Running" },
                                     { Kind::Completed, "Completed" },
                                     { Kind::ContinuedAsNew, "ContinuedAsNew" },
                                     { Kind::Failed, "Failed" },
                                     { Kind::Canceled, "Canceled" },
                                     { Kind::Terminated, "Terminated" },
                                     { Kind::Pending, "Pending" },
                                     { Kind::Suspended, "Suspended" },
                                     { Kind::Unknown, "Unknown" } };

} // namespace

QByteArray statusText(Kind status)
{
    const auto found = std::ranges::find(statusNames, status, &StatusName::kind);
    return found == std::end(statusNames) ? QByteArray("Unknown") : QByteArray(found->name);
}

std::optional<Kind> statusFromName(const QString &name)
{
    for (const StatusName &status : statusNames) {
        if (status.kind != Kind::Unknown && name == QLatin1StringView(status.name))
            return status.kind;
    }
    return std::nullopt;
}

QByteArray statusDocument(const InstanceRow &row, bool showInput, const QByteArray &history)
{
    QByteArray out = "{\"name\":" + quoted(row.name) + ",\"instanceId\":" + quoted(row.id)
        + ",\"runtimeStatus\":\"" + statusText(row.status)
        + "\",\"input\":" + (showInput ? storedTextAsJson(row.input) : QByteArray("null"))
        + ",\"customStatus\":" + storedTextAsJson(row.customStatus)
        + ",\"output\":" + storedTextAsJson(row.output) + ",\"createdTime\":\""
        + isoSeconds(row.created) + "\",\"lastUpdatedTime\":\"" + isoSeconds(row.updated) + '"';
    if (!history.isNull())
        out += ",\"historyEvents\":" + history;
    return out + '}';
}

QByteArray historyJson(const std::vector<HistoryEvent> &history, const HistoryOptions &options,
                       bool failureDetails)
{
    return HistoryPrinter(history, options, failureDetails).print();
}

QByteArray entityJson(const EntityRow &row, bool withState)
{
    return "{\"entityId\":{\"name\":" + quoted(row.name) + ",\"key\":" + quoted(row.key)
        + "},\"lastOperationTime\":" + stamp(row.lastOperation)
        + ",\"state\":" + (withState ? storedTextAsJson(row.state) : QByteArray("null")) + '}';
}

QByteArray formEncoded(const QByteArray &text)
{
    return text.toPercentEncoding("!()*").replace("%20", "+");
}

QByteArray statusLink(const QString &id, const LinkParts &links)
{
    return links.base + "/instances/" + formEncoded(id.toUtf8()) + '?' + links.query;
}

QByteArray managementBody(const QString &id, const LinkParts &links)
{
    const QByteArray path = links.base + "/instances/" + formEncoded(id.toUtf8());
    const auto link = [&](const char *name, const QByteArray &rest) -> QByteArray {
        return ",\"" + QByteArray(name) + "\":" + quotedJson(path + rest + links.query);
    };
    return "{\"id\":" + quoted(id) + link("statusQueryGetUri", "?")
        + link("sendEventPostUri", "/raiseEvent/{eventName}?")
        + link("terminatePostUri", "/terminate?reason={text}&") + link("purgeHistoryDeleteUri", "?")
        + link("restartPostUri", "/restart?") + link("suspendPostUri", "/suspend?reason={text}&")
        + link("resumePostUri", "/resume?reason={text}&") + '}';
}

} // namespace hubdeck::sandbox
