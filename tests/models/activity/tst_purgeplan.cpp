// SPDX-License-Identifier: MIT
#include "models/activity/purgeplan.h"

#include "scriptedhub.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::ScriptedHub;
using Kind = RuntimeStatus::Kind;

namespace {

Instant at(const char *text)
{
    return *Instant::fromText(text);
}

const Instant now = at("2026-11-23T12:00:00Z");

InstanceDetails made(const QString &id, Kind status, const char *created)
{
    return ScriptedHub::made(id, u"Order"_s, status, at(created));
}

InstanceQuery query(std::vector<Kind> statuses, const char *from = "2026-11-01T00:00:00Z",
                    const char *to = "2026-11-10T00:00:00Z")
{
    InstanceQuery result;
    result.statuses = std::move(statuses);
    result.createdFrom = at(from);
    result.createdTo = at(to);
    return result;
}

PurgePlan plan(ScriptedHub &hub, const InstanceQuery &wanted)
{
    return planPurge(hub, wanted, now, {}, {});
}

} // namespace

class PurgePlanTest : public QObject
{
    Q_OBJECT

private slots:

    void refusesWhatWouldDeleteEverything_data()
    {
        QTest::addColumn<InstanceQuery>("wanted");
        QTest::addRow("no status") << query({});
        QTest::addRow("running") << query({ Kind::Running });
        QTest::addRow("one active among terminal ones")
            << query({ Kind::Completed, Kind::Pending });
        QTest::addRow("continued as new") << query({ Kind::ContinuedAsNew });
        QTest::addRow("from after to") << query({ Kind::Completed }, "2026-11-11T00:00:00Z");
    }

    void refusesWhatWouldDeleteEverything()
    {
        QFETCH(const InstanceQuery, wanted);
        ScriptedHub hub;
        QVERIFY(!problemWithPurgeQuery(wanted).isEmpty());
        QVERIFY_THROWS_EXCEPTION(TaskHubError, (void)plan(hub, wanted));
        QCOMPARE(hub.arrivals().size(), 0U);
    }

    void sendsOneRequestOnlyWhenItMeansThePreview()
    {
        ScriptedHub hub({ made(u"a"_s, Kind::Completed, "2026-11-05T00:00:00Z"),
                          made(u"b"_s, Kind::Failed, "2026-11-06T00:00:00Z"),
                          made(u"c"_s, Kind::Terminated, "2026-11-06T00:00:00Z"),
                          made(u"out"_s, Kind::Failed, "2026-11-16T00:00:00Z") });
        const PurgePlan result = plan(hub, query({ Kind::Completed, Kind::Failed }));
        QCOMPARE(result.ids, (std::vector { InstanceId(u"a"_s), InstanceId(u"b"_s) }));
        QCOMPARE(result.countByStatus,
                 (QMap<QString, qint64> { { u"Completed"_s, 1 }, { u"Failed"_s, 1 } }));
        QVERIFY(result.request);
        QCOMPARE(result.request->statuses, (std::vector { Kind::Completed, Kind::Failed }));
        QCOMPARE(result.request->createdFrom, at("2026-11-01T00:00:00Z"));
        QCOMPARE(result.request->createdTo, at("2026-11-10T00:00:00Z"));
        QVERIFY(result.whyOneByOne.isEmpty());
    }

    void goesOneByOneWithAPrefix()
    {
        ScriptedHub hub({ made(u"order-1"_s, Kind::Completed, "2026-11-05T00:00:00Z"),
                          made(u"x"_s, Kind::Completed, "2026-11-05T00:00:00Z") });
        InstanceQuery wanted = query({ Kind::Completed });
        wanted.idPrefix = u"order-"_s;
        const PurgePlan result = plan(hub, wanted);
        QCOMPARE(result.ids, std::vector { InstanceId(u"order-1"_s) });
        QVERIFY(!result.request);
        QVERIFY(!result.whyOneByOne.isEmpty());
    }

