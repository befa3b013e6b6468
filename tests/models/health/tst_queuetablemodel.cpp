// SPDX-License-Identifier: MIT
#include "models/health/queuetablemodel.h"

#include "testprogram.h"
#include "upkeephub.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;
using test::UpkeepHub;

class TestQueueTableModel : public QObject
{
    Q_OBJECT

private slots:

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
        QCOMPARE(tone(model, QueueTableModel::LengthColumn, 1), HealthTone::Bad);
        QCOMPARE(cell(model, QueueTableModel::QueueColumn, 1), u"workitems"_s);
        QCOMPARE(cell(model, QueueTableModel::VisibleColumn, 1), QString());
    }

    void saysWhenMoreMayWaitThanCanBeSeen()
    {
        QueueTableModel model;
        HubHealth health = UpkeepHub::withPoison();
        constexpr std::size_t asManyAsOnePeekGives = 32;
        health.workItems.visible.resize(asManyAsOnePeekGives, health.workItems.visible[0]);
        model.show(health);
        QCOMPARE(cell(model, QueueTableModel::VisibleColumn, 1), u"32 or more"_s);
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

HUBDECK_GUILESS_TEST(TestQueueTableModel)
#include "tst_queuetablemodel.moc"
