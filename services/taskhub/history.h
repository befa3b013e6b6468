// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instance.h"

#include <vector>

namespace hubdeck {

/// One history event: what every view needs, read out, and the whole event as received (durable-http-api.md §7). Members and
/// event types never seen before are kept in `raw`.
struct HistoryEvent
{
    QString type; // EventType as received, e.g. `TaskCompleted`, `23`
    QString name; // FunctionName or Name: function, event or sub-orchestration; empty where the type has none
    std::optional<Instant> timestamp;
    std::optional<Instant> scheduled; // ScheduledTime of the finished task, for its duration
    std::optional<Instant> fireAt;
    QByteArray raw; // the event's document as received

    // Known on some roads only; empty where the road does not tell (azure-storage-task-hub.md §3.4).
    std::optional<qint64> eventId; // its own; -1 for what no orchestrator action brought about
    std::optional<qint64> scheduledId; // eventId of the event that scheduled it (task, timer)
    InstanceId subInstance; // the sub-orchestration that it created or that finished

    /// The text of the member `key` as received, empty when the event has none.
    [[nodiscard]] QByteArray member(QByteArrayView key) const;
    /// The decoded text of a member that is a JSON string (Reason, Details, Input …); otherwise its text; empty for null or absent.
    [[nodiscard]] QString text(QByteArrayView key) const;

    friend bool operator==(const HistoryEvent &, const HistoryEvent &) = default;
};

/// A failure as a chain or tree: from FailureDetails where a worker writes them, otherwise from Reason and Details.
struct Failure
{
    QString type; // may be empty
    QString message;
    QString stackTrace;
    bool nonRetriable = false;
    std::vector<Failure> inner;

    friend bool operator==(const Failure &, const Failure &) = default;
};

/// The history of the current execution in storage order.
struct History
{
    std::vector<HistoryEvent> events;
    /// False where the hub has none to show: a Pending instance (durable-http-api.md L14).
    bool available = true;
    /// The status that was read with it (durable-http-api.md: status and history are two reads of the hub, one answer).
    InstanceDetails instance;
    /// Every single event, the orchestrator's starts and ends and the scheduling ones included. Empty where the road only gives
    /// `events`, in which those are folded.
    std::vector<HistoryEvent> allEvents;
    /// A worker was writing a large step when it was read: events at its end may be missing (azure-storage-task-hub.md §3.1).
    bool checkpointInProgress = false;

    friend bool operator==(const History &, const History &) = default;
};

/// The failure that an event tells of (TaskFailed, SubOrchestrationInstanceFailed, ExecutionCompleted); nullopt for others.
[[nodiscard]] std::optional<Failure> failureOf(const HistoryEvent &event);

/// Re-joins a status document and its events: the row with `historyEvents` as last member (command-line.md, Export file).
[[nodiscard]] QByteArray documentWithHistory(const InstanceDetails &instance, const History &history);

} // namespace hubdeck
