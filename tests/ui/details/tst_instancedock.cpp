// SPDX-License-Identifier: MIT
#include "ui/details/instancedock.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "recordedhistory.h"
#include "scriptedhub.h"
#include "scriptedprompts.h"
#include "ui/details/jsonpane.h"
#include "ui/details/jsonview.h"
#include "ui/details/timelineview.h"
#include "ui/shell/messagebar.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using test::ScriptedHub;
using Call = ScriptedHub::Call;

namespace {

constexpr int patience = 60'000;

/// A window with the dock on a hub that has the recorded instances.
struct Stage
{
    Stage()
    {
        for (const History &history : test::recordedHistories(u"orders-hub"_s)) {
            hub->put(history.instance);
            hub->setHistory(history.instance.id, history);
        }
        time.setUtc(true);
        dock = new InstanceDock(time, prompts, &window);
        window.addDockWidget(Qt::RightDockWidgetArea, dock);
        window.resize(900, 700);
        window.show();
    }

    [[nodiscard]] bool isReady() { return QTest::qWaitForWindowExposed(&window); }

    template <typename T> [[nodiscard]] T *find(const char *name) const
    {
        return dock->findChild<T *>(QString::fromLatin1(name));
    }

    [[nodiscard]] QString label(const char *name) const { return find<QLabel>(name)->text(); }

    [[nodiscard]] JsonPane *pane(const char *name) const { return find<JsonPane>(name); }

    void show(const QString &id) { dock->showInstance(session, InstanceId(id)); }

    void selectTab(const QString &title) const
    {
        auto *tabs = find<QTabBar>("instanceTabs");
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title) {
                tabs->setCurrentIndex(i);
                return;
            }
        }
        QFAIL("no such tab");
    }

    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>();
    QThreadPool pool;
    HubSession session { HubInfo { .name = u"OrdersHub"_s, .address = {} }, hub, pool };
    test::ScriptedPrompts prompts;
    TimeDisplay time;
    QMainWindow window;
    InstanceDock *dock = nullptr;
};

} // namespace

class TestInstanceDock : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatToDoWhileNothingIsSelected();
    void showsAnInstanceWhole();
    void tellsWhatFailedInWhat();
    void historyRowShowsTheEventAndFilterFinds();
    void timelineSelectsTheHistoryRow();
    void switchingFastShowsOnlyTheLast();
    void oldContentIsGreyedUntilTheNewOneIsThere();
    void refreshKeepsTabSelectionAndScroll();
    void aPurgedInstanceIsSaidToBeGone();
    void anUnknownIdIsSaidToBeUnknown();
    void errorsStandInTheBarWithRetry();
    void pendingActionsAreShownUntilTheyEnd();
    void linksAreCopiedWithoutAKey();
    void idIsElidedAndCopiedWhole();
    void missingValuesAreExplained();
    void followsAChildThatTheHistoryNames();
    void tabsAreReachedByNumber();
    void everyControlHasNameAndAccessibleName();
    void clearsWhenTheHubGoes();
};

void TestInstanceDock::saysWhatToDoWhileNothingIsSelected()
{
    Stage stage;
    QVERIFY(stage.isReady());
    QVERIFY(stage.find<QLabel>("instanceWords")->isVisible());
    QVERIFY(stage.label("instanceWords").contains(u"Select an instance"));
    QVERIFY(!stage.dock->shownInstance().has_value());
    stage.dock->refresh();
    stage.dock->clear();
}

