// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/history.h"
#include "services/taskhub/runtimestatus.h"

#include <span>

namespace hubdeck::historytext {

enum class Family { Execution, Task, SubOrchestration, Timer, Message, Control, Other };

[[nodiscard]] Family familyOf(const HistoryEvent &event);
/// The status whose shape and colour stand for the event: Failed for every failure.
[[nodiscard]] RuntimeStatus::Kind glyphOf(const HistoryEvent &event);
/// The event's type as received; words for one that has only a number.
[[nodiscard]] QString typeName(const HistoryEvent &event);
/// The instance of the sub-orchestration that the event tells of; empty for other events and where
/// the hub does not name it: HTTP names it only while it is under way, storage always.
[[nodiscard]] InstanceId childOf(const HistoryEvent &event);
/// Function, event or target; for the end of an execution its status.
[[nodiscard]] QString name(const HistoryEvent &event);
/// What the event brought: result, reason, input, target … as received, unescaped; empty where
/// there is nothing to tell.
[[nodiscard]] QString contents(const HistoryEvent &event);
/// How long the thing took that ends with the event `events[index]`: a task since it was scheduled,
/// a timer since it was made, a suspension, the execution.
[[nodiscard]] std::optional<Instant::Ticks> duration(std::span<const HistoryEvent> events,
                                                     size_t index);
/// `text`, found in type, name or any value of the event; ASCII letters in either case.
[[nodiscard]] bool matches(const HistoryEvent &event, const QString &text);

} // namespace hubdeck::historytext
