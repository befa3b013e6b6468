// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/bytearena.h"
#include "models/instances/instanceextras.h"
#include "models/instances/rowindex.h"
#include "services/taskhub/instance.h"
#include "services/taskhub/instancepage.h"

#include <QHash>

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace hubdeck {

/// The rows of a listing, in columns (architecture.md, The list): fixed chunks of 16 Ki rows, ids
/// and custom statuses in arenas, names and statuses interned, an id hash. A row number stays with
/// its id for the store's life, also while the row is removed, until clear(). GUI thread (or any
/// one thread).
class InstanceStore
{
public:
    using Row = quint32;
    static constexpr quint32 chunkShift = 14;
    static constexpr quint32 chunkRows = 1U << chunkShift;
    /// The ticks of a time that the hub did not tell; sorts before every time.
    static constexpr qint64 noTime = InstanceExtras::noTime;

    /// What a call did. `added` also holds rows that were removed and came back.
    struct Changes
    {
        std::vector<Row> added;
        std::vector<Row> changed;
        std::vector<Row> removed;

        [[nodiscard]] bool isEmpty() const noexcept
        {
            return added.empty() && changed.empty() && removed.empty();
        }

        void append(const Changes &other);
    };

    InstanceStore() = default;
    Q_DISABLE_COPY_MOVE(InstanceStore)

    /// Appends new rows and updates those whose id is known.
    Changes merge(const InstancePage &page);
    Changes merge(const InstanceDetails &instance);
    Changes remove(std::span<const InstanceId> ids);
    /// From here to endReload() merged rows count as seen.
    void beginReload() noexcept;
    /// Counts rows as seen that the hub's listing does not have.
    void markSeen(std::span<const InstanceId> ids);
    /// Removes the rows that were not merged since beginReload().
    Changes endReload();
    void clear();

    /// Row numbers given out, removed rows included.
    [[nodiscard]] quint32 rowCount() const noexcept { return m_rowCount; }

    [[nodiscard]] quint32 liveCount() const noexcept { return m_liveCount; }

    [[nodiscard]] bool isLive(Row row) const noexcept
    {
        return (chunk(row).flags[at(row)] & Live) != 0;
    }

    /// A live row only.
    [[nodiscard]] std::optional<Row> find(const InstanceId &id) const;

    [[nodiscard]] QByteArrayView idBytes(Row row) const noexcept
    {
        return m_ids.view(chunk(row).id[at(row)], chunk(row).idLength[at(row)]);
    }

    [[nodiscard]] InstanceId id(Row row) const
    {
        return InstanceId(QString::fromUtf8(idBytes(row)));
    }

    [[nodiscard]] bool isEntity(Row row) const noexcept { return idBytes(row).startsWith('@'); }

    [[nodiscard]] quint32 nameIndex(Row row) const noexcept { return chunk(row).name[at(row)]; }

    [[nodiscard]] const QString &name(Row row) const noexcept { return m_names[nameIndex(row)]; }

    [[nodiscard]] quint16 statusIndex(Row row) const noexcept { return chunk(row).status[at(row)]; }

    [[nodiscard]] const RuntimeStatus &status(Row row) const noexcept
    {
        return m_statuses[statusIndex(row)];
    }

    [[nodiscard]] qint64 createdTicks(Row row) const noexcept
    {
        return chunk(row).created[at(row)];
    }

    [[nodiscard]] qint64 updatedTicks(Row row) const noexcept
    {
        return chunk(row).updated[at(row)];
    }

    [[nodiscard]] std::optional<Instant> created(Row row) const noexcept
    {
        return instantOf(createdTicks(row));
    }

    [[nodiscard]] std::optional<Instant> lastUpdated(Row row) const noexcept
    {
        return instantOf(updatedTicks(row));
    }

    /// JSON text as received, cut at InstancePage::maxCustomStatusBytes; empty for null.
    [[nodiscard]] QByteArrayView customStatus(Row row) const noexcept
    {
        const Chunk &c = chunk(row);
        return c.customLength[at(row)] == 0
            ? QByteArrayView()
            : m_customs.view(c.custom[at(row)], c.customLength[at(row)]);
    }

    [[nodiscard]] bool isCustomStatusCut(Row row) const noexcept
    {
        return (chunk(row).flags[at(row)] & CustomCut) != 0;
    }

    /// What the road tells besides: parent links, versions, tags.
    [[nodiscard]] const InstanceExtras &extras() const noexcept { return m_extras; }

    // For judging whole columns: a chunk's part of them, its first row being chunk * chunkRows

    [[nodiscard]] quint32 chunkCount() const noexcept
    {
        return static_cast<quint32>(m_chunks.size());
    }

    /// Status indexes.
    [[nodiscard]] std::span<const quint16> statusColumn(quint32 chunk) const noexcept
    {
        return { m_chunks[chunk]->status.data(), rowsIn(chunk) };
    }

    /// Bit 0: the row is live.
    [[nodiscard]] std::span<const quint8> liveColumn(quint32 chunk) const noexcept
    {
        static_assert(Live == 1);
        return { m_chunks[chunk]->flags.data(), rowsIn(chunk) };
    }

    /// Distinct names and statuses ever seen, by index.
    [[nodiscard]] const std::vector<QString> &names() const noexcept { return m_names; }

    [[nodiscard]] const std::vector<RuntimeStatus> &statuses() const noexcept { return m_statuses; }

    // For searching whole arenas
    [[nodiscard]] const ByteArena &idArena() const noexcept { return m_ids; }

    [[nodiscard]] const ByteArena &customArena() const noexcept { return m_customs; }

    /// Addresses of ids grow with the row; those of custom statuses only where this is false.
    [[nodiscard]] bool isCustomMoved(Row row) const noexcept
    {
        return (chunk(row).flags[at(row)] & CustomMoved) != 0;
    }

    [[nodiscard]] quint32 idAddress(Row row) const noexcept { return chunk(row).id[at(row)]; }

    [[nodiscard]] quint32 customAddress(Row row) const noexcept
    {
        return chunk(row).custom[at(row)];
    }

private:
    enum Flag : quint8 { Live = 1, CustomCut = 2, CustomMoved = 4 };

    struct Chunk
    {
        std::array<quint32, chunkRows> id;
        std::array<quint32, chunkRows> idLength;
        std::array<quint32, chunkRows> name;
        std::array<quint32, chunkRows> custom;
        std::array<qint64, chunkRows> created;
        std::array<qint64, chunkRows> updated;
        std::array<quint16, chunkRows> customLength;
        std::array<quint16, chunkRows> status;
        std::array<quint8, chunkRows> flags;
        std::array<quint8, chunkRows> reload; // number of the reload that saw the row last
    };

    struct Values
    {
        quint32 name;
        quint16 status;
        qint64 created;
        qint64 updated;
        QByteArrayView customStatus;
        bool customCut;
        InstanceExtras::Values extras;
    };

    [[nodiscard]] static constexpr quint32 at(Row row) noexcept { return row & (chunkRows - 1); }

    [[nodiscard]] const Chunk &chunk(Row row) const noexcept
    {
        return *m_chunks[row >> chunkShift];
    }

    [[nodiscard]] Chunk &chunk(Row row) noexcept { return *m_chunks[row >> chunkShift]; }

    [[nodiscard]] size_t rowsIn(quint32 chunk) const noexcept
    {
        return std::min(chunkRows, m_rowCount - (chunk << chunkShift));
    }

    [[nodiscard]] static std::optional<Instant> instantOf(qint64 ticks) noexcept
    {
        return ticks == noTime ? std::nullopt : std::optional(Instant(Instant::Ticks(ticks)));
    }

    [[nodiscard]] std::optional<Row> findAny(QByteArrayView id, quint32 hash) const;
    void mergeRow(QByteArrayView id, const Values &values, Changes &changes);
    void addRow(QByteArrayView id, quint32 hash, const Values &values);
    [[nodiscard]] bool updateRow(Row row, const Values &values);
    void setCustomStatus(Row row, QByteArrayView text, bool cut);
    void packCustomStatuses();
    [[nodiscard]] quint32 internName(QByteArrayView name);
    [[nodiscard]] quint16 internStatus(const RuntimeStatus &status);

    std::vector<std::unique_ptr<Chunk>> m_chunks;
    quint32 m_rowCount = 0;
    quint32 m_liveCount = 0;
    quint8 m_reload = 0;
    ByteArena m_ids;
    ByteArena m_customs;
    qint64 m_customGarbage = 0;
    InstanceExtras m_extras;
    RowIndex m_index;
    std::vector<QString> m_names;
    QHash<QByteArray, quint32> m_nameIndexes;
    std::vector<RuntimeStatus> m_statuses;
};

} // namespace hubdeck