void TestInstanceDock::showsAnInstanceWhole()
{
    Stage stage;
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

void TestInstanceDock::tellsWhatFailedInWhat()
{
    Stage stage;
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

void TestInstanceDock::historyRowShowsTheEventAndFilterFinds()
{
    Stage stage;
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

void TestInstanceDock::timelineSelectsTheHistoryRow()
{
    Stage stage;
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

void TestInstanceDock::switchingFastShowsOnlyTheLast()
{
    Stage stage;
    QVERIFY(stage.isReady());
    QSignalSpy told(&stage.session, &HubSession::instanceRead);
    stage.hub->hold();
    for (const QString &id : { u"order-0001"_s, u"order-0041"_s, u"retry-1"_s, u"tree-3"_s }) {
        stage.show(id);
    }
    stage.hub->release();
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("instanceName"), u"Tree"_s, patience);
    QCOMPARE(stage.dock->shownInstance(), InstanceId(u"tree-3"_s));
    QTRY_VERIFY_WITH_TIMEOUT(stage.pool.waitForDone(0), patience);
    QTest::qWait(0);
    QCOMPARE(stage.label("instanceId"), u"tree-3"_s);
    for (const auto &call : told) {
        QCOMPARE(call.front().value<InstanceDetails>().id.text(), u"tree-3"_s);
    }
}

void TestInstanceDock::oldContentIsGreyedUntilTheNewOneIsThere()
{
    Stage stage;
    QVERIFY(stage.isReady());
    stage.show(u"order-0001"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("instanceStatus"), u"Completed"_s, patience);
    stage.hub->hold();
    stage.show(u"order-0041"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!stage.find<QWidget>("instanceHeader")->isEnabled(), patience);
    QCOMPARE(stage.label("instanceId"), u"order-0001"_s); // all of the old one, nothing of the new
    QVERIFY(stage.find<QLabel>("instanceBusy")->isVisible());
    QVERIFY(stage.label("instanceBusy").contains(u"order-0041"));
    stage.hub->release();
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("instanceId"), u"order-0041"_s, patience);
    QVERIFY(stage.find<QWidget>("instanceHeader")->isEnabled());
    QVERIFY(!stage.find<QLabel>("instanceBusy")->isVisible());
    QCOMPARE(stage.label("instanceStatus"), u"Failed"_s);
}

void TestInstanceDock::refreshKeepsTabSelectionAndScroll()
{
    Stage stage;
    QVERIFY(stage.isReady());
    stage.show(u"fanout-50"_s);
    stage.selectTab(u"History"_s);
    auto *table = stage.find<QTableView>("historyTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 52, patience);
    table->setCurrentIndex(table->model()->index(30, 0));
    stage.pane("inputPane")->view().selectAll();
    const int arrivals = stage.hub->arrivalCount(Call::History);
    QSignalSpy told(&stage.session, &HubSession::instanceRead);
    stage.dock->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(stage.hub->arrivalCount(Call::History) > arrivals && told.count() > 0,
                             patience);
    QCOMPARE(table->currentIndex().row(), 30);
    QVERIFY(table->isVisible());
    QVERIFY(stage.pane("inputPane")->view().hasSelection());
    QVERIFY(stage.find<QWidget>("instanceHeader")->isEnabled());
}

void TestInstanceDock::aPurgedInstanceIsSaidToBeGone()
{
    Stage stage;
    QVERIFY(stage.isReady());
    stage.show(u"order-0001"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("instanceStatus"), u"Completed"_s, patience);
    stage.hub->remove(InstanceId(u"order-0001"_s));
    emit stage.session.instancesRemoved({ InstanceId(u"order-0001"_s) });
    auto *bar = stage.find<MessageBar>("instanceMessages");
    QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), patience);
    QVERIFY(bar->text().contains(u"no longer in the hub"));
    QVERIFY(!stage.find<QWidget>("instanceHeader")->isEnabled());
    stage.show(u"order-0041"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("instanceStatus"), u"Failed"_s, patience);
    QVERIFY(!bar->isVisible());
}

void TestInstanceDock::anUnknownIdIsSaidToBeUnknown()
{
    Stage stage;
    QVERIFY(stage.isReady());
    stage.show(u"no-such-id"_s);
    QTRY_VERIFY_WITH_TIMEOUT(
        stage.label("instanceWords").contains(u"no instance with the id no-such-id"), patience);
    QCOMPARE(stage.label("instanceId"), u"no-such-id"_s);
}

void TestInstanceDock::errorsStandInTheBarWithRetry()
{
    Stage stage;
    QVERIFY(stage.isReady());
    const TaskHubError error(ErrorKind::Unreachable, u"The hub does not answer."_s);
    stage.hub->fail(Call::Instance, error, 1);
    stage.hub->fail(Call::History, error, 1);
    stage.show(u"order-0001"_s);
    auto *bar = stage.find<MessageBar>("instanceMessages");
    QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible() && stage.hub->arrivalCount(Call::History) == 1,
                             patience);
    QCOMPARE(bar->text(), error.message);
    QTRY_VERIFY_WITH_TIMEOUT(stage.hub->arrivalCount(Call::Instance) == 1, patience);
    QTest::qWait(50);
    for (QPushButton *button : bar->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text().contains(u"Retry")) {
            QTest::mouseClick(button, Qt::LeftButton);
            break;
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("instanceStatus"), u"Completed"_s, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!bar->isVisible(), patience);
}

