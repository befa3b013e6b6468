// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/httpclient.h"
#include "services/taskhub/taskhuberror.h"

#include <QNetworkReply>

#include <chrono>

namespace hubdeck {

/// What HttpClient says when a request fails below HTTP (architecture.md, Errors). Every text names
/// the host, never the query or a header. Pure.
namespace httperrors {

/// How far a request had come when it failed.
struct Progress
{
    bool isAction = false; // neither GET nor HEAD
    bool mayHaveBeenSent = false;
    int status = 0; // of the answer, 0 before it began
    HttpPeer peer = HttpPeer::FunctionApp;
};

enum class Phase { Connecting, Waiting, Receiving };

[[nodiscard]] TaskHubError cancelled();
/// `host` as in hostOf(); `error` and `errorText` as QNetworkReply has them.
[[nodiscard]] TaskHubError lost(const QUrl &url, Progress progress,
                                QNetworkReply::NetworkError error, const QString &errorText);
[[nodiscard]] TaskHubError timedOut(const QUrl &url, Progress progress, Phase phase,
                                    std::chrono::milliseconds limit);
[[nodiscard]] TaskHubError untrusted(const QUrl &url, const QString &reason,
                                     const QByteArray &fingerprint);
[[nodiscard]] TaskHubError redirected(const QUrl &url, const QUrl &target, Progress progress,
                                      bool tooOften);
[[nodiscard]] TaskHubError tooLarge(const QUrl &url, Progress progress, qint64 limit);
[[nodiscard]] TaskHubError incomplete(const QUrl &url, Progress progress, const QString &detail);
[[nodiscard]] TaskHubError undecodable(const QUrl &url, Progress progress, const QString &detail);

/// Throws InvalidInput for a request that is not to leave: no host, other schemes, plain http to
/// another host, line breaks in headers.
void check(const HttpRequest &request);

} // namespace httperrors

} // namespace hubdeck
