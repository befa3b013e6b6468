// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storageaccount.h"
#include "services/azurestorage/storageoptions.h"
#include "services/http/httpclient.h"

#include <memory>
#include <stop_token>

namespace hubdeck::azurestorage {

/// One request of a service before it is dated and signed.
struct StorageRequest
{
    StorageService service = StorageService::Table;
    HttpMethod method = HttpMethod::Get;
    QByteArray path; // behind the endpoint, with its first slash, percent-encoded
    QByteArray query; // without `?`, percent-encoded; a SAS is added behind it
    std::vector<HttpHeader> headers; // Content-Type belongs to every body
    QByteArray body;
    QString operation; // what it does, for people: `read rows of OrdersHubInstances`
    qint64 bodyLimit = 0; // bytes of the answer; 0: the client's
    /// An action that leaves the same behind when it is sent twice (§11.9): deletions, a blob that
    /// replaces, a row written whatever its ETag. Never a message, an insert, a condition on an
    /// ETag of a write, a transaction.
    bool isIdempotent = false;
};

/// Dates, signs and sends requests to one account; what all three services share. Thread-safe,
/// blocking. Reads and idempotent actions are tried again by the options' policy; other actions go
/// out once. An idempotent action whose outcome is still unknown in the end says so.
class StorageClient
{
public:
    /// `http` must outlive the client.
    StorageClient(StorageAccount account, HttpClient &http, StorageOptions options = {});
    ~StorageClient();

    [[nodiscard]] const StorageAccount &account() const noexcept;

    /// Sends and gives the answer of status 2xx. Throws TaskHubError for any other (decodeError()
    /// in storageerrors.h) and as HttpClient does.
    [[nodiscard]] HttpResponse send(const StorageRequest &request,
                                    const std::stop_token &stop) const;

    // The parts of send() for reads that overlap.

    /// Sends once without waiting.
    [[nodiscard]] std::unique_ptr<PendingReply> start(const StorageRequest &request,
                                                      const std::stop_token &stop) const;
    /// Waits for the answer to `request`; throws as send().
    [[nodiscard]] HttpResponse finish(const StorageRequest &request, PendingReply &reply) const;
    /// Runs a read, or what may be sent twice, by the options' policy.
    void retry(const std::function<void()> &call, const std::stop_token &stop) const;

private:
    Q_DISABLE_COPY_MOVE(StorageClient)
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck::azurestorage
