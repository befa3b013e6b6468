// SPDX-License-Identifier: MIT
#include "app/cli/interruption.h"

#include <csignal>
#include <unistd.h>

namespace hubdeck::cli {

Interruption::Interruption()
    : m_signals({ SIGINT, SIGTERM })
{
    if (m_signals.readEnd() < 0) {
        return;
    }
    m_watcher = std::jthread([this] {
        char byte = 0;
        if (::read(m_signals.readEnd(), &byte, 1) == 1 && byte == SignalPipe::signalled) {
            m_stop.request_stop();
        }
    });
    // A closed pipe is reported by write(), with words.
    std::signal(SIGPIPE, SIG_IGN);
}

Interruption::~Interruption()
{
    m_signals.restore();
    m_signals.write('e');
    if (m_watcher.joinable()) {
        m_watcher.join();
    }
}

} // namespace hubdeck::cli
