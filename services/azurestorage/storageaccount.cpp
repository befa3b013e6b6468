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

bool isAccountName(const QString &text)
{
    static const QRegularExpression names(QRegularExpression::anchoredPattern(u"[a-z0-9]{3,24}"_s));
    return names.match(text).hasMatch();
}

bool isEndpointSuffix(const QString &text)
{
    static const QRegularExpression suffixes(
        QRegularExpression::anchoredPattern(u"[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+"_s));
    return suffixes.match(text).hasMatch() && QUrl(u"https://a."_s + text).isValid();
}

StorageAccount accountNamed(const QString &name, StorageCredential credential,
                            const QString &endpointSuffix)
{
    const auto refuse
        = [](const QString &message) { throw TaskHubError(ErrorKind::InvalidInput, message); };
    if (!isAccountName(name)) {
        refuse(QCoreApplication::translate("hubdeck::StorageAccount",
                                           "That is no name of a storage account: 3 to 24 "
                                           "lower-case letters and digits, and nothing else."));
    }
    if (!isEndpointSuffix(endpointSuffix)) {
        refuse(QCoreApplication::translate("hubdeck::StorageAccount",
                                           "That is no end of a storage host's name, such as "
                                           "core.windows.net."));
    }
    const auto endpoint = [&](QLatin1StringView service) {
        return QUrl(u"https://"_s + name + u'.' + service + u'.' + endpointSuffix);
    };
    return { name, endpoint("blob"_L1), endpoint("queue"_L1), endpoint("table"_L1),
             std::move(credential) };
}

} // namespace hubdeck::azurestorage
