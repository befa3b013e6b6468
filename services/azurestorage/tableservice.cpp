// SPDX-License-Identifier: MIT
#include "services/azurestorage/tableservice.h"

#include "services/azurestorage/sharedkey.h"
#include "services/azurestorage/storageclient.h"
#include "services/azurestorage/storageerrors.h"
#include "services/azurestorage/storageurls.h"
#include "services/azurestorage/tablebatch.h"
#include "services/azurestorage/tablecodec.h"
#include "services/azurestorage/unreadable.h"

#include <QCoreApplication>
#include <QSet>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

namespace {

constexpr qsizetype maxBatchBytes = 4 * 1024 * 1024;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::TableService)
};

HttpHeader jsonContent()
{
    return { "Content-Type", "application/json" };
}

HttpHeader noContentPlease()
{
    return { "Prefer", "return-no-content" };
}

[[noreturn]] void refuse(const QString &message)
{
    throw TaskHubError(ErrorKind::InvalidInput, message);
}

HttpHeader condition(const QByteArray &ifMatch)
{
    if (ifMatch.isEmpty()) {
        refuse(Words::tr("A row is changed only together with its ETag: without, the service would "
                         "create a missing one."));
    }
    return { "If-Match", ifMatch };
}

QString rowWords(const QString &table, const TableRow &row)
{
    QString words = table + u" / "_s + row.partitionKey;
    if (!row.rowKey.isEmpty()) {
        words += u" / "_s + row.rowKey;
    }
    return words;
}

bool isMissingRow(const TaskHubError &error)
{
    return error.kind == ErrorKind::NotFound && error.serviceCode == "ResourceNotFound"_L1;
}

/// A null text is no parameter at all.
QString parameter(const QByteArray &value)
{
    return value.isEmpty() ? QString() : QString::fromUtf8(value);
}

QString markerOf(const TableContinuation &continuation)
{
    return continuation.isEmpty()
        ? QString()
        : QString::fromUtf8(continuation.nextPartitionKey + ' ' + continuation.nextRowKey);
}

TableContinuation continuationIn(const HttpHead &head)
{
    return { head.header("x-ms-continuation-NextPartitionKey"),
             head.header("x-ms-continuation-NextRowKey") };
}

/// A 404 that the table service did not write (a proxy's, a wrong endpoint's) says nothing about
/// rows: taken for a missing one it would hide instances.
TaskHubError readError(const TaskHubError &error, const QString &operation)
{
    const bool isTheServices = error.serviceCode == "TableNotFound"_L1 || isMissingRow(error);
    if (error.kind != ErrorKind::NotFound || isTheServices) {
        return error;
    }
    TaskHubError told = error;
    told.kind = ErrorKind::Malformed;
    told.message = Words::tr("Could not %1: something answered that nothing is there (HTTP 404), "
                             "but not as the table service does. Check the table endpoint and the "
                             "account's name; a proxy between may have answered, too.")
                       .arg(operation);
    return told;
}

TablePage decodePage(const HttpResponse &response)
{
    TablePage page;
    page.rows = decodeRows(response.body);
    page.next = continuationIn(response.head);
    if (const auto time = dateFromHttp(response.head.header("Date"))) {
        page.serviceTime = Instant::fromDateTime(*time);
    }
    return page;
}

StorageRequest asking(const QString &table, const TableQuery &query, const TableContinuation &from)
{
    StorageRequest request;
    request.path = segmentPath(table) + "()";
    request.query = encodedQuery({
        { "$filter", query.filter.isEmpty() ? QString() : query.filter },
        { "$select", query.select.isEmpty() ? QString() : query.select.join(u',') },
        { "$top", query.top > 0 ? QString::number(query.top) : QString() },
        { "NextPartitionKey", parameter(from.nextPartitionKey) },
        { "NextRowKey", parameter(from.nextRowKey) },
    });
    request.operation = Words::tr("read rows of the table %1").arg(table);
    return request;
}

StorageRequest writing(HttpMethod method, const QString &table, const TableRow &row)
{
    StorageRequest request;
    request.method = method;
    request.path = method == HttpMethod::Post ? segmentPath(table)
                                              : rowPath(table, row.partitionKey, row.rowKey);
    request.operation = Words::tr("write the row %1").arg(rowWords(table, row));
    if (method != HttpMethod::Delete) {
        request.headers = { jsonContent() };
        request.body = encodeRow(row);
    }
    return request;
}

