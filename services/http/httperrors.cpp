// SPDX-License-Identifier: MIT
#include "services/http/httperrors.h"

#include "services/http/redaction.h"
#include "services/http/urls.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::httperrors {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::HttpClient", text);
}

QString hostOf(const QUrl &url)
{
    return url.port() < 0 ? url.host() : url.host() + u':' + QString::number(url.port());
}

QString secondsOf(std::chrono::milliseconds time)
{
    return QString::number(static_cast<double>(time.count()) / 1000.0);
}

bool isStorage(Progress progress)
{
    return progress.peer == HttpPeer::StorageService;
}

TaskHubError made(ErrorKind kind, const QString &message, const QString &detail, int status = 0)
{
    TaskHubError error(kind, message, redactedText(detail));
    error.httpStatus = status;
    return error;
}

// An action that has left may have been done, whatever went wrong then
TaskHubError madeAfter(Progress progress, ErrorKind kind, const QString &cause,
                       const QString &wayOut, const QString &detail)
{
    const bool isUnknown = progress.isAction && progress.mayHaveBeenSent;
    const QString end = !isUnknown ? wayOut
        : isStorage(progress) ? tr("It may or may not have happened; look before you try again.")
                              : tr("It may or may not have happened; look at the instance.");
    return made(isUnknown ? ErrorKind::OutcomeUnknown : kind, cause + u' ' + end, detail,
                progress.status);
}

bool isProxyError(QNetworkReply::NetworkError error)
{
    return error >= QNetworkReply::ProxyConnectionRefusedError
        && error <= QNetworkReply::UnknownProxyError;
}

} // namespace

TaskHubError cancelled()
{
    return TaskHubError(ErrorKind::Cancelled, tr("Cancelled."));
}

TaskHubError lost(const QUrl &url, Progress progress, QNetworkReply::NetworkError error,
                  const QString &errorText)
{
    const QString host = hostOf(url);
    const QString detail = u"%1 (%2)"_s.arg(errorText, QString::number(error));
    if (error == QNetworkReply::SslHandshakeFailedError && !progress.mayHaveBeenSent) {
        return made(ErrorKind::Tls,
                    tr("No secure connection to %1 could be made. Check that the address begins "
                       "with the right one of http and "
                       "https and that the port is right.")
                        .arg(host),
                    detail);
    }
    if (error == QNetworkReply::ConnectionRefusedError) {
        const QString wayOut = !isStorage(progress)
            ? tr("Check that the app runs and that the address and the port are right.")
            : isLoopback(url)
            ? tr("Check that the emulator runs and that its ports are right.")
            : tr("Check the name of the storage account or its address, and the network "
                 "connection.");
        return madeAfter(progress, ErrorKind::Unreachable, tr("Nothing answers at %1.").arg(host),
                         wayOut, detail);
    }
    if (error == QNetworkReply::HostNotFoundError) {
        return madeAfter(progress, ErrorKind::Unreachable,
                         tr("There is no host with the name %1.").arg(url.host()),
                         isStorage(progress)
                             ? tr("Check the name of the storage account and the network "
                                  "connection.")
                             : tr("Check the address and the network connection."),
                         detail);
    }
    if (isProxyError(error)) {
        return madeAfter(progress, ErrorKind::Unreachable,
                         tr("The proxy gives no way to %1.").arg(host),
                         tr("Check the proxy settings of the system."), detail);
    }
    if (!progress.mayHaveBeenSent) {
        return made(
            ErrorKind::Unreachable,
            tr("No connection to %1 could be made. Check the address and the network connection.")
                .arg(host),
            detail);
    }
    return madeAfter(
        progress, ErrorKind::Unreachable,
        tr("The connection to %1 broke off before the whole answer had come.").arg(host),
        tr("Check the network connection and try again."), detail);
}

TaskHubError timedOut(const QUrl &url, Progress progress, Phase phase,
                      std::chrono::milliseconds limit)
{
    const QString host = hostOf(url);
    const QString seconds = secondsOf(limit);
    switch (phase) {
    case Phase::Connecting:
        return madeAfter(progress, ErrorKind::TimedOut,
                         tr("No connection to %1 within %2 s.").arg(host, seconds),
                         tr("Check the address, the network connection and any firewall between."),
                         {});
    case Phase::Waiting:
        return madeAfter(progress, ErrorKind::TimedOut,
                         tr("%1 did not answer within %2 s.").arg(host, seconds),
                         isStorage(progress)
                             ? tr("Check the network connection and try again.")
                             : tr("An app that has slept may need a minute to start; try again."),
                         {});
    case Phase::Receiving:
        break;
    }
    return madeAfter(progress, ErrorKind::TimedOut,
                     tr("%1 fell silent for %2 s in the middle of its answer.").arg(host, seconds),
                     tr("Check the network connection and try again."), {});
}

