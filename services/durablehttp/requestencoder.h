// SPDX-License-Identifier: MIT
#pragma once

#include "services/connections/hubaddress.h"
#include "services/durablehttp/durablehttpoptions.h"
#include "services/http/httpclient.h"
#include "services/http/urls.h"
#include "services/taskhub/actions.h"
#include "services/taskhub/query.h"

namespace hubdeck {

/// Writes the request of every operation (durable-http-api.md §1, R1 to R15; escaping §8). What
/// must not be sent is refused here: InvalidInput where the values are wrong, Unsupported where
/// this API cannot address the object. A value, any thread.
class RequestEncoder
{
public:
    explicit RequestEncoder(HubAddress address, DurableHttpOptions options = {});

    [[nodiscard]] const HubAddress &address() const noexcept { return m_address; }

    [[nodiscard]] HttpRequest listInstances(const InstanceQuery &query,
                                            const ContinuationToken &token) const;
    [[nodiscard]] HttpRequest instance(const InstanceId &id) const;
    [[nodiscard]] HttpRequest history(const InstanceId &id) const;
    /// `wait` is taken from the request and must be capped already; both of timeout and
    /// pollingInterval are sent.
    [[nodiscard]] HttpRequest start(const StartRequest &request) const;
    [[nodiscard]] HttpRequest perform(const InstanceId &id, const InstanceAction &action) const;
    [[nodiscard]] HttpRequest purge(const PurgeFilter &filter) const;
    [[nodiscard]] HttpRequest listEntities(const EntityQuery &query,
                                           const ContinuationToken &token) const;
    [[nodiscard]] HttpRequest entityState(const EntityId &id) const;
    [[nodiscard]] HttpRequest signalEntity(const EntityId &id, const EntitySignal &signal) const;
    [[nodiscard]] HttpRequest deleteEntity(const EntityId &id) const;
    [[nodiscard]] std::vector<ManagementUrl> managementUrls(const InstanceId &id) const;

private:
    using Query = std::vector<QueryItem>;
    [[nodiscard]] HttpRequest request(HttpMethod method, const QStringList &segments,
                                      Query query = {}) const;
    [[nodiscard]] HttpRequest withJson(HttpRequest request, const QByteArray &body) const;
    [[nodiscard]] Query withHub(Query query) const;
    [[nodiscard]] HttpRequest reasoned(const InstanceId &id, const QString &verb,
                                       const QString &reason) const;
    [[nodiscard]] HttpRequest raiseEvent(const InstanceId &id,
                                         const RaiseEventAction &action) const;
    [[nodiscard]] HttpRequest restart(const InstanceId &id, const RestartAction &action) const;

    HubAddress m_address;
    DurableHttpOptions m_options;
};

/// Why this API cannot address an instance, in words; empty when it can (durable-http-api.md L5,
/// §5.9, §8).
[[nodiscard]] QString problemWithReaching(const InstanceId &id);

} // namespace hubdeck
