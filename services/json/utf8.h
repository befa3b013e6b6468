// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace hubdeck::json {

/// The length of the well-formed UTF-8 sequence at `p` (RFC 3629: no overlong forms, no
/// surrogates); 0 where there is none. `p` < `end`.
[[nodiscard]] inline int utf8Length(const char *p, const char *end) noexcept
{
    const auto at = [p](int i) { return static_cast<unsigned char>(p[i]); };
    const auto tail = [&](int i) { return end - p > i && (at(i) & 0xC0U) == 0x80U; };
    const unsigned lead = at(0);
    if (lead < 0x80) {
        return 1;
    }
    if (lead < 0xC2 || lead > 0xF4 || !tail(1)) {
        return 0;
    }
    if (lead < 0xE0) {
        return 2;
    }
    const unsigned second = at(1);
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F)
        || (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F) || !tail(2)) {
        return 0;
    }
    return lead < 0xF0 ? 3 : (tail(3) ? 4 : 0);
}

/// `c` must be a code point, surrogates are not looked for.
inline void appendUtf8(QByteArray &out, char32_t c)
{
    const auto byte = [&out](char32_t value) { out.append(static_cast<char>(value)); };
    if (c < 0x80) {
        byte(c);
        return;
    }
    if (c < 0x800) {
        byte(0xC0 | (c >> 6));
    } else {
        if (c < 0x10000) {
            byte(0xE0 | (c >> 12));
        } else {
            byte(0xF0 | (c >> 18));
            byte(0x80 | ((c >> 12) & 0x3F));
        }
        byte(0x80 | ((c >> 6) & 0x3F));
    }
    byte(0x80 | (c & 0x3F));
}

} // namespace hubdeck::json
