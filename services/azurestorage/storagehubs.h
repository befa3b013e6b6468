// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/discovery.h"
#include "services/azurestorage/storageaccount.h"
#include "services/azurestorage/storageoptions.h"

#include <memory>
#include <stop_token>

namespace hubdeck {

class HttpClient;

namespace azurestorage {

/// The names of all tables, queues and containers of an account.
struct AccountContents
{
    AccountListing listing;
    /// A service that could not be listed (missing permission, firewall), in words; the hubs are
    /// told from the others (AccountListing::listed).
    QStringList problems;
};

/// The task hubs of an account: what a person chooses from (azure-storage-task-hub.md §1.3).
/// Creates nothing. Thread-safe, blocking.
class StorageHubs
{
public:
    /// `http` must outlive it.
    StorageHubs(StorageAccount account, HttpClient &http, StorageOptions options = {});
    ~StorageHubs();

    /// Throws TaskHubError when none of the services answers, and for wrong credentials.
    [[nodiscard]] AccountContents contents(std::stop_token stop) const;
    /// findHubs() of contents(): whole hubs and parts of hubs, by name; FoundHub::missing() says
    /// what a part lacks.
    [[nodiscard]] std::vector<FoundHub> hubs(std::stop_token stop) const;

private:
    Q_DISABLE_COPY_MOVE(StorageHubs)
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace azurestorage
} // namespace hubdeck
