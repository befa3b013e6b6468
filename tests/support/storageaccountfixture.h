// SPDX-License-Identifier: MIT
#pragma once

#include "azurite.h"
#include "services/azurestorage/azurestoragehub.h"
#include "services/azurestorage/blobservice.h"
#include "services/azurestorage/queueservice.h"
#include "services/azurestorage/storageclient.h"
#include "services/azurestorage/tableservice.h"
#include "services/http/httpclient.h"

#include <map>
#include <set>

namespace hubdeck::test {

/// The names of everything in an account.
struct AccountNames
{
    std::set<QString> tables;
    std::set<QString> queues;
    std::set<QString> containers;

    friend bool operator==(const AccountNames &, const AccountNames &) = default;
};

/// What stands in an account, without what differs between two runs (ETags, system times).
struct AccountState
{
    std::map<QString, std::vector<azurestorage::TableRow>> tables;
    std::map<QString, QStringList> blobs; // by container

    friend bool operator==(const AccountState &, const AccountState &) = default;
};

/// The rows and blobs of some instances, to be put back.
struct SavedInstances
{
    std::vector<azurestorage::TableRow> instances;
    std::vector<azurestorage::TableRow> history;
    std::map<QString, QByteArray> blobs;
};

/// The account with a shared access signature instead of its key: `services` of `bqt`,
/// `permissions` like `rl`.
[[nodiscard]] azurestorage::StorageAccount
withSignature(azurestorage::StorageAccount account, const QString &services,
              const QString &permissions,
              const QString &expiry = QStringLiteral("2099-01-01T00:00:00Z"));

/// A copy of a captured account in the emulator, and hubs on it.
class StorageAccountFixture
{
public:
    /// `capture`: `orders-hub`, `isolated-hub`, `legacy-hub`; empty: nothing in it.
    explicit StorageAccountFixture(const QString &capture);

    /// Why it does not run; empty when it does. Skip when Azurite::isInstalled() is false.
    [[nodiscard]] QString start();

    [[nodiscard]] azurestorage::StorageAccount account() const { return m_account; }

    [[nodiscard]] HttpClient &http() { return m_http; }

    [[nodiscard]] azurestorage::StorageClient &client() { return *m_client; }

    [[nodiscard]] azurestorage::TableService tables() const
    {
        return azurestorage::TableService(*m_client);
    }

    [[nodiscard]] azurestorage::QueueService queues() const
    {
        return azurestorage::QueueService(*m_client);
    }

    [[nodiscard]] azurestorage::BlobService blobs() const
    {
        return azurestorage::BlobService(*m_client);
    }

    [[nodiscard]] std::unique_ptr<AzureStorageHub> hub(const QString &name,
                                                       AzureStorageHub::Options options = {});

    [[nodiscard]] AccountNames names() const;
    /// All rows of the tables, all blob names, of those that begin with `prefix` (any case).
    [[nodiscard]] AccountState state(const QString &prefix) const;

    /// The texts (JSON) of the messages that are visible in a queue, by the emulator's ids.
    [[nodiscard]] std::map<QString, QByteArray> messages(const QString &queue) const;
    /// As messages(), of all queues that begin with `prefix`: id to (queue, text).
    [[nodiscard]] std::map<QString, std::pair<QString, QByteArray>>
    allMessages(const QString &prefix) const;

    void clearQueue(const QString &queue) const;
    void createTable(const QString &table) const;
    void createQueue(const QString &queue) const;
    /// Takes a lease of a container for ever.
    void leaseContainer(const QString &container) const;
    void leaseBlob(const QString &container, const QString &blob) const;

    [[nodiscard]] SavedInstances save(const QString &hub, const QStringList &ids) const;
    /// Puts them back as they were: rows that came since are removed.
    void restore(const QString &hub, const QStringList &ids, const SavedInstances &saved) const;

    /// `row` without system properties.
    [[nodiscard]] static azurestorage::TableRow bare(azurestorage::TableRow row);

private:
    void send(azurestorage::StorageService service, HttpMethod method, const QByteArray &path,
              const QByteArray &query, std::vector<HttpHeader> headers,
              const QByteArray &body) const;

    Azurite m_azurite;
    azurestorage::StorageAccount m_account;
    HttpClient m_http;
    std::unique_ptr<azurestorage::StorageClient> m_client;
};

} // namespace hubdeck::test
