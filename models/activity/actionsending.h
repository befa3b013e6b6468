// SPDX-License-Identifier: MIT
#pragma once

#include "models/activity/instancewatcher.h"
#include "services/taskhub/taskhub.h"

#include <atomic>
#include <functional>
#include <stop_token>

namespace hubdeck {

/// What one instance of a call gave, as it comes from the job's thread.
struct ItemResult
{
    InstanceId id;
    std::optional<TaskHubError> error;
    ActionOutcome outcome;
    std::optional<Observation> before;
    std::optional<InstanceDetails> after; // read after a refusal: the row may be out of date
    bool gone = false;
};

/// Sends an action to each of `ids` in order, once, and tells each outcome. Blocks. Ends early when
/// `stopped` is set, when a failure would meet every further instance too, or when the connection
/// seems to be gone.
void sendOneByOne(TaskHub &hub, const InstanceAction &action, const std::vector<InstanceId> &ids,
                  const std::atomic_bool &stopped, std::stop_token stop,
                  const std::function<void(const ItemResult &)> &told);

} // namespace hubdeck
