// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace hubdeck::fuzz {

// What must hold when a storage account holds any bytes whatsoever: as checks.h, for the rows,
// payloads and messages of services/azurestorage.

/// Keys come back, and filters stay well-formed.
[[nodiscard]] QByteArray checkInstanceKeys(const QByteArray &text);
/// Every document made of a row is JSON, whatever the row's columns say.
[[nodiscard]] QByteArray checkInstanceRows(const QByteArray &text);
[[nodiscard]] QByteArray checkHistoryRows(const QByteArray &text);
/// Blobs, packed or not.
[[nodiscard]] QByteArray checkBlobs(const QByteArray &text);
/// Messages from queues, and what is written into them.
[[nodiscard]] QByteArray checkMessages(const QByteArray &text);
[[nodiscard]] QByteArray checkRewind(const QByteArray &text);
[[nodiscard]] QByteArray checkHubHealth(const QByteArray &text);

} // namespace hubdeck::fuzz
