// SPDX-License-Identifier: MIT
#include "services/sandbox/instancerecord.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::sandbox;
using Kind = RuntimeStatus::Kind;

class tst_InstanceRecord : public QObject
{
    Q_OBJECT

private slots:
    void isActiveUntilItEnds();
    void anEmptyRecordHasNotStarted();
};

void tst_InstanceRecord::isActiveUntilItEnds()
{
    for (const Kind kind :
         { Kind::Running, Kind::Pending, Kind::Suspended, Kind::ContinuedAsNew }) {
        QVERIFY2(isActive(kind), qPrintable(nameOf(kind)));
    }
    for (const Kind kind : { Kind::Completed, Kind::Failed, Kind::Terminated, Kind::Canceled }) {
        QVERIFY2(!isActive(kind), qPrintable(nameOf(kind)));
    }
}

void tst_InstanceRecord::anEmptyRecordHasNotStarted()
{
    const InstanceRecord record;
    QCOMPARE(record.status, Kind::Pending);
    QVERIFY(!record.started && !record.suspended && !record.continued);
    QVERIFY(record.input.isNull() && record.output.isNull() && record.entityState.isNull());
    QCOMPARE(sandbox::HistoryEvent().id, -1); // no action of the orchestrator
}

HUBDECK_GUILESS_TEST(tst_InstanceRecord)
#include "tst_instancerecord.moc"
