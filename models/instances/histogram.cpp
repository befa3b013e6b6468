// SPDX-License-Identifier: MIT
#include "models/instances/histogram.h"

#include "models/instances/instancelist.h"

#include <algorithm>

namespace hubdeck {

namespace {

using Row = InstanceStore::Row;

/// Calls `take(row)` for the rows that count.
template <typename Take> void forEachRow(const InstanceTableModel &model, Take take)
{
    InstanceFilter filter = model.filter();
    if (!filter.createdFrom && !filter.createdTo) {
        for (int row = 0; row < model.rowCount(); ++row) {
            take(model.storeRow(row));
        }
        return;
    }
    filter.createdFrom.reset();
    filter.createdTo.reset();
    const std::vector<RowState> states = PreparedFilter(model.store(), filter).judgeAll();
    for (Row row = 0; row < states.size(); ++row) {
        if (states[row].isShown()) {
            take(row);
        }
    }
}

} // namespace

quint32 Histogram::highest() const noexcept
{
    quint32 most = 0;
    for (const Bar &bar : bars) {
        most = std::max(most, bar.total);
    }
    return most;
}

Instant Histogram::beginOf(size_t index) const noexcept
{
    const auto span = static_cast<double>(to.ticks() - from.ticks());
    const double share = bars.empty() ? 0 : static_cast<double>(index) / double(bars.size());
    return from + Instant::Ticks(static_cast<qint64>(span * share));
}

Histogram histogramOf(const InstanceList &list, size_t bars, Instant now)
{
    const InstanceStore &store = list.model().store();
    std::vector<std::pair<qint64, RuntimeStatus::Kind>> rows;
    rows.reserve(store.liveCount());
    qint64 first = std::numeric_limits<qint64>::max();
    qint64 last = std::numeric_limits<qint64>::min();
    forEachRow(list.model(), [&](Row row) {
        const qint64 created = store.createdTicks(row);
        if (created != InstanceStore::noTime) {
            first = std::min(first, created);
            last = std::max(last, created);
            rows.emplace_back(created, store.status(row).kind());
        }
    });
    if (rows.empty() || bars == 0) {
        return {};
    }
    const InstanceQuery asked = list.loadedQuery().at(now);
    const qint64 from = asked.createdFrom ? asked.createdFrom->ticks() : first;
    const qint64 to = asked.createdTo ? asked.createdTo->ticks()
        : list.loadedQuery().last     ? std::max(last, now.ticks())
                                      : last;
    Histogram result { Instant(Instant::Ticks(from)), Instant(Instant::Ticks(std::max(to, from))),
                       std::vector<Histogram::Bar>(bars) };
    const double perTick
        = static_cast<double>(bars) / static_cast<double>(std::max<qint64>(to - from, 1));
    for (const auto &[created, kind] : rows) {
        if (created < from || created > to) {
            continue; // kept in the list though it is outside
        }
        const auto place = static_cast<size_t>(static_cast<double>(created - from) * perTick);
        Histogram::Bar &bar = result.bars[std::min(place, bars - 1)];
        ++bar.byKind[static_cast<size_t>(kind)];
        ++bar.total;
    }
    return result;
}

} // namespace hubdeck
