// SPDX-License-Identifier: MIT
#include "models/history/historytext.h"

#include "services/json/jsonscanner.h"
#include "services/json/lineindex.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace hubdeck::historytext {

using namespace Qt::StringLiterals;

namespace {

struct Kind
{
    Family family;
    RuntimeStatus::Kind glyph;
};

using Status = RuntimeStatus::Kind;

const QHash<QString, Kind> &kinds()
{
    static const QHash<QString, Kind> table {
        { u"ExecutionStarted"_s, { Family::Execution, Status::Running } },
        { u"ExecutionCompleted"_s, { Family::Execution, Status::Completed } },
        { u"ExecutionFailed"_s, { Family::Execution, Status::Failed } },
        { u"ExecutionTerminated"_s, { Family::Control, Status::Terminated } },
        { u"ExecutionSuspended"_s, { Family::Control, Status::Suspended } },
        { u"ExecutionResumed"_s, { Family::Control, Status::Running } },
        { u"ExecutionRewound"_s, { Family::Control, Status::ContinuedAsNew } },
        { u"TaskScheduled"_s, { Family::Task, Status::Running } },
        { u"TaskCompleted"_s, { Family::Task, Status::Completed } },
        { u"TaskFailed"_s, { Family::Task, Status::Failed } },
        { u"SubOrchestrationInstanceCreated"_s, { Family::SubOrchestration, Status::Running } },
        { u"SubOrchestrationInstanceCompleted"_s, { Family::SubOrchestration, Status::Completed } },
        { u"SubOrchestrationInstanceFailed"_s, { Family::SubOrchestration, Status::Failed } },
        { u"TimerCreated"_s, { Family::Timer, Status::Pending } },
        { u"TimerFired"_s, { Family::Timer, Status::Pending } },
        { u"EventSent"_s, { Family::Message, Status::Running } },
        { u"EventRaised"_s, { Family::Message, Status::Running } },
        { u"ContinueAsNew"_s, { Family::Execution, Status::ContinuedAsNew } },
        { u"OrchestratorStarted"_s, { Family::Other, Status::ContinuedAsNew } },
        { u"OrchestratorCompleted"_s, { Family::Other, Status::ContinuedAsNew } },
        { u"GenericEvent"_s, { Family::Other, Status::Canceled } },
        { u"HistoryState"_s, { Family::Other, Status::Unknown } },
    };
    return table;
}

Kind kindOf(const HistoryEvent &event)
{
    return kinds().value(event.type, { Family::Other, Status::Unknown });
}

QString firstOf(const HistoryEvent &event, std::initializer_list<QByteArrayView> keys)
{
    for (const QByteArrayView key : keys) {
        if (const QString text = event.text(key); !text.isEmpty()) {
            return text;
        }
    }
    return {};
}

QString failureMessage(const HistoryEvent &event)
{
    const std::optional<Failure> failure = failureOf(event);
    if (!failure || failure->message.isEmpty()) {
        return firstOf(event, { "Reason", "Result", "Details" });
    }
    return failure->type.isEmpty() ? failure->message
                                   : u"%1: %2"_s.arg(failure->type, failure->message);
}

/// The last event before `index` of `type` that `fits`.
template <typename Fits>
const HistoryEvent *lastBefore(std::span<const HistoryEvent> events, size_t index, QStringView type,
                               Fits fits)
{
    for (size_t i = index; i-- > 0;) {
        if (events[i].type == type && fits(events[i])) {
            return &events[i];
        }
    }
    return nullptr;
}

} // namespace

Family familyOf(const HistoryEvent &event)
{
    return kindOf(event).family;
}

RuntimeStatus::Kind glyphOf(const HistoryEvent &event)
{
    if (event.type == u"ExecutionCompleted") {
        const RuntimeStatus status = RuntimeStatus::fromName(event.text("OrchestrationStatus"));
        return status.kind() == Status::Unknown ? Status::Completed : status.kind();
    }
    return kindOf(event).glyph;
}

QString typeName(const HistoryEvent &event)
{
    const bool number = !event.type.isEmpty()
        && std::all_of(event.type.begin(), event.type.end(), [](QChar c) { return c.isDigit(); });
    if (number) {
        return QCoreApplication::translate("HistoryModel", "Event of type %1").arg(event.type);
    }
    return event.type.isEmpty() ? QCoreApplication::translate("HistoryModel", "Event without type")
                                : event.type;
}

InstanceId childOf(const HistoryEvent &event)
{
    if (familyOf(event) != Family::SubOrchestration) {
        return {};
    }
    return event.subInstance.isEmpty() ? InstanceId(event.text("InstanceId")) : event.subInstance;
}

QString name(const HistoryEvent &event)
{
    if (event.type == u"ExecutionCompleted") {
        return event.text("OrchestrationStatus");
    }
    return event.name;
}

QString contents(const HistoryEvent &event)
{
    const QString &type = event.type;
    if (glyphOf(event) == Status::Failed) {
        return failureMessage(event);
    }
    if (type == u"EventSent" || type == u"SubOrchestrationInstanceCreated") {
        const QString target = event.text("InstanceId");
        const QString input = event.text("Input");
        return input.isEmpty() ? u"→ %1"_s.arg(target) : u"→ %1  %2"_s.arg(target, input);
    }
    if (kinds().contains(type)) {
        return firstOf(event, { "Result", "Reason", "Data", "State", "Input" });
    }
    return QString::fromUtf8(event.raw);
}

std::optional<Instant::Ticks> duration(std::span<const HistoryEvent> events, size_t index)
{
    const HistoryEvent &event = events[index];
    if (!event.timestamp) {
        return std::nullopt;
    }
    std::optional<Instant> begin = event.scheduled;
    const HistoryEvent *start = nullptr;
    if (event.type == u"TimerFired") {
        start = lastBefore(events, index, u"TimerCreated",
                           [&](const HistoryEvent &other) { return other.fireAt == event.fireAt; });
    } else if (event.type == u"ExecutionResumed") {
        start = lastBefore(events, index, u"ExecutionSuspended",
                           [](const HistoryEvent &) { return true; });
    } else if (event.type == u"ExecutionCompleted") {
        start = lastBefore(events, index, u"ExecutionStarted",
                           [](const HistoryEvent &) { return true; });
    }
    if (start != nullptr) {
        begin = start->timestamp;
    }
    if (!begin) {
        return std::nullopt;
    }
    return std::max(Instant::Ticks(0), *event.timestamp - *begin);
}

bool matches(const HistoryEvent &event, const QString &text)
{
    if (typeName(event).contains(text, Qt::CaseInsensitive)
        || name(event).contains(text, Qt::CaseInsensitive)) {
        return true;
    }
    const QByteArray needle = text.toUtf8();
    for (json::ObjectScanner member(event.raw); member.next();) {
        if (json::find(member.valueText(), needle, 0)) {
            return true;
        }
    }
    return false;
}

} // namespace hubdeck::historytext
