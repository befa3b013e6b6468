// SPDX-License-Identifier: MIT
#pragma once

#include "services/sandbox/engine.h"

namespace hubdeck::sandbox {

/// What was down in the four weeks before `now`; the activities of the demo shop look it up while
/// the past is lived through.
[[nodiscard]] Incidents pastIncidents(Instant now);

/// Lets `engine` live through the four weeks before `now`: starts, events, failures and operators'
/// actions of a shop, so that about `count` instances with true histories stand there, some of them
/// still running. The same for the same `now` and `count` (when the engine has a seed). `clock` is
/// the one the engine uses; it ends at `now`.
void liveThroughPast(Engine &engine, ManualClock &clock, Instant now, int count);

} // namespace hubdeck::sandbox
