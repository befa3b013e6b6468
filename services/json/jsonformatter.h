// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <stop_token>

namespace hubdeck::json {

/// Re-indents by two blanks per level, one member or element a line, without changing a token: digits, escapes, key order and
/// duplicates stay. Empty containers stay on one line. Text that is no JSON comes back as it is. Linear; stops early (with what is
/// done) when `stop` is set.
[[nodiscard]] QByteArray formatted(QByteArrayView text, std::stop_token stop = {});

/// Drops white space between tokens, changes nothing else.
[[nodiscard]] QByteArray compacted(QByteArrayView text);

} // namespace hubdeck::json
