// SPDX-License-Identifier: MIT
#include "services/azurestorage/storagevalues.h"

#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

LeaseState leaseStateFromText(QStringView text) noexcept
{
    static constexpr std::array<std::pair<QLatin1StringView, LeaseState>, 5> words { {
        { "available"_L1, LeaseState::Available },
        { "leased"_L1, LeaseState::Leased },
        { "expired"_L1, LeaseState::Expired },
        { "breaking"_L1, LeaseState::Breaking },
        { "broken"_L1, LeaseState::Broken },
    } };
    for (const auto &[word, state] : words) {
        if (text.compare(word, Qt::CaseInsensitive) == 0) {
            return state;
        }
    }
    return LeaseState::Unknown;
}

} // namespace hubdeck::azurestorage
