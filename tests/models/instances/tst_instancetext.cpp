// SPDX-License-Identifier: MIT
#include "models/instances/instancetext.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "scriptedhub.h"
#include "services/json/jsonvalidator.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using Kind = RuntimeStatus::Kind;

class TestInstanceText : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void writesIdsOnePerLine();
    void writesShownColumnsAsTable();
    void quotesCsv();
    void writesJsonWithTheHubsOwnText();
    void writesABrokenCustomStatusAsText();
    void writesWhatOnlySomeRoadsTell();

private:
    PendingActions m_pending;
    TimeDisplay m_time;
    std::unique_ptr<InstanceTableModel> m_model;
};

void TestInstanceText::init()
{
    constexpr Instant created(Instant::Ticks(17'952'000'000'000'000));
    m_time.setUtc(true);
    m_model = std::make_unique<InstanceTableModel>(m_pending, m_time);
    m_model->setExtrasNote(u"Not over HTTP."_s);
    m_model->sort(InstanceTableModel::IdColumn, Qt::AscendingOrder);
    m_model->merge({ ScriptedHub::pageOf(
        { ScriptedHub::made(u"a,\"1\""_s, u"Order"_s, Kind::Failed, created, R"({"n":1.50,"n":2})"),
          ScriptedHub::made(u"b\t2"_s, u"Ünï"_s, Kind::Running, created) }) });
}

void TestInstanceText::writesIdsOnePerLine()
{
    QCOMPARE(instancetext::ids(*m_model, { 0, 1 }), u"a,\"1\"\nb\t2"_s);
    QCOMPARE(instancetext::ids(*m_model, {}), QString());
}

void TestInstanceText::writesShownColumnsAsTable()
{
    QCOMPARE(
        instancetext::table(*m_model, { 1 },
                            { InstanceTableModel::StatusColumn, InstanceTableModel::IdColumn }),
        u"Status\tInstance id\nRunning\tb 2"_s);
}

void TestInstanceText::quotesCsv()
{
    const QStringList lines = instancetext::csv(*m_model, { 0, 1 }).split(u"\r\n"_s);
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0], u"instanceId,name,runtimeStatus,createdTime,lastUpdatedTime,customStatus"_s);
    QVERIFY(lines[1].startsWith(u"\"a,\"\"1\"\"\",Order,Failed,2026-"_s));
    QVERIFY(lines[1].endsWith(u",\"{\"\"n\"\":1.50,\"\"n\"\":2}\""_s));
    QVERIFY(lines[2].endsWith(u"Z,"_s));
}

void TestInstanceText::writesJsonWithTheHubsOwnText()
{
    const QString text = instancetext::json(*m_model, { 0, 1 });
    QVERIFY(!json::validate(text.toUtf8()));
    QVERIFY(text.contains(u"\"customStatus\":{\"n\":1.50,\"n\":2}"_s));
    QVERIFY(text.contains(u"\"instanceId\":\"a,\\\"1\\\"\""_s));
    QVERIFY(text.contains(u"\"name\":\"Ünï\""_s));
    QCOMPARE(instancetext::json(*m_model, {}), u"[]"_s);
}

void TestInstanceText::writesABrokenCustomStatusAsText()
{
    constexpr Instant created(Instant::Ticks(17'952'000'000'000'000));
    m_model->replace({ ScriptedHub::pageOf(
        { ScriptedHub::made(u"x"_s, u"N"_s, Kind::Running, created, "undefined") }) });
    const QString text = instancetext::json(*m_model, { 0 });
    QVERIFY(!json::validate(text.toUtf8()));
    QVERIFY(text.contains(u"\"customStatus\":\"undefined\""_s));
}

void TestInstanceText::writesWhatOnlySomeRoadsTell()
{
    constexpr Instant created(Instant::Ticks(17'952'000'000'000'000));
    InstanceDetails told = ScriptedHub::made(u"x"_s, u"N"_s, Kind::Running, created);
    told.version = u"2,1"_s;
    told.tags = R"({"b":"1","a":"2"})";
    told.generation = 0;
    told.completed = created;
    m_model->setExtrasNote({});
    m_model->replace({ ScriptedHub::pageOf({ told }) });
    const QString json = instancetext::json(*m_model, { 0 });
    QVERIFY(!json::validate(json.toUtf8()));
    QVERIFY(json.contains(u",\"version\":\"2,1\",\"tags\":{\"b\":\"1\",\"a\":\"2\"}"
                          ",\"generation\":0,\"completedTime\":\"2026-"_s));
    const QStringList lines = instancetext::csv(*m_model, { 0 }).split(u"\r\n"_s);
    QVERIFY(lines[0].endsWith(
        u",customStatus,version,tags,generation,scheduledStartTime,completedTime"_s));
    QVERIFY(
        lines[1].contains(u",\"2,1\",\"{\"\"b\"\":\"\"1\"\",\"\"a\"\":\"\"2\"\"}\",0,,2026-"_s));
}

HUBDECK_GUILESS_TEST(TestInstanceText)
#include "tst_instancetext.moc"