void checkOperations(const std::vector<TableOperation> &operations)
{
    if (operations.empty() || operations.size() > TableService::maxOperations) {
        refuse(Words::tr("A transaction has 1 to 100 operations, not %1.")
                   .arg(qulonglong(operations.size())));
    }
    QSet<QString> rowKeys;
    for (const TableOperation &operation : operations) {
        if (operation.row.partitionKey != operations.front().row.partitionKey) {
            refuse(Words::tr("A transaction can write to one partition only."));
        }
        if (rowKeys.contains(operation.row.rowKey)) {
            refuse(Words::tr("A transaction can write each row only once."));
        }
        rowKeys.insert(operation.row.rowKey);
        if (operation.kind != TableOperation::Kind::Insert) {
            static_cast<void>(condition(operation.ifMatch));
        }
    }
}

} // namespace

QStringList TableService::tables(const QString &prefix, std::stop_token stop) const
{
    QString filter; // null: no filter
    if (!prefix.isEmpty()) {
        QString end = prefix;
        end.back() = QChar(char16_t(end.back().unicode() + 1));
        filter
            = u"TableName ge "_s + odataString(prefix) + u" and TableName lt "_s + odataString(end);
    }
    QStringList names;
    QByteArray next;
    do {
        StorageRequest request;
        request.path = "/Tables";
        request.query
            = encodedQuery({ { "$filter", filter }, { "NextTableName", parameter(next) } });
        request.operation = Words::tr("list the tables");
        const HttpResponse response = m_client.send(request, stop);
        names += decodeTableNames(response.body);
        const QByteArray asked
            = std::exchange(next, response.head.header("x-ms-continuation-NextTableName"));
        refuseRepeatedMarker(parameter(asked), parameter(next));
    } while (!next.isEmpty());
    return names;
}

void TableService::deleteTable(const QString &table, std::stop_token stop) const
{
    StorageRequest request;
    request.method = HttpMethod::Delete;
    request.path = tablePath(table);
    request.operation = Words::tr("delete the table %1").arg(table);
    request.isIdempotent = true;
    static_cast<void>(m_client.send(request, stop));
}

TablePage TableService::query(const QString &table, const TableQuery &query,
                              const TableContinuation &from, std::stop_token stop) const
{
    const StorageRequest request = asking(table, query, from);
    TablePage page;
    try {
        page = decodePage(m_client.send(request, stop));
    } catch (const TaskHubError &error) {
        throw readError(error, request.operation);
    }
    refuseRepeatedMarker(markerOf(from), markerOf(page.next));
    return page;
}

void TableService::readPages(const QString &table, const TableQuery &query,
                             const TableContinuation &from,
                             const std::function<bool(TablePage &&page)> &sink,
                             std::stop_token stop) const
{
    TableContinuation at = from;
    std::unique_ptr<PendingReply> begun;
    for (;;) {
        const StorageRequest request = asking(table, query, at);
        TablePage page;
        std::unique_ptr<PendingReply> ahead;
        const auto readOnce = [&] {
            ahead.reset(); // of an attempt that failed
            const auto reply = begun ? std::move(begun) : m_client.start(request, stop);
            const TableContinuation next = continuationIn(reply->head());
            if (!next.isEmpty() && next != at) {
                ahead = m_client.start(asking(table, query, next), stop);
            }
            page = decodePage(m_client.finish(request, *reply));
        };
        try {
            m_client.retry(readOnce, stop);
        } catch (const TaskHubError &error) {
            throw readError(error, request.operation);
        }
        refuseRepeatedMarker(markerOf(at), markerOf(page.next));
        at = page.next;
        if (!sink(std::move(page)) || at.isEmpty()) {
            return;
        }
        begun = std::move(ahead);
    }
}

std::vector<TableRow> TableService::queryAll(const QString &table, const TableQuery &query,
                                             std::stop_token stop) const
{
    std::vector<TableRow> rows;
    const auto append = [&rows](TablePage &&page) {
        rows.insert(rows.end(), std::make_move_iterator(page.rows.begin()),
                    std::make_move_iterator(page.rows.end()));
        return true;
    };
    readPages(table, query, {}, append, stop);
    return rows;
}

