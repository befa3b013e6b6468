// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/actions.h"
#include "services/taskhub/taskhuberror.h"

#include <vector>

/// The sentences of the activity list and of failures of several instances.
namespace hubdeck::actionwords {

/// `Suspend approval-04 (“maintenance window”)`, `Raise event Approve on order-1`, `Terminate 5
/// instances`.
[[nodiscard]] QString what(const InstanceAction &action, const std::vector<InstanceId> &ids);
/// The name of the icon for theme::icon().
[[nodiscard]] QString iconName(ActionKind kind);

/// What became of a call with several instances.
struct Counts
{
    int total = 0;
    int accepted = 0;
    int failed = 0;
    int unknown = 0;
    int reported = 0; // accepted ones whose change the hub reports
    bool watched = false; // whether changes are waited for at all

    [[nodiscard]] int done() const noexcept { return accepted + failed + unknown; }
};

/// `12 of 40 sent`, `3 accepted, 2 failed`, `5 accepted, 4 of them reported by the hub`; `stopped`
/// adds how many were not sent.
[[nodiscard]] QString result(const Counts &counts, bool underWay);
/// `accepted, Completed after 1.8 s`
[[nodiscard]] QString reported(const InstanceDetails &instance, std::chrono::milliseconds after);

using Failures = std::vector<std::pair<InstanceId, TaskHubError>>;
/// One error for the message bar that tells of several: the first failure's kind and words, all of
/// them in the detail.
[[nodiscard]] TaskHubError summary(ActionKind kind, const Failures &failures, int total);

} // namespace hubdeck::actionwords
