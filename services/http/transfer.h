// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/bodydecoder.h"
#include "services/http/exchange.h"
#include "services/http/httperrors.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QNetworkAccessManager;
class QSslError;

namespace hubdeck {

class SingleUseBody;

/// Carries one Exchange over QNetworkAccessManager, redirects included. Lives in the network
/// thread, owned by NetworkWorker; calls `done` once, when the exchange is over and the connection
/// is free for the next one.
class Transfer final : public QObject
{
public:
    Transfer(std::shared_ptr<Exchange> exchange, std::shared_ptr<QNetworkAccessManager> manager,
             QObject *parent);
    ~Transfer() override;

    void setDone(std::function<void()> done) { m_done = std::move(done); }

    void begin();
    void abort();

    [[nodiscard]] const Exchange &exchange() const noexcept { return *m_exchange; }

    /// True when the connections of its manager are not to be trusted any more: it failed below
    /// HTTP, so the idle ones may be dead too, or it was given up while its connection was being
    /// made, which Qt then gives to the next request, however dead it is.
    [[nodiscard]] bool hasBadConnections() const noexcept { return m_hasBadConnections; }

private:
    void send(const QUrl &url);
    void watch();
    void drop();

    void readHead();
    void follow(const QByteArray &location);
    void readBody();
    void end();
    void fail(const TaskHubError &error);
    void collect(const QList<QSslError> &errors);

    void enter(httperrors::Phase phase, std::chrono::milliseconds limit);
    void noteSent();
    void checkTime();
    [[nodiscard]] bool mayHaveBeenSent(QNetworkReply::NetworkError error) const;
    [[nodiscard]] httperrors::Progress progress(QNetworkReply::NetworkError error
                                                = QNetworkReply::UnknownNetworkError) const;

    std::shared_ptr<Exchange> m_exchange;
    std::shared_ptr<QNetworkAccessManager> m_manager;
    std::function<void()> m_done;
    QNetworkReply *m_reply = nullptr;
    SingleUseBody *m_outgoing = nullptr; // child of m_reply
    std::unique_ptr<BodyDecoder> m_incoming;
    QUrl m_url;
    int m_redirects = 0;
    int m_status = 0;
    qint64 m_received = 0; // bytes of the body as sent
    qint64 m_promised = -1; // Content-Length; -1: none
    QString m_sslReason;
    QByteArray m_fingerprint;

    bool m_startedConnecting = false;
    bool m_isEncrypted = false;
    bool m_sawSent = false;
    bool m_hasBadConnections = false;

    httperrors::Phase m_phase = httperrors::Phase::Connecting;
    std::chrono::milliseconds m_limit {};
    QElapsedTimer m_silence;
    QTimer m_timer;
};

} // namespace hubdeck
