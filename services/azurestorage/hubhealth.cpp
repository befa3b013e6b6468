// SPDX-License-Identifier: MIT
#include "services/azurestorage/hubhealth.h"

#include "services/azurestorage/instancekeys.h"
#include "services/json/jsonscanner.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;
using State = PartitionHealth::State;

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::HubHealth", text);
}

QString textOf(QByteArrayView object, QByteArrayView key)
{
    const QByteArrayView value = json::member(object, key);
    return value == QByteArrayView("null") ? QString() : json::decodeText(value);
}

std::optional<Instant> timeIn(const TableRow &row, QStringView column)
{
    return Instant::fromText(row.text(column).toUtf8());
}

State stateOf(const PartitionHealth &partition, bool isDraining, Instant serviceTime)
{
    if (partition.owner.isEmpty() && partition.nextOwner.isEmpty()) {
        return State::Unowned;
    }
    if (partition.expiresAt && *partition.expiresAt <= serviceTime) {
        return State::Expired;
    }
    if (!partition.nextOwner.isEmpty()) {
        return State::BeingStolen;
    }
    return isDraining ? State::ShuttingDown : State::Healthy;
}

State stateOf(LeaseState lease)
{
    switch (lease) {
    case LeaseState::Leased:
        return State::Healthy;
    case LeaseState::Expired:
        return State::Expired;
    case LeaseState::Breaking:
        return State::ShuttingDown;
    case LeaseState::Available:
    case LeaseState::Broken:
        return State::Unowned;
    case LeaseState::Unknown:
        break;
    }
    return State::Unknown;
}

} // namespace

QString displayName(PartitionHealth::State state)
{
    switch (state) {
    case State::Unowned:
        return tr("No owner");
    case State::Expired:
        return tr("Expired");
    case State::BeingStolen:
        return tr("Changing owner");
    case State::ShuttingDown:
        return tr("Shutting down");
    case State::Healthy:
        return tr("Owned");
    case State::Unknown:
        break;
    }
    return tr("Unknown");
}

PartitionHealth partitionFromRow(const TableRow &row, Instant serviceTime)
{
    PartitionHealth partition;
    partition.queue = row.rowKey;
    partition.owner = row.text(u"CurrentOwner");
    partition.nextOwner = row.text(u"NextOwner");
    partition.ownedSince = timeIn(row, u"OwnedSince");
    partition.lastRenewal = timeIn(row, u"LastRenewal");
    partition.expiresAt = timeIn(row, u"ExpiresAt");
    const bool isDraining = row.text(u"IsDraining").compare("true"_L1, Qt::CaseInsensitive) == 0;
    partition.state = stateOf(partition, isDraining, serviceTime);
    return partition;
}

std::optional<PartitionHealth> partitionFromBlob(const QString &blobName, const QByteArray &content,
                                                 LeaseState leaseState)
{
    const QString folder = blobName.section(u'/', 0, 0);
    const bool isOwnership = folder == "ownership"_L1;
    const QString queue = blobName.section(u'/', 1);
    if ((!isOwnership && folder != "default"_L1) || queue.isEmpty()) {
        return std::nullopt;
    }
    PartitionHealth partition;
    partition.queue = queue;
    partition.source = isOwnership ? PartitionHealth::Source::OwnershipBlob
                                   : PartitionHealth::Source::LegacyBlob;
    partition.leaseState = leaseState;
    partition.state = stateOf(leaseState);
    // The lease is the truth; whoever let it go may still stand in the content (§9.2)
    (partition.state == State::Unowned ? partition.lastOwner : partition.owner)
        = textOf(content, "Owner");
    bool isNumber = false;
    const qint64 epoch = json::member(content, "Epoch").toByteArray().toLongLong(&isNumber);
    if (isNumber) {
        partition.epoch = epoch;
    }
    return partition;
}

AppLease readAppLease(LeaseState leaseState, const QByteArray &infoBlob)
{
    AppLease lease;
    lease.leaseState = leaseState;
    lease.isHeld = leaseState == LeaseState::Leased;
    lease.ownerId = textOf(infoBlob, "OwnerId");
    lease.desiredSwapId = textOf(infoBlob, "DesiredSwapId");
    return lease;
}

QString appLeaseId(const QString &appName)
{
    const QString hash = QString::number(fnv1a(appName), 16).rightJustified(8, u'0');
    return hash + "-0000-0000-0000-000000000000"_L1;
}

std::optional<Instant::Ticks> QueueHealth::oldestAge(Instant serviceTime) const
{
    std::optional<Instant::Ticks> oldest;
    for (const QueueMessage &message : visible) {
        if (message.inserted) {
            const Instant::Ticks age = serviceTime - *message.inserted;
            oldest = std::max(oldest.value_or(age), age);
        }
    }
    return oldest ? std::optional(std::max(*oldest, Instant::Ticks(0))) : std::nullopt;
}

int QueueHealth::poisonCount() const
{
    return static_cast<int>(std::ranges::count_if(visible, &QueueMessage::isPoisonCandidate));
}

} // namespace hubdeck::azurestorage
