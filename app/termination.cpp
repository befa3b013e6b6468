// SPDX-License-Identifier: MIT
#include "app/termination.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <csignal>
#include <unistd.h>

namespace hubdeck {

namespace {

constexpr std::array handled { SIGTERM, SIGINT, SIGHUP };

// A signal handler may only write to a descriptor; the event loop does the rest.
std::atomic<int> writeEnd { -1 };

void handleSignal(int signal)
{
    const char byte = 's';
    [[maybe_unused]] const auto written = ::write(writeEnd.load(), &byte, 1);
    std::signal(signal, SIG_DFL);
}

} // namespace

Termination::Termination(QObject *parent)
    : QObject(parent)
{
    std::array<int, 2> ends {};
    if (::pipe(ends.data()) != 0) {
        return; // the signals end the program as they do without this
    }
    m_readEnd = ends[0];
    writeEnd.store(ends[1]);
    auto *notifier = new QSocketNotifier(m_readEnd, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(m_readEnd, &byte, 1) == 1) {
            emit asked();
        }
    });
    for (const int signal : handled) {
        std::signal(signal, handleSignal);
    }
}

Termination::~Termination()
{
    if (m_readEnd < 0) {
        return;
    }
    for (const int signal : handled) {
        std::signal(signal, SIG_DFL);
    }
    delete findChild<QSocketNotifier *>(); // before what it watches is closed
    ::close(m_readEnd);
    ::close(writeEnd.exchange(-1));
}

} // namespace hubdeck
