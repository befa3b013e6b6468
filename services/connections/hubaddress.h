// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/secret.h"
#include "services/taskhub/identifiers.h"

#include <QUrl>

namespace hubdeck {

/// How to reach a hub over HTTP (command-line.md, Which hub).
struct HubAddress
{
    QUrl base; // …/runtime/webhooks/durabletask, without a slash at its end, without query
    TaskHubName taskHub; // sent as taskHub; empty: the app's own hub
    QString appConnection; // sent as connection; empty: the app's default
    Secret key; // sent as x-functions-key; empty: none (Core Tools)
    bool allowInsecureHttp = false; // the person agreed to plain http to another host

    /// `contoso.azurewebsites.net`, `localhost:7071 · OrdersHub`: for titles and lists.
    [[nodiscard]] QString displayName() const;
    friend bool operator==(const HubAddress &, const HubAddress &) = default;
};

/// Reads what a person pastes: a bare origin (gets /runtime/webhooks/durabletask; `https://` when no scheme is typed, `http://` for a
/// loopback host), a full base path, or a management link, which is cut at /instances, /orchestrators or /entities and whose code,
/// taskHub and connection are taken over. Throws TaskHubError InvalidInput naming what is wrong.
[[nodiscard]] HubAddress parseHubAddress(const QString &text);

} // namespace hubdeck
