// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/tableservice.h"
#include "services/taskhub/identifiers.h"

#include <future>

namespace hubdeck::azurestorage {

/// The two continuation headers as one token, and back. Throws InvalidInput for a token that is
/// none of ours.
[[nodiscard]] ContinuationToken tokenOf(const TableContinuation &continuation);
[[nodiscard]] TableContinuation continuationOf(const ContinuationToken &token);

/// Reads the pages of one query, one page ahead: as soon as a page came, the next one is asked for,
/// while the caller works on it. Destroying it aborts what is on its way. One thread.
class TablePages
{
public:
    /// `tables` must outlive it.
    TablePages(const TableService &tables, QString table, TableQuery query, std::stop_token stop);
    ~TablePages();

    /// Throws TaskHubError; Malformed when the service repeats itself and would never end.
    [[nodiscard]] TablePage read(const TableContinuation &from);

private:
    Q_DISABLE_COPY_MOVE(TablePages)
    void lookAhead(const TableContinuation &from);

    const TableService &m_tables;
    const QString m_table;
    const TableQuery m_query;
    std::stop_source m_abort;
    std::stop_callback<std::function<void()>> m_stopped;
    std::future<TablePage> m_ahead;
    TableContinuation m_aheadFrom;
};

} // namespace hubdeck::azurestorage
