// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/actions.h"
#include "services/taskhub/capabilities.h"
#include "services/taskhub/entitycleaning.h"
#include "services/taskhub/history.h"
#include "services/taskhub/hubdeletion.h"
#include "services/taskhub/instance.h"
#include "services/taskhub/instancepage.h"
#include "services/taskhub/query.h"
#include "services/taskhub/taskhuberror.h"

#include <functional>
#include <stop_token>

namespace hubdeck {

namespace azurestorage {
struct HubHealth; // services/azurestorage/hubhealth.h
} // namespace azurestorage

enum class SinkAnswer { Continue, Stop };
/// Takes one page; called in the caller's thread, in order.
using PageSink = std::function<SinkAnswer(InstancePage &&)>;
using EntityPageSink = std::function<SinkAnswer(EntityPage &&)>;

/// One task hub, whatever the road to it (architecture.md, The centre). Every call blocks: off the GUI thread only. Thread-safe.
/// Throws TaskHubError; a set stop token ends any call with ErrorKind::Cancelled.
class TaskHub
{
public:
    virtual ~TaskHub();

    /// What this hub can do; the same for the hub's life.
    [[nodiscard]] virtual const Capabilities &capabilities() const = 0;

    /// Calls `sink` for every page in order until it answers Stop, the query ends or `stop` is set. The next page is asked for as
    /// soon as its token is known, while `sink` still works on this one.
    virtual void listInstances(const InstanceQuery &query, const ContinuationToken &from, const PageSink &sink, std::stop_token stop) = 0;

    /// Payloads included, wherever they are stored. NotFound when there is none.
    [[nodiscard]] virtual InstanceDetails instance(const InstanceId &id, std::stop_token stop) = 0;

    /// History of the current execution with inputs and results, and the status read with it.
    [[nodiscard]] virtual History history(const InstanceId &id, std::stop_token stop) = 0;

    /// Sent once. With StartRequest::wait it returns when the instance ended or the time is over.
    virtual StartedInstance start(const StartRequest &request, std::stop_token stop) = 0;

    /// Sent once; returns when the hub has accepted it, which is before it happens.
    virtual ActionOutcome perform(const InstanceId &id, const InstanceAction &action, std::stop_token stop) = 0;

    /// Sent once, only when problemWithPurge() finds nothing. Deletes every matching instance of the window, entities included.
    virtual PurgeOutcome purge(const PurgeFilter &filter, std::stop_token stop) = 0;

    /// Reads the instance again and again until it is terminal or `timeout` has passed; gives the last state read.
    [[nodiscard]] virtual InstanceDetails waitForCompletion(const InstanceId &id, std::chrono::milliseconds timeout, std::stop_token stop);

    virtual void listEntities(const EntityQuery &query, const ContinuationToken &from, const EntityPageSink &sink, std::stop_token stop) = 0;

    /// The state's JSON text; nullopt when the entity does not exist.
    [[nodiscard]] virtual std::optional<Payload> entityState(const EntityId &id, std::stop_token stop) = 0;

    /// Sent once; accepted whether or not the entity exists.
    virtual void signalEntity(const EntityId &id, const EntitySignal &signal, std::stop_token stop) = 0;

    /// Signals `delete`; the entity's class decides (durable-http-api.md §6.4).
    virtual void deleteEntity(const EntityId &id, std::stop_token stop) = 0;

    /// The management addresses of an instance, without a key; no request is made. Empty where the road has none.
    [[nodiscard]] virtual std::vector<ManagementUrl> managementUrls(const InstanceId &id) const = 0;

    // What only some roads can do: each throws Unsupported with Capabilities::whyNot() unless the road has its Feature.

    /// Takes back a start that is scheduled for later, by purging its Pending row; the start message then finds nothing to start
    /// (azure-storage-task-hub.md W5). WrongState when it has started or was not scheduled. Feature::CancelScheduledStart.
    virtual void cancelScheduledStart(const InstanceId &id, std::stop_token stop);

    /// The orchestrations that started these as sub-orchestrations, in the same order; nullopt where there is none. One look into a
    /// history each. Feature::ParentLinks.
    [[nodiscard]] virtual std::vector<std::optional<InstanceId>> parents(const std::vector<InstanceId> &ids, std::stop_token stop);

    /// Looks for empty entities and orphaned locks; changes nothing. Feature::CleanEntities.
    [[nodiscard]] virtual EntityCleaning entitiesToClean(const EntityCleaningQuery &query, std::stop_token stop);
    /// Does what entitiesToClean() found, looking at each entity once more before. Feature::CleanEntities.
    virtual EntityCleaned cleanEntities(const EntityCleaning &cleaning, std::stop_token stop);

    /// Queues, partitions and leases at this moment; changes nothing. Parts that cannot be read are left empty. Feature::Health.
    [[nodiscard]] virtual azurestorage::HubHealth health(std::stop_token stop);

    /// What deleting the hub would delete, with counts; changes nothing. Feature::DeleteTaskHub.
    [[nodiscard]] virtual HubDeletionPlan planDeletion(std::stop_token stop);
    /// Deletes the hub with all that is in it, looks again and tells what is left; safe to run again. Lists anew, so that only what
    /// is there is deleted. InvalidInput when the name was not confirmed, WrongState while workers hold leases unless forced.
    virtual HubDeletionOutcome deleteTaskHub(const HubDeletionRequest &request, const HubDeletionSink &sink, std::stop_token stop);

protected:
    TaskHub() = default;
    Q_DISABLE_COPY_MOVE(TaskHub)
};

} // namespace hubdeck
