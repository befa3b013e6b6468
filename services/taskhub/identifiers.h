// SPDX-License-Identifier: MIT
#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>

namespace hubdeck {

/// One text wrapped so that an instance id cannot be passed where a hub name is meant. `Tag` only tells types apart.
template <typename Tag> class StrongText
{
public:
    StrongText() = default;
    explicit StrongText(QString text)
        : m_text(std::move(text))
    {
    }

    const QString &text() const noexcept { return m_text; }
    bool isEmpty() const noexcept { return m_text.isEmpty(); }

    friend bool operator==(const StrongText &, const StrongText &) = default;
    friend std::strong_ordering operator<=>(const StrongText &a, const StrongText &b) noexcept
    {
        return a.m_text.compare(b.m_text) <=> 0;
    }
    friend size_t qHash(const StrongText &value, size_t seed = 0) noexcept
    {
        return qHash(value.m_text, seed);
    }

private:
    QString m_text;
};

/// The id of an orchestration instance or, when it starts with '@', of an entity (`@name@key`). Any text; compared exactly.
using InstanceId = StrongText<struct InstanceIdTag>;
/// The name of a task hub: 3 to 45 letters and digits, starting with a letter (durable-http-api.md §2.2).
using TaskHubName = StrongText<struct TaskHubNameTag>;
/// Where a listing goes on; opaque, empty at the beginning and at the end (durable-http-api.md §5.3).
using ContinuationToken = StrongText<struct ContinuationTokenTag>;

/// True for the id of an entity, `@name@key` (durable-http-api.md §6).
[[nodiscard]] bool isEntityId(const InstanceId &id) noexcept;

/// Why `name` cannot be a task hub's name, in words for a person; empty when it can.
[[nodiscard]] QString problemWithHubName(const QString &name);

/// An entity: its class name (case ignored by the hub, stored lower-case) and its key (exact).
struct EntityId
{
    QString name;
    QString key;

    /// `@name@key` with the name in lower case: the id of the instance row that keeps the entity.
    [[nodiscard]] InstanceId instanceId() const;
    /// Reads `@name@key`; both parts empty when `id` is no entity's id.
    [[nodiscard]] static EntityId fromInstanceId(const InstanceId &id);

    friend bool operator==(const EntityId &, const EntityId &) = default;
};

} // namespace hubdeck
