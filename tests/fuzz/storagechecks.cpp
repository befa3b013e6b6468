// SPDX-License-Identifier: MIT
#include "storagechecks.h"

#include "services/azurestorage/continuationtokens.h"
#include "services/azurestorage/sharedkey.h"
#include "services/azurestorage/storageerrors.h"
#include "services/azurestorage/storageurls.h"
#include "services/azurestorage/storagexml.h"
#include "services/azurestorage/tablebatch.h"
#include "services/azurestorage/tablecodec.h"
#include "services/azurestorage/tokensource.h"
#include "services/connections/connectionstring.h"
#include "services/connections/functionappproject.h"
#include "services/connections/storagesettings.h"
#include "services/http/urls.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>

#include <algorithm>
#include <optional>

namespace hubdeck::fuzz {

using namespace azurestorage;

namespace {

#define HUBDECK_REQUIRE(condition)                                                                 \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            return QByteArrayLiteral("does not hold: " #condition);                                \
        }                                                                                          \
    } while (false)

/// The result of `read`; nullopt when it was refused as `kind`. Any other exception gets out and
/// fails the test.
template <typename Read>
auto readOrRefuse(ErrorKind kind, const Read &read) -> std::optional<decltype(read())>
{
    try {
        return read();
    } catch (const TaskHubError &error) {
        if (error.kind != kind || error.message.isEmpty()) {
            throw;
        }
        return std::nullopt;
    }
}

bool isUtf8(const QString &text)
{
    return text.isValidUtf16();
}

bool hasNameTwice(const TableRow &row)
{
    QSet<QString> names;
    return std::ranges::any_of(row.properties, [&](const TableProperty &property) {
        const qsizetype count = names.size();
        names.insert(property.name);
        return names.size() == count;
    });
}

/// The path as it is signed is the path as it was encoded.
QByteArray checkPath(const std::optional<QByteArray> &path)
{
    if (!path) {
        return {};
    }
    const QUrl url
        = storageUrl(QUrl(QStringLiteral("https://a.example/acc")), *path, "comp=x", "sig=%2B");
    HUBDECK_REQUIRE(url.isValid());
    HUBDECK_REQUIRE(url.path(QUrl::FullyEncoded).toLatin1() == "/acc" + *path);
    HUBDECK_REQUIRE(url.toEncoded() == "https://a.example/acc" + *path + "?comp=x&sig=%2B");
    return {};
}

/// An account is reached at three addresses, and unencrypted on this computer only.
QByteArray checkAccount(const StorageAccount &account)
{
    HUBDECK_REQUIRE(!account.name.isEmpty());
    for (const StorageService service :
         { StorageService::Blob, StorageService::Queue, StorageService::Table }) {
        const QUrl &endpoint = account.endpoint(service);
        HUBDECK_REQUIRE(endpoint.isValid() && !endpoint.host().isEmpty());
        HUBDECK_REQUIRE(!endpoint.hasQuery() && endpoint.userInfo().isEmpty());
        HUBDECK_REQUIRE(endpoint.scheme() == QStringLiteral("https")
                        || (endpoint.scheme() == QStringLiteral("http") && isLoopback(endpoint)));
    }
    return {};
}

bool writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

} // namespace

QByteArray checkTableRows(const QByteArray &text)
{
    static_cast<void>(readOrRefuse(ErrorKind::Malformed, [&] { return decodeTableNames(text); }));
    auto rows = readOrRefuse(ErrorKind::Malformed, [&] {
                    return decodeRows(text);
                }).value_or(std::vector<TableRow>());
    if (auto row = readOrRefuse(ErrorKind::Malformed, [&] { return decodeRow(text); })) {
        rows.push_back(*std::move(row));
    }
    for (TableRow &row : rows) {
        // The service sets these two, and odd values of other types are refused
        std::erase_if(row.properties, [](const TableProperty &property) {
            return property.name == QStringLiteral("Timestamp")
                || property.name.contains(QChar(u'@')) || property.name.contains(QChar(u'.'));
        });
        row.etag.clear();
        if (hasNameTwice(row)) {
            continue; // its annotations then hold for both
        }
        const auto written = readOrRefuse(ErrorKind::InvalidInput, [&] { return encodeRow(row); });
        HUBDECK_REQUIRE(!written || decodeRow(*written) == row);
    }
    return {};
}

