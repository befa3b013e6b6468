// SPDX-License-Identifier: MIT
#include "ui/details/failurepane.h"

#include "models/displaytext.h"
#include "recordedhistory.h"
#include "scriptedprompts.h"
#include "testprogram.h"
#include "ui/details/failurebox.h"
#include "ui/details/jsonpane.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QTreeView>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

struct Shown
{
    void show(const InstanceDetails &instance, const History *history)
    {
        pane.showReport(pool, instance, failureReport(instance, history));
    }

    test::ScriptedPrompts prompts;
    TimeDisplay time;
    QThreadPool pool;
    FailurePane pane { time, prompts };
};

} // namespace

class TestFailurePane : public QObject
{
    Q_OBJECT

private slots:
    void selectsTheCauseAndShowsItsStack();
    void theSameReportKeepsTheSelection();
    void saysWhyATerminatedInstanceEnded();
    void tellsOfHandledFailures();
    void boxSaysThatAnOrchestrationFailedByItself();
};

void TestFailurePane::selectsTheCauseAndShowsItsStack()
{
    Shown shown;
    const History history = test::recordedHistory(u"isolated-hub"_s, u"ship-005"_s);
    shown.show(history.instance, &history);
    QVERIFY(shown.pane.findChild<JsonPane *>(u"failureText"_s)
                ->document()
                .text()
                .contains("TaskActivityDispatcher"));
    QVERIFY(shown.pane.findChild<QLabel *>(u"failureWords"_s)->isHidden());
    QSignalSpy requested(&shown.pane, &FailurePane::eventRequested);
    auto *tree = shown.pane.findChild<QTreeView *>(u"failureTree"_s);
    emit tree->activated(tree->currentIndex());
    QCOMPARE(requested.count(), 1);
}

void TestFailurePane::theSameReportKeepsTheSelection()
{
    Shown shown;
    const History history = test::recordedHistory(u"isolated-hub"_s, u"ship-005"_s);
    shown.show(history.instance, &history);
    auto *tree = shown.pane.findChild<QTreeView *>(u"failureTree"_s);
    tree->setCurrentIndex(tree->model()->index(1, 0));
    shown.show(history.instance, &history);
    QCOMPARE(tree->currentIndex().row(), 1);
}

void TestFailurePane::saysWhyATerminatedInstanceEnded()
{
    Shown shown;
    const History history = test::recordedHistory(u"orders-hub"_s, u"approval-07"_s);
    shown.show(history.instance, &history);
    const QString words = shown.pane.findChild<QLabel *>(u"failureWords"_s)->text();
    QVERIFY(words.contains(u"has not failed"));
    QVERIFY(words.contains(u"stopped by operator"));
}

void TestFailurePane::tellsOfHandledFailures()
{
    Shown shown;
    const History history = test::recordedHistory(u"orders-hub"_s, u"retry-1"_s);
    shown.show(history.instance, &history);
    QVERIFY(
        shown.pane.findChild<QLabel *>(u"failureWords"_s)->text().contains(u"retried or handled"));
    QVERIFY(shown.pane.findChild<QWidget *>(u"failureBox"_s)->isHidden());
    QVERIFY(shown.pane.findChild<QTreeView *>(u"failureTree"_s)->model()->rowCount() >= 1);
}

void TestFailurePane::boxSaysThatAnOrchestrationFailedByItself()
{
    FailureBox box;
    FailureReport report;
    report.hasFailed = true;
    report.culprit = u"Order"_s;
    report.cause.message = QString(5000, u'x');
    box.showReport(report);
    QVERIFY(box.accessibleDescription().contains(u"failed by itself"));
    QVERIFY(box.findChild<QLabel *>(u"failureWithin"_s)->isHidden());
    QVERIFY(box.findChild<QLabel *>(u"failureMessage"_s)->text().size() < 1000);
    QCOMPARE(box.findChild<QLabel *>(u"failureMessage"_s)->textFormat(), Qt::PlainText);
}

HUBDECK_TEST(TestFailurePane)
#include "tst_failurepane.moc"
