// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/azurestoragehuboptions.h"
#include "services/azurestorage/blobservice.h"
#include "services/azurestorage/controlmessages.h"
#include "services/azurestorage/discovery.h"
#include "services/azurestorage/payloadplace.h"
#include "services/azurestorage/queueservice.h"
#include "services/azurestorage/storageclient.h"
#include "services/azurestorage/tableservice.h"

#include <functional>
#include <mutex>

namespace hubdeck::azurestorage {

/// Where a hub is and what every part of the road needs of it. Thread-safe, blocking.
class HubStore
{
public:
    HubStore(StorageAccount account, const TaskHubName &name, HttpClient &http,
             AzureStorageHubOptions options);

    const TaskHubName hub;
    const AzureStorageHubOptions options;
    const HubNames names;
    /// The hub's name where several hubs share the Instances table, otherwise empty.
    const QString sharedTableHub;

    [[nodiscard]] const StorageAccount &account() const noexcept { return m_queueClient.account(); }

    [[nodiscard]] const TableService &tables() const noexcept { return m_tables; }

    [[nodiscard]] const QueueService &queues() const noexcept { return m_queues; }

    [[nodiscard]] const BlobService &blobs() const noexcept { return m_blobs; }

    [[nodiscard]] Instant now() const { return options.now(); }

    /// The names of the hub's own things in the account and of those that begin like them.
    [[nodiscard]] AccountListing listing(const std::stop_token &stop) const;
    /// The indices of the hub's control queues that are there, ascending.
    [[nodiscard]] std::vector<int> controlQueues(const std::stop_token &stop) const;

    /// The row of an instance, under the key of a version before 1.8.4 if need be; nullopt when
    /// there is none, or it is another hub's in a shared table. NotFound, in words about the hub,
    /// when there is no Instances table.
    [[nodiscard]] std::optional<TableRow> findInstance(const InstanceId &id,
                                                       const std::stop_token &stop,
                                                       const QStringList &select = {}) const;
    /// The row that a start on this id replaces; nullopt when there is none. AlreadyExists when
    /// another hub has the id in a shared table: its row must not be overwritten.
    [[nodiscard]] std::optional<TableRow> findForStart(const InstanceId &id,
                                                       const std::stop_token &stop) const;
    /// NotFound when there is none, naming the hub that has the id instead.
    [[nodiscard]] TableRow instanceRow(const InstanceId &id, const std::stop_token &stop,
                                       const QStringList &select = {}) const;
    /// TableService::readPages() of the Instances table; NotFound in words when there is none.
    void readInstances(const TableQuery &query, const TableContinuation &from,
                       const std::function<bool(const TablePage &page)> &sink,
                       const std::stop_token &stop) const;
    /// The first row of the History table that passes `filter` and `isWanted`; nullopt when there
    /// is none. Asks for no page behind it.
    [[nodiscard]] std::optional<TableRow>
    firstHistoryRow(const QString &filter, const QStringList &select,
                    const std::function<bool(const TableRow &row)> &isWanted,
                    const std::stop_token &stop) const;
    /// All rows that a filter of the History table gives; none when there is no such table.
    [[nodiscard]] std::vector<TableRow> historyRows(const QString &filter,
                                                    const QStringList &select,
                                                    const std::stop_token &stop) const;

    /// The text of a value, wherever it stands. Throws when its blob is gone or damaged.
    [[nodiscard]] QString text(const PayloadPlace &place, const std::stop_token &stop) const;
    /// The value for showing: words in its place when its blob is gone or damaged.
    [[nodiscard]] Payload payload(const PayloadPlace &place, const std::stop_token &stop) const;
    /// As payload(), as the text of a column; `isLost` tells that it is words in its place.
    [[nodiscard]] QString shownText(const PayloadPlace &place, const std::stop_token &stop,
                                    bool *isLost = nullptr) const;

    /// See AzureStorageHub::partitionCount().
    [[nodiscard]] PartitionCount partitionCount(const std::stop_token &stop) const;
    /// The control queue of an instance. WrongState when the partition count is not certain.
    [[nodiscard]] QString controlQueueOf(const InstanceId &id, const std::stop_token &stop) const;

    /// For the next message of this process.
    [[nodiscard]] MessageStamp stamp() const;
    /// Stores the message's blob, if any, and posts it, once.
    void post(const ControlMessage &message, const std::stop_token &stop) const;
    /// Writes into `…-largemessages`, which is made when it is not there yet.
    void putBlob(const PostedMessage::Blob &blob, const std::stop_token &stop) const;
    /// The address of `…-largemessages`.
    [[nodiscard]] QString largeMessagesUrl() const;

private:
    /// The row under a key, whichever hub's it is.
    [[nodiscard]] std::optional<TableRow> rowUnder(const QString &partitionKey,
                                                   const QStringList &select,
                                                   const std::stop_token &stop) const;
    /// findInstance(), whichever hub's it is.
    [[nodiscard]] std::optional<TableRow> rowOf(const InstanceId &id, const QStringList &select,
                                                const std::stop_token &stop) const;
    /// The hub that a row belongs to when it is another; empty otherwise.
    [[nodiscard]] QString otherHubOf(const TableRow &row) const;
    [[nodiscard]] PartitionCount readPartitionCount(const std::stop_token &stop) const;

    StorageClient m_queueClient;
    StorageClient m_trackingClient;
    TableService m_tables { m_trackingClient };
    QueueService m_queues { m_queueClient };
    BlobService m_blobs { m_trackingClient };
    mutable std::mutex m_mutex;
    mutable std::optional<PartitionCount>
        m_partitionCount; // guarded by m_mutex; once it is certain
};

/// Throws Cancelled when `stop` is set.
void throwIfStopped(const std::stop_token &stop);

/// Calls `read`, giving `otherwise` when what it reads is not there.
template <typename T> T orIfMissing(const std::function<T()> &read, T otherwise)
{
    try {
        return read();
    } catch (const TaskHubError &error) {
        if (error.kind != ErrorKind::NotFound) {
            throw;
        }
    }
    return otherwise;
}

} // namespace hubdeck::azurestorage
