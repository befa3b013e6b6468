// SPDX-License-Identifier: MIT
#include "services/azurestorage/instancestarter.h"

#include "faultserver.h"
#include "quickretry.h"
#include "services/azurestorage/hubstore.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

StartRequest echo(const QString &id)
{
    StartRequest request;
    request.function = u"Echo"_s;
    request.id = InstanceId(id);
    request.input = "1";
    return request;
}

/// A storage service that answers as scripted, with a hub of four partitions on it.
struct ScriptedAccount
{
    FaultServer server;
    HttpClient http;
    std::unique_ptr<HubStore> store;

    ScriptedAccount()
    {
        StorageAccount account;
        account.name = u"acc"_s;
        account.blobEndpoint = server.url();
        account.queueEndpoint = server.url();
        account.tableEndpoint = server.url();
        account.credential = SharedKeyCredential { Secret("a2V5") };
        AzureStorageHubOptions options;
        options.partitionCount = 4;
        options.storage.retry = quickRetry();
        options.startRowPause = 1ms;
        store = std::make_unique<HubStore>(account, TaskHubName(u"TestHub"_s), http, options);
    }
};

Fault storageError(int status, const QByteArray &code)
{
    return Fault::answer(status, "{}", { { "x-ms-error-code", code } });
}

} // namespace

class tst_InstanceStarter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void startsAndMakesIds();
    void refusesAnActiveId();
    void startsWithTagsAndVersion();
    void schedules();
    void refusesSchedulesOverAWeek();
    void restartsWithTheSameInput();
    void refusesToRestartASubOrchestrationInPlace();
    void refusesToRestartWithoutItsInput();

    void triesTheRowAgainButNotTheMessage();
    void takesItsOwnRowForSuccess();
    void tellsOfSomebodyElsesStart_data();
    void tellsOfSomebodyElsesStart();
    void tellsWhenOnlyTheRowIsMissing();

private:
    StorageAccountFixture m_fixture { u"orders-hub"_s };
    std::unique_ptr<HubStore> m_store;
};

void tst_InstanceStarter::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    QCOMPARE(m_fixture.start(), QString());
    m_store = std::make_unique<HubStore>(m_fixture.account(), TaskHubName(u"OrdersHub"_s),
                                         m_fixture.http(), AzureStorageHubOptions());
}

void tst_InstanceStarter::startsAndMakesIds()
{
    StartRequest request;
    request.function = u"Echo"_s;
    const InstanceId first = InstanceStarter(*m_store).start(request, {});
    const InstanceId second = InstanceStarter(*m_store).start(request, {});
    QVERIFY(first != second);
    QCOMPARE(first.text().size(), 32);
    const TableRow row = m_store->instanceRow(first, {});
    QCOMPARE(row.text(u"RuntimeStatus"), u"Pending"_s);
    QCOMPARE(row.text(u"Name"), u"Echo"_s);
}

void tst_InstanceStarter::refusesAnActiveId()
{
    QCOMPARE(kindThrownBy([&] {
                 static_cast<void>(InstanceStarter(*m_store).start(echo(u"approval-10"_s), {}));
             }),
             u"AlreadyExists"_s);
}

