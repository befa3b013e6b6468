// SPDX-License-Identifier: MIT
#include "services/sandbox/clock.h"

namespace hubdeck::sandbox {

Instant SystemClock::now() const
{
    return Instant(std::chrono::duration_cast<Instant::Ticks>(
        std::chrono::system_clock::now().time_since_epoch()));
}

} // namespace hubdeck::sandbox
