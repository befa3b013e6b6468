// SPDX-License-Identifier: MIT
#pragma once

#include "app/signalpipe.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace hubdeck {

/// Tells in the event loop that the system or a terminal wants the program to end (SIGTERM, SIGINT,
/// SIGHUP). The second time the signal ends it, whatever it does. One object at a time.
class Termination : public QObject
{
    Q_OBJECT

public:
    explicit Termination(QObject *parent = nullptr);
    ~Termination() override;

signals:
    void asked();

private:
    Q_DISABLE_COPY_MOVE(Termination)
    SignalPipe m_signals;
    std::unique_ptr<QSocketNotifier> m_notifier; // goes before what it watches is closed
};

} // namespace hubdeck
