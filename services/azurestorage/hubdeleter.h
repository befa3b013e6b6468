// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/discovery.h"
#include "services/taskhub/hubdeletion.h"

#include <map>
#include <stop_token>

namespace hubdeck::azurestorage {

class HubStore;

/// Deletes a task hub with everything that is named exactly like it (azure-storage-task-hub.md
/// §10.1), the Instances table last, so that the hub can be found until it is gone. Thread-safe;
/// the calls are those of TaskHub. Tables with rows of other hubs (a tracking store, §1) stay.
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
    /// What there is of the hub.
    struct Contents
    {
        std::vector<HubArtefact> artefacts; // to be deleted, in the order of deletion
        std::vector<HubArtefact> kept; // shared with other hubs
        QString whyKept; // in words, when the tables themselves tell it
    };

    [[nodiscard]] Contents contents(const std::stop_token &stop) const;
    /// Why the tables that hold all instances are not only the hub's; empty when they are.
    [[nodiscard]] QString whyShared(const QString &instances, bool hasQueues,
                                    const std::stop_token &stop) const;
    [[nodiscard]] bool isTracking(const HubArtefact &artefact) const;
    void addSignsOfUse(HubDeletionPlan &plan, const std::stop_token &stop) const;
    void refuseIfUsed(const std::vector<HubArtefact> &artefacts, const std::stop_token &stop) const;
    void count(HubArtefact &artefact, const std::stop_token &stop) const;
    void deleteOne(const HubArtefact &artefact, bool force, const std::stop_token &stop) const;
    void deleteContainer(const QString &name, bool force, const std::stop_token &stop) const;
    /// Fills in what is still there, and why.
    void lookAgain(HubDeletionOutcome &outcome, const std::map<QString, QString> &problems,
                   const std::stop_token &stop) const;

    const HubStore &m_store;
};

} // namespace hubdeck::azurestorage
