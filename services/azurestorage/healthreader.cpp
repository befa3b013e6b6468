// SPDX-License-Identifier: MIT
#include "services/azurestorage/healthreader.h"

#include "services/azurestorage/hubstore.h"
#include "services/azurestorage/inparallel.h"
#include "services/azurestorage/storagefilters.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace hubdeck::azurestorage {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::HealthReader)
};

constexpr qint64 smallBlob = 1024 * 1024; // bytes
constexpr qint64 messageBlob = 64LL * 1024 * 1024;
/// A reading must not scan a table of millions every time: the first so many pages tell enough.
constexpr int pendingPages = 20;

/// Runs a part of the reading; adds to `unseen` why it may not be read. What is not there is
/// nothing to be read.
void readIfPossible(QStringList &unseen, const std::function<void()> &part)
{
    try {
        part();
    } catch (const TaskHubError &error) {
        if (error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::Conflict) {
            unseen.append(error.message);
        } else if (error.kind != ErrorKind::NotFound) {
            throw;
        }
    }
}

/// The service's clock as the answers told it.
std::optional<Instant> toldTime(const HubHealth &health)
{
    std::optional<Instant> told = health.workItems.readAt;
    for (const QueueHealth &queue : health.controlQueues) {
        told = std::max(told, queue.readAt);
    }
    return health.appLease ? std::max(told, health.appLease->readAt) : told;
}

} // namespace

std::vector<PartitionHealth> HealthReader::leaseBlobs(const std::stop_token &stop) const
{
    std::vector<BlobItem> blobs;
    QString marker;
    do {
        const BlobPage page = orIfMissing<BlobPage>(
            [&] { return m_store.blobs().blobs(m_store.names.leases, {}, marker, stop); }, {});
        blobs.insert(blobs.end(), page.blobs.begin(), page.blobs.end());
        marker = page.nextMarker;
    } while (!marker.isEmpty());
    // Under the safe manager, ownership decides who reads a queue; older leases are left behind
    const bool hasOwnership = std::ranges::any_of(
        blobs, [](const BlobItem &blob) { return blob.name.startsWith(u"ownership/"_s); });
    const QString folder = hasOwnership ? u"ownership/"_s : u"default/"_s;
    std::vector<PartitionHealth> found;
    for (const BlobItem &blob : blobs) {
        if (!blob.name.startsWith(folder)) {
            continue;
        }
        QByteArray content;
        QStringList unseen; // the lease's state is known without
        readIfPossible(unseen, [&] {
            content = m_store.blobs().get(m_store.names.leases, blob.name, smallBlob, stop).bytes;
        });
        if (auto partition = partitionFromBlob(blob.name, content, blob.leaseState)) {
            if (!partition->owner.isEmpty()) {
                partition->ownedSince = blob.lastModified; // written on taking it, not on renewing
            }
            found.push_back(*std::move(partition));
        }
    }
    return found;
}

std::vector<PartitionHealth> HealthReader::partitions(const QString &table, Instant &serviceTime,
                                                      QStringList &unseen,
                                                      const std::stop_token &stop) const
{
    std::vector<PartitionHealth> found;
    readIfPossible(unseen, [&] {
        const TablePage page = m_store.tables().query(table, {}, {}, stop); // 16 rows at most
        serviceTime = page.serviceTime.value_or(serviceTime);
        for (const TableRow &row : page.rows) {
            found.push_back(partitionFromRow(row, serviceTime));
        }
    });
    if (std::ranges::none_of(found, &PartitionHealth::isWorkedOn)) {
        std::vector<PartitionHealth> blobs; // of the manager before, or of the one in use now
        readIfPossible(unseen, [&] { blobs = leaseBlobs(stop); });
        if (found.empty() || std::ranges::any_of(blobs, &PartitionHealth::isWorkedOn)) {
            found = std::move(blobs);
        }
    }
    std::ranges::sort(found, {}, &PartitionHealth::queue);
    return found;
}

std::optional<AppLease> HealthReader::appLease(QStringList &unseen,
                                               const std::stop_token &stop) const
{
    std::optional<AppLease> lease;
    readIfPossible(unseen, [&] {
        const ContainerProperties container
            = m_store.blobs().containerProperties(m_store.names.appLease, stop);
        QByteArray info;
        QStringList unseenInfo; // whether it is held is known without
        readIfPossible(unseenInfo, [&] {
            info = m_store.blobs()
                       .get(m_store.names.appLease, m_store.names.appLeaseInfo, smallBlob, stop)
                       .bytes;
        });
        lease = readAppLease(container.leaseState, info);
        lease->readAt = container.serviceTime;
    });
    return lease;
}

SignsOfWork HealthReader::signsOfWork(const QString &partitionsTable,
                                      const std::stop_token &stop) const
{
    SignsOfWork signs;
    const auto lease = appLease(signs.unseen, stop);
    signs.appLeaseIsHeld = lease && lease->isHeld;
    Instant serviceTime = m_store.now();
    for (const PartitionHealth &partition :
         partitions(partitionsTable, serviceTime, signs.unseen, stop)) {
        if (!partition.isWorkedOn()) {
            continue;
        }
        ++signs.ownedPartitions;
        if (!partition.owner.isEmpty() && !signs.owners.contains(partition.owner)) {
            signs.owners.append(partition.owner);
        }
    }
    return signs;
}

