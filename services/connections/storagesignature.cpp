// SPDX-License-Identifier: MIT
#include "services/connections/storagesignature.h"

#include "services/connections/storageendpoint.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::ConnectionString)
};

[[noreturn]] void refuse(const QString &message)
{
    throw TaskHubError(ErrorKind::InvalidInput, message);
}

QString withoutMark(QString query)
{
    return query.startsWith(u'?') ? query.sliced(1) : query;
}

} // namespace

QByteArray signatureIn(const QString &query)
{
    for (const QByteArray &item : withoutMark(query).toUtf8().split('&')) {
        if (item.startsWith("sig=")) {
            return item.sliced(4);
        }
    }
    return {};
}

Secret readSignature(QString text, const QString &what)
{
    const QByteArray query = withoutMark(std::move(text)).toUtf8();
    const bool isQuery = QUrl::fromEncoded("https://a/?" + query, QUrl::StrictMode).isValid()
        && !query.contains('#');
    if (!isQuery || signatureIn(QString::fromUtf8(query)).isEmpty()) {
        refuse(Words::tr("%1 is no shared access signature: it has no “sig=”, or something else "
                         "stands in it. It may be cut short.")
                   .arg(what));
    }
    return Secret(query);
}

StorageAccount accountOfSignedUrl(const QString &text)
{
    const QUrl endpoint = readStorageEndpoint(text, Words::tr("What was entered"));
    const QString query = QUrl(text, QUrl::StrictMode).query(QUrl::FullyEncoded);
    if (signatureIn(query).isEmpty()) {
        refuse(Words::tr("The address holds no shared access signature. Enter the connection "
                         "string of the account, or a SAS URL as the portal gives it."));
    }
    StorageAccount account;
    account.name = accountNameIn(endpoint);
    account.credential
        = SasCredential { readSignature(query, Words::tr("What the address holds")) };
    account.blobEndpoint = siblingEndpoint(endpoint, "blob"_L1);
    account.queueEndpoint = siblingEndpoint(endpoint, "queue"_L1);
    account.tableEndpoint = siblingEndpoint(endpoint, "table"_L1);
    if (account.tableEndpoint.isEmpty()) {
        refuse(Words::tr("The address does not tell where the other services of the account are. "
                         "Enter the SAS URL of the whole blob, queue or table service, which looks "
                         "like https://contoso.table.core.windows.net/?sv=…, or a connection "
                         "string."));
    }
    return account;
}

} // namespace hubdeck
