// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace hubdeck::fuzz {

// What must hold when a storage account answers with any bytes whatsoever: as checks.h, for
// services/azurestorage.

/// Rows are read or refused; what was read can be written, and comes back the same.
[[nodiscard]] QByteArray checkTableRows(const QByteArray &text);
[[nodiscard]] QByteArray checkTableBatch(const QByteArray &text);
[[nodiscard]] QByteArray checkStorageListings(const QByteArray &text);
[[nodiscard]] QByteArray checkStorageErrors(const QByteArray &text);
/// Connection strings and the paths of rows and blobs.
[[nodiscard]] QByteArray checkStorageTexts(const QByteArray &text);

} // namespace hubdeck::fuzz
