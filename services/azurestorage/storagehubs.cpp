// SPDX-License-Identifier: MIT
#include "services/azurestorage/storagehubs.h"

#include "services/azurestorage/blobservice.h"
#include "services/azurestorage/inparallel.h"
#include "services/azurestorage/queueservice.h"
#include "services/azurestorage/storageclient.h"
#include "services/azurestorage/tableservice.h"

#include <array>
#include <functional>
#include <optional>

namespace hubdeck::azurestorage {

class StorageHubs::Private
{
public:
    Private(StorageAccount account, HttpClient &http, StorageOptions options)
        : client(std::move(account), http, std::move(options))
    { }

    StorageClient client;
    TableService tables { client };
    QueueService queues { client };
    BlobService blobs { client };
};

StorageHubs::StorageHubs(StorageAccount account, HttpClient &http, StorageOptions options)
    : d(std::make_unique<Private>(std::move(account), http, std::move(options)))
{ }

StorageHubs::~StorageHubs() = default;

AccountContents StorageHubs::contents(std::stop_token stop) const
{
    AccountContents contents;
    constexpr size_t services = 3;
    std::array<std::optional<TaskHubError>, services> failures;
    const std::array<std::function<void()>, services> listings {
        [&] { contents.listing.tables = d->tables.tables({}, stop); },
        [&] { contents.listing.queues = d->queues.queues({}, stop); },
        [&] {
            for (const ContainerItem &container : d->blobs.containers({}, stop)) {
                contents.listing.containers.append(container.name);
            }
        },
    };
    inParallel(services, services, [&](size_t i) {
        try {
            listings.at(i)();
        } catch (const TaskHubError &error) {
            failures.at(i) = error;
        }
    });
    for (const auto &failure : failures) {
        if (failure) {
            contents.problems.append(failure->message);
        }
    }
    contents.listing.listed = { !failures[0], !failures[1], !failures[2] };
    const bool allFailed = contents.problems.size() == static_cast<qsizetype>(services);
    for (const auto &failure : failures) {
        // A wrong key is wrong for all; a service out of reach may be the only one
        const bool isFatal = failure
            && (allFailed || failure->kind == ErrorKind::Cancelled
                || failure->kind == ErrorKind::Unauthorised);
        if (isFatal) {
            throw TaskHubError(*failure);
        }
    }
    return contents;
}

std::vector<FoundHub> StorageHubs::hubs(std::stop_token stop) const
{
    return findHubs(contents(std::move(stop)).listing);
}

} // namespace hubdeck::azurestorage
