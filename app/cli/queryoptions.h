// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/query.h"

#include <chrono>

namespace hubdeck::cli {

class CommandLine;

/// The filters of `instances`, `export` and `purge`. Throws UsageError for unknown statuses,
/// unreadable times, options that exclude each other.
[[nodiscard]] InstanceQuery queryFrom(const CommandLine &line);

/// --top N, --all (-1), otherwise `standard`.
[[nodiscard]] qint64 limitFrom(const CommandLine &line, qint64 standard);

/// --timeout S; `standard` seconds without it; 0 stands for years.
[[nodiscard]] std::chrono::milliseconds timeoutFrom(const CommandLine &line, int standard);

} // namespace hubdeck::cli