TaskHubError untrusted(const QUrl &url, const QString &reason, const QByteArray &fingerprint)
{
    QString detail = reason;
    if (!fingerprint.isEmpty())
        detail += u"\nSHA-256 "_s + QString::fromLatin1(fingerprint);
    return made(ErrorKind::Tls,
                tr("The certificate of %1 is not trusted by this computer, so nothing was sent. If "
                   "the server is yours, add its "
                   "certificate to the trusted ones of the system.")
                    .arg(hostOf(url)),
                detail);
}

TaskHubError redirected(const QUrl &url, const QUrl &target, Progress progress, bool tooOften)
{
    const QString host = hostOf(url);
    const QString detail = redacted(target);
    if (tooOften) {
        return made(ErrorKind::Redirected,
                    tr("%1 sends the request round and round. Check the address.").arg(host),
                    detail, progress.status);
    }
    if (url.scheme() == "http"_L1 && target.scheme() == "https"_L1 && url.host() == target.host()) {
        return made(ErrorKind::Redirected,
                    tr("%1 wants https. Change the address to begin with https.").arg(host), detail,
                    progress.status);
    }
    if (isSameOrigin(url, target)) {
        return made(
            ErrorKind::Redirected,
            tr("%1 sends the request on to another address, which is not followed for an action.")
                .arg(host),
            detail, progress.status);
    }
    const QString words = isStorage(progress)
        ? tr("%1 sends the request on to %2, which is not followed, as it would get the key too. "
             "Check the address; the network may ask for a sign-in.")
        : tr("%1 sends the request on to %2, which is not followed, as it would get the key "
             "too. Check the address; when the app "
             "asks for a sign-in, exclude the path /runtime from it.");
    return made(ErrorKind::Redirected, words.arg(host, hostOf(target)), detail, progress.status);
}

TaskHubError tooLarge(const QUrl &url, Progress progress, qint64 limit)
{
    const QString size = limit >= 1024 * 1024 ? tr("%1 MiB").arg(limit / (1024 * 1024))
                                              : tr("%1 bytes").arg(limit);
    return madeAfter(progress, ErrorKind::TooLarge,
                     tr("The answer of %1 is larger than %2.").arg(hostOf(url), size),
                     tr("Ask for less: fewer rows, or no inputs."), {});
}

TaskHubError incomplete(const QUrl &url, Progress progress, const QString &detail)
{
    return madeAfter(
        progress, ErrorKind::Unreachable,
        tr("The connection to %1 broke off before the whole answer had come.").arg(hostOf(url)),
        tr("Check the network connection and try again."), detail);
}

TaskHubError undecodable(const QUrl &url, Progress progress, const QString &detail)
{
    return madeAfter(progress, ErrorKind::Malformed,
                     tr("The compressed answer of %1 cannot be unpacked.").arg(hostOf(url)),
                     tr("A proxy between may have changed it; try again."), detail);
}

void check(const HttpRequest &request)
{
    const QUrl &url = request.url;
    const auto fail
        = [](const QString &message) { throw TaskHubError(ErrorKind::InvalidInput, message); };
    if (!url.isValid() || url.host().isEmpty()
        || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1))
        fail(tr("%1 is no http or https address.").arg(redacted(url)));
    if (!url.userInfo().isEmpty())
        fail(tr("The address of %1 holds a user name or password. Remove it.").arg(hostOf(url)));
    // Qt 6.4 takes a segment of a dot and one more character (`/.x/`) for a dot alone
    if (url.toEncoded(QUrl::NormalizePathSegments) != url.toEncoded()) {
        fail(tr("The name or id in the address of %1 cannot be sent: a part that begins with a dot "
                "would be lost on its way, and the request would mean something else.")
                 .arg(hostOf(url)));
    }
    if (url.scheme() == "http"_L1 && !isLoopback(url) && !request.allowInsecureHttp) {
        fail(tr("%1 would be asked over plain http, where anybody on the way can read the key and "
                "the data. Use https, or allow plain "
                "http for this hub.")
                 .arg(hostOf(url)));
    }
    for (const HttpHeader &header : request.headers) {
        const auto breaks = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
        if (header.name.isEmpty() || std::ranges::any_of(header.name, breaks)
            || std::ranges::any_of(header.value, breaks))
            fail(tr("The header %1 holds a line break. Check the key.")
                     .arg(QString::fromLatin1(header.name.simplified())));
    }
}

} // namespace hubdeck::httperrors
