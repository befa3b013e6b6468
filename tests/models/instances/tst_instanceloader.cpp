// SPDX-License-Identifier: MIT
#include "models/instances/instanceloader.h"

#include "models/instances/pagequeue.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

#include <thread>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using State = InstanceLoader::State;

namespace {

constexpr int patienceMs = 30'000;

struct Fixture
{
    QThreadPool pool;
    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>(ScriptedHub::generated(250));
    std::unique_ptr<InstanceLoader> loader;
    QStringList ids;
    int handOvers = 0;

    Fixture()
    {
        hub->setPageSize(10);
        loader = std::make_unique<InstanceLoader>(hub, pool);
        QObject::connect(loader.get(), &InstanceLoader::pagesLoaded, loader.get(),
                         [this](const std::vector<InstancePage> &pages) {
                             ++handOvers;
                             for (const InstancePage &page : pages) {
                                 for (const InstanceRow &row : page.rows) {
                                     ids.append(page.id(row).text());
                                 }
                             }
                         });
    }

    [[nodiscard]] bool reaches(State state) const
    {
        return QTest::qWaitFor([&] { return loader->state() == state; }, patienceMs);
    }

    [[nodiscard]] bool hasAllInOrder(int count) const
    {
        const auto all = ScriptedHub::generated(250);
        return ids.size() == count
            && std::equal(
                   ids.begin(), ids.end(), all.begin(),
                   [](const QString &id, const InstanceDetails &x) { return id == x.id.text(); });
    }
};

} // namespace

class TestInstanceLoader : public QObject
{
    Q_OBJECT

private slots:
    void loadsEverythingInOrder();
    void handsTheFirstPageOverAtOnce();
    void waitsAtTheLimitAndGoesOnFromThere();
    void goesThroughEmptyPages();
    void canBeStoppedAndGoesOn();
    void stopsAChainThatNeverEnds();
    void keepsWhatCameWhenItFailsAndRetriesFromThere();
    void holdsAFastHubBack();
    void dropsTheListingBeforeWhenStartedAnew();
    void canBeDestroyedWhileLoading();
};

void TestInstanceLoader::loadsEverythingInOrder()
{
    Fixture f;
    QCOMPARE(f.loader->state(), State::Idle);
    f.loader->start({}, InstanceLoader::everything);
    QCOMPARE(f.loader->state(), State::Loading);
    QVERIFY(f.reaches(State::Complete));
    QVERIFY(f.hasAllInOrder(250));
    QCOMPARE(f.loader->receivedRows(), 250);
    QCOMPARE(f.loader->receivedPages(), 25);
    QVERIFY(f.loader->completedAt());
    f.loader->loadNext(10); // nothing more to load
    QCOMPARE(f.loader->state(), State::Complete);
}

void TestInstanceLoader::handsTheFirstPageOverAtOnce()
{
    Fixture f;
    f.hub->hold();
    f.loader->start({}, InstanceLoader::everything);
    f.hub->release(1);
    QTRY_COMPARE_WITH_TIMEOUT(f.ids.size(), 10, patienceMs);
    QCOMPARE(f.loader->state(), State::Loading);
    f.hub->release();
    QVERIFY(f.reaches(State::Complete));
}

void TestInstanceLoader::waitsAtTheLimitAndGoesOnFromThere()
{
    Fixture f;
    f.loader->start({}, 95);
    QVERIFY(f.reaches(State::MoreAvailable));
    QVERIFY(f.hasAllInOrder(100));
    QVERIFY(!f.loader->completedAt());
    f.loader->loadNext(30);
    QVERIFY(f.reaches(State::MoreAvailable));
    QVERIFY(f.hasAllInOrder(130));
    f.loader->loadNext(InstanceLoader::everything);
    QVERIFY(f.reaches(State::Complete));
    QVERIFY(f.hasAllInOrder(250));
}

