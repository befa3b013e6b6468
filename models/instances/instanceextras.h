// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/bytearena.h"
#include "services/taskhub/instant.h"

#include <QHash>
#include <QString>

#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace hubdeck {

/// What rows tell only on some roads (Feature::ParentLinks), in columns beside those of an
/// InstanceStore. Costs nothing for rows that tell none of it. Any one thread.
class InstanceExtras
{
public:
    using Row = quint32;
    static constexpr quint32 chunkShift = 14;
    static constexpr quint32 chunkRows = 1U << chunkShift;
    static constexpr qint64 noTime = std::numeric_limits<qint64>::min();
    static constexpr quint32 noGeneration = std::numeric_limits<quint32>::max();

    struct Values
    {
        QByteArrayView version {}; // empty: not told
        QByteArrayView tags {}; // JSON text, cut at InstancePage::maxTagsBytes
        bool tagsCut = false;
        qint64 scheduledStart = noTime;
        qint64 completed = noTime;
        std::optional<qint64> generation {};

        [[nodiscard]] bool isEmpty() const noexcept;
    };

    /// True when the row tells something else now.
    bool set(Row row, const Values &values);
    void clear();

    [[nodiscard]] qint64 scheduledStartTicks(Row row) const noexcept
    {
        return at(row, &Chunk::scheduledStart, noTime);
    }

    [[nodiscard]] qint64 completedTicks(Row row) const noexcept
    {
        return at(row, &Chunk::completed, noTime);
    }

    [[nodiscard]] std::optional<Instant> scheduledStart(Row row) const noexcept
    {
        return instantOf(scheduledStartTicks(row));
    }

    [[nodiscard]] std::optional<Instant> completed(Row row) const noexcept
    {
        return instantOf(completedTicks(row));
    }

    [[nodiscard]] std::optional<quint32> generation(Row row) const noexcept;

    /// Into versions(); 0, the empty one, also where none was told.
    [[nodiscard]] quint32 versionIndex(Row row) const noexcept
    {
        return at(row, &Chunk::version, 0U);
    }

    [[nodiscard]] const QString &version(Row row) const noexcept
    {
        return m_versions[versionIndex(row)];
    }

    /// Distinct versions ever seen, by index.
    [[nodiscard]] const std::vector<QString> &versions() const noexcept { return m_versions; }

    /// A JSON object as stored, cut at InstancePage::maxTagsBytes; empty for none.
    [[nodiscard]] QByteArrayView tags(Row row) const noexcept;
    [[nodiscard]] bool areTagsCut(Row row) const noexcept;

private:
    struct Chunk
    {
        std::array<qint64, chunkRows> scheduledStart;
        std::array<qint64, chunkRows> completed;
        std::array<quint32, chunkRows> version;
        std::array<quint32, chunkRows> generation;
        std::array<ByteArena::Address, chunkRows> tags;
        std::array<quint16, chunkRows> tagsLength; // the highest bit: they are cut
    };

    [[nodiscard]] const Chunk *find(Row row) const noexcept
    {
        const quint32 index = row >> chunkShift;
        return index < m_chunks.size() ? m_chunks[index].get() : nullptr;
    }

    template <typename T>
    [[nodiscard]] T at(Row row, std::array<T, chunkRows> Chunk::*column, T none) const noexcept
    {
        const Chunk *chunk = find(row);
        return chunk == nullptr ? none : (chunk->*column)[row & (chunkRows - 1)];
    }

    [[nodiscard]] static std::optional<Instant> instantOf(qint64 ticks) noexcept
    {
        return ticks == noTime ? std::nullopt : std::optional(Instant(Instant::Ticks(ticks)));
    }

    [[nodiscard]] Chunk &chunkFor(Row row);
    [[nodiscard]] quint32 internVersion(QByteArrayView version);

    std::vector<std::unique_ptr<Chunk>> m_chunks; // null where no row tells anything
    ByteArena m_tags;
    std::vector<QString> m_versions { QString() };
    QHash<QByteArray, quint32> m_versionIndexes;
};

} // namespace hubdeck
