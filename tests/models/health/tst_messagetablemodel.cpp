// SPDX-License-Identifier: MIT
#include "models/health/messagetablemodel.h"

#include "models/displaytext.h"
#include "models/roles.h"
#include "testprogram.h"
#include "upkeephub.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;
using test::UpkeepHub;

class TestMessageTableModel : public QObject
{
    Q_OBJECT

private slots:

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
        QVERIFY(model.index(0, MessageTableModel::DeliveriesColumn)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .startsWith(u"Delivered five times"_s));
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

HUBDECK_GUILESS_TEST(TestMessageTableModel)
#include "tst_messagetablemodel.moc"
