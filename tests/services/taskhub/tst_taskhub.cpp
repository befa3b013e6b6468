// SPDX-License-Identifier: MIT
#include "services/taskhub/taskhub.h"

#include "services/azurestorage/hubhealth.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using Kind = RuntimeStatus::Kind;

class tst_TaskHub : public QObject
{
    Q_OBJECT

private slots:
    void waitsForTheEnd();
    void givesTheLastStateWhenTheTimeIsOver();
    void doesNotWaitWithoutTime();
    void stopsWaiting();
    void passesErrorsOn();
    void refusesWhatARoadCannotDo();
};

namespace {

/// Answers instance() with one status after the other, the last one for ever.
class ScriptedHub final : public TaskHub
{
public:
    explicit ScriptedHub(std::vector<Kind> kinds)
        : m_kinds(std::move(kinds))
    { }

    int reads = 0;
    std::stop_source stopAtSecondRead;

    const Capabilities &capabilities() const override { return m_capabilities; }

    Capabilities &capabilitiesToChange() { return m_capabilities; }

    void listInstances(const InstanceQuery &, const ContinuationToken &, const PageSink &,
                       std::stop_token) override
    { }

    InstanceDetails instance(const InstanceId &id, std::stop_token) override
    {
        if (m_kinds.empty()) {
            throw TaskHubError(ErrorKind::NotFound, u"none"_s);
        }
        InstanceDetails details;
        details.id = id;
        details.status = m_kinds.at(std::min(static_cast<size_t>(reads), m_kinds.size() - 1));
        if (++reads == 2) {
            stopAtSecondRead.request_stop();
        }
        return details;
    }

    History history(const InstanceId &, std::stop_token) override { return {}; }

    StartedInstance start(const StartRequest &, std::stop_token) override { return {}; }

    ActionOutcome perform(const InstanceId &, const InstanceAction &, std::stop_token) override
    {
        return {};
    }

    PurgeOutcome purge(const PurgeFilter &, std::stop_token) override { return {}; }

    void listEntities(const EntityQuery &, const ContinuationToken &, const EntityPageSink &,
                      std::stop_token) override
    { }

    std::optional<Payload> entityState(const EntityId &, std::stop_token) override { return {}; }

    void signalEntity(const EntityId &, const EntitySignal &, std::stop_token) override { }

    void deleteEntity(const EntityId &, std::stop_token) override { }

    std::vector<ManagementUrl> managementUrls(const InstanceId &) const override { return {}; }

private:
    Capabilities m_capabilities;
    std::vector<Kind> m_kinds;
};

} // namespace

void tst_TaskHub::waitsForTheEnd()
{
    ScriptedHub hub({ Kind::Pending, Kind::Running, Kind::Failed });
    const InstanceDetails details
        = hub.waitForCompletion(InstanceId(u"a"_s), std::chrono::hours(1), {});
    QCOMPARE(details.status, RuntimeStatus(Kind::Failed));
    QCOMPARE(details.id.text(), u"a"_s);
    QCOMPARE(hub.reads, 3);
}

void tst_TaskHub::givesTheLastStateWhenTheTimeIsOver()
{
    ScriptedHub hub({ Kind::Running });
    QCOMPARE(hub.waitForCompletion(InstanceId(u"a"_s), std::chrono::milliseconds(1), {}).status,
             RuntimeStatus(Kind::Running));
    QVERIFY(hub.reads >= 1);
}

void tst_TaskHub::doesNotWaitWithoutTime()
{
    ScriptedHub hub({ Kind::Running, Kind::Completed });
    QCOMPARE(hub.waitForCompletion(InstanceId(u"a"_s), std::chrono::milliseconds(0), {}).status,
             RuntimeStatus(Kind::Running));
    QCOMPARE(hub.reads, 1);
}

void tst_TaskHub::stopsWaiting()
{
    ScriptedHub hub({ Kind::Running });
    try {
        static_cast<void>(hub.waitForCompletion(InstanceId(u"a"_s), std::chrono::hours(1),
                                                hub.stopAtSecondRead.get_token()));
        QFAIL("it went on");
    } catch (const TaskHubError &error) {
        QCOMPARE(error.kind, ErrorKind::Cancelled);
    }
    QCOMPARE(hub.reads, 2);
}

void tst_TaskHub::passesErrorsOn()
{
    ScriptedHub hub({});
    QVERIFY_THROWS_EXCEPTION(
        TaskHubError,
        static_cast<void>(hub.waitForCompletion(InstanceId(u"a"_s), std::chrono::hours(1), {})));
}

void tst_TaskHub::refusesWhatARoadCannotDo()
{
    ScriptedHub hub({});
    hub.capabilitiesToChange().lack(Feature::CancelScheduledStart, u"No storage here."_s);
    const InstanceId id(u"a"_s);
    const std::vector<std::pair<std::function<void()>, QString>> calls {
        { [&] { hub.cancelScheduledStart(id, {}); }, u"No storage here."_s },
        { [&] { static_cast<void>(hub.entitiesToClean({}, {})); }, {} },
        { [&] { hub.cleanEntities({}, {}); }, {} },
        { [&] { static_cast<void>(hub.health({})); }, {} },
        { [&] { static_cast<void>(hub.planDeletion({})); }, {} },
        { [&] { hub.deleteTaskHub({}, {}, {}); }, {} },
    };
    for (const auto &[call, words] : calls) {
        try {
            call();
            QFAIL("it did not refuse");
        } catch (const TaskHubError &error) {
            QCOMPARE(error.kind, ErrorKind::Unsupported);
            QVERIFY(!error.message.isEmpty());
            QVERIFY(words.isEmpty() || error.message == words);
        }
    }
}

HUBDECK_GUILESS_TEST(tst_TaskHub)
#include "tst_taskhub.moc"
