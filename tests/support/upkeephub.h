// SPDX-License-Identifier: MIT
#pragma once

#include "scriptedhub.h"
#include "services/azurestorage/hubhealth.h"

namespace hubdeck::test {

/// A scripted hub that also has what only storage tells: health, deletion, cancelled starts,
/// clean-up. Each answer is a function that a test sets before it is asked; called in pool threads.
class UpkeepHub final : public ScriptedHub
{
public:
    UpkeepHub() { setCapabilities(Capabilities()); }

    std::function<azurestorage::HubHealth()> onHealth = [] { return healthy(); };
    std::function<HubDeletionPlan()> onPlan = [] { return HubDeletionPlan {}; };
    std::function<HubDeletionOutcome(const HubDeletionRequest &, const HubDeletionSink &)> onDelete
        = [](const HubDeletionRequest &, const HubDeletionSink &) { return HubDeletionOutcome {}; };
    std::function<EntityCleaning(const EntityCleaningQuery &)> onEntitiesToClean
        = [](const EntityCleaningQuery &) { return EntityCleaning {}; };
    std::function<EntityCleaned(const EntityCleaning &)> onClean
        = [](const EntityCleaning &) { return EntityCleaned {}; };
    std::function<void(const InstanceId &)> onCancelStart = [](const InstanceId &) {};

    [[nodiscard]] static Instant readAt()
    {
        return Instant::fromText("2026-11-23T12:00:00Z").value();
    }

    /// One partition with an owner, its empty queue and an empty work-item queue.
    [[nodiscard]] static azurestorage::HubHealth healthy()
    {
        azurestorage::HubHealth health;
        health.serviceTime = readAt();
        azurestorage::PartitionHealth partition;
        partition.queue = QStringLiteral("hub-control-00");
        partition.state = azurestorage::PartitionHealth::State::Healthy;
        partition.owner = QStringLiteral("worker-1");
        partition.lastRenewal = readAt() - Instant::Ticks(30'000'000);
        partition.expiresAt = readAt() + Instant::Ticks(300'000'000);
        health.partitions = { partition };
        azurestorage::QueueHealth queue;
        queue.queue = partition.queue;
        queue.length = 0;
        health.controlQueues = { queue };
        health.workItems.queue = QStringLiteral("hub-workitems");
        health.workItems.length = 0;
        return health;
    }

    /// The same with a message in the work-item queue that is delivered again and again.
    [[nodiscard]] static azurestorage::HubHealth withPoison()
    {
        azurestorage::HubHealth health = healthy();
        azurestorage::QueueMessage message;
        message.id = QStringLiteral("m1");
        message.inserted = readAt() - Instant::Ticks(600'000'000);
        message.dequeueCount = 7;
        message.message.form = azurestorage::DecodedMessage::Form::Json;
        message.message.eventType = QStringLiteral("TaskScheduled");
        message.message.name = QStringLiteral("Charge");
        message.message.sender = InstanceId(QStringLiteral("order-1"));
        message.message.text = "{\"Name\":\"Charge\"}";
        health.workItems.length = 3;
        health.workItems.visible = { message };
        return health;
    }

    [[nodiscard]] azurestorage::HubHealth health(std::stop_token /*stop*/) override
    {
        return onHealth();
    }

    [[nodiscard]] HubDeletionPlan planDeletion(std::stop_token /*stop*/) override
    {
        return onPlan();
    }

    HubDeletionOutcome deleteTaskHub(const HubDeletionRequest &request, const HubDeletionSink &sink,
                                     std::stop_token /*stop*/) override
    {
        return onDelete(request, sink);
    }

    [[nodiscard]] EntityCleaning entitiesToClean(const EntityCleaningQuery &query,
                                                 std::stop_token /*stop*/) override
    {
        return onEntitiesToClean(query);
    }

    EntityCleaned cleanEntities(const EntityCleaning &cleaning, std::stop_token /*stop*/) override
    {
        return onClean(cleaning);
    }

    void cancelScheduledStart(const InstanceId &id, std::stop_token /*stop*/) override
    {
        onCancelStart(id);
    }
};

} // namespace hubdeck::test
