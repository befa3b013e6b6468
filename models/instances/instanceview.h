// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/instancefilter.h"
#include "models/instances/instancesort.h"

#include <array>

namespace hubdeck {

/// How many of the loaded rows there are, by status and by what hides them.
struct InstanceCounts
{
    std::array<qint64, 9> byKind {}; // by RuntimeStatus::Kind, without regard to the status filter
                                     // and the narrow field
    qint64 loaded = 0;
    qint64 shown = 0;
    qint64 hiddenByText = 0;
    qint64 hiddenChildren = 0; // sub-orchestrations with generated ids, in no other number here
                               // but `loaded`

    [[nodiscard]] qint64 of(RuntimeStatus::Kind kind) const noexcept
    {
        return byKind[static_cast<size_t>(kind)];
    }

    friend bool operator==(const InstanceCounts &, const InstanceCounts &) = default;
};

/// The sorted and filtered permutation of a store's rows, kept up to date in steps. Newest first
/// until told otherwise.
class InstanceView
{
public:
    using Row = InstanceStore::Row;

    /// What a step did to the shown rows.
    struct Transition
    {
        std::vector<Row> leaving; // shown before, not any more
        std::vector<Row> entering; // in ascending row numbers
        std::vector<Row> changed; // shown before and after, with new values
    };

    explicit InstanceView(const InstanceStore &store);

    [[nodiscard]] const InstanceFilter &filter() const noexcept { return m_filter->filter(); }

    [[nodiscard]] InstanceSortKey sortKey() const noexcept { return m_order.key(); }

    [[nodiscard]] bool isDescending() const noexcept { return m_order.isDescending(); }

    [[nodiscard]] const InstanceCounts &counts() const noexcept { return m_counts; }

    [[nodiscard]] bool isShown(Row row) const noexcept
    {
        return row < m_states.size() && m_states[row].isShown();
    }

    void setFilter(const InstanceFilter &filter);
    void sort(InstanceSortKey key, bool descending, Instant now);
    /// The store has changed; tells what that means for what is shown.
    Transition apply(const InstanceStore::Changes &changes, Instant now);
    /// The store was cleared.
    void clear();
    /// The rows to show, in order.
    [[nodiscard]] std::vector<Row> shown() const;

private:
    void count(RowState state, qint64 by) noexcept;
    void judgeAll();
    void sortAll(Instant now);

    const InstanceStore &m_store;
    std::optional<PreparedFilter> m_filter; // never empty
    InstanceOrder m_order;
    std::vector<RowState> m_states; // by row
    std::vector<Row> m_rows; // live rows in order
    InstanceCounts m_counts;
};

} // namespace hubdeck
