// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace hubdeck {

using FaultHeaders = std::vector<std::pair<QByteArray, QByteArray>>;

/// One scripted behaviour of FaultServer, made by the functions below. A value.
class Fault
{
public:
    using Milliseconds = std::chrono::milliseconds;

    /// A complete answer with Content-Length; the connection stays open unless `headers` say
    /// `Connection: close`.
    static Fault answer(int status = 200, const QByteArray &body = {},
                        const FaultHeaders &headers = {});
    /// The same with `Transfer-Encoding: chunked`.
    static Fault chunked(const QByteArray &body, const FaultHeaders &headers = {});
    /// The same, compressed, with `Content-Encoding: gzip`.
    static Fault gzip(const QByteArray &body, const FaultHeaders &headers = {});
    /// A 302 (or `status`) with that Location and no body.
    static Fault redirect(const QByteArray &location, int status = 302);

    /// Closes (FIN) when the request has been read, without a byte of answer.
    static Fault closeBeforeAnswer();
    /// The same with a reset (RST).
    static Fault resetBeforeAnswer();
    /// Closes when the request's headers have been read; its body is left unread.
    static Fault closeWhileReceiving();
    /// Sends a status line and half a header, then closes.
    static Fault closeInHeaders();
    /// Promises `body`, sends half of it, then resets.
    static Fault resetMidBody(const QByteArray &body = QByteArray(20'000, 'x'));
    /// Content-Length says `missing` bytes more than come, then closes.
    static Fault truncated(const QByteArray &body = "[]", qint64 missing = 100, int status = 200);
    /// A chunked body whose last chunk never comes, then closes.
    static Fault chunkedCutOff(const QByteArray &body = "[]", int status = 200);
    /// A gzip body of which the second half is missing; the Content-Length is that of the whole.
    static Fault gzipCutOff(const QByteArray &body = QByteArray(20'000, 'x'));
    /// Something that is not HTTP, then closes.
    static Fault garbage();

    /// answer(), `delay` late.
    static Fault slowHeaders(Milliseconds delay, const QByteArray &body = "[]");
    /// The headers at once, then `body` in `chunk` bytes every `delay`.
    static Fault slowBody(Milliseconds delay, const QByteArray &body, qsizetype chunk = 1);
    /// `bytes` blanks, sent as fast as the client reads.
    static Fault oversized(qint64 bytes);
    /// Keeps the connection open and says nothing.
    static Fault neverAnswer();

    /// For data-driven tests: the name of the function it was made by.
    [[nodiscard]] QByteArray name() const { return m_name; }

    /// True when a client that reads it gets a complete answer.
    [[nodiscard]] bool isWhole() const { return m_ending == Ending::Whole; }

private:
    friend class FaultConnection;
    enum class Ending { Whole, Close, Reset, Silence };

    explicit Fault(const QByteArray &name)
        : m_name(name)
    { }

    static Fault framed(const QByteArray &name, int status, const QByteArray &body,
                        FaultHeaders headers);

    QByteArray m_name;
    QByteArray m_head;
    QByteArray m_body;
    Ending m_ending = Ending::Whole;
    bool m_beforeBody = false;
    Milliseconds m_headDelay {};
    Milliseconds m_chunkDelay {};
    qsizetype m_chunk = 0; // bytes per m_chunkDelay; 0: all at once
    qint64 m_blanks = 0; // sent after m_body
};

/// A request as FaultServer read it.
struct FaultRequest
{
    QByteArray method;
    QByteArray target; // raw: path and query as they came
    FaultHeaders headers;
    QByteArray body;
    int connection = 0; // the same number: the connection was used again
    bool isComplete = false; // headers and body have come

    [[nodiscard]] QByteArray path() const; // the target up to `?`
    [[nodiscard]] QByteArray header(QByteArrayView name) const; // first of that name, any case
};

/// An HTTP/1.1 server on 127.0.0.1 in a thread of its own that answers as scripted and counts what
/// arrives. A request counts as arrived as soon as its request line has been read, whatever happens
/// then. Which behaviour it meets: the next of enqueue(), else what the handler says, else the one
/// of setDefault() (200 with an empty body). All functions may be called from any thread.
///
///     FaultServer server;
///     server.enqueue(Fault::closeBeforeAnswer());
///     QVERIFY_THROWS(OutcomeUnknown, hub.perform(…));
///     QCOMPARE(server.arrivals("POST"), 1);
class FaultServer
{
public:
    enum class Security { Plain, SelfSignedTls };
    using Handler = std::function<Fault(const FaultRequest &)>;

    explicit FaultServer(Security security = Security::Plain);
    ~FaultServer();

    /// `http://127.0.0.1:port`, plus `path`, which is taken as encoded.
    [[nodiscard]] QUrl url(const QByteArray &path = {}) const;
    [[nodiscard]] quint16 port() const;
    /// SHA-256 of the certificate of SelfSignedTls, upper-case hex with colons.
    [[nodiscard]] static QByteArray certificateFingerprint();

    void setDefault(const Fault &fault);
    /// One more behaviour for one request, in the order of arrival.
    void enqueue(const Fault &fault);
    /// Called in the server's thread, with the body still empty when Fault::closeWhileReceiving()
    /// is to be chosen; null: none.
    void setHandler(Handler handler);

    [[nodiscard]] int arrivals() const;
    /// Arrivals of one method, and of one raw path where given.
    [[nodiscard]] int arrivals(const QByteArray &method, const QByteArray &path = {}) const;
    [[nodiscard]] std::vector<FaultRequest> requests() const;
    /// The last one; an empty one when there is none.
    [[nodiscard]] FaultRequest lastRequest() const;
    [[nodiscard]] int connections() const;
    /// Blocks until so many have arrived; false when `timeout` is over.
    [[nodiscard]] bool
    waitForArrivals(int count, std::chrono::milliseconds timeout = std::chrono::seconds(20)) const;

    /// Closes every open connection (FIN), as a server does whose keep-alive time is over. What the
    /// clients still send on them is not read.
    void closeConnections();
    /// Connections that neither side, or only this one, has closed.
    [[nodiscard]] int openConnections() const;
    /// Forgets what arrived and what was queued; behaviours set by setDefault() and setHandler()
    /// stay.
    void clear();

    /// A port of 127.0.0.1 where nobody listens.
    [[nodiscard]] static quint16 refusedPort();

private:
    Q_DISABLE_COPY_MOVE(FaultServer)
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