void tst_InstanceStarter::startsWithTagsAndVersion()
{
    StartRequest request = echo(u"tagged"_s);
    request.version = u"2.1"_s;
    request.tags = { { u"team"_s, u"ops"_s }, { u"note"_s, u"a \"b\""_s } };
    const QString queue = m_store->controlQueueOf(*request.id, {});
    m_fixture.clearQueue(queue);
    static_cast<void>(InstanceStarter(*m_store).start(request, {}));
    const TableRow row = m_store->instanceRow(*request.id, {});
    const QByteArray tags = R"({"team":"ops","note":"a \"b\""})";
    QCOMPARE(row.text(u"Version"), u"2.1"_s);
    QCOMPARE(row.text(u"Tags").toUtf8(), tags);
    const auto messages = m_fixture.messages(queue);
    QCOMPARE(messages.size(), size_t(1));
    QVERIFY(messages.begin()->second.contains(R"("Version":"2.1",)"));
    QVERIFY(messages.begin()->second.contains(QByteArray("\"Tags\":" + tags + ',')));
    request = echo(u"untagged"_s);
    static_cast<void>(InstanceStarter(*m_store).start(request, {}));
    QCOMPARE(m_store->instanceRow(*request.id, {}).text(u"Version"), u""_s);
    QCOMPARE(m_store->instanceRow(*request.id, {}).text(u"Tags"), u"null"_s);
    request = echo(u"badly-tagged"_s);
    request.tags = { { u"$type"_s, u"x"_s } };
    QCOMPARE(kindThrownBy([&] { static_cast<void>(InstanceStarter(*m_store).start(request, {})); }),
             u"InvalidInput"_s);
}

void tst_InstanceStarter::schedules()
{
    StartRequest request = echo(u"planned"_s);
    request.at = Instant::now() + 2h;
    const QString queue = m_store->controlQueueOf(*request.id, {});
    const auto visible = m_fixture.messages(queue);
    const qint64 all = m_store->queues().messageCount(queue, {});
    static_cast<void>(InstanceStarter(*m_store).start(request, {}));
    QCOMPARE(m_store->queues().messageCount(queue, {}), all + 1);
    QCOMPARE(m_fixture.messages(queue), visible); // not to be seen before its time
    const TableRow row = m_store->instanceRow(*request.id, {});
    QCOMPARE(Instant::fromText(row.text(u"ScheduledStartTime").toUtf8()), request.at);
    request = echo(u"late"_s);
    request.at = Instant::now() - 2h; // starts at once
    static_cast<void>(InstanceStarter(*m_store).start(request, {}));
    QVERIFY(m_store->instanceRow(*request.id, {}).text(u"ScheduledStartTime").isNull());
    bool isVisible = false;
    for (const auto &[id, text] : m_fixture.messages(m_store->controlQueueOf(*request.id, {}))) {
        isVisible = isVisible || text.contains("\"late\"");
    }
    QVERIFY(isVisible);
}

void tst_InstanceStarter::refusesSchedulesOverAWeek()
{
    StartRequest request = echo(u"far"_s);
    request.at = Instant::now() + 170h;
    QCOMPARE(kindThrownBy([&] { static_cast<void>(InstanceStarter(*m_store).start(request, {})); }),
             u"InvalidInput"_s);
    QVERIFY(!m_store->findInstance(*request.id, {}));
}

void tst_InstanceStarter::restartsWithTheSameInput()
{
    const InstanceId id(u"order-0007"_s);
    const QString input = m_store->instanceRow(id, {}).text(u"Input");
    const InstanceId started = InstanceStarter(*m_store).restart(id, true, {});
    QVERIFY(started != id);
    QCOMPARE(m_store->instanceRow(started, {}).text(u"Input"), input);
    QCOMPARE(InstanceStarter(*m_store).restart(id, false, {}), id);
    const TableRow row = m_store->instanceRow(id, {});
    QCOMPARE(row.text(u"Input"), input);
    QCOMPARE(row.text(u"Generation"), u"1"_s);
    QVERIFY(row.text(u"Output").isNull());
}

void tst_InstanceStarter::refusesToRestartASubOrchestrationInPlace()
{
    const InstanceId child(u"family-1-child"_s);
    QCOMPARE(kindThrownBy(
                 [&] { static_cast<void>(InstanceStarter(*m_store).restart(child, false, {})); }),
             u"WrongState"_s);
    QVERIFY(InstanceStarter(*m_store).restart(child, true, {}) != child);
}

