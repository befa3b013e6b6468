// SPDX-License-Identifier: MIT
#include "services/sandbox/seeds.h"

namespace hubdeck::sandbox {

void liveThroughPast(Engine &, ManualClock &clock, Instant now, int)
{
    clock.set(now);
}

} // namespace hubdeck::sandbox
