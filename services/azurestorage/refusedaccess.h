// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storageerrors.h"

namespace hubdeck::azurestorage {

struct AccessRefusal
{
    ErrorKind kind = ErrorKind::Forbidden;
    QString words; // cause and way out
};

/// Why the service did not let a request in: wrong key, clocks apart, keys switched off, a SAS or
/// role without the permission, an expired SAS or token, the firewall. nullopt when the answer is
/// about something else. Pure.
[[nodiscard]] std::optional<AccessRefusal> refusedAccess(const StorageErrorContext &context,
                                                         const HttpHead &head, const QString &code,
                                                         const ErrorDocument &document);

} // namespace hubdeck::azurestorage
