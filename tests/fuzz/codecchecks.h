// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace hubdeck::fuzz {

// What must hold when a hub answers with any bytes whatsoever: as checks.h, for
// services/durablehttp.

/// Both readers of a page find the same rows, and every slice lies inside its text.
[[nodiscard]] QByteArray checkInstancePage(const QByteArray &text);
[[nodiscard]] QByteArray checkStatusAndHistory(const QByteArray &text);
[[nodiscard]] QByteArray checkEntities(const QByteArray &text);
[[nodiscard]] QByteArray checkReplies(const QByteArray &text);
[[nodiscard]] QByteArray checkErrors(const QByteArray &text);

} // namespace hubdeck::fuzz