QByteArray checkTableBatch(const QByteArray &text)
{
    const qsizetype line = text.indexOf('\n');
    const QByteArray type = "multipart/mixed; boundary="
        + (line > 2 ? text.sliced(2, line - 2).trimmed() : QByteArray("a"));
    for (const QByteArray &contentType : { type, text.left(60) }) {
        for (const HttpResponse &response : decodeBatch(contentType, text)) {
            HUBDECK_REQUIRE(response.body.size() <= text.size());
            HUBDECK_REQUIRE(response.head.status < 1000);
        }
    }
    const auto index = operationIndex(QString::fromUtf8(text));
    HUBDECK_REQUIRE(!index || *index >= 0);
    return {};
}

QByteArray checkStorageListings(const QByteArray &text)
{
    const auto queues = readOrRefuse(ErrorKind::Malformed, [&] { return decodeQueues(text); });
    const auto containers
        = readOrRefuse(ErrorKind::Malformed, [&] { return decodeContainers(text); });
    const auto blobs = readOrRefuse(ErrorKind::Malformed, [&] { return decodeBlobs(text); });
    HUBDECK_REQUIRE(!(queues && containers) || text.contains("Containers"));
    if (blobs) {
        for (const BlobItem &blob : blobs->blobs) {
            HUBDECK_REQUIRE(!blob.name.isEmpty() && blob.size >= 0);
        }
    }
    if (const auto messages
        = readOrRefuse(ErrorKind::Malformed, [&] { return decodePeekedMessages(text); })) {
        for (const PeekedMessage &message : *messages) {
            HUBDECK_REQUIRE(message.dequeueCount >= 0);
        }
    }
    const auto sent = readOrRefuse(ErrorKind::Malformed, [&] {
        return decodePeekedMessages("<QueueMessagesList>" + encodeQueueMessage(text.toBase64())
                                    + "</QueueMessagesList>");
    });
    HUBDECK_REQUIRE(sent && sent->size() == 1);
    HUBDECK_REQUIRE(sent->front().text == QString::fromLatin1(text.toBase64()));
    return {};
}

QByteArray checkStorageErrors(const QByteArray &text)
{
    // The same reading whatever the status: few, as hiding secrets in the text takes its time
    const StorageAccount keyAccount
        = accountNamed(QStringLiteral("contoso"), SharedKeyCredential { Secret("a2V5") });
    const StorageAccount sasAccount
        = accountNamed(QStringLiteral("contoso"), SasCredential { Secret(text) });
    for (const int status : { 400, 403 }) {
        const StorageErrorContext context { status == 403 ? sasAccount : keyAccount,
                                            StorageService::Queue, QStringLiteral("do it"), false,
                                            QDateTime::fromSecsSinceEpoch(0, Qt::UTC) };
        const HttpHead head { status,
                              { { "Date", text.left(29) }, { "Retry-After", text.left(20) } } };
        const TaskHubError error = decodeError(context, head, text);
        HUBDECK_REQUIRE(!error.message.isEmpty() && error.httpStatus == status);
        HUBDECK_REQUIRE(!error.retryAfter || error.retryAfter->count() >= 0);
        HUBDECK_REQUIRE(error.detail.size() < 40'000);
    }
    return {};
}

QByteArray checkStorageTexts(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes.left(500));
    if (const auto account
        = readOrRefuse(ErrorKind::InvalidInput, [&] { return parseConnectionString(text); })) {
        const QByteArray problem = checkAccount(*account);
        if (!problem.isEmpty()) {
            return problem;
        }
    }
    const auto row = readOrRefuse(ErrorKind::InvalidInput,
                                  [&] { return rowPath(QStringLiteral("T"), text, text); });
    HUBDECK_REQUIRE(row.has_value() == isUtf8(text));
    const auto blob = readOrRefuse(ErrorKind::InvalidInput,
                                   [&] { return blobPath(QStringLiteral("c"), text); });
    for (const auto &path : { row, blob }) {
        const QByteArray problem = checkPath(path);
        if (!problem.isEmpty()) {
            return problem;
        }
    }
    if (const auto time = dateFromHttp(bytes)) {
        HUBDECK_REQUIRE(dateFromHttp(httpDate(*time)) == time);
    }
    const ContinuationToken token(text);
    const auto continuation
        = readOrRefuse(ErrorKind::InvalidInput, [&] { return continuationOf(token); });
    HUBDECK_REQUIRE(!continuation || continuation->isEmpty() == token.isEmpty());
    const TableContinuation any { bytes.left(40), bytes.mid(40, 40) };
    HUBDECK_REQUIRE(continuationOf(tokenOf(any)) == any);
    return {};
}

