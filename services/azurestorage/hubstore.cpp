// SPDX-License-Identifier: MIT
#include "services/azurestorage/hubstore.h"

#include "services/azurestorage/storagefilters.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <atomic>

namespace hubdeck::azurestorage {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::HubStore)
};

constexpr qint64 payloadLimit = 256LL * 1024 * 1024; // bytes

HubNames namesIn(const TaskHubName &hub, const AzureStorageHubOptions &options)
{
    HubNames names(hub.text());
    if (options.trackingStore) {
        names.instances = options.trackingStore->tablePrefix + u"Instances"_s;
        names.history = options.trackingStore->tablePrefix + u"History"_s;
    }
    return names;
}

const TaskHubName &checked(const TaskHubName &hub, const AzureStorageHubOptions &options)
{
    if (const QString problem = problemWithStorageHubName(hub.text()); !problem.isEmpty()) {
        throw TaskHubError(ErrorKind::InvalidInput, problem);
    }
    const auto &count = options.partitionCount;
    if (count && (*count < 1 || *count > HubNames::maxPartitions)) {
        throw TaskHubError(
            ErrorKind::InvalidInput,
            Words::tr("A task hub has 1 to 16 partitions, not %1.").arg(QString::number(*count)));
    }
    return hub;
}

/// Failures of one value that must not hide the rest of the instance.
bool concernsOneValue(const TaskHubError &error)
{
    using enum ErrorKind;
    static constexpr std::array kinds { NotFound,     Malformed, TooLarge,
                                        InvalidInput, Forbidden, Conflict };
    return std::ranges::find(kinds, error.kind) != kinds.end();
}

/// The table is gone or was never made: said in words about the hub.
[[noreturn]] void throwWithoutTable(const TaskHubName &hub, const QString &table,
                                    const TaskHubError &error)
{
    TaskHubError told = error;
    told.message
        = Words::tr("The task hub %1 has no table %2: no app has started on it yet, or it was "
                    "deleted. Its queues and containers, if any, are shown in its health.")
              .arg(hub.text(), table);
    told.detail = error.message;
    throw told;
}

bool isMissingTable(const TaskHubError &error)
{
    return error.kind == ErrorKind::NotFound && error.serviceCode == u"TableNotFound";
}

} // namespace

void throwIfStopped(const std::stop_token &stop)
{
    if (stop.stop_requested()) {
        throw TaskHubError(ErrorKind::Cancelled, Words::tr("Stopped."));
    }
}

HubStore::HubStore(StorageAccount account, const TaskHubName &name, HttpClient &http,
                   AzureStorageHubOptions given)
    : hub(checked(name, given))
    , options(std::move(given))
    , names(namesIn(name, options))
    , sharedTableHub(options.trackingStore ? name.text() : QString())
    , m_queueClient(account, http, options.storage)
    , m_trackingClient(options.trackingStore ? options.trackingStore->account : account, http,
                       options.storage)
{ }

AccountListing HubStore::listing(const std::stop_token &stop) const
{
    AccountListing listing;
    const QString lower = hub.text().toLower() + u'-';
    // A filter would compare with case, but a hub opened in another case has the same tables
    for (const QString &table : m_tables.tables({}, stop)) {
        if (table.startsWith(hub.text(), Qt::CaseInsensitive)) {
            listing.tables.append(table);
        }
    }
    listing.queues = m_queues.queues(lower, stop);
    for (const ContainerItem &container : m_blobs.containers(lower, stop)) {
        listing.containers.append(container.name);
    }
    return listing;
}

std::vector<int> HubStore::controlQueues(const std::stop_token &stop) const
{
    const QStringList found = m_queues.queues(hub.text().toLower() + u"-control-"_s, stop);
    std::vector<int> indices;
    for (int i = 0; i < HubNames::maxPartitions; ++i) {
        if (found.contains(names.controlQueue(i))) {
            indices.push_back(i);
        }
    }
    return indices;
}

std::optional<TableRow> HubStore::rowUnder(const QString &partitionKey, const QStringList &select,
                                           const std::stop_token &stop) const
{
    QStringList columns = select;
    if (!sharedTableHub.isEmpty() && !select.isEmpty()) {
        columns << u"TaskHubName"_s;
    }
    try {
        return m_tables.row(names.instances, partitionKey, QString(), stop, columns);
    } catch (const TaskHubError &error) {
        if (isMissingTable(error)) {
            throwWithoutTable(hub, names.instances, error);
        }
        throw;
    }
}

