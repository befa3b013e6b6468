// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/tablerow.h"
#include "services/taskhub/identifiers.h"
#include "services/taskhub/instant.h"
#include "services/taskhub/taskhuberror.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace hubdeck::azurestorage {

/// One request of a rewind (§6).
struct RewindStep
{
    enum class Kind {
        MergeHistory, // MERGE `change` into the History table, If-Match: change.etag
        MergeInstance, // MERGE `change` into the Instances table, If-Match: *
        Wake, // post a GenericEvent with the reason to `instance`
    };
    Kind kind = Kind::Wake;
    InstanceId instance;
    TableRow change; // keys, etag and only the columns that change
    /// Wake: an earlier, interrupted run may have posted it. Look for it among the queue's messages
    /// before posting (two would do no harm).
    bool mayBePosted = false;

    friend bool operator==(const RewindStep &, const RewindStep &) = default;
};

/// What a rewind must know of one instance of the family.
struct RewindMember
{
    InstanceId id;
    std::optional<TableRow> instance; // its Instances row; none when there is none
    std::vector<TableRow> history; // its whole partition of History with rewindColumns()
};

/// The rewind of a failed instance with its failed sub-orchestrations, as a pure plan: first the
/// whole family is read, then all changes are known before the first is made. Children change
/// before their parents and the scheduling row before the failure that it belongs to, so an
/// interrupted rewind is found and finished by the next one.
///
///     RewindPlan plan(id);
///     while (const auto next = plan.nextToRead()) { plan.add(read(*next)); }
///     for (const RewindStep &step : plan.steps(now)) { … }
class RewindPlan
{
public:
    explicit RewindPlan(const InstanceId &root);

    /// The next instance to be read; nullopt when the family is complete.
    [[nodiscard]] std::optional<InstanceId> nextToRead() const;
    /// One that is alive again is left as it is, but those below it that an interrupted rewind
    /// revived and never woke are found. Throws TaskHubError NotFound (no such instance),
    /// WrongState (not failed and nobody below left to be woken, a child that cannot be revived) or
    /// Conflict (history in motion, scheduling row missing): nothing was changed yet.
    void add(const RewindMember &member);

    /// All changes in order, messages to the leaves last. Only when nextToRead() is nullopt.
    [[nodiscard]] std::vector<RewindStep> steps(Instant now) const;

    /// How many instances it revives.
    [[nodiscard]] int memberCount() const { return static_cast<int>(m_members.size()); }

private:
    struct Member
    {
        std::vector<RewindStep> historySteps;
        bool mergesInstance = false;
        bool revived = false; // an earlier rewind woke it already: it gets no steps
        bool isActive = false; // revived, and not at its end yet
        std::vector<InstanceId> children; // to be rewound, too
    };

    struct Waiting
    {
        InstanceId id;
        bool mustRevive = true; // false: only an earlier rewind's mark led here
        bool isBelowAlive = false; // what failed anew there is its parent's to handle
    };

    void addMissing(const Waiting &asked);
    void addAlive(const RewindMember &member, const std::vector<TableRow> &rows);
    void addHistory(Member &plan, const InstanceId &id, const std::vector<TableRow> &rows,
                    bool hasFailed, bool isBelowAlive);
    void addChildren(Member &plan, const std::vector<Waiting> &children);
    /// Whom an earlier rewind revived.
    [[nodiscard]] static std::vector<Waiting> rewoundChildren(const std::vector<TableRow> &rows,
                                                              bool isBelowAlive);
    [[nodiscard]] TaskHubError notFailed(const RewindMember &member) const;
    void appendSteps(const InstanceId &id, Instant now, std::set<InstanceId> &done,
                     std::vector<RewindStep> &changes, std::vector<RewindStep> &messages) const;

    InstanceId m_root;
    QString m_whyNotRoot; // for an alive root, in words
    std::vector<Waiting> m_waiting;
    std::map<InstanceId, Member> m_members;
};

} // namespace hubdeck::azurestorage
