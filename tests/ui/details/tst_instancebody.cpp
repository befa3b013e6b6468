// SPDX-License-Identifier: MIT
#include "ui/details/instancebody.h"

#include "instancestage.h"
#include "testprogram.h"
#include "ui/details/jsonview.h"
#include "ui/details/timelineview.h"
#include "ui/shell/messagebar.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using test::InstanceStage;
using test::patience;
using test::ScriptedHub;

class TestInstanceBody : public QObject
{
    Q_OBJECT

private slots:
    void showsAnInstanceWhole();
    void tellsWhatFailedInWhat();
    void historyRowShowsTheEventAndFilterFinds();
    void timelineSelectsTheHistoryRow();
    void missingValuesAreExplained();
    void aReasonIsNotTakenForOutput_data();
    void aReasonIsNotTakenForOutput();
    void followsAChildThatTheHistoryNames();
    void linksAreCopiedWithoutAKey();
    void tabsAreReachedByNumber();
    void everyControlHasNameAndAccessibleName();
    void aSubOrchestrationExpandsInTheHistory();
    void keepsSplittersAndColumns();
};

void TestInstanceBody::showsAnInstanceWhole()
{
    InstanceStage stage;
    QVERIFY(stage.isReady());
    QSignalSpy told(&stage.session, &HubSession::instanceRead);
    stage.show(u"order-0001"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stage.find<QTableView>("historyTable")->model()->rowCount(), 4,
                              patience);
    QVERIFY(told.count() >= 1);
    QCOMPARE(stage.label("instanceId"), u"order-0001"_s);
    QCOMPARE(stage.label("instanceName"), u"Order"_s);
    QCOMPARE(stage.label("instanceStatus"), u"Completed"_s);
    QCOMPARE(stage.label("instanceDuration"), u"660 ms"_s); // exact, from the history
    QVERIFY(stage.find<QLabel>("instanceCreated")->toolTip().contains(u"09:40:57.175565"));
    QVERIFY(stage.pane("inputPane")->document().text().contains("12345678901234567890"));
    QVERIFY(stage.pane("outputPane")->document().text().contains("\"charge\": \"paid\""));
    QVERIFY(stage.pane("rawPane")->document().text().contains("\"runtimeStatus\": \"Completed\""));
    QVERIFY(stage.label("failureWords").contains(u"has not failed"));
}

void TestInstanceBody::tellsWhatFailedInWhat()
{
    InstanceStage stage;
    QVERIFY(stage.isReady());
    stage.show(u"order-0041"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("failureCulprit"), u"Pay"_s, patience);
    QCOMPARE(stage.label("failureWithin"), u"Charge"_s);
    QVERIFY(stage.label("failureMessage")
                .startsWith(u"System.InvalidOperationException: card declined"));
    QVERIFY(stage.label("failureInner").contains(u"System.ArgumentException: inner cause"));
    stage.selectTab(u"Failure"_s);
    auto *tree = stage.find<QTreeView>("failureTree");
    QVERIFY(tree->isVisible());
    QCOMPARE(tree->model()->rowCount(), 2);
    QVERIFY(stage.pane("failureText")->document().text().contains("   at Fx.Pay("));
    tree->setCurrentIndex(tree->model()->index(1, 0));
    QVERIFY(stage.pane("failureText")
                ->document()
                .text()
                .startsWith("Orchestrator function 'Order' failed"));
    QTest::keyClick(tree, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QTableView>("historyTable")->isVisible(), patience);
    QCOMPARE(stage.find<QTableView>("historyTable")->currentIndex().row(), 3);
}

void TestInstanceBody::historyRowShowsTheEventAndFilterFinds()
{
    InstanceStage stage;
    QVERIFY(stage.isReady());
    stage.show(u"fanout-50"_s);
    stage.selectTab(u"History"_s);
    auto *table = stage.find<QTableView>("historyTable");
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 52, patience);
    table->setCurrentIndex(table->model()->index(1, 0));
    QVERIFY(
        stage.pane("eventPane")->document().text().contains("\"EventType\": \"TaskCompleted\""));
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QApplication::clipboard()->text().contains(u"\tTaskCompleted\t"));
    QTest::keyClicks(stage.find<QLineEdit>("historyFilter"), u"executionc"_s);
    QCOMPARE(table->model()->rowCount(), 1);
    QCOMPARE(stage.label("historyCount"), u"1 of 52"_s);
    stage.find<QLineEdit>("historyFilter")->setText(u"nowhere"_s);
    QVERIFY(stage.find<QLabel>("historyWords")->isVisible());
    QVERIFY(stage.label("historyWords").contains(u"52"));
}

