// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/instancestore.h"
#include "models/instances/textsearch.h"
#include "services/taskhub/query.h"

namespace hubdeck {

/// What of the loaded rows is shown: the part of the query that the loaded rows answer, and the
/// narrow field. Empty members do not filter.
struct InstanceFilter
{
    std::vector<RuntimeStatus::Kind> statuses;
    std::optional<Instant> createdFrom; // inclusive
    std::optional<Instant> createdTo; // inclusive
    QString idPrefix; // ordinal, case-sensitive, as the hub compares it
    InstanceKinds kinds = InstanceKinds::Both;
    bool generatedIds = true; // false: no sub-orchestrations whose ids the hub made
    QString text; // in id, name or custom status, case-insensitive

    [[nodiscard]] static InstanceFilter fromQuery(const InstanceQuery &query);
    friend bool operator==(const InstanceFilter &, const InstanceFilter &) = default;
};

/// True for the id that a hub gives a sub-orchestration which was started without one: the parent's
/// execution id and the number of the call, `<32 hexadecimal digits>:<number>`.
[[nodiscard]] bool isGeneratedChildId(QByteArrayView id) noexcept;

/// What one row looks like to a filter, in one byte per row.
class RowState
{
public:
    enum Bit : quint8 { InScope = 1, InStatus = 2, InText = 4, Live = 8 };

    static constexpr quint8 allBits = InScope | InStatus | InText | Live;

    RowState() = default;

    RowState(quint8 bits, RuntimeStatus::Kind kind) noexcept
        : m_byte(static_cast<quint8>(bits | (static_cast<quint8>(kind) << 4)))
    { }

    /// A sub-orchestration with a generated id that is not shown; what status it has is not kept.
    [[nodiscard]] static RowState hiddenChild(quint8 bits) noexcept
    {
        return fromByte(static_cast<quint8>((bits & ~InText) | (hiddenChildKind << 4)));
    }

    [[nodiscard]] bool isHiddenChild() const noexcept { return m_byte >> 4 == hiddenChildKind; }

    [[nodiscard]] static RowState fromByte(quint8 byte) noexcept
    {
        RowState state;
        state.m_byte = byte;
        return state;
    }

    [[nodiscard]] quint8 byte() const noexcept { return m_byte; }

    [[nodiscard]] bool has(quint8 bits) const noexcept { return (m_byte & bits) == bits; }

    [[nodiscard]] bool isShown() const noexcept { return has(allBits); }

    [[nodiscard]] RuntimeStatus::Kind kind() const noexcept
    {
        return static_cast<RuntimeStatus::Kind>(m_byte >> 4);
    }

private:
    static constexpr quint8 hiddenChildKind = 15; // no status has this number

    quint8 m_byte = 0;
};

/// A filter made ready for one store: interned names and statuses are judged once, whole columns
/// and arenas are scanned in order.
class PreparedFilter
{
public:
    PreparedFilter(const InstanceStore &store, InstanceFilter filter);

    [[nodiscard]] const InstanceFilter &filter() const noexcept { return m_filter; }

    /// True when every live row is shown.
    [[nodiscard]] bool showsAll() const noexcept;
    [[nodiscard]] RowState judge(InstanceStore::Row row);
    /// The state of every row of the store.
    [[nodiscard]] std::vector<RowState> judgeAll();

private:
    using Row = InstanceStore::Row;

    void learnInterned();
    [[nodiscard]] quint8 scopeBits(Row row) const;
    [[nodiscard]] bool textMatches(Row row) const;
    [[nodiscard]] bool isHiddenChild(Row row) const;
    [[nodiscard]] std::vector<RowState> judgeStatuses() const;
    void findInIds(std::vector<bool> &hits) const;
    void findInCustomStatuses(std::vector<bool> &hits) const;

    const InstanceStore &m_store;
    InstanceFilter m_filter;
    TextSearch m_search;
    QByteArray m_prefix;
    bool m_everyRowInScope;
    std::vector<bool> m_nameMatches;
    std::vector<bool> m_statusMatches;
};

} // namespace hubdeck
