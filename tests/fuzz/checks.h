// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace hubdeck::fuzz {

/// What must hold for any bytes whatsoever. Each check gives an empty text when it does, otherwise
/// what is wrong. The smoke test runs them on mutated recordings, the libFuzzer targets on whatever
/// they find.
[[nodiscard]] QByteArray checkScanner(const QByteArray &text);
[[nodiscard]] QByteArray checkStrings(const QByteArray &text);
[[nodiscard]] QByteArray checkFormatter(const QByteArray &text);
[[nodiscard]] QByteArray checkValidator(const QByteArray &text);
[[nodiscard]] QByteArray checkLineIndex(const QByteArray &text);
/// Times, reasons, failures, joined histories, addresses: what else reads bytes from outside.
[[nodiscard]] QByteArray checkTaskHubTexts(const QByteArray &text);

} // namespace hubdeck::fuzz
