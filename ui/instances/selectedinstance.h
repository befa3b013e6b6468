// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/actions.h"

namespace hubdeck {

/// What is known of a selected row: enough for actions and their dialogs.
struct SelectedInstance
{
    InstanceId id;
    QString name;
    RuntimeStatus status;
    /// Of roads that show it: Feature::CancelScheduledStart.
    std::optional<Instant> scheduledStart = std::nullopt;

    /// It has not started: it waits for a time that is yet to come.
    [[nodiscard]] bool waitsForItsTime(Instant now = Instant::now()) const;

    friend bool operator==(const SelectedInstance &, const SelectedInstance &) = default;
};

/// canPerform() of the status, and what the row tells beside it.
[[nodiscard]] Verdict canPerform(ActionKind action, const SelectedInstance &instance,
                                 const Capabilities &capabilities, Instant now = Instant::now());
/// Whether TaskHub::cancelScheduledStart() has something to take back.
[[nodiscard]] Verdict canCancelStart(const SelectedInstance &instance,
                                     const Capabilities &capabilities,
                                     Instant now = Instant::now());

} // namespace hubdeck
