// SPDX-License-Identifier: MIT
#include "models/instances/histogram.h"

#include "models/displaytext.h"
#include "models/hubs/hubsession.h"
#include "models/instances/instancelist.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using Kind = RuntimeStatus::Kind;

namespace {

const Instant start = *Instant::fromText("2026-11-23T10:00:00Z");

InstanceDetails at(const QString &id, std::chrono::seconds after, Kind kind)
{
    return ScriptedHub::made(id, u"Order"_s, kind, start + after);
}

struct Fixture
{
    QThreadPool pool;
    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>(
        std::vector { at(u"a"_s, 0s, Kind::Completed), at(u"b"_s, 5s, Kind::Failed),
                      at(u"c"_s, 50s, Kind::Completed), at(u"d"_s, 99s, Kind::Running) });
    HubSession session { { u"Hub"_s, u"http://localhost"_s, HubKind::Http, false, false },
                         hub,
                         pool };
    TimeDisplay time;
    InstanceList list { session, time };

    Fixture()
    {
        ListQuery query;
        query.query.createdFrom = start;
        query.query.createdTo = start + 100s;
        list.setQuery(query);
    }

    [[nodiscard]] bool loads() const
    {
        return QTest::qWaitFor(
            [this] { return list.loader().state() == InstanceLoader::State::Complete; }, 30'000);
    }
};

} // namespace

class TestHistogram : public QObject
{
    Q_OBJECT

private slots:

    void countsByTimeAndStatusOverWhatWasAskedFor()
    {
        const Fixture f;
        QVERIFY(f.loads());
        const Histogram counted = histogramOf(f.list, 10, start + 1h);
        QCOMPARE(counted.bars.size(), std::size_t(10));
        QCOMPARE(counted.from, start);
        QCOMPARE(counted.to, start + 100s);
        QCOMPARE(counted.bars[0].total, 2U);
        QCOMPARE(counted.bars[0].of(Kind::Failed), 1U);
        QCOMPARE(counted.bars[5].of(Kind::Completed), 1U);
        QCOMPARE(counted.bars[9].of(Kind::Running), 1U);
        QCOMPARE(counted.highest(), 2U);
        QCOMPARE(counted.beginOf(5), start + 50s);
        QCOMPARE(counted.beginOf(10), counted.to);
    }

    void keepsTheWholeRangeWhileANarrowerOneIsShown()
    {
        Fixture f;
        QVERIFY(f.loads());
        ListQuery narrower = f.list.query();
        narrower.query.createdFrom = start + 40s;
        narrower.query.createdTo = start + 60s;
        f.list.setQuery(narrower);
        QCOMPARE(f.list.model().rowCount(), 1);
        const Histogram counted = histogramOf(f.list, 10, start + 1h);
        QCOMPARE(counted.from, start);
        QCOMPARE(counted.bars[0].total, 2U);
        QCOMPARE(counted.bars[9].total, 1U);
    }

    void followsTheOtherFilters()
    {
        Fixture f;
        QVERIFY(f.loads());
        ListQuery failed = f.list.query();
        failed.query.statuses = { Kind::Failed };
        f.list.setQuery(failed);
        QCOMPARE(histogramOf(f.list, 10, start + 1h).bars[0].total, 1U);
        f.list.setNarrow(u"nothing has this"_s);
        QVERIFY(histogramOf(f.list, 10, start + 1h).bars.empty());
    }

    void hasNoBarsForAnEmptyList()
    {
        Fixture f;
        QVERIFY(f.loads());
        QVERIFY(histogramOf(f.list, 0, start).bars.empty());
        f.list.model().clear();
        QVERIFY(histogramOf(f.list, 10, start).bars.empty());
        QCOMPARE(Histogram().highest(), 0U);
    }

    void oneMomentIsOneBar()
    {
        Fixture f;
        f.hub->setInstances({ at(u"a"_s, 0s, Kind::Completed), at(u"b"_s, 0s, Kind::Completed) });
        f.list.setQuery({});
        QVERIFY(QTest::qWaitFor([&] { return f.list.model().counts().loaded == 2; }, 30'000));
        const Histogram counted = histogramOf(f.list, 10, start);
        QCOMPARE(counted.bars[0].total, 2U);
        QCOMPARE(counted.from, counted.to);
    }
};

HUBDECK_GUILESS_TEST(TestHistogram)
#include "tst_histogram.moc"
