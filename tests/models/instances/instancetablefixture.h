// SPDX-License-Identifier: MIT
#pragma once

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/instances/instancetablemodel.h"
#include "models/roles.h"

namespace hubdeck::test {

inline constexpr Instant now(Instant::Ticks(17'952'000'000'000'000));

/// A list with a clock that stands still at `now`, in UTC.
struct InstanceTableFixture
{
    PendingActions pending;
    TimeDisplay time;
    InstanceTableModel model { pending, time };

    InstanceTableFixture()
    {
        time.setUtc(true);
        model.setClock([] { return now; });
        model.setTimeNote(QStringLiteral("Whole seconds.")); // as over HTTP
    }

    [[nodiscard]] QStringList ids() const
    {
        QStringList result;
        for (int row = 0; row < model.rowCount(); ++row) {
            result.append(model.index(row, 0).data(IdRole).toString());
        }
        return result;
    }

    [[nodiscard]] QString text(int row, int column, int role = Qt::DisplayRole) const
    {
        return model.index(row, column).data(role).toString();
    }
};

} // namespace hubdeck::test
