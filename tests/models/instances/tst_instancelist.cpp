// SPDX-License-Identifier: MIT
#include "models/instances/instancelist.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/hubs/hubsession.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using Call = ScriptedHub::Call;
using Kind = RuntimeStatus::Kind;
using State = InstanceLoader::State;

namespace {

constexpr int patienceMs = 30'000;
const ListQuery everything {};

ListQuery only(Kind kind)
{
    ListQuery query;
    query.query.statuses = { kind };
    return query;
}

struct Fixture
{
    QThreadPool pool;
    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>(ScriptedHub::generated(110));
    HubSession session { { u"Hub"_s, u"http://localhost"_s, HubKind::Http, false, false },
                         hub,
                         pool };
    TimeDisplay time;
    InstanceList list { session, time };
    QAbstractItemModelTester tester { &list.model() };

    [[nodiscard]] bool reaches(State state) const
    {
        return QTest::qWaitFor([&] { return list.loader().state() == state; }, patienceMs);
    }

    [[nodiscard]] bool load(const ListQuery &query = everything)
    {
        list.setQuery(query);
        return reaches(State::Complete);
    }
};

} // namespace

class TestInstanceList : public QObject
{
    Q_OBJECT

private slots:
    void movesTheBeginningWithTheClock();
    void answersANarrowerQueryWithoutTheHub();
    void asksTheHubForAWiderQuery();
    void doesNotAnswerFromAPartialLoad();
    void keepsOldRowsUntilTheFirstNewOneComes();
    void showsNothingWhenTheNewQueryFindsNothing();
    void refreshMergesAndRemoves();
    void refreshAsksForWhatIsLoadedNotForWhatIsShown();
    void refreshKeepsRowsThatWereGoneTo();
    void failedRefreshKeepsRows();
    void refreshAskedForWhileRefreshingComesAfter();
    void followsTheSession();
    void rowsOfTheQueryStayWhenTheyLeaveIt();
    void loadsUpToTheLimitByItself();
};

