// SPDX-License-Identifier: MIT
#include "services/azurestorage/instanceactions.h"

#include "services/azurestorage/hubstore.h"
#include "services/azurestorage/instancekeys.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

/// What is written is compared with the official client in tst_officialwrites; here is what is
/// refused.
class tst_InstanceActions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void refuses_data();
    void refuses();
    void reachesIdsWithSlashes();
    void pausesEntities();
    void sendsNothingAfterAStop();
    void doesNotWakeALeafTwice();

private:
    [[nodiscard]] size_t messages() const
    {
        return m_fixture.allMessages(u"ordershub-control-"_s).size();
    }

    StorageAccountFixture m_fixture { u"orders-hub"_s };
    std::unique_ptr<HubStore> m_store;
};

void tst_InstanceActions::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    QCOMPARE(m_fixture.start(), QString());
    m_store = std::make_unique<HubStore>(m_fixture.account(), TaskHubName(u"OrdersHub"_s),
                                         m_fixture.http(), AzureStorageHubOptions());
    for (int i = 0; i < 4; ++i) {
        m_fixture.clearQueue(m_store->names.controlQueue(i));
    }
}

void tst_InstanceActions::refuses_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<InstanceAction>("action");
    QTest::addColumn<QString>("kind");
    const auto row
        = [](const char *name, const char *id, const InstanceAction &action, const char *kind) {
              QTest::newRow(name) << QString::fromLatin1(id) << action << QString::fromLatin1(kind);
          };
    const RaiseEventAction event { u"Approve"_s, "1" };
    row("event to nobody", "nobody", event, "NotFound");
    row("event after the end", "order-0001", event, "AlreadyFinished");
    row("event without a name", "approval-10", RaiseEventAction { {}, "1" }, "InvalidInput");
    row("event that is no JSON", "approval-10", RaiseEventAction { u"A"_s, "{x" }, "InvalidInput");
    row("event to an entity", "@counter@alpha", event, "Unsupported");
    row("terminate after the end", "order-0001", TerminateAction {}, "AlreadyFinished");
    row("terminate an entity", "@counter@alpha", TerminateAction {}, "Unsupported");
    row("reason that breaks the hub", "approval-10", TerminateAction { u"undefined"_s },
        "InvalidInput");
    row("reason that is an address", "approval-10", SuspendAction { u"https://ticket/1"_s },
        "InvalidInput");
    row("reason with a scheme", "approval-10", TerminateAction { u"user:cancelled"_s },
        "InvalidInput");
    row("resume what runs", "approval-10", ResumeAction {}, "WrongState");
    row("suspend twice", "approval-04", SuspendAction {}, "WrongState");
    row("rewind what runs", "approval-10", RewindAction {}, "WrongState");
    row("rewind what completed", "order-0001", RewindAction {}, "AlreadyFinished");
    row("rewind an entity", "@counter@alpha", RewindAction {}, "Unsupported");
    row("rewind nobody", "nobody", RewindAction {}, "NotFound");
    row("restart what runs", "approval-10", RestartAction { false }, "AlreadyExists");
    row("restart an entity", "@counter@alpha", RestartAction { true }, "Unsupported");
    row("restart nobody", "nobody", RestartAction { true }, "NotFound");
    row("purge what runs", "approval-10", PurgeAction {}, "WrongState");
    row("purge nobody", "nobody", PurgeAction {}, "NotFound");
    row("no id", "", PurgeAction {}, "InvalidInput");
}

void tst_InstanceActions::refuses()
{
    QFETCH(QString, id);
    QFETCH(InstanceAction, action);
    QFETCH(QString, kind);
    const size_t before = messages();
    const auto error
        = thrownBy([&] { InstanceActions(*m_store).perform(InstanceId(id), action, {}); });
    QVERIFY(error);
    QCOMPARE(TaskHubError::nameOf(error->kind), kind);
    QVERIFY(!error->message.isEmpty());
    QCOMPARE(messages(), before);
}

void tst_InstanceActions::reachesIdsWithSlashes()
{
    const InstanceId id(u"az/slash"_s);
    QCOMPARE(InstanceActions(*m_store).perform(id, PurgeAction {}, {}).deleted, 1);
    QVERIFY(!m_store->findInstance(id, {}));
}

void tst_InstanceActions::pausesEntities()
{
    const size_t before = messages();
    InstanceActions(*m_store).perform(InstanceId(u"@counter@alpha"_s), SuspendAction {}, {});
    QCOMPARE(messages(), before + 1);
}

void tst_InstanceActions::sendsNothingAfterAStop()
{
    std::stop_source source;
    source.request_stop();
    const size_t before = messages();
    QCOMPARE(kindThrownBy([&] {
                 InstanceActions(*m_store).perform(InstanceId(u"approval-10"_s), TerminateAction {},
                                                   source.get_token());
             }),
             u"Cancelled"_s);
    QCOMPARE(messages(), before);
}

void tst_InstanceActions::doesNotWakeALeafTwice()
{
    const InstanceId id(u"flaky-2"_s);
    const size_t before = messages();
    InstanceActions(*m_store).perform(id, RewindAction { u"again"_s }, {});
    QCOMPARE(messages(), before + 1);
    // Nobody has taken the message yet: finishing the same rewind has nothing left to do
    const auto error
        = thrownBy([&] { InstanceActions(*m_store).perform(id, RewindAction { u"again"_s }, {}); });
    QVERIFY2(!error, error ? qPrintable(error->message) : "");
    QCOMPARE(messages(), before + 1);
}

HUBDECK_GUILESS_TEST(tst_InstanceActions)
#include "tst_instanceactions.moc"
