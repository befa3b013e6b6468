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

enum class HttpMethod { Get, Put, Post, Delete, Head, Patch };

struct HttpHeader
{
    QByteArray name;
    QByteArray value;

    friend bool operator==(const HttpHeader &, const HttpHeader &) = default;
};

/// Who is asked: decides what an error proposes to look at.
enum class HttpPeer { FunctionApp, StorageService };

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
    HttpPeer peer = HttpPeer::FunctionApp;
};

struct HttpHead
{
    int status = 0;
    std::vector<HttpHeader> headers;

    /// The first header of that name (any case); empty when absent. Qt trims values and drops
    /// headers without one.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    [[nodiscard]] bool hasHeader(QByteArrayView name) const;
};

struct HttpResponse
{
    HttpHead head;
    QByteArray body;
};

/// An answer on its way. Destroying it aborts the request. One thread at a time; may outlive its
/// HttpClient, which ends it with Cancelled.
class PendingReply
{
public:
    virtual ~PendingReply() = default;
    /// Waits for status and headers; throws TaskHubError (Unreachable, TimedOut, OutcomeUnknown,
    /// Redirected, Tls, TooLarge, Malformed for an encoding other than gzip, Cancelled).
    [[nodiscard]] virtual const HttpHead &head() = 0;
    /// Waits for the whole body, unpacked; throws as head() does. A body that broke off is an
    /// error, never a short body.
    [[nodiscard]] virtual QByteArray body() = 0;
    /// What was sent.
    [[nodiscard]] virtual const HttpRequest &request() const noexcept = 0;

protected:
    PendingReply() = default;
    Q_DISABLE_COPY_MOVE(PendingReply)
};

/// The only user of QNetworkAccessManager (architecture.md, Network rules; study §3.11). Owns a
/// network thread; any thread may call, and blocks until the answer is there.
///
/// Every request is sent at most once, GET too: Qt's own repetition is prevented, reads are tried
/// again by retryRead(). Only HEAD, which cannot be kept from it, may arrive up to 4 times when the
/// server hangs up on it. Redirects: only those of a GET or HEAD to the same origin are followed, 5
/// at most. No cookies, no cache, no sign-in; the system's proxy, but never for loopback.
///
/// Errors are TaskHubErrors without secrets. An action (neither GET nor HEAD) that fails when it
/// may have been sent ends with OutcomeUnknown, whatever the cause; when it has not been sent for
/// certain, with Unreachable, TimedOut or Tls. Two cannot be told apart, as Qt does not say when a
/// connection over plain http stands: a request without a body that is never answered there ends by
/// its firstByteTimeout and not by its connectTimeout, an action as OutcomeUnknown.
///
/// A set stop token ends the wait at once with Cancelled. For an action that may have been sent
/// this says nothing about whether it happens.
class HttpClient
{
public:
    HttpClient();
    ~HttpClient();

    /// Sends and waits for the whole answer, whatever its status. Throws InvalidInput when the
    /// request must not leave: plain http to another host without allowInsecureHttp, a URL with
    /// user info or without a host, a path that Qt would not send as it is (`/../`, `/.x/`), a header
    /// with a line break.
    [[nodiscard]] HttpResponse send(const HttpRequest &request, std::stop_token stop);
    /// The same without waiting for the answer.
    [[nodiscard]] std::unique_ptr<PendingReply> start(const HttpRequest &request,
                                                      std::stop_token stop);

private:
    Q_DISABLE_COPY_MOVE(HttpClient)
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
