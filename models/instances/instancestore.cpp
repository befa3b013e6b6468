// SPDX-License-Identifier: MIT
#include "models/instances/instancestore.h"

#include <QHashFunctions>

#include <algorithm>

namespace hubdeck {

namespace {

constexpr qint64 packAtGarbageBytes = 4 << 20;

quint32 hashOf(QByteArrayView id) noexcept
{
    const quint64 hash = qHashBits(id.data(), static_cast<size_t>(id.size()), 0x9e3779b9U);
    return static_cast<quint32>(hash ^ (hash >> 32));
}

qint64 ticksOf(const std::optional<Instant> &time) noexcept
{
    return time ? time->ticks() : InstanceStore::noTime;
}

InstanceExtras::Values extrasOf(const InstancePage &page, size_t row)
{
    if (page.extras.empty()) {
        return {};
    }
    const InstanceRowExtras &extras = page.extras[row];
    return { .version = page.view(extras.version),
             .tags = page.view(extras.tags),
             .tagsCut = extras.tagsCut,
             .scheduledStart = ticksOf(extras.scheduledStart),
             .completed = ticksOf(extras.completed),
             .generation = extras.generation };
}

template <typename T> void appendTo(std::vector<T> &to, const std::vector<T> &from)
{
    to.insert(to.end(), from.begin(), from.end());
}

} // namespace

void InstanceStore::Changes::append(const Changes &other)
{
    appendTo(added, other.added);
    appendTo(changed, other.changed);
    appendTo(removed, other.removed);
}

InstanceStore::Changes InstanceStore::merge(const InstancePage &page)
{
    std::vector<quint16> statuses;
    statuses.reserve(page.statuses.size());
    for (const RuntimeStatus &status : page.statuses) {
        statuses.push_back(internStatus(status));
    }
    Changes changes;
    QByteArrayView lastName;
    std::optional<quint32> lastNameIndex; // neighbours mostly share their name
    for (size_t i = 0; i < page.rows.size(); ++i) {
        const InstanceRow &row = page.rows[i];
        const QByteArrayView name = page.view(row.name);
        if (!lastNameIndex || name != lastName) {
            lastName = name;
            lastNameIndex = internName(name);
        }
        mergeRow(page.view(row.id),
                 { .name = *lastNameIndex,
                   .status = statuses[row.statusIndex],
                   .created = row.hasCreated ? row.created.ticks() : noTime,
                   .updated = row.hasLastUpdated ? row.lastUpdated.ticks() : noTime,
                   .customStatus = page.view(row.customStatus),
                   .customCut = row.customStatusCut,
                   .extras = extrasOf(page, i) },
                 changes);
    }
    return changes;
}

InstanceStore::Changes InstanceStore::merge(const InstanceDetails &instance)
{
    InstancePage page;
    page.add(instance);
    return merge(page);
}

InstanceStore::Changes InstanceStore::remove(std::span<const InstanceId> ids)
{
    Changes changes;
    for (const InstanceId &id : ids) {
        if (const std::optional<Row> row = find(id)) {
            chunk(*row).flags[at(*row)] &= static_cast<quint8>(~Live);
            --m_liveCount;
            changes.removed.push_back(*row);
        }
    }
    return changes;
}

void InstanceStore::beginReload() noexcept
{
    ++m_reload; // 256 reloads later a number comes again, but every row has been marked or removed
                // long before
}

void InstanceStore::markSeen(std::span<const InstanceId> ids)
{
    for (const InstanceId &id : ids) {
        if (const std::optional<Row> row = find(id)) {
            chunk(*row).reload[at(*row)] = m_reload;
        }
    }
}

InstanceStore::Changes InstanceStore::endReload()
{
    Changes changes;
    for (Row row = 0; row < m_rowCount; ++row) {
        Chunk &c = chunk(row);
        if ((c.flags[at(row)] & Live) != 0 && c.reload[at(row)] != m_reload) {
            c.flags[at(row)] &= static_cast<quint8>(~Live);
            --m_liveCount;
            changes.removed.push_back(row);
        }
    }
    return changes;
}

void InstanceStore::clear()
{
    m_chunks.clear();
    m_rowCount = 0;
    m_liveCount = 0;
    m_ids.clear();
    m_customs.clear();
    m_customGarbage = 0;
    m_extras.clear();
    m_index.clear();
    m_names.clear();
    m_nameIndexes.clear();
    m_statuses.clear();
}

std::optional<InstanceStore::Row> InstanceStore::find(const InstanceId &id) const
{
    const QByteArray bytes = id.text().toUtf8();
    const std::optional<Row> row = findAny(bytes, hashOf(bytes));
    return row && isLive(*row) ? row : std::nullopt;
}

std::optional<InstanceStore::Row> InstanceStore::findAny(QByteArrayView id, quint32 hash) const
{
    return m_index.find(hash, [this, id](Row row) { return idBytes(row) == id; });
}

void InstanceStore::mergeRow(QByteArrayView id, const Values &values, Changes &changes)
{
    const quint32 hash = hashOf(id);
    const std::optional<Row> known = findAny(id, hash);
    if (!known) {
        changes.added.push_back(m_rowCount);
        addRow(id, hash, values);
        return;
    }
    const bool differs = updateRow(*known, values);
    Chunk &c = chunk(*known);
    c.reload[at(*known)] = m_reload;
    if ((c.flags[at(*known)] & Live) == 0) {
        c.flags[at(*known)] |= Live;
        ++m_liveCount;
        changes.added.push_back(*known);
    } else if (differs) {
        changes.changed.push_back(*known);
    }
}

void InstanceStore::addRow(QByteArrayView id, quint32 hash, const Values &values)
{
    const Row row = m_rowCount;
    if (at(row) == 0) {
        m_chunks.push_back(std::make_unique_for_overwrite<Chunk>());
    }
    Chunk &c = chunk(row);
    c.id[at(row)] = m_ids.append(id);
    c.idLength[at(row)] = static_cast<quint32>(id.size());
    c.name[at(row)] = values.name;
    c.status[at(row)] = values.status;
    c.created[at(row)] = values.created;
    c.updated[at(row)] = values.updated;
    c.customLength[at(row)] = static_cast<quint16>(values.customStatus.size());
    c.custom[at(row)] = values.customStatus.isEmpty() ? 0 : m_customs.append(values.customStatus);
    c.flags[at(row)] = static_cast<quint8>(Live | (values.customCut ? CustomCut : 0));
    c.reload[at(row)] = m_reload;
    m_extras.set(row, values.extras);
    ++m_rowCount;
    ++m_liveCount;
    m_index.insert(hash, row);
}

bool InstanceStore::updateRow(Row row, const Values &values)
{
    Chunk &c = chunk(row);
    const quint32 i = at(row);
    const bool otherExtras = m_extras.set(row, values.extras);
    const bool sameCustom
        = customStatus(row) == values.customStatus && isCustomStatusCut(row) == values.customCut;
    if (c.name[i] == values.name && c.status[i] == values.status && c.created[i] == values.created
        && c.updated[i] == values.updated && sameCustom) {
        return otherExtras;
    }
    c.name[i] = values.name;
    c.status[i] = values.status;
    c.created[i] = values.created;
    c.updated[i] = values.updated;
    if (!sameCustom) {
        setCustomStatus(row, values.customStatus, values.customCut);
    }
    return true;
}

void InstanceStore::setCustomStatus(Row row, QByteArrayView text, bool cut)
{
    Chunk &c = chunk(row);
    const quint32 i = at(row);
    const auto length = static_cast<quint16>(text.size());
    const bool fits = length <= c.customLength[i];
    m_customGarbage += fits ? c.customLength[i] - length : c.customLength[i];
    if (fits) {
        m_customs.overwrite(c.custom[i], text);
    } else {
        c.custom[i] = m_customs.append(text);
        c.flags[i] |= CustomMoved;
    }
    c.customLength[i] = length;
    c.flags[i] = static_cast<quint8>((c.flags[i] & ~CustomCut) | (cut ? CustomCut : 0));
    if (m_customGarbage > packAtGarbageBytes && m_customGarbage > m_customs.usedBytes() / 2) {
        packCustomStatuses();
    }
}

// Refreshing for days would otherwise pile up custom statuses that were replaced.
void InstanceStore::packCustomStatuses()
{
    ByteArena packed;
    for (Row row = 0; row < m_rowCount; ++row) {
        Chunk &c = chunk(row);
        if (c.customLength[at(row)] > 0) {
            c.custom[at(row)] = packed.append(customStatus(row));
        }
        c.flags[at(row)] &= static_cast<quint8>(~CustomMoved);
    }
    m_customs = std::move(packed);
    m_customGarbage = 0;
}

quint32 InstanceStore::internName(QByteArrayView name)
{
    const QByteArray key = QByteArray::fromRawData(name.data(), name.size());
    if (const auto found = m_nameIndexes.constFind(key); found != m_nameIndexes.cend()) {
        return *found;
    }
    const auto index = static_cast<quint32>(m_names.size());
    m_names.push_back(QString::fromUtf8(name));
    m_nameIndexes.insert(name.toByteArray(), index);
    return index;
}

quint16 InstanceStore::internStatus(const RuntimeStatus &status)
{
    const auto found = std::ranges::find(m_statuses, status);
    if (found == m_statuses.end()) {
        m_statuses.push_back(status);
        return static_cast<quint16>(m_statuses.size() - 1);
    }
    return static_cast<quint16>(found - m_statuses.begin());
}

} // namespace hubdeck
