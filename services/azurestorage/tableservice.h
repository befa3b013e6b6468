// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storagevalues.h"

#include <functional>
#include <stop_token>

namespace hubdeck::azurestorage {

class StorageClient;

/// The tables of an account (azure-storage-task-hub.md §11.5, §11.6). Thread-safe, blocking; throws
/// TaskHubError. Reads, deletions and writes whatever the ETag (`*`) are tried again; every other
/// write is sent once. All end with OutcomeUnknown when nobody can say whether it happened. Creates
/// nothing but rows.
///
/// Kinds to expect: NotFound (serviceCode `TableNotFound` for a missing table, `ResourceNotFound`
/// for a row), Conflict (`UpdateConditionNotSatisfied`, `TableBeingDeleted`), AlreadyExists
/// (`EntityAlreadyExists`), Unauthorised, Forbidden, Throttled, Unavailable. Malformed when a read
/// is answered 404 by something that is not the table service.
class TableService
{
public:
    static constexpr int maxOperations = 100; // of a transaction

    /// `client` must outlive the service.
    explicit TableService(const StorageClient &client)
        : m_client(client)
    { }

    /// All tables whose names begin with `prefix` (case-sensitive), in the service's order.
    [[nodiscard]] QStringList tables(const QString &prefix, std::stop_token stop) const;
    /// NotFound when it is not there.
    void deleteTable(const QString &table, std::stop_token stop) const;

    /// One page from `from` on.
    [[nodiscard]] TablePage query(const QString &table, const TableQuery &query,
                                  const TableContinuation &from, std::stop_token stop) const;
    /// Calls `sink` with every page in order until it returns false or there are no more. The next
    /// page is asked for as soon as the head of an answer names it, while `sink` works on this one.
    void readPages(const QString &table, const TableQuery &query, const TableContinuation &from,
                   const std::function<bool(TablePage &&page)> &sink, std::stop_token stop) const;
    /// All pages, for results known to be small.
    [[nodiscard]] std::vector<TableRow> queryAll(const QString &table, const TableQuery &query,
                                                 std::stop_token stop) const;
    /// One row by its keys as stored; nullopt when there is no such row. NotFound when there is no
    /// such table. `select` empty: all columns.
    [[nodiscard]] std::optional<TableRow> row(const QString &table, const QString &partitionKey,
                                              const QString &rowKey, std::stop_token stop,
                                              const QStringList &select = {}) const;

    /// Each gives the row's new ETag. `ifMatch` is an ETag or `*` and must not be empty (the
    /// service would create a missing row: InvalidInput); merge leaves the columns alone that the
    /// row does not have.
    QByteArray insert(const QString &table, const TableRow &row, std::stop_token stop) const;
    QByteArray replace(const QString &table, const TableRow &row, const QByteArray &ifMatch,
                       std::stop_token stop) const;
    QByteArray merge(const QString &table, const TableRow &row, const QByteArray &ifMatch,
                     std::stop_token stop) const;
    /// NotFound when it is not there.
    void remove(const QString &table, const QString &partitionKey, const QString &rowKey,
                const QByteArray &ifMatch, std::stop_token stop) const;
    /// All or nothing: 1 to 100 operations on rows of one partition, each row once, 4 MiB at most
    /// (InvalidInput otherwise). Throws TransactionError when the service refused one of them: then
    /// nothing was applied. OutcomeUnknown when it failed in the middle of it.
    void transact(const QString &table, const std::vector<TableOperation> &operations,
                  std::stop_token stop) const;

private:
    const StorageClient &m_client;
};

} // namespace hubdeck::azurestorage
