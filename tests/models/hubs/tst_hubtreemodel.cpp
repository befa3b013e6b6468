// SPDX-License-Identifier: MIT
#include "models/hubs/hubtreemodel.h"

#include "hubregistryfixture.h"

#include "services/connections/connectionstring.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

class TestHubTreeModel : public QObject
{
    Q_OBJECT

    static QString dump(const QAbstractItemModel &model)
    {
        QStringList lines;
        for (int group = 0; group < model.rowCount(); ++group) {
            const QModelIndex top = model.index(group, 0);
            lines.append(top.data().toString());
            for (int row = 0; row < model.rowCount(top); ++row) {
                const QModelIndex hub = model.index(row, 0, top);
                lines.append(u"  %1 [%2]"_s.arg(hub.data().toString(),
                                                hub.data(HubTreeModel::BadgeRole).toString()));
            }
        }
        return lines.join(u'\n');
    }

private slots:

    void hubsStandBelowTheirConnections()
    {
        HubRegistryFixture f;
        HubTreeModel model(f.registry);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        f.registry.add(f.address(u"a.example"_s, u"OrdersHub"_s), f.info(u"orders-prod"_s));
        f.registry.add(f.address(u"b.example"_s), f.info(u"billing"_s));
        f.registry.add(f.address(u"a.example"_s, u"ReturnsHub"_s), f.info(u"orders-prod"_s));
        QCOMPARE(dump(model),
                 u"orders-prod\n  OrdersHub [HTTP]\n  ReturnsHub [HTTP]\n"
                 "billing\n  default hub [HTTP]"_s);
    }

    void everyChangeKeepsTheModelSound()
    {
        HubRegistryFixture f;
        HubTreeModel model(f.registry);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto id = f.registry.add(f.address(u"a.example"_s), f.info(u"orders"_s));
        f.registry.openSandbox();
        f.registry.open(id);
        QTRY_COMPARE(f.registry.find(id)->reachability, HubRegistry::Reachability::Reachable);
        QVERIFY(model.indexOf(id).data(HubTreeModel::OpenRole).toBool());
        f.registry.close(id);
        QVERIFY(!model.indexOf(id).data(HubTreeModel::OpenRole).toBool());
        f.registry.remove(id);
        QVERIFY(!model.indexOf(id).isValid());
        QTRY_COMPARE(dump(model), u"Sandbox\n  SandboxHub [sandbox]"_s);
    }

    void reachabilityChangesTheRowAndItsConnection()
    {
        HubRegistryFixture f;
        HubTreeModel model(f.registry);
        const auto id = f.registry.add(f.address(u"a.example"_s), f.info(u"orders"_s));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        f.registry.noteFailure(id, TaskHubError(ErrorKind::Unreachable, u"No answer."_s));
        QCOMPARE(changed.size(), 2);
        const QModelIndex hub = model.indexOf(id);
        QCOMPARE(hub.data(HubTreeModel::ReachabilityRole).toInt(),
                 int(HubRegistry::Reachability::Unreachable));
        QCOMPARE(hub.parent().data(HubTreeModel::ReachabilityRole).toInt(),
                 int(HubRegistry::Reachability::Unreachable));
        QVERIFY(hub.data(Qt::ToolTipRole).toString().contains(u"No answer."_s));
    }

    void toolTipsTellAccountsOfTheSameNameApart()
    {
        HubRegistryFixture f;
        const HubTreeModel model(f.registry);
        const auto add = [&f](const QString &endpoint) {
            StoragePlace place;
            place.account = parseConnectionString(
                u"AccountName=shop;AccountKey=c2VjcmV0;TableEndpoint=%1;QueueEndpoint=%1;"
                "BlobEndpoint=%1"_s.arg(endpoint));
            place.hub = TaskHubName(u"OrdersHub"_s);
            HubInfo info = f.info(u"OrdersHub"_s);
            info.kind = HubKind::Storage;
            info.address = place.account.displayName();
            return f.registry.add(place, u"Shop %1"_s.arg(endpoint.right(4)), info);
        };
        const QModelIndex one = model.indexOf(add(u"https://storage.example:8001"_s));
        QVERIFY(one.data(Qt::ToolTipRole).toString().contains(u"storage.example:8001"_s));
        QVERIFY(one.parent().data(Qt::ToolTipRole).toString().contains(u"storage.example:8001"_s));
        const QModelIndex two = model.indexOf(add(u"https://storage.example:8002"_s));
        QVERIFY(two.parent().data(Qt::ToolTipRole).toString().startsWith(u"Shop 8002\n"_s));
        QVERIFY(two.data(Qt::ToolTipRole).toString().contains(u"storage.example:8002"_s));
    }

    void marksShowOnTheConnection()
    {
        HubRegistryFixture f;
        const HubTreeModel model(f.registry);
        HubInfo info = f.info(u"orders"_s);
        info.production = true;
        const auto id = f.registry.add(f.address(u"a.example"_s), info);
        const QModelIndex connection = model.indexOf(id).parent();
        QVERIFY(connection.data(HubTreeModel::ProductionRole).toBool());
        QVERIFY(!connection.data(HubTreeModel::ReadOnlyRole).toBool());
        QCOMPARE(connection.data(HubTreeModel::EntryIdRole).toInt(), 0);
    }
};

HUBDECK_GUILESS_TEST(TestHubTreeModel)
#include "tst_hubtreemodel.moc"
