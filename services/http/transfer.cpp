// SPDX-License-Identifier: MIT
#include "services/http/transfer.h"

#include "services/http/httpverb.h"
#include "services/http/singleusebody.h"
#include "services/http/urls.h"

#include <QCryptographicHash>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslError>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

constexpr int maxRedirects = 5;
constexpr qint64 readBlock = 256 * 1024;

bool isRead(HttpMethod method)
{
    return method == HttpMethod::Get || method == HttpMethod::Head;
}

QNetworkRequest qtRequest(const HttpRequest &request, const QUrl &url)
{
    QNetworkRequest result(url);
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                        QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    result.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    result.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setRawHeader("User-Agent", "Hubdeck/" HUBDECK_VERSION);
    // Said by us, so Qt leaves the body as it comes and BodyDecoder unpacks it
    result.setRawHeader("Accept-Encoding", "gzip");
    for (const HttpHeader &header : request.headers)
        result.setRawHeader(header.name, header.value);
    return result;
}

// The errors that only say what QNetworkAccessManager thinks of the status
bool isStatusError(QNetworkReply::NetworkError error, int status)
{
    return status >= 400 && error != QNetworkReply::ContentReSendError
        && ((error >= QNetworkReply::ContentAccessDenied
             && error <= QNetworkReply::UnknownContentError)
            || error == QNetworkReply::ProtocolInvalidOperationError // 400 and others
            || error >= QNetworkReply::InternalServerError);
}

// Those that can come before a connection stands only
bool isConnectError(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::ConnectionRefusedError
        || error == QNetworkReply::HostNotFoundError
        || error == QNetworkReply::ProxyConnectionRefusedError
        || error == QNetworkReply::ProxyNotFoundError;
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

HttpHead headOf(const QNetworkReply &reply, int status)
{
    HttpHead head { status, {} };
    for (const QNetworkReply::RawHeaderPair &pair : reply.rawHeaderPairs())
        head.headers.push_back({ pair.first, pair.second });
    return head;
}

} // namespace

Transfer::Transfer(std::shared_ptr<Exchange> exchange,
                   std::shared_ptr<QNetworkAccessManager> manager, QObject *parent)
    : QObject(parent)
    , m_exchange(std::move(exchange))
    , m_manager(std::move(manager))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Transfer::checkTime);
}

Transfer::~Transfer()
{
    drop();
}

void Transfer::begin()
{
    send(m_exchange->request().url);
}

void Transfer::abort()
{
    fail(httperrors::cancelled());
}

void Transfer::send(const QUrl &url)
{
    const HttpRequest &request = m_exchange->request();
    m_url = url;
    m_status = 0;
    m_received = 0;
    m_promised = -1;
    m_incoming.reset();
    m_startedConnecting = m_isEncrypted = m_sawSent = false;
    if (request.method == HttpMethod::Head) {
        // Qt waits for the body of a custom HEAD. It sends this one up to 4 times when the server
        // hangs up on it
        m_reply = m_manager->head(qtRequest(request, url));
    } else {
        // GET too: Qt would send it up to 4 times, and what is tried again is RetryPolicy's to say
        auto body = std::make_unique<SingleUseBody>(request.body);
        body->setReadHook([this] { noteSent(); });
        m_outgoing = body.get();
        m_reply = m_manager->sendCustomRequest(qtRequest(request, url), verbOf(request.method),
                                               m_outgoing);
        body.release()->setParent(m_reply);
    }
    watch();
    enter(httperrors::Phase::Connecting, request.connectTimeout);
}

void Transfer::watch()
{
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this,
            [this] { m_startedConnecting = true; });
    connect(m_reply, &QNetworkReply::encrypted, this, [this] {
        m_isEncrypted = true;
        noteSent();
    });
    connect(m_reply, &QNetworkReply::requestSent, this, &Transfer::noteSent);
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 bytes) {
        if (bytes > 0)
            noteSent();
    });
    connect(m_reply, &QNetworkReply::sslErrors, this, &Transfer::collect);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Transfer::readHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &Transfer::readBody);
    connect(m_reply, &QNetworkReply::finished, this, &Transfer::end);
}

void Transfer::drop()
{
    m_timer.stop();
    if (!m_reply)
        return;
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    m_outgoing = nullptr;
    reply->disconnect(this);
    if (reply->isRunning()) {
        m_hasBadConnections |= m_startedConnecting && !m_sawSent && m_status == 0;
        reply->abort();
    }
    reply->deleteLater();
}

void Transfer::readHead()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status < 200 || m_incoming)
        return;
    m_status = status;
    const HttpRequest &request = m_exchange->request();
    const QByteArray location = m_reply->rawHeader("Location");
    if (isRedirect(status) && !location.isEmpty()) {
        follow(location);
        return;
    }
    m_incoming
        = std::make_unique<BodyDecoder>(m_reply->rawHeader("Content-Encoding"), request.bodyLimit);
    bool hasLength = false;
    const qint64 length = m_reply->rawHeader("Content-Length").toLongLong(&hasLength);
    if (hasLength && length >= 0 && request.method != HttpMethod::Head && status != 204
        && status != 304)
        m_promised = length;
    if (m_promised > 0 && !m_incoming->isCompressed()) {
        if (m_promised > request.bodyLimit) {
            fail(httperrors::tooLarge(m_url, progress(), request.bodyLimit));
            return;
        }
        m_incoming->reserve(m_promised);
    }
    if (!m_incoming->isSupported()) {
        fail(httperrors::undecodable(m_url, progress(),
                                     QString::fromLatin1(m_reply->rawHeader("Content-Encoding"))));
        return;
    }
    m_exchange->publishHead(headOf(*m_reply, status));
    enter(httperrors::Phase::Receiving, request.idleTimeout);
}