std::optional<TableRow> HubStore::rowOf(const InstanceId &id, const QStringList &select,
                                        const std::stop_token &stop) const
{
    auto row = rowUnder(escapedKey(id.text()), select, stop);
    const QString old = row ? QString() : oldKey(id.text());
    return old.isEmpty() ? row : rowUnder(old, select, stop);
}

QString HubStore::otherHubOf(const TableRow &row) const
{
    const QString owner = row.text(u"TaskHubName");
    const bool isOurs = sharedTableHub.isEmpty() || owner.isEmpty()
        || owner.compare(sharedTableHub, Qt::CaseInsensitive) == 0;
    return isOurs ? QString() : owner;
}

std::optional<TableRow> HubStore::findInstance(const InstanceId &id, const std::stop_token &stop,
                                               const QStringList &select) const
{
    auto row = rowOf(id, select, stop);
    return row && otherHubOf(*row).isEmpty() ? row : std::nullopt;
}

std::optional<TableRow> HubStore::findForStart(const InstanceId &id,
                                               const std::stop_token &stop) const
{
    auto row = rowUnder(escapedKey(id.text()), {}, stop);
    if (const QString owner = row ? otherHubOf(*row) : QString(); !owner.isEmpty()) {
        throw TaskHubError(ErrorKind::AlreadyExists,
                           Words::tr("The id %1 belongs to the hub %2, which shares the table %3 "
                                     "with this one. Take another id.")
                               .arg(id.text(), owner, names.instances));
    }
    return row;
}

TableRow HubStore::instanceRow(const InstanceId &id, const std::stop_token &stop,
                               const QStringList &select) const
{
    if (id.isEmpty()) {
        throw TaskHubError(ErrorKind::InvalidInput, Words::tr("An instance id cannot be empty."));
    }
    auto row = rowOf(id, select, stop);
    if (const QString owner = row ? otherHubOf(*row) : QString(); !owner.isEmpty()) {
        throw TaskHubError(ErrorKind::NotFound,
                           Words::tr("The instance %1 belongs to the hub %2, which shares the "
                                     "table %3 with %4. Open that hub to work on it.")
                               .arg(id.text(), owner, names.instances, hub.text()));
    }
    if (!row) {
        throw TaskHubError(ErrorKind::NotFound,
                           Words::tr("There is no instance with the id %1 in the hub %2.")
                               .arg(id.text(), hub.text()));
    }
    return *std::move(row);
}

void HubStore::readInstances(const TableQuery &query, const TableContinuation &from,
                             const std::function<bool(const TablePage &)> &sink,
                             const std::stop_token &stop) const
{
    try {
        m_tables.readPages(
            names.instances, query, from, [&](TablePage &&page) { return sink(page); }, stop);
    } catch (const TaskHubError &error) {
        if (isMissingTable(error)) {
            throwWithoutTable(hub, names.instances, error);
        }
        throw;
    }
}

std::optional<TableRow>
HubStore::firstHistoryRow(const QString &filter, const QStringList &select,
                          const std::function<bool(const TableRow &row)> &isWanted,
                          const std::stop_token &stop) const
{
    TableContinuation at;
    do { // not readPages(), which reads ahead
        TablePage page = orIfMissing<TablePage>(
            [&] {
                return m_tables.query(names.history, { filter, select }, at, stop);
            },
            {});
        const auto found = std::ranges::find_if(page.rows, isWanted);
        if (found != page.rows.end()) {
            return std::move(*found);
        }
        at = page.next;
    } while (!at.isEmpty());
    return std::nullopt;
}

std::vector<TableRow> HubStore::historyRows(const QString &filter, const QStringList &select,
                                            const std::stop_token &stop) const
{
    return orIfMissing<std::vector<TableRow>>(
        [&] {
            return m_tables.queryAll(names.history, { filter, select }, stop);
        },
        {});
}

