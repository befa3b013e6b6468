// SPDX-License-Identifier: MIT
#include "models/instances/instancefilter.h"

#include <algorithm>

namespace hubdeck {

namespace {

/// Calls `hit(address)` for every place in the arena where the needle stands.
template <typename Hit> void forEachHit(const ByteArena &arena, const TextSearch &search, Hit hit)
{
    quint32 base = 0;
    for (const ByteArena::Block &block : arena.blocks()) {
        const QByteArrayView text(block.bytes.get(), static_cast<qsizetype>(block.used));
        for (qsizetype at = search.find(text); at >= 0; at = search.find(text, at + 1)) {
            hit(base + static_cast<quint32>(at));
        }
        base += ByteArena::blockBytes;
    }
}

} // namespace

InstanceFilter InstanceFilter::fromQuery(const InstanceQuery &query)
{
    return { .statuses = query.statuses,
             .createdFrom = query.createdFrom,
             .createdTo = query.createdTo,
             .idPrefix = query.idPrefix,
             .kinds = query.kinds,
             .generatedIds = true,
             .text = {} };
}

bool isGeneratedChildId(QByteArrayView id) noexcept
{
    constexpr qsizetype guidDigits = 32;
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    return id.size() > guidDigits + 1 && id[guidDigits] == ':'
        && std::all_of(id.begin(), id.begin() + guidDigits, isHex)
        && std::all_of(id.begin() + guidDigits + 1, id.end(), isHex);
}

PreparedFilter::PreparedFilter(const InstanceStore &store, InstanceFilter filter)
    : m_store(store)
    , m_filter(std::move(filter))
    , m_search(m_filter.text)
    , m_prefix(m_filter.idPrefix.toUtf8())
    , m_everyRowInScope(!m_filter.createdFrom && !m_filter.createdTo && m_prefix.isEmpty()
                        && m_filter.kinds == InstanceKinds::Both)
{ }

bool PreparedFilter::showsAll() const noexcept
{
    return m_filter.statuses.empty() && !m_filter.createdFrom && !m_filter.createdTo
        && m_prefix.isEmpty() && m_filter.kinds == InstanceKinds::Both && m_filter.generatedIds
        && m_search.isEmpty();
}

void PreparedFilter::learnInterned()
{
    for (size_t i = m_nameMatches.size(); i < m_store.names().size(); ++i) {
        m_nameMatches.push_back(m_search.isEmpty() || m_search.matches(m_store.names()[i]));
    }
    for (size_t i = m_statusMatches.size(); i < m_store.statuses().size(); ++i) {
        const RuntimeStatus::Kind kind = m_store.statuses()[i].kind();
        m_statusMatches.push_back(m_filter.statuses.empty()
                                  || std::ranges::find(m_filter.statuses, kind)
                                      != m_filter.statuses.end());
    }
}

quint8 PreparedFilter::scopeBits(Row row) const
{
    quint8 bits = 0;
    if (m_store.isLive(row)) {
        bits |= RowState::Live;
    }
    if (m_statusMatches[m_store.statusIndex(row)]) {
        bits |= RowState::InStatus;
    }
    if (m_everyRowInScope) {
        return bits | RowState::InScope;
    }
    const qint64 created = m_store.createdTicks(row);
    const bool inTime = (!m_filter.createdFrom || created >= m_filter.createdFrom->ticks())
        && (!m_filter.createdTo
            || (created <= m_filter.createdTo->ticks() && created != InstanceStore::noTime));
    const bool inKinds = m_filter.kinds == InstanceKinds::Both
        || m_store.isEntity(row) == (m_filter.kinds == InstanceKinds::Entities);
    if (inTime && inKinds && (m_prefix.isEmpty() || m_store.idBytes(row).startsWith(m_prefix))) {
        bits |= RowState::InScope;
    }
    return bits;
}

bool PreparedFilter::textMatches(Row row) const
{
    return m_search.isEmpty() || m_nameMatches[m_store.nameIndex(row)]
        || m_search.matches(m_store.idBytes(row)) || m_search.matches(m_store.customStatus(row));
}

bool PreparedFilter::isHiddenChild(Row row) const
{
    return !m_filter.generatedIds && isGeneratedChildId(m_store.idBytes(row));
}

RowState PreparedFilter::judge(Row row)
{
    learnInterned();
    quint8 bits = scopeBits(row);
    if (textMatches(row)) {
        bits |= RowState::InText;
    }
    return isHiddenChild(row) ? RowState::hiddenChild(bits)
                              : RowState(bits, m_store.status(row).kind());
}

// The status alone decides: one look into a small table for each row.
std::vector<RowState> PreparedFilter::judgeStatuses() const
{
    std::vector<RowState> table; // of a removed and a live row with each status
    for (size_t i = 0; i < m_store.statuses().size(); ++i) {
        const RuntimeStatus::Kind kind = m_store.statuses()[i].kind();
        const auto bits = static_cast<quint8>(RowState::InScope | RowState::InText
                                              | (m_statusMatches[i] ? RowState::InStatus : 0));
        table.emplace_back(bits, kind);
        table.emplace_back(static_cast<quint8>(bits | RowState::Live), kind);
    }
    std::vector<RowState> states(m_store.rowCount());
    auto state = states.begin();
    for (quint32 chunk = 0; chunk < m_store.chunkCount(); ++chunk) {
        const std::span statuses = m_store.statusColumn(chunk);
        const std::span lives = m_store.liveColumn(chunk);
        for (size_t i = 0; i < statuses.size(); ++i) {
            *state++ = table[statuses[i] * 2U + (lives[i] & 1U)];
        }
    }
    return states;
}

std::vector<RowState> PreparedFilter::judgeAll()
{
    learnInterned();
    if (m_everyRowInScope && m_filter.generatedIds && m_search.isEmpty()) {
        return judgeStatuses();
    }
    const quint32 rows = m_store.rowCount();
    const bool wholeArenas = !m_search.isEmpty() && m_search.isAscii();
    std::vector<bool> hits(wholeArenas ? rows : 0);
    if (wholeArenas) {
        findInIds(hits);
        findInCustomStatuses(hits);
    }
    std::vector<RuntimeStatus::Kind> kinds;
    std::ranges::transform(m_store.statuses(), std::back_inserter(kinds), &RuntimeStatus::kind);
    std::vector<RowState> states(rows);
    for (Row row = 0; row < rows; ++row) {
        quint8 bits = scopeBits(row);
        const bool inText
            = wholeArenas ? hits[row] || m_nameMatches[m_store.nameIndex(row)] : textMatches(row);
        if (inText) {
            bits |= RowState::InText;
        }
        states[row] = isHiddenChild(row) ? RowState::hiddenChild(bits)
                                         : RowState(bits, kinds[m_store.statusIndex(row)]);
    }
    return states;
}

// Both arenas hold texts in row order, so one pointer follows the hits; a hit that reaches over the
// end of its text is none.
void PreparedFilter::findInIds(std::vector<bool> &hits) const
{
    const auto length = static_cast<quint32>(m_search.size());
    const quint32 rows = m_store.rowCount();
    Row row = 0;
    forEachHit(m_store.idArena(), m_search, [&](quint32 address) {
        while (row + 1 < rows && m_store.idAddress(row + 1) <= address) {
            ++row;
        }
        if (address + length
            <= m_store.idAddress(row) + static_cast<quint32>(m_store.idBytes(row).size())) {
            hits[row] = true;
        }
    });
}

void PreparedFilter::findInCustomStatuses(std::vector<bool> &hits) const
{
    const auto length = static_cast<quint32>(m_search.size());
    const quint32 rows = m_store.rowCount();
    const auto isInOrder = [this](Row row) {
        return !m_store.customStatus(row).isEmpty() && !m_store.isCustomMoved(row);
    };
    const auto nextInOrder = [&](Row row) {
        while (row < rows && !isInOrder(row)) {
            ++row;
        }
        return row;
    };
    Row row = nextInOrder(0);
    Row following = row < rows ? nextInOrder(row + 1) : rows;
    forEachHit(m_store.customArena(), m_search, [&](quint32 address) {
        while (following < rows && m_store.customAddress(following) <= address) {
            row = following;
            following = nextInOrder(following + 1);
        }
        if (row < rows && address >= m_store.customAddress(row)
            && address + length <= m_store.customAddress(row)
                    + static_cast<quint32>(m_store.customStatus(row).size())) {
            hits[row] = true;
        }
    });
    for (Row moved = 0; moved < rows; ++moved) {
        if (m_store.isCustomMoved(moved) && !hits[moved]
            && m_search.matches(m_store.customStatus(moved))) {
            hits[moved] = true;
        }
    }
}

} // namespace hubdeck
