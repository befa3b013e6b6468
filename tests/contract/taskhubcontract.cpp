// SPDX-License-Identifier: MIT
#include "taskhubcontract.h"

#include "contractsupport.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"
#include "thrown.h"

#include <QTest>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace contract;
using Kind = RuntimeStatus::Kind;

ContractRoad::~ContractRoad() = default;

int runTaskHubContract(const ContractRoadFactory &makeRoad, int argc, char **argv)
{
    TaskHubContract contract(makeRoad);
    return QTest::qExec(&contract, argc, argv);
}

TaskHubContract::TaskHubContract(ContractRoadFactory makeRoad)
    : m_makeRoad(std::move(makeRoad))
{ }

TaskHubContract::~TaskHubContract() = default;

TaskHub &TaskHubContract::hub() const
{
    return m_road->hub();
}

void TaskHubContract::initTestCase()
{
    m_road = m_makeRoad();
    QVERIFY(m_road);
}

InstanceId TaskHubContract::newId(const QString &name)
{
    return InstanceId(u"contract-%1-%2"_s.arg(QString::number(++m_lastId), name));
}

InstanceId TaskHubContract::started(const QString &function, const std::optional<QByteArray> &input)
{
    StartRequest request;
    request.function = function;
    request.id = newId(function);
    request.input = input;
    return hub().start(request, {}).id;
}

Kind TaskHubContract::statusOf(const InstanceId &id) const
{
    return hub().instance(id, {}).status.kind();
}

Kind TaskHubContract::endOf(const InstanceId &id) const
{
    return hub().waitForCompletion(id, longWait, {}).status.kind();
}

QStringList TaskHubContract::listed(const InstanceQuery &query) const
{
    QStringList ids;
    hub().listInstances(query, {},
                        [&](InstancePage &&page) {
                            for (const InstanceRow &row : page.rows) {
                                ids.append(page.id(row).text());
                            }
                            return SinkAnswer::Continue;
                        },
                        {});
    ids.sort();
    return ids;
}

void TaskHubContract::startsUnderTheGivenId()
{
    StartRequest request;
    request.function = u"Echo"_s;
    request.id = newId(u"given"_s);
    request.input = R"({"a":1})";
    QCOMPARE(hub().start(request, {}).id, *request.id);
    const InstanceDetails instance = hub().waitForCompletion(*request.id, longWait, {});
    QCOMPARE(instance.id, *request.id);
    QCOMPARE(instance.name, u"Echo"_s);
    QCOMPARE(instance.status.kind(), Kind::Completed);
    QCOMPARE(json::compacted(instance.input.text), QByteArray(R"({"a":1})"));
    QCOMPARE(outputOf(instance), QByteArray(R"({"a":1})"));
    QVERIFY(instance.created && instance.lastUpdated);
    QVERIFY(!instance.raw.isEmpty());
}

void TaskHubContract::startsWithoutAnId()
{
    StartRequest request;
    request.function = u"Echo"_s;
    const InstanceId first = hub().start(request, {}).id;
    const InstanceId second = hub().start(request, {}).id;
    QVERIFY(!first.isEmpty() && first != second);
    QCOMPARE(endOf(first), Kind::Completed);
    QVERIFY(hub().instance(first, {}).input.isNull());
}

void TaskHubContract::waitsForTheEndOfAStart()
{
    StartRequest request;
    request.function = u"HelloSequence"_s;
    request.wait = longWait;
    const StartedInstance ended = hub().start(request, {});
    QVERIFY(ended.ended);
    QCOMPARE(statusOf(ended.id), Kind::Completed);
    request.function = u"Throws"_s;
    const StartedInstance failed = hub().start(request, {});
    QVERIFY(failed.ended);
    QCOMPARE(statusOf(failed.id), Kind::Failed);
    request.function = u"Approval"_s;
    request.wait = 300ms;
    const StartedInstance waiting = hub().start(request, {});
    QVERIFY(!waiting.ended);
    QVERIFY(hub().instance(waiting.id, {}).status.isActive());
}

