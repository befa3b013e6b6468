// SPDX-License-Identifier: MIT
#include "models/instances/textsearch.h"

#include <algorithm>
#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace hubdeck {

namespace {

constexpr char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

constexpr char upper(char c) noexcept
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

bool equalsFolded(const char *text, QByteArrayView folded) noexcept
{
    return std::equal(folded.begin(), folded.end(), text,
                      [](char a, char b) { return a == lower(b); });
}

bool isAsciiOnly(QByteArrayView text) noexcept
{
    return std::ranges::none_of(text, [](char c) { return static_cast<signed char>(c) < 0; });
}

} // namespace

TextSearch::TextSearch(const QString &needle)
    : m_text(needle)
    , m_folded(needle.toLower().toUtf8())
    , m_ascii(isAsciiOnly(needle.toUtf8()))
{ }

bool TextSearch::matches(QByteArrayView text) const
{
    if (m_ascii) {
        return m_folded.isEmpty() || find(text) >= 0;
    }
    return !isAsciiOnly(text) && QString::fromUtf8(text).contains(m_text, Qt::CaseInsensitive);
}

qsizetype TextSearch::find(QByteArrayView text, qsizetype from) const noexcept
{
    const QByteArrayView folded(m_folded);
    const qsizetype last = text.size() - folded.size(); // the last place where it can begin
    const char *const data = text.data();
    qsizetype i = from;
#if defined(__SSE2__)
    const __m128i firstLower = _mm_set1_epi8(folded.front());
    const __m128i firstUpper = _mm_set1_epi8(upper(folded.front()));
    const __m128i lastLower = _mm_set1_epi8(folded.back());
    const __m128i lastUpper = _mm_set1_epi8(upper(folded.back()));
    const auto load = [data](qsizetype at) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i *>(data + at));
    };
    for (; i + 16 <= last + 1; i += 16) {
        const __m128i head = load(i);
        const __m128i tail = load(i + folded.size() - 1);
        const __m128i headHit
            = _mm_or_si128(_mm_cmpeq_epi8(head, firstLower), _mm_cmpeq_epi8(head, firstUpper));
        const __m128i tailHit
            = _mm_or_si128(_mm_cmpeq_epi8(tail, lastLower), _mm_cmpeq_epi8(tail, lastUpper));
        auto hits = static_cast<quint32>(_mm_movemask_epi8(_mm_and_si128(headHit, tailHit)));
        for (; hits != 0; hits &= hits - 1) {
            const qsizetype at = i + std::countr_zero(hits);
            if (equalsFolded(data + at, folded)) {
                return at;
            }
        }
    }
#endif
    for (; i <= last; ++i) {
        if (lower(data[i]) == folded.front() && equalsFolded(data + i, folded)) {
            return i;
        }
    }
    return -1;
}

} // namespace hubdeck
