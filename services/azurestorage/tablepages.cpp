// SPDX-License-Identifier: MIT
#include "services/azurestorage/tablepages.h"

#include <QCoreApplication>

namespace hubdeck::azurestorage {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::TablePages)
};

constexpr auto tokenEncoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr auto tokenDecoding = tokenEncoding | QByteArray::AbortOnBase64DecodingErrors;

} // namespace

ContinuationToken tokenOf(const TableContinuation &continuation)
{
    if (continuation.isEmpty()) {
        return {};
    }
    return ContinuationToken(
        QString::fromLatin1(continuation.nextPartitionKey.toBase64(tokenEncoding) + '.'
                            + continuation.nextRowKey.toBase64(tokenEncoding)));
}

TableContinuation continuationOf(const ContinuationToken &token)
{
    if (token.isEmpty()) {
        return {};
    }
    const QList<QByteArray> parts = token.text().toLatin1().split('.');
    if (parts.size() == 2) {
        const auto partition = QByteArray::fromBase64Encoding(parts[0], tokenDecoding);
        const auto row = QByteArray::fromBase64Encoding(parts[1], tokenDecoding);
        if (partition && row) {
            return { *partition, *row };
        }
    }
    throw TaskHubError(ErrorKind::InvalidInput,
                       Words::tr("The list cannot go on from here: the position is not one of this "
                                 "hub's. Begin at the top."),
                       token.text());
}

TablePages::TablePages(const TableService &tables, QString table, TableQuery query,
                       std::stop_token stop)
    : m_tables(tables)
    , m_table(std::move(table))
    , m_query(std::move(query))
    , m_stopped(std::move(stop), [this] { m_abort.request_stop(); })
{ }

TablePages::~TablePages()
{
    m_abort.request_stop(); // the future's destructor waits
}

void TablePages::lookAhead(const TableContinuation &from)
{
    m_aheadFrom = from;
    m_ahead = std::async(std::launch::async, [this, from] {
        return m_tables.query(m_table, m_query, from, m_abort.get_token());
    });
}

TablePage TablePages::read(const TableContinuation &from)
{
    TablePage page = m_ahead.valid() && m_aheadFrom == from
        ? m_ahead.get()
        : m_tables.query(m_table, m_query, from, m_abort.get_token());
    if (!page.next.isEmpty()) {
        if (page.next == from) {
            throw TaskHubError(
                ErrorKind::Malformed,
                Words::tr("The storage service repeats itself: it answers a page with the position "
                          "that it was asked for, so the list would never end."));
        }
        lookAhead(page.next);
    }
    return page;
}

} // namespace hubdeck::azurestorage
