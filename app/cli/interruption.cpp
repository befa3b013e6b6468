// SPDX-License-Identifier: MIT
#include "app/cli/interruption.h"

#include <array>
#include <atomic>
#include <csignal>
#include <unistd.h>

namespace hubdeck::cli {

namespace {

// A signal handler may only write to a descriptor; a thread turns that into the stop token.
std::atomic<int> writeEnd { -1 };

void handleSignal(int signal)
{
    const char byte = 's';
    [[maybe_unused]] const auto written = ::write(writeEnd.load(), &byte, 1);
    std::signal(signal, SIG_DFL);
}

} // namespace

Interruption::Interruption()
{
    std::array<int, 2> ends {};
    if (::pipe(ends.data()) != 0) {
        return;
    }
    m_readEnd = ends[0];
    writeEnd.store(ends[1]);
    m_watcher = std::jthread([this] {
        char byte = 0;
        if (::read(m_readEnd, &byte, 1) == 1 && byte == 's') {
            m_stop.request_stop();
        }
    });
    std::signal(SIGINT, handleSignal);
    std::signal(SIGTERM, handleSignal);
    // A closed pipe is reported by write(), with words.
    std::signal(SIGPIPE, SIG_IGN);
}

Interruption::~Interruption()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    const char end = 'e';
    [[maybe_unused]] const auto written = ::write(writeEnd.load(), &end, 1);
    if (m_watcher.joinable()) {
        m_watcher.join();
    }
    ::close(m_readEnd);
    ::close(writeEnd.exchange(-1));
}

} // namespace hubdeck::cli
