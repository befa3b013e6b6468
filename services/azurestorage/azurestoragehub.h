// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/azurestoragehuboptions.h"
#include "services/azurestorage/discovery.h"
#include "services/taskhub/taskhub.h"

#include <memory>

namespace hubdeck {

class HttpClient;

/// A TaskHub straight on an account's tables, queues and blobs (azure-storage-task-hub.md). Making
/// one sends nothing. Reading never creates anything. Thread-safe; several calls may run at once.
/// Reads and deletions are retried, messages and starts are sent once. Ids of every kind can be
/// addressed.
class AzureStorageHub final : public TaskHub
{
public:
    using Options = azurestorage::AzureStorageHubOptions;

    /// `http` must outlive the hub. Throws InvalidInput for a name that no hub can have.
    AzureStorageHub(azurestorage::StorageAccount account, const TaskHubName &name, HttpClient &http,
                    Options options = {});
    ~AzureStorageHub() override;

    [[nodiscard]] const azurestorage::StorageAccount &account() const noexcept;
    [[nodiscard]] const TaskHubName &name() const noexcept;
    /// How many control queues messages are spread over (§1.4), read once for the hub's life. Where
    /// it is not certain and none was chosen, actions throw WrongState with its `problem`.
    [[nodiscard]] azurestorage::PartitionCount partitionCount(std::stop_token stop);

    [[nodiscard]] const Capabilities &capabilities() const override;
    void listInstances(const InstanceQuery &query, const ContinuationToken &from,
                       const PageSink &sink, std::stop_token stop) override;
    [[nodiscard]] InstanceDetails instance(const InstanceId &id, std::stop_token stop) override;
    [[nodiscard]] History history(const InstanceId &id, std::stop_token stop) override;
    /// With StartRequest::at up to seven days ahead. Conflict when somebody else started the id at
    /// the same time.
    StartedInstance start(const StartRequest &request, std::stop_token stop) override;
    /// Rewind and purge can be run again after an interruption.
    ActionOutcome perform(const InstanceId &id, const InstanceAction &action,
                          std::stop_token stop) override;
    /// Unlike over HTTP, entities are never purged by a filter.
    PurgeOutcome purge(const PurgeFilter &filter, std::stop_token stop) override;
    [[nodiscard]] InstanceDetails waitForCompletion(const InstanceId &id,
                                                    std::chrono::milliseconds timeout,
                                                    std::stop_token stop) override;
    void listEntities(const EntityQuery &query, const ContinuationToken &from,
                      const EntityPageSink &sink, std::stop_token stop) override;
    [[nodiscard]] std::optional<Payload> entityState(const EntityId &id,
                                                     std::stop_token stop) override;
    void signalEntity(const EntityId &id, const EntitySignal &signal,
                      std::stop_token stop) override;
    void deleteEntity(const EntityId &id, std::stop_token stop) override;
    [[nodiscard]] std::vector<ManagementUrl> managementUrls(const InstanceId &id) const override;

    void cancelScheduledStart(const InstanceId &id, std::stop_token stop) override;
    [[nodiscard]] std::vector<std::optional<InstanceId>> parents(const std::vector<InstanceId> &ids,
                                                                 std::stop_token stop) override;
    [[nodiscard]] EntityCleaning entitiesToClean(const EntityCleaningQuery &query,
                                                 std::stop_token stop) override;
    EntityCleaned cleanEntities(const EntityCleaning &cleaning, std::stop_token stop) override;
    [[nodiscard]] azurestorage::HubHealth health(std::stop_token stop) override;
    [[nodiscard]] HubDeletionPlan planDeletion(std::stop_token stop) override;
    HubDeletionOutcome deleteTaskHub(const HubDeletionRequest &request, const HubDeletionSink &sink,
                                     std::stop_token stop) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
