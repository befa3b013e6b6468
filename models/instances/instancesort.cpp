// SPDX-License-Identifier: MIT
#include "models/instances/instancesort.h"

#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

namespace hubdeck {

namespace {

using Row = InstanceStore::Row;

constexpr int digitBits = 11;
constexpr size_t digits = size_t { 1 } << digitBits;

enum class KeyKind { Rank, Text, Number };

KeyKind kindOf(InstanceSortKey key) noexcept
{
    switch (key) {
    case InstanceSortKey::Status:
    case InstanceSortKey::Name:
    case InstanceSortKey::Version:
        return KeyKind::Rank;
    case InstanceSortKey::Id:
    case InstanceSortKey::CustomStatus:
    case InstanceSortKey::Tags:
        return KeyKind::Text;
    case InstanceSortKey::Created:
    case InstanceSortKey::LastUpdated:
    case InstanceSortKey::Duration:
    case InstanceSortKey::ScheduledStart:
    case InstanceSortKey::Completed:
    case InstanceSortKey::Generation:
        break;
    }
    return KeyKind::Number;
}

struct Keyed
{
    quint64 key;
    Row row;
};

quint64 keyOf(quint64 packed) noexcept
{
    return packed >> 32;
}

quint64 keyOf(const Keyed &keyed) noexcept
{
    return keyed.key;
}

/// Least-significant-digit radix sort of the low `bits` of the keys; stable.
template <typename Item> void radixSort(std::vector<Item> &items, int bits)
{
    std::vector<Item> other(items.size());
    for (int shift = 0; shift < bits; shift += digitBits) {
        std::array<quint32, digits> places {};
        for (const Item &item : items) {
            ++places[(keyOf(item) >> shift) & (digits - 1)];
        }
        std::exclusive_scan(places.begin(), places.end(), places.begin(), 0U);
        for (const Item &item : items) {
            other[places[(keyOf(item) >> shift) & (digits - 1)]++] = item;
        }
        items.swap(other);
    }
}

int rankOfKind(RuntimeStatus::Kind kind) noexcept
{
    return static_cast<int>(std::ranges::find(RuntimeStatus::queryable, kind)
                            - RuntimeStatus::queryable.begin());
}

bool isBefore(const RuntimeStatus &a, const RuntimeStatus &b)
{
    const int rankA = rankOfKind(a.kind());
    const int rankB = rankOfKind(b.kind());
    return rankA != rankB ? rankA < rankB : a.name() < b.name();
}

bool isBefore(const QString &a, const QString &b)
{
    const int order = a.compare(b, Qt::CaseInsensitive);
    return order != 0 ? order < 0 : a < b;
}

template <typename T> std::vector<quint32> ranksOf(const std::vector<T> &values)
{
    std::vector<quint32> order(values.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order,
                      [&values](quint32 a, quint32 b) { return isBefore(values[a], values[b]); });
    std::vector<quint32> ranks(values.size());
    for (quint32 i = 0; i < order.size(); ++i) {
        ranks[order[i]] = i;
    }
    return ranks;
}

int compareBytes(QByteArrayView a, QByteArrayView b) noexcept
{
    const qsizetype common = std::min(a.size(), b.size());
    const int order
        = common == 0 ? 0 : std::memcmp(a.data(), b.data(), static_cast<size_t>(common));
    return order != 0 ? order : (a.size() < b.size() ? -1 : (a.size() > b.size() ? 1 : 0));
}

quint64 prefixKey(QByteArrayView text, qsizetype skip) noexcept
{
    std::array<char, 8> bytes {};
    if (text.size() > skip) {
        std::memcpy(bytes.data(), text.data() + skip,
                    static_cast<size_t>(std::min<qsizetype>(8, text.size() - skip)));
    }
    return qFromBigEndian<quint64>(bytes.data());
}

qsizetype commonPrefix(QByteArrayView a, QByteArrayView b, qsizetype limit) noexcept
{
    const qsizetype end = std::min({ a.size(), b.size(), limit });
    qsizetype i = 0;
    while (i < end && a[i] == b[i]) {
        ++i;
    }
    return i;
}

} // namespace

InstanceOrder::InstanceOrder(const InstanceStore &store, InstanceSortKey key, bool descending)
    : m_store(&store)
    , m_key(key)
    , m_descending(descending)
{ }

bool InstanceOrder::canChange() const noexcept
{
    return m_key != InstanceSortKey::Id;
}

void InstanceOrder::learnRanks()
{
    if (m_key == InstanceSortKey::Name && m_ranks.size() != m_store->names().size()) {
        m_ranks = ranksOf(m_store->names());
    } else if (m_key == InstanceSortKey::Status && m_ranks.size() != m_store->statuses().size()) {
        m_ranks = ranksOf(m_store->statuses());
    } else if (m_key == InstanceSortKey::Version
               && m_ranks.size() != m_store->extras().versions().size()) {
        m_ranks = ranksOf(m_store->extras().versions());
    }
}

qint64 InstanceOrder::number(Row row) const noexcept
{
    const InstanceExtras &extras = m_store->extras();
    const qint64 created = m_store->createdTicks(row);
    const qint64 updated = m_store->updatedTicks(row);
    if (m_key == InstanceSortKey::Created) {
        return created;
    }
    if (m_key == InstanceSortKey::LastUpdated) {
        return updated;
    }
    if (m_key == InstanceSortKey::ScheduledStart) {
        return extras.scheduledStartTicks(row);
    }
    if (m_key == InstanceSortKey::Completed) {
        return extras.completedTicks(row);
    }
    if (m_key == InstanceSortKey::Generation) {
        const std::optional<quint32> generation = extras.generation(row);
        return generation ? qint64 { *generation } : InstanceStore::noTime;
    }
    const qint64 completed = extras.completedTicks(row);
    const qint64 over = completed == InstanceExtras::noTime ? updated : completed;
    const qint64 end = m_store->status(row).isActive() ? m_now : over;
    return created == InstanceStore::noTime || end == InstanceStore::noTime ? InstanceStore::noTime
                                                                            : end - created;
}

quint32 InstanceOrder::rank(Row row) const noexcept
{
    if (m_key == InstanceSortKey::Version) {
        return m_ranks[m_store->extras().versionIndex(row)];
    }
    return m_ranks[m_key == InstanceSortKey::Name ? m_store->nameIndex(row)
                                                  : m_store->statusIndex(row)];
}

QByteArrayView InstanceOrder::text(Row row) const noexcept
{
    if (m_key == InstanceSortKey::Tags) {
        return m_store->extras().tags(row);
    }
    return m_key == InstanceSortKey::Id ? m_store->idBytes(row) : m_store->customStatus(row);
}

bool InstanceOrder::isLess(Row a, Row b) const noexcept
{
    int order = 0;
    switch (kindOf(m_key)) {
    case KeyKind::Rank:
        order = rank(a) < rank(b) ? -1 : (rank(a) > rank(b) ? 1 : 0);
        break;
    case KeyKind::Text:
        order = compareBytes(text(a), text(b));
        break;
    case KeyKind::Number:
        order = number(a) < number(b) ? -1 : (number(a) > number(b) ? 1 : 0);
        break;
    }
    return order == 0 ? a < b : (m_descending ? order > 0 : order < 0);
}

void InstanceOrder::sortAll(std::vector<Row> &rows)
{
    learnRanks();
    switch (kindOf(m_key)) {
    case KeyKind::Rank:
        sortByRank(rows);
        break;
    case KeyKind::Text:
        sortByText(rows);
        break;
    case KeyKind::Number:
        sortByNumber(rows);
        break;
    }
}

void InstanceOrder::sortFew(std::span<Row> rows)
{
    learnRanks();
    std::ranges::sort(rows, [this](Row a, Row b) { return isLess(a, b); });
}

void InstanceOrder::merge(std::vector<Row> &rows, std::span<const Row> few)
{
    learnRanks();
    const auto less = [this](Row a, Row b) { return isLess(a, b); };
    size_t unmoved = rows.size();
    rows.resize(rows.size() + few.size());
    size_t to = rows.size();
    for (size_t i = few.size(); i > 0; --i) { // from the back: each block of old rows moves once
        const auto begin = rows.begin();
        const auto place
            = std::upper_bound(begin, begin + static_cast<qsizetype>(unmoved), few[i - 1], less);
        const auto block = static_cast<size_t>(begin + static_cast<qsizetype>(unmoved) - place);
        std::move_backward(place, begin + static_cast<qsizetype>(unmoved),
                           begin + static_cast<qsizetype>(to));
        to -= block;
        unmoved -= block;
        rows[--to] = few[i - 1];
    }
}

void InstanceOrder::sortByNumber(std::vector<Row> &rows) const
{
    if (rows.empty()) {
        return;
    }
    // Unknown times come before every other one: they get key 0, the rest 1 and up.
    qint64 least = std::numeric_limits<qint64>::max();
    qint64 greatest = InstanceStore::noTime;
    bool wholeSeconds = true;
    std::vector<Keyed> keyed;
    keyed.reserve(rows.size());
    for (const Row row : rows) {
        const qint64 value = number(row);
        keyed.push_back({ static_cast<quint64>(value), row });
        if (value != InstanceStore::noTime) {
            least = std::min(least, value);
            greatest = std::max(greatest, value);
            wholeSeconds = wholeSeconds && value % 10'000'000 == 0;
        }
    }
    const quint64 unit
        = wholeSeconds ? 10'000'000 : 1; // over HTTP times are whole seconds: half as many digits
    const quint64 top = greatest == InstanceStore::noTime
        ? 0
        : (static_cast<quint64>(greatest) - static_cast<quint64>(least)) / unit + 1;
    for (Keyed &item : keyed) {
        const bool none = static_cast<qint64>(item.key) == InstanceStore::noTime;
        const quint64 key = none ? 0 : (item.key - static_cast<quint64>(least)) / unit + 1;
        item.key = m_descending ? top - key : key;
    }
    const int bits = static_cast<int>(std::bit_width(top));
    if (bits <= 32) {
        std::vector<quint64> packed(keyed.size());
        std::ranges::transform(keyed, packed.begin(),
                               [](const Keyed &item) { return (item.key << 32) | item.row; });
        radixSort(packed, bits);
        std::ranges::transform(packed, rows.begin(),
                               [](quint64 item) { return static_cast<Row>(item & 0xffffffffU); });
    } else {
        radixSort(keyed, bits);
        std::ranges::transform(keyed, rows.begin(), &Keyed::row);
    }
}

void InstanceOrder::sortByRank(std::vector<Row> &rows) const
{
    const auto last = static_cast<quint32>(m_ranks.size());
    std::vector<quint32> places(m_ranks.size() + 1);
    const auto placeOf = [&](Row row) { return m_descending ? last - 1 - rank(row) : rank(row); };
    for (const Row row : rows) {
        ++places[placeOf(row)];
    }
    std::exclusive_scan(places.begin(), places.end(), places.begin(), 0U);
    std::vector<Row> sorted(rows.size());
    for (const Row row : rows) {
        sorted[places[placeOf(row)]++] = row;
    }
    rows.swap(sorted);
}

void InstanceOrder::sortByText(std::vector<Row> &rows) const
{
    if (rows.empty()) {
        return;
    }
    const QByteArrayView sample = text(rows.front());
    qsizetype skip = sample.size();
    for (const Row row : rows) {
        skip = commonPrefix(sample, text(row), skip);
    }
    std::vector<Keyed> keyed(rows.size());
    std::ranges::transform(rows, keyed.begin(), [&](Row row) {
        return Keyed { prefixKey(text(row), skip), row };
    });
    std::ranges::sort(keyed, [this](const Keyed &a, const Keyed &b) {
        return a.key != b.key ? (m_descending ? a.key > b.key : a.key < b.key)
                              : isLess(a.row, b.row);
    });
    std::ranges::transform(keyed, rows.begin(), &Keyed::row);
}

} // namespace hubdeck
