// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/tablerow.h"
#include "services/taskhub/instant.h"
#include "services/taskhub/taskhuberror.h"

#include <QHash>
#include <QStringList>

#include <optional>
#include <vector>

namespace hubdeck::azurestorage {

// What the three services of an account take and give (azure-storage-task-hub.md §11.5-11.7).

/// Where a query goes on: the two continuation headers, opaque. Empty: at the beginning, or there
/// is no more.
struct TableContinuation
{
    QByteArray nextPartitionKey;
    QByteArray nextRowKey; // may be empty when the other is not

    [[nodiscard]] bool isEmpty() const noexcept
    {
        return nextPartitionKey.isEmpty() && nextRowKey.isEmpty();
    }

    friend bool operator==(const TableContinuation &, const TableContinuation &) = default;
};

struct TableQuery
{
    QString filter; // OData, not percent-encoded; empty: all rows
    QStringList select; // empty: all columns
    int top = 0; // rows per page, 1 to 1000; 0: the service's own limit, 1000
};

/// A page may be empty and yet have a continuation: go on until `next` is empty.
struct TablePage
{
    std::vector<TableRow> rows; // in order of PartitionKey, RowKey
    TableContinuation next;
    std::optional<Instant> serviceTime; // the service's clock, whole seconds
};

/// One operation of an entity group transaction. `ifMatch` is an ETag or `*`; unused by Insert.
struct TableOperation
{
    enum class Kind { Insert, Replace, Merge, Remove };

    Kind kind = Kind::Insert;
    TableRow row; // Remove: only its keys
    QByteArray ifMatch = QByteArrayLiteral("*");
};

/// What a refused transaction throws: nothing of it was applied.
class TransactionError : public TaskHubError
{
public:
    TransactionError(const TaskHubError &error, std::optional<int> index)
        : TaskHubError(error)
        , operation(index)
    { }

    std::optional<int> operation; // index of the one that failed, where the service names it
};

struct PeekedMessage
{
    QString id;
    std::optional<Instant> inserted; // whole seconds
    std::optional<Instant> expires; // 9999-12-31 for never
    int dequeueCount = 0;
    QString text; // as stored: Base64 or plain JSON (§5.2)

    friend bool operator==(const PeekedMessage &, const PeekedMessage &) = default;
};

struct PeekedMessages
{
    std::vector<PeekedMessage> messages; // the visible ones at the head, oldest first
    std::optional<Instant> serviceTime;
};

/// Unknown: absent or a word never seen.
enum class LeaseState { Unknown, Available, Leased, Expired, Breaking, Broken };

[[nodiscard]] LeaseState leaseStateFromText(QStringView text) noexcept;

struct ContainerItem
{
    QString name;
    LeaseState leaseState = LeaseState::Unknown;
    std::optional<Instant> lastModified;

    friend bool operator==(const ContainerItem &, const ContainerItem &) = default;
};

struct ContainerProperties
{
    LeaseState leaseState = LeaseState::Unknown;
    std::optional<Instant> lastModified;
    std::optional<Instant> serviceTime;
};

struct BlobItem
{
    QString name;
    qint64 size = 0; // bytes
    LeaseState leaseState = LeaseState::Unknown;
    std::optional<Instant> lastModified;
    bool isFolder = false; // a directory of a hierarchical account (hdi_isfolder): not a blob

    friend bool operator==(const BlobItem &, const BlobItem &) = default;
};

struct BlobPage
{
    std::vector<BlobItem> blobs; // in order of their names
    QString nextMarker; // empty: the last page
};

struct BlobProperties
{
    qint64 size = 0; // bytes
    QByteArray etag;
    LeaseState leaseState = LeaseState::Unknown;
    std::optional<Instant> lastModified;
    std::optional<Instant> serviceTime;
};

struct BlobContent
{
    QByteArray bytes; // as stored; gzip only unpacked when the blob says Content-Encoding: gzip
    BlobProperties properties;
};

} // namespace hubdeck::azurestorage
