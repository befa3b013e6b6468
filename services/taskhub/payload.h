// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace hubdeck {

/// An input, output or custom status: the bytes as received, never re-encoded.
struct Payload
{
    /// The text as it stood in the hub's answer (a JSON value, or what the hub sent in its place, such as `undefined`). UTF-8 by
    /// contract, but invalid bytes are kept.
    QByteArray text;
    /// Where the hub keeps a large value (a blob's address); empty when it came inline.
    QString storedAt;

    /// No value: nothing came, or JSON `null`.
    [[nodiscard]] bool isNull() const noexcept;
    /// One JSON value and nothing else (strict JSON).
    [[nodiscard]] bool isJson() const;
    /// The text where it is JSON, otherwise the text as one JSON string: what --json and exports print (architecture.md, JSON).
    [[nodiscard]] QByteArray asJson() const;

    friend bool operator==(const Payload &, const Payload &) = default;
};

} // namespace hubdeck
