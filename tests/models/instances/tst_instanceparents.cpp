// SPDX-License-Identifier: MIT
#include "models/instances/instanceparents.h"

#include "models/hubs/hubsession.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using Call = ScriptedHub::Call;
using Child = InstanceParents::Child;
using State = InstanceParents::State;

namespace {

constexpr int patienceMs = 30'000;

std::vector<InstanceDetails> family()
{
    std::vector<InstanceDetails> instances = ScriptedHub::generated(3);
    instances[1].parent = instances[0].id;
    return instances;
}

struct Fixture
{
    QThreadPool pool;
    std::vector<InstanceDetails> instances = family();
    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>(instances);
    HubSession session { { u"Hub"_s, {}, HubKind::Storage, false, false }, hub, pool };
    InstanceParents parents { session };
    QSignalSpy changed { &parents, &InstanceParents::changed };

    [[nodiscard]] Child child(size_t i) const
    {
        return { instances[i].id, instances[i].created->ticks() };
    }
};

} // namespace

class TestInstanceParents : public QObject
{
    Q_OBJECT

private slots:

    void looksUpWhatIsNotKnown()
    {
        Fixture f;
        QCOMPARE(f.parents.stateOf(f.child(1)), State::Unknown);
        f.parents.want({ f.child(0), f.child(1) });
        QTRY_COMPARE_WITH_TIMEOUT(f.changed.size(), 1, patienceMs);
        QCOMPARE(f.parents.stateOf(f.child(0)), State::None);
        QCOMPARE(f.parents.stateOf(f.child(1)), State::Known);
        QCOMPARE(f.parents.parentOf(f.child(1)), f.instances[0].id);
        f.parents.want({ f.child(0), f.child(1) });
        QCOMPARE(f.hub->arrivalCount(Call::Parents), 1);
    }

    void asksAgainWhenTheIdWasStartedAnew()
    {
        Fixture f;
        f.parents.want({ f.child(1) });
        QTRY_COMPARE_WITH_TIMEOUT(f.changed.size(), 1, patienceMs);
        Child later = f.child(1);
        ++later.createdTicks;
        QCOMPARE(f.parents.stateOf(later), State::Unknown);
        QVERIFY(f.parents.parentOf(later).isEmpty());
    }

    void sendsOneBatchAtATime()
    {
        Fixture f;
        f.hub->hold();
        f.parents.want({ f.child(0) });
        QTRY_COMPARE_WITH_TIMEOUT(f.hub->waiting(), 1, patienceMs);
        f.parents.want({ f.child(1) });
        f.hub->release();
        QTRY_COMPARE_WITH_TIMEOUT(f.changed.size(), 1, patienceMs);
        QCOMPARE(f.hub->arrivalCount(Call::Parents), 1);
        f.parents.want({ f.child(1) });
        QTRY_COMPARE_WITH_TIMEOUT(f.changed.size(), 2, patienceMs);
    }

    void doesNotAskOnAfterAFailure()
    {
        Fixture f;
        f.hub->fail(Call::Parents, TaskHubError(ErrorKind::Forbidden, u"No."_s));
        f.parents.want({ f.child(1) });
        QTRY_COMPARE_WITH_TIMEOUT(f.changed.size(), 1, patienceMs);
        QCOMPARE(f.parents.problem(), u"No."_s);
        QCOMPARE(f.parents.stateOf(f.child(1)), State::Failed);
        f.parents.want({ f.child(1) });
        QCOMPARE(f.hub->arrivalCount(Call::Parents), 1);
        f.parents.retry();
        f.parents.want({ f.child(1) });
        QTRY_COMPARE_WITH_TIMEOUT(f.parents.stateOf(f.child(1)), State::Known, patienceMs);
    }
};

HUBDECK_GUILESS_TEST(TestInstanceParents)
#include "tst_instanceparents.moc"
