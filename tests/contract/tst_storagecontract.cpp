// SPDX-License-Identifier: MIT
#include "storageworker.h"
#include "taskhubcontract.h"
#include "testprogram.h"

#include <QCoreApplication>
#include <QDebug>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString hubName = u"ContractHub"_s;

/// A hub in the emulator, straight on its storage, with a worker of the tests behind it.
class StorageRoad final : public ContractRoad
{
public:
    StorageRoad()
    {
        const QString problem = m_account.start();
        if (!problem.isEmpty()) {
            qFatal("%s", qPrintable(problem));
        }
        m_worker = std::make_unique<test::StorageWorker>(m_account, hubName);
        m_hub = m_account.hub(hubName);
    }

    [[nodiscard]] TaskHub &hub() override { return *m_hub; }

private:
    test::StorageAccountFixture m_account { QString() };
    std::unique_ptr<test::StorageWorker> m_worker;
    std::unique_ptr<AzureStorageHub> m_hub;
};

} // namespace

HUBDECK_REGISTER_TEST([](int argc, char *argv[]) {
    const QCoreApplication application(argc, argv);
    if (!Azurite::isInstalled()) {
        qWarning("Skipped: Azurite is not installed: run tests/run once");
        return 0;
    }
    return runTaskHubContract([] { return std::make_unique<StorageRoad>(); }, argc, argv);
})
