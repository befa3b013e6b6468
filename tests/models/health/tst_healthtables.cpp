// SPDX-License-Identifier: MIT
#include "models/health/healthtables.h"

#include "models/displaytext.h"
#include "models/roles.h"
#include "upkeephub.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;
using test::UpkeepHub;

class TestHealthTables : public QObject
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

    void tellsDepthAgeAndPoisonOfEachQueue()
    {
        QueueTableModel model;
        const QAbstractItemModelTester tester(&model);
        HubHealth health = UpkeepHub::withPoison();
        model.show(health);
        QCOMPARE(model.rowCount(), 2); // the work items last
        QCOMPARE(cell(model, QueueTableModel::QueueColumn, 1), u"workitems"_s);
        QCOMPARE(cell(model, QueueTableModel::QueueColumn, 0), u"control-00"_s);
        QCOMPARE(cell(model, QueueTableModel::LengthColumn, 1), u"3"_s);
        QCOMPARE(cell(model, QueueTableModel::VisibleColumn, 1), u"1"_s);
        QVERIFY(cell(model, QueueTableModel::OldestColumn, 1).startsWith(u"1 m"));
        QCOMPARE(cell(model, QueueTableModel::PoisonColumn, 1), u"1"_s);
        QCOMPARE(tone(model, QueueTableModel::PoisonColumn, 1), HealthTone::Bad);
        QCOMPARE(tone(model, QueueTableModel::PoisonColumn, 0), HealthTone::Normal);
        health.workItems.exists = false;
        model.show(health);
        QCOMPARE(cell(model, QueueTableModel::LengthColumn, 1), u"not there"_s);
    }

    void showsTheMessagesDecoded()
    {
        TimeDisplay time;
        MessageTableModel model(time);
        const QAbstractItemModelTester tester(&model);
        HubHealth health = UpkeepHub::withPoison();
        model.show(health);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(cell(model, MessageTableModel::DeliveriesColumn), u"7"_s);
        QCOMPARE(tone(model, MessageTableModel::DeliveriesColumn), HealthTone::Bad);
        QCOMPARE(cell(model, MessageTableModel::EventColumn), u"TaskScheduled"_s);
        QCOMPARE(cell(model, MessageTableModel::NameColumn), u"Charge"_s);
        QCOMPARE(cell(model, MessageTableModel::InstanceColumn), u"order-1"_s);
        QCOMPARE(model.index(0, 0).data(FullTextRole).toString(), u"{\"Name\":\"Charge\"}"_s);
        QCOMPARE(model.rowOf(u"hub-workitems"_s, u"m1"_s), 0);
        QCOMPARE(model.rowOf(u"hub-workitems"_s, u"m2"_s), -1);
        health.workItems.visible[0].message.form = DecodedMessage::Form::Unreadable;
        health.workItems.visible[0].message.problem = u"It is no JSON."_s;
        model.show(health);
        QCOMPARE(cell(model, MessageTableModel::EventColumn), u"unreadable"_s);
        QCOMPARE(model.index(0, MessageTableModel::EventColumn).data(Qt::ToolTipRole).toString(),
                 u"It is no JSON."_s);
    }

    void aMessageThatIsAnotherIsAnotherRow()
    {
        TimeDisplay time;
        MessageTableModel model(time);
        HubHealth health = UpkeepHub::withPoison();
        model.show(health);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.show(health);
        QVERIFY(reset.isEmpty());
        health.workItems.visible[0].id = u"m2"_s;
        model.show(health);
        QCOMPARE(reset.size(), 1);
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

QTEST_GUILESS_MAIN(TestHealthTables)
#include "tst_healthtables.moc"
