// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QDateTime>
#include <QString>

#include <chrono>
#include <compare>
#include <optional>

namespace hubdeck {

/// A point in time in ticks of 100 ns since 1970-01-01T00:00:00Z, which is what the hub stores; QDateTime would round to milliseconds.
class Instant
{
public:
    using Ticks = std::chrono::duration<qint64, std::ratio<1, 10'000'000>>;

    constexpr Instant() noexcept = default;
    constexpr explicit Instant(Ticks sinceEpoch) noexcept
        : m_ticks(sinceEpoch.count())
    {
    }

    /// Reads ISO 8601 with 0 to 7 fraction digits and `Z`, an offset or no zone (then UTC); further digits are cut off.
    /// nullopt for anything else (durable-http-api.md §7.1: ScheduledTime carries an offset).
    [[nodiscard]] static std::optional<Instant> fromText(QByteArrayView text) noexcept;
    [[nodiscard]] static Instant now() noexcept;
    [[nodiscard]] static Instant fromDateTime(const QDateTime &time);

    [[nodiscard]] constexpr qint64 ticks() const noexcept { return m_ticks; }
    [[nodiscard]] constexpr Ticks sinceEpoch() const noexcept { return Ticks(m_ticks); }
    /// `YYYY-MM-DDTHH:MM:SS[.fffffff]Z`, the fraction without trailing zeros: what is sent to a hub.
    [[nodiscard]] QString toText() const;
    /// Milliseconds only, UTC: for display and date widgets, never to send.
    [[nodiscard]] QDateTime toDateTime() const;

    friend constexpr bool operator==(Instant, Instant) = default;
    friend constexpr auto operator<=>(Instant, Instant) = default;
    friend constexpr Ticks operator-(Instant a, Instant b) noexcept { return Ticks(a.m_ticks - b.m_ticks); }
    friend constexpr Instant operator+(Instant a, Ticks d) noexcept { return Instant(Ticks(a.m_ticks) + d); }
    friend constexpr Instant operator-(Instant a, Ticks d) noexcept { return Instant(Ticks(a.m_ticks) - d); }

private:
    qint64 m_ticks = 0;
};

} // namespace hubdeck
