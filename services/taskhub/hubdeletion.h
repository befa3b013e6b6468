// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/identifiers.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace hubdeck {

/// One thing in an account that belongs to a task hub (azure-storage-task-hub.md §1).
struct HubArtefact
{
    enum class Kind { Queue, Container, Table };

    Kind kind = Kind::Table;
    QString name;
    std::optional<qint64> count; // messages, blobs, rows; none: not counted or not readable
    bool countIsAtLeast = false; // counting ended early: there are that many or more

    friend bool operator==(const HubArtefact &, const HubArtefact &) = default;
};

/// `Queue`, `Blob container`, `Table`, translated.
[[nodiscard]] QString displayName(HubArtefact::Kind kind);
/// `1,234 rows`, `5,000 or more blobs`, `12 messages`, translated; empty without a count.
[[nodiscard]] QString describeCount(const HubArtefact &artefact);

/// Everything that deleting a hub deletes, in the order of deletion, and whether anybody works on
/// it.
struct HubDeletionPlan
{
    TaskHubName hub;
    std::vector<HubArtefact> artefacts;
    /// Shared with other hubs (tables of a tracking store): stays.
    std::vector<HubArtefact> kept;
    bool isInUse = false; // workers hold leases: refused unless forced
    bool mayBeInUse = false; // whether they do could not be seen: refused unless forced
    QStringList signsOfUse; // in words: `The app lease is held.`
    QStringList problems; // what could not be counted or looked at, why something stays, in words

    [[nodiscard]] bool needsForce() const noexcept { return isInUse || mayBeInUse; }

    friend bool operator==(const HubDeletionPlan &, const HubDeletionPlan &) = default;
};

struct HubDeletionRequest
{
    TaskHubName confirmedName; // as typed; must be the hub's name exactly
    bool force = false; // although workers hold leases, or nobody can tell

    friend bool operator==(const HubDeletionRequest &, const HubDeletionRequest &) = default;
};

/// Called after each artefact, in the caller's thread.
struct HubDeletionProgress
{
    HubArtefact artefact;
    QString problem; // why it is still there; empty when it is gone
    qsizetype done = 0;
    qsizetype total = 0;
};

using HubDeletionSink = std::function<void(const HubDeletionProgress &)>;

/// What is known after deleting and looking again.
struct HubDeletionOutcome
{
    struct Leftover
    {
        HubArtefact artefact;
        QString why; // in words

        friend bool operator==(const Leftover &, const Leftover &) = default;
    };

    qsizetype deleted = 0; // artefacts
    std::vector<Leftover> leftovers; // still there, or there again: delete once more
    /// What to know before the name is used again, in words.
    QString advice;

    friend bool operator==(const HubDeletionOutcome &, const HubDeletionOutcome &) = default;
};

} // namespace hubdeck
