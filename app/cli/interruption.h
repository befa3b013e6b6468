// SPDX-License-Identifier: MIT
#pragma once

#include "app/signalpipe.h"

#include <stop_token>
#include <thread>

namespace hubdeck::cli {

/// Turns SIGINT and SIGTERM into a stop token while it lives; a second signal ends the program at
/// once. One per process.
class Interruption
{
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

    [[nodiscard]] std::stop_token token() const noexcept { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    SignalPipe m_signals;
    std::jthread m_watcher;
};

} // namespace hubdeck::cli
