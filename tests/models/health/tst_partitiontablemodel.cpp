// SPDX-License-Identifier: MIT
#include "models/health/partitiontablemodel.h"

#include "testprogram.h"
#include "upkeephub.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;
using test::UpkeepHub;

class TestPartitionTableModel : public QObject
{
    Q_OBJECT

private slots:

    void tellsWhoOwnsAPartitionAndHowOldTheLeaseIs()
    {
        PartitionTableModel model;
        const QAbstractItemModelTester tester(&model);
        HubHealth health = UpkeepHub::healthy();
        model.show(health);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(cell(model, PartitionTableModel::OwnerColumn), u"worker-1"_s);
        QCOMPARE(cell(model, PartitionTableModel::LeaseColumn), u"renewed 3.00 s ago"_s);
        QCOMPARE(tone(model, PartitionTableModel::StateColumn), HealthTone::Good);
        health.partitions[0].state = PartitionHealth::State::Expired;
        health.partitions[0].expiresAt = UpkeepHub::readAt() - Instant::Ticks(1'200'000'000);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.show(health);
        QVERIFY(reset.isEmpty()); // the same partition stays where it is
        QVERIFY(cell(model, PartitionTableModel::LeaseColumn).startsWith(u"expired 2 m"));
        QCOMPARE(tone(model, PartitionTableModel::StateColumn), HealthTone::Bad);
        health.partitions[0].source = PartitionHealth::Source::LegacyBlob;
        health.partitions[0].leaseState = LeaseState::Leased;
        health.partitions[0].nextOwner = u"worker-2"_s;
        model.show(health);
        QCOMPARE(cell(model, PartitionTableModel::LeaseColumn), u"held"_s);
        QCOMPARE(cell(model, PartitionTableModel::OwnerColumn), u"worker-1 → worker-2"_s);
    }

    void whatNobodyOwnsIsOwnedForNoTime()
    {
        PartitionTableModel model;
        HubHealth health = UpkeepHub::healthy();
        health.partitions[0].ownedSince = UpkeepHub::readAt() - Instant::Ticks(30'000'000);
        model.show(health);
        QCOMPARE(cell(model, PartitionTableModel::SinceColumn), u"3.00 s"_s);
        health.partitions[0].state = PartitionHealth::State::Unowned;
        health.partitions[0].owner.clear();
        model.show(health);
        QCOMPARE(cell(model, PartitionTableModel::SinceColumn), u"–"_s);
    }

    void tellsThePartitionByItsQueue()
    {
        PartitionTableModel model;
        model.show(UpkeepHub::healthy());
        QCOMPARE(cell(model, PartitionTableModel::PartitionColumn), u"control-00"_s);
        QCOMPARE(
            model.index(0, PartitionTableModel::PartitionColumn).data(Qt::ToolTipRole).toString(),
            u"hub-control-00"_s);
    }

private:
    static QString cell(const QAbstractItemModel &model, int column, int row = 0)
    {
        return model.index(row, column).data().toString();
    }

    static HealthTone tone(const QAbstractItemModel &model, int column, int row = 0)
    {
        return static_cast<HealthTone>(model.index(row, column).data(ToneRole).toInt());
    }
};

HUBDECK_GUILESS_TEST(TestPartitionTableModel)
#include "tst_partitiontablemodel.moc"
