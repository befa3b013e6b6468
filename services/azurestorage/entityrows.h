// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/instancerows.h"

#include <chrono>

namespace hubdeck::azurestorage {

/// What an entity's Instances row says (§2.5): its scheduler's state (Input) and its status.
struct StoredEntity
{
    EntityId id;
    InstanceId instanceId;
    bool exists = false;
    /// None when the entity does not exist or the state was not read; words when it is malformed.
    std::optional<Payload> state;
    bool isLockKnown = false; // the next two were told
    QString lockedBy; // instance id of the orchestration; empty when not locked
    qint64 queueSize = 0;
    std::optional<bool> suspended; // told by the scheduler's state only
    std::optional<Instant> lastOperation;
    std::optional<Instant> lastUpdated;
    RuntimeStatus status;
    bool malformed = false; // the scheduler's state could not be read
};

/// `schedulerState` is the text of Input (from its blob, if need be); null when it was not read:
/// then the custom status alone tells.
[[nodiscard]] StoredEntity readEntity(const StoredInstance &stored, const QString &schedulerState);

/// The row of an entity list, as HTTP gives it (durable-http-api.md §6.2).
[[nodiscard]] EntityRow entityRow(const StoredEntity &entity, bool withState);

/// The clean-up rule of the official client (§2.5): empty, not locked, no operation waiting, and
/// older than the reorder window.
[[nodiscard]] bool isRemovable(const StoredEntity &entity, Instant now,
                               std::chrono::minutes reorderWindow = std::chrono::minutes(30));

} // namespace hubdeck::azurestorage
