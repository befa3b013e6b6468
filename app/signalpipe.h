// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

namespace hubdeck {

/// Turns signals into bytes on a pipe while it lives; the second signal of a kind does what it does
/// without this. A handler may do no more than write to a descriptor. One object at a time.
class SignalPipe
{
public:
    /// What is read for each signal.
    static constexpr char signalled = 's';

    explicit SignalPipe(const std::vector<int> &handled);
    ~SignalPipe();
    SignalPipe(const SignalPipe &) = delete;
    SignalPipe &operator=(const SignalPipe &) = delete;

    /// -1 where no pipe could be made: the signals are left as they were.
    [[nodiscard]] int readEnd() const noexcept { return m_readEnd; }

    /// Wakes who reads, with a byte of one's own.
    void write(char byte) const noexcept;
    /// Gives the signals their own effect again, as the destructor does.
    void restore() const noexcept;

private:
    std::vector<int> m_signals;
    int m_readEnd = -1;
};

} // namespace hubdeck
