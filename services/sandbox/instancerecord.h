// SPDX-License-Identifier: MIT
#pragma once

#include "services/sandbox/failure.h"
#include "services/taskhub/instant.h"
#include "services/taskhub/runtimestatus.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace hubdeck::sandbox {

enum class EventKind : quint8 {
    ExecutionStarted,
    ExecutionCompleted,
    ExecutionTerminated,
    TaskScheduled,
    TaskCompleted,
    TaskFailed,
    SubOrchestrationCreated,
    SubOrchestrationCompleted,
    SubOrchestrationFailed,
    TimerCreated,
    TimerFired,
    EventSent,
    EventRaised,
    GenericEvent,
    ExecutionSuspended,
    ExecutionResumed,
};

/// One entry of the history as it is stored; what the API makes of it is wireformat.h. Null texts
/// are absent.
struct HistoryEvent
{
    EventKind kind = EventKind::GenericEvent;
    int id = -1; // counts the actions of one kind; the event that answers an action has the same
    Instant at {};
    std::optional<Instant> due {}; // FireAt, ScheduledStartTime
    QString name {};
    QString target {}; // instance id of a child or of the receiver
    QByteArray input {}; // JSON text; a reason or GenericEvent data: plain text
    QByteArray result {}; // stored text
    FailurePtr failure {};
    RuntimeStatus::Kind status = RuntimeStatus::Kind::Unknown;
};

/// What a list shows of an instance. Payloads are stored texts, usually JSON; null means none.
struct InstanceRow
{
    QString id;
    QString name;
    RuntimeStatus::Kind status = RuntimeStatus::Kind::Pending;
    QByteArray input;
    QByteArray output;
    QByteArray customStatus;
    Instant created;
    Instant updated;
};

struct ParentLink
{
    QString id;
    QString executionId;
    int action = -1;
};

struct InstanceRecord : InstanceRow
{
    std::vector<HistoryEvent> history;
    std::vector<HistoryEvent> inbox; // came while suspended or before the start
    QString executionId;
    std::optional<ParentLink> parent;
    FailurePtr failure; // of a failed one
    QByteArray entityState; // JSON text, null when the entity does not exist
    std::optional<Instant> scheduledStart;
    bool started = false;
    bool suspended = false;
    bool continued = false; // by continue-as-new
    bool failureDetails = false; // its worker reports FailureDetails
};

[[nodiscard]] inline bool isActive(RuntimeStatus::Kind status)
{
    return RuntimeStatus(status).isActive();
}

} // namespace hubdeck::sandbox
