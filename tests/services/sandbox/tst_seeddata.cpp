// SPDX-License-Identifier: MIT
#include "services/sandbox/seeddata.h"
#include "services/sandbox/times.h"
#include "testprogram.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace hubdeck;
using namespace hubdeck::sandbox;
using namespace Qt::StringLiterals;

class TestSeedData : public QObject
{
    Q_OBJECT

    const Instant m_now = *parseDotNetDate("2026-11-23T12:00:00Z");

private slots:

    void isBusierByDayThanByNight()
    {
        SeedData data(m_now);
        const auto times = data.busyTimes(4000);
        QCOMPARE(times.size(), size_t(4000));
        QVERIFY(std::ranges::is_sorted(times));
        QVERIFY(times.front() >= m_now - hours(28 * 24));
        QVERIFY(times.back() < m_now - seconds(60));
        const auto between = [&times](int from, int to) {
            return std::ranges::count_if(times, [=](Instant time) {
                const qint64 hour = time.ticks() / hours(1).count() % 24;
                return hour >= from && hour < to;
            });
        };
        QVERIFY(between(9, 17) > 5 * between(0, 6));
        QVERIFY(between(0, 6) > 0);
    }

    void writesValidPayloads()
    {
        SeedData data(m_now);
        for (int i = 0; i < 300; ++i) {
            const auto order = nlohmann::json::parse(data.order(i, i % 2 == 0).toStdString());
            double sum = 0;
            for (const auto &line : order["lines"])
                sum += line["quantity"].get<double>() * line["price"].get<double>();
            QVERIFY(std::abs(sum - order["total"].get<double>()) < 0.005);
            QCOMPARE(order.contains("decline"), i % 2 == 0);
            QVERIFY(nlohmann::json::accept(data.expense().toStdString()));
            QVERIFY(nlohmann::json::accept(data.decision().toStdString()));
        }
    }

    void isRepeatable()
    {
        SeedData one(m_now);
        SeedData two(m_now);
        QCOMPARE(one.order(1, false), two.order(1, false));
        QCOMPARE(one.hex(32), two.hex(32));
        QCOMPARE(one.hex(8).size(), 8);
    }

    void cutsDays()
    {
        QCOMPARE(dayText(startOfDay(m_now)), u"2026-11-23"_s);
        QCOMPARE(startOfDay(m_now), m_now - hours(12));
    }
};

HUBDECK_GUILESS_TEST(TestSeedData)
#include "tst_seeddata.moc"
