// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/instancefilter.h"

#include <array>

namespace hubdeck {

class InstanceList;

/// How many instances were created when, by status: bars of equal length in time.
struct Histogram
{
    struct Bar
    {
        std::array<quint32, 9> byKind {}; // by RuntimeStatus::Kind
        quint32 total = 0;

        [[nodiscard]] quint32 of(RuntimeStatus::Kind kind) const noexcept
        {
            return byKind[static_cast<size_t>(kind)];
        }

        friend bool operator==(const Bar &, const Bar &) = default;
    };

    Instant from; // inclusive
    Instant to; // inclusive
    std::vector<Bar> bars; // empty when there is nothing to count

    [[nodiscard]] quint32 highest() const noexcept;
    /// When bar `index` begins; for bars.size() the end of the last one.
    [[nodiscard]] Instant beginOf(size_t index) const noexcept;
    friend bool operator==(const Histogram &, const Histogram &) = default;
};

/// The rows of a list over the time that was asked for, as its filters show them but for a creation
/// time that is narrower than what was loaded: `bars` bars. Rows without a creation time are left
/// out. Takes some ten milliseconds for a million rows.
[[nodiscard]] Histogram histogramOf(const InstanceList &list, size_t bars, Instant now);

} // namespace hubdeck