std::optional<TableRow> TableService::row(const QString &table, const QString &partitionKey,
                                          const QString &rowKey, std::stop_token stop,
                                          const QStringList &select) const
{
    StorageRequest request;
    request.path = rowPath(table, partitionKey, rowKey);
    request.query
        = encodedQuery({ { "$select", select.isEmpty() ? QString() : select.join(u',') } });
    request.operation = Words::tr("read a row of the table %1").arg(table);
    try {
        const HttpResponse response = m_client.send(request, stop);
        TableRow row = decodeRow(response.body);
        if (row.etag.isEmpty()) {
            row.etag = response.head.header("ETag");
        }
        return row;
    } catch (const TaskHubError &error) {
        if (isMissingRow(error)) {
            return std::nullopt;
        }
        throw readError(error, request.operation);
    }
}

QByteArray TableService::insert(const QString &table, const TableRow &row,
                                std::stop_token stop) const
{
    StorageRequest request = writing(HttpMethod::Post, table, row);
    request.headers.push_back(noContentPlease());
    return m_client.send(request, stop).head.header("ETag");
}

QByteArray TableService::replace(const QString &table, const TableRow &row,
                                 const QByteArray &ifMatch, std::stop_token stop) const
{
    StorageRequest request = writing(HttpMethod::Put, table, row);
    request.headers.push_back(condition(ifMatch));
    request.isIdempotent = ifMatch == "*";
    return m_client.send(request, stop).head.header("ETag");
}

QByteArray TableService::merge(const QString &table, const TableRow &row, const QByteArray &ifMatch,
                               std::stop_token stop) const
{
    StorageRequest request = writing(HttpMethod::Patch, table, row);
    request.headers.push_back(condition(ifMatch));
    request.isIdempotent = ifMatch == "*";
    return m_client.send(request, stop).head.header("ETag");
}

void TableService::remove(const QString &table, const QString &partitionKey, const QString &rowKey,
                          const QByteArray &ifMatch, std::stop_token stop) const
{
    const TableRow row { partitionKey, rowKey, {}, {} };
    StorageRequest request = writing(HttpMethod::Delete, table, row);
    request.operation = Words::tr("delete the row %1").arg(rowWords(table, row));
    request.headers.push_back(condition(ifMatch));
    request.isIdempotent = true; // with an ETag, too: once it is gone, the next finds nothing
    static_cast<void>(m_client.send(request, stop));
}

void TableService::transact(const QString &table, const std::vector<TableOperation> &operations,
                            std::stop_token stop) const
{
    checkOperations(operations);
    const BatchRequest batch = encodeBatch(m_client.account().tableEndpoint, table, operations,
                                           QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    if (batch.body.size() > maxBatchBytes) {
        refuse(Words::tr("A transaction cannot hold more than 4 MiB."));
    }
    StorageRequest request;
    request.method = HttpMethod::Post;
    request.path = "/$batch";
    request.headers = { { "Content-Type", batch.contentType }, { "Accept", "application/json" } };
    request.body = batch.body;
    request.operation
        = Words::tr("write %1 rows of the table %2").arg(QString::number(operations.size()), table);
    const HttpResponse response = m_client.send(request, stop);

    const auto answers = decodeBatch(response.head.header("Content-Type"), response.body);
    for (const HttpResponse &answer : answers) {
        if (answer.head.status < 300 && answer.head.status >= 200) {
            continue;
        }
        const StorageErrorContext context {
            m_client.account(), StorageService::Table, request.operation, true, {}
        };
        const TaskHubError error = decodeError(context, answer.head, answer.body);
        if (error.kind == ErrorKind::OutcomeUnknown) {
            throw error;
        }
        throw TransactionError(error, operationIndex(readErrorDocument(answer.body).message));
    }
    if (answers.size() != operations.size()) {
        TaskHubError error
            = unreadableAnswer(Words::tr("the result of a transaction"), {}, response.body);
        error.kind = ErrorKind::OutcomeUnknown;
        error.message = Words::tr("The storage service's answer to a transaction on the table %1 "
                                  "could not be read. It may or may not have happened; look before "
                                  "you try again.")
                            .arg(table);
        throw error;
    }
}

} // namespace hubdeck::azurestorage
