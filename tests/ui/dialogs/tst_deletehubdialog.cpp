// SPDX-License-Identifier: MIT
#include "ui/dialogs/deletehubdialog.h"

#include "dialogfixture.h"
#include "testprogram.h"
#include "upkeephub.h"

#include <QCheckBox>
#include <QTreeWidget>

#include <atomic>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using test::UpkeepHub;

class TestDeleteHubDialog : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_hub = std::make_shared<UpkeepHub>();
        m_plan = {};
        m_plan.hub = TaskHubName(u"OrdersHub"_s);
        m_plan.artefacts = { { HubArtefact::Kind::Queue, u"ordershub-workitems"_s, 3 },
                             { HubArtefact::Kind::Table, u"OrdersHubInstances"_s, 177 } };
        m_hub->onPlan = [this] { return m_plan; };
        m_deletions = 0;
        m_outcome = { .deleted = 2, .leftovers = {}, .advice = u"Wait a minute."_s };
        m_hub->onDelete = [this](const HubDeletionRequest &request, const HubDeletionSink &sink) {
            ++m_deletions;
            m_request = request;
            sink({ m_plan.artefacts[0], {}, 1, 2 });
            sink({ m_plan.artefacts[1], {}, 2, 2 });
            return m_outcome;
        };
        m_session
            = std::make_unique<HubSession>(HubInfo { u"OrdersHub"_s, u"contoso"_s }, m_hub, m_pool);
    }

    void cleanup()
    {
        m_dialog.reset();
        m_pool.waitForDone();
        m_session.reset();
    }

    void listsEverythingWithCountsBeforeAnythingHappens()
    {
        open();
        QCOMPARE(m_dialog->windowTitle(), u"Delete task hub OrdersHub"_s);
        QCOMPARE(list()->topLevelItemCount(), 2);
        QCOMPARE(list()->topLevelItem(1)->text(1), u"OrdersHubInstances"_s);
        QVERIFY(list()->topLevelItem(1)->text(2).contains(u"177"_s));
        QVERIFY(!test::acceptButton(*m_dialog)->isEnabled());
        QVERIFY(!test::labelText(*m_dialog, "deleteHubInUse").isNull());
        QVERIFY(!test::part<QCheckBox>(*m_dialog, "deleteHubForce")->isVisible());
        QVERIFY(!test::part<QPushButton>(*m_dialog, "deleteHubLookAgain")->isVisible());
        QCOMPARE(test::unnamedControls(*m_dialog), QStringList());
        QCOMPARE(test::sharedMnemonics(*m_dialog), QStringList());
        QCOMPARE(m_deletions.load(), 0);
    }

    void wantsTheNameExactly()
    {
        open();
        test::type(*m_dialog, "deleteHubName", u"ordershub"_s);
        QVERIFY(!test::acceptButton(*m_dialog)->isEnabled());
        test::type(*m_dialog, "deleteHubName", u"OrdersHub"_s);
        QVERIFY(test::acceptButton(*m_dialog)->isEnabled());
        test::acceptButton(*m_dialog)->click();
        QTRY_COMPARE(m_dialog->result(), int(QDialog::Accepted));
        QCOMPARE(m_deletions.load(), 1);
        QCOMPARE(m_request.confirmedName.text(), u"OrdersHub"_s);
        QVERIFY(!m_request.force);
        QCOMPARE(m_dialog->outcome()->deleted, 2);
    }

    void refusesAHubInUseUnlessForced()
    {
        m_plan.isInUse = true;
        m_plan.signsOfUse = { u"The app lease is held."_s };
        open();
        QVERIFY(test::labelText(*m_dialog, "deleteHubInUse").contains(u"The app lease is held."_s));
        test::type(*m_dialog, "deleteHubName", u"OrdersHub"_s);
        QVERIFY(!test::acceptButton(*m_dialog)->isEnabled());
        test::part<QCheckBox>(*m_dialog, "deleteHubForce")->click();
        QVERIFY(test::acceptButton(*m_dialog)->isEnabled());
        test::acceptButton(*m_dialog)->click();
        QTRY_COMPARE(m_deletions.load(), 1);
        QTRY_COMPARE(m_dialog->result(), int(QDialog::Accepted));
        QVERIFY(m_request.force);
    }

    void wantsForceWhenNobodyCanTellWhetherItIsInUse()
    {
        m_plan.mayBeInUse = true;
        m_plan.problems = { u"The app lease could not be seen."_s };
        open();
        QVERIFY(test::labelText(*m_dialog, "deleteHubInUse").contains(u"could not be seen"_s));
        QVERIFY(test::labelText(*m_dialog, "deleteHubState").contains(u"app lease"_s));
        test::type(*m_dialog, "deleteHubName", u"OrdersHub"_s);
        QVERIFY(!test::acceptButton(*m_dialog)->isEnabled());
        test::part<QCheckBox>(*m_dialog, "deleteHubForce")->click();
        QVERIFY(test::acceptButton(*m_dialog)->isEnabled());
    }

    void tellsWhatIsLeftAndLetsItBeDeletedOnceMore()
    {
        m_outcome.leftovers = { { m_plan.artefacts[1], u"It is being deleted."_s } };
        open();
        test::type(*m_dialog, "deleteHubName", u"OrdersHub"_s);
        test::acceptButton(*m_dialog)->click();
        QTRY_VERIFY(
            test::labelText(*m_dialog, "deleteHubState").contains(u"It is being deleted."_s));
        QCOMPARE(m_dialog->result(), 0);
        QTRY_VERIFY(test::acceptButton(*m_dialog)->isEnabled());
        m_pool.waitForDone();
        m_outcome.leftovers.clear();
        test::acceptButton(*m_dialog)->click();
        QTRY_COMPARE(m_dialog->result(), int(QDialog::Accepted));
        QCOMPARE(m_deletions.load(), 2);
    }

    void aLookThatFailsIsNoFailedDeletionAndCanBeRepeated()
    {
        m_hub->onPlan = []() -> HubDeletionPlan {
            throw TaskHubError(ErrorKind::Unreachable, u"The account does not answer."_s);
        };
        m_dialog = std::make_unique<DeleteHubDialog>(*m_session);
        QVERIFY(test::shown(*m_dialog));
        auto *again = test::part<QPushButton>(*m_dialog, "deleteHubLookAgain");
        QTRY_VERIFY(again->isVisible());
        QVERIFY(test::labelText(*m_dialog, "deleteHubLookState")
                    .contains(u"The account does not answer."_s));
        QVERIFY(!m_dialog->error());
        QVERIFY(!test::acceptButton(*m_dialog)->isEnabled());
        QCOMPARE(test::cutOffText(*m_dialog), QString());
        m_pool.waitForDone();
        m_hub->onPlan = [this] { return m_plan; };
        again->click();
        QTRY_COMPARE(list()->topLevelItemCount(), 2);
        QVERIFY(!again->isVisible());
        QVERIFY(!test::part<QLabel>(*m_dialog, "deleteHubLookState")->isVisible());
    }

    void aLookThatFailsAfterADeletionLeavesItsWordsToBeRead()
    {
        open();
        m_outcome.leftovers = { { m_plan.artefacts[1], u"It is being deleted."_s } };
        m_hub->onPlan = []() -> HubDeletionPlan {
            throw TaskHubError(ErrorKind::Unreachable, u"The account does not answer."_s);
        };
        test::type(*m_dialog, "deleteHubName", u"OrdersHub"_s);
        test::acceptButton(*m_dialog)->click();
        QTRY_VERIFY(test::part<QPushButton>(*m_dialog, "deleteHubLookAgain")->isVisible());
        QVERIFY(test::labelText(*m_dialog, "deleteHubState").contains(u"It is being deleted."_s));
        QVERIFY(m_dialog->outcome());
        QVERIFY(!m_dialog->error());
    }

    void saysWhyItFailed()
    {
        m_hub->onDelete
            = [](const HubDeletionRequest &, const HubDeletionSink &) -> HubDeletionOutcome {
            throw TaskHubError(ErrorKind::Unauthorised, u"Not permitted."_s);
        };
        open();
        test::type(*m_dialog, "deleteHubName", u"OrdersHub"_s);
        test::acceptButton(*m_dialog)->click();
        QTRY_COMPARE(test::labelText(*m_dialog, "deleteHubState"), u"Not permitted."_s);
        QVERIFY(m_dialog->error());
        QCOMPARE(m_dialog->result(), 0);
    }

private:
    void open()
    {
        m_dialog = std::make_unique<DeleteHubDialog>(*m_session);
        QVERIFY(test::shown(*m_dialog));
        QTRY_VERIFY(list()->topLevelItemCount() > 0);
    }

    [[nodiscard]] QTreeWidget *list() const
    {
        return test::part<QTreeWidget>(*m_dialog, "deleteHubList");
    }

    QThreadPool m_pool;
    std::shared_ptr<UpkeepHub> m_hub;
    std::unique_ptr<HubSession> m_session;
    std::unique_ptr<DeleteHubDialog> m_dialog;
    HubDeletionPlan m_plan;
    HubDeletionOutcome m_outcome;
    HubDeletionRequest m_request;
    std::atomic<int> m_deletions = 0;
};

HUBDECK_TEST(TestDeleteHubDialog)
#include "tst_deletehubdialog.moc"