void TestInstanceBody::timelineSelectsTheHistoryRow()
{
    InstanceStage stage;
    QVERIFY(stage.isReady());
    stage.show(u"order-0041"_s);
    auto *timeline = stage.find<TimelineView>("timelineView");
    QTRY_COMPARE_WITH_TIMEOUT(timeline->bars().size(), size_t(3), patience);
    QTest::mouseClick(timeline->viewport(), Qt::LeftButton, {},
                      QPoint(40, 6 + timeline->rowHeight() * 2 + 4));
    QCOMPARE(timeline->currentRow(), 2);
    QCOMPARE(stage.find<QTableView>("historyTable")->currentIndex().row(), 2);
    QTest::keyClick(timeline, Qt::Key_Up);
    QCOMPARE(stage.find<QTableView>("historyTable")->currentIndex().row(), 1);
    QTest::keyClick(timeline, Qt::Key_Return);
    QVERIFY(stage.find<QTableView>("historyTable")->isVisible());
}

void TestInstanceBody::missingValuesAreExplained()
{
    InstanceStage stage;
    QVERIFY(stage.isReady());
    stage.hub->put(
        ScriptedHub::made(u"p"_s, u"Order"_s, RuntimeStatus::Kind::Pending, Instant::now()));
    History none;
    none.available = false;
    stage.hub->setHistory(InstanceId(u"p"_s), none);
    stage.show(u"p"_s);
    QTRY_VERIFY_WITH_TIMEOUT(
        stage.label("historyWords").contains(u"pending instance has no history"), patience);
    QVERIFY(stage.pane("outputPane")->view().placeholder().contains(u"has not started"));
    QVERIFY(stage.pane("customStatusPane")->view().placeholder().contains(u"No custom status"));
}

void TestInstanceBody::aReasonIsNotTakenForOutput_data()
{
    QTest::addColumn<RuntimeStatus::Kind>("status");
    QTest::addColumn<QString>("words");
    QTest::addRow("suspended") << RuntimeStatus::Kind::Suspended << u"no result yet"_s;
    QTest::addRow("resumed") << RuntimeStatus::Kind::Running << u"no result yet"_s;
    QTest::addRow("terminated") << RuntimeStatus::Kind::Terminated << u"was terminated"_s;
    QTest::addRow("completed") << RuntimeStatus::Kind::Completed << QString();
}

void TestInstanceBody::aReasonIsNotTakenForOutput()
{
    QFETCH(const RuntimeStatus::Kind, status);
    QFETCH(const QString, words);
    InstanceStage stage;
    QVERIFY(stage.isReady());
    InstanceDetails instance
        = ScriptedHub::made(u"i"_s, u"Order"_s, RuntimeStatus(status), Instant::now());
    instance.output.text = "\"for the audit\"";
    stage.hub->put(instance);
    stage.show(u"i"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("instanceName"), u"Order"_s, patience);
    const auto *note = stage.pane("outputPane")->findChild<QLabel *>(u"jsonNote"_s);
    QCOMPARE(note->isVisibleTo(stage.pane("outputPane")), !words.isEmpty());
    QVERIFY(note->text().contains(words));
}

void TestInstanceBody::followsAChildThatTheHistoryNames()
{
    InstanceStage stage;
    QVERIFY(stage.isReady());
    stage.hub->put(
        ScriptedHub::made(u"parent"_s, u"Order"_s, RuntimeStatus::Kind::Running, Instant::now()));
    History history;
    HistoryEvent child;
    child.type = u"SubOrchestrationInstanceCreated"_s;
    child.timestamp = Instant::now();
    child.raw = R"({"EventType":"SubOrchestrationInstanceCreated","InstanceId":"parent:1"})";
    history.events.push_back(child);
    stage.hub->setHistory(InstanceId(u"parent"_s), history);
    QSignalSpy requested(stage.dock, &InstanceDock::instanceRequested);
    stage.show(u"parent"_s);
    auto *link = stage.find<QToolButton>("instanceChildrenLink");
    QTRY_VERIFY_WITH_TIMEOUT(link->isVisible(), patience);
    QTest::mouseClick(link, Qt::LeftButton);
    QCOMPARE(requested.count(), 1);
    QCOMPARE(requested.front().front().value<InstanceId>(), InstanceId(u"parent:1"_s));
}

void TestInstanceBody::linksAreCopiedWithoutAKey()
{
    InstanceStage stage;
    QVERIFY(stage.isReady());
    stage.hub->setManagementUrls(
        { { u"terminatePostUri"_s, u"https://app/instances/a/terminate?reason={text}"_s } });
    stage.show(u"order-0001"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("instanceStatus"), u"Completed"_s, patience);
    stage.selectTab(u"Links"_s);
    QTest::mouseClick(stage.find<QToolButton>("copy_terminatePostUri"), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(),
             u"https://app/instances/a/terminate?reason={text}"_s);
    QVERIFY(stage.label("linksWords").contains(u"no key"));
}

