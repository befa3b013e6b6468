// SPDX-License-Identifier: MIT
#include "ui/hubs/activitydock.h"

#include "models/activity/activitymodel.h"
#include "models/displaytext.h"
#include "testprogram.h"

#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestActivityDock : public QObject
{
    Q_OBJECT

private slots:

    void showsWordsUntilThereIsSomething()
    {
        const TimeDisplay time;
        ActivityModel model(time);
        const ActivityDock dock(model);
        auto *list = dock.findChild<QListView *>(u"activityList"_s);
        QVERIFY(list->isHidden());
        model.add({ u"OrdersHub"_s, u"Rewind family-1"_s, u"rewind"_s, u"family-1"_s });
        QVERIFY(!list->isHidden());
        dock.findChild<QToolButton *>(u"clearActivity"_s)->click();
        QVERIFY(list->isHidden());
    }

    void anEntryLeadsToItsInstance()
    {
        const TimeDisplay time;
        ActivityModel model(time);
        ActivityDock dock(model);
        model.add({ u"OrdersHub"_s, u"Rewind family-1"_s, u"rewind"_s, u"family-1"_s, 7 });
        model.add({ u"OrdersHub"_s, u"Purge 5 instances"_s, u"trash"_s, {} });
        auto *list = dock.findChild<QListView *>(u"activityList"_s);
        QSignalSpy requested(&dock, &ActivityDock::instanceRequested);
        emit list->activated(model.index(0, 0)); // several instances: nothing to show
        QCOMPARE(requested.size(), 0);
        emit list->activated(model.index(1, 0));
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested.at(0).at(0).toInt(), 7);
        QCOMPARE(requested.at(0).at(1).toString(), u"OrdersHub"_s);
        QCOMPARE(requested.at(0).at(2).toString(), u"family-1"_s);
    }

    void everyOutcomeIsDrawn()
    {
        const TimeDisplay time;
        ActivityModel model(time);
        ActivityDock dock(model);
        using Outcome = ActivityModel::Outcome;
        for (const Outcome outcome : { Outcome::Running, Outcome::Done, Outcome::Failed,
                                       Outcome::Unknown, Outcome::Stopped }) {
            const auto id = model.add({ u"H"_s, u"Suspend a"_s, u"pause"_s, u"a"_s });
            model.update(id, outcome, u"accepted, Suspended after 0.9 s"_s);
        }
        dock.resize(600, 200);
        dock.show();
        QVERIFY(!dock.findChild<QListView *>(u"activityList"_s)->grab().isNull());
    }
};

HUBDECK_TEST(TestActivityDock)
#include "tst_activitydock.moc"
