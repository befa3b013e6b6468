// SPDX-License-Identifier: MIT
#include "models/activity/actionsending.h"

#include "scriptedhub.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using test::ScriptedHub;
using Call = ScriptedHub::Call;
using Kind = RuntimeStatus::Kind;

namespace {

const std::vector<InstanceId> ids { InstanceId(u"a"_s), InstanceId(u"b"_s), InstanceId(u"c"_s),
                                    InstanceId(u"d"_s), InstanceId(u"e"_s) };

InstanceDetails made(const InstanceId &id, Kind status)
{
    return ScriptedHub::made(id.text(), u"Order"_s, status,
                             *Instant::fromText("2026-11-23T09:00:00Z"));
}

} // namespace

class TestActionSending : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        std::vector<InstanceDetails> instances;
        for (const InstanceId &id : ids) {
            instances.push_back(made(id, Kind::Running));
        }
        m_hub = std::make_unique<ScriptedHub>(instances);
        m_stopped = false;
        m_results.clear();
    }

    void sendsToEachInOrderOnce()
    {
        send(TerminateAction { u"why"_s });
        QCOMPARE(m_hub->arrivalCount(Call::Perform), 5);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            QCOMPARE(m_hub->arrivals()[i].id, ids[i]);
            QCOMPARE(m_results[i].id, ids[i]);
            QVERIFY(!m_results[i].error);
            QVERIFY(!m_results[i].before); // the status will tell
            QVERIFY(!m_results[i].after);
        }
        QCOMPARE(m_hub->arrivals().size(), std::size_t(5)); // and nothing is read
    }

    void readsBeforehandWhenTheStatusWillNotTell()
    {
        send(RaiseEventAction { u"Approve"_s, "null" });
        QCOMPARE(m_hub->arrivals().front().call, Call::History);
        QCOMPARE(m_results.size(), ids.size());
        QVERIFY(m_results.front().before);
        QCOMPARE(m_results.front().before->instance.id, ids.front());
    }

    void aBaselineThatCannotBeReadHoldsNothingUp()
    {
        m_hub->fail(Call::History, TaskHubError(ErrorKind::ServerFailure, u"no"_s), 100);
        send(RaiseEventAction { u"Approve"_s, "null" });
        QCOMPARE(m_hub->arrivalCount(Call::Perform), 5);
        QVERIFY(!m_results.front().before);
        QVERIFY(!m_results.front().error);
    }

    void goesOnAfterARefusalAndReadsWhatItIsNow()
    {
        m_hub->fail(Call::Perform, TaskHubError(ErrorKind::AlreadyFinished, u"over"_s));
        send(TerminateAction {});
        QCOMPARE(m_results.size(), ids.size());
        QCOMPARE(m_results[0].error->kind, ErrorKind::AlreadyFinished);
        QCOMPARE(m_results[0].after->id, ids[0]);
        QVERIFY(!m_results[0].gone);
        QVERIFY(!m_results[1].error);
        QCOMPARE(m_hub->arrivalCount(Call::Instance), 1);
    }

    void seesThatAnInstanceIsGone()
    {
        m_hub->remove(ids[1]);
        send(TerminateAction {});
        QCOMPARE(m_results[1].error->kind, ErrorKind::NotFound);
        QVERIFY(m_results[1].gone);
        QCOMPARE(m_results.size(), ids.size());
    }

    void aPurgeOfWhatIsGoneIsDone()
    {
        m_hub->fail(Call::Perform, TaskHubError(ErrorKind::NotFound, u"gone"_s));
        send(PurgeAction {});
        QVERIFY(!m_results[0].error);
        QVERIFY(m_results[0].gone);
    }

    void stopsWhereEveryFurtherOneWouldFailToo_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        using enum ErrorKind;
        for (const ErrorKind kind :
             { Unauthorised, Forbidden, AppStopped, Tls, Redirected, Unsupported, Cancelled }) {
            QTest::newRow(qPrintable(TaskHubError::nameOf(kind))) << kind;
        }
    }

    void stopsWhereEveryFurtherOneWouldFailToo()
    {
        QFETCH(const ErrorKind, kind);
        m_hub->fail(Call::Perform, TaskHubError(kind, u"no"_s));
        send(TerminateAction {});
        QCOMPARE(m_results.size(), std::size_t(1));
        QCOMPARE(m_results[0].error->kind, kind);
        QCOMPARE(m_hub->arrivals().size(), std::size_t(1));
    }

    void stopsWhenTheConnectionSeemsToBeGone()
    {
        m_hub->fail(Call::Perform, TaskHubError(ErrorKind::OutcomeUnknown, u"lost"_s), 100);
        send(TerminateAction {});
        QCOMPARE(m_results.size(), std::size_t(3)); // troubles in a row
    }

    void aSuccessBetweenTroublesCountsAnew()
    {
        m_hub->fail(Call::Perform, TaskHubError(ErrorKind::Throttled, u"busy"_s), 2);
        send(TerminateAction {});
        QCOMPARE(m_results.size(), ids.size());
        QVERIFY(m_results[1].error);
        QVERIFY(!m_results[2].error);
    }

    void aStopSendsNothingMore()
    {
        sendOneByOne(*m_hub, TerminateAction {}, ids, m_stopped, {},
                     [this](const ItemResult &result) {
                         m_results.push_back(result);
                         m_stopped = m_results.size() == 2;
                     });
        QCOMPARE(m_hub->arrivalCount(Call::Perform), 2);

        std::stop_source source;
        source.request_stop();
        m_stopped = false;
        sendOneByOne(*m_hub, TerminateAction {}, ids, m_stopped, source.get_token(),
                     [](const ItemResult &) { QFAIL("sent"); });
        QCOMPARE(m_hub->arrivalCount(Call::Perform), 2);
    }

private:
    void send(const InstanceAction &action)
    {
        sendOneByOne(*m_hub, action, ids, m_stopped, {},
                     [this](const ItemResult &result) { m_results.push_back(result); });
    }

    std::unique_ptr<ScriptedHub> m_hub;
    std::atomic_bool m_stopped = false;
    std::vector<ItemResult> m_results;
};

HUBDECK_GUILESS_TEST(TestActionSending)
#include "tst_actionsending.moc"
