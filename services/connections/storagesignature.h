// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storageaccount.h"

namespace hubdeck {

// Shared access signatures as people paste them (azure-storage-task-hub.md §11.3). No message
// repeats one.

/// The value of `sig=` in a query, with or without `?` in front; empty when there is none.
[[nodiscard]] QByteArray signatureIn(const QString &query);

/// A query with a signature, without its `?`. Throws TaskHubError InvalidInput with `what` in front
/// (`SharedAccessSignature`) for anything else.
[[nodiscard]] Secret readSignature(QString text, const QString &what);

/// The account of a service's SAS URL as the portal gives it,
/// `https://contoso.table.core.windows.net/?sv=…&sig=…`. Throws TaskHubError InvalidInput where the
/// signature is missing or the address does not tell those of the other services.
[[nodiscard]] azurestorage::StorageAccount accountOfSignedUrl(const QString &text);

} // namespace hubdeck
