// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringView>

namespace hubdeck {

/// What the hub's JSON library (Newtonsoft.Json) reads at the beginning of a stored text and sends
/// in its place (durable-http-api.md §4). It is far laxer than JSON: single quotes, bare names,
/// comments, octal and hexadecimal numbers.
struct StoredValue
{
    enum class Kind {
        None, // the text does not begin with a value: it is sent as a string
        Json, // `text` is sent, what follows is dropped
        Invalid, // what is sent is no JSON
    };
    Kind kind = Kind::None;
    QString text;
};

/// Reads the value at the beginning of `text`, which is trimmed already. Doubtful cases count as
/// Invalid.
[[nodiscard]] StoredValue readStoredValue(QStringView text);

} // namespace hubdeck