QByteArray checkStorageSettings(const QByteArray &bytes)
{
    const auto tokens = std::make_shared<GivenToken>(Secret(bytes), QStringLiteral("here"));
    const QString name = QStringLiteral("Mine");
    const QString value = QString::fromUtf8(bytes.left(500));
    const QString usual = QStringLiteral("contoso");
    for (const QHash<QString, QString> &settings :
         { QHash<QString, QString> { { name, value } },
           QHash<QString, QString> { { QStringLiteral("Mine__accountName"), value } },
           QHash<QString, QString> { { QStringLiteral("Mine__tableServiceUri"), value } },
           QHash<QString, QString> { { QStringLiteral("Mine:queueServiceUri"), value },
                                     { QStringLiteral("Mine__accountName"), usual } } }) {
        const auto account = readOrRefuse(ErrorKind::InvalidInput, [&] {
            return storageAccountFromSettings(settings, name, tokens);
        });
        const QByteArray problem = account && *account ? checkAccount(**account) : QByteArray();
        if (!problem.isEmpty()) {
            return problem;
        }
    }
    static_cast<void>(readOrRefuse(ErrorKind::Unauthorised, [&] { return tokens->token({}); }));
    const QDateTime now = QDateTime::fromSecsSinceEpoch(0, Qt::UTC);
    if (const auto answer = readAzureCliAnswer(bytes, now)) {
        HUBDECK_REQUIRE(answer->expires.isValid());
        HUBDECK_REQUIRE(!answer->token.isEmpty() && !answer->token.reveal().contains('\n'));
    }
    return {};
}

QByteArray checkProjectFolder(const QByteArray &bytes)
{
    static const QTemporaryDir folder;
    const QByteArray whole = R"({"Values":{"AzureWebJobsStorage":"UseDevelopmentStorage=true"}})";
    for (const bool isHostFile : { true, false }) {
        HUBDECK_REQUIRE(writeFile(folder.filePath(QStringLiteral("host.json")),
                                  isHostFile ? bytes : QByteArrayLiteral("{}")));
        HUBDECK_REQUIRE(writeFile(folder.filePath(QStringLiteral("local.settings.json")),
                                  isHostFile ? whole : bytes));
        if (const auto project = readOrRefuse(
                ErrorKind::InvalidInput, [&] { return readFunctionAppProject(folder.path()); })) {
            HUBDECK_REQUIRE(!project->storageSetting.isEmpty());
            HUBDECK_REQUIRE(!project->partitionCount
                            || (*project->partitionCount >= 1 && *project->partitionCount <= 16));
        }
    }
    return {};
}

} // namespace hubdeck::fuzz
