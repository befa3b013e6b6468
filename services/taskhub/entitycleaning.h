// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/identifiers.h"
#include "services/taskhub/instant.h"

#include <chrono>
#include <optional>
#include <vector>

namespace hubdeck {

/// Which entities a clean-up looks at (azure-storage-task-hub.md §2.5).
struct EntityCleaningQuery
{
    QString name; // class; empty: every class
    bool removeEmpty = true;
    bool releaseLocks = true;
    /// An empty entity younger than this may still get messages out of order and stays.
    std::chrono::minutes reorderWindow { 30 };

    friend bool operator==(const EntityCleaningQuery &, const EntityCleaningQuery &) = default;
};

/// A lock whose owner has ended or is gone: operations wait for it for ever.
struct OrphanedLock
{
    EntityId entity;
    InstanceId owner;
    QString ownerState; // in words: `Completed`, `is not there`

    friend bool operator==(const OrphanedLock &, const OrphanedLock &) = default;
};

/// What a clean-up would do; found by TaskHub::entitiesToClean() and shown before anything happens.
struct EntityCleaning
{
    std::vector<EntityId> empty; // to be removed
    std::vector<OrphanedLock> locks; // to be released
    qint64 looked = 0; // entities seen
    std::chrono::minutes reorderWindow { 30 };

    [[nodiscard]] bool isEmpty() const noexcept { return empty.empty() && locks.empty(); }

    friend bool operator==(const EntityCleaning &, const EntityCleaning &) = default;
};

/// What was done. An entity that came back to life in between stays.
struct EntityCleaned
{
    qint64 removed = 0;
    qint64 released = 0; // messages accepted; the workers release the locks
    qint64 skipped = 0; // no longer empty, no longer locked

    friend bool operator==(const EntityCleaned &, const EntityCleaned &) = default;
};

} // namespace hubdeck
