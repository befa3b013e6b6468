// SPDX-License-Identifier: MIT
#pragma once

#include "services/json/jsonstring.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace hubdeck::json {

enum class ValueKind { Object, Array, String, Number, True, False, Null, Other };

/// A value found in a text: where it stands and what it begins like. `Other` is what is no JSON (undefined, NaN, new Date(1) …).
struct Value
{
    qsizetype offset = 0;
    qsizetype length = 0;
    ValueKind kind = ValueKind::Other;

    [[nodiscard]] QByteArrayView in(QByteArrayView text) const noexcept { return text.sliced(offset, length); }
    friend bool operator==(const Value &, const Value &) = default;
};

/// Tolerant forward scanner over bytes: finds values without decoding or judging them, so that a document with `undefined`, `NaN`,
/// `new Date(1)`, comments, invalid UTF-8 or a cut-off end still gives everything that is whole (architecture.md, JSON; L9).
/// Never reads outside the text, never recurses (any depth). Plain functions, any thread.

/// The value that starts at or after `from` (white space and comments skipped); nullopt at the end of the text or where a closing
/// bracket or comma stands instead. An unterminated value reaches to the end of the text.
[[nodiscard]] std::optional<Value> scanValue(QByteArrayView text, qsizetype from = 0) noexcept;

/// Steps through the members of an object: `for (ObjectScanner s(text); s.next();) use(s.key(), s.value());`
class ObjectScanner
{
public:
    /// `text` must outlive the scanner; `object` is the slice of an object in it.
    ObjectScanner(QByteArrayView text, Value object) noexcept;
    /// The first value of `text`, if it is an object; otherwise it has no members.
    explicit ObjectScanner(QByteArrayView text) noexcept;

    /// Goes to the next member; false when there is none. Duplicate keys come as often as they stand there.
    [[nodiscard]] bool next();
    [[nodiscard]] QByteArrayView rawKey() const noexcept; // between the quotes, escapes kept
    [[nodiscard]] QByteArray key() const; // decoded
    [[nodiscard]] Value value() const noexcept { return m_value; } // offsets in `text`
    [[nodiscard]] QByteArrayView valueText() const noexcept { return m_value.in(m_text); }
    /// True once the closing bracket was seen: the object was whole.
    [[nodiscard]] bool isComplete() const noexcept { return m_complete; }

private:
    QByteArrayView m_text;
    qsizetype m_pos = 0;
    qsizetype m_end = 0;
    Value m_key;
    Value m_value;
    bool m_complete = false;
};

/// Steps through the elements of an array, as ObjectScanner does through members.
class ArrayScanner
{
public:
    ArrayScanner(QByteArrayView text, Value array) noexcept;
    explicit ArrayScanner(QByteArrayView text) noexcept;

    [[nodiscard]] bool next();
    [[nodiscard]] Value value() const noexcept { return m_value; }
    [[nodiscard]] QByteArrayView valueText() const noexcept { return m_value.in(m_text); }
    [[nodiscard]] bool isComplete() const noexcept { return m_complete; }

private:
    QByteArrayView m_text;
    qsizetype m_pos = 0;
    qsizetype m_end = 0;
    Value m_value;
    bool m_complete = false;
};

/// The text of the member `key` (last one wins) of the object that `document` begins with; empty when there is none.
[[nodiscard]] QByteArrayView member(QByteArrayView document, QByteArrayView key);

} // namespace hubdeck::json
