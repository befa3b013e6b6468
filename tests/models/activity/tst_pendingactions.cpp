// SPDX-License-Identifier: MIT
#include "models/activity/pendingactions.h"

#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using State = PendingActions::State;

class PendingActionsTest : public QObject
{
    Q_OBJECT

private slots:

    void knowsNothingAtFirst()
    {
        const PendingActions pending;
        QVERIFY(pending.isEmpty());
        QVERIFY(!pending.contains(InstanceId(u"a"_s)));
        QCOMPARE(pending.text(InstanceId(u"a"_s)), QString());
        QVERIFY(!pending.state(InstanceId(u"a"_s)));
    }

    void tellsEveryChangeOnce()
    {
        PendingActions pending;
        QSignalSpy spy(&pending, &PendingActions::changed);
        const InstanceId id(u"order-1"_s);
        pending.set(id, ActionKind::Terminate, State::Sending);
        pending.set(id, ActionKind::Terminate, State::Sending);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.at(0).at(0).value<InstanceId>(), id);
        pending.set(id, ActionKind::Terminate, State::Accepted);
        QCOMPARE(spy.count(), 2);
        pending.clear(id);
        pending.clear(id);
        QCOMPARE(spy.count(), 3);
        QVERIFY(pending.isEmpty());
    }

    void keepsInstancesApart()
    {
        PendingActions pending;
        pending.set(InstanceId(u"a"_s), ActionKind::Suspend, State::Accepted);
        pending.set(InstanceId(u"A"_s), ActionKind::Rewind, State::Unknown);
        QCOMPARE(*pending.state(InstanceId(u"a"_s)), State::Accepted);
        QCOMPARE(*pending.state(InstanceId(u"A"_s)), State::Unknown);
        QCOMPARE(pending.action(InstanceId(u"A"_s)), ActionKind::Rewind);
        QVERIFY(!pending.action(InstanceId(u"b"_s)));
        pending.clear(InstanceId(u"a"_s));
        QVERIFY(pending.contains(InstanceId(u"A"_s)));
    }

    void saysWhatIsUnderWay()
    {
        PendingActions pending;
        const InstanceId id(u"a"_s);
        pending.set(id, ActionKind::Terminate, State::Sending);
        QCOMPARE(pending.text(id), pendingName(ActionKind::Terminate));
        pending.set(id, ActionKind::Terminate, State::Slow);
        QVERIFY(pending.text(id).startsWith(pendingName(ActionKind::Terminate)));
        QVERIFY(pending.text(id).contains(u"30 s"_s));
        pending.set(id, ActionKind::Terminate, State::Unknown);
        QVERIFY(pending.text(id).startsWith(displayName(ActionKind::Terminate)));
        QVERIFY(pending.text(id).contains(u"unknown"_s));
    }
};

HUBDECK_GUILESS_TEST(PendingActionsTest)
#include "tst_pendingactions.moc"
