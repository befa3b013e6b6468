// SPDX-License-Identifier: MIT
#include "services/taskhub/query.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using Kind = RuntimeStatus::Kind;

class tst_Query : public QObject
{
    Q_OBJECT

private slots:
    void isUnboundedWithoutFilter();
    void coversNarrowerQueries_data();
    void coversNarrowerQueries();
    void coversItself();
    void refusesQueriesThatBreakTheRequest();
    void refusesUnsafePurges();
};

namespace {

Instant at(int minute)
{
    return Instant::fromText("2026-11-23T09:00:00Z").value() + std::chrono::minutes(minute);
}

} // namespace

void tst_Query::isUnboundedWithoutFilter()
{
    InstanceQuery query;
    query.pageSize = 10;
    QVERIFY(query.isUnbounded());
    InstanceQuery prefix;
    prefix.idPrefix = u"a"_s;
    QVERIFY(!prefix.isUnbounded());
    InstanceQuery status;
    status.statuses = { Kind::Failed };
    QVERIFY(!status.isUnbounded());
    InstanceQuery from;
    from.createdFrom = at(0);
    QVERIFY(!from.isUnbounded());
    InstanceQuery to;
    to.createdTo = at(0);
    QVERIFY(!to.isUnbounded());
}

void tst_Query::coversNarrowerQueries_data()
{
    QTest::addColumn<InstanceQuery>("wide");
    QTest::addColumn<InstanceQuery>("narrow");
    QTest::addColumn<bool>("covered");
    const auto row = [](const char *name, const InstanceQuery &wide, const InstanceQuery &narrow,
                        bool covered) { QTest::newRow(name) << wide << narrow << covered; };
    const InstanceQuery all;
    const auto statuses = [](std::vector<Kind> kinds) {
        InstanceQuery query;
        query.statuses = std::move(kinds);
        return query;
    };
    const auto range = [](std::optional<Instant> from, std::optional<Instant> to) {
        InstanceQuery query;
        query.createdFrom = from;
        query.createdTo = to;
        return query;
    };
    const auto prefix
        = [](const QString &text, InstanceKinds kinds = InstanceKinds::Orchestrations) {
              InstanceQuery query;
              query.idPrefix = text;
              query.kinds = kinds;
              return query;
          };
    row("status of all", all, statuses({ Kind::Failed }), true);
    row("all of status", statuses({ Kind::Failed }), all, false);
    row("fewer statuses", statuses({ Kind::Failed, Kind::Running }), statuses({ Kind::Running }),
        true);
    row("other order", statuses({ Kind::Failed, Kind::Running }),
        statuses({ Kind::Running, Kind::Failed }), true);
    row("other status", statuses({ Kind::Failed, Kind::Running }),
        statuses({ Kind::Running, Kind::Pending }), false);
    row("inside", range(at(0), at(10)), range(at(0), at(10)), true);
    row("later start", range(at(0), {}), range(at(1), at(5)), true);
    row("earlier start", range(at(1), {}), range(at(0), at(5)), false);
    row("open start", range(at(1), {}), range({}, at(5)), false);
    row("later end", range({}, at(5)), range(at(0), at(6)), false);
    row("open end", range({}, at(5)), range(at(0), {}), false);
    row("longer prefix", prefix(u"ord"_s), prefix(u"order-"_s), true);
    row("shorter prefix", prefix(u"order"_s), prefix(u"ord"_s), false);
    row("other case", prefix(u"ord"_s), prefix(u"ORDER"_s), false);
    row("orchestrations of both", prefix({}, InstanceKinds::Both), prefix({}), true);
    row("both of orchestrations", prefix({}), prefix({}, InstanceKinds::Both), false);
    row("entities of orchestrations", prefix({}), prefix({}, InstanceKinds::Entities), false);
    row("entity ids of both", prefix({}, InstanceKinds::Entities),
        prefix(u"@c"_s, InstanceKinds::Both), true);
    InstanceQuery raw;
    raw.include = RowContents::Raw;
    row("compact of raw", raw, all, true);
    row("raw of compact", all, raw, false);
    InstanceQuery small;
    small.pageSize = 1;
    row("page size does not matter", small, all, true);
}

void tst_Query::coversNarrowerQueries()
{
    QFETCH(InstanceQuery, wide);
    QFETCH(InstanceQuery, narrow);
    QTEST(wide.covers(narrow), "covered");
}

void tst_Query::coversItself()
{
    InstanceQuery query;
    query.statuses = { Kind::Failed };
    query.createdFrom = at(0);
    query.createdTo = at(1);
    query.idPrefix = u"x"_s;
    query.kinds = InstanceKinds::Both;
    query.include = RowContents::Raw;
    QVERIFY(query.covers(query));
}

void tst_Query::refusesQueriesThatBreakTheRequest()
{
    InstanceQuery query;
    QVERIFY(problemWithQuery(query).isEmpty());
    query.pageSize = 0;
    QVERIFY(!problemWithQuery(query).isEmpty());
    query.pageSize = 1001;
    QVERIFY(!problemWithQuery(query).isEmpty());
    query.pageSize = 1000;
    query.createdFrom = at(1);
    query.createdTo = at(1);
    QVERIFY(problemWithQuery(query).isEmpty());
    query.createdTo = at(0);
    QVERIFY(!problemWithQuery(query).isEmpty());
    query.createdFrom = Instant::fromText("1600-12-31T23:59:59.9999999Z");
    QVERIFY(problemWithQuery(query).contains(u"1601"));
    query.createdFrom = Instant::fromText("1601-01-01T00:00:00Z");
    QVERIFY(problemWithQuery(query).isEmpty());
    query.statuses = { Kind::Running, Kind::Unknown };
    QVERIFY(!problemWithQuery(query).isEmpty());
}

void tst_Query::refusesUnsafePurges()
{
    PurgeFilter filter { at(0),
                         at(1),
                         { Kind::Completed, Kind::Failed, Kind::Terminated, Kind::Canceled } };
    QVERIFY(problemWithPurge(filter).isEmpty());
    filter.createdTo = filter.createdFrom;
    QVERIFY(problemWithPurge(filter).isEmpty());
    filter.createdFrom = at(2);
    QVERIFY(!problemWithPurge(filter).isEmpty());
    filter.createdTo = at(3);
    for (const Kind kind :
         { Kind::Running, Kind::Pending, Kind::Suspended, Kind::ContinuedAsNew, Kind::Unknown }) {
        filter.statuses = { Kind::Completed, kind };
        QVERIFY(!problemWithPurge(filter).isEmpty());
    }
    filter.statuses.clear();
    QVERIFY(!problemWithPurge(filter).isEmpty());
    filter.statuses = { Kind::Completed };
    filter.createdFrom = Instant::fromText("0001-01-01T00:00:00Z").value();
    QVERIFY(!problemWithPurge(filter).isEmpty());
}

HUBDECK_GUILESS_TEST(tst_Query)
#include "tst_query.moc"