QString HubStore::text(const PayloadPlace &place, const std::stop_token &stop) const
{
    if (!place.isInBlob()) {
        return place.text;
    }
    return textFromBlob(place, m_blobs.get(place.container, place.blob, payloadLimit, stop).bytes,
                        payloadLimit);
}

Payload HubStore::payload(const PayloadPlace &place, const std::stop_token &stop) const
{
    try {
        return payloadAt(place, text(place, stop));
    } catch (const TaskHubError &error) {
        if (!concernsOneValue(error)) {
            throw;
        }
        return missingPayload(place, error.kind == ErrorKind::NotFound ? QString() : error.message);
    }
}

QString HubStore::shownText(const PayloadPlace &place, const std::stop_token &stop,
                            bool *isLost) const
{
    if (isLost) {
        *isLost = false;
    }
    try {
        return text(place, stop);
    } catch (const TaskHubError &error) {
        if (!concernsOneValue(error)) {
            throw;
        }
        if (isLost) {
            *isLost = true;
        }
        return QString::fromUtf8(
            missingPayload(place, error.kind == ErrorKind::NotFound ? QString() : error.message)
                .text);
    }
}

PartitionCount HubStore::readPartitionCount(const std::stop_token &stop) const
{
    const auto rows = orIfMissing<std::optional<int>>(
        [&]() -> std::optional<int> {
            return static_cast<int>(
                m_tables.queryAll(names.partitions, { {}, { u"RowKey"_s } }, stop).size());
        },
        std::nullopt);
    const auto json = orIfMissing<std::optional<int>>(
        [&] {
            constexpr qint64 limit = 1024 * 1024;
            return partitionCountIn(
                m_blobs.get(names.leases, u"taskhub.json"_s, limit, stop).bytes);
        },
        std::nullopt);
    return decidePartitionCount(rows, json, controlQueues(stop));
}

PartitionCount HubStore::partitionCount(const std::stop_token &stop) const
{
    if (options.partitionCount) {
        return { options.partitionCount, true, {} };
    }
    {
        const std::scoped_lock lock(m_mutex);
        if (m_partitionCount) {
            return *m_partitionCount;
        }
    }
    PartitionCount count = readPartitionCount(stop);
    if (count.isCertain) {
        const std::scoped_lock lock(m_mutex);
        m_partitionCount = count;
    }
    return count;
}

QString HubStore::controlQueueOf(const InstanceId &id, const std::stop_token &stop) const
{
    const PartitionCount count = partitionCount(stop);
    if (!count.isCertain || !count.count) {
        throw TaskHubError(
            ErrorKind::WrongState,
            Words::tr("Nothing was sent: the number of partitions of the hub %1 is not certain, "
                      "and a message in the wrong queue can do harm. Give the partition count of "
                      "the app's host.json.")
                .arg(hub.text()),
            count.problem);
    }
    return names.controlQueue(azurestorage::partitionOf(id.text(), *count.count));
}

MessageStamp HubStore::stamp() const
{
    static std::atomic<qint64> last { 0 }; // counts for the whole process (§5.4)
    return { QUuid::createUuid(), ++last, now() };
}

void HubStore::putBlob(const PostedMessage::Blob &blob, const std::stop_token &stop) const
{
    const auto put = [&] {
        m_blobs.put(names.largeMessages, blob.name, blob.content, BlobService::PutMode::Replace,
                    stop);
    };
    try {
        put();
        return;
    } catch (const TaskHubError &error) {
        if (error.kind != ErrorKind::NotFound) {
            throw;
        }
    }
    try {
        m_blobs.createContainer(names.largeMessages, stop);
    } catch (const TaskHubError &error) {
        if (error.kind != ErrorKind::AlreadyExists) {
            throw;
        }
    }
    put();
}

void HubStore::post(const ControlMessage &message, const std::stop_token &stop) const
{
    const QString queue = controlQueueOf(message.target, stop);
    const PostedMessage posted = postedMessage(message);
    if (posted.blob) {
        putBlob(*posted.blob, stop);
    }
    m_queues.put(queue, posted.base64(), posted.visibleAfter, stop);
}

QString HubStore::largeMessagesUrl() const
{
    return m_trackingClient.account().blobEndpoint.toString(QUrl::FullyEncoded) + u'/'
        + names.largeMessages;
}

} // namespace hubdeck::azurestorage