void TestInstanceBody::tabsAreReachedByNumber()
{
    InstanceStage stage;
    QVERIFY(stage.isReady());
    stage.show(u"order-0001"_s);
    auto *tabs = stage.find<QTabBar>("instanceTabs");
    QTRY_VERIFY_WITH_TIMEOUT(tabs->isVisible(), patience);
    for (int i = tabs->count() - 1; i >= 0; --i) {
        stage.dock->showTab(i);
        QCOMPARE(tabs->currentIndex(), i);
        QVERIFY(!stage.dock->grab().isNull());
    }
    stage.dock->showTab(99);
    QCOMPARE(tabs->currentIndex(), 0);
    QTest::keyClick(tabs, Qt::Key_Right);
    QCOMPARE(tabs->currentIndex(), 1);
}

void TestInstanceBody::everyControlHasNameAndAccessibleName()
{
    InstanceStage stage;
    QVERIFY(stage.isReady());
    stage.hub->setManagementUrls({ { u"terminatePostUri"_s, u"https://app/terminate"_s } });
    stage.show(u"order-0041"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("failureCulprit"), u"Pay"_s, patience);
    for (const QWidget *widget : stage.dock->findChildren<QWidget *>()) {
        const bool control = qobject_cast<const QAbstractButton *>(widget) != nullptr
            || qobject_cast<const QLineEdit *>(widget) != nullptr
            || qobject_cast<const QAbstractItemView *>(widget) != nullptr
            || qobject_cast<const JsonView *>(widget) != nullptr;
        const bool ours = control && widget->focusPolicy() != Qt::NoFocus
            && !widget->objectName().startsWith(u"qt_");
        if (ours && qobject_cast<const QHeaderView *>(widget) == nullptr
            && qobject_cast<const MessageBar *>(widget->parentWidget()) == nullptr) {
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool named = !widget->accessibleName().isEmpty()
                || (button != nullptr && !button->text().isEmpty());
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(named, qPrintable(widget->objectName()));
        }
    }
}

void TestInstanceBody::aSubOrchestrationExpandsInTheHistory()
{
    InstanceStage stage;
    QVERIFY(stage.isReady());
    stage.hub->put(
        ScriptedHub::made(u"parent"_s, u"Order"_s, RuntimeStatus::Kind::Running, Instant::now()));
    History history;
    HistoryEvent child;
    child.type = u"SubOrchestrationInstanceCreated"_s;
    child.timestamp = Instant::now();
    child.raw = R"({"EventType":"SubOrchestrationInstanceCreated","InstanceId":"order-0041"})";
    history.events.push_back(child);
    stage.hub->setHistory(InstanceId(u"parent"_s), history);
    stage.show(u"parent"_s);
    stage.selectTab(u"History"_s);
    auto *table = stage.find<QTableView>("historyTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience);
    table->setCurrentIndex(table->model()->index(0, 2));
    QTest::keyClick(table, Qt::Key_Right);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 5, patience);
    QCOMPARE(stage.label("historyCount"), u"1 event"_s); // of the instance itself
    table->setCurrentIndex(table->model()->index(3, 2));
    QVERIFY(stage.pane("eventPane")->document().text().contains("SubOrchestrationInstanceFailed"));
    stage.show(u"order-0001"_s); // another instance: nothing is expanded any more
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("instanceId"), u"order-0001"_s, patience);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 4, patience);
}

void TestInstanceBody::keepsSplittersAndColumns()
{
    QByteArray kept;
    QByteArray splitter;
    {
        InstanceStage stage;
        QVERIFY(stage.isReady());
        stage.show(u"order-0041"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stage.label("failureCulprit"), u"Pay"_s, patience);
        stage.selectTab(u"History"_s);
        stage.find<QSplitter>("historySplitter")->setSizes({ 100, 300 });
        stage.find<QTableView>("historyTable")->setColumnWidth(3, 177);
        stage.selectTab(u"Failure"_s);
        stage.find<QSplitter>("failureSplitter")->setSizes({ 300, 100 });
        splitter = stage.find<QSplitter>("failureSplitter")->saveState();
        kept = stage.dock->saveState();
    }
    InstanceStage stage;
    stage.dock->restoreState("nonsense");
    stage.dock->restoreState({});
    stage.dock->restoreState(kept);
    QVERIFY(stage.isReady());
    stage.show(u"order-0041"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("failureCulprit"), u"Pay"_s, patience);
    stage.selectTab(u"History"_s);
    const QList<int> sizes = stage.find<QSplitter>("historySplitter")->sizes();
    QVERIFY(sizes[0] < sizes[1]);
    QCOMPARE(stage.find<QTableView>("historyTable")->columnWidth(3), 177);
    QCOMPARE(stage.find<QSplitter>("failureSplitter")->saveState(), splitter);
}

HUBDECK_TEST(TestInstanceBody)
#include "tst_instancebody.moc"
