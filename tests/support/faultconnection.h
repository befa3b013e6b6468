// SPDX-License-Identifier: MIT
#pragma once

#include "faultserver.h"

#include <QAbstractSocket>
#include <QObject>

#include <optional>

namespace hubdeck {

/// What a connection tells and asks its server. Called in the server's thread.
struct FaultConnectionHooks
{
    std::function<int(const FaultRequest &)> arrived; // gives the request's number
    std::function<Fault(const FaultRequest &)> choose; // the headers have come
    std::function<void(int number, const FaultRequest &)> completed;
};

/// One connection of FaultServer: reads requests one after the other and plays a Fault for each.
/// Lives in the server's thread, owns its socket, deletes itself when that is disconnected.
class FaultConnection final : public QObject
{
public:
    FaultConnection(QAbstractSocket *socket, int number, FaultConnectionHooks hooks,
                    QObject *parent);

    /// Ends what this side sends; the connection is gone when the client has closed it too.
    void close();

private:
    void read();
    bool readHead();
    bool readBody();
    bool readChunks();
    void play();
    void sendHead();
    void sendBody();
    void sendBlanks();
    void end();
    void after(Fault::Milliseconds delay, void (FaultConnection::*next)());

    QAbstractSocket *m_socket;
    FaultConnectionHooks m_hooks;
    QByteArray m_buffer;
    FaultRequest m_request;
    int m_number = 0;
    int m_requestNumber = -1;
    bool m_hasHead = false;
    std::optional<Fault> m_fault;
    qsizetype m_sent = 0;
    qint64 m_blanksLeft = 0;
    bool m_isPlaying = false;
    bool m_isClosed = false;
};

} // namespace hubdeck
