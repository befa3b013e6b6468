// SPDX-License-Identifier: MIT
#include "models/history/historyrows.h"

#include "models/history/historytext.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace hubdeck {

namespace {

/// Sub-orchestrations of sub-orchestrations are read no deeper.
constexpr int deepest = 20;

class Collector
{
public:
    Collector(const ChildHistories *children, const QString &filter)
        : m_children(children)
        , m_filter(filter)
    { }

    [[nodiscard]] std::vector<HistoryRow> rowsOf(const HistoryEvents &events, int depth)
    {
        std::vector<HistoryRow> rows;
        rows.reserve(events->size());
        std::set<InstanceId> told;
        for (size_t i = 0; i < events->size(); ++i) {
            HistoryRow row;
            row.events = events;
            row.event = i;
            row.depth = depth;
            row.child = m_children != nullptr ? m_children->childOf(row.what()) : std::nullopt;
            if (row.child && told.contains(*row.child)) {
                row.child.reset(); // its call stands above and expands to it
            }
            const bool matches = m_filter.isEmpty() || historytext::matches(row.what(), m_filter);
            std::vector<HistoryRow> below = belowOf(row, matches);
            if (matches || !below.empty()) {
                if (row.child) {
                    told.insert(*row.child);
                }
                rows.push_back(std::move(row));
                std::move(below.begin(), below.end(), std::back_inserter(rows));
            }
        }
        return rows;
    }

private:
    /// The rows of the sub-orchestration that `row` is expanded to.
    [[nodiscard]] std::vector<HistoryRow> belowOf(HistoryRow &row, bool matches)
    {
        // An id may come again below itself: a name is free to choose.
        const bool again = row.child && std::count(m_path.begin(), m_path.end(), *row.child) > 0;
        if (!row.child || again || row.depth >= deepest) {
            row.child = again ? std::nullopt : row.child;
            return {};
        }
        const ChildHistories::Child *child = m_children->child(*row.child);
        row.expanded = child != nullptr;
        if (child == nullptr) {
            return {};
        }
        if (child->events != nullptr) {
            m_path.push_back(*row.child);
            std::vector<HistoryRow> rows = rowsOf(child->events, row.depth + 1);
            m_path.pop_back();
            return rows;
        }
        if (!matches) {
            return {};
        }
        HistoryRow note;
        note.depth = row.depth + 1;
        note.note = child->words;
        return { note };
    }

    const ChildHistories *m_children;
    const QString &m_filter;
    std::vector<InstanceId> m_path;
};

} // namespace

bool HistoryRow::isSame(const HistoryRow &other) const
{
    if (depth != other.depth || note != other.note) {
        return false;
    }
    return isNote() || (events == other.events && event == other.event) || what() == other.what();
}

std::vector<HistoryRow> historyRows(const HistoryEvents &events, const ChildHistories *children,
                                    const QString &filter)
{
    return events == nullptr ? std::vector<HistoryRow>()
                             : Collector(children, filter).rowsOf(events, 0);
}

} // namespace hubdeck
