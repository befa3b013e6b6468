// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/azurestoragehuboptions.h"
#include "services/azurestorage/storagehubs.h"
#include "services/taskhub/identifiers.h"

#include <functional>

namespace hubdeck {

/// Lists one account.
using AccountLister
    = std::function<azurestorage::AccountContents(const azurestorage::StorageAccount &)>;

/// All that is in an account and in its tracking store, which keeps the hubs' tables elsewhere.
[[nodiscard]] azurestorage::AccountContents
contentsOf(const azurestorage::StorageAccount &account,
           const std::optional<azurestorage::TrackingStore> &store, const AccountLister &list);

/// True when a hub has a table, which tells how its name is written.
[[nodiscard]] bool isSpelled(const azurestorage::FoundHub &hub);
/// How a hub that was found is opened: as its tables spell it; without tables there are only
/// queues, in lower case, and `configured` is right.
[[nodiscard]] TaskHubName nameToOpen(const azurestorage::FoundHub &hub,
                                     const TaskHubName &configured);

} // namespace hubdeck
