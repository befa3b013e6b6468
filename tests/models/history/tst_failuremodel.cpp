// SPDX-License-Identifier: MIT
#include "models/history/failuremodel.h"

#include "models/displaytext.h"
#include "recordedhistory.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestFailureModel : public QObject
{
    Q_OBJECT

private slots:
    void showsStepsAndTheirCausesAsATree();
    void isEmptyWithoutFailures();
    void textHoldsStackTracesAndCauses();
};

void TestFailureModel::showsStepsAndTheirCausesAsATree()
{
    TimeDisplay time;
    time.setUtc(true);
    FailureModel model(time);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const History history = test::recordedHistory(u"isolated-hub"_s, u"ship-005"_s);
    model.setReport(failureReport(history.instance, &history));
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex weigh = model.index(0, 0);
    QVERIFY(weigh.data().toString().startsWith(u"Weigh"));
    QVERIFY(weigh.data(Qt::ToolTipRole).toString().contains(u"2026-11-23 09:44:02.949707"));
    QCOMPARE(model.rowCount(weigh), 1);
    const QModelIndex inner = model.index(0, FailureModel::MessageColumn, weigh);
    QCOMPARE(inner.data().toString(), u"scale overflow"_s);
    QCOMPARE(inner.parent(), weigh);
    QCOMPARE(model.failureAt(inner)->type, u"System.FormatException"_s);
    QCOMPARE(model.stepAt(inner), &model.report().steps.front());
}

void TestFailureModel::isEmptyWithoutFailures()
{
    TimeDisplay time;
    FailureModel model(time);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.failureAt({}), nullptr);
    const History history = test::recordedHistory(u"isolated-hub"_s, u"ship-005"_s);
    model.setReport(failureReport(history.instance, &history));
    model.setReport({});
    QCOMPARE(model.rowCount(), 0);
}

void TestFailureModel::textHoldsStackTracesAndCauses()
{
    Failure failure;
    failure.type = u"T"_s;
    failure.message = u"m"_s;
    failure.stackTrace = u"   at X.Y()"_s;
    failure.nonRetriable = true;
    Failure inner;
    inner.message = u"deep"_s;
    failure.inner.push_back(inner);
    const QString text = failureText(failure);
    QVERIFY(text.startsWith(u"T: m\n"));
    QVERIFY(text.contains(u"not to be retried"));
    QVERIFY(text.contains(u"   at X.Y()"));
    QVERIFY(text.endsWith(u"deep"));
}

HUBDECK_GUILESS_TEST(TestFailureModel)
#include "tst_failuremodel.moc"
