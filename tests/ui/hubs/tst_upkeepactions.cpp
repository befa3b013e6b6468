// SPDX-License-Identifier: MIT
#include "ui/hubs/upkeepactions.h"

#include "hubregistryfixture.h"
#include "scriptedprompts.h"
#include "testprogram.h"
#include "ui/hubs/hubtabs.h"
#include "ui/instances/instancespage.h"
#include "ui/shell/actionregistry.h"
#include "upkeephub.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <atomic>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : HubRegistryFixture
{
    Fixture()
    {
        upkeep = std::make_shared<UpkeepHub>();
        tabs = std::make_unique<HubTabs>(registry, activity, time, prompts);
        actions = new ActionRegistry(&window);
        upkeepActions = new UpkeepActions(*actions, registry, *tabs, activity, prompts, window);
    }

    ~Fixture()
    {
        registry.closeAll();
        delete upkeepActions;
        tabs.reset();
    }

    HubRegistry::EntryId open(const std::shared_ptr<ScriptedHub> &road)
    {
        hub = road;
        const auto id = registry.add(address(u"orders.example"_s), info(u"OrdersHub"_s));
        registry.open(id);
        actions->update();
        return id;
    }

    /// The next clean-up finds an empty entity and is confirmed.
    void expectCleaning()
    {
        upkeep->onEntitiesToClean = [](const EntityCleaningQuery &) {
            EntityCleaning found;
            found.empty = { { u"counter"_s, u"a"_s } };
            return found;
        };
        prompts.expectDialog([](QDialog &dialog) {
            dialog.findChild<QPushButton *>(u"cleanPreview"_s)->click();
            auto *accept = dialog.findChild<QPushButton *>(u"acceptButton"_s);
            return QTest::qWaitFor([accept] { return accept->isEnabled(); });
        });
    }

    /// How many calls of a kind have arrived at the hub.
    [[nodiscard]] qsizetype calls(ScriptedHub::Call call) const
    {
        return std::ranges::count(upkeep->arrivals(), call, &ScriptedHub::Arrival::call);
    }

    [[nodiscard]] QAction *action(const char *id) const
    {
        actions->update();
        return actions->action(QString::fromLatin1(id));
    }

    [[nodiscard]] QString lastResult() const
    {
        return activity.rowCount() == 0
            ? QString()
            : activity.index(0, 0).data(ActivityModel::ResultRole).toString();
    }

    std::shared_ptr<UpkeepHub> upkeep;
    ScriptedPrompts prompts;
    QWidget window;
    std::unique_ptr<HubTabs> tabs;
    ActionRegistry *actions = nullptr;
    UpkeepActions *upkeepActions = nullptr;

    Q_DISABLE_COPY_MOVE(Fixture)
};

} // namespace

class TestUpkeepActions : public QObject
{
    Q_OBJECT

private slots:

    void areOfferedWhereTheRoadCan()
    {
        Fixture f;
        QVERIFY(!f.action("hub.delete")->isEnabled());
        f.open(std::make_shared<ScriptedHub>());
        QVERIFY(!f.action("hub.delete")->isEnabled());
        QVERIFY(!f.action("hub.cleanEntities")->isEnabled());
        QVERIFY(!f.action("instance.cancelStart")->isEnabled());
        QVERIFY(f.action("hub.delete")->toolTip().contains(u"This hub does not tell."_s));
    }

    void aDeletedHubIsClosed()
    {
        Fixture f;
        f.upkeep->onPlan = [] {
            HubDeletionPlan plan;
            plan.hub = TaskHubName(u"OrdersHub"_s);
            plan.artefacts = { { HubArtefact::Kind::Table, u"OrdersHubInstances"_s, 1 } };
            return plan;
        };
        f.upkeep->onDelete = [](const HubDeletionRequest &, const HubDeletionSink &) {
            return HubDeletionOutcome { .deleted = 1, .leftovers = {}, .advice = u"Wait."_s };
        };
        const auto id = f.open(f.upkeep);
        QVERIFY(f.action("hub.delete")->isEnabled());
        f.prompts.expectDialog([](QDialog &dialog) {
            auto *name = dialog.findChild<QLineEdit *>(u"deleteHubName"_s);
            auto *accept = dialog.findChild<QPushButton *>(u"acceptButton"_s);
            if (!QTest::qWaitFor([name] { return name->isEnabled(); })) {
                return false;
            }
            name->setText(u"OrdersHub"_s);
            accept->click();
            return QTest::qWaitFor([&dialog] { return dialog.result() == QDialog::Accepted; });
        });
        f.action("hub.delete")->trigger();
        QVERIFY(!f.registry.session(id));
        QVERIFY(f.lastResult().contains(u"Wait."_s));
    }

