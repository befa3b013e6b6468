// SPDX-License-Identifier: MIT
#include "taskhubcontract.h"

#include "contractsupport.h"
#include "services/json/jsonstring.h"
#include "thrown.h"

#include <QTest>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace contract;
using Kind = RuntimeStatus::Kind;

void TaskHubContract::terminates()
{
    const InstanceId id = started(u"Approval"_s);
    hub().perform(id, TerminateAction { u"Found a bug & more"_s }, {});
    QCOMPARE(endOf(id), Kind::Terminated);
    QCOMPARE(json::decodeText(hub().instance(id, {}).output.text), u"Found a bug & more"_s);
}

void TaskHubContract::suspendsAndResumes()
{
    const InstanceId id = started(u"Approval"_s);
    hub().perform(id, SuspendAction { u"maintenance"_s }, {});
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(id), Kind::Suspended, patience);
    hub().perform(id, ResumeAction {}, {});
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(id), Kind::Running, patience);
}

void TaskHubContract::raisesEvents()
{
    const InstanceId id = started(u"Approval"_s);
    hub().perform(id, RaiseEventAction { u"Nobody waits for this"_s, "null" }, {});
    hub().perform(id, RaiseEventAction { u"Approve"_s, R"({"by":"kim"})" }, {});
    QCOMPARE(endOf(id), Kind::Completed);
    QCOMPARE(json::decodeText(hub().instance(id, {}).output.text), u"approved: {\"by\":\"kim\"}"_s);
}

void TaskHubContract::rewinds()
{
    const InstanceId id = started(u"FlakyJob"_s);
    QCOMPARE(endOf(id), Kind::Failed);
    hub().perform(id, RewindAction { u"again"_s }, {});
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(id), Kind::Completed, patience);
}

void TaskHubContract::restartsUnderANewId()
{
    const InstanceId id = started(u"Echo"_s, R"("same input")");
    QCOMPARE(endOf(id), Kind::Completed);
    const ActionOutcome outcome = hub().perform(id, RestartAction { true }, {});
    QVERIFY(outcome.newId && *outcome.newId != id);
    QCOMPARE(endOf(*outcome.newId), Kind::Completed);
    QCOMPARE(outputOf(hub().instance(*outcome.newId, {})), QByteArray(R"("same input")"));
    QCOMPARE(statusOf(id), Kind::Completed);
}

void TaskHubContract::restartsUnderTheSameId()
{
    const InstanceId id = started(u"Echo"_s, "7");
    QCOMPARE(endOf(id), Kind::Completed);
    QCOMPARE(hub().perform(id, RestartAction { false }, {}).newId, id);
    QCOMPARE(endOf(id), Kind::Completed);
    const InstanceId active = started(u"Approval"_s);
    QCOMPARE(kindThrownBy([&] { hub().perform(active, RestartAction { false }, {}); }),
             u"AlreadyExists"_s);
}

void TaskHubContract::purgesOne()
{
    const InstanceId id = started(u"Echo"_s);
    QCOMPARE(endOf(id), Kind::Completed);
    QCOMPARE(hub().perform(id, PurgeAction {}, {}).deleted, 1);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(hub().instance(id, {})); }), u"NotFound"_s);
    QCOMPARE(kindThrownBy([&] { hub().perform(id, PurgeAction {}, {}); }), u"NotFound"_s);
}

void TaskHubContract::purgesByFilter()
{
    const InstanceId ended = started(u"Approval"_s);
    const InstanceId active = started(u"Approval"_s);
    hub().perform(ended, TerminateAction { u"to be purged"_s }, {});
    QCOMPARE(endOf(ended), Kind::Terminated);
    PurgeFilter filter;
    filter.createdFrom = *hub().instance(ended, {}).created;
    filter.createdTo = Instant::now() + 1min;
    filter.statuses = { Kind::Terminated };
    QVERIFY(hub().purge(filter, {}).deleted >= 1);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(hub().instance(ended, {})); }), u"NotFound"_s);
    QVERIFY(hub().instance(active, {}).status.isActive());
    QCOMPARE(hub().purge(filter, {}).deleted, 0);
}

void TaskHubContract::refusesActionsOnFinishedInstances()
{
    const InstanceId id = started(u"Echo"_s);
    QCOMPARE(endOf(id), Kind::Completed);
    for (const InstanceAction &action :
         { InstanceAction(TerminateAction {}), InstanceAction(SuspendAction {}),
           InstanceAction(ResumeAction {}), InstanceAction(RewindAction {}),
           InstanceAction(RaiseEventAction { u"Approve"_s, "1" }) }) {
        QCOMPARE(kindThrownBy([&] { hub().perform(id, action, {}); }), u"AlreadyFinished"_s);
    }
}

