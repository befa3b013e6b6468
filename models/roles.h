// SPDX-License-Identifier: MIT
#pragma once

#include <Qt>

namespace hubdeck {

/// Item-model roles shared by all models of Hubdeck.
enum ModelRole : int {
    SortRole = Qt::UserRole, // the raw value to sort by
    IdRole, // the full id as QString
    StatusRole, // RuntimeStatus::Kind as int
    PendingRole, // text of the pending action, empty when none
    FullTextRole, // the whole text of a cell that is shown cut
    WhyNotRole, // of a header: why nothing is ever in its column; empty where it is filled
};

} // namespace hubdeck