    void aLookThatFailsIsNotNotedAsADeletion()
    {
        Fixture f;
        f.upkeep->onPlan = []() -> HubDeletionPlan {
            throw TaskHubError(ErrorKind::Unreachable, u"The account does not answer."_s);
        };
        f.open(f.upkeep);
        f.prompts.expectDialog([](QDialog &dialog) {
            const auto *again = dialog.findChild<QPushButton *>(u"deleteHubLookAgain"_s);
            if (!QTest::qWaitFor([again] { return !again->isHidden(); })) {
                qWarning("no button");
            }
            return false;
        });
        f.action("hub.delete")->trigger();
        QCOMPARE(f.prompts.unexpected(), 0);
        QCOMPARE(f.activity.rowCount(), 0);
    }

    void aScheduledStartIsTakenBackWhenConfirmed()
    {
        Fixture f;
        InstanceDetails later = ScriptedHub::made(u"later"_s, u"Order"_s,
                                                  RuntimeStatus::Kind::Pending, Instant::now());
        later.scheduledStart = Instant::now() + std::chrono::hours(1);
        f.upkeep->put(later);
        std::atomic<int> cancelled = 0;
        f.upkeep->onCancelStart = [&cancelled](const InstanceId &id) {
            cancelled += id.text() == u"later"_s ? 1 : 100;
        };
        f.tabs->resize(900, 600);
        f.tabs->show();
        const auto id = f.open(f.upkeep);
        f.tabs->page(id)->selectInstance(InstanceId(u"later"_s));
        QTRY_VERIFY(f.tabs->currentPage()->current());
        QTRY_VERIFY(f.action("instance.cancelStart")->isEnabled());
        f.prompts.expectConfirm(false);
        f.action("instance.cancelStart")->trigger();
        QCOMPARE(f.activity.rowCount(), 0);
        QSignalSpy removed(f.registry.session(id), &HubSession::instancesRemoved);
        f.prompts.expectConfirm(true);
        f.action("instance.cancelStart")->trigger();
        QTRY_COMPARE(removed.size(), 1);
        QCOMPARE(cancelled.load(), 1);
        QCOMPARE(f.lastResult(), u"it will not start"_s);
    }

    void whatWasCleanedLeavesTheLists()
    {
        Fixture f;
        f.expectCleaning();
        f.tabs->resize(900, 600);
        f.tabs->show();
        const auto id = f.open(f.upkeep);
        f.tabs->showEntities(id);
        using Call = ScriptedHub::Call;
        QTRY_VERIFY(f.calls(Call::ListEntities) > 0);
        QTRY_VERIFY(f.calls(Call::ListInstances) > 1); // the check and the list
        f.pool.waitForDone();
        QCoreApplication::sendPostedEvents();
        const auto entities = f.calls(Call::ListEntities);
        const auto instances = f.calls(Call::ListInstances);
        f.action("hub.cleanEntities")->trigger();
        QTRY_COMPARE(f.activity.index(0, 0).data(ActivityModel::OutcomeRole).toInt(),
                     int(ActivityModel::Outcome::Done));
        QTRY_COMPARE(f.calls(Call::ListEntities), entities + 1);
        QTRY_COMPARE(f.calls(Call::ListInstances), instances + 1);
    }

    void aFailureIsToldAndNotedAndNothingIsSentAgain()
    {
        Fixture f;
        f.expectCleaning();
        std::atomic<int> sent = 0;
        f.upkeep->onClean = [&sent](const EntityCleaning &) -> EntityCleaned {
            ++sent;
            throw TaskHubError(ErrorKind::OutcomeUnknown, u"The connection was lost."_s);
        };
        f.open(f.upkeep);
        QSignalSpy failed(f.upkeepActions, &UpkeepActions::failed);
        f.action("hub.cleanEntities")->trigger();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(sent.load(), 1);
        QCOMPARE(f.activity.rowCount(), 1);
    }
};

HUBDECK_TEST(TestUpkeepActions)
#include "tst_upkeepactions.moc"
