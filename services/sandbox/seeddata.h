// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instant.h"

#include <QByteArray>
#include <QString>

#include <random>
#include <vector>

namespace hubdeck::sandbox {

/// Random but repeatable people, orders and times for the seeds.
class SeedData
{
public:
    explicit SeedData(Instant now);

    [[nodiscard]] Instant now() const { return m_now; }

    /// 0 to `below` - 1.
    int number(int below) { return int(m_random() % quint64(below)); }

    bool oneIn(int n) { return number(n) == 0; }

    QString hex(int digits);
    /// `count` times in the four weeks, in order: more by day than by night, fewer on weekends,
    /// slowly growing; none in the last minutes.
    std::vector<Instant> busyTimes(int count);
    /// A time between the two, to the tick.
    Instant between(Instant from, Instant to);

    QByteArray person(); // JSON string
    QByteArray order(int orderNumber, bool declined); // JSON object
    QByteArray expense(); // JSON object, for ExpenseApproval with reminders every 8 hours
    QByteArray decision(); // JSON object, payload of Approve and Reject

private:
    Instant m_now;
    std::mt19937_64 m_random { 20'261'104 };
};

[[nodiscard]] constexpr Instant::Ticks seconds(double count)
{
    return Instant::Ticks(qint64(count * 10'000'000));
}

[[nodiscard]] constexpr Instant::Ticks hours(double count)
{
    return seconds(count * 3600);
}

/// Midnight (UTC) of the day of `time`.
[[nodiscard]] Instant startOfDay(Instant time);
/// `YYYY-MM-DD`
[[nodiscard]] QString dayText(Instant time);

} // namespace hubdeck::sandbox