void TaskHubContract::refusesAnIdThatIsActive()
{
    const InstanceId id = started(u"Approval"_s);
    StartRequest again;
    again.function = u"Approval"_s;
    again.id = id;
    QCOMPARE(kindThrownBy([&] { hub().start(again, {}); }), u"AlreadyExists"_s);
}

void TaskHubContract::keepsPayloadsToTheDigit()
{
    const QByteArray input
        = R"({"big":12345678901234567890,"text":"é日😀\u0007","list":[true,null,"x"],"z":1,"a":2})";
    const InstanceDetails instance
        = hub().waitForCompletion(started(u"Echo"_s, input), longWait, {});
    QCOMPARE(json::compacted(instance.input.text), input);
    QCOMPARE(outputOf(instance), input);
}

void TaskHubContract::listsEveryRowOnceOverPages()
{
    const QString prefix = u"contract-pages-"_s;
    QStringList ids;
    for (int i = 0; i < 7; ++i) {
        StartRequest request;
        request.function = u"Approval"_s;
        request.id = InstanceId(prefix + QString::number(i));
        ids.append(hub().start(request, {}).id.text());
    }
    InstanceQuery query = prefixed(prefix);
    for (const int size : { 1, 2, 7, 1000 }) {
        query.pageSize = size;
        QCOMPARE(listed(query), ids);
    }
    hub().listInstances(query, {},
                        [&](InstancePage &&page) {
                            for (const InstanceRow &row : page.rows) {
                                if (page.name(row) != u"Approval"_s || !row.hasCreated
                                    || !row.hasLastUpdated) {
                                    QTest::qFail("row without its values", __FILE__, __LINE__);
                                }
                            }
                            return SinkAnswer::Continue;
                        },
                        {});
    QVERIFY(listed(prefixed(u"CONTRACT-pages-"_s)).isEmpty()); // prefixes are exact
}

void TaskHubContract::goesOnFromAToken()
{
    InstanceQuery query = prefixed(u"contract-pages-"_s);
    query.pageSize = 3;
    QStringList ids;
    ContinuationToken token;
    int pages = 0;
    do {
        const ContinuationToken from = token;
        token = ContinuationToken();
        hub().listInstances(query, from,
                            [&](InstancePage &&page) {
                                for (const InstanceRow &row : page.rows) {
                                    ids.append(page.id(row).text());
                                }
                                token = page.next;
                                return SinkAnswer::Stop;
                            },
                            {});
        ++pages;
    } while (!token.isEmpty() && pages < 10'000);
    ids.sort();
    query.pageSize = 1000;
    QCOMPARE(ids, listed(query));
}

void TaskHubContract::filtersByStatus()
{
    const InstanceId ended = started(u"Echo"_s, "1");
    const InstanceId waiting = started(u"Approval"_s);
    QCOMPARE(endOf(ended), Kind::Completed);
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(waiting), Kind::Running, patience);
    InstanceQuery query = prefixed(u"contract-"_s);
    query.statuses = { Kind::Completed, Kind::Failed };
    QVERIFY(listed(query).contains(ended.text()));
    QVERIFY(!listed(query).contains(waiting.text()));
    query.statuses = { Kind::Running };
    QVERIFY(!listed(query).contains(ended.text()));
    QVERIFY(listed(query).contains(waiting.text()));
}

void TaskHubContract::filtersByCreationTime()
{
    const InstanceId id = started(u"Echo"_s);
    const Instant created = *hub().instance(id, {}).created;
    InstanceQuery query = prefixed(id.text());
    query.createdFrom = created;
    query.createdTo = created + 1s; // times may be cut to whole seconds
    QCOMPARE(listed(query), QStringList { id.text() });
    query.createdFrom = created + 1h;
    query.createdTo.reset();
    QCOMPARE(listed(query), QStringList());
    query.createdFrom.reset();
    query.createdTo = created - 1h;
    QCOMPARE(listed(query), QStringList());
}