DecodedMessage HealthReader::decoded(const PeekedMessage &message,
                                     const std::stop_token &stop) const
{
    DecodedMessage outer = decodeMessage(message.text);
    if (outer.blob.isEmpty()) {
        return outer;
    }
    PayloadPlace place;
    place.kind = PayloadPlace::Kind::Blob;
    place.container = m_store.names.largeMessages;
    place.blob = outer.blob;
    try {
        const QByteArray bytes
            = m_store.blobs().get(place.container, place.blob, messageBlob, stop).bytes;
        DecodedMessage inner = decodeMessage(textFromBlob(place, bytes, messageBlob));
        if (inner.form == DecodedMessage::Form::Unreadable) {
            inner.instance = outer.instance; // which the blob's name tells
        }
        inner.blob = outer.blob;
        return inner;
    } catch (const TaskHubError &error) {
        if (error.kind == ErrorKind::Cancelled) {
            throw;
        }
        const bool isGone = error.kind == ErrorKind::NotFound;
        // What only we may not read says nothing about the workers
        if (isGone || error.kind == ErrorKind::Malformed) {
            outer.form = DecodedMessage::Form::Unreadable;
        }
        outer.problem = isGone ? Words::tr("The blob with the message is gone: %1").arg(outer.blob)
                               : error.message;
    }
    return outer;
}

QueueHealth HealthReader::queue(const QString &name, QStringList &unseen,
                                const std::stop_token &stop) const
{
    QueueHealth health;
    health.queue = name;
    health.exists = false;
    readIfPossible(unseen, [&] {
        health.length = m_store.queues().messageCount(name, stop);
        const PeekedMessages peeked = m_store.queues().peek(name, QueueService::maxPeeked, stop);
        health.readAt = peeked.serviceTime;
        for (const PeekedMessage &message : peeked.messages) {
            health.visible.push_back(
                { message.id, message.inserted, message.dequeueCount, decoded(message, stop) });
        }
        health.exists = true;
    });
    health.exists = health.exists || !unseen.isEmpty();
    return health;
}

void HealthReader::readPending(HubHealth &health, const std::stop_token &stop) const
{
    using namespace std::chrono_literals;
    InstanceQuery query;
    query.statuses = { RuntimeStatus::Kind::Pending };
    query.kinds = InstanceKinds::Both;
    query.createdTo = health.serviceTime - 1min;
    int read = 0;
    const auto pass = [&](const TablePage &page) {
        for (const TableRow &row : page.rows) {
            const auto created = Instant::fromText(row.text(u"CreatedTime").toUtf8());
            const auto at = Instant::fromText(row.text(u"ScheduledStartTime").toUtf8());
            const auto updated = Instant::fromText(row.text(u"LastUpdatedTime").toUtf8());
            const Instant begin = at.value_or(created.value_or(health.serviceTime));
            const Instant waitsSince = std::max(begin, updated.value_or(begin)); // when rewound
            if (!matches(query, row) || waitsSince > health.serviceTime - 1min) {
                continue;
            }
            ++health.pendingForLong;
            health.oldestPending = std::min(health.oldestPending.value_or(waitsSince), waitsSince);
        }
        health.pendingIsAtLeast = ++read == pendingPages && !page.next.isEmpty();
        return read < pendingPages;
    };
    m_store.readInstances({ filterOf(query, m_store.sharedTableHub), listColumns(), m_pageSize },
                          {}, pass, stop);
}

HubHealth HealthReader::read(const std::stop_token &stop) const
{
    HubHealth health;
    health.serviceTime = m_store.now();
    QStringList unseenOwners;
    health.partitions
        = partitions(m_store.names.partitions, health.serviceTime, unseenOwners, stop);
    health.isOwnershipSeen = unseenOwners.isEmpty();
    QStringList queues;
    QStringList unseenQueues;
    readIfPossible(unseenQueues, [&] {
        for (const int index : m_store.controlQueues(stop)) {
            queues.append(m_store.names.controlQueue(index));
        }
    });
    for (const PartitionHealth &partition : health.partitions) {
        if (!queues.contains(partition.queue) && !partition.queue.isEmpty()) {
            queues.append(partition.queue); // owned, yet not there
        }
    }
    queues.sort();
    health.controlQueues.resize(static_cast<size_t>(queues.size()));
    const size_t workItems = health.controlQueues.size();
    std::vector<QStringList> unseen(workItems + 2);
    inParallel(unseen.size(), m_store.options.parallelRequests, [&](size_t i) {
        if (i < workItems) {
            health.controlQueues[i] = queue(queues.at(static_cast<qsizetype>(i)), unseen[i], stop);
        } else if (i == workItems) {
            health.workItems = queue(m_store.names.workItems, unseen[i], stop);
        } else {
            health.appLease = appLease(unseen[i], stop);
        }
    });
    // Ages are told by the clock that stamped the messages
    health.serviceTime = toldTime(health).value_or(health.serviceTime);
    health.isAppLeaseSeen = unseen.back().isEmpty();
    QStringList unseenPending;
    readIfPossible(unseenPending, [&] { readPending(health, stop); });
    unseen.insert(unseen.end(), { unseenOwners, unseenQueues, unseenPending });
    for (const QStringList &why : unseen) {
        health.problems += why;
    }
    health.problems.removeDuplicates();
    if (std::ranges::none_of(unseen, &QStringList::isEmpty)) {
        throw TaskHubError(ErrorKind::Forbidden, health.problems.join(u' '));
    }
    return health;
}

} // namespace hubdeck::azurestorage
