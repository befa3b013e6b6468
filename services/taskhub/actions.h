// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/capabilities.h"
#include "services/taskhub/instance.h"
#include "services/taskhub/starttags.h"

#include <QCoreApplication>

#include <chrono>
#include <variant>

namespace hubdeck {

struct TerminateAction { QString reason; friend bool operator==(const TerminateAction &, const TerminateAction &) = default; };
struct SuspendAction { QString reason; friend bool operator==(const SuspendAction &, const SuspendAction &) = default; };
struct ResumeAction { QString reason; friend bool operator==(const ResumeAction &, const ResumeAction &) = default; };
struct RewindAction { QString reason; friend bool operator==(const RewindAction &, const RewindAction &) = default; };
struct RaiseEventAction { QString name; QByteArray data /* one JSON value; `null` for none */; friend bool operator==(const RaiseEventAction &, const RaiseEventAction &) = default; };
struct RestartAction { bool newId = true; friend bool operator==(const RestartAction &, const RestartAction &) = default; };
struct PurgeAction { bool evenIfActive = false; /* else roads that can tell refuse an orchestration that has not ended */ friend bool operator==(const PurgeAction &, const PurgeAction &) = default; };

/// Everything that can be done to one instance; dialogs, rules, activity lines and the command line share it.
using InstanceAction = std::variant<TerminateAction, SuspendAction, ResumeAction, RewindAction, RaiseEventAction, RestartAction, PurgeAction>;

/// The alternatives of InstanceAction, in its order.
enum class ActionKind { Terminate, Suspend, Resume, Rewind, RaiseEvent, Restart, Purge };
[[nodiscard]] ActionKind kindOf(const InstanceAction &action) noexcept;
/// `Terminate`, `Raise event` …, translated: for menus and messages.
[[nodiscard]] QString displayName(ActionKind kind);
/// `Terminating…`, `Raising event…`: what a row shows until the hub reports the change.
[[nodiscard]] QString pendingName(ActionKind kind);

/// Whether something is possible and, if not, why, in words for a tool tip.
struct Verdict
{
    bool allowed = true;
    QString reason;

    explicit operator bool() const noexcept { return allowed; }
    friend bool operator==(const Verdict &, const Verdict &) = default;
};

/// What the protocol, the instance's state and the road allow (durable-http-api.md §5.4 to §5.11, L6, L7). Terminate is never
/// offered on an entity.
[[nodiscard]] Verdict canPerform(ActionKind action, const InstanceId &id, const RuntimeStatus &status, const Capabilities &capabilities);

/// Why an action's own values cannot be sent (empty event name, event data that is no JSON, a reason that breaks the hub's JSON); empty when fine.
[[nodiscard]] QString problemWithAction(const InstanceAction &action);

/// What performing an action gave. Most actions are accepted first and happen later.
struct ActionOutcome
{
    std::optional<InstanceId> newId; // restart
    qint64 deleted = 0; // purge

    friend bool operator==(const ActionOutcome &, const ActionOutcome &) = default;
};

/// A new orchestration (durable-http-api.md §5.1).
struct StartRequest
{
    QString function;
    std::optional<InstanceId> id; // none: the hub, or Hubdeck when it waits, makes one
    std::optional<QByteArray> input; // one JSON value; none: no input
    std::optional<Instant> at; // scheduled start; not over HTTP
    std::optional<std::chrono::milliseconds> wait; // wait that long for its end
    QString version; // of the orchestrator; empty: the app's own. Only with Feature::StartTags
    StartTags tags; // only with Feature::StartTags

    friend bool operator==(const StartRequest &, const StartRequest &) = default;
};

/// The longest time ahead that a start or a signal can be scheduled (azure-storage-task-hub.md §5.2).
inline constexpr std::chrono::hours longestScheduleAhead { 7 * 24 };
/// Why a start cannot be scheduled for `at`; empty when it can. A time in the past starts at once.
[[nodiscard]] QString problemWithScheduledStart(Instant at, Instant now);

/// Why a request to start cannot be sent (no name, forbidden id §5.1 rule 3, input that is no JSON); empty when it can.
[[nodiscard]] QString problemWithStart(const StartRequest &request);

struct StartedInstance
{
    InstanceId id;
    /// With StartRequest::wait: true when it ended in time; read the instance for its result.
    bool ended = false;

    friend bool operator==(const StartedInstance &, const StartedInstance &) = default;
};

struct PurgeOutcome
{
    qint64 deleted = 0;

    friend bool operator==(const PurgeOutcome &, const PurgeOutcome &) = default;
};

/// An entity as listed; `state` is null unless it was asked for (durable-http-api.md §6.2).
struct EntityRow
{
    EntityId id;
    std::optional<Instant> lastOperation;
    Payload state; // words in a JSON string where it is lost or damaged
    QByteArray raw;

    // Known on some roads only; empty where the road does not tell (azure-storage-task-hub.md §2.5).
    std::optional<qint64> queueSize = std::nullopt; // operations that wait; when set, lockedBy is known, too
    InstanceId lockedBy = {}; // the orchestration that holds its lock; empty: none
    std::optional<bool> suspended = std::nullopt; // told by the state only

    friend bool operator==(const EntityRow &, const EntityRow &) = default;
};

struct EntityPage
{
    std::vector<EntityRow> rows;
    ContinuationToken next;
};

/// A message to an entity (durable-http-api.md §6.3). No answer comes back.
struct EntitySignal
{
    QString operation;
    std::optional<QByteArray> input; // one JSON value
    std::optional<Instant> due = std::nullopt; // delivered then; only with Feature::DelayedSignal

    friend bool operator==(const EntitySignal &, const EntitySignal &) = default;
};

} // namespace hubdeck
