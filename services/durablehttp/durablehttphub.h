// SPDX-License-Identifier: MIT
#pragma once

#include "services/connections/hubaddress.h"
#include "services/durablehttp/durablehttpoptions.h"
#include "services/taskhub/taskhub.h"

#include <memory>

namespace hubdeck {

class HttpClient;

/// A TaskHub over the Durable Functions HTTP management API (durable-http-api.md). Thread-safe;
/// several calls may run at once. Reads are retried by RetryPolicy, actions are sent once.
class DurableHttpHub final : public TaskHub
{
public:
    /// `client` must outlive the hub.
    DurableHttpHub(HubAddress address, HttpClient &client, DurableHttpOptions options = {});
    ~DurableHttpHub() override;

    [[nodiscard]] const HubAddress &address() const noexcept;
    [[nodiscard]] const Capabilities &capabilities() const override;
    void listInstances(const InstanceQuery &query, const ContinuationToken &from,
                       const PageSink &sink, std::stop_token stop) override;
    [[nodiscard]] InstanceDetails instance(const InstanceId &id, std::stop_token stop) override;
    [[nodiscard]] History history(const InstanceId &id, std::stop_token stop) override;
    StartedInstance start(const StartRequest &request, std::stop_token stop) override;
    ActionOutcome perform(const InstanceId &id, const InstanceAction &action,
                          std::stop_token stop) override;
    PurgeOutcome purge(const PurgeFilter &filter, std::stop_token stop) override;
    void listEntities(const EntityQuery &query, const ContinuationToken &from,
                      const EntityPageSink &sink, std::stop_token stop) override;
    [[nodiscard]] std::optional<Payload> entityState(const EntityId &id,
                                                     std::stop_token stop) override;
    void signalEntity(const EntityId &id, const EntitySignal &signal,
                      std::stop_token stop) override;
    void deleteEntity(const EntityId &id, std::stop_token stop) override;
    [[nodiscard]] std::vector<ManagementUrl> managementUrls(const InstanceId &id) const override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
