// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/instancelist.h"

#include <QVariantMap>

namespace hubdeck {

/// A query as it is kept between two runs of the program, and back. What cannot be read is left at
/// its default; a query that could not be sent becomes `fallback`.
[[nodiscard]] QVariantMap toState(const ListQuery &query);
[[nodiscard]] ListQuery fromState(const QVariantMap &state, const ListQuery &fallback);

} // namespace hubdeck
