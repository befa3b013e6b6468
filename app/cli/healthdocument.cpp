// SPDX-License-Identifier: MIT
#include "app/cli/healthdocument.h"

#include "app/cli/jsonobject.h"
#include "services/azurestorage/payloadplace.h"

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;

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
        return u"MissingQueue"_s;
    case StuckSign::Kind::NotSeen:
        break;
    }
    return u"NotSeen"_s;
}

QByteArray partitionDocument(const PartitionHealth &partition)
{
    return JsonObject()
        .addText("queue", partition.queue)
        .addText("source", wordFor(partition.source))
        .addText("state", wordFor(partition.state))
        .addTextOrNull("owner", partition.owner)
        .addTextOrNull("lastOwner", partition.lastOwner)
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
    const Payload payload = storedPayload(message.input.isEmpty() ? QString() : message.input);
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
        .add("input", payload.asJson())
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

} // namespace

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
        .addFlag("pendingIsAtLeast", health.pendingIsAtLeast)
        .addTime("oldestPending", health.oldestPending)
        .addTexts("problems", health.problems)
        .text();
}

} // namespace hubdeck::cli
