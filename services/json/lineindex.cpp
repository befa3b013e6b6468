// SPDX-License-Identifier: MIT
#include "services/json/lineindex.h"

#include "services/json/jsonformatter.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace hubdeck::json {

namespace {

constexpr qsizetype largestText = std::numeric_limits<quint32>::max();

// Never longer than a UTF-8 sequence, so that bytes that are no UTF-8 cannot push the break to the
// line's beginning.
qsizetype backToBoundary(const char *data, qsizetype pos) noexcept
{
    constexpr int mostTailBytes = 3;
    for (int i = 0; i <= mostTailBytes; ++i) {
        if ((static_cast<unsigned char>(data[pos - i]) & 0xC0U) != 0x80U) {
            return pos - i;
        }
    }
    return pos;
}

char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

char upper(char c) noexcept
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c;
}

bool equalAt(const char *text, QByteArrayView needle, bool caseSensitive) noexcept
{
    if (caseSensitive) {
        return std::memcmp(text, needle.data(), static_cast<size_t>(needle.size())) == 0;
    }
    for (qsizetype i = 0; i < needle.size(); ++i) {
        if (lower(text[i]) != lower(needle[i])) {
            return false;
        }
    }
    return true;
}

/// Where a byte stands next, in either direction; remembers it until it is passed, so that a byte
/// that is rare or absent is looked for once only.
class NextByte
{
public:
    NextByte(const char *data, char byte, bool backwards) noexcept
        : m_data(data)
        , m_byte(byte)
        , m_backwards(backwards)
    { }

    /// Within [first, last], the nearest to `first` (backwards: to `last`); -1: none.
    [[nodiscard]] qsizetype within(qsizetype first, qsizetype last) noexcept
    {
        if (m_found >= first && m_found <= last) {
            return m_found;
        }
        if (m_found == none || first > last) {
            return none;
        }
        const auto length = static_cast<size_t>(last - first + 1);
        const void *at = m_backwards ? memrchr(m_data + first, m_byte, length)
                                     : std::memchr(m_data + first, m_byte, length);
        m_found = at == nullptr ? none : static_cast<const char *>(at) - m_data;
        return m_found;
    }

private:
    static constexpr qsizetype none = -1;
    const char *m_data;
    char m_byte;
    bool m_backwards;
    qsizetype m_found = -2; // not looked for yet
};

} // namespace

LineIndex LineIndex::ofText(QByteArray text, qsizetype maxLineBytes, std::stop_token stop)
{
    constexpr unsigned linesBetweenLooks = 65'536;
    LineIndex index;
    text.truncate(std::min(text.size(), largestText));
    index.m_text = std::move(text);
    const char *const data = index.m_text.constData();
    const qsizetype size = index.m_text.size();
    const qsizetype limit = maxLineBytes > 0 ? std::max<qsizetype>(maxLineBytes, 4) : size;
    index.m_starts.reserve(static_cast<size_t>(size / 32 + 1));
    qsizetype start = 0;
    do {
        const void *lf = size == start
            ? nullptr
            : std::memchr(data + start, '\n', static_cast<size_t>(size - start));
        const qsizetype end = lf == nullptr ? size : static_cast<const char *>(lf) - data;
        const qsizetype content
            = lf != nullptr && end > start && data[end - 1] == '\r' ? end - 1 : end;
        while (content - start > limit) {
            const qsizetype next = backToBoundary(data, start + limit);
            index.m_starts.push_back(static_cast<quint32>(start));
            index.m_widest = std::max(index.m_widest, next - start);
            start = next;
        }
        index.m_starts.push_back(static_cast<quint32>(start));
        index.m_widest = std::max(index.m_widest, content - start);
        start = lf == nullptr ? size : end + 1;
        if (index.m_starts.size() % linesBetweenLooks == 0 && stop.stop_requested()) {
            index.m_text.truncate(start);
            break;
        }
    } while (start < size);
    return index;
}

LineIndex LineIndex::ofFormatted(QByteArrayView text, qsizetype maxLineBytes, std::stop_token stop)
{
    return ofText(formatted(text, stop), maxLineBytes, stop);
}

QByteArrayView LineIndex::line(qsizetype number) const noexcept
{
    const qsizetype start = startOf(number);
    const bool last = number + 1 == lineCount();
    qsizetype end = last ? m_text.size() : startOf(number + 1);
    if (end > start && m_text[end - 1] == '\n') {
        --end;
        if (end > start && m_text[end - 1] == '\r') {
            --end;
        }
    }
    return QByteArrayView(m_text).sliced(start, end - start);
}

qsizetype LineIndex::lineAt(qsizetype offset) const noexcept
{
    if (m_starts.empty() || offset <= 0) {
        return 0;
    }
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(),
                                        static_cast<quint32>(std::min(offset, largestText)));
    return static_cast<qsizetype>(after - m_starts.begin()) - 1;
}

std::optional<qsizetype> find(QByteArrayView text, QByteArrayView needle, qsizetype from,
                              bool backwards, bool caseSensitive) noexcept
{
    if (needle.isEmpty() || needle.size() > text.size()) {
        return std::nullopt;
    }
    const qsizetype lastStart = text.size() - needle.size();
    qsizetype first = backwards ? 0 : std::max<qsizetype>(from, 0);
    qsizetype last = backwards ? std::min(from - 1, lastStart) : lastStart;
    const char lead = needle.front();
    NextByte one(text.data(), caseSensitive ? lead : lower(lead), backwards);
    NextByte two(text.data(), caseSensitive ? lead : upper(lead), backwards);
    while (first <= last) {
        const qsizetype a = one.within(first, last);
        const qsizetype b = two.within(first, last);
        const qsizetype at
            = backwards ? std::max(a, b) : (a < 0 ? b : (b < 0 ? a : std::min(a, b)));
        if (at < 0) {
            return std::nullopt;
        }
        if (equalAt(text.data() + at, needle, caseSensitive)) {
            return at;
        }
        (backwards ? last : first) = backwards ? at - 1 : at + 1;
    }
    return std::nullopt;
}

} // namespace hubdeck::json
