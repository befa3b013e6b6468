// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>

namespace hubdeck::cli {

/// The completion script for bash, zsh or fish, made from the table of verbs; nullopt for another
/// shell.
[[nodiscard]] std::optional<QString> completionScript(const QString &shell);

} // namespace hubdeck::cli
