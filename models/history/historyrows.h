// SPDX-License-Identifier: MIT
#pragma once

#include "models/history/childhistories.h"

namespace hubdeck {

/// A row of the history table: an event of the instance or of an expanded sub-orchestration, or
/// words where a sub-orchestration has no events.
struct HistoryRow
{
    HistoryEvents events; // the history that the row's event is from
    size_t event = 0;
    int depth = 0;
    QString note; // instead of an event
    std::optional<InstanceId> child; // what the row expands to
    bool expanded = false;
    mutable std::optional<QString> contents; // read out when first drawn

    [[nodiscard]] bool isNote() const noexcept { return !note.isEmpty(); }

    [[nodiscard]] const HistoryEvent &what() const { return (*events)[event]; }

    /// The same event or words at the same depth, expanded or not.
    [[nodiscard]] bool isSame(const HistoryRow &other) const;
};

/// The rows of a history in their order, with what is expanded below its event. With a filter, only
/// events that match it and those whose sub-orchestrations hold one that does. `children` may be
/// null.
[[nodiscard]] std::vector<HistoryRow>
historyRows(const HistoryEvents &events, const ChildHistories *children, const QString &filter);

} // namespace hubdeck
