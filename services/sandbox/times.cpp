// SPDX-License-Identifier: MIT
#include "services/sandbox/times.h"

#include <array>
#include <cstdio>

namespace hubdeck::sandbox {
namespace {

constexpr qint64 ticksPerSecond = 10'000'000;

struct Reader
{
    QByteArrayView text;
    qsizetype pos = 0;

    bool atEnd() const { return pos >= text.size(); }

    char peek() const { return atEnd() ? '\0' : text[pos]; }

    bool take(char c)
    {
        if (peek() != c)
            return false;
        ++pos;
        return true;
    }

    std::optional<int> number(int fewest, int most)
    {
        int value = 0;
        int digits = 0;
        while (digits < most && peek() >= '0' && peek() <= '9') {
            value = value * 10 + (text[pos++] - '0');
            ++digits;
        }
        return digits >= fewest ? std::optional(value) : std::nullopt;
    }
};

struct Date
{
    int year = 0;
    int month = 0;
    int day = 0;
};

std::optional<Date> readDate(Reader &in)
{
    const qsizetype start = in.pos;
    if (auto year = in.number(4, 4)) {
        const char separator = in.peek();
        if (separator == '-' || separator == '/') {
            in.take(separator);
            const auto month = in.number(1, 2);
            if (month && in.take(separator)) {
                if (const auto day = in.number(1, 2))
                    return Date { *year, *month, *day };
            }
        }
        return std::nullopt;
    }
    in.pos = start;
    const auto month = in.number(1, 2);
    if (!month || !in.take('/'))
        return std::nullopt;
    const auto day = in.number(1, 2);
    if (!day || !in.take('/'))
        return std::nullopt;
    const auto year = in.number(4, 4);
    return year ? std::optional(Date { *year, *month, *day }) : std::nullopt;
}

std::optional<qint64> readTimeOfDay(Reader &in)
{
    const auto hour = in.number(1, 2);
    if (!hour || *hour > 23 || !in.take(':'))
        return std::nullopt;
    const auto minute = in.number(1, 2);
    if (!minute || *minute > 59)
        return std::nullopt;
    int second = 0;
    qint64 fraction = 0;
    if (in.take(':')) {
        const auto read = in.number(1, 2);
        if (!read || *read > 59)
            return std::nullopt;
        second = *read;
        if (in.take('.')) {
            qint64 unit = ticksPerSecond / 10;
            qsizetype digits = 0;
            for (; in.peek() >= '0' && in.peek() <= '9'; ++in.pos, ++digits) {
                fraction += (in.peek() - '0') * unit;
                unit /= 10;
            }
            if (digits == 0)
                return std::nullopt;
        }
    }
    return (*hour * 3600LL + *minute * 60LL + second) * ticksPerSecond + fraction;
}

// Seconds east of UTC; no zone counts as UTC.
std::optional<int> readZone(Reader &in)
{
    while (in.take(' ')) { }
    if (in.atEnd())
        return 0;
    if (in.take('Z') || in.take('z'))
        return 0;
    const bool east = in.peek() == '+';
    if (!in.take('+') && !in.take('-'))
        return std::nullopt;
    const auto hours = in.number(1, 2);
    if (!hours || *hours > 14)
        return std::nullopt;
    int minutes = 0;
    if (in.take(':')) {
        const auto read = in.number(2, 2);
        if (!read || *read > 59)
            return std::nullopt;
        minutes = *read;
    }
    const int seconds = *hours * 3600 + minutes * 60;
    return east ? seconds : -seconds;
}

} // namespace

QByteArray isoTicks(Instant time)
{
    using namespace std::chrono;
    qint64 seconds = time.ticks() / ticksPerSecond;
    qint64 fraction = time.ticks() % ticksPerSecond;
    if (fraction < 0) {
        fraction += ticksPerSecond;
        --seconds;
    }
    const auto days = floor<std::chrono::days>(sys_seconds(std::chrono::seconds(seconds)));
    const year_month_day date(days);
    const qint64 rest = seconds - qint64(days.time_since_epoch().count()) * 86400;
    std::array<char, 48> buffer {};
    int length = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d",
                               int(date.year()), unsigned(date.month()), unsigned(date.day()),
                               int(rest / 3600), int(rest / 60 % 60), int(rest % 60));
    if (fraction != 0) {
        length += std::snprintf(buffer.data() + length, buffer.size() - size_t(length), ".%07lld",
                                fraction);
        while (buffer[size_t(length) - 1] == '0')
            --length;
    }
    return QByteArray(buffer.data(), length);
}

QByteArray isoSeconds(Instant time)
{
    return isoTicks(time).left(19) + 'Z';
}

std::optional<Instant> parseDotNetDate(QByteArrayView text)
{
    using namespace std::chrono;
    Reader in { text.trimmed() };
    const auto date = readDate(in);
    if (!date)
        return std::nullopt;
    const year_month_day day(year(date->year), month(unsigned(date->month)),
                             std::chrono::day(unsigned(date->day)));
    if (!day.ok() || date->year < 1)
        return std::nullopt;
    qint64 timeOfDay = 0;
    if (in.peek() == 'T' || in.peek() == 't'
        || (in.peek() == ' ' && in.pos + 1 < in.text.size() && in.text[in.pos + 1] != 'Z')) {
        ++in.pos;
        const auto read = readTimeOfDay(in);
        if (!read)
            return std::nullopt;
        timeOfDay = *read;
    }
    const auto zone = readZone(in);
    if (!zone || !in.atEnd())
        return std::nullopt;
    const qint64 seconds = sys_days(day).time_since_epoch().count() * qint64(86400) - *zone;
    return Instant(Instant::Ticks(seconds * ticksPerSecond + timeOfDay));
}

} // namespace hubdeck::sandbox
