// SPDX-License-Identifier: MIT
#include "services/azurestorage/storageaccount.h"

#include "services/http/urls.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

const QUrl &StorageAccount::endpoint(StorageService service) const noexcept
{
    switch (service) {
    case StorageService::Blob:
        return blobEndpoint;
    case StorageService::Queue:
        return queueEndpoint;
    case StorageService::Table:
        break;
    }
    return tableEndpoint;
}

bool StorageAccount::isEmulator() const
{
    return name == "devstoreaccount1"_L1;
}

QString StorageAccount::displayName() const
{
    if (!isEmulator() && !isLoopback(tableEndpoint)) {
        return name;
    }
    return name + u" \u00b7 " + tableEndpoint.authority();
}

StorageAccount accountNamed(const QString &name, StorageCredential credential,
                            const QString &endpointSuffix)
{
    static const QRegularExpression names(u"^[a-z0-9]{3,24}$"_s);
    static const QRegularExpression suffixes(u"^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$"_s);
    const auto refuse
        = [](const QString &message) { throw TaskHubError(ErrorKind::InvalidInput, message); };
    if (!names.match(name).hasMatch()) {
        refuse(QCoreApplication::translate("hubdeck::StorageAccount",
                                           "“%1” is no name of a storage account: 3 to 24 "
                                           "lower-case letters and digits.")
                   .arg(name));
    }
    if (!suffixes.match(endpointSuffix).hasMatch()) {
        refuse(QCoreApplication::translate(
                   "hubdeck::StorageAccount",
                   "“%1” is no end of a host's name, such as core.windows.net.")
                   .arg(endpointSuffix));
    }
    const auto endpoint = [&](QLatin1StringView service) {
        return QUrl(u"https://"_s + name + u'.' + service + u'.' + endpointSuffix);
    };
    return { name, endpoint("blob"_L1), endpoint("queue"_L1), endpoint("table"_L1),
             std::move(credential) };
}

} // namespace hubdeck::azurestorage
