// SPDX-License-Identifier: MIT
#include "models/hubs/placecontents.h"

#include "services/connections/connectionstring.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestPlaceContents : public QObject
{
    Q_OBJECT

private slots:

    void listsTheTrackingStoreToo()
    {
        const StorageAccount account
            = parseConnectionString(u"AccountName=contoso;AccountKey=c2VjcmV0"_s);
        const TrackingStore store {
            parseConnectionString(u"AccountName=tracking;AccountKey=c2VjcmV0"_s), u"Shop"_s
        };
        QStringList asked;
        const AccountLister list = [&asked](const StorageAccount &one) {
            asked += one.name;
            AccountContents contents;
            contents.listing.tables = { one.name + u"Table"_s };
            contents.listing.queues = { one.name + u"-queue"_s };
            contents.listing.containers = { one.name + u"-container"_s };
            contents.problems = { one.name };
            return contents;
        };
        QCOMPARE(contentsOf(account, {}, list).listing.tables, QStringList(u"contosoTable"_s));
        const AccountContents both = contentsOf(account, store, list);
        QCOMPARE(both.listing.tables, QStringList({ u"contosoTable"_s, u"trackingTable"_s }));
        QCOMPARE(both.listing.queues, QStringList({ u"contoso-queue"_s, u"tracking-queue"_s }));
        QCOMPARE(both.listing.containers,
                 QStringList({ u"contoso-container"_s, u"tracking-container"_s }));
        QCOMPARE(both.problems, QStringList({ u"contoso"_s, u"tracking"_s }));
        asked.clear();
        (void)contentsOf(account, TrackingStore { account, u"Shop"_s }, list);
        QCOMPARE(asked, QStringList(u"contoso"_s)); // once is enough
    }

    void opensAHubAsItsTablesSpellIt()
    {
        FoundHub hub;
        hub.name = TaskHubName(u"ordershub"_s);
        const TaskHubName configured(u"OrdersHub"_s);
        QVERIFY(!isSpelled(hub));
        QCOMPARE(nameToOpen(hub, configured), configured);
        QCOMPARE(nameToOpen(hub, TaskHubName(u"Other"_s)), hub.name);
        hub.hasPartitions = true;
        QVERIFY(isSpelled(hub));
        QCOMPARE(nameToOpen(hub, configured), hub.name);
    }
};

HUBDECK_GUILESS_TEST(TestPlaceContents)
#include "tst_placecontents.moc"