    void goesOneByOneWithAnEntityInTheWindow()
    {
        // The entity runs: it does not match, but a request over the window may take it along.
        ScriptedHub hub({ made(u"a"_s, Kind::Completed, "2026-11-05T00:00:00Z"),
                          made(u"@counter@x"_s, Kind::Running, "2026-11-05T00:00:00Z") });
        const PurgePlan result = plan(hub, query({ Kind::Completed }));
        QVERIFY(!result.request);
        QCOMPARE(result.ids, std::vector { InstanceId(u"a"_s) });
        QCOMPARE(result.entitiesLeftOut, 0);
    }

    void leavesMatchingEntitiesOut()
    {
        ScriptedHub hub({ made(u"a"_s, Kind::Terminated, "2026-11-05T00:00:00Z"),
                          made(u"@counter@x"_s, Kind::Terminated, "2026-11-05T00:00:00Z") });
        const PurgePlan result = plan(hub, query({ Kind::Terminated }));
        QCOMPARE(result.ids, std::vector { InstanceId(u"a"_s) });
        QCOMPARE(result.entitiesLeftOut, 1);
        QVERIFY(!result.request);
    }

    void goesOneByOneWhileSomethingMayStillEnd_data()
    {
        QTest::addColumn<Kind>("status");
        for (const Kind kind :
             { Kind::Running, Kind::Pending, Kind::Suspended, Kind::ContinuedAsNew }) {
            QTest::addRow("%s", qPrintable(nameOf(kind))) << kind;
        }
    }

    void goesOneByOneWhileSomethingMayStillEnd()
    {
        QFETCH(const Kind, status);
        ScriptedHub hub({ made(u"a"_s, Kind::Completed, "2026-11-05T00:00:00Z"),
                          made(u"b"_s, status, "2026-11-05T00:00:00Z") });
        QVERIFY(!plan(hub, query({ Kind::Completed })).request);
    }

    void goesOneByOneUpToThePresent()
    {
        ScriptedHub hub({ made(u"a"_s, Kind::Completed, "2026-11-05T00:00:00Z") });
        InstanceQuery wanted
            = query({ Kind::Completed }, "2026-11-01T00:00:00Z", "2026-11-23T11:58:00Z");
        QVERIFY(!plan(hub, wanted).request);
        wanted.createdTo.reset(); // open: up to now
        QVERIFY(!plan(hub, wanted).request);
        wanted.createdTo = at("2026-11-23T11:00:00Z");
        QVERIFY(plan(hub, wanted).request);
    }

    void givesAnOpenBeginningABound()
    {
        ScriptedHub hub({ made(u"a"_s, Kind::Completed, "2026-11-05T00:00:00Z") });
        InstanceQuery wanted = query({ Kind::Completed });
        wanted.createdFrom.reset();
        const PurgePlan result = plan(hub, wanted);
        QVERIFY(result.request);
        QCOMPARE(result.request->createdFrom, Instant());
    }

    void goesOneByOneWhereTheHubHasNoFilter()
    {
        ScriptedHub hub({ made(u"a"_s, Kind::Completed, "2026-11-05T00:00:00Z") });
        Capabilities capabilities;
        capabilities.lack(Feature::PurgeByFilter, u"not here"_s);
        hub.setCapabilities(capabilities);
        const PurgePlan result = plan(hub, query({ Kind::Completed }));
        QVERIFY(!result.request);
        QCOMPARE(result.whyOneByOne, u"not here"_s);
    }

    void findsNothing()
    {
        ScriptedHub hub;
        const PurgePlan result = plan(hub, query({ Kind::Completed }));
        QVERIFY(result.ids.empty());
        QVERIFY(!result.request);
    }

    void countsOverPages()
    {
        std::vector<InstanceDetails> many;
        for (int i = 0; i < 25; ++i) {
            many.push_back(made(u"i-%1"_s.arg(i, 2, 10, QChar(u'0')), Kind::Completed,
                                "2026-11-05T00:00:00Z"));
        }
        ScriptedHub hub(many);
        hub.setPageSize(10);
        hub.setEmptyPages(2);
        std::vector<qint64> told;
        const PurgePlan result = planPurge(hub, query({ Kind::Completed }), now,
                                           [&](qint64 rows) { told.push_back(rows); }, {});
        QCOMPARE(result.ids.size(), 25U);
        QCOMPARE(told.back(), 25);
    }
};

HUBDECK_GUILESS_TEST(PurgePlanTest)
#include "tst_purgeplan.moc"
