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
/// Connection strings, the paths of rows and blobs, positions in a list.
[[nodiscard]] QByteArray checkStorageTexts(const QByteArray &text);
/// Settings of an app that name an account, given tokens and what the Azure CLI prints.
[[nodiscard]] QByteArray checkStorageSettings(const QByteArray &text);
/// host.json and local.settings.json; writes them to a folder of its own.
[[nodiscard]] QByteArray checkProjectFolder(const QByteArray &text);

} // namespace hubdeck::fuzz
