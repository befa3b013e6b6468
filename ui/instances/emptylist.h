// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <optional>

namespace hubdeck {

class EmptyState;
class InstanceList;

/// What a person can do about a list without rows.
struct EmptyListOffers
{
    std::function<void()> clearNarrow;
    std::function<void()> clearFilters;
    std::function<void()> showChildren;
    std::function<void()> lookAgain;
    /// The creation time to ask for; none for all.
    std::function<void(std::optional<std::chrono::seconds>)> askFor;
};

/// Says why a list shows nothing and offers what helps (ui.md, States).
void describeEmptyList(EmptyState &place, const InstanceList &list, const EmptyListOffers &offers);

} // namespace hubdeck
