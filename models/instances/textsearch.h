// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace hubdeck {

/// A case-insensitive substring search over UTF-8, prepared once. ASCII letters fold by SSE2
/// comparison of first and last byte; a needle with other letters folds by Unicode, and only in
/// texts that hold such letters.
class TextSearch
{
public:
    TextSearch() = default;
    explicit TextSearch(const QString &needle);

    /// Nothing to look for: everything matches.
    [[nodiscard]] bool isEmpty() const noexcept { return m_text.isEmpty(); }

    /// ASCII needles can be looked for in a whole arena with find().
    [[nodiscard]] bool isAscii() const noexcept { return m_ascii; }

    [[nodiscard]] const QString &text() const noexcept { return m_text; }

    [[nodiscard]] qsizetype size() const noexcept { return m_folded.size(); }

    [[nodiscard]] bool matches(QByteArrayView text) const;

    [[nodiscard]] bool matches(const QString &text) const
    {
        return text.contains(m_text, Qt::CaseInsensitive);
    }

    /// The first place at or after `from`, -1 for none. ASCII needles only.
    [[nodiscard]] qsizetype find(QByteArrayView text, qsizetype from = 0) const noexcept;

private:
    QString m_text;
    QByteArray m_folded; // lower-case UTF-8
    bool m_ascii = true;
};

} // namespace hubdeck
