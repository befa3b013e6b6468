// SPDX-License-Identifier: MIT
#include "services/connections/storagesettings.h"

#include "services/connections/connectionstring.h"
#include "services/connections/storageendpoint.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>

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

/// `<name>__tableServiceUri` and the like; the ones that are absent are made like the others.
std::optional<StorageAccount> readServiceUris(const QHash<QString, QString> &settings,
                                              const QString &name)
{
    StorageAccount account;
    QUrl known;
    for (const ServiceSetting &endpoint : serviceSettings) {
        for (const QString &separator : { u"__"_s, u":"_s }) {
            const QString key = name + separator + endpoint.service + u"ServiceUri"_s;
            const QString value = settingOf(settings, key);
            if (value.isNull()) {
                continue;
            }
            const QUrl url = readStorageEndpoint(value, Words::tr("The setting %1").arg(key));
            account.*endpoint.member = url;
            account.name = accountNameIn(url);
            known = url;
        }
    }
    if (account.name.isEmpty()) {
        return std::nullopt;
    }
    for (const ServiceSetting &endpoint : serviceSettings) {
        if (!(account.*endpoint.member).isEmpty()) {
            continue;
        }
        account.*endpoint.member = siblingEndpoint(known, endpoint.service);
        if ((account.*endpoint.member).isEmpty()) {
            refuse(Words::tr("The setting %1 is missing.")
                       .arg(name + u"__"_s + endpoint.service + u"ServiceUri"_s));
        }
    }
    return account;
}

StorageAccount accountIn(const QString &setting, const QString &name)
{
    try {
        return accountNamed(name, {});
    } catch (const TaskHubError &error) {
        refuseSetting(setting, error.message);
    }
}

std::optional<StorageAccount> readIdentity(const QHash<QString, QString> &settings,
                                           const QString &name,
                                           const std::shared_ptr<TokenSource> &tokens)
{
    std::optional<StorageAccount> account = readServiceUris(settings, name);
    for (const QString &separator : { u"__"_s, u":"_s }) {
        const QString key = name + separator + u"accountName"_s;
        const QString value = settingOf(settings, key);
        if (!account && !value.isNull()) {
            account = accountIn(key, value);
        }
    }
    if (account) {
        account->credential = TokenCredential { tokens };
    }
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
