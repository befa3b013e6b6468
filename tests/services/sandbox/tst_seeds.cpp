// SPDX-License-Identifier: MIT
#include "services/sandbox/seeds.h"
#include "testhub.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = RuntimeStatus::Kind;

class TestSeeds : public QObject
{
    Q_OBJECT

    static constexpr int count = 1500;

    static std::vector<sandbox::InstanceRow> lived(TestHub &hub)
    {
        const Instant now = hub.clock.now();
        hub.incidents = pastIncidents(now);
        liveThroughPast(hub.engine, hub.clock, now, count);
        return hub.engine.list({}, {}, 1'000'000).rows;
    }

    TestHub m_hub;
    std::vector<sandbox::InstanceRow> m_rows;

private slots:

    void initTestCase() { m_rows = lived(m_hub); }

    void makesAboutAsManyAsAsked()
    {
        QVERIFY(m_rows.size() > count * 9 / 10 && m_rows.size() < count * 12 / 10 + 200);
    }

    void endsNow() { QCOMPARE(m_hub.clock.now(), *parseDotNetDate("2026-11-23T12:00:00Z")); }

    void isTheSameEveryTime()
    {
        TestHub again;
        const auto rows = lived(again);
        QCOMPARE(rows.size(), m_rows.size());
        for (size_t i = 0; i < rows.size(); ++i)
            QCOMPARE(statusDocument(rows[i], true), statusDocument(m_rows[i], true));
    }

    void hasEveryStatus()
    {
        std::map<Kind, int> counts;
        for (const sandbox::InstanceRow &row : m_rows)
            ++counts[row.status];
        for (const Kind kind : wireStatuses)
            QVERIFY2(counts[kind] >= 2, statusText(kind).constData());
        QVERIFY(counts[Kind::Completed] > count / 2);
        QVERIFY(counts[Kind::Failed] > 20);
        QVERIFY(counts[Kind::Running] > 15);
    }

    void staysWithinTheFourWeeks()
    {
        const Instant now = m_hub.clock.now();
        for (const sandbox::InstanceRow &row : m_rows) {
            QVERIFY(row.created <= row.updated && row.updated <= now);
            QVERIFY(row.created > now - std::chrono::duration_cast<Instant::Ticks>(24h * 29));
        }
    }

    void failsInClusters()
    {
        std::map<qint64, int> perDay;
        int failed = 0;
        for (const sandbox::InstanceRow &row : m_rows) {
            if (row.status == Kind::Failed) {
                ++perDay[row.created.ticks() / (864'000'000'000)];
                ++failed;
            }
        }
        int most = 0;
        for (const auto &[day, number] : perDay)
            most = std::max(most, number);
        QVERIFY(most * 8 > failed);
    }

    void hasHistoriesThatAgree()
    {
        for (const sandbox::InstanceRow &row : m_rows) {
            const auto record = m_hub.engine.instance(row.id);
            QVERIFY(record);
            if (!record->started) {
                QVERIFY2(record->history.empty(), qPrintable(row.id));
                continue;
            }
            const auto &history = record->history;
            QVERIFY2(!history.empty() && history.front().kind == EventKind::ExecutionStarted,
                     qPrintable(row.id));
            QCOMPARE(history.front().name, row.name);
            QCOMPARE(history.front().input, row.input);
            QVERIFY(std::ranges::is_sorted(history, {}, &sandbox::HistoryEvent::at));
            QVERIFY(history.back().at <= row.updated);
            const bool ended = history.back().kind == EventKind::ExecutionCompleted;
            QCOMPARE(ended, !isActive(row.status));
            if (ended) {
                QCOMPARE(history.back().status, row.status);
                QCOMPARE(history.back().result, row.output);
                QCOMPARE(history.back().at, row.updated);
            }
        }
    }

    void hasIdsThatPeopleUse()
    {
        const auto has = [this](const QString &id) { return m_hub.engine.row(id).has_value(); };
        QVERIFY(has(u"order-2026-11-20-00003"_s));
        QVERIFY(has(u"nightly-2026-11-20"_s));
        QVERIFY(has(u"注文-東京-001"_s));
        QVERIFY(has(u"@basket@user@1"_s));
        QVERIFY(std::ranges::any_of(m_rows, [](const sandbox::InstanceRow &row) {
            return row.id.size() == 34 && row.id[32] == u':';
        }));
    }

    void leavesALivingHub()
    {
        TestHub hub;
        lived(hub);
        QCOMPARE(hub.statusOf(u"family-1"_s), Kind::Failed);
        hub.engine.rewind(u"family-1"_s, {});
        hub.engine.raiseEvent(u"approval-1041"_s, u"Approve"_s, "true");
        const QByteArray beat = hub.engine.row(u"heartbeat-warehouse"_s)->customStatus;
        hub.pass(30s);
        QCOMPARE(hub.statusOf(u"family-1"_s), Kind::Completed);
        QCOMPARE(hub.statusOf(u"approval-1041"_s), Kind::Completed);
        QVERIFY(hub.engine.row(u"heartbeat-warehouse"_s)->customStatus.toInt() > beat.toInt());
        hub.pass(48h);
        QCOMPARE(hub.statusOf(u"nightly-2026-11-24"_s), Kind::Completed); // was scheduled
    }
};

HUBDECK_GUILESS_TEST(TestSeeds)
#include "tst_seeds.moc"
