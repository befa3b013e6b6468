// SPDX-License-Identifier: MIT
#include "services/taskhub/taskhub.h"

#include "services/azurestorage/hubhealth.h"
#include "services/taskhub/pause.h"

#include <algorithm>

namespace hubdeck {

namespace {

[[noreturn]] void refuse(const Capabilities &capabilities, Feature feature)
{
    const QString why = capabilities.whyNot(feature);
    throw TaskHubError(ErrorKind::Unsupported,
                       why.isEmpty() ? QCoreApplication::translate(
                           "hubdeck::TaskHub", "This connection cannot do that.")
                                     : why);
}

} // namespace

TaskHub::~TaskHub() = default;

void TaskHub::cancelScheduledStart(const InstanceId & /*id*/, std::stop_token /*stop*/)
{
    refuse(capabilities(), Feature::CancelScheduledStart);
}

std::vector<std::optional<InstanceId>> TaskHub::parents(const std::vector<InstanceId> & /*ids*/,
                                                        std::stop_token /*stop*/)
{
    refuse(capabilities(), Feature::ParentLinks);
}

EntityCleaning TaskHub::entitiesToClean(const EntityCleaningQuery & /*query*/,
                                        std::stop_token /*stop*/)
{
    refuse(capabilities(), Feature::CleanEntities);
}

EntityCleaned TaskHub::cleanEntities(const EntityCleaning & /*cleaning*/, std::stop_token /*stop*/)
{
    refuse(capabilities(), Feature::CleanEntities);
}

azurestorage::HubHealth TaskHub::health(std::stop_token /*stop*/)
{
    refuse(capabilities(), Feature::Health);
}

HubDeletionPlan TaskHub::planDeletion(std::stop_token /*stop*/)
{
    refuse(capabilities(), Feature::DeleteTaskHub);
}

HubDeletionOutcome TaskHub::deleteTaskHub(const HubDeletionRequest & /*request*/,
                                          const HubDeletionSink & /*sink*/,
                                          std::stop_token /*stop*/)
{
    refuse(capabilities(), Feature::DeleteTaskHub);
}

InstanceDetails TaskHub::waitForCompletion(const InstanceId &id, std::chrono::milliseconds timeout,
                                           std::stop_token stop)
{
    using Clock = std::chrono::steady_clock;
    using std::chrono::milliseconds;
    constexpr milliseconds first { 200 };
    constexpr milliseconds longest { 2'000 };
    const Clock::time_point begun = Clock::now();
    for (milliseconds interval = first;; interval = std::min(interval * 3 / 2, longest)) {
        InstanceDetails details = instance(id, stop);
        const auto spent = std::chrono::duration_cast<milliseconds>(Clock::now() - begun);
        if (details.status.isTerminal() || spent >= timeout) {
            return details;
        }
        pause(std::min(interval, timeout - spent), stop);
    }
}

} // namespace hubdeck
