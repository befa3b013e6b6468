// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/azurestoragehuboptions.h"
#include "services/taskhub/identifiers.h"

#include <QVariantMap>

namespace hubdeck {

/// The same account by name and endpoints, however it is opened.
[[nodiscard]] bool isSameAccount(const azurestorage::StorageAccount &a,
                                 const azurestorage::StorageAccount &b);
/// True when the account is opened with something that a person must give again in the next run: a
/// key or a signature that is not the emulator's well-known one.
[[nodiscard]] bool isOpenedBySecret(const azurestorage::StorageAccount &account);
/// True when that key or signature is not known.
[[nodiscard]] bool lacksSecret(const azurestorage::StorageAccount &account);

/// A hub in a storage account and how the account is opened: for this road what HubAddress is for
/// HTTP. A key or signature lives here and nowhere else.
struct StoragePlace
{
    azurestorage::StorageAccount account;
    TaskHubName hub;
    /// 1 to 16, chosen by a person where the storage does not tell it for certain.
    std::optional<int> partitionCount;
    std::optional<azurestorage::TrackingStore> trackingStore;

    /// `contoso · OrdersHub`: for titles and lists.
    [[nodiscard]] QString displayName() const;
    /// True when its account or that of its tracking store is opened by a secret.
    [[nodiscard]] bool hasSecret() const;
    /// True when such a secret is not known.
    [[nodiscard]] bool lacksSecret() const;
    /// Opens `opened` with its credential, wherever it is this place's account or that of its
    /// tracking store.
    void takeCredential(const azurestorage::StorageAccount &opened);
    /// The same hub in the same account, however it is opened.
    [[nodiscard]] bool isSamePlace(const StoragePlace &other) const;

    /// What is remembered between two runs: never a key or signature.
    [[nodiscard]] QVariantMap remembered() const;
    /// Reads remembered(); the emulator's key is known, a token is fetched anew, another secret is
    /// empty. nullopt when it cannot be read.
    [[nodiscard]] static std::optional<StoragePlace> fromRemembered(const QVariantMap &values);
};

} // namespace hubdeck
