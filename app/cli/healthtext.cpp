// SPDX-License-Identifier: MIT
#include "app/cli/healthtext.h"

#include "app/cli/texttable.h"
#include "models/displaytext.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;

constexpr int indent = 2;
constexpr int inputWidth = 160; // characters of a message's payload

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(HealthVerb)
};

QString ago(const std::optional<Instant> &time, Instant now)
{
    return time ? Words::tr("%1 ago").arg(displaytext::duration(now - *time)) : u"-"_s;
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"-"_s : displaytext::singleLine(text);
}

QString ownerOf(const PartitionHealth &partition)
{
    return partition.lastOwner.isEmpty()
        ? orDash(partition.owner)
        : Words::tr("none (last: %1)").arg(displaytext::singleLine(partition.lastOwner));
}

/// A row of the Partitions table tells of renewals, a lease blob only when it was taken.
QString leaseAge(const PartitionHealth &partition, Instant now)
{
    if (partition.lastRenewal) {
        return Words::tr("renewed %1").arg(ago(partition.lastRenewal, now));
    }
    return partition.ownedSince ? Words::tr("taken %1").arg(ago(partition.ownedSince, now))
                                : u"-"_s;
}

QString contentOf(const DecodedMessage &message)
{
    constexpr int typeWidth = 24;
    if (message.form == DecodedMessage::Form::Unreadable) {
        return Words::tr("unreadable: %1").arg(displaytext::singleLine(message.problem));
    }
    const QString what = message.eventType.leftJustified(typeWidth) + u' '
        + displaytext::singleLine(message.name) + u"  "_s
        + displaytext::singleLine(message.instance.text());
    return message.problem.isEmpty() ? what
                                     : Words::tr("%1  (its blob could not be read: %2)")
                                           .arg(what, displaytext::singleLine(message.problem));
}

QString messageLine(const QueueMessage &peeked, Instant now)
{
    return Words::tr("    %1, taken %2×: %3")
        .arg(ago(peeked.inserted, now), QString::number(peeked.dequeueCount),
             contentOf(peeked.message));
}

QString leaseLine(const HubHealth &health)
{
    if (!health.isAppLeaseSeen) {
        return Words::tr("App lease: could not be read");
    }
    if (!health.appLease) {
        return Words::tr("App lease: none");
    }
    return health.appLease->isHeld
        ? Words::tr("App lease: held, by %1").arg(orDash(health.appLease->ownerId))
        : Words::tr("App lease: not held");
}

QByteArray partitionTable(const HubHealth &health)
{
    TextTable table(indent);
    table.addLine(Words::tr("\nPartitions: state, owner, age of the lease"));
    for (const PartitionHealth &partition : health.partitions) {
        table.addRow({ partition.queue, displayName(partition.state), ownerOf(partition),
                       leaseAge(partition, health.serviceTime) });
    }
    if (!health.isOwnershipSeen) {
        table.addLine(Words::tr("  could not be read"));
    } else if (health.partitions.empty()) {
        table.addLine(Words::tr("  none: no worker has started on this hub yet"));
    }
    return table.addLine(leaseLine(health)).text();
}

QStringList queueRow(const QueueHealth &queue, Instant now)
{
    if (!queue.exists) {
        return { queue.queue, {}, Words::tr("does not exist") };
    }
    const auto age = queue.oldestAge(now);
    qint64 tries = 0;
    for (const QueueMessage &message : queue.visible) {
        tries = std::max(tries, message.dequeueCount);
    }
    return { queue.queue, queue.length ? displaytext::count(*queue.length) : u"-"_s,
             age ? displaytext::duration(*age) : u"-"_s, QString::number(tries) };
}

QByteArray queueTable(const HubHealth &health, bool withMessages)
{
    TextTable table(indent, { 1 });
    table.addLine(Words::tr("\nQueues: messages, age of the oldest visible one, most times taken"));
    std::vector<QueueHealth> queues = health.controlQueues;
    queues.push_back(health.workItems);
    for (const QueueHealth &queue : queues) {
        table.addRow(queueRow(queue, health.serviceTime));
        for (const QueueMessage &message : queue.visible) {
            if (!withMessages) {
                break;
            }
            table.addLine(messageLine(message, health.serviceTime));
            if (!message.message.input.isEmpty()) {
                table.addLine(u"        "_s
                              + displaytext::singleLine(message.message.input, inputWidth));
            }
        }
    }
    if (health.pendingForLong > 0) {
        const QString count = displaytext::count(health.pendingForLong);
        table.addLine(
            Words::tr("\nPending for more than a minute: %1, the oldest since %2")
                .arg(health.pendingIsAtLeast ? Words::tr("at least %1").arg(count) : count,
                     health.oldestPending ? health.oldestPending->toText() : u"-"_s));
    }
    return table.text();
}

} // namespace

QByteArray healthText(const QString &hub, const HubHealth &health, bool withMessages)
{
    TextTable head;
    head.addLine(hub + u"  "_s + health.serviceTime.toText());
    const std::vector<StuckSign> signs = stuckSigns(health);
    for (const StuckSign &sign : signs) {
        head.addLine(u"! "_s + sign.text);
    }
    if (signs.empty()) {
        head.addLine(Words::tr("No sign that the hub is stuck."));
    }
    return head.text() + partitionTable(health) + queueTable(health, withMessages);
}

} // namespace hubdeck::cli
