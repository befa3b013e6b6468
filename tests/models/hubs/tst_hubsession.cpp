// SPDX-License-Identifier: MIT
#include "models/hubs/hubsession.h"

#include "models/activity/pendingactions.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using test::ScriptedHub;

class TestHubSession : public QObject
{
    Q_OBJECT

private slots:

    void hasWhatItIsMadeOf()
    {
        const auto hub = std::make_shared<ScriptedHub>();
        QThreadPool pool;
        const HubInfo info { .name = u"OrdersHub"_s,
                             .address = u"app.example"_s,
                             .production = true };
        const HubSession session(info, hub, pool);
        QCOMPARE(session.info(), info);
        QCOMPARE(session.hub(), hub);
        QCOMPARE(&session.pool(), &pool);
        QCOMPARE(hub->arrivals().size(), std::size_t(0)); // nothing is asked by itself
    }

    void canDoWhatTheRoadCan()
    {
        const auto hub = std::make_shared<ScriptedHub>();
        Capabilities road;
        road.lack(Feature::Rewind, u"too old"_s);
        hub->setCapabilities(road);
        QThreadPool pool;
        const HubSession session({ .name = u"a"_s, .address = {} }, hub, pool);
        QCOMPARE(session.capabilities(), road);
    }

    void aReadOnlyOneChangesNothing()
    {
        const auto hub = std::make_shared<ScriptedHub>();
        Capabilities road;
        road.lack(Feature::Health, u"not here"_s);
        hub->setCapabilities(road);
        QThreadPool pool;
        const HubSession session({ .name = u"a"_s, .address = {}, .readOnly = true }, hub, pool);
        QVERIFY(!session.capabilities().has(Feature::Terminate));
        QVERIFY(session.capabilities().whyNot(Feature::Purge).contains(u"read-only"_s));
        QVERIFY(session.capabilities().has(Feature::History));
        QCOMPARE(session.capabilities().whyNot(Feature::Health), u"not here"_s);
        QVERIFY(hub->capabilities().has(Feature::Terminate)); // the road itself is as it was
    }

    void pendingActionsAreItsOwn()
    {
        const auto hub = std::make_shared<ScriptedHub>();
        QThreadPool pool;
        HubSession one({ .name = u"a"_s, .address = {} }, hub, pool);
        HubSession other({ .name = u"a"_s, .address = {} }, hub, pool);
        QSignalSpy changed(&one.pending(), &PendingActions::changed);
        one.pending().set(InstanceId(u"x"_s), ActionKind::Terminate,
                          PendingActions::State::Sending);
        QCOMPARE(changed.size(), 1);
        QVERIFY(one.pending().contains(InstanceId(u"x"_s)));
        QVERIFY(other.pending().isEmpty());
    }

    void jobsMayKeepTheHubLonger()
    {
        std::weak_ptr<TaskHub> watched;
        std::shared_ptr<TaskHub> kept;
        QThreadPool pool;
        {
            const HubSession session({ .name = u"a"_s, .address = {} },
                                     std::make_shared<ScriptedHub>(), pool);
            kept = session.hub();
            watched = kept;
        }
        QVERIFY(!watched.expired());
        kept.reset();
        QVERIFY(watched.expired());
    }
};

HUBDECK_GUILESS_TEST(TestHubSession)
#include "tst_hubsession.moc"
