// SPDX-License-Identifier: MIT
#include "services/taskhub/instant.h"

#include <algorithm>

namespace hubdeck {

namespace {

using Days = std::chrono::duration<qint64, std::ratio<86400>>;
constexpr qint64 ticksPerSecond = 10'000'000;
constexpr qint64 ticksPerMillisecond = 10'000;
constexpr int secondsPerDay = 86'400;

// What the hub's own date type can hold: 0001-01-01 to 9999-12-31.
constexpr qint64 daysTo(int year, unsigned month, unsigned day)
{
    using namespace std::chrono;
    return sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day))
        .time_since_epoch()
        .count();
}

constexpr qint64 minTicks = daysTo(1, 1, 1) * secondsPerDay * ticksPerSecond;
constexpr qint64 maxTicks = (daysTo(9999, 12, 31) + 1) * secondsPerDay * ticksPerSecond - 1;

class Reader
{
public:
    explicit Reader(QByteArrayView text) noexcept
        : m_text(text)
    { }

    [[nodiscard]] bool atEnd() const noexcept { return m_pos >= m_text.size(); }

    [[nodiscard]] bool skip(char c) noexcept
    {
        if (atEnd() || m_text[m_pos] != c) {
            return false;
        }
        ++m_pos;
        return true;
    }

    [[nodiscard]] bool digit(int &value) noexcept
    {
        if (atEnd() || m_text[m_pos] < '0' || m_text[m_pos] > '9') {
            return false;
        }
        value = m_text[m_pos++] - '0';
        return true;
    }

    /// Exactly `count` digits.
    [[nodiscard]] bool number(int count, int &value) noexcept
    {
        value = 0;
        for (int i = 0; i < count; ++i) {
            int next = 0;
            if (!digit(next)) {
                return false;
            }
            value = value * 10 + next;
        }
        return true;
    }

private:
    QByteArrayView m_text;
    qsizetype m_pos = 0;
};

bool readDate(Reader &in, qint64 &days) noexcept
{
    int year = 0;
    int month = 0;
    int day = 0;
    if (!in.number(4, year) || !in.skip('-') || !in.number(2, month) || !in.skip('-')
        || !in.number(2, day) || year < 1) {
        return false;
    }
    const std::chrono::year_month_day date(std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok()) {
        return false;
    }
    days = std::chrono::sys_days(date).time_since_epoch().count();
    return true;
}

bool readTime(Reader &in, qint64 &seconds) noexcept
{
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (!in.number(2, hour) || !in.skip(':') || !in.number(2, minute) || !in.skip(':')
        || !in.number(2, second)) {
        return false;
    }
    seconds = hour * 3600 + minute * 60 + second;
    return hour < 24 && minute < 60 && second < 60;
}

bool readFraction(Reader &in, qint64 &ticks) noexcept
{
    ticks = 0;
    if (!in.skip('.')) {
        return true;
    }
    qint64 unit = ticksPerSecond / 10;
    int next = 0;
    if (!in.digit(next)) {
        return false;
    }
    do {
        ticks += next * unit;
        unit /= 10;
    } while (in.digit(next));
    return true;
}

bool readZone(Reader &in, qint64 &offsetSeconds) noexcept
{
    offsetSeconds = 0;
    if (in.atEnd() || in.skip('Z') || in.skip('z')) {
        return in.atEnd();
    }
    const bool negative = in.skip('-');
    int hours = 0;
    int minutes = 0;
    if ((!negative && !in.skip('+')) || !in.number(2, hours)) {
        return false;
    }
    if (!in.atEnd()) {
        const bool colon = in.skip(':');
        if (!in.number(2, minutes) && (colon || !in.atEnd())) {
            return false;
        }
    }
    offsetSeconds = (hours * 3600 + minutes * 60) * (negative ? -1 : 1);
    return in.atEnd() && hours < 24 && minutes < 60;
}

QString padded(qint64 value, int width)
{
    return QString::number(value).rightJustified(width, u'0');
}

} // namespace

std::optional<Instant> Instant::fromText(QByteArrayView text) noexcept
{
    Reader in(text);
    qint64 days = 0;
    qint64 seconds = 0;
    qint64 fraction = 0;
    qint64 offset = 0;
    if (!readDate(in, days) || (!in.skip('T') && !in.skip('t')) || !readTime(in, seconds)
        || !readFraction(in, fraction) || !readZone(in, offset)) {
        return std::nullopt;
    }
    const qint64 ticks = (days * secondsPerDay + seconds - offset) * ticksPerSecond + fraction;
    if (ticks < minTicks || ticks > maxTicks) {
        return std::nullopt;
    }
    return Instant(Ticks(ticks));
}

Instant Instant::now() noexcept
{
    return Instant(
        std::chrono::duration_cast<Ticks>(std::chrono::system_clock::now().time_since_epoch()));
}

Instant Instant::fromDateTime(const QDateTime &time)
{
    const qint64 milliseconds = std::clamp(time.toMSecsSinceEpoch(), minTicks / ticksPerMillisecond,
                                           maxTicks / ticksPerMillisecond);
    return Instant(Ticks(milliseconds * ticksPerMillisecond));
}

QString Instant::toText() const
{
    using namespace std::chrono;
    const auto wholeDays = floor<Days>(sinceEpoch());
    const year_month_day date { sys_days(days(wholeDays.count())) };
    const qint64 ofDay = (sinceEpoch() - wholeDays).count();
    const qint64 second = ofDay / ticksPerSecond;
    QString text = padded(static_cast<int>(date.year()), 4) + u'-'
        + padded(static_cast<unsigned>(date.month()), 2) + u'-'
        + padded(static_cast<unsigned>(date.day()), 2) + u'T' + padded(second / 3600, 2) + u':'
        + padded(second / 60 % 60, 2) + u':' + padded(second % 60, 2);
    if (const qint64 fraction = ofDay % ticksPerSecond; fraction != 0) {
        text += u'.' + padded(fraction, 7);
        while (text.endsWith(u'0')) {
            text.chop(1);
        }
    }
    return text + u'Z';
}

QDateTime Instant::toDateTime() const
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(sinceEpoch());
    return QDateTime::fromMSecsSinceEpoch(milliseconds.count(), Qt::UTC);
}

} // namespace hubdeck
