// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/instancestore.h"

#include <span>

namespace hubdeck {

enum class InstanceSortKey {
    Status,
    Id,
    Name,
    Created,
    LastUpdated,
    Duration,
    CustomStatus,
    Version,
    Tags,
    ScheduledStart,
    Completed,
    Generation,
};

/// An order over the rows of a store: total (equal keys fall back to the row number, in both
/// directions, so sorting is stable). Whole lists: radix for times and numbers, counting for
/// status, name and version, an 8-byte prefix key for texts (performance-study.md §3). An active
/// row's duration counts to the `now` of the last call of setNow().
class InstanceOrder
{
public:
    using Row = InstanceStore::Row;

    explicit InstanceOrder(const InstanceStore &store,
                           InstanceSortKey key = InstanceSortKey::Created, bool descending = true);

    [[nodiscard]] InstanceSortKey key() const noexcept { return m_key; }

    [[nodiscard]] bool isDescending() const noexcept { return m_descending; }

    /// False for what an instance keeps for life: its changes never move the row.
    [[nodiscard]] bool canChange() const noexcept;

    void setNow(Instant now) noexcept { m_now = now.ticks(); }

    /// `rows` in ascending row numbers.
    void sortAll(std::vector<Row> &rows);
    /// Few rows: by comparison.
    void sortFew(std::span<Row> rows);
    /// Merges the sorted `few` into the sorted `rows`.
    void merge(std::vector<Row> &rows, std::span<const Row> few);

private:
    void learnRanks();
    [[nodiscard]] qint64 number(Row row) const noexcept;
    [[nodiscard]] quint32 rank(Row row) const noexcept;
    [[nodiscard]] QByteArrayView text(Row row) const noexcept;
    [[nodiscard]] bool isLess(Row a, Row b) const noexcept;
    void sortByNumber(std::vector<Row> &rows) const;
    void sortByRank(std::vector<Row> &rows) const;
    void sortByText(std::vector<Row> &rows) const;

    const InstanceStore *m_store; // never null
    InstanceSortKey m_key;
    bool m_descending;
    qint64 m_now = 0;
    std::vector<quint32> m_ranks; // by name, status or version index
};

} // namespace hubdeck
