// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/history.h"

#include <QStringList>

namespace hubdeck {

/// The event names that an instance's custom status and history mention, best first: those it says
/// it waits for, then those it has received. For the field of the dialog; nothing is invented.
[[nodiscard]] QStringList eventNamesMentioned(const History &history);

} // namespace hubdeck
