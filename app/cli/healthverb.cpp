// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "app/cli/jsonobject.h"
#include "models/displaytext.h"
#include "services/azurestorage/hubhealth.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(HealthVerb)
};

// The words of --json: part of the contract, never translated

QString wordFor(PartitionHealth::State state)
{
    switch (state) {
    case PartitionHealth::State::Unowned:
        return u"Unowned"_s;
    case PartitionHealth::State::Expired:
        return u"Expired"_s;
    case PartitionHealth::State::BeingStolen:
        return u"BeingStolen"_s;
    case PartitionHealth::State::ShuttingDown:
        return u"ShuttingDown"_s;
    case PartitionHealth::State::Healthy:
        return u"Healthy"_s;
    case PartitionHealth::State::Unknown:
        break;
    }
    return u"Unknown"_s;
}

QString wordFor(PartitionHealth::Source source)
{
    switch (source) {
    case PartitionHealth::Source::PartitionsTable:
        return u"PartitionsTable"_s;
    case PartitionHealth::Source::OwnershipBlob:
        return u"OwnershipBlob"_s;
    case PartitionHealth::Source::LegacyBlob:
        break;
    }
    return u"LegacyBlob"_s;
}

QString wordFor(LeaseState state)
{
    switch (state) {
    case LeaseState::Available:
        return u"Available"_s;
    case LeaseState::Leased:
        return u"Leased"_s;
    case LeaseState::Expired:
        return u"Expired"_s;
    case LeaseState::Breaking:
        return u"Breaking"_s;
    case LeaseState::Broken:
        return u"Broken"_s;
    case LeaseState::Unknown:
        break;
    }
    return {};
}

QString wordFor(DecodedMessage::Form form)
{
    switch (form) {
    case DecodedMessage::Form::Json:
        return u"Json"_s;
    case DecodedMessage::Form::Base64:
        return u"Base64"_s;
    case DecodedMessage::Form::Unreadable:
        break;
    }
    return u"Unreadable"_s;
}

QString wordFor(StuckSign::Kind kind)
{
    switch (kind) {
    case StuckSign::Kind::NoWorker:
        return u"NoWorker"_s;
    case StuckSign::Kind::NoPartitionOwner:
        return u"NoPartitionOwner"_s;
    case StuckSign::Kind::ExpiredOwner:
        return u"ExpiredOwner"_s;
    case StuckSign::Kind::PendingForLong:
        return u"PendingForLong"_s;
    case StuckSign::Kind::QueueNotRead:
        return u"QueueNotRead"_s;
    case StuckSign::Kind::WorkNotFinished:
        return u"WorkNotFinished"_s;
    case StuckSign::Kind::PoisonMessages:
        return u"PoisonMessages"_s;
    case StuckSign::Kind::UnreadableMessages:
        return u"UnreadableMessages"_s;
    case StuckSign::Kind::MissingQueue:
        break;
    }
    return u"MissingQueue"_s;
}

QByteArray partitionDocument(const PartitionHealth &partition)
{
    return JsonObject()
        .addText("queue", partition.queue)
        .addText("source", wordFor(partition.source))
        .addText("state", wordFor(partition.state))
        .addTextOrNull("owner", partition.owner)
        .addTextOrNull("nextOwner", partition.nextOwner)
        .addTime("ownedSince", partition.ownedSince)
        .addTime("lastRenewal", partition.lastRenewal)
        .addTime("expiresAt", partition.expiresAt)
        .addTextOrNull("leaseState", wordFor(partition.leaseState))
        .addNumber("epoch", partition.epoch)
        .text();
}