void TestInstanceDock::pendingActionsAreShownUntilTheyEnd()
{
    Stage stage;
    QVERIFY(stage.isReady());
    const InstanceId id(u"approval-10"_s);
    stage.show(id.text());
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("instanceName"), u"Approval"_s, patience);
    auto *pending = stage.find<QLabel>("instancePending");
    QVERIFY(!pending->isVisible());
    stage.session.pending().set(id, ActionKind::Terminate, PendingActions::State::Accepted);
    QVERIFY(pending->isVisible());
    QCOMPARE(pending->text(), stage.session.pending().text(id));
    stage.session.pending().clear(id);
    QVERIFY(!pending->isVisible());
}

void TestInstanceDock::linksAreCopiedWithoutAKey()
{
    Stage stage;
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

void TestInstanceDock::idIsElidedAndCopiedWhole()
{
    Stage stage;
    QVERIFY(stage.isReady());
    const QString id = u"<b>"_s + QString(250, u'x') + u"\u202Eend"_s;
    stage.hub->put(
        ScriptedHub::made(id, u"Order"_s, RuntimeStatus::Kind::Completed, Instant::now()));
    const int width = stage.dock->width();
    stage.show(id);
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("instanceName"), u"Order"_s, patience);
    QCOMPARE(stage.dock->width(), width); // a long id does not widen the dock
    auto *label = stage.find<QLabel>("instanceId");
    QVERIFY(label->toolTip().contains(u"&lt;b&gt;"));
    QCOMPARE(label->textFormat(), Qt::PlainText);
    QTest::mouseClick(stage.find<QToolButton>("copyInstanceId"), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), id);
}

void TestInstanceDock::missingValuesAreExplained()
{
    Stage stage;
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

void TestInstanceDock::followsAChildThatTheHistoryNames()
{
    Stage stage;
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

void TestInstanceDock::tabsAreReachedByNumber()
{
    Stage stage;
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

void TestInstanceDock::everyControlHasNameAndAccessibleName()
{
    Stage stage;
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

void TestInstanceDock::clearsWhenTheHubGoes()
{
    Stage stage;
    QVERIFY(stage.isReady());
    stage.show(u"approval-10"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stage.label("instanceName"), u"Approval"_s, patience);
    stage.dock->clear();
    QVERIFY(!stage.dock->shownInstance().has_value());
    QVERIFY(stage.find<QLabel>("instanceWords")->isVisible());
    stage.session.pending().set(InstanceId(u"approval-10"_s), ActionKind::Terminate,
                                PendingActions::State::Accepted);
    QVERIFY(!stage.find<QLabel>("instancePending")->isVisible());
}

QTEST_MAIN(TestInstanceDock)
#include "tst_instancedock.moc"
