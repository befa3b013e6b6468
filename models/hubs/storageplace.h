// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/azurestoragehuboptions.h"
#include "services/taskhub/identifiers.h"

#include <QVariantMap>

namespace hubdeck {

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
    /// True when the account is opened with something that a person must give again: a key or a
    /// signature that is not the emulator's well-known one.
    [[nodiscard]] bool hasSecret() const;
    /// The same hub in the same account, however it is opened.
    [[nodiscard]] bool isSamePlace(const StoragePlace &other) const;

    /// What is remembered between two runs: never a key or signature.
    [[nodiscard]] QVariantMap remembered() const;
    /// Reads remembered(); the emulator's key is known, a token is fetched anew, another secret is
    /// empty. nullopt when it cannot be read.
    [[nodiscard]] static std::optional<StoragePlace> fromRemembered(const QVariantMap &values);
};

} // namespace hubdeck
