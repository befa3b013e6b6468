// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/discovery.h"
#include "services/taskhub/hubdeletion.h"

#include <stop_token>

namespace hubdeck::azurestorage {

class HubStore;

/// Deletes a task hub with everything that is named exactly like it (azure-storage-task-hub.md
/// §10.1), the Instances table last, so that the hub can be found until it is gone. Thread-safe;
/// the calls are those of TaskHub.
class HubDeleter
{
public:
    /// `store` must outlive it.
    explicit HubDeleter(const HubStore &store)
        : m_store(store)
    { }

    [[nodiscard]] HubDeletionPlan plan(const std::stop_token &stop) const;
    HubDeletionOutcome remove(const HubDeletionRequest &request, const HubDeletionSink &sink,
                              const std::stop_token &stop) const;

private:
    /// In the order of deletion.
    [[nodiscard]] std::vector<HubArtefact> artefacts(const std::stop_token &stop) const;
    void addSignsOfUse(HubDeletionPlan &plan, const std::stop_token &stop) const;
    void count(HubArtefact &artefact, const std::stop_token &stop) const;
    void deleteOne(const HubArtefact &artefact, const std::stop_token &stop) const;
    void deleteContainer(const QString &name, const std::stop_token &stop) const;
    [[nodiscard]] bool isShared(const HubArtefact &artefact) const;

    const HubStore &m_store;
};

} // namespace hubdeck::azurestorage