QByteArray messageDocument(const QueueMessage &peeked)
{
    const DecodedMessage &message = peeked.message;
    return JsonObject()
        .addText("id", peeked.id)
        .addTime("inserted", peeked.inserted)
        .addNumber("dequeueCount", peeked.dequeueCount)
        .addText("form", wordFor(message.form))
        .addTextOrNull("problem", message.problem)
        .addTextOrNull("blob", message.blob)
        .addTextOrNull("eventType", message.eventType)
        .addTextOrNull("name", message.name)
        .addTextOrNull("instanceId", message.instance.text())
        .addTextOrNull("executionId", message.executionId)
        .addTextOrNull("sender", message.sender.text())
        .addNumber("episode", message.episode)
        .addNumber("eventId", message.eventId)
        .addTime("timestamp", message.timestamp)
        .text();
}

std::optional<qint64> seconds(const std::optional<Instant::Ticks> &ticks)
{
    return ticks
        ? std::optional<qint64>(std::chrono::duration_cast<std::chrono::seconds>(*ticks).count())
        : std::nullopt;
}

QByteArray queueDocument(const QueueHealth &queue, Instant serviceTime)
{
    std::vector<QByteArray> messages;
    for (const QueueMessage &message : queue.visible) {
        messages.push_back(messageDocument(message));
    }
    return JsonObject()
        .addText("queue", queue.queue)
        .addFlag("exists", queue.exists)
        .addNumber("length", queue.length)
        .addNumber("oldestAgeSeconds", seconds(queue.oldestAge(serviceTime)))
        .addNumber("poisonCandidates", queue.poisonCount())
        .add("messages", JsonObject::array(messages))
        .text();
}

QByteArray healthDocument(const QString &hub, const HubHealth &health)
{
    std::vector<QByteArray> signs;
    for (const StuckSign &sign : stuckSigns(health)) {
        signs.push_back(
            JsonObject().addText("kind", wordFor(sign.kind)).addText("text", sign.text).text());
    }
    std::vector<QByteArray> partitions;
    for (const PartitionHealth &partition : health.partitions) {
        partitions.push_back(partitionDocument(partition));
    }
    std::vector<QByteArray> queues;
    for (const QueueHealth &queue : health.controlQueues) {
        queues.push_back(queueDocument(queue, health.serviceTime));
    }
    const QByteArray lease = health.appLease
        ? JsonObject()
              .addFlag("held", health.appLease->isHeld)
              .addTextOrNull("leaseState", wordFor(health.appLease->leaseState))
              .addTextOrNull("ownerId", health.appLease->ownerId)
              .addTextOrNull("desiredSwapId", health.appLease->desiredSwapId)
              .text()
        : QByteArrayLiteral("null");
    return JsonObject()
        .addText("hub", hub)
        .addTime("serviceTime", health.serviceTime)
        .add("stuckSigns", JsonObject::array(signs))
        .add("partitions", JsonObject::array(partitions, true))
        .add("controlQueues", JsonObject::array(queues, true))
        .add("workItems", queueDocument(health.workItems, health.serviceTime))
        .add("appLease", lease)
        .addNumber("pendingForLong", health.pendingForLong)
        .addTime("oldestPending", health.oldestPending)
        .text();
}

constexpr int queueWidth = 36;

QString ago(const std::optional<Instant> &time, Instant now)
{
    return time ? Words::tr("%1 ago").arg(displaytext::duration(now - *time)) : u"-"_s;
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"-"_s : displaytext::singleLine(text);
}

QString partitionLine(const PartitionHealth &partition, Instant now)
{
    constexpr int stateWidth = 15;
    constexpr int ownerWidth = 30;
    return u"  "_s + partition.queue.leftJustified(queueWidth) + u' '
        + displayName(partition.state).leftJustified(stateWidth) + u' '
        + orDash(partition.owner).leftJustified(ownerWidth) + u' '
        + ago(partition.lastRenewal, now);
}

