// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/actions.h"
#include "services/taskhub/query.h"

namespace hubdeck {

// What must not leave for the HTTP API. Each throws TaskHubError InvalidInput (the values are
// wrong) or Unsupported (this API cannot address it) with the reason and the way out; they return
// when the request may be sent.

/// Throws InvalidInput with `problem` unless it is empty.
void refuseIf(const QString &problem);
/// An id that is empty, `.`, `..` or holds `/` (durable-http-api.md L5, §5.9).
void refuseUnreachable(const InstanceId &id);
void refuseStart(const StartRequest &request);
/// Also what would harm an entity (L6) or another instance.
void refuseAction(const InstanceId &id, const InstanceAction &action);
/// Also a filter whose time range nobody set.
void refusePurge(const PurgeFilter &filter);
void refuseEntityQuery(const EntityQuery &query);
void refuseEntityRead(const EntityId &id);
/// A name or key that cannot be sent in an entity route (§6.3).
void refuseEntityKey(const EntityId &id);
void refuseSignal(const EntityId &id, const EntitySignal &signal);

} // namespace hubdeck
