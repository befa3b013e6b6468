// SPDX-License-Identifier: MIT
#pragma once

#include "services/connections/hubaddress.h"

#include <QSet>
#include <QString>

namespace hubdeck {

/// Which hub names have answered on which app, kept in a small file that the window and the command
/// line share. Naming an unknown hub makes the server create it (durable-http-api.md L3), so a name
/// that never answered is asked about first. Not thread-safe.
class KnownHubs
{
public:
    /// `file` is an INI file; empty: the user's own, `hubdeck/known-hubs.ini` in the configuration folder.
    explicit KnownHubs(QString file = {});

    /// True when the address names no hub (the app's own) or one that answered before.
    [[nodiscard]] bool isKnown(const HubAddress &address) const;
    /// Cheap when it is told again: the views of a hub tell each answer.
    void remember(const HubAddress &address);

private:
    QString m_file;
    QSet<QString> m_remembered; // by this object
};

} // namespace hubdeck
