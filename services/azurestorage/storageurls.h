// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <initializer_list>

namespace hubdeck::azurestorage {

// Paths and queries of the storage services, percent-encoded once from raw text (everything but
// A-Z a-z 0-9 - . _ ~, azure-storage-task-hub.md §11.2). Pure; each throws TaskHubError
// InvalidInput for text that has no UTF-8 (half of a surrogate pair): it would address something
// else.

struct QueryParameter
{
    const char *name; // as it is sent: `$filter`
    QString value;
};

/// `name=value&…`; parameters with a null value are left out, empty ones are sent.
[[nodiscard]] QByteArray encodedQuery(std::initializer_list<QueryParameter> parameters);

/// `/Table`, `/queue`, `/container`: one segment.
[[nodiscard]] QByteArray segmentPath(const QString &name);
/// `/Table(PartitionKey='…',RowKey='…')` with quotes doubled.
[[nodiscard]] QByteArray rowPath(const QString &table, const QString &partitionKey,
                                 const QString &rowKey);
/// `/Tables('Table')`.
[[nodiscard]] QByteArray tablePath(const QString &table);
/// `/container/blob/name`: slashes of the name stay. InvalidInput for an empty name and for `.` and
/// `..` as segments, which would be normalised away.
[[nodiscard]] QByteArray blobPath(const QString &container, const QString &blob);

/// `text` between quotes for an OData filter: `it's` → `'it''s'`.
[[nodiscard]] QString odataString(const QString &text);

/// Endpoint, path and query as one URL that is sent byte for byte; `sas` goes behind the query.
[[nodiscard]] QUrl storageUrl(const QUrl &endpoint, const QByteArray &path, const QByteArray &query,
                              const QByteArray &sas = {});

} // namespace hubdeck::azurestorage
