// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <optional>
#include <vector>

namespace hubdeck {

/// Open-addressing hash from a text's hash to row numbers. Slots keep the hash, so that growing
/// never touches the texts. Rows are never taken out. Not thread-safe.
class RowIndex
{
public:
    /// The row whose text `equals(row)` confirms.
    template <typename Equals>
    [[nodiscard]] std::optional<quint32> find(quint32 hash, Equals equals) const
    {
        if (m_slots.empty()) {
            return std::nullopt;
        }
        const size_t mask = m_slots.size() - 1;
        for (size_t i = hash & mask; m_slots[i].rowPlusOne != 0; i = (i + 1) & mask) {
            if (m_slots[i].hash == hash && equals(m_slots[i].rowPlusOne - 1)) {
                return m_slots[i].rowPlusOne - 1;
            }
        }
        return std::nullopt;
    }

    /// The caller knows that the text is not there yet.
    void insert(quint32 hash, quint32 row);
    void clear() noexcept;

private:
    struct Slot
    {
        quint32 hash = 0;
        quint32 rowPlusOne = 0;
    };

    void grow();
    std::vector<Slot> m_slots;
    size_t m_used = 0;
};

} // namespace hubdeck
