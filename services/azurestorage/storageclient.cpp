// SPDX-License-Identifier: MIT
#include "services/azurestorage/storageclient.h"

#include "services/azurestorage/sharedkey.h"
#include "services/azurestorage/storageerrors.h"
#include "services/azurestorage/storageurls.h"
#include "services/azurestorage/tokensource.h"

#include <QCoreApplication>

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

namespace {

constexpr char bearer[] = "Bearer ";
constexpr char apiVersion[] = "2020-12-06"; // the first with bearer tokens for tables

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::StorageClient)
};

/// The emulator is a program of this machine: there is nothing to check but whether it runs.
[[noreturn]] void throwWithoutEmulator(TaskHubError error, const QUrl &endpoint)
{
    if (error.kind == ErrorKind::Unreachable) {
        error.message = Words::tr("Nothing answers at %1. Start the storage emulator (Azurite), or "
                                  "check its ports.")
                            .arg(endpoint.authority());
    }
    throw error;
}

bool isRead(HttpMethod method)
{
    return method == HttpMethod::Get || method == HttpMethod::Head;
}

bool hasHeader(const HttpRequest &request, QByteArrayView name)
{
    return std::ranges::any_of(request.headers, [name](const HttpHeader &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

} // namespace

class StorageClient::Private
{
public:
    Private(StorageAccount storageAccount, HttpClient &client, StorageOptions limits)
        : account(std::move(storageAccount))
        , http(client)
        , options(std::move(limits))
    { }

    [[nodiscard]] HttpRequest prepared(const StorageRequest &request, const QDateTime &now,
                                       const std::stop_token &stop) const;
    void authorise(HttpRequest &request, StorageService service, const std::stop_token &stop) const;
    void forgetRefusedToken(const TaskHubError &error, const HttpRequest &sent) const;

    const StorageAccount account;
    HttpClient &http;
    const StorageOptions options;
};

HttpRequest StorageClient::Private::prepared(const StorageRequest &request, const QDateTime &now,
                                             const std::stop_token &stop) const
{
    const auto *sas = std::get_if<SasCredential>(&account.credential);
    HttpRequest result;
    result.method = request.method;
    result.url = storageUrl(account.endpoint(request.service), request.path, request.query,
                            sas ? sas->query.reveal() : QByteArray());
    result.headers = request.headers;
    result.headers.push_back({ "x-ms-date", httpDate(now) });
    result.headers.push_back({ "x-ms-version", apiVersion });
    if (request.service == StorageService::Table) {
        result.headers.push_back({ "DataServiceVersion", "3.0" });
        result.headers.push_back({ "MaxDataServiceVersion", "3.0;NetFx" });
        if (!hasHeader(result, "Accept")) {
            result.headers.push_back({ "Accept", "application/json;odata=minimalmetadata" });
        }
    }
    result.body = request.body;
    result.connectTimeout = options.connectTimeout;
    result.idleTimeout = options.idleTimeout;
    result.firstByteTimeout = options.firstByteTimeout;
    result.peer = HttpPeer::StorageService;
    result.bodyLimit = request.bodyLimit > 0 ? request.bodyLimit : options.bodyLimit;
    authorise(result, request.service, stop);
    return result;
}

void StorageClient::Private::authorise(HttpRequest &request, StorageService service,
                                       const std::stop_token &stop) const
{
    if (const auto *key = std::get_if<SharedKeyCredential>(&account.credential)) {
        request.headers.push_back(authorization(service, request, account.name, *key));
    } else if (const auto *token = std::get_if<TokenCredential>(&account.credential)) {
        request.headers.push_back(
            { "Authorization", bearer + token->source->token(stop).reveal() });
    }
}

/// So that the next request goes out with another one; this one is not sent again.
void StorageClient::Private::forgetRefusedToken(const TaskHubError &error,
                                                const HttpRequest &sent) const
{
    const auto *token = std::get_if<TokenCredential>(&account.credential);
    const bool isRefused = error.kind == ErrorKind::Unauthorised
        || error.serviceCode == "AuthorizationPermissionMismatch"_L1;
    if (token && isRefused) {
        const HttpHead headers { 0, sent.headers };
        token->source->forget(Secret(headers.header("Authorization").mid(sizeof bearer - 1)));
    }
}

StorageClient::StorageClient(StorageAccount account, HttpClient &http, StorageOptions options)
    : d(std::make_unique<Private>(std::move(account), http, std::move(options)))
{ }

StorageClient::~StorageClient() = default;

const StorageAccount &StorageClient::account() const noexcept
{
    return d->account;
}

HttpResponse StorageClient::send(const StorageRequest &request, const std::stop_token &stop) const
{
    if (!isRead(request.method) && !request.isIdempotent) {
        return finish(request, *start(request, stop));
    }
    HttpResponse response;
    std::optional<TaskHubError> unknown; // how the last attempt ended
    const auto attempt = [&] {
        unknown.reset();
        try {
            response = finish(request, *start(request, stop));
        } catch (const TaskHubError &error) {
            if (error.kind != ErrorKind::OutcomeUnknown) {
                throw;
            }
            unknown = error;
            TaskHubError transient = error;
            transient.kind = ErrorKind::Unavailable; // the policy never repeats the unknown
            throw transient;
        }
    };
    try {
        retry(attempt, stop);
    } catch (const TaskHubError &error) {
        if (unknown && error.kind == ErrorKind::Unavailable) {
            throw *unknown;
        }
        throw;
    }
    return response;
}

std::unique_ptr<PendingReply> StorageClient::start(const StorageRequest &request,
                                                   const std::stop_token &stop) const
{
    return d->http.start(d->prepared(request, d->options.now(), stop), stop);
}

HttpResponse StorageClient::finish(const StorageRequest &request, PendingReply &reply) const
{
    HttpResponse response;
    try {
        response.head = reply.head();
        response.body = reply.body();
    } catch (const TaskHubError &error) {
        if (!d->account.isEmulator()) {
            throw;
        }
        throwWithoutEmulator(error, d->account.endpoint(request.service));
    }
    if (response.head.status < 200 || response.head.status >= 300) {
        const StorageErrorContext context { d->account, request.service, request.operation,
                                            !isRead(request.method), d->options.now() };
        const TaskHubError error = decodeError(context, response.head, response.body);
        d->forgetRefusedToken(error, reply.request());
        throw error;
    }
    return response;
}

void StorageClient::retry(const std::function<void()> &call, const std::stop_token &stop) const
{
    d->options.retry(call, stop);
}

} // namespace hubdeck::azurestorage
