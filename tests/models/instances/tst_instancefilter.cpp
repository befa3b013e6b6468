// SPDX-License-Identifier: MIT
#include "models/instances/instancefilter.h"

#include "scriptedhub.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using Kind = RuntimeStatus::Kind;

namespace {

constexpr Instant now(Instant::Ticks(17'952'000'000'000'000));

} // namespace

class TestInstanceFilter : public QObject
{
    Q_OBJECT

private slots:
    void showsEverythingWhenEmpty();
    void judgesAllRowsAsItJudgesEachOne_data();
    void judgesAllRowsAsItJudgesEachOne();
    void doesNotFindWhatReachesFromOneTextIntoTheNext();
    void findsCustomStatusesThatWereReplaced();
    void learnsNamesThatComeLater();
    void takesOverAQuery();
    void knowsIdsThatAHubMade_data();
    void knowsIdsThatAHubMade();
};

void TestInstanceFilter::showsEverythingWhenEmpty()
{
    InstanceStore store;
    store.merge(ScriptedHub::pageOf(ScriptedHub::generated(20, now)));
    PreparedFilter filter(store, {});
    QVERIFY(filter.showsAll());
    for (const RowState state : filter.judgeAll()) {
        QVERIFY(state.isShown());
    }
}

void TestInstanceFilter::judgesAllRowsAsItJudgesEachOne_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("expected"); // of 200
    QTest::addRow("ids") << u"ORDER-0001"_s << 100;
    QTest::addRow("names") << u"approv"_s
                           << 93; // 40, and "waiting for approval" under 53 other names
    QTest::addRow("custom status") << u"\"CHARGE\""_s << 67;
    QTest::addRow("nowhere") << u"zzz"_s << 0;
    QTest::addRow("other letters") << u"ü"_s << 0;
}

void TestInstanceFilter::judgesAllRowsAsItJudgesEachOne()
{
    QFETCH(const QString, text);
    QFETCH(const int, expected);
    InstanceStore store;
    store.merge(ScriptedHub::pageOf(ScriptedHub::generated(200, now)));
    InstanceFilter wanted;
    wanted.text = text;
    wanted.statuses = {};
    PreparedFilter filter(store, wanted);
    const std::vector<RowState> all = filter.judgeAll();
    int shown = 0;
    for (quint32 row = 0; row < store.rowCount(); ++row) {
        QCOMPARE(all[row].isShown(), filter.judge(row).isShown());
        QCOMPARE(all[row].kind(), store.status(row).kind());
        shown += all[row].isShown() ? 1 : 0;
    }
    QCOMPARE(shown, expected);
}

void TestInstanceFilter::doesNotFindWhatReachesFromOneTextIntoTheNext()
{
    InstanceStore store;
    store.merge(
        ScriptedHub::pageOf({ ScriptedHub::made(u"aaa"_s, u"N"_s, Kind::Running, now, "\"x\""),
                              ScriptedHub::made(u"bbb"_s, u"N"_s, Kind::Running, now, "\"y\"") }));
    for (const QString &text : { u"a\nb"_s, u"\n"_s, u"\"\n\""_s }) {
        InstanceFilter wanted;
        wanted.text = text;
        PreparedFilter filter(store, wanted);
        for (const RowState state : filter.judgeAll()) {
            QVERIFY(!state.isShown());
        }
    }
}

void TestInstanceFilter::findsCustomStatusesThatWereReplaced()
{
    InstanceStore store;
    auto all = ScriptedHub::generated(9, now);
    store.merge(ScriptedHub::pageOf(all));
    all[0].customStatus.text = "\"a much longer status that needs a new place: needle\"";
    all[2].customStatus.text = "\"needle\""; // had none
    all[3].customStatus.text
        = "\"n\""; // shorter, in place; the end of the old one must not be found
    store.merge(ScriptedHub::pageOf(all));
    const auto shown = [&store](const QString &text) {
        InstanceFilter wanted;
        wanted.text = text;
        PreparedFilter filter(store, wanted);
        const std::vector<RowState> states = filter.judgeAll();
        std::vector<int> rows;
        for (size_t row = 0; row < states.size(); ++row) {
            if (states[row].isShown()) {
                rows.push_back(static_cast<int>(row));
            }
        }
        return rows;
    };
    QCOMPARE(shown(u"NEEDLE"_s), (std::vector<int> { 0, 2 }));
    QCOMPARE(shown(u"charge"_s), (std::vector<int> { 6 }));
}

void TestInstanceFilter::learnsNamesThatComeLater()
{
    InstanceStore store;
    InstanceFilter wanted;
    wanted.text = u"late"_s;
    wanted.statuses = { Kind::Canceled };
    PreparedFilter filter(store, wanted);
    store.merge(ScriptedHub::made(u"a"_s, u"Latecomer"_s, Kind::Canceled, now));
    QVERIFY(filter.judge(0).isShown());
}

void TestInstanceFilter::takesOverAQuery()
{
    InstanceQuery query;
    query.statuses = { Kind::Failed };
    query.createdFrom = now;
    query.createdTo = now + std::chrono::seconds(1);
    query.idPrefix = u"a"_s;
    query.kinds = InstanceKinds::Orchestrations;
    InstanceStore store;
    store.merge(ScriptedHub::pageOf(
        { ScriptedHub::made(u"a1"_s, {}, Kind::Failed, now),
          ScriptedHub::made(u"a2"_s, {}, Kind::Running, now),
          ScriptedHub::made(u"A3"_s, {}, Kind::Failed, now),
          ScriptedHub::made(u"a4"_s, {}, Kind::Failed, now - Instant::Ticks(1)),
          ScriptedHub::made(u"a5"_s, {}, Kind::Failed, now + std::chrono::seconds(2)),
          ScriptedHub::made(u"@a@6"_s, {}, Kind::Failed, now) }));
    PreparedFilter filter(store, InstanceFilter::fromQuery(query));
    const std::vector<RowState> states = filter.judgeAll();
    for (size_t row = 0; row < states.size(); ++row) {
        QCOMPARE(states[row].isShown(), row == 0);
    }
    query.idPrefix.clear();
    query.kinds = InstanceKinds::Entities;
    PreparedFilter entities(store, InstanceFilter::fromQuery(query));
    QVERIFY(entities.judge(5).isShown());
    QVERIFY(!entities.judge(0).isShown());
}

void TestInstanceFilter::knowsIdsThatAHubMade_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<bool>("generated");
    const QByteArray guid = "a915a98d3c8f4f6a9e0d1b2c3d4e5f60";
    QTest::newRow("execution and number") << guid + ":2" << true;
    QTest::newRow("hexadecimal number") << guid + ":001a" << true;
    QTest::newRow("upper case") << guid.toUpper() + ":2" << true;
    QTest::newRow("guid alone") << guid << false;
    QTest::newRow("no number") << guid + ":" << false;
    QTest::newRow("something else behind") << guid + ":x" << false;
    QTest::newRow("too short") << guid.mid(1) + ":2" << false;
    QTest::newRow("a person's id") << QByteArray("order-0042:2") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestInstanceFilter::knowsIdsThatAHubMade()
{
    QFETCH(QByteArray, id);
    QTEST(isGeneratedChildId(id), "generated");
}

HUBDECK_GUILESS_TEST(TestInstanceFilter)
#include "tst_instancefilter.moc"