QString queueLine(const QueueHealth &queue, Instant now)
{
    constexpr int lengthWidth = 8;
    constexpr int ageWidth = 12;
    const QString head = u"  "_s + queue.queue.leftJustified(queueWidth) + u' ';
    if (!queue.exists) {
        return head + Words::tr("does not exist");
    }
    const auto age = queue.oldestAge(now);
    qint64 tries = 0;
    for (const QueueMessage &message : queue.visible) {
        tries = std::max(tries, message.dequeueCount);
    }
    const QString length = queue.length ? displaytext::count(*queue.length) : u"-"_s;
    return head + length.rightJustified(lengthWidth) + u"  "_s
        + (age ? displaytext::duration(*age) : u"-"_s).leftJustified(ageWidth) + u' '
        + QString::number(tries);
}

void printMessages(Console &console, const QueueHealth &queue, Instant now)
{
    constexpr int typeWidth = 24;
    for (const QueueMessage &peeked : queue.visible) {
        const DecodedMessage &message = peeked.message;
        const QString what = message.form == DecodedMessage::Form::Unreadable
            ? Words::tr("unreadable: %1").arg(message.problem)
            : QString(message.eventType.leftJustified(typeWidth) + u' '
                      + displaytext::singleLine(message.name) + u"  "_s
                      + displaytext::singleLine(message.instance.text()));
        console.writeLine(
            Words::tr("    %1, taken %2×: %3")
                .arg(ago(peeked.inserted, now), QString::number(peeked.dequeueCount), what)
                .toUtf8());
    }
}

QString leaseLine(const HubHealth &health)
{
    if (!health.appLease) {
        return Words::tr("App lease: none");
    }
    return health.appLease->isHeld
        ? Words::tr("App lease: held, by %1").arg(orDash(health.appLease->ownerId))
        : Words::tr("App lease: not held");
}

void printPartitions(Console &console, const HubHealth &health)
{
    console.writeLine(Words::tr("\nPartitions: owner, last renewal").toUtf8());
    for (const PartitionHealth &partition : health.partitions) {
        console.writeLine(partitionLine(partition, health.serviceTime).toUtf8());
    }
    if (health.partitions.empty()) {
        console.writeLine(Words::tr("  none: no worker has started on this hub yet").toUtf8());
    }
    console.writeLine(leaseLine(health).toUtf8());
}

void printQueues(Console &console, const HubHealth &health, bool withMessages)
{
    console.writeLine(
        Words::tr("\nQueues: messages, age of the oldest visible one, most times taken").toUtf8());
    std::vector<QueueHealth> queues = health.controlQueues;
    queues.push_back(health.workItems);
    for (const QueueHealth &queue : queues) {
        console.writeLine(queueLine(queue, health.serviceTime).toUtf8());
        if (withMessages) {
            printMessages(console, queue, health.serviceTime);
        }
    }
    if (health.pendingForLong > 0) {
        console.writeLine(Words::tr("\nPending for more than a minute: %1, the oldest since %2")
                              .arg(displaytext::count(health.pendingForLong),
                                   health.oldestPending ? health.oldestPending->toText() : u"-"_s)
                              .toUtf8());
    }
}

void printHealth(Console &console, const QString &hub, const HubHealth &health, bool withMessages)
{
    console.writeLine(QString(hub + u"  "_s + health.serviceTime.toText()).toUtf8());
    const std::vector<StuckSign> signs = stuckSigns(health);
    for (const StuckSign &sign : signs) {
        console.writeLine("! " + sign.text.toUtf8());
    }
    if (signs.empty()) {
        console.writeLine(Words::tr("No sign that the hub is stuck.").toUtf8());
    }
    printPartitions(console, health);
    printQueues(console, health, withMessages);
}

} // namespace

ExitStatus runHealth(Call &call)
{
    require(call, Feature::Health);
    const HubHealth health = call.hub->health(call.stop);
    if (call.line.has(u"json"_s)) {
        call.console.writeLine(healthDocument(call.hubName, health));
    } else {
        printHealth(call.console, call.hubName, health, call.line.has(u"messages"_s));
    }
    call.console.flush();
    return ExitStatus::Done;
}

} // namespace hubdeck::cli
