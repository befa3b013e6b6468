// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instant.h"

#include <atomic>

namespace hubdeck::sandbox {

/// Where the engine gets the time from. Thread-safe.
class Clock
{
public:
    Clock() = default;
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;

private:
    Q_DISABLE_COPY_MOVE(Clock)
};

class SystemClock : public Clock
{
public:
    [[nodiscard]] Instant now() const override;
};

/// Stands still until it is set: for tests, and for the past that seeds live through.
class ManualClock : public Clock
{
public:
    explicit ManualClock(Instant start)
        : m_ticks(start.ticks())
    { }

    [[nodiscard]] Instant now() const override { return Instant(Instant::Ticks(m_ticks.load())); }

    void set(Instant time) { m_ticks.store(time.ticks()); }

private:
    std::atomic<qint64> m_ticks;
};

} // namespace hubdeck::sandbox
