// SPDX-License-Identifier: MIT
#include "models/instances/bytearena.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace hubdeck {

ByteArena::Address ByteArena::append(QByteArrayView text)
{
    const auto needed = static_cast<quint32>(text.size()) + 1;
    if (m_blocks.empty() || m_blocks.back().capacity - m_blocks.back().used < needed) {
        if (m_blocks.size() >= (size_t { 1 } << (32 - blockShift))) {
            throw std::length_error("more text than a list can hold");
        }
        const quint32 capacity = std::max(blockBytes, needed);
        m_blocks.push_back({ std::make_unique_for_overwrite<char[]>(capacity), 0, capacity });
    }
    Block &block = m_blocks.back();
    const Address address = (static_cast<quint32>(m_blocks.size() - 1) << blockShift) | block.used;
    if (!text.isEmpty()) {
        std::memcpy(block.bytes.get() + block.used, text.data(), static_cast<size_t>(text.size()));
    }
    block.bytes[block.used + needed - 1] = '\n';
    block.used += needed;
    m_usedBytes += needed;
    return address;
}

void ByteArena::overwrite(Address address, QByteArrayView text) noexcept
{
    if (!text.isEmpty()) {
        std::memcpy(m_blocks[address >> blockShift].bytes.get() + (address & (blockBytes - 1)),
                    text.data(), static_cast<size_t>(text.size()));
    }
}

void ByteArena::clear() noexcept
{
    m_blocks.clear();
    m_usedBytes = 0;
}

} // namespace hubdeck