void TaskHubContract::tellsOrchestrationsFromEntities()
{
    const EntityId entity { u"Counter"_s, newId(u"kinds"_s).text() };
    hub().signalEntity(entity, { u"add"_s, QByteArray("1") }, {});
    QTRY_VERIFY_WITH_TIMEOUT(hub().entityState(entity, {}).has_value(), patience);
    const QString row = entity.instanceId().text();
    InstanceQuery query = prefixed(row);
    query.kinds = InstanceKinds::Entities;
    QCOMPARE(listed(query), QStringList { row });
    query.kinds = InstanceKinds::Both;
    QCOMPARE(listed(query), QStringList { row });
    query.kinds = InstanceKinds::Orchestrations;
    QCOMPARE(listed(query), QStringList());
    query = {};
    query.kinds = InstanceKinds::Entities;
    const QStringList entities = listed(query);
    QVERIFY(entities.contains(row));
    QVERIFY(std::all_of(entities.begin(), entities.end(),
                        [](const QString &id) { return id.startsWith(u'@'); }));
}

void TaskHubContract::givesRawRows()
{
    const InstanceId id = started(u"Echo"_s, R"({"kept":[1,2]})");
    QCOMPARE(endOf(id), Kind::Completed);
    InstanceQuery query = prefixed(id.text());
    query.include = RowContents::Raw;
    QByteArray raw;
    hub().listInstances(query, {},
                        [&](InstancePage &&page) {
                            raw += page.rows.empty() ? QByteArray() : page.raw(page.rows.front());
                            return SinkAnswer::Continue;
                        },
                        {});
    QCOMPARE(json::compacted(json::member(raw, "input")), QByteArray(R"({"kept":[1,2]})"));
    QCOMPARE(json::decodeText(json::member(raw, "runtimeStatus")), u"Completed"_s);
}

void TaskHubContract::stopsListingWhenAsked()
{
    InstanceQuery query = prefixed(u"contract-"_s);
    query.pageSize = 1;
    int pages = 0;
    hub().listInstances(query, {},
                        [&](InstancePage &&) {
                            ++pages;
                            return SinkAnswer::Stop;
                        },
                        {});
    QCOMPARE(pages, 1);
    std::stop_source source;
    const QString kind = kindThrownBy([&] {
        hub().listInstances(
            query, {},
            [&](InstancePage &&) {
                ++pages;
                source.request_stop();
                return SinkAnswer::Continue;
            },
            source.get_token());
    });
    QCOMPARE(kind, u"Cancelled"_s);
    QCOMPARE(pages, 2);
}

void TaskHubContract::tellsTheHistory()
{
    const InstanceId id = started(u"HelloSequence"_s);
    QCOMPARE(endOf(id), Kind::Completed);
    const History history = hub().history(id, {});
    QVERIFY(history.available);
    QCOMPARE(history.instance.id, id);
    QStringList types;
    for (const HistoryEvent &event : history.events) {
        QVERIFY(event.timestamp);
        QVERIFY(!event.raw.isEmpty());
        types.append(event.type);
    }
    QCOMPARE(types,
             (QStringList { u"ExecutionStarted"_s, u"TaskCompleted"_s, u"TaskCompleted"_s,
                            u"TaskCompleted"_s, u"ExecutionCompleted"_s }));
    QCOMPARE(history.events[1].name, u"SayHello"_s);
    QVERIFY(history.events[1].scheduled);
    QCOMPARE(history.events[1].text("Result"), u"Hello Tokyo!"_s);
    QCOMPARE(history.events[0].name, u"HelloSequence"_s);
}

void TaskHubContract::tellsAFailure()
{
    const InstanceId id = started(u"Throws"_s);
    QCOMPARE(endOf(id), Kind::Failed);
    QVERIFY(!hub().instance(id, {}).output.isNull());
    const History history = hub().history(id, {});
    QVERIFY(!history.events.empty());
    const auto failure = failureOf(history.events.back());
    QVERIFY(failure);
    QVERIFY(!failure->message.isEmpty());
}

