// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace hubdeck {

enum class HttpMethod { Get, Put, Post, Delete, Head };

struct HttpHeader
{
    QByteArray name;
    QByteArray value;

    friend bool operator==(const HttpHeader &, const HttpHeader &) = default;
};

/// What is sent. The URL's path and query are encoded already (see urls.h) and go out byte for
/// byte.
struct HttpRequest
{
    HttpMethod method = HttpMethod::Get;
    QUrl url;
    std::vector<HttpHeader> headers;
    QByteArray body;
    std::chrono::milliseconds connectTimeout { 10'000 };
    std::chrono::milliseconds idleTimeout { 60'000 }; // between bytes once the answer has begun
    std::chrono::milliseconds firstByteTimeout { 60'000 };
    qint64 bodyLimit = 512LL * 1024 * 1024; // bytes after decompression
    bool allowInsecureHttp = false; // plain http to another host than this one
};

struct HttpHead
{
    int status = 0;
    std::vector<HttpHeader> headers;

    /// The first header of that name (any case), trimmed of nothing; empty when absent.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    [[nodiscard]] bool hasHeader(QByteArrayView name) const;
};

struct HttpResponse
{
    HttpHead head;
    QByteArray body;
};

/// An answer on its way. Destroying it aborts the request. One thread at a time.
class PendingReply
{
public:
    virtual ~PendingReply() = default;
    /// Waits for status and headers; throws TaskHubError (transport kinds, Redirected, Tls,
    /// TooLarge, Cancelled).
    [[nodiscard]] virtual const HttpHead &head() = 0;
    /// Waits for the whole body, decompressed.
    [[nodiscard]] virtual QByteArray body() = 0;

protected:
    PendingReply() = default;
    Q_DISABLE_COPY_MOVE(PendingReply)
};

/// The only user of QNetworkAccessManager (architecture.md, Network rules; study §3.11). Owns a
/// thread with one manager; callers block in theirs. Every request is sent at most once: nothing is
/// re-sent by this class, not even by Qt; reads are retried by retryRead(). Redirects: only
/// same-origin ones of a GET are followed. Errors are thrown as TaskHubError without secrets: a
/// request that may have arrived and is no GET becomes OutcomeUnknown.
class HttpClient
{
public:
    HttpClient();
    ~HttpClient();

    /// Sends and waits for the whole answer, whatever its status.
    [[nodiscard]] HttpResponse send(const HttpRequest &request, std::stop_token stop);
    /// Sends and gives the answer while it comes; the stop token aborts it.
    [[nodiscard]] std::unique_ptr<PendingReply> start(const HttpRequest &request,
                                                      std::stop_token stop);

private:
    Q_DISABLE_COPY_MOVE(HttpClient)
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
