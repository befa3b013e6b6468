// SPDX-License-Identifier: MIT
#include "services/connections/storagesettings.h"

#include "services/connections/connectionstring.h"
#include "services/connections/storageendpoint.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::ConnectionString)
};

struct ServiceSetting
{
    QLatin1StringView service;
    QUrl StorageAccount::*member;
};

constexpr std::array<ServiceSetting, 3> serviceSettings { {
    { "blob"_L1, &StorageAccount::blobEndpoint },
    { "queue"_L1, &StorageAccount::queueEndpoint },
    { "table"_L1, &StorageAccount::tableEndpoint },
} };

[[noreturn]] void refuse(const QString &message)
{
    throw TaskHubError(ErrorKind::InvalidInput, message);
}

[[noreturn]] void refuseSetting(const QString &setting, const QString &why)
{
    refuse(Words::tr("The setting %1 cannot be used. %2").arg(setting, why));
}

/// A setting's value, whatever the case of its name; a null text when it is absent or empty.
QString settingOf(const QHash<QString, QString> &settings, const QString &name)
{
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        if (it.key().compare(name, Qt::CaseInsensitive) == 0 && !it.value().trimmed().isEmpty()) {
            return it.value().trimmed();
        }
    }
    return {};
}

/// What `<name>__tableServiceUri` and the like give; the endpoints of the others are empty.
StorageAccount readServiceUris(const QHash<QString, QString> &settings, const QString &name)
{
    StorageAccount account;
    for (const ServiceSetting &endpoint : serviceSettings) {
        for (const QString &separator : { u"__"_s, u":"_s }) {
            const QString key = name + separator + endpoint.service + u"ServiceUri"_s;
            const QString value = settingOf(settings, key);
            if (!value.isNull()) {
                const QUrl url = readStorageEndpoint(value, Words::tr("The setting %1").arg(key));
                account.*endpoint.member = url;
                account.name = accountNameIn(url);
            }
        }
    }
    return account;
}

/// What `<name>__accountName` gives.
std::optional<StorageAccount> readAccountName(const QHash<QString, QString> &settings,
                                              const QString &name)
{
    for (const QString &separator : { u"__"_s, u":"_s }) {
        const QString key = name + separator + u"accountName"_s;
        const QString value = settingOf(settings, key);
        if (value.isNull()) {
            continue;
        }
        try {
            return accountNamed(value, {});
        } catch (const TaskHubError &error) {
            refuseSetting(key, error.message);
        }
    }
    return std::nullopt;
}

/// The endpoints that were not given: like one that was.
void deriveServiceUris(StorageAccount &account, const QString &name)
{
    for (const ServiceSetting &missing : serviceSettings) {
        for (const ServiceSetting &known : serviceSettings) {
            if ((account.*missing.member).isEmpty()) {
                account.*missing.member = siblingEndpoint(account.*known.member, missing.service);
            }
        }
        if ((account.*missing.member).isEmpty()) {
            refuse(Words::tr("The setting %1 is missing.")
                       .arg(name + u"__"_s + missing.service + u"ServiceUri"_s));
        }
    }
}

/// Each service by its own setting, else by the account's name, as the Functions host does.
std::optional<StorageAccount> readIdentity(const QHash<QString, QString> &settings,
                                           const QString &name,
                                           const std::shared_ptr<TokenSource> &tokens)
{
    StorageAccount account = readServiceUris(settings, name);
    const auto isMissing = [&account](const ServiceSetting &endpoint) {
        return (account.*endpoint.member).isEmpty();
    };
    if (std::ranges::any_of(serviceSettings, isMissing)) {
        if (const auto named = readAccountName(settings, name)) {
            account.name = named->name;
            for (const ServiceSetting &endpoint : serviceSettings) {
                if (isMissing(endpoint)) {
                    account.*endpoint.member = (*named).*endpoint.member;
                }
            }
        } else if (!account.name.isEmpty()) {
            deriveServiceUris(account, name);
        }
    }
    if (account.name.isEmpty()) {
        return std::nullopt;
    }
    account.credential = TokenCredential { tokens };
    return account;
}

} // namespace

std::optional<StorageAccount> storageAccountFromSettings(const QHash<QString, QString> &settings,
                                                         const QString &name,
                                                         const std::shared_ptr<TokenSource> &tokens)
{
    for (const QString &key : { QString(u"AzureWebJobs"_s + name), name }) {
        for (const QString &section :
             { QString(), u"ConnectionStrings:"_s, u"ConnectionStrings__"_s }) {
            const QString value = settingOf(settings, section + key);
            if (value.isNull()) {
                continue;
            }
            try {
                return parseConnectionString(value);
            } catch (const TaskHubError &error) {
                refuseSetting(section + key, error.message);
            }
        }
        if (auto account = readIdentity(settings, key, tokens)) {
            return account;
        }
    }
    return std::nullopt;
}

} // namespace hubdeck