void TestInstanceLoader::goesThroughEmptyPages()
{
    Fixture f;
    f.hub->setEmptyPages(5);
    f.loader->start({}, InstanceLoader::everything);
    QVERIFY(f.reaches(State::Complete));
    QVERIFY(f.hasAllInOrder(250));
    QCOMPARE(f.loader->receivedPages(), 30);
}

void TestInstanceLoader::canBeStoppedAndGoesOn()
{
    Fixture f;
    f.hub->hold();
    f.loader->start({}, InstanceLoader::everything);
    f.hub->release(3);
    QTRY_COMPARE_WITH_TIMEOUT(f.ids.size(), 30, patienceMs);
    f.loader->stop();
    QVERIFY(f.reaches(State::Stopped));
    QVERIFY(f.hasAllInOrder(30));
    f.hub->release();
    f.loader->loadNext(InstanceLoader::everything);
    QVERIFY(f.reaches(State::Complete));
    QVERIFY(f.hasAllInOrder(250));
}

void TestInstanceLoader::stopsAChainThatNeverEnds()
{
    Fixture f;
    f.hub->setEndless(true);
    f.loader->start({}, InstanceLoader::everything);
    QTRY_VERIFY_WITH_TIMEOUT(f.loader->receivedPages() > 60, patienceMs);
    f.loader->stop();
    QVERIFY(f.reaches(State::Stopped));
    QVERIFY(f.hasAllInOrder(250));
}

void TestInstanceLoader::keepsWhatCameWhenItFailsAndRetriesFromThere()
{
    Fixture f;
    const TaskHubError error(ErrorKind::Unreachable, u"The hub cannot be reached."_s);
    f.hub->fail(ScriptedHub::Call::ListInstances, error, 1, 4);
    f.loader->start({}, InstanceLoader::everything);
    QVERIFY(f.reaches(State::Failed));
    QCOMPARE(f.loader->error(), error);
    QVERIFY(f.hasAllInOrder(40));
    f.loader->retry();
    QVERIFY(f.reaches(State::Complete));
    QVERIFY(f.hasAllInOrder(250));
}

void TestInstanceLoader::holdsAFastHubBack()
{
    Fixture f;
    f.hub->setPageSize(1);
    f.loader->start({}, InstanceLoader::everything);
    // Nobody takes pages while this thread does not run its event loop.
    for (int i = 0; i < 1000 && f.hub->pagesServed() <= int(PageQueue::capacity); ++i) {
        std::this_thread::yield();
    }
    QVERIFY(f.hub->pagesServed() <= int(PageQueue::capacity) + 1);
    QVERIFY(f.reaches(State::Complete));
    QVERIFY(f.hasAllInOrder(250));
    QVERIFY(f.handOvers >= 250 / int(PageQueue::capacity));
}

void TestInstanceLoader::dropsTheListingBeforeWhenStartedAnew()
{
    Fixture f;
    f.hub->hold();
    InstanceQuery failed;
    failed.statuses = { RuntimeStatus::Kind::Failed };
    f.loader->start(failed, InstanceLoader::everything);
    QTRY_COMPARE_WITH_TIMEOUT(f.hub->waiting(), 1, patienceMs);
    f.loader->start({}, InstanceLoader::everything);
    f.hub->release();
    QVERIFY(f.reaches(State::Complete));
    QVERIFY(f.hasAllInOrder(250));
    QCOMPARE(f.loader->query(), InstanceQuery());
}

void TestInstanceLoader::canBeDestroyedWhileLoading()
{
    Fixture f;
    f.hub->hold();
    f.loader->start({}, InstanceLoader::everything);
    f.hub->release(2);
    QTRY_COMPARE_WITH_TIMEOUT(f.ids.size(), 20, patienceMs);
    f.loader.reset();
    QVERIFY(f.pool.waitForDone(
        patienceMs)); // its stop token is set, so the call ends although the hub is held
    QCOMPARE(f.ids.size(), 20);
}

HUBDECK_GUILESS_TEST(TestInstanceLoader)
#include "tst_instanceloader.moc"
