// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QString>

namespace hubdeck {

/// What a road or a hub may not be able to do.
enum class Feature {
    History,
    Start,
    ScheduledStart,
    Terminate,
    Suspend,
    Resume,
    RaiseEvent,
    Rewind,
    Restart,
    Purge,
    PurgeByFilter,
    Entities,
    SignalEntity,
    ManagementUrls,
    SubsecondTimes,
    ParentLinks, // parent, version, tags, scheduled start, completed time
    IdsWithSlash,
    Health,
    DeleteTaskHub,
    CancelScheduledStart,
    DelayedSignal,
    CleanEntities,
    AllEvents, // History::allEvents
    StartTags, // StartRequest::version and tags
    FinishRewind, // rewind of a Pending instance, which an interrupted rewind left behind
};

/// What a hub can do and, if not, why, in words (architecture.md). The UI disables and explains; it never asks which road it has.
class Capabilities
{
public:
    /// Everything possible.
    Capabilities() = default;

    void lack(Feature feature, const QString &why) { m_lacking.insert(feature, why); }
    [[nodiscard]] bool has(Feature feature) const { return !m_lacking.contains(feature); }
    /// Why a feature is missing; empty when it is there.
    [[nodiscard]] QString whyNot(Feature feature) const { return m_lacking.value(feature); }
    /// Marks every action as refused, for a read-only connection.
    [[nodiscard]] Capabilities readOnly(const QString &why) const;

    friend bool operator==(const Capabilities &, const Capabilities &) = default;

private:
    QHash<Feature, QString> m_lacking;
};

inline size_t qHash(Feature feature, size_t seed = 0) noexcept
{
    return ::qHash(static_cast<int>(feature), seed);
}

} // namespace hubdeck
