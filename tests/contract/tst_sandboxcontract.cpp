// SPDX-License-Identifier: MIT
#include "services/durablehttp/durablehttphub.h"
#include "services/http/httpclient.h"
#include "services/sandbox/sandboxserver.h"
#include "taskhubcontract.h"
#include "testprogram.h"

#include <QCoreApplication>

using namespace hubdeck;

namespace {

/// The sandbox hub over HTTP.
class SandboxRoad final : public ContractRoad
{
public:
    [[nodiscard]] TaskHub &hub() override { return m_hub; }

private:
    static SandboxServer::Options options()
    {
        SandboxServer::Options some;
        some.seeded = false;
        return some;
    }

    static HubAddress addressOf(const SandboxServer &server)
    {
        HubAddress address;
        address.base = server.url();
        address.key = Secret(server.key());
        return address;
    }

    SandboxServer m_server { options() };
    HttpClient m_client;
    DurableHttpHub m_hub { addressOf(m_server), m_client };
};

} // namespace

HUBDECK_REGISTER_TEST([](int argc, char *argv[]) {
    const QCoreApplication application(argc, argv);
    return runTaskHubContract([] { return std::make_unique<SandboxRoad>(); }, argc, argv);
})
