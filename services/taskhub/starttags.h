// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace hubdeck {

/// The tags of a new orchestration: names and values in the order given
/// (azure-storage-task-hub.md §2.2).
using StartTags = std::vector<std::pair<QString, QString>>;

/// Tags as people write them.
struct ReadTags
{
    StartTags tags;
    QString problem; // why they cannot be sent, in words; empty when they can

    friend bool operator==(const ReadTags &, const ReadTags &) = default;
};

/// Reads one `name=value` of each text; the value may be empty or hold more `=`. Pure.
[[nodiscard]] ReadTags readTags(const QStringList &texts);
/// Why tags cannot be sent (no name, a name given twice or with a meaning of its own); empty when
/// they can.
[[nodiscard]] QString problemWithTags(const StartTags &tags);

} // namespace hubdeck
