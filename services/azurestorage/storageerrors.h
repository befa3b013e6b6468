// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storageaccount.h"
#include "services/http/httpclient.h"
#include "services/taskhub/taskhuberror.h"

#include <QDateTime>

namespace hubdeck::azurestorage {

// What a refusal of the storage service means (azure-storage-task-hub.md §11.8). Pure.

/// The code and the words of an error document: JSON or XML, with or without byte order mark, from
/// any service. Empty where there is none.
struct ErrorDocument
{
    QString code;
    QString message; // first lines, without RequestId and Time
    QString detail; // AuthenticationErrorDetail and the like

    friend bool operator==(const ErrorDocument &, const ErrorDocument &) = default;
};

[[nodiscard]] ErrorDocument readErrorDocument(const QByteArray &body);

/// What was asked, by whom and when.
struct StorageErrorContext
{
    const StorageAccount &account;
    StorageService service = StorageService::Table;
    QString operation; // for people, `read rows of OrdersHubInstances`
    bool isAction = false; // neither GET nor HEAD
    QDateTime sentAt; // our clock when it was asked, or when the answer came
};

/// The error of an answer whose status is not 2xx. `serviceCode` is the header's code, else the
/// body's. An action that the service gave up on in the middle (500, 502, 504) is OutcomeUnknown.
[[nodiscard]] TaskHubError decodeError(const StorageErrorContext &context, const HttpHead &head,
                                       const QByteArray &body);

} // namespace hubdeck::azurestorage
