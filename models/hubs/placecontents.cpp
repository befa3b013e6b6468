// SPDX-License-Identifier: MIT
#include "models/hubs/placecontents.h"

namespace hubdeck {

using namespace azurestorage;

AccountContents contentsOf(const StorageAccount &account, const std::optional<TrackingStore> &store,
                           const AccountLister &list)
{
    AccountContents all = list(account);
    if (store && store->account != account) {
        const AccountContents more = list(store->account);
        all.listing.tables += more.listing.tables;
        all.listing.queues += more.listing.queues;
        all.listing.containers += more.listing.containers;
        ListedServices &listed = all.listing.listed; // all of both, or it is not known
        listed.tables = listed.tables && more.listing.listed.tables;
        listed.queues = listed.queues && more.listing.listed.queues;
        listed.containers = listed.containers && more.listing.listed.containers;
        all.problems += more.problems;
    }
    return all;
}

bool isSpelled(const FoundHub &hub)
{
    return hub.hasInstances || hub.hasHistory || hub.hasPartitions;
}

TaskHubName nameToOpen(const FoundHub &hub, const TaskHubName &configured)
{
    const bool same = hub.name.text().compare(configured.text(), Qt::CaseInsensitive) == 0;
    return same && !isSpelled(hub) ? configured : hub.name;
}

} // namespace hubdeck
