// SPDX-License-Identifier: MIT
#include "app/termination.h"

#include <csignal>
#include <unistd.h>

namespace hubdeck {

Termination::Termination(QObject *parent)
    : QObject(parent)
    , m_signals({ SIGTERM, SIGINT, SIGHUP })
{
    if (m_signals.readEnd() < 0) {
        return; // the signals end the program as they do without this
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_signals.readEnd(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(m_signals.readEnd(), &byte, 1) == 1) {
            emit asked();
        }
    });
}

Termination::~Termination() = default;

} // namespace hubdeck
