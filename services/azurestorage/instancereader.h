// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhub.h"

namespace hubdeck::azurestorage {

class HubStore;

/// Reads instances and histories (azure-storage-task-hub.md §2, §3). Changes nothing. Thread-safe;
/// the calls are those of TaskHub.
class InstanceReader
{
public:
    /// `store` must outlive it.
    explicit InstanceReader(const HubStore &store)
        : m_store(store)
    { }

    void listInstances(const InstanceQuery &query, const ContinuationToken &from,
                       const PageSink &sink, const std::stop_token &stop) const;
    [[nodiscard]] InstanceDetails instance(const InstanceId &id, const std::stop_token &stop) const;
    [[nodiscard]] History history(const InstanceId &id, const std::stop_token &stop) const;
    [[nodiscard]] InstanceDetails waitForCompletion(const InstanceId &id,
                                                    std::chrono::milliseconds timeout,
                                                    const std::stop_token &stop) const;
    [[nodiscard]] std::vector<std::optional<InstanceId>> parents(const std::vector<InstanceId> &ids,
                                                                 const std::stop_token &stop) const;
    /// The orchestration that started this one as a sub-orchestration (§3.6). `executionId`: the
    /// execution that is meant; empty: any.
    [[nodiscard]] std::optional<InstanceId>
    parentOf(const InstanceId &id, const QString &executionId, const std::stop_token &stop) const;

private:
    const HubStore &m_store;
};

} // namespace hubdeck::azurestorage
