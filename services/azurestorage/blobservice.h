// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storagevalues.h"

#include <stop_token>

namespace hubdeck::azurestorage {

class StorageClient;

/// The containers and blobs of an account (azure-storage-task-hub.md §11.7). Names are raw text; a
/// blob name with a segment `.` or `..`, or of a dot and one more character before the last, cannot
/// be addressed (InvalidInput). Otherwise as
/// TableService; NotFound has serviceCode `ContainerNotFound` or `BlobNotFound`.
class BlobService
{
public:
    enum class PutMode { Replace, OnlyIfAbsent };

    /// `client` must outlive the service.
    explicit BlobService(const StorageClient &client)
        : m_client(client)
    { }

    /// All containers whose names begin with `prefix`, by name.
    [[nodiscard]] std::vector<ContainerItem> containers(const QString &prefix,
                                                        std::stop_token stop) const;
    [[nodiscard]] ContainerProperties containerProperties(const QString &container,
                                                          std::stop_token stop) const;
    /// Without public access. AlreadyExists when it is there, Conflict while one of that name is
    /// being deleted.
    void createContainer(const QString &container, std::stop_token stop) const;
    /// Conflict (`LeaseIdMissing`) while somebody holds a lease on it.
    void deleteContainer(const QString &container, std::stop_token stop) const;
    /// Ends the lease at once. Conflict (`LeaseNotPresentWithLeaseOperation`) when there is none.
    void breakContainerLease(const QString &container, std::stop_token stop) const;

    /// One page of up to 5000 blobs whose names begin with `prefix`; `marker` from the page before.
    [[nodiscard]] BlobPage blobs(const QString &container, const QString &prefix,
                                 const QString &marker, std::stop_token stop) const;
    /// TooLarge when it has more than `limit` bytes.
    [[nodiscard]] BlobContent get(const QString &container, const QString &blob, qint64 limit,
                                  std::stop_token stop) const;
    [[nodiscard]] BlobProperties head(const QString &container, const QString &blob,
                                      std::stop_token stop) const;
    /// Writes a block blob of type application/octet-stream. AlreadyExists (`BlobAlreadyExists`)
    /// with OnlyIfAbsent when it is there.
    void put(const QString &container, const QString &blob, const QByteArray &bytes, PutMode mode,
             std::stop_token stop) const;
    /// With its snapshots.
    void deleteBlob(const QString &container, const QString &blob, std::stop_token stop) const;

    /// The address of a blob without any secret, as it is written into the column `Input` (§2.3).
    [[nodiscard]] QUrl blobUrl(const QString &container, const QString &blob) const;

private:
    const StorageClient &m_client;
};

} // namespace hubdeck::azurestorage
