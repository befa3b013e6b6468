// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace hubdeck {

/// What becomes of a reason, which the hub stores as output and reads as JSON as far as it can (durable-http-api.md §4, L9).
struct ReasonEffect
{
    enum class Kind {
        KeptAsText, // shown as typed
        StoredAsValue, // its beginning reads as JSON: `storedAs` is what will be shown
        BreaksHub, // makes every answer with this instance invalid JSON: must not be sent
    };
    Kind kind = Kind::KeptAsText;
    QString storedAs;

    friend bool operator==(const ReasonEffect &, const ReasonEffect &) = default;
};

[[nodiscard]] ReasonEffect effectOfReason(const QString &reason);

/// The effect in words for a dialog or stderr; empty for text that is kept.
[[nodiscard]] QString describe(const ReasonEffect &effect);

} // namespace hubdeck
