// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storagevalues.h"

#include <chrono>
#include <stop_token>

namespace hubdeck::azurestorage {

class StorageClient;

/// The queues of an account (azure-storage-task-hub.md §11.7). Messages are only peeked at: to
/// dequeue one would hide it from the workers. Otherwise as TableService; a missing queue is
/// NotFound with serviceCode `QueueNotFound`.
class QueueService
{
public:
    static constexpr int maxPeeked = 32;
    static constexpr std::chrono::seconds longestDelay { 7 * 24 * 3600 };

    /// `client` must outlive the service.
    explicit QueueService(const StorageClient &client)
        : m_client(client)
    { }

    /// All queues whose names begin with `prefix`, by name.
    [[nodiscard]] QStringList queues(const QString &prefix, std::stop_token stop) const;
    /// The approximate number of messages, invisible ones (taken, scheduled, timers) included.
    [[nodiscard]] qint64 messageCount(const QString &queue, std::stop_token stop) const;
    /// Up to 32 visible messages at the head. Changes nothing.
    [[nodiscard]] PeekedMessages peek(const QString &queue, int count, std::stop_token stop) const;
    /// Posts a message that never expires; `text` as it shall be stored, so Base64 for a hub. It
    /// becomes visible after `delay` (0 to 7 days, else InvalidInput). Sent once: OutcomeUnknown
    /// when nobody can say whether it arrived.
    void put(const QString &queue, const QByteArray &text, std::chrono::seconds delay,
             std::stop_token stop) const;
    /// NotFound when it is not there.
    void deleteQueue(const QString &queue, std::stop_token stop) const;

private:
    const StorageClient &m_client;
};

} // namespace hubdeck::azurestorage
