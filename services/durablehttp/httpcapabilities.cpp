// SPDX-License-Identifier: MIT
#include "services/durablehttp/httpcapabilities.h"

#include <QCoreApplication>

namespace hubdeck {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::HttpCapabilities)
};

} // namespace

Capabilities httpCapabilities()
{
    Capabilities capabilities;
    capabilities.lack(Feature::ScheduledStart,
                      Words::tr("The HTTP API starts at once. To start at a later time, connect to "
                                "the hub's storage."));
    capabilities.lack(Feature::SubsecondTimes,
                      Words::tr("The HTTP API gives the times of instances in whole seconds. The "
                                "hub's storage has them exactly."));
    capabilities.lack(Feature::ParentLinks,
                      Words::tr("The HTTP API tells no parent, version, tags, scheduled start or "
                                "end. The hub's storage does."));
    capabilities.lack(Feature::IdsWithSlash,
                      Words::tr("The HTTP API cannot address ids with “/”: it answers “not found” "
                                "for them. Connect to the "
                                "hub's storage to reach them."));
    capabilities.lack(Feature::Health,
                      Words::tr("The HTTP API shows no queues and partitions. Connect to the hub's "
                                "storage to see them."));
    capabilities.lack(
        Feature::DeleteTaskHub,
        Words::tr("The HTTP API cannot delete a task hub. Connect to the hub's storage to do it."));
    capabilities.lack(Feature::CancelScheduledStart,
                      Words::tr("The HTTP API cannot take back a scheduled start. Connect to the "
                                "hub's storage to do it."));
    capabilities.lack(Feature::DelayedSignal,
                      Words::tr("The HTTP API delivers signals at once. To signal at a later time, "
                                "connect to the hub's storage."));
    capabilities.lack(Feature::CleanEntities,
                      Words::tr("The HTTP API cannot clean up entities. Connect to the hub's "
                                "storage to do it."));
    capabilities.lack(Feature::AllEvents,
                      Words::tr("The HTTP API folds events together. The hub's storage has every "
                                "single one."));
    capabilities.lack(Feature::StartTags,
                      Words::tr("The HTTP API starts without a version and tags. To give them, "
                                "connect to the hub's storage."));
    capabilities.lack(Feature::FinishRewind,
                      Words::tr("The HTTP API rewinds failed instances only. Connect to the hub's "
                                "storage to finish an interrupted rewind."));
    return capabilities;
}

} // namespace hubdeck
