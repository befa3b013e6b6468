// SPDX-License-Identifier: MIT
#include "services/azurestorage/azurestoragehub.h"

#include "services/azurestorage/entitystore.h"
#include "services/azurestorage/healthreader.h"
#include "services/azurestorage/hubdeleter.h"
#include "services/azurestorage/hubstore.h"
#include "services/azurestorage/instanceactions.h"
#include "services/azurestorage/instancepurger.h"
#include "services/azurestorage/instancereader.h"
#include "services/azurestorage/instancestarter.h"
#include "services/azurestorage/storagecapabilities.h"

namespace hubdeck {

using namespace azurestorage;

class AzureStorageHub::Private
{
public:
    Private(StorageAccount account, const TaskHubName &name, HttpClient &http, Options options)
        : store(std::move(account), name, http, std::move(options))
    { }

    const HubStore store;
    const Capabilities capabilities = storageCapabilities();
    const InstanceReader reader { store };
    const InstanceStarter starter { store };
    const InstanceActions actions { store };
    const InstancePurger purger { store };
    const EntityStore entities { store };
    const HealthReader health { store };
    const HubDeleter deleter { store };
};

AzureStorageHub::AzureStorageHub(StorageAccount account, const TaskHubName &name, HttpClient &http,
                                 Options options)
    : d(std::make_unique<Private>(std::move(account), name, http, std::move(options)))
{ }

AzureStorageHub::~AzureStorageHub() = default;

const StorageAccount &AzureStorageHub::account() const noexcept
{
    return d->store.account();
}

const TaskHubName &AzureStorageHub::name() const noexcept
{
    return d->store.hub;
}

PartitionCount AzureStorageHub::partitionCount(std::stop_token stop)
{
    return d->store.partitionCount(stop);
}

const Capabilities &AzureStorageHub::capabilities() const
{
    return d->capabilities;
}

void AzureStorageHub::listInstances(const InstanceQuery &query, const ContinuationToken &from,
                                    const PageSink &sink, std::stop_token stop)
{
    d->reader.listInstances(query, from, sink, stop);
}

InstanceDetails AzureStorageHub::instance(const InstanceId &id, std::stop_token stop)
{
    return d->reader.instance(id, stop);
}

History AzureStorageHub::history(const InstanceId &id, std::stop_token stop)
{
    return d->reader.history(id, stop);
}

StartedInstance AzureStorageHub::start(const StartRequest &request, std::stop_token stop)
{
    StartedInstance started { d->starter.start(request, stop), false };
    if (!request.wait) {
        return started;
    }
    try {
        started.ended
            = d->reader.waitForCompletion(started.id, *request.wait, stop).status.isTerminal();
    } catch (const TaskHubError &error) {
        if (error.kind == ErrorKind::Cancelled) {
            throw;
        } // it was started: that must not get lost behind a failed look at it
    }
    return started;
}

ActionOutcome AzureStorageHub::perform(const InstanceId &id, const InstanceAction &action,
                                       std::stop_token stop)
{
    return d->actions.perform(id, action, stop);
}

PurgeOutcome AzureStorageHub::purge(const PurgeFilter &filter, std::stop_token stop)
{
    return d->purger.purge(filter, stop);
}

InstanceDetails AzureStorageHub::waitForCompletion(const InstanceId &id,
                                                   std::chrono::milliseconds timeout,
                                                   std::stop_token stop)
{
    return d->reader.waitForCompletion(id, timeout, stop);
}

void AzureStorageHub::listEntities(const EntityQuery &query, const ContinuationToken &from,
                                   const EntityPageSink &sink, std::stop_token stop)
{
    d->entities.listEntities(query, from, sink, stop);
}

std::optional<Payload> AzureStorageHub::entityState(const EntityId &id, std::stop_token stop)
{
    return d->entities.entityState(id, stop);
}

void AzureStorageHub::signalEntity(const EntityId &id, const EntitySignal &signal,
                                   std::stop_token stop)
{
    d->entities.signalEntity(id, signal, stop);
}

void AzureStorageHub::deleteEntity(const EntityId &id, std::stop_token stop)
{
    EntitySignal signal;
    signal.operation = QStringLiteral("delete");
    d->entities.signalEntity(id, signal, stop);
}

std::vector<ManagementUrl> AzureStorageHub::managementUrls(const InstanceId & /*id*/) const
{
    return {};
}

void AzureStorageHub::cancelScheduledStart(const InstanceId &id, std::stop_token stop)
{
    d->purger.cancelScheduledStart(id, stop);
}

std::vector<std::optional<InstanceId>> AzureStorageHub::parents(const std::vector<InstanceId> &ids,
                                                                std::stop_token stop)
{
    return d->reader.parents(ids, stop);
}

EntityCleaning AzureStorageHub::entitiesToClean(const EntityCleaningQuery &query,
                                                std::stop_token stop)
{
    return d->entities.entitiesToClean(query, stop);
}

EntityCleaned AzureStorageHub::cleanEntities(const EntityCleaning &cleaning, std::stop_token stop)
{
    return d->entities.cleanEntities(cleaning, stop);
}

HubHealth AzureStorageHub::health(std::stop_token stop)
{
    return d->health.read(stop);
}

HubDeletionPlan AzureStorageHub::planDeletion(std::stop_token stop)
{
    return d->deleter.plan(stop);
}

HubDeletionOutcome AzureStorageHub::deleteTaskHub(const HubDeletionRequest &request,
                                                  const HubDeletionSink &sink, std::stop_token stop)
{
    return d->deleter.remove(request, sink, stop);
}

} // namespace hubdeck
