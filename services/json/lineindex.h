// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <stop_token>
#include <vector>

namespace hubdeck::json {

/// A text and where its lines begin, for views that draw only the visible lines (performance-study.md §4: 4 bytes a line). Texts up
/// to 4 GiB. Immutable once made: share it by shared_ptr between threads.
class LineIndex
{
public:
    LineIndex() = default;
    /// Indexes `text` as it is: a line ends at LF; a CR before it belongs to the end. Lines longer than `maxLineBytes` are broken, at
    /// UTF-8 boundaries, so that a one-line document can be drawn (0: never).
    [[nodiscard]] static LineIndex ofText(QByteArray text, qsizetype maxLineBytes = 0, std::stop_token stop = {});
    /// The formatted() text with its lines.
    [[nodiscard]] static LineIndex ofFormatted(QByteArrayView text, qsizetype maxLineBytes = 0, std::stop_token stop = {});

    [[nodiscard]] const QByteArray &text() const noexcept { return m_text; }
    [[nodiscard]] qsizetype lineCount() const noexcept { return static_cast<qsizetype>(m_starts.size()); }
    /// The bytes of a line without its line end.
    [[nodiscard]] QByteArrayView line(qsizetype number) const noexcept;
    [[nodiscard]] qsizetype startOf(qsizetype number) const noexcept { return static_cast<qsizetype>(m_starts[static_cast<size_t>(number)]); }
    /// The line that holds the byte at `offset`.
    [[nodiscard]] qsizetype lineAt(qsizetype offset) const noexcept;
    /// The longest line in bytes.
    [[nodiscard]] qsizetype widestLine() const noexcept { return m_widest; }

private:
    QByteArray m_text;
    std::vector<quint32> m_starts;
    qsizetype m_widest = 0;
};

/// The first occurrence of `needle` at or after `from` (backwards: the last one that starts before `from`); ASCII letters match in
/// either case unless `caseSensitive`. Does not wrap.
[[nodiscard]] std::optional<qsizetype> find(QByteArrayView text, QByteArrayView needle, qsizetype from, bool backwards = false,
                                            bool caseSensitive = false) noexcept;

} // namespace hubdeck::json
