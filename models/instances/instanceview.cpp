// SPDX-License-Identifier: MIT
#include "models/instances/instanceview.h"

#include <algorithm>
#include <numeric>

namespace hubdeck {

InstanceView::InstanceView(const InstanceStore &store)
    : m_store(store)
    , m_filter(std::in_place, store, InstanceFilter())
    , m_order(store)
{ }

void InstanceView::setFilter(const InstanceFilter &filter)
{
    m_filter.emplace(m_store, filter);
    judgeAll();
}

void InstanceView::judgeAll()
{
    m_states = m_filter->judgeAll();
    m_counts = {};
    // There are few different states, and neighbours are often equal: four counters for each, so
    // that one addition need not wait for the other.
    std::array<std::array<qint64, 4>, 256> equal {};
    for (size_t row = 0; row < m_states.size(); ++row) {
        ++equal[m_states[row].byte()][row % 4];
    }
    for (size_t byte = 0; byte < equal.size(); ++byte) {
        if (const qint64 rows = std::reduce(equal[byte].begin(), equal[byte].end()); rows > 0) {
            count(RowState::fromByte(static_cast<quint8>(byte)), rows);
        }
    }
}

void InstanceView::sort(InstanceSortKey key, bool descending, Instant now)
{
    m_order = InstanceOrder(m_store, key, descending);
    sortAll(now);
}

void InstanceView::sortAll(Instant now)
{
    m_rows.clear();
    m_rows.reserve(m_store.liveCount());
    for (Row row = 0; row < m_store.rowCount(); ++row) {
        if (m_store.isLive(row)) {
            m_rows.push_back(row);
        }
    }
    m_order.setNow(now);
    m_order.sortAll(m_rows);
}

InstanceView::Transition InstanceView::apply(const InstanceStore::Changes &changes, Instant now)
{
    InstanceStore::Changes all = changes;
    std::vector<Row> touched = std::move(all.added);
    touched.insert(touched.end(), all.changed.begin(), all.changed.end());
    touched.insert(touched.end(), all.removed.begin(), all.removed.end());
    std::ranges::sort(touched);
    touched.erase(std::ranges::unique(touched).begin(), touched.end());
    m_states.resize(m_store.rowCount());

    Transition transition;
    std::vector<Row> coming; // into m_rows
    std::vector<bool> going(m_store.rowCount());
    bool anyGoing = false;
    for (const Row row : touched) {
        const RowState before = m_states[row];
        const RowState after = m_filter->judge(row);
        m_states[row] = after;
        count(before, -1);
        count(after, 1);
        if (before.isShown() && !after.isShown()) {
            transition.leaving.push_back(row);
        } else if (!before.isShown() && after.isShown()) {
            transition.entering.push_back(row);
        } else if (before.isShown()) {
            transition.changed.push_back(row);
        }
        const bool wasListed = before.has(RowState::Live);
        const bool isListed = after.has(RowState::Live);
        const bool goes = wasListed && (!isListed || m_order.canChange());
        going[row] = goes;
        anyGoing = anyGoing || goes;
        if (isListed && (goes || !wasListed)) {
            coming.push_back(row);
        }
    }
    // Durations of active rows have grown since the last sort, so the old order cannot be searched.
    if (m_order.key() == InstanceSortKey::Duration || coming.size() > m_rows.size() / 4) {
        sortAll(now);
        return transition;
    }
    if (anyGoing) {
        std::erase_if(m_rows, [&going](Row row) { return going[row]; });
    }
    m_order.sortFew(coming);
    m_order.merge(m_rows, coming);
    return transition;
}

void InstanceView::clear()
{
    const InstanceFilter filter = m_filter->filter(); // emplace() destroys its owner first
    m_filter.emplace(m_store, filter);
    m_order = InstanceOrder(m_store, m_order.key(), m_order.isDescending());
    m_states.clear();
    m_rows.clear();
    m_counts = {};
}

std::vector<InstanceView::Row> InstanceView::shown() const
{
    if (m_counts.shown == static_cast<qint64>(m_rows.size())) {
        return m_rows;
    }
    std::vector<Row> result(static_cast<size_t>(m_counts.shown) + 1);
    size_t size = 0;
    for (const Row row : m_rows) { // no branch: which rows pass is not predictable
        result[size] = row;
        size += static_cast<size_t>(m_states[row].isShown());
    }
    result.resize(size);
    return result;
}

void InstanceView::count(RowState state, qint64 by) noexcept
{
    if (!state.has(RowState::Live)) {
        return;
    }
    m_counts.loaded += by;
    if (!state.has(RowState::InScope)) {
        return;
    }
    if (state.isHiddenChild()) {
        m_counts.hiddenChildren += state.has(RowState::InStatus) ? by : 0;
        return;
    }
    m_counts.byKind[static_cast<size_t>(state.kind())] += by;
    if (state.isShown()) {
        m_counts.shown += by;
    } else if (state.has(RowState::InStatus)) {
        m_counts.hiddenByText += by;
    }
}

} // namespace hubdeck
