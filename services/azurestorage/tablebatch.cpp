// SPDX-License-Identifier: MIT
#include "services/azurestorage/tablebatch.h"

#include "services/azurestorage/sharedkey.h"
#include "services/azurestorage/storageurls.h"
#include "services/azurestorage/tablecodec.h"
#include "services/http/httpverb.h"

#include <utility>

namespace hubdeck::azurestorage {

namespace {

constexpr int mostParts = 1000;
constexpr int deepestNesting = 3;

HttpMethod methodOf(TableOperation::Kind kind)
{
    switch (kind) {
    case TableOperation::Kind::Insert:
        return HttpMethod::Post;
    case TableOperation::Kind::Replace:
        return HttpMethod::Put;
    case TableOperation::Kind::Merge:
        return HttpMethod::Patch;
    case TableOperation::Kind::Remove:
        return HttpMethod::Delete;
    }
    Q_UNREACHABLE();
}

QByteArray encodeOperation(const QUrl &endpoint, const QString &table,
                           const TableOperation &operation)
{
    const bool isInsert = operation.kind == TableOperation::Kind::Insert;
    const TableRow &row = operation.row;
    const QByteArray path
        = isInsert ? segmentPath(table) : rowPath(table, row.partitionKey, row.rowKey);
    QByteArray text = verbOf(methodOf(operation.kind)) + ' '
        + storageUrl(endpoint, path, {}).toEncoded() + " HTTP/1.1\r\n";
    text += "Accept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0;\r\n";
    if (isInsert) {
        text += "Prefer: return-no-content\r\n";
    } else {
        text += "If-Match: " + operation.ifMatch + "\r\n";
    }
    if (operation.kind == TableOperation::Kind::Remove) {
        return text + "\r\n";
    }
    return text + "Content-Type: application/json\r\n\r\n" + encodeRow(row) + "\r\n";
}

/// A text read line by line, ended by CRLF or LF.
class Lines
{
public:
    explicit Lines(QByteArrayView text)
        : m_text(text)
    { }

    [[nodiscard]] bool atEnd() const { return m_pos >= m_text.size(); }

    [[nodiscard]] qsizetype position() const { return m_pos; }

    QByteArrayView next()
    {
        const qsizetype end = m_text.indexOf('\n', m_pos);
        QByteArrayView line = m_text.sliced(m_pos, (end < 0 ? m_text.size() : end) - m_pos);
        m_pos = end < 0 ? m_text.size() : end + 1;
        return line.endsWith('\r') ? line.chopped(1) : line;
    }

private:
    QByteArrayView m_text;
    qsizetype m_pos = 0;
};

std::vector<HttpHeader> readHeaders(Lines &lines)
{
    std::vector<HttpHeader> headers;
    while (!lines.atEnd()) {
        const QByteArrayView line = lines.next();
        if (line.isEmpty()) {
            break;
        }
        const qsizetype colon = line.indexOf(':');
        if (colon > 0) {
            headers.push_back({ line.first(colon).trimmed().toByteArray(),
                                line.sliced(colon + 1).trimmed().toByteArray() });
        }
    }
    return headers;
}

QByteArray boundaryOf(const QByteArray &contentType)
{
    const qsizetype at = contentType.toLower().indexOf("boundary=");
    if (at < 0) {
        return {};
    }
    QByteArray boundary = contentType.sliced(at + 9);
    if (boundary.startsWith('"')) {
        const qsizetype end = boundary.indexOf('"', 1);
        return boundary.sliced(1, (end < 0 ? boundary.size() : end) - 1);
    }
    const qsizetype end = boundary.indexOf(';');
    return (end < 0 ? boundary : boundary.first(end)).trimmed();
}

/// The texts between the boundary's lines.
std::vector<QByteArrayView> partsOf(QByteArrayView body, const QByteArray &boundary)
{
    std::vector<QByteArrayView> parts;
    qsizetype begin = -1;
    for (Lines lines(body); !lines.atEnd();) {
        const qsizetype at = lines.position();
        const QByteArrayView line = lines.next();
        if (!line.startsWith("--") || !line.sliced(2).startsWith(boundary)) {
            continue;
        }
        if (begin >= 0 && std::cmp_less(parts.size(), mostParts)) {
            parts.push_back(body.sliced(begin, at - begin));
        }
        begin = lines.position();
        if (line.sliced(2 + boundary.size()).startsWith("--")) {
            return parts;
        }
    }
    if (begin >= 0 && begin < body.size()) {
        parts.push_back(body.sliced(begin)); // the end was cut off
    }
    return parts;
}

std::optional<HttpResponse> readResponse(QByteArrayView text)
{
    Lines lines(text);
    while (!lines.atEnd()) {
        const QByteArrayView line = lines.next();
        if (!line.startsWith("HTTP/")) {
            continue;
        }
        HttpResponse response;
        const qsizetype blank = line.indexOf(' ');
        response.head.status = blank < 0
            ? 0
            : line.sliced(blank + 1).first(qMin<qsizetype>(3, line.size() - blank - 1)).toInt();
        response.head.headers = readHeaders(lines);
        response.body = text.sliced(lines.position()).trimmed().toByteArray();
        return response;
    }
    return std::nullopt;
}

void readParts(const QByteArray &contentType, QByteArrayView body, int depth,
               std::vector<HttpResponse> &responses)
{
    const QByteArray boundary = boundaryOf(contentType);
    if (boundary.isEmpty() || depth > deepestNesting) {
        return;
    }
    for (const QByteArrayView part : partsOf(body, boundary)) {
        Lines lines(part);
        const HttpHead head { 0, readHeaders(lines) };
        const QByteArray type = head.header("Content-Type");
        const QByteArrayView rest = part.sliced(lines.position());
        if (type.toLower().startsWith("multipart/")) {
            readParts(type, rest, depth + 1, responses);
        } else if (auto response = readResponse(rest)) {
            responses.push_back(*std::move(response));
        }
    }
}

} // namespace

BatchRequest encodeBatch(const QUrl &endpoint, const QString &table,
                         const std::vector<TableOperation> &operations, const QByteArray &guid)
{
    const QByteArray batch = "batch_" + guid;
    const QByteArray changeset = "changeset_" + guid;
    QByteArray body
        = "--" + batch + "\r\nContent-Type: multipart/mixed; boundary=" + changeset + "\r\n\r\n";
    for (const TableOperation &operation : operations) {
        body += "--" + changeset
            + "\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
            + encodeOperation(endpoint, table, operation);
    }
    body += "--" + changeset + "--\r\n--" + batch + "--\r\n";
    return { "multipart/mixed; boundary=" + batch, body };
}

std::vector<HttpResponse> decodeBatch(const QByteArray &contentType, const QByteArray &body)
{
    std::vector<HttpResponse> responses;
    readParts(contentType, body, 0, responses);
    return responses;
}

std::optional<int> operationIndex(QStringView message) noexcept
{
    const qsizetype colon = message.indexOf(u':');
    if (colon < 1 || colon > 4) {
        return std::nullopt;
    }
    bool isNumber = false;
    const int index = message.first(colon).toInt(&isNumber);
    return isNumber && index >= 0 ? std::optional(index) : std::nullopt;
}

} // namespace hubdeck::azurestorage
