// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/messagedecoder.h"
#include "services/azurestorage/storagevalues.h"
#include "services/azurestorage/tablerow.h"

#include <QByteArray>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace hubdeck::azurestorage {

/// Who works on a partition (§9.1, §9.2).
struct PartitionHealth
{
    enum class State {
        Unowned,
        Expired, // its owner stopped renewing: a dead worker
        BeingStolen,
        ShuttingDown,
        Healthy,
        Unknown, // the lease store could not be read
    };
    enum class Source { PartitionsTable, OwnershipBlob, LegacyBlob };

    QString queue;
    Source source = Source::PartitionsTable;
    State state = State::Unknown;
    QString owner; // empty when unknown or when nobody has it
    QString lastOwner; // of a lease that nobody holds: who still stands in its blob
    QString nextOwner;
    std::optional<Instant> ownedSince; // of a blob lease: when its content was written
    std::optional<Instant> lastRenewal;
    std::optional<Instant> expiresAt;
    LeaseState leaseState = LeaseState::Unknown; // of a blob lease
    std::optional<qint64> epoch;

    /// A worker holds it at this moment, or is about to.
    [[nodiscard]] bool isWorkedOn() const noexcept
    {
        return state == State::Healthy || state == State::BeingStolen
            || state == State::ShuttingDown;
    }
};

/// The state's name, translated.
[[nodiscard]] QString displayName(PartitionHealth::State state);

/// A row of the Partitions table; `serviceTime` is the service's Date header, not this computer's
/// clock.
[[nodiscard]] PartitionHealth partitionFromRow(const TableRow &row, Instant serviceTime);
/// A lease blob `default/<queue>`, `ownership/<queue>` or `intent/<queue>` with its content and its
/// x-ms-lease-state. nullopt for intents and other blobs.
[[nodiscard]] std::optional<PartitionHealth>
partitionFromBlob(const QString &blobName, const QByteArray &content, LeaseState leaseState);

/// The app lease (§9.3): `leaseState` of the container, content of the info blob.
struct AppLease
{
    bool isHeld = false; // a worker runs on this hub right now
    LeaseState leaseState = LeaseState::Unknown;
    QString ownerId;
    QString desiredSwapId;
    std::optional<Instant> readAt; // by the service's clock
};

[[nodiscard]] AppLease readAppLease(LeaseState leaseState, const QByteArray &infoBlob);
/// The lease id that an app of this name takes.
[[nodiscard]] QString appLeaseId(const QString &appName);

/// A message seen by peeking.
struct QueueMessage
{
    QString id;
    std::optional<Instant> inserted;
    qint64 dequeueCount = 0;
    DecodedMessage message;

    /// Delivered so often that its delivery fails (§10.2; the recorded ones had 7).
    [[nodiscard]] bool isPoisonCandidate() const noexcept { return dequeueCount >= 5; }
};

/// A queue (§10.2). The length counts invisible messages too: taken ones, timers, scheduled starts.
struct QueueHealth
{
    QString queue;
    bool exists = true;
    std::optional<qint64> length;
    std::vector<QueueMessage> visible; // up to 32 from the head
    std::optional<Instant> readAt; // by the service's clock

    /// How long the oldest visible message has been there.
    [[nodiscard]] std::optional<Instant::Ticks> oldestAge(Instant serviceTime) const;
    [[nodiscard]] int poisonCount() const;
};

/// A whole hub at one moment.
struct HubHealth
{
    Instant serviceTime; // the service's clock; this computer's where no answer told it
    std::vector<PartitionHealth> partitions;
    std::vector<QueueHealth> controlQueues;
    QueueHealth workItems;
    std::optional<AppLease> appLease;
    /// Instances that have been Pending for longer than a minute since their start, its scheduled
    /// time or their rewind, without those scheduled for later.
    qint64 pendingForLong = 0;
    bool pendingIsAtLeast = false; // there may be more: the table was not read to its end
    std::optional<Instant> oldestPending;
    bool isOwnershipSeen = true; // false: who works on the hub could not be read to its end
    bool isAppLeaseSeen = true;
    QStringList problems; // why parts could not be read, each once; what they tell is left empty
};

/// A sign that the hub is stuck, in words.
struct StuckSign
{
    enum class Kind {
        NoWorker,
        NoPartitionOwner,
        ExpiredOwner,
        PendingForLong,
        QueueNotRead,
        WorkNotFinished,
        PoisonMessages,
        UnreadableMessages,
        MissingQueue,
        NotSeen, // no sign of being stuck, but one could be missed
    };
    Kind kind = Kind::NoWorker;
    QString text;
};

[[nodiscard]] std::vector<StuckSign> stuckSigns(const HubHealth &health);

} // namespace hubdeck::azurestorage
