// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhuberror.h"

#include <QByteArrayView>

namespace hubdeck::azurestorage {

/// A Malformed error: the storage service's answer is no `what` (`a list of queues`). The answer's
/// beginning goes behind *Details*, without secrets, after `reason`.
[[nodiscard]] TaskHubError unreadableAnswer(const QString &what, const QString &reason,
                                            QByteArrayView body);

/// Throws Malformed when a listing's next marker is the one it was asked with: it would never end.
void refuseRepeatedMarker(const QString &asked, const QString &next);

} // namespace hubdeck::azurestorage
