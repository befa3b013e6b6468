// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhub.h"

namespace hubdeck::azurestorage {

class HubStore;
struct StoredEntity;
struct TableRow;

/// Entities: lists, states, signals, clean-up (azure-storage-task-hub.md §2.5, §5.5.6).
/// Thread-safe; the calls are those of TaskHub.
class EntityStore
{
public:
    /// `store` must outlive it.
    explicit EntityStore(const HubStore &store)
        : m_store(store)
    { }

    /// Without the entities that do not exist any more, as over HTTP.
    void listEntities(const EntityQuery &query, const ContinuationToken &from,
                      const EntityPageSink &sink, const std::stop_token &stop) const;
    [[nodiscard]] std::optional<Payload> entityState(const EntityId &id,
                                                     const std::stop_token &stop) const;
    void signalEntity(const EntityId &id, const EntitySignal &signal,
                      const std::stop_token &stop) const;
    [[nodiscard]] EntityCleaning entitiesToClean(const EntityCleaningQuery &query,
                                                 const std::stop_token &stop) const;
    EntityCleaned cleanEntities(const EntityCleaning &cleaning, const std::stop_token &stop) const;

private:
    /// The entity of a row; `withState` fetches what its scheduler keeps.
    [[nodiscard]] StoredEntity entityOf(const TableRow &row, bool withState,
                                        const std::stop_token &stop) const;
    /// In words when the orchestration that holds a lock will never release it; empty otherwise.
    [[nodiscard]] QString whyOrphaned(const QString &owner, const std::stop_token &stop) const;
    [[nodiscard]] bool removeIfEmpty(const EntityId &id, std::chrono::minutes reorderWindow,
                                     const std::stop_token &stop) const;
    [[nodiscard]] bool releaseIfOrphaned(const OrphanedLock &lock,
                                         const std::stop_token &stop) const;

    const HubStore &m_store;
};

} // namespace hubdeck::azurestorage