void TaskHubContract::tellsThatAnInstanceIsNotThere()
{
    const InstanceId nobody(u"contract-nobody"_s);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(hub().instance(nobody, {})); }), u"NotFound"_s);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(hub().history(nobody, {})); }), u"NotFound"_s);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(hub().waitForCompletion(nobody, 1s, {})); }),
             u"NotFound"_s);
    QVERIFY(listed(prefixed(nobody.text())).isEmpty());
}

void TaskHubContract::reachesIdsOfOddCharacters_data()
{
    QTest::addColumn<QString>("odd");
    for (const QString &odd :
         { u"a b"_s, u"50%off"_s, u"p%41x"_s, u"it's"_s, u"plus+a"_s, u"a;b"_s, u"a&b=c"_s,
           u"ünï-日本"_s, u"😀"_s, u"dot."_s, u"[x]{y}"_s, u"(a)!*"_s, u"a:b,c$d~e"_s, u"a@b"_s,
           u"<a>|^`\""_s, u"..."_s, u"a%2Fb"_s }) {
        QTest::addRow("%s", qPrintable(odd)) << odd;
    }
}

void TaskHubContract::reachesIdsOfOddCharacters()
{
    QFETCH(QString, odd);
    StartRequest request;
    request.function = u"Approval"_s;
    request.id = InstanceId(odd + u" contract"_s);
    QCOMPARE(hub().start(request, {}).id, *request.id);
    QCOMPARE(hub().instance(*request.id, {}).id, *request.id);
    QCOMPARE(listed(prefixed(request.id->text())), QStringList { request.id->text() });
    QCOMPARE(hub().history(*request.id, {}).instance.id, *request.id);
    hub().perform(*request.id, RaiseEventAction { u"Approve"_s, "1" }, {});
    QCOMPARE(endOf(*request.id), Kind::Completed);
    QCOMPARE(hub().perform(*request.id, PurgeAction {}, {}).deleted, 1);
}

void TaskHubContract::saysWhenIdsWithSlashesAreOutOfReach()
{
    if (hub().capabilities().has(Feature::IdsWithSlash)) {
        QSKIP("this road reaches them");
    }
    QVERIFY(!hub().capabilities().whyNot(Feature::IdsWithSlash).isEmpty());
    const auto error
        = thrownBy([&] { static_cast<void>(hub().instance(InstanceId(u"ship-001/label"_s), {})); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Unsupported);
}

void TaskHubContract::givesUpWaitingInTime()
{
    const InstanceId id = started(u"Approval"_s);
    QVERIFY(hub().waitForCompletion(id, 300ms, {}).status.isActive());
}

void TaskHubContract::endsAWaitWhenStopped()
{
    const InstanceId id = started(u"Approval"_s);
    std::stop_source source;
    source.request_stop();
    QCOMPARE(kindThrownBy(
                 [&] { static_cast<void>(hub().waitForCompletion(id, 60s, source.get_token())); }),
             u"Cancelled"_s);
    QCOMPARE(kindThrownBy([&] { hub().perform(id, TerminateAction {}, source.get_token()); }),
             u"Cancelled"_s);
    QVERIFY(hub().instance(id, {}).status.isActive());
}

void TaskHubContract::givesAddressesWithoutKeys()
{
    const auto urls = hub().managementUrls(InstanceId(u"a b"_s));
    QCOMPARE(urls.empty(), !hub().capabilities().has(Feature::ManagementUrls));
    for (const ManagementUrl &url : urls) {
        QVERIFY(!url.purpose.isEmpty());
        QVERIFY(url.url.contains(u"a%20b"_s));
        QVERIFY(!url.url.contains(u"code="_s));
    }
}

} // namespace hubdeck
