// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

#include <stop_token>

namespace hubdeck::cli {

class Console;

/// Runs hubdeckctl: parses, connects, runs the verb, and turns every error into one line on stderr
/// and an exit status (command-line.md). Needs a QCoreApplication.
[[nodiscard]] int runProgram(const QStringList &arguments, Console &console, std::stop_token stop);

} // namespace hubdeck::cli