void Transfer::follow(const QByteArray &location)
{
    const QUrl target = m_url.resolved(QUrl::fromEncoded(location, QUrl::StrictMode));
    if (!isRead(m_exchange->request().method) || !target.isValid()
        || !isSameOrigin(m_url, target)) {
        fail(httperrors::redirected(m_url, target, progress(), false));
    } else if (++m_redirects > maxRedirects) {
        fail(httperrors::redirected(m_url, target, progress(), true));
    } else {
        drop();
        QUrl next = target;
        next.setUserInfo({});
        send(next);
    }
}

void Transfer::readBody()
{
    if (m_status == 0)
        readHead();
    while (m_reply && m_incoming && m_reply->isOpen() && m_reply->bytesAvailable() > 0) {
        const QByteArray bytes = m_reply->read(readBlock);
        m_received += bytes.size();
        m_silence.restart();
        switch (m_incoming->feed(bytes)) {
        case BodyDecoder::State::Fine:
            break;
        case BodyDecoder::State::TooLarge:
            fail(httperrors::tooLarge(m_url, progress(), m_exchange->request().bodyLimit));
            return;
        case BodyDecoder::State::Damaged:
            fail(httperrors::undecodable(m_url, progress(), u"gzip"_s));
            return;
        }
    }
}

void Transfer::end()
{
    readBody();
    if (!m_reply)
        return; // ended in there
    const QNetworkReply::NetworkError error = m_reply->error();
    if (!m_sslReason.isEmpty() && error == QNetworkReply::SslHandshakeFailedError) {
        fail(httperrors::untrusted(m_url, m_sslReason, m_fingerprint));
    } else if (error != QNetworkReply::NoError && !isStatusError(error, m_status)) {
        fail(httperrors::lost(m_url, progress(error), error, m_reply->errorString()));
    } else if (!m_incoming) {
        fail(httperrors::lost(m_url, progress(error), error, m_reply->errorString()));
    } else if (m_promised >= 0 && m_received != m_promised) {
        fail(httperrors::incomplete(
            m_url, progress(),
            u"%1 of %2 bytes"_s.arg(QString::number(m_received), QString::number(m_promised))));
    } else if (!m_incoming->isComplete()) {
        fail(httperrors::incomplete(m_url, progress(), u"gzip"_s));
    } else {
        m_exchange->finish(m_incoming->take());
        drop();
        if (m_done)
            std::exchange(m_done, nullptr)();
    }
}

void Transfer::fail(const TaskHubError &error)
{
    m_hasBadConnections |= error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::TimedOut
        || error.kind == ErrorKind::OutcomeUnknown;
    m_exchange->fail(error);
    drop();
    if (m_done)
        std::exchange(m_done, nullptr)();
}

void Transfer::collect(const QList<QSslError> &errors)
{
    for (const QSslError &error : errors) {
        if (!m_sslReason.isEmpty())
            m_sslReason += u'\n';
        m_sslReason += error.errorString();
        if (m_fingerprint.isEmpty() && !error.certificate().isNull())
            m_fingerprint
                = error.certificate().digest(QCryptographicHash::Sha256).toHex(':').toUpper();
    }
    const QSslCertificate peer = m_reply->sslConfiguration().peerCertificate();
    if (!peer.isNull())
        m_fingerprint = peer.digest(QCryptographicHash::Sha256).toHex(':').toUpper();
}

void Transfer::enter(httperrors::Phase phase, std::chrono::milliseconds limit)
{
    m_phase = phase;
    m_limit = limit;
    m_silence.start();
    m_timer.start(limit);
}

// The connection stands and the request is under way
void Transfer::noteSent()
{
    m_sawSent = true;
    if (m_phase == httperrors::Phase::Connecting)
        enter(httperrors::Phase::Waiting, m_exchange->request().firstByteTimeout);
    else
        m_silence.restart(); // a large body is going out
}

void Transfer::checkTime()
{
    const std::chrono::milliseconds silent(m_silence.elapsed());
    if (silent < m_limit) {
        m_timer.start(m_limit - silent);
        return;
    }
    const HttpRequest &request = m_exchange->request();
    // Qt tells nothing of a request without a body over plain http between the begin of connecting
    // and its answer, nor of one that goes out on a connection that stood already
    const bool isBlind = m_phase == httperrors::Phase::Connecting
        && (!m_startedConnecting || (m_url.scheme() == "http"_L1 && request.body.isEmpty()));
    if (isBlind && m_limit < request.firstByteTimeout) {
        m_phase = httperrors::Phase::Waiting;
        m_limit = request.firstByteTimeout;
        m_timer.start(m_limit - silent);
        return;
    }
    if (isBlind)
        m_phase = httperrors::Phase::Waiting;
    fail(httperrors::timedOut(m_url, progress(), m_phase, m_limit));
}

bool Transfer::mayHaveBeenSent(QNetworkReply::NetworkError error) const
{
    if (error == QNetworkReply::ProxyAuthenticationRequiredError)
        return false; // the proxy has it and keeps it
    if (m_status != 0 || m_sawSent || (m_outgoing && m_outgoing->wasAskedToRewind()))
        return true;
    if (isConnectError(error))
        return false;
    if (!m_startedConnecting)
        return true; // on a connection that stood already
    if (m_url.scheme() == "https"_L1)
        return m_isEncrypted;
    return m_exchange->request().body.isEmpty() || m_phase != httperrors::Phase::Connecting;
}

httperrors::Progress Transfer::progress(QNetworkReply::NetworkError error) const
{
    const HttpRequest &request = m_exchange->request();
    return { !isRead(request.method), mayHaveBeenSent(error), m_status, request.peer };
}

} // namespace hubdeck