void TaskHubContract::refusesActionsInTheWrongState()
{
    const InstanceId id = started(u"Approval"_s);
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(id), Kind::Running, patience);
    QCOMPARE(kindThrownBy([&] { hub().perform(id, ResumeAction {}, {}); }), u"WrongState"_s);
    QCOMPARE(kindThrownBy([&] { hub().perform(id, RewindAction {}, {}); }), u"WrongState"_s);
    hub().perform(id, SuspendAction {}, {});
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(id), Kind::Suspended, patience);
    QCOMPARE(kindThrownBy([&] { hub().perform(id, SuspendAction {}, {}); }), u"WrongState"_s);
}

void TaskHubContract::refusesActionsOnMissingInstances()
{
    const InstanceId nobody(u"contract-nobody"_s);
    for (const InstanceAction &action :
         { InstanceAction(TerminateAction {}), InstanceAction(SuspendAction {}),
           InstanceAction(ResumeAction {}), InstanceAction(RewindAction {}),
           InstanceAction(RestartAction {}), InstanceAction(PurgeAction {}),
           InstanceAction(RaiseEventAction { u"Approve"_s, "1" }) }) {
        QCOMPARE(kindThrownBy([&] { hub().perform(nobody, action, {}); }), u"NotFound"_s);
    }
}

void TaskHubContract::refusesWhatMustNotBeSent()
{
    const InstanceId id = started(u"Approval"_s);
    QCOMPARE(kindThrownBy([&] {
                 hub().perform(id, RaiseEventAction { u"Approve"_s, "{bad" }, {});
             }),
             u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] {
                 hub().perform(id, RaiseEventAction { u"Approve"_s, "" }, {});
             }),
             u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] { hub().perform(id, TerminateAction { u"undefined"_s }, {}); }),
             u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] { hub().perform(InstanceId(), PurgeAction {}, {}); }),
             u"InvalidInput"_s);
    StartRequest request;
    request.function = u"Echo"_s;
    for (const QString &bad : { u"@x"_s, u"a?b"_s, u"a\\b"_s, QString(257, u'x') }) {
        request.id = InstanceId(bad);
        QCOMPARE(kindThrownBy([&] { hub().start(request, {}); }), u"InvalidInput"_s);
    }
    PurgeFilter everything;
    everything.createdTo = Instant::now();
    QCOMPARE(kindThrownBy([&] { hub().purge(everything, {}); }), u"InvalidInput"_s);
    InstanceQuery query;
    query.pageSize = 0;
    QCOMPARE(kindThrownBy([&] { static_cast<void>(listed(query)); }), u"InvalidInput"_s);
    QVERIFY(hub().instance(id, {}).status.isActive());
}

void TaskHubContract::signalsReadsListsAndDeletesEntities()
{
    const EntityId entity { u"Counter"_s, newId(u"entity"_s).text() };
    QVERIFY(!hub().entityState(entity, {}));
    hub().signalEntity(entity, { u"add"_s, QByteArray("5") }, {});
    hub().signalEntity(entity, { u"add"_s, QByteArray("2") }, {});
    const auto state = [&] { return hub().entityState(entity, {}).value_or(Payload()).text; };
    QTRY_COMPARE_WITH_TIMEOUT(state(), QByteArray("7"), patience);
    EntityQuery query;
    query.name = u"Counter"_s;
    query.fetchState = true;
    query.pageSize = 2;
    QByteArray found;
    hub().listEntities(query, {},
                       [&](EntityPage &&page) {
                           for (const EntityRow &row : page.rows) {
                               found = row.id.key == entity.key ? row.state.text : found;
                           }
                           return SinkAnswer::Continue;
                       },
                       {});
    QCOMPARE(found, QByteArray("7"));
    hub().signalEntity(entity, { u"reset"_s, std::nullopt }, {});
    QTRY_COMPARE_WITH_TIMEOUT(state(), QByteArray("0"), patience);
    hub().deleteEntity(entity, {});
    QTRY_VERIFY_WITH_TIMEOUT(!hub().entityState(entity, {}), patience);
}

void TaskHubContract::pausesEntities()
{
    const EntityId entity { u"Counter"_s, newId(u"paused"_s).text() };
    const InstanceId row = entity.instanceId();
    const auto state = [&] { return hub().entityState(entity, {}).value_or(Payload()).text; };
    hub().signalEntity(entity, { u"add"_s, QByteArray("1") }, {});
    QTRY_COMPARE_WITH_TIMEOUT(state(), QByteArray("1"), patience);
    hub().perform(row, SuspendAction {}, {});
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(row), Kind::Suspended, patience);
    hub().signalEntity(entity, { u"add"_s, QByteArray("1") }, {});
    hub().perform(row, ResumeAction {}, {});
    QTRY_COMPARE_WITH_TIMEOUT(state(), QByteArray("2"), patience);
    QCOMPARE(kindThrownBy([&] { hub().perform(row, TerminateAction {}, {}); }), u"Unsupported"_s);
}

} // namespace hubdeck
