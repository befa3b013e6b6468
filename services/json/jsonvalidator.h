// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace hubdeck::json {

/// Where and why a text is no JSON. Line and column count from 1, columns in characters.
struct Problem
{
    qsizetype offset = 0; // byte
    int line = 1;
    int column = 1;
    QString message; // for people, without the position

    /// `line 2, column 7: …`
    [[nodiscard]] QString describe() const;
    friend bool operator==(const Problem &, const Problem &) = default;
};

/// Checks that `text` is exactly one JSON value (RFC 8259, white space around it allowed); nullopt when it is. Valid texts that
/// nlohmann_json refuses (numbers beyond double) pass: only the grammar is checked. Lone surrogates escapes pass as well.
[[nodiscard]] std::optional<Problem> validate(QByteArrayView text);

} // namespace hubdeck::json
