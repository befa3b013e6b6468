// SPDX-License-Identifier: MIT
#include "faultconnection.h"

#include <QTimer>

#include <sys/socket.h>

namespace hubdeck {

namespace {

constexpr qint64 blankBlock = 64 * 1024;

// Makes the next close() of the descriptor a reset instead of an orderly end
void lingerForNothing(qintptr descriptor)
{
    const linger value { 1, 0 };
    ::setsockopt(static_cast<int>(descriptor), SOL_SOCKET, SO_LINGER, &value, sizeof value);
}

} // namespace

FaultConnection::FaultConnection(QAbstractSocket *socket, int number, FaultConnectionHooks hooks,
                                 QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_hooks(std::move(hooks))
    , m_number(number)
{
    socket->setParent(this);
    connect(socket, &QAbstractSocket::readyRead, this, &FaultConnection::read);
    connect(socket, &QAbstractSocket::bytesWritten, this, [this] {
        if (m_blanksLeft > 0)
            sendBlanks();
    });
    connect(socket, &QAbstractSocket::disconnected, this, &QObject::deleteLater);
}

void FaultConnection::close()
{
    m_isClosed = true;
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
}

void FaultConnection::read()
{
    m_buffer += m_socket->readAll();
    if (m_isClosed || m_isPlaying)
        return; // the next one waits until this one is answered
    if (!m_hasHead && !readHead())
        return;
    if (!m_fault) {
        m_fault = m_hooks.choose(m_request);
        if (m_fault->m_beforeBody) {
            play();
            return;
        }
    }
    if (readBody())
        play();
}

bool FaultConnection::readHead()
{
    const qsizetype lineEnd = m_buffer.indexOf("\r\n");
    if (lineEnd < 0)
        return false;
    if (m_requestNumber < 0) {
        const QList<QByteArray> parts = m_buffer.first(lineEnd).split(' ');
        m_request = {};
        m_request.connection = m_number;
        m_request.method = parts.value(0);
        m_request.target = parts.value(1);
        m_requestNumber = m_hooks.arrived(m_request);
    }
    const qsizetype headEnd = m_buffer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    const QList<QByteArray> lines = m_buffer.first(headEnd).split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QByteArray line = lines.at(i).trimmed();
        const qsizetype colon = line.indexOf(':');
        m_request.headers.emplace_back(line.first(qMax(colon, qsizetype(0))),
                                       line.sliced(colon + 1).trimmed());
    }
    m_buffer.remove(0, headEnd + 4);
    m_hasHead = true;
    return true;
}

bool FaultConnection::readBody()
{
    if (m_request.header("Transfer-Encoding").toLower() == "chunked") {
        if (!readChunks())
            return false;
    } else {
        const qsizetype length = m_request.header("Content-Length").toLongLong();
        if (m_buffer.size() < length)
            return false;
        m_request.body = m_buffer.first(length);
        m_buffer.remove(0, length);
    }
    m_request.isComplete = true;
    m_hooks.completed(m_requestNumber, m_request);
    return true;
}

bool FaultConnection::readChunks()
{
    for (;;) {
        const qsizetype lineEnd = m_buffer.indexOf("\r\n");
        if (lineEnd < 0)
            return false;
        const qsizetype size = m_buffer.first(lineEnd).toLongLong(nullptr, 16);
        if (m_buffer.size() < lineEnd + 2 + size + 2)
            return false;
        m_request.body += m_buffer.sliced(lineEnd + 2, size);
        m_buffer.remove(0, lineEnd + 2 + size + 2);
        if (size == 0)
            return true;
    }
}

void FaultConnection::play()
{
    m_isPlaying = true;
    m_sent = 0;
    m_blanksLeft = 0;
    after(m_fault->m_headDelay, &FaultConnection::sendHead);
}

void FaultConnection::sendHead()
{
    m_socket->write(m_fault->m_head);
    m_socket->flush();
    if (m_request.method == "HEAD") {
        end();
        return;
    }
    after(m_fault->m_chunkDelay, &FaultConnection::sendBody);
}

void FaultConnection::sendBody()
{
    const QByteArray &body = m_fault->m_body;
    const qsizetype size = m_fault->m_chunk > 0 ? qMin(m_fault->m_chunk, body.size() - m_sent)
                                                : body.size() - m_sent;
    m_socket->write(body.sliced(m_sent, size));
    m_socket->flush();
    m_sent += size;
    if (m_sent < body.size()) {
        after(m_fault->m_chunkDelay, &FaultConnection::sendBody);
        return;
    }
    m_blanksLeft = m_fault->m_blanks;
    if (m_blanksLeft > 0)
        sendBlanks();
    else
        end();
}

void FaultConnection::sendBlanks()
{
    while (m_blanksLeft > 0 && m_socket->bytesToWrite() < 4 * blankBlock) {
        const qint64 size = qMin(m_blanksLeft, blankBlock);
        m_blanksLeft -= size;
        m_socket->write(QByteArray(size, ' '));
    }
    if (m_blanksLeft == 0)
        end();
}

void FaultConnection::end()
{
    switch (m_fault->m_ending) {
    case Fault::Ending::Silence:
        return;
    case Fault::Ending::Reset:
        lingerForNothing(m_socket->socketDescriptor());
        m_socket->abort();
        return;
    case Fault::Ending::Close:
        m_socket->disconnectFromHost();
        return;
    case Fault::Ending::Whole:
        break;
    }
    if (m_fault->m_head.contains("Connection: close")) {
        m_socket->disconnectFromHost();
        return;
    }
    m_fault.reset();
    m_requestNumber = -1;
    m_hasHead = false;
    m_isPlaying = false;
    if (!m_buffer.isEmpty())
        read();
}

void FaultConnection::after(Fault::Milliseconds delay, void (FaultConnection::*next)())
{
    if (delay.count() == 0)
        (this->*next)();
    else
        QTimer::singleShot(delay, this, [this, next] { (this->*next)(); });
}

} // namespace hubdeck
