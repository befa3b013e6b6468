// SPDX-License-Identifier: MIT
#include "models/history/historyrows.h"

#include "models/hubs/hubsession.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using test::ScriptedHub;

namespace {

constexpr int patience = 60'000;

HistoryEvent made(const QString &name, const QByteArray &child = {})
{
    HistoryEvent result;
    result.type = child.isEmpty() ? u"TaskCompleted"_s : u"SubOrchestrationInstanceCreated"_s;
    result.name = name;
    result.timestamp = Instant(Instant::Ticks(17'000'000'000'000'000));
    result.raw = child.isEmpty() ? QByteArray("{}") : R"({"InstanceId":")" + child + R"("})";
    return result;
}

HistoryEvents list(std::vector<HistoryEvent> events)
{
    return std::make_shared<const std::vector<HistoryEvent>>(std::move(events));
}

struct Stage
{
    Stage() { children.startAfresh(session); }

    void put(const QString &id, const std::vector<HistoryEvent> &events) const
    {
        History history;
        history.instance
            = ScriptedHub::made(id, u"Child"_s, RuntimeStatus::Kind::Completed, Instant::now());
        history.events = events;
        hub->put(history.instance);
        hub->setHistory(history.instance.id, history);
    }

    /// Waits until it is read.
    void expand(const QString &id)
    {
        children.expand(InstanceId(id));
        QTRY_VERIFY_WITH_TIMEOUT(!children.child(InstanceId(id))->words.startsWith(u"Reading"),
                                 patience);
    }

    /// `  Name` or `  (words)`, indented by depth, `+` and `-` for what expands.
    [[nodiscard]] QStringList rows(const HistoryEvents &events, const QString &filter = {}) const
    {
        QStringList result;
        for (const HistoryRow &row : historyRows(events, &children, filter)) {
            const QString mark = !row.child ? QString() : row.expanded ? u"-"_s : u"+"_s;
            result << QString(row.depth * 2, u' ') + mark
                    + (row.isNote() ? u'(' + row.note.left(7) + u')' : row.what().name);
        }
        return result;
    }

    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>();
    QThreadPool pool;
    HubSession session { HubInfo {}, hub, pool };
    ChildHistories children;
};

} // namespace

class TestHistoryRows : public QObject
{
    Q_OBJECT

private slots:
    void withoutChildrenTheyAreTheEvents();
    void whatIsExpandedStandsBelowItsEvent();
    void wordsStandWhereAChildHasNoEvents();
    void theFilterLooksIntoWhatIsExpanded();
    void anInstanceIsNotExpandedInsideItself();
    void callAndEndOfOneInstanceExpandOnce();
    void theSameEventIsTheSameExpandedOrNot();
};

void TestHistoryRows::withoutChildrenTheyAreTheEvents()
{
    const HistoryEvents events = list({ made(u"A"_s), made(u"B"_s, "b") });
    const std::vector<HistoryRow> rows = historyRows(events, nullptr, {});
    QCOMPARE(rows.size(), size_t(2));
    QVERIFY(!rows[1].child.has_value());
    QCOMPARE(historyRows(events, nullptr, u"a"_s).size(), size_t(2)); // in the types too
    QCOMPARE(historyRows(events, nullptr, u"TaskC"_s).size(), size_t(1));
    QVERIFY(historyRows(nullptr, nullptr, {}).empty());
}

void TestHistoryRows::whatIsExpandedStandsBelowItsEvent()
{
    Stage stage;
    stage.put(u"b"_s, { made(u"B1"_s), made(u"C"_s, "c") });
    stage.put(u"c"_s, { made(u"C1"_s) });
    const HistoryEvents events = list({ made(u"A"_s), made(u"B"_s, "b"), made(u"D"_s) });
    QCOMPARE(stage.rows(events), (QStringList { u"A"_s, u"+B"_s, u"D"_s }));
    stage.expand(u"b"_s);
    QCOMPARE(stage.rows(events), (QStringList { u"A"_s, u"-B"_s, u"  B1"_s, u"  +C"_s, u"D"_s }));
    stage.expand(u"c"_s);
    QCOMPARE(stage.rows(events),
             (QStringList { u"A"_s, u"-B"_s, u"  B1"_s, u"  -C"_s, u"    C1"_s, u"D"_s }));
    stage.children.collapse(InstanceId(u"b"_s));
    QCOMPARE(stage.rows(events), (QStringList { u"A"_s, u"+B"_s, u"D"_s }));
}

void TestHistoryRows::wordsStandWhereAChildHasNoEvents()
{
    Stage stage;
    const HistoryEvents events = list({ made(u"B"_s, "purged"), made(u"D"_s) });
    stage.expand(u"purged"_s);
    QCOMPARE(stage.rows(events), (QStringList { u"-B"_s, u"  (purged )"_s, u"D"_s }));
    QCOMPARE(stage.rows(events, u"TaskCompleted"_s), QStringList { u"D"_s });
}

void TestHistoryRows::theFilterLooksIntoWhatIsExpanded()
{
    Stage stage;
    stage.put(u"b"_s, { made(u"Needle"_s), made(u"B2"_s) });
    const HistoryEvents events = list({ made(u"A"_s), made(u"B"_s, "b") });
    QCOMPARE(stage.rows(events, u"needle"_s), QStringList());
    stage.expand(u"b"_s);
    QCOMPARE(stage.rows(events, u"needle"_s), (QStringList { u"-B"_s, u"  Needle"_s }));
}

void TestHistoryRows::anInstanceIsNotExpandedInsideItself()
{
    Stage stage;
    stage.put(u"b"_s, { made(u"Again"_s, "b") });
    stage.expand(u"b"_s);
    QCOMPARE(stage.rows(list({ made(u"B"_s, "b") })), (QStringList { u"-B"_s, u"  Again"_s }));
}

void TestHistoryRows::callAndEndOfOneInstanceExpandOnce()
{
    Stage stage;
    stage.put(u"b"_s, { made(u"B1"_s) });
    HistoryEvent end = made(u"End"_s);
    end.type = u"SubOrchestrationInstanceCompleted"_s;
    end.subInstance = InstanceId(u"b"_s);
    const HistoryEvents events = list({ made(u"B"_s, "b"), end });
    stage.expand(u"b"_s);
    QCOMPARE(stage.rows(events), (QStringList { u"-B"_s, u"  B1"_s, u"End"_s }));
    QCOMPARE(stage.rows(events, u"End"_s), QStringList { u"-End"_s });
}

void TestHistoryRows::theSameEventIsTheSameExpandedOrNot()
{
    HistoryRow one;
    one.events = list({ made(u"A"_s), made(u"B"_s) });
    HistoryRow two = one;
    two.events = list({ made(u"A"_s) }); // read again
    two.expanded = true;
    QVERIFY(one.isSame(two));
    one.event = 1;
    QVERIFY(!one.isSame(two));
    HistoryRow words;
    words.note = u"Reading"_s;
    QVERIFY(!words.isSame(one) && !one.isSame(words) && words.isSame(words));
    two = one;
    two.depth = 1;
    QVERIFY(!one.isSame(two));
}

HUBDECK_GUILESS_TEST(TestHistoryRows)
#include "tst_historyrows.moc"
