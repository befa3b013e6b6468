// SPDX-License-Identifier: MIT
#include "instancespagefixture.h"
#include "models/activity/pendingactions.h"
#include "testprogram.h"

#include <QMenu>
#include <QSignalSpy>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::Literals::StringLiterals;
using Call = ScriptedHub::Call;
using Kind = RuntimeStatus::Kind;
using Fixture = InstancesPageFixture;

class TestInstancesPageSelection : public QObject
{
    Q_OBJECT

private slots:
    void tellsCurrentAndSelection();
    void tellsWhenTheCurrentInstanceChanges();
    void keepsSelectionOverARefresh();
    void goesToALoadedInstance();
    void goesToAnInstanceThatIsHidden();
    void goesToAnInstanceThatIsNotLoaded();
    void saysWhenAnInstanceToGoToIsNotThere();
    void selectsWhatWasCreatedAndDropsWhatIsGone();
    void showsPendingActions();
    void giveOutTheShownIdsInOrder();
};

void TestInstancesPageSelection::tellsCurrentAndSelection()
{
    Fixture f;
    QVERIFY(f.opens());
    QVERIFY(!f.page->current());
    QSignalSpy current(f.page.get(), &InstancesPage::currentChanged);
    QSignalSpy selection(f.page.get(), &InstancesPage::selectionChanged);
    QSignalSpy activated(f.page.get(), &InstancesPage::activated);
    f.table.selectRow(3);
    QCOMPARE(current.count(), 1);
    QVERIFY(selection.count() >= 1);
    QCOMPARE(f.page->current()->id.text(), f.idAt(3));
    QCOMPARE(f.page->selection().size(), size_t(1));
    QCOMPARE(f.page->selection().front(), *f.page->current());
    QTest::keyClick(&f.table, Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(f.page->findChild<QLabel *>(u"footerSelected"_s)->text(), u"1 selected"_s);
}

void TestInstancesPageSelection::tellsWhenTheCurrentInstanceChanges()
{
    Fixture f;
    QVERIFY(f.opens());
    f.table.selectRow(0);
    QSignalSpy current(f.page.get(), &InstancesPage::currentChanged);
    InstanceDetails read = *f.hub->stored(f.page->current()->id);
    emit f.session.instanceRead(read);
    QCOMPARE(current.count(), 0); // nothing new
    read.status = Kind::Canceled;
    emit f.session.instanceRead(read);
    QCOMPARE(current.count(), 1);
    QCOMPARE(f.page->current()->status, RuntimeStatus(Kind::Canceled));
}

void TestInstancesPageSelection::keepsSelectionOverARefresh()
{
    Fixture f;
    QVERIFY(f.opens());
    f.table.selectRow(40);
    const InstanceId id = f.page->current()->id;
    for (const InstanceDetails &fresh : ScriptedHub::generated(130)) {
        f.hub->put(fresh);
    }
    f.page->refresh();
    QVERIFY(f.hasRows(130));
    QCOMPARE(f.page->current()->id, id);
    QCOMPARE(f.page->selection().size(), size_t(1));
}

void TestInstancesPageSelection::goesToALoadedInstance()
{
    Fixture f;
    QVERIFY(f.opens());
    f.page->selectInstance(InstanceId(u"order-000077"_s));
    QCOMPARE(f.page->current()->id.text(), u"order-000077"_s);
    QCOMPARE(f.hub->arrivalCount(Call::Instance), 0);
}

void TestInstancesPageSelection::goesToAnInstanceThatIsHidden()
{
    Fixture f;
    QVERIFY(f.opens());
    f.edit(u"narrowEdit"_s).setText(u"order-00001"_s);
    f.chip(u"chipFailed"_s).click();
    f.page->selectInstance(InstanceId(u"order-000000"_s)); // Completed, and not narrow enough
    QCOMPARE(f.page->current()->id.text(), u"order-000000"_s);
    QVERIFY(!f.chip(u"chipFailed"_s).isChecked());
    QCOMPARE(f.edit(u"narrowEdit"_s).text(), QString());
}

void TestInstancesPageSelection::goesToAnInstanceThatIsNotLoaded()
{
    Fixture f;
    QVERIFY(f.opens());
    f.hub->put(ScriptedHub::made(u"very-old"_s, u"Order"_s, Kind::Completed,
                                 Instant::now() - std::chrono::hours(900)));
    f.page->selectInstance(InstanceId(u"very-old"_s));
    QTRY_VERIFY_WITH_TIMEOUT(f.page->current().has_value(), patienceMs);
    QCOMPARE(f.page->current()->id.text(), u"very-old"_s);
    QCOMPARE(f.rows(), 111);
}

void TestInstancesPageSelection::saysWhenAnInstanceToGoToIsNotThere()
{
    Fixture f;
    QVERIFY(f.opens());
    f.page->selectInstance(InstanceId(u"missing"_s));
    QTRY_VERIFY_WITH_TIMEOUT(f.messages().text().contains(u"missing"_s), patienceMs);
    QCOMPARE(f.rows(), 110);
}

void TestInstancesPageSelection::selectsWhatWasCreatedAndDropsWhatIsGone()
{
    Fixture f;
    QVERIFY(f.opens());
    f.hub->put(ScriptedHub::made(u"fresh"_s, u"Order"_s, Kind::Running, Instant::now()));
    emit f.session.instanceCreated(InstanceId(u"fresh"_s));
    QTRY_VERIFY_WITH_TIMEOUT(f.page->current() && f.page->current()->id.text() == u"fresh"_s,
                             patienceMs);
    emit f.session.instancesRemoved({ InstanceId(u"fresh"_s), InstanceId(u"order-000001"_s) });
    QCOMPARE(f.rows(), 109);
    QVERIFY(!f.page->current() || f.page->current()->id.text() != u"fresh"_s);
}

void TestInstancesPageSelection::showsPendingActions()
{
    Fixture f;
    QVERIFY(f.opens());
    const InstanceId id(f.idAt(0));
    f.session.pending().set(id, ActionKind::Terminate, PendingActions::State::Accepted);
    QCOMPARE(f.table.model()->index(0, InstanceTableModel::StatusColumn).data().toString(),
             u"Terminating…"_s);
}

void TestInstancesPageSelection::giveOutTheShownIdsInOrder()
{
    Fixture f;
    QVERIFY(f.opens());
    f.chip(u"chipFailed"_s).click();
    const std::vector<InstanceId> ids = f.page->shownIds();
    QCOMPARE(ids.size(), size_t(10));
    for (int row = 0; row < 10; ++row) {
        QCOMPARE(ids[static_cast<size_t>(row)].text(), f.idAt(row));
    }
}

HUBDECK_TEST(TestInstancesPageSelection)
#include "tst_instancespageselection.moc"
