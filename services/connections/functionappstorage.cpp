// SPDX-License-Identifier: MIT
#include "services/connections/functionappstorage.h"

#include "services/connections/storagesettings.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::FunctionAppStorage)
};

[[noreturn]] void refuse(const QString &message)
{
    throw TaskHubError(ErrorKind::InvalidInput, message);
}

StorageAccount accountOf(const FunctionAppProject &project, const QString &setting,
                         const std::shared_ptr<TokenSource> &tokens)
{
    auto account = storageAccountFromSettings(project.settings, setting, tokens);
    if (!account) {
        refuse(Words::tr("local.settings.json does not define %1, which names the storage of the "
                         "hub. Give the account another way.")
                   .arg(setting));
    }
    return *std::move(account);
}

} // namespace

FunctionAppStorage functionAppStorage(const FunctionAppProject &project,
                                      const std::shared_ptr<TokenSource> &tokens)
{
    const QString &provider = project.storageProvider;
    if (!provider.isEmpty() && provider.compare("AzureStorage"_L1, Qt::CaseInsensitive) != 0) {
        refuse(Words::tr("host.json keeps the hub in “%1”, not in Azure Storage. Reach it over "
                         "HTTP instead.")
                   .arg(provider));
    }
    if (project.settingsAreEncrypted) {
        refuse(Words::tr("local.settings.json is encrypted. Decrypt it with “func settings "
                         "decrypt”, or give the account another way."));
    }
    FunctionAppStorage storage;
    storage.account = accountOf(project, project.storageSetting, tokens);
    storage.hubName = project.hubName;
    storage.partitionCount = project.partitionCount;
    if (!project.trackingSetting.isEmpty()) {
        TrackingStore store;
        store.account = accountOf(project, project.trackingSetting, tokens);
        if (!project.trackingPrefix.isEmpty()) {
            store.tablePrefix = project.trackingPrefix;
        }
        storage.trackingStore = std::move(store);
    }
    return storage;
}

} // namespace hubdeck
