// SPDX-License-Identifier: MIT
#pragma once

#include "faultserver.h"
#include "quickretry.h"
#include "services/durablehttp/durablehttphub.h"
#include "services/http/httpclient.h"

#include <QObject>

namespace hubdeck::test {

inline const InstanceId id(QStringLiteral("order-77"));

inline QByteArray row(const QByteArray &instanceId, const QByteArray &status = "Running")
{
    return R"({"name":"Order","instanceId":")" + instanceId + R"(","runtimeStatus":")" + status
        + R"("})";
}

inline Fault page(const QByteArray &rows, const QByteArray &next = {})
{
    return Fault::answer(200, "[" + rows + "]", { { "x-ms-continuation-token", next } });
}

inline QByteArray tokenOf(const FaultRequest &request)
{
    return request.header("x-ms-continuation-token");
}

/// The base of tests of DurableHttpHub over one server. No Q_OBJECT: moc loses its way in the raw
/// strings above.
class HubOverFaults : public QObject
{
protected:
    void startServer() { m_server = std::make_unique<FaultServer>(); }

    [[nodiscard]] DurableHttpHub makeHub(std::chrono::milliseconds serverWait
                                         = std::chrono::seconds(200))
    {
        HubAddress address;
        address.base = m_server->url("/runtime/webhooks/durabletask");
        address.key = Secret("k");
        DurableHttpOptions options;
        options.retry = quickRetry();
        options.longestServerWait = serverWait;
        return DurableHttpHub(address, m_client, options);
    }

    [[nodiscard]] QStringList list(DurableHttpHub &hub, const InstanceQuery &query = {},
                                   std::stop_token stop = {})
    {
        QStringList ids;
        hub.listInstances(
            query, {},
            [&](InstancePage &&page) {
                for (const InstanceRow &each : page.rows) {
                    ids.append(page.id(each).text());
                }
                return SinkAnswer::Continue;
            },
            std::move(stop));
        return ids;
    }

    HttpClient m_client;
    std::unique_ptr<FaultServer> m_server;
};

} // namespace hubdeck::test
