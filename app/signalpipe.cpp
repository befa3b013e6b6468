// SPDX-License-Identifier: MIT
#include "app/signalpipe.h"

#include <array>
#include <atomic>
#include <csignal>
#include <unistd.h>

namespace hubdeck {

namespace {

std::atomic<int> writeEnd { -1 };

void put(char byte) noexcept
{
    [[maybe_unused]] const auto written = ::write(writeEnd.load(), &byte, 1);
}

void handleSignal(int signal)
{
    put(SignalPipe::signalled);
    std::signal(signal, SIG_DFL);
}

} // namespace

SignalPipe::SignalPipe(const std::vector<int> &handled)
{
    std::array<int, 2> ends {};
    if (::pipe(ends.data()) != 0) {
        return;
    }
    m_readEnd = ends[0];
    writeEnd.store(ends[1]);
    m_signals = handled;
    for (const int signal : m_signals) {
        std::signal(signal, handleSignal);
    }
}

SignalPipe::~SignalPipe()
{
    restore();
    if (m_readEnd >= 0) {
        ::close(m_readEnd);
        ::close(writeEnd.exchange(-1));
    }
}

void SignalPipe::write(char byte) const noexcept
{
    put(byte);
}

void SignalPipe::restore() const noexcept
{
    for (const int signal : m_signals) {
        std::signal(signal, SIG_DFL);
    }
}

} // namespace hubdeck
