// SPDX-License-Identifier: MIT
#include "services/sandbox/seeddata.h"

#include "services/sandbox/times.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace hubdeck::sandbox {
namespace {

constexpr int weeksHours = 28 * 24;

constexpr std::array hourWeights { 6,  4,  3,  3,  4,  8,  18, 35, 60, 85, 95, 100,
                                   92, 88, 96, 98, 90, 82, 74, 78, 66, 42, 24, 12 };

constexpr std::array people {
    "Zoë Krüger",     "山田 太郎",       "Łukasz Wójcik", "María-José Núñez", "Søren Ångström",
    "Олена Шевченко", "Ada Lovelace",    "Grace Hopper",  "محمد علي",         "Chloé Lefèvre",
    "João Conceição", "Þóra Jónsdóttir", "김민준",        "Nguyễn Thị Hoa",   "Patrick O'Brien",
    "Anneliese Groß", "李小龙",          "Ayşe Yılmaz",   "Bram de Vries",    "Priya Raghunathan"
};

struct Product
{
    const char *sku;
    const char *name;
    int cents;
};

constexpr std::array products { Product { "TEA-0107", "Teekanne, gusseisern", 6490 },
                                Product { "CUP-2201", "茶碗 (青)", 2450 },
                                Product { "LMP-0033", "Ålesund lamp", 11900 },
                                Product { "MUG-0001", "Plain mug", 795 },
                                Product { "SET-0450", "Crème brûlée set", 3999 },
                                Product { "BRD-0090", "Cutting board \"Oak\"", 2999 },
                                Product { "KNF-0012", "Chef's knife 20 cm", 8950 },
                                Product { "TWL-0777", "Tea towel, 3 pcs", 1250 } };

QByteArray money(int cents)
{
    return QByteArray::number(cents / 100) + '.'
        + QByteArray::number(cents % 100).rightJustified(2, '0');
}

} // namespace

SeedData::SeedData(Instant now)
    : m_now(now)
{ }

Instant startOfDay(Instant time)
{
    constexpr qint64 day = hours(24).count();
    return Instant(Instant::Ticks(time.ticks() - time.ticks() % day));
}

QString dayText(Instant time)
{
    return QString::fromLatin1(isoTicks(time).left(10));
}

QString SeedData::hex(int digits)
{
    QString text;
    while (text.size() < digits)
        text += QString::number(m_random(), 16).rightJustified(16, u'0');
    return text.left(digits);
}

Instant SeedData::between(Instant from, Instant to)
{
    return from
        + Instant::Ticks(qint64(m_random() % quint64(std::max<qint64>(1, (to - from).count()))));
}

std::vector<Instant> SeedData::busyTimes(int count)
{
    const Instant first = m_now - hours(weeksHours);
    std::array<double, weeksHours> sums {};
    for (size_t i = 0; i < sums.size(); ++i) {
        const Instant hour = first + hours(double(i));
        const qint64 sinceEpoch = hour.ticks() / hours(1).count();
        const qint64 weekday = (sinceEpoch / 24 + 4) % 7; // 0: Sunday
        const double weekend = weekday == 0 || weekday == 6 ? 0.45 : 1.0;
        sums[i]
            = hourWeights[size_t(sinceEpoch % 24)] * weekend * (0.7 + 0.3 * double(i) / weeksHours);
    }
    std::partial_sum(sums.begin(), sums.end(), sums.begin());
    std::vector<Instant> times;
    times.reserve(size_t(count));
    for (int i = 0; i < count; ++i) {
        const double where = double(m_random() % 1'000'000'007) / 1'000'000'007.0 * sums.back();
        const auto hour = std::ranges::upper_bound(sums, where) - sums.begin();
        const Instant begin = first + hours(double(std::min<std::ptrdiff_t>(hour, weeksHours - 1)));
        times.push_back(
            std::min(between(begin, begin + hours(1)), m_now - seconds(180 + double(i % 400))));
    }
    std::ranges::sort(times);
    return times;
}

QByteArray SeedData::person()
{
    return '"' + QByteArray(people[size_t(number(int(people.size())))]) + '"';
}

QByteArray SeedData::order(int orderNumber, bool declined)
{
    QByteArray lines;
    int total = 0;
    for (int i = 0, count = 1 + number(4); i < count; ++i) {
        const Product &product = products[size_t(number(int(products.size())))];
        const int quantity = 1 + number(3);
        total += quantity * product.cents;
        QByteArray name = product.name;
        lines += (i > 0 ? "," : "") + QByteArray("{\"sku\":\"") + product.sku + "\",\"name\":\""
            + name.replace('"', "\\\"") + "\",\"quantity\":" + QByteArray::number(quantity)
            + ",\"price\":" + money(product.cents) + '}';
    }
    return "{\"number\":" + QByteArray::number(orderNumber) + ",\"customer\":{\"id\":\"C"
        + QByteArray::number(10'000 + number(9000)) + "\",\"name\":" + person() + "},\"lines\":["
        + lines + "],\"total\":" + money(total) + ",\"currency\":\"EUR\""
        + (declined ? ",\"decline\":true" : "") + '}';
}

QByteArray SeedData::expense()
{
    static constexpr std::array subjects { "Train to Zürich",        "Team dinner",
                                           "Trade fair, Köln",       "Keyboard",
                                           "Hotel, 2 nights (大阪)", "Licences Q4" };
    return "{\"employee\":" + person() + ",\"subject\":\""
        + subjects[size_t(number(int(subjects.size())))]
        + "\",\"amount\":" + money(2000 + number(90'000)) + ",\"remindAfterSeconds\":28800}";
}

QByteArray SeedData::decision()
{
    static constexpr std::array comments { "ok", "fine, but keep the receipt", "why so expensive?",
                                           "genehmigt", "" };
    return "{\"by\":" + person() + ",\"comment\":\""
        + comments[size_t(number(int(comments.size())))] + "\"}";
}

} // namespace hubdeck::sandbox
