// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QUrl>

namespace hubdeck {

// What connection strings and settings share about the address of a storage service.

/// An endpoint as it is used: without query, fragment and trailing slash. Throws TaskHubError
/// InvalidInput with `what` in front (`TableEndpoint`) for anything but https, or http to this
/// computer, and for user info.
[[nodiscard]] QUrl readStorageEndpoint(const QString &text, const QString &what);

/// True when the host is a number or localhost: the account then is the first path segment.
[[nodiscard]] bool isBareAddress(const QUrl &endpoint);

/// The account's name as an endpoint tells it; empty when it does not.
[[nodiscard]] QString accountNameIn(const QUrl &endpoint);

/// The endpoint of another service (`blob`, `queue`, `table`) of the same account, where the host
/// tells it: `contoso.table.core.windows.net` → `contoso.blob.core.windows.net`. Empty otherwise.
[[nodiscard]] QUrl siblingEndpoint(const QUrl &endpoint, QLatin1StringView service);

} // namespace hubdeck