void TestInstanceList::movesTheBeginningWithTheClock()
{
    ListQuery query;
    query.last = std::chrono::hours(1);
    const Instant now(Instant::Ticks(17'952'000'000'000'000));
    QCOMPARE(query.at(now).createdFrom, std::optional(now - std::chrono::hours(1)));
    QVERIFY(!query.at(now).createdTo);
    QVERIFY(!everything.at(now).createdFrom);
}

void TestInstanceList::answersANarrowerQueryWithoutTheHub()
{
    Fixture f;
    QVERIFY(f.load());
    QVERIFY(f.list.answers(only(Kind::Failed)));
    f.list.setQuery(only(Kind::Failed));
    QCOMPARE(f.list.model().rowCount(), 10);
    QCOMPARE(f.list.loader().state(), State::Complete);
    f.list.setQuery(everything);
    QCOMPARE(f.list.model().rowCount(), 110);
    QCOMPARE(f.hub->arrivalCount(Call::ListInstances), 1);
}

void TestInstanceList::asksTheHubForAWiderQuery()
{
    Fixture f;
    QVERIFY(f.load(only(Kind::Failed)));
    QCOMPARE(f.list.model().rowCount(), 10);
    QVERIFY(!f.list.answers(everything));
    QVERIFY(f.load(everything));
    QCOMPARE(f.list.model().rowCount(), 110);
    QCOMPARE(f.hub->arrivalCount(Call::ListInstances), 2);
}

void TestInstanceList::doesNotAnswerFromAPartialLoad()
{
    Fixture f;
    f.hub->hold();
    f.hub->setPageSize(10);
    f.list.setQuery(everything);
    f.hub->release(2);
    QTRY_COMPARE_WITH_TIMEOUT(f.list.model().rowCount(), 20, patienceMs);
    QVERIFY(!f.list.answers(only(Kind::Failed)));
    f.list.stop();
    QVERIFY(f.reaches(State::Stopped));
    QVERIFY(!f.list.answers(only(Kind::Failed)));
}

void TestInstanceList::keepsOldRowsUntilTheFirstNewOneComes()
{
    Fixture f;
    QVERIFY(f.load(only(Kind::Failed)));
    f.hub->hold();
    f.list.setQuery(everything);
    QCOMPARE(f.list.model().rowCount(), 10);
    QVERIFY(f.list.showsOldRows());
    f.hub->release();
    QVERIFY(f.reaches(State::Complete));
    QCOMPARE(f.list.model().rowCount(), 110);
    QVERIFY(!f.list.showsOldRows());
}

void TestInstanceList::showsNothingWhenTheNewQueryFindsNothing()
{
    Fixture f;
    QVERIFY(f.load(only(Kind::Failed)));
    QVERIFY(f.load(only(Kind::Canceled)));
    QCOMPARE(f.list.model().rowCount(), 0);
    QCOMPARE(f.list.model().counts().loaded, 0);
}

void TestInstanceList::refreshMergesAndRemoves()
{
    Fixture f;
    QVERIFY(f.load());
    const auto all = ScriptedHub::generated(111);
    f.hub->remove(all[3].id);
    f.hub->put(all[110]);
    InstanceDetails changed = all[5];
    changed.status = Kind::Canceled;
    f.hub->put(changed);
    QSignalSpy reset(&f.list.model(), &QAbstractItemModel::modelReset);
    f.list.refresh();
    QVERIFY(f.list.isRefreshing());
    QVERIFY(f.reaches(State::Complete));
    QCOMPARE(f.list.model().rowCount(), 110);
    QCOMPARE(f.list.model().rowOf(all[3].id), -1);
    QVERIFY(f.list.model().rowOf(all[110].id) >= 0);
    QCOMPARE(f.list.model().counts().of(Kind::Canceled), 1);
    QCOMPARE(reset.count(), 0);
}

void TestInstanceList::refreshAsksForWhatIsLoadedNotForWhatIsShown()
{
    Fixture f;
    QVERIFY(f.load());
    f.list.setQuery(only(Kind::Failed));
    f.list.refresh();
    QVERIFY(f.reaches(State::Complete));
    QVERIFY(f.hub->arrivals().back().query->statuses.empty());
    QCOMPARE(f.list.model().rowCount(), 10);
    QCOMPARE(f.list.model().counts().loaded, 110);
}

void TestInstanceList::refreshKeepsRowsThatWereGoneTo()
{
    Fixture f;
    QVERIFY(f.load(only(Kind::Failed)));
    const InstanceDetails completed = ScriptedHub::generated(1)[0];
    f.list.keep(completed);
    QCOMPARE(f.list.model().rowCount(), 11);
    f.list.refresh();
    QVERIFY(f.reaches(State::Complete));
    QCOMPARE(f.list.model().rowCount(), 11);
    emit f.session.instancesRemoved({ completed.id });
    QCOMPARE(f.list.model().rowCount(), 10);
}

void TestInstanceList::failedRefreshKeepsRows()
{
    Fixture f;
    QVERIFY(f.load());
    f.hub->fail(Call::ListInstances, TaskHubError(ErrorKind::Unavailable, u"503"_s));
    QSignalSpy failed(&f.list, &InstanceList::failed);
    f.list.refresh();
    QVERIFY(f.reaches(State::Failed));
    QCOMPARE(failed.count(), 1);
    QCOMPARE(f.list.model().rowCount(), 110);
    f.hub->remove(ScriptedHub::generated(1)[0].id);
    f.list.retry();
    QVERIFY(f.reaches(State::Complete));
    QCOMPARE(f.list.model().rowCount(), 109);
}

void TestInstanceList::refreshAskedForWhileRefreshingComesAfter()
{
    Fixture f;
    QVERIFY(f.load());
    f.hub->hold();
    f.list.refresh();
    f.list.refresh();
    f.hub->release();
    QTRY_COMPARE_WITH_TIMEOUT(f.hub->arrivalCount(Call::ListInstances), 3, patienceMs);
    QVERIFY(f.reaches(State::Complete));
    QCOMPARE(f.hub->arrivalCount(Call::ListInstances), 3);
}

void TestInstanceList::followsTheSession()
{
    Fixture f;
    QVERIFY(f.load());
    InstanceDetails read = ScriptedHub::generated(110)[7];
    read.status = Kind::Canceled;
    emit f.session.instanceRead(read);
    QCOMPARE(f.list.model().counts().of(Kind::Canceled), 1);
    read.id = InstanceId(u"not in this list"_s);
    emit f.session.instanceRead(read);
    QCOMPARE(f.list.model().counts().loaded, 110);
}

void TestInstanceList::rowsOfTheQueryStayWhenTheyLeaveIt()
{
    Fixture f;
    QVERIFY(f.load(only(Kind::Failed)));
    InstanceDetails rewound = ScriptedHub::generated(3)[2];
    QCOMPARE(rewound.status, RuntimeStatus(Kind::Failed));
    rewound.status = Kind::Running;
    f.hub->put(rewound);
    emit f.session.instanceRead(rewound);
    QCOMPARE(f.list.model().rowCount(), 10); // still there, now Running
    f.list.refresh();
    QVERIFY(f.reaches(State::Complete));
    QCOMPARE(f.list.model().rowCount(), 9);
}

void TestInstanceList::loadsUpToTheLimitByItself()
{
    Fixture f;
    f.hub->setInstances(ScriptedHub::generated(int(InstanceList::automaticRows) + 1500));
    f.list.setQuery(everything);
    QVERIFY(f.reaches(State::MoreAvailable));
    QCOMPARE(f.list.model().counts().loaded, InstanceList::automaticRows);
    f.list.loadNext();
    QVERIFY(f.reaches(State::MoreAvailable));
    QCOMPARE(f.list.model().counts().loaded, InstanceList::automaticRows + InstanceList::stepRows);
    f.list.loadAll();
    QVERIFY(f.reaches(State::Complete));
    QCOMPARE(f.list.model().counts().loaded, InstanceList::automaticRows + 1500);
}

HUBDECK_GUILESS_TEST(TestInstanceList)
#include "tst_instancelist.moc"
