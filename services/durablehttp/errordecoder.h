// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/httpclient.h"
#include "services/taskhub/taskhuberror.h"

namespace hubdeck {

/// The operations of the HTTP API (durable-http-api.md §1, R1 to R15): what an error status means
/// depends on them.
enum class Route {
    ListInstances,
    Instance,
    History,
    Start,
    Terminate,
    Suspend,
    Resume,
    Rewind,
    RaiseEvent,
    Restart,
    PurgeOne,
    PurgeFilter,
    ListEntities,
    EntityState,
    SignalEntity,
    DeleteEntity,
};

/// True for the routes that only read: those may be sent again.
[[nodiscard]] bool isRead(Route route) noexcept;

/// What was asked, as far as messages need it.
struct RequestContext
{
    Route route = Route::ListInstances;
    QString subject; // the instance, function or entity
    bool keySent = false;
    QString appConnection;
};

/// Turns an answer that is no success into an error with its cause and way out (architecture.md,
/// Errors; durable-http-api.md §3.1, §9). Never throws; secrets in the body do not get into it.
[[nodiscard]] TaskHubError decodeError(const RequestContext &context, const HttpHead &head,
                                       QByteArrayView body);

} // namespace hubdeck
