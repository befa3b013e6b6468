// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace hubdeck::azurestorage {

/// RFC 1952, one member.
[[nodiscard]] QByteArray gzipped(QByteArrayView bytes);
/// True when the bytes begin like gzip.
[[nodiscard]] bool isGzip(QByteArrayView bytes) noexcept;
/// All members of a gzip file. Throws TaskHubError Malformed when it is damaged or cut off,
/// TooLarge when it would give more than `limit` bytes.
[[nodiscard]] QByteArray gunzipped(QByteArrayView bytes, qint64 limit);

} // namespace hubdeck::azurestorage
