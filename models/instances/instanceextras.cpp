// SPDX-License-Identifier: MIT
#include "models/instances/instanceextras.h"

namespace hubdeck {

namespace {

constexpr quint16 cutBit = 0x8000;

} // namespace

bool InstanceExtras::Values::isEmpty() const noexcept
{
    return version.isEmpty() && tags.isEmpty() && scheduledStart == noTime && completed == noTime
        && !generation;
}

bool InstanceExtras::set(Row row, const Values &values)
{
    if (find(row) == nullptr && values.isEmpty()) {
        return false;
    }
    Chunk &chunk = chunkFor(row);
    const quint32 i = row & (chunkRows - 1);
    const quint32 version = internVersion(values.version);
    const quint32 generation
        = values.generation ? static_cast<quint32>(*values.generation) : noGeneration;
    const bool sameTags = tags(row) == values.tags && areTagsCut(row) == values.tagsCut;
    if (sameTags && chunk.scheduledStart[i] == values.scheduledStart
        && chunk.completed[i] == values.completed && chunk.version[i] == version
        && chunk.generation[i] == generation) {
        return false;
    }
    chunk.scheduledStart[i] = values.scheduledStart;
    chunk.completed[i] = values.completed;
    chunk.version[i] = version;
    chunk.generation[i] = generation;
    if (!sameTags) {
        chunk.tags[i] = values.tags.isEmpty() ? 0 : m_tags.append(values.tags);
        chunk.tagsLength[i] = static_cast<quint16>(static_cast<quint32>(values.tags.size())
                                                   | (values.tagsCut ? cutBit : 0U));
    }
    return true;
}

void InstanceExtras::clear()
{
    m_chunks.clear();
    m_tags.clear();
    m_versions.assign(1, QString());
    m_versionIndexes.clear();
}

std::optional<quint32> InstanceExtras::generation(Row row) const noexcept
{
    const quint32 stored = at(row, &Chunk::generation, noGeneration);
    return stored == noGeneration ? std::nullopt : std::optional(stored);
}

QByteArrayView InstanceExtras::tags(Row row) const noexcept
{
    const auto length = static_cast<quint32>(at(row, &Chunk::tagsLength, quint16 { 0 }) & ~cutBit);
    return length == 0 ? QByteArrayView()
                       : m_tags.view(at(row, &Chunk::tags, ByteArena::Address { 0 }), length);
}

bool InstanceExtras::areTagsCut(Row row) const noexcept
{
    return (at(row, &Chunk::tagsLength, quint16 { 0 }) & cutBit) != 0;
}

InstanceExtras::Chunk &InstanceExtras::chunkFor(Row row)
{
    const quint32 index = row >> chunkShift;
    if (index >= m_chunks.size()) {
        m_chunks.resize(index + 1);
    }
    std::unique_ptr<Chunk> &chunk = m_chunks[index];
    if (chunk == nullptr) {
        chunk = std::make_unique_for_overwrite<Chunk>();
        chunk->scheduledStart.fill(noTime);
        chunk->completed.fill(noTime);
        chunk->version.fill(0);
        chunk->generation.fill(noGeneration);
        chunk->tagsLength.fill(0);
    }
    return *chunk;
}

quint32 InstanceExtras::internVersion(QByteArrayView version)
{
    if (version.isEmpty()) {
        return 0;
    }
    const QByteArray key = QByteArray::fromRawData(version.data(), version.size());
    if (const auto found = m_versionIndexes.constFind(key); found != m_versionIndexes.cend()) {
        return *found;
    }
    const auto index = static_cast<quint32>(m_versions.size());
    m_versions.push_back(QString::fromUtf8(version));
    m_versionIndexes.insert(version.toByteArray(), index);
    return index;
}

} // namespace hubdeck
