// SPDX-License-Identifier: MIT
#include "ui/details/instancedock.h"

#include "instancestage.h"
#include "models/activity/pendingactions.h"
#include "testprogram.h"
#include "ui/details/jsonview.h"
#include "ui/shell/messagebar.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using test::InstanceStage;
using test::patience;
using test::ScriptedHub;
using Call = ScriptedHub::Call;

class TestInstanceDock : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatToDoWhileNothingIsSelected();
    void switchingFastShowsOnlyTheLast();
    void oldContentIsGreyedUntilTheNewOneIsThere();
    void refreshKeepsTabSelectionAndScroll();
    void aPurgedInstanceIsSaidToBeGone();
    void anUnknownIdIsSaidToBeUnknown();
    void errorsStandInTheBarWithRetry();
    void pendingActionsAreShownUntilTheyEnd();
    void idIsElidedAndCopiedWhole();
    void clearsWhenTheHubGoes();
};

void TestInstanceDock::saysWhatToDoWhileNothingIsSelected()
{
    InstanceStage stage;
    QVERIFY(stage.isReady());
    QVERIFY(stage.find<QLabel>("instanceWords")->isVisible());
    QVERIFY(stage.label("instanceWords").contains(u"Select an instance"));
    QVERIFY(!stage.dock->shownInstance().has_value());
    stage.dock->refresh();
    stage.dock->clear();
}

void TestInstanceDock::switchingFastShowsOnlyTheLast()
{
    InstanceStage stage;
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
    InstanceStage stage;
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
    InstanceStage stage;
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
    InstanceStage stage;
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
    InstanceStage stage;
    QVERIFY(stage.isReady());
    stage.show(u"no-such-id"_s);
    QTRY_VERIFY_WITH_TIMEOUT(
        stage.label("instanceWords").contains(u"no instance with the id no-such-id"), patience);
    QCOMPARE(stage.label("instanceId"), u"no-such-id"_s);
}

void TestInstanceDock::errorsStandInTheBarWithRetry()
{
    InstanceStage stage;
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
    InstanceStage stage;
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

void TestInstanceDock::idIsElidedAndCopiedWhole()
{
    InstanceStage stage;
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

void TestInstanceDock::clearsWhenTheHubGoes()
{
    InstanceStage stage;
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

HUBDECK_TEST(TestInstanceDock)
#include "tst_instancedock.moc"
