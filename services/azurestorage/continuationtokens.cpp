// SPDX-License-Identifier: MIT
#include "services/azurestorage/continuationtokens.h"

#include <QCoreApplication>

namespace hubdeck::azurestorage {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::ContinuationTokens)
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
        if (partition && row && !(*partition).isEmpty()) { // from nowhere would be the top again
            return { *partition, *row };
        }
    }
    throw TaskHubError(ErrorKind::InvalidInput,
                       Words::tr("The list cannot go on from here: the position is not one of this "
                                 "hub's. Begin at the top."),
                       token.text());
}

} // namespace hubdeck::azurestorage
