// SPDX-License-Identifier: MIT
#include "models/instances/rowindex.h"

#include <algorithm>

namespace hubdeck {

void RowIndex::insert(quint32 hash, quint32 row)
{
    if ((m_used + 1) * 4 > m_slots.size() * 3) {
        grow();
    }
    const size_t mask = m_slots.size() - 1;
    size_t i = hash & mask;
    while (m_slots[i].rowPlusOne != 0) {
        i = (i + 1) & mask;
    }
    m_slots[i] = { hash, row + 1 };
    ++m_used;
}

// Walking the old slots in order writes to two places that both move forward: sequential memory, a
// few ms for a million rows.
void RowIndex::grow()
{
    std::vector<Slot> old(std::max<size_t>(1024, m_slots.size() * 2));
    old.swap(m_slots);
    const size_t mask = m_slots.size() - 1;
    for (const Slot &slot : old) {
        if (slot.rowPlusOne != 0) {
            size_t i = slot.hash & mask;
            while (m_slots[i].rowPlusOne != 0) {
                i = (i + 1) & mask;
            }
            m_slots[i] = slot;
        }
    }
}

void RowIndex::clear() noexcept
{
    m_slots.clear();
    m_used = 0;
}

} // namespace hubdeck
