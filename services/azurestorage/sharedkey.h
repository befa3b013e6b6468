// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storageaccount.h"
#include "services/http/httpclient.h"

#include <QDateTime>

#include <optional>

namespace hubdeck::azurestorage {

// How a request is signed with an account's key (azure-storage-task-hub.md §11.2). Pure.

/// `Mon, 02 Mar 2026 10:20:30 GMT`, whatever the locale.
[[nodiscard]] QByteArray httpDate(const QDateTime &time);
/// The same read back; nullopt for anything else.
[[nodiscard]] std::optional<QDateTime> dateFromHttp(QByteArrayView text);

/// SharedKeyLite of the table service: the `x-ms-date` header and the URL's path.
[[nodiscard]] QByteArray tableStringToSign(const HttpRequest &request, const QString &account);
/// SharedKey of the blob and queue services.
[[nodiscard]] QByteArray stringToSign(const HttpRequest &request, const QString &account);
/// Base64 of the HMAC-SHA256 of `text` under `key`, which is Base64 itself.
[[nodiscard]] QByteArray signatureOf(QByteArrayView text, const Secret &key);

/// The Authorization header of a request that is complete but for it.
[[nodiscard]] HttpHeader authorization(StorageService service, const HttpRequest &request,
                                       const QString &account,
                                       const SharedKeyCredential &credential);

} // namespace hubdeck::azurestorage
