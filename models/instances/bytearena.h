// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

#include <memory>
#include <vector>

namespace hubdeck {

/// Bytes in blocks that never move, so that a million ids are appended without one reallocation.
/// Texts stand in order of arrival, each followed by `\n`; an address is a block's number and a
/// place in it. Not thread-safe.
class ByteArena
{
public:
    using Address = quint32;
    static constexpr quint32 blockShift = 20;
    static constexpr quint32 blockBytes = 1U << blockShift;

    struct Block
    {
        std::unique_ptr<char[]> bytes;
        quint32 used = 0;
        quint32 capacity = 0;
    };

    /// Addresses only grow. Throws std::length_error beyond 4 GiB.
    Address append(QByteArrayView text);

    [[nodiscard]] QByteArrayView view(Address address, quint32 length) const noexcept
    {
        return { m_blocks[address >> blockShift].bytes.get() + (address & (blockBytes - 1)),
                 static_cast<qsizetype>(length) };
    }

    /// Puts `text` over the bytes at `address`; the caller knows that it fits.
    void overwrite(Address address, QByteArrayView text) noexcept;

    [[nodiscard]] const std::vector<Block> &blocks() const noexcept { return m_blocks; }

    [[nodiscard]] qint64 usedBytes() const noexcept { return m_usedBytes; }

    void clear() noexcept;

private:
    std::vector<Block> m_blocks;
    qint64 m_usedBytes = 0;
};

} // namespace hubdeck