void tst_InstanceStarter::refusesToRestartWithoutItsInput()
{
    TableRow row;
    row.partitionKey = u"inputless"_s;
    row.set(u"Name"_s, EdmType::String, u"Large"_s);
    row.set(u"RuntimeStatus"_s, EdmType::String, u"Completed"_s);
    row.set(u"Input"_s, EdmType::String,
            m_store->largeMessagesUrl() + u"/inputless/history--Input-00000000-Input.json.gz"_s);
    m_fixture.tables().insert(m_store->names.instances, row, {});
    QCOMPARE(kindThrownBy([&] {
                 static_cast<void>(
                     InstanceStarter(*m_store).restart(InstanceId(u"inputless"_s), true, {}));
             }),
             u"WrongState"_s);
}

void tst_InstanceStarter::triesTheRowAgainButNotTheMessage()
{
    ScriptedAccount scripted;
    scripted.server.enqueue(storageError(404, "ResourceNotFound")); // no such instance yet
    scripted.server.enqueue(Fault::answer(201));
    scripted.server.enqueue(storageError(503, "ServerBusy")); // the row
    scripted.server.enqueue(storageError(404, "ResourceNotFound"));
    scripted.server.enqueue(Fault::answer(204));
    QCOMPARE(InstanceStarter(*scripted.store).start(echo(u"a"_s), {}), InstanceId(u"a"_s));
    QCOMPARE(scripted.server.arrivals("POST"), 3); // one message, the row twice
    QCOMPARE(scripted.server.arrivals("POST", "/testhub-control-00/messages"), 1);
}

void tst_InstanceStarter::takesItsOwnRowForSuccess()
{
    ScriptedAccount scripted;
    scripted.server.setHandler([&](const FaultRequest &request) {
        if (request.path().endsWith("/messages")) {
            return Fault::answer(201);
        }
        if (request.method == "POST") { // written, but its answer is lost
            return Fault::closeBeforeAnswer();
        }
        for (const FaultRequest &before : scripted.server.requests()) {
            if (before.method == "POST" && before.body.contains("ExecutionId")) {
                return Fault::answer(200, before.body, { { "Content-Type", "application/json" } });
            }
        }
        return storageError(404, "ResourceNotFound");
    });
    QCOMPARE(InstanceStarter(*scripted.store).start(echo(u"a"_s), {}), InstanceId(u"a"_s));
    QCOMPARE(scripted.server.arrivals("POST"), 2);
}

void tst_InstanceStarter::tellsOfSomebodyElsesStart_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("inserted") << 409 << QByteArray("EntityAlreadyExists");
    QTest::newRow("replaced") << 412 << QByteArray("UpdateConditionNotSatisfied");
}

void tst_InstanceStarter::tellsOfSomebodyElsesStart()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    ScriptedAccount scripted;
    scripted.server.enqueue(storageError(404, "ResourceNotFound"));
    scripted.server.enqueue(Fault::answer(201));
    scripted.server.enqueue(storageError(status, code));
    scripted.server.enqueue(
        Fault::answer(200, R"({"PartitionKey":"a","RowKey":"","ExecutionId":"theirs"})"));
    const auto error = thrownBy(
        [&] { static_cast<void>(InstanceStarter(*scripted.store).start(echo(u"a"_s), {})); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Conflict);
    QCOMPARE(scripted.server.arrivals("POST"), 2);
}

void tst_InstanceStarter::tellsWhenOnlyTheRowIsMissing()
{
    ScriptedAccount scripted;
    scripted.server.enqueue(storageError(404, "ResourceNotFound"));
    scripted.server.enqueue(Fault::answer(201));
    scripted.server.setDefault(storageError(403, "AuthorizationPermissionMismatch"));
    const auto error = thrownBy(
        [&] { static_cast<void>(InstanceStarter(*scripted.store).start(echo(u"a"_s), {})); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::OutcomeUnknown);
    QCOMPARE(scripted.server.arrivals("POST", "/testhub-control-00/messages"), 1);
}

HUBDECK_GUILESS_TEST(tst_InstanceStarter)
#include "tst_instancestarter.moc"
