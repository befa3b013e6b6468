// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storagevalues.h"

namespace hubdeck::azurestorage {

// The XML of the queue and blob services (azure-storage-task-hub.md §11.7). Pure; the readers throw
// TaskHubError Malformed when the text is no whole document of its kind, and take values that are
// absent or wrong as unknown.

struct QueuePage
{
    QStringList names;
    QString nextMarker; // empty: the last page
};

struct ContainerPage
{
    std::vector<ContainerItem> containers;
    QString nextMarker;
};

[[nodiscard]] QueuePage decodeQueues(const QByteArray &body);
[[nodiscard]] ContainerPage decodeContainers(const QByteArray &body);
[[nodiscard]] BlobPage decodeBlobs(const QByteArray &body);
[[nodiscard]] std::vector<PeekedMessage> decodePeekedMessages(const QByteArray &body);

/// The body that posts `text`.
[[nodiscard]] QByteArray encodeQueueMessage(const QByteArray &text);

} // namespace hubdeck::azurestorage
