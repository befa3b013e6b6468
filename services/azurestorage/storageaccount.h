// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/secret.h"

#include <QString>
#include <QUrl>

#include <memory>
#include <variant>

namespace hubdeck::azurestorage {

class TokenSource;

enum class StorageService { Blob, Queue, Table };

/// One of the account's two keys, as Base64 (azure-storage-task-hub.md §11.2). The parser of
/// connection strings has checked that it is Base64.
struct SharedKeyCredential
{
    Secret key;

    friend bool operator==(const SharedKeyCredential &, const SharedKeyCredential &) = default;
};

/// A shared access signature: a query without its `?`, percent-encoded already (§11.3).
struct SasCredential
{
    Secret query;

    friend bool operator==(const SasCredential &, const SasCredential &) = default;
};

/// Microsoft Entra: a bearer token, fetched when a request needs one.
struct TokenCredential
{
    std::shared_ptr<TokenSource> source; // never null

    friend bool operator==(const TokenCredential &, const TokenCredential &) = default;
};

using StorageCredential = std::variant<SharedKeyCredential, SasCredential, TokenCredential>;

/// An account and how it is reached and opened. A value; endpoints have no slash at their end and
/// neither query nor user info. Made by parseConnectionString() (services/connections).
struct StorageAccount
{
    QString name;
    QUrl blobEndpoint; // https://contoso.blob.core.windows.net
    QUrl queueEndpoint;
    QUrl tableEndpoint;
    StorageCredential credential;

    [[nodiscard]] const QUrl &endpoint(StorageService service) const noexcept;
    /// True for the local emulator's well-known account.
    [[nodiscard]] bool isEmulator() const;
    /// `contoso`, or for an emulator or another address on this machine `devstoreaccount1 ·
    /// 127.0.0.1:10002`: for titles and lists.
    [[nodiscard]] QString displayName() const;

    friend bool operator==(const StorageAccount &, const StorageAccount &) = default;
};

/// 3 to 24 lower-case letters and digits, as every account of Azure is named.
[[nodiscard]] bool isAccountName(const QString &text);
/// The end of a host's name behind the service's, such as `core.windows.net`.
[[nodiscard]] bool isEndpointSuffix(const QString &text);

/// An account of Azure by its name, with the usual endpoints: what `<Connection>__accountName`
/// means. Throws TaskHubError InvalidInput for what is no isAccountName() or isEndpointSuffix();
/// never repeats it, as it may be a connection string in the wrong place.
[[nodiscard]] StorageAccount accountNamed(const QString &name, StorageCredential credential,
                                          const QString &endpointSuffix
                                          = QStringLiteral("core.windows.net"));

} // namespace hubdeck::azurestorage
