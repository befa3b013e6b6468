// SPDX-License-Identifier: MIT
#pragma once

#include "models/job.h"

#include <QByteArray>
#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace hubdeck {

class JsonDocument;

/// The search in a JsonDocument: next and previous at once, the number of matches counted off the
/// GUI thread. Follows the document: its matches are found again when the lines change. ASCII
/// letters match in either case. GUI thread.
class JsonSearch : public QObject
{
    Q_OBJECT

public:
    /// A match: bytes of the shown text. `wrapped` says that the search went on from the other end.
    struct Match
    {
        qsizetype offset = 0;
        qsizetype length = 0;
        bool wrapped = false;

        friend bool operator==(const Match &, const Match &) = default;
    };

    /// Counting ends here; count() then says so by isCapped().
    static constexpr qsizetype maxCounted = 1'000'000;

    /// `document` must outlive the search.
    explicit JsonSearch(JsonDocument &document, QObject *parent = nullptr);
    ~JsonSearch() override;

    void setNeedle(const QString &text);

    [[nodiscard]] const QByteArray &needle() const noexcept { return m_needle; }

    [[nodiscard]] bool isActive() const noexcept { return !m_needle.isEmpty(); }

    /// The first match that starts at or after `from`, else the first of all.
    [[nodiscard]] std::optional<Match> next(qsizetype from) const;
    /// The last match that starts before `from`, else the last of all.
    [[nodiscard]] std::optional<Match> previous(qsizetype from) const;
    /// The matches that touch the bytes [begin, end).
    [[nodiscard]] std::vector<Match> matchesIn(qsizetype begin, qsizetype end) const;

    [[nodiscard]] bool isCounting() const noexcept { return m_job != nullptr; }

    [[nodiscard]] qsizetype count() const noexcept
    {
        return static_cast<qsizetype>(m_offsets.size());
    }

    [[nodiscard]] bool isCapped() const noexcept { return count() == maxCounted; }

    /// Which match, counted from 1, starts at `offset`; 0 when none does or it is not counted.
    [[nodiscard]] qsizetype ordinalOf(qsizetype offset) const noexcept;

signals:
    /// Needle, matches or their number are others now.
    void changed();

private:
    void recount();

    JsonDocument &m_document;
    QByteArray m_needle;
    std::vector<quint32> m_offsets;
    std::unique_ptr<JobBase> m_job;
};

} // namespace hubdeck
