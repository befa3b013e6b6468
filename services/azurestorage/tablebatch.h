// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storagevalues.h"
#include "services/http/httpclient.h"

namespace hubdeck::azurestorage {

// The multipart form of an entity group transaction (azure-storage-task-hub.md §11.6). Pure.

struct BatchRequest
{
    QByteArray contentType;
    QByteArray body;
};

/// `endpoint` is the table endpoint, without a SAS; `guid` makes the boundaries unlike the rows.
[[nodiscard]] BatchRequest encodeBatch(const QUrl &endpoint, const QString &table,
                                       const std::vector<TableOperation> &operations,
                                       const QByteArray &guid);

/// The inner answers in order, with whatever line ends and nesting; nothing where the text holds
/// none. Never throws.
[[nodiscard]] std::vector<HttpResponse> decodeBatch(const QByteArray &contentType,
                                                    const QByteArray &body);

/// The index in front of a transaction's error text: `2:The specified resource does not exist.`
/// → 2.
[[nodiscard]] std::optional<int> operationIndex(QStringView message) noexcept;

} // namespace hubdeck::azurestorage
