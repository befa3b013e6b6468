// SPDX-License-Identifier: MIT
#include "models/history/failurereport.h"

#include "recordedhistory.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestFailureReport : public QObject
{
    Q_OBJECT

private slots:
    void namesWhatFailedInWhat_data();
    void namesWhatFailedInWhat();
    void saysThatAnInstanceHasNotFailed();
    void keepsHandledFailures();
    void tellsFromTheOutputWhenThereIsNoHistory();
    void leavesOutTheStateThatWorkersAppend();
    void wrappersAreTakenOff();
};

void TestFailureReport::namesWhatFailedInWhat_data()
{
    QTest::addColumn<QString>("hub");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("culprit");
    QTest::addColumn<QString>("within");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("inner");
    QTest::addRow("activity of a child")
        << u"orders-hub"_s << u"order-0041"_s << u"Pay"_s << u"Charge"_s
        << u"System.InvalidOperationException"_s << u"System.ArgumentException"_s;
    QTest::addRow("family") << u"orders-hub"_s << u"family-2"_s << u"FailFirst"_s << u"FlakyOnce"_s
                            << u"System.Exception"_s << QString();
    QTest::addRow("isolated worker")
        << u"isolated-hub"_s << u"ship-005"_s << u"Weigh"_s << u"ShipOrder"_s
        << u"System.InvalidOperationException"_s << u"System.FormatException"_s;
}

void TestFailureReport::namesWhatFailedInWhat()
{
    QFETCH(const QString, hub);
    QFETCH(const QString, id);
    QFETCH(const QString, culprit);
    QFETCH(const QString, within);
    QFETCH(const QString, type);
    QFETCH(const QString, inner);
    const History history = test::recordedHistory(hub, id);
    const FailureReport report = failureReport(history.instance, &history);
    QVERIFY(report.hasFailed);
    QCOMPARE(report.culprit, culprit);
    QCOMPARE(report.within, within);
    QCOMPARE(report.cause.type, type);
    QCOMPARE(report.cause.inner.empty() ? QString() : report.cause.inner.front().type, inner);
    QVERIFY(report.causeStep >= 0);
    QVERIFY(report.steps.size() >= 2);
    QVERIFY(report.steps[static_cast<size_t>(report.causeStep)].event >= 0);
}

void TestFailureReport::saysThatAnInstanceHasNotFailed()
{
    const History history = test::recordedHistory(u"orders-hub"_s, u"order-0001"_s);
    const FailureReport report = failureReport(history.instance, &history);
    QVERIFY(!report.hasFailed);
    QVERIFY(report.steps.empty());
    QVERIFY(report.culprit.isEmpty());
}

void TestFailureReport::keepsHandledFailures()
{
    const History history = test::recordedHistory(u"orders-hub"_s, u"retry-1"_s);
    const FailureReport report = failureReport(history.instance, &history);
    QVERIFY(!report.steps.empty());
    for (const FailedStep &step : report.steps) {
        QVERIFY(step.when.has_value());
        QVERIFY(!step.failure.message.isEmpty());
    }
}

void TestFailureReport::tellsFromTheOutputWhenThereIsNoHistory()
{
    InstanceDetails instance;
    instance.name = u"Order"_s;
    instance.status = RuntimeStatus::Kind::Failed;
    instance.output.text = "\"Orchestrator function 'Order' failed: no card\"";
    const FailureReport report = failureReport(instance, nullptr);
    QVERIFY(report.hasFailed);
    QCOMPARE(report.culprit, u"Order"_s);
    QVERIFY(report.within.isEmpty());
    QCOMPARE(report.steps.size(), size_t(1));
    QVERIFY(report.cause.message.contains(u"no card"));
    instance.output.text.clear();
    QVERIFY(failureReport(instance, nullptr).hasFailed);
}

void TestFailureReport::leavesOutTheStateThatWorkersAppend()
{
    InstanceDetails instance;
    instance.name = u"Order"_s;
    instance.status = RuntimeStatus::Kind::Failed;
    instance.output.text
        = R"("Orchestrator function 'Order' failed: no card\n\n$OutOfProcData$:{\"isDone\":false}")";
    QVERIFY(!failureReport(instance, nullptr).cause.message.contains(u"OutOfProcData"));
}

void TestFailureReport::wrappersAreTakenOff()
{
    Failure real;
    real.type = u"Contoso.CardException"_s;
    Failure wrapper;
    wrapper.type = u"DurableTask.Core.Exceptions.TaskFailedException"_s;
    wrapper.inner.push_back(real);
    Failure untyped;
    untyped.message = u"it failed"_s;
    untyped.inner.push_back(wrapper);
    QCOMPARE(withoutWrappers(untyped), real);
    real.inner.push_back(Failure());
    QCOMPARE(withoutWrappers(real), real); // its cause belongs to it
}

HUBDECK_GUILESS_TEST(TestFailureReport)
#include "tst_failurereport.moc"
