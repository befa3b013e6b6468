// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace hubdeck {

/// A key or token. Has no conversion to text and no debug output, so that it cannot slip into a log
/// or a message.
class Secret
{
public:
    Secret() = default;

    explicit Secret(QByteArray bytes)
        : m_bytes(std::move(bytes))
    { }

    [[nodiscard]] bool isEmpty() const noexcept { return m_bytes.isEmpty(); }

    /// The bytes, only to put them into a request header or the keychain.
    [[nodiscard]] const QByteArray &reveal() const noexcept { return m_bytes; }

    friend bool operator==(const Secret &, const Secret &) = default;

private:
    QByteArray m_bytes;
};

} // namespace hubdeck
