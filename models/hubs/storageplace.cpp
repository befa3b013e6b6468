// SPDX-License-Identifier: MIT
#include "models/hubs/storageplace.h"

#include "services/azurestorage/tokensource.h"
#include "services/connections/connectionstring.h"

#include <QCoreApplication>

namespace hubdeck {

using namespace Qt::StringLiterals;
using namespace azurestorage;

namespace {

/// The emulator's well-known key; an emulator may be given another key or a signature, too.
bool isKnown(const StorageCredential &credential)
{
    return credential == emulatorAccount().credential;
}

QVariantMap rememberedAccount(const StorageAccount &account)
{
    QString way = u"key"_s;
    if (isKnown(account.credential)) {
        way = u"emulator"_s;
    } else if (std::holds_alternative<SasCredential>(account.credential)) {
        way = u"sas"_s;
    } else if (std::holds_alternative<TokenCredential>(account.credential)) {
        way = u"token"_s;
    }
    return { { u"name"_s, account.name },
             { u"way"_s, way },
             { u"blob"_s, account.blobEndpoint.toString(QUrl::FullyEncoded) },
             { u"queue"_s, account.queueEndpoint.toString(QUrl::FullyEncoded) },
             { u"table"_s, account.tableEndpoint.toString(QUrl::FullyEncoded) } };
}

std::optional<StorageAccount> accountFrom(const QVariantMap &values)
{
    StorageAccount account;
    account.name = values.value(u"name"_s).toString();
    account.blobEndpoint = QUrl(values.value(u"blob"_s).toString(), QUrl::StrictMode);
    account.queueEndpoint = QUrl(values.value(u"queue"_s).toString(), QUrl::StrictMode);
    account.tableEndpoint = QUrl(values.value(u"table"_s).toString(), QUrl::StrictMode);
    const QString way = values.value(u"way"_s).toString();
    if (way == u"emulator") {
        account.credential = emulatorAccount().credential;
    } else if (way == u"token") {
        account.credential = TokenCredential { usualTokenSource() };
    } else if (way == u"sas") {
        account.credential = SasCredential {};
    } else if (way == u"key") {
        account.credential = SharedKeyCredential {};
    } else {
        return std::nullopt;
    }
    if (account.name.isEmpty() || account.blobEndpoint.host().isEmpty()
        || account.queueEndpoint.host().isEmpty() || account.tableEndpoint.host().isEmpty()) {
        return std::nullopt;
    }
    return account;
}

} // namespace

bool isSameAccount(const StorageAccount &a, const StorageAccount &b)
{
    return a.name == b.name && a.blobEndpoint == b.blobEndpoint
        && a.queueEndpoint == b.queueEndpoint && a.tableEndpoint == b.tableEndpoint;
}

bool isOpenedBySecret(const StorageAccount &account)
{
    return !isKnown(account.credential)
        && !std::holds_alternative<TokenCredential>(account.credential);
}

bool lacksSecret(const StorageAccount &account)
{
    const auto *key = std::get_if<SharedKeyCredential>(&account.credential);
    const auto *signature = std::get_if<SasCredential>(&account.credential);
    return (key && key->key.isEmpty()) || (signature && signature->query.isEmpty());
}

QString StoragePlace::displayName() const
{
    return QCoreApplication::translate("hubdeck::StoragePlace", "%1 · %2", "account and hub")
        .arg(account.displayName(), hub.text());
}

bool StoragePlace::hasSecret() const
{
    return isOpenedBySecret(account) || (trackingStore && isOpenedBySecret(trackingStore->account));
}

bool StoragePlace::lacksSecret() const
{
    return hubdeck::lacksSecret(account)
        || (trackingStore && hubdeck::lacksSecret(trackingStore->account));
}

void StoragePlace::takeCredential(const StorageAccount &opened)
{
    if (isSameAccount(account, opened)) {
        account.credential = opened.credential;
    }
    if (trackingStore && isSameAccount(trackingStore->account, opened)) {
        trackingStore->account.credential = opened.credential;
    }
}

bool StoragePlace::isSamePlace(const StoragePlace &other) const
{
    return hub == other.hub && isSameAccount(account, other.account);
}

QVariantMap StoragePlace::remembered() const
{
    QVariantMap values { { u"account"_s, rememberedAccount(account) },
                         { u"hub"_s, hub.text() },
                         { u"partitions"_s, partitionCount.value_or(0) } };
    if (trackingStore) {
        values.insert(u"trackingAccount"_s, rememberedAccount(trackingStore->account));
        values.insert(u"trackingPrefix"_s, trackingStore->tablePrefix);
    }
    return values;
}

std::optional<StoragePlace> StoragePlace::fromRemembered(const QVariantMap &values)
{
    StoragePlace place;
    const auto account = accountFrom(values.value(u"account"_s).toMap());
    place.hub = TaskHubName(values.value(u"hub"_s).toString());
    if (!account || !problemWithHubName(place.hub.text()).isEmpty()) {
        return std::nullopt;
    }
    place.account = *account;
    constexpr int mostPartitions = 16;
    const int partitions = values.value(u"partitions"_s).toInt();
    if (partitions >= 1 && partitions <= mostPartitions) {
        place.partitionCount = partitions;
    }
    if (values.contains(u"trackingAccount"_s)) {
        const auto tracking = accountFrom(values.value(u"trackingAccount"_s).toMap());
        if (!tracking) {
            return std::nullopt;
        }
        place.trackingStore
            = TrackingStore { *tracking, values.value(u"trackingPrefix"_s).toString() };
    }
    return place;
}

} // namespace hubdeck
