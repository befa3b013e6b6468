// SPDX-License-Identifier: MIT
#include "faultserver.h"
#include "storageaccountfixture.h"
#include "storagerun.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::ordered_json;

/// hubdeckctl from end to end on copies of the recorded accounts in the emulator.
class TestStorageProgram : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void createsNothingByReading();
    void listsHubs();
    void saysWhatItCouldNotLookAt();
    void needsTheNameWhereThereAreSeveralHubs();
    void takesTheOnlyWholeHub();
    void refusesAHubThatIsNotThere();
    void listsInstancesWithFilters();
    void showsIdsThatHttpCannotAddress();
    void showsWhatHttpLeavesOut();
    void notesACheckpointInProgress();
    void tellsWhoHoldsALock();
    void exportsToAFile();
    void exportsTheWholeView();
    void startsWithVersionAndTags();
    void takesBackAScheduledStart();
    void previewsTheCleaningOfEntities();
    void tellsTheHealth();
    void showsWhatAMessageInABlobSays();
    void saysWhatIsWrongWithTheCredentials();
    void deletesAHubOnlyWhenItsNameIsRepeated();

private:
    using Result = ProgramResult;

    static Result run(StorageAccountFixture &fixture, const QStringList &words)
    {
        return runOnStorage(connectionStringOf(fixture.account()), words);
    }

    StorageAccountFixture m_orders { u"orders-hub"_s };
    StorageAccountFixture m_isolated { u"isolated-hub"_s };
    StorageAccountFixture m_legacy { u"legacy-hub"_s };
};

void TestStorageProgram::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    for (StorageAccountFixture *fixture : { &m_orders, &m_isolated, &m_legacy }) {
        QCOMPARE(fixture->start(), QString());
    }
}

void TestStorageProgram::createsNothingByReading()
{
    const QTemporaryDir folder;
    const AccountNames names = m_legacy.names();
    const AccountState state = m_legacy.state(u"LegacyHub"_s);
    const auto messages = m_legacy.allMessages(u"legacyhub-"_s);
    for (const QStringList &words :
         { QStringList { u"instances"_s, u"--all"_s }, QStringList { u"show"_s, u"legacy-wait"_s },
           QStringList { u"hubs"_s }, QStringList { u"health"_s, u"--messages"_s },
           QStringList { u"entities"_s, u"--state"_s },
           QStringList { u"entity"_s, u"counter"_s, u"kept"_s },
           QStringList { u"wait"_s, u"legacy-order-1"_s },
           QStringList { u"export"_s, u"-o"_s, folder.filePath(u"all.json"_s) } }) {
        const Result result = run(m_legacy, words);
        QVERIFY2(result.status == 0, result.err.constData());
    }
    QCOMPARE(run(m_legacy, { u"show"_s, u"nobody"_s }).status, 1);
    QCOMPARE(run(m_legacy, { u"entity"_s, u"counter"_s, u"emptied"_s }).status, 1);
    QCOMPARE(run(m_legacy, { u"delete-hub"_s, u"LegacyHub"_s }).status, 2);
    QCOMPARE(m_legacy.names(), names);
    QCOMPARE(m_legacy.state(u"LegacyHub"_s), state);
    QCOMPARE(m_legacy.allMessages(u"legacyhub-"_s), messages);
}

void TestStorageProgram::listsHubs()
{
    const Json hubs = run(m_isolated, { u"hubs"_s, u"--json"_s }).json();
    QCOMPARE(hubs.size(), 2U);
    QVERIFY(hubs[0]["name"] == "IsolatedHub" && hubs[1]["name"] == "ProbeHub");
    QVERIFY(hubs[0]["complete"] == true && hubs[0]["controlQueues"] == 4);
    QVERIFY(run(m_legacy, { u"hubs"_s }).out.startsWith("LegacyHub "));
}

void TestStorageProgram::saysWhatItCouldNotLookAt()
{
    FaultServer queues; // does not let us in
    queues.setDefault(Fault::answer(403, "{}", { { "x-ms-error-code", "AuthorizationFailure" } }));
    azurestorage::StorageAccount account = m_legacy.account();
    account.queueEndpoint = queues.url();
    for (const bool json : { true, false }) {
        const Result result = runOnStorage(
            connectionStringOf(account),
            json ? QStringList { u"hubs"_s, u"--json"_s } : QStringList { u"hubs"_s });
        QCOMPARE(result.status, 1);
        QVERIFY(!result.err.isEmpty());
        if (json) {
            const Json hub = result.json()[0];
            QVERIFY(hub["complete"].is_null() && hub["controlQueues"].is_null());
            QVERIFY(hub["missing"].empty());
        } else {
            QVERIFY2(result.out.contains("could not look at the queues"), result.out.constData());
            QVERIFY(!result.out.contains("missing"));
        }
    }
}

void TestStorageProgram::notesACheckpointInProgress()
{
    const QStringList show { u"show"_s, u"order-0001"_s, u"--all-events"_s };
    QVERIFY(run(m_orders, show).err.isEmpty());
    const auto mark = [&](const QString &complete) {
        azurestorage::TableRow sentinel { u"order-0001"_s, u"sentinel"_s, {}, {} };
        sentinel.set(u"IsCheckpointComplete"_s, azurestorage::EdmType::Boolean, complete);
        m_orders.tables().merge(u"OrdersHubHistory"_s, sentinel, "*", {});
    };
    mark(u"false"_s);
    const Result result = run(m_orders, show);
    mark(u"true"_s);
    QCOMPARE(result.status, 0);
    QVERIFY2(result.err.contains("events at the end may be missing"), result.err.constData());
}

void TestStorageProgram::tellsWhoHoldsALock()
{
    const Json entities = run(m_legacy, { u"entities"_s, u"--json"_s, u"--state"_s }).json();
    QCOMPARE(entities.size(), 2U);
    const Json &locked = entities[entities[0]["entityId"]["key"] == "locked" ? 0 : 1];
    QVERIFY(locked["lockedBy"] == "legacy-lock" && locked["queueSize"] == 1);
    const Json &kept = entities[entities[0]["entityId"]["key"] == "locked" ? 1 : 0];
    QVERIFY(kept["lockedBy"].is_null() && kept["queueSize"] == 0 && kept["suspended"] == false);
    const Json bare = run(m_legacy, { u"entities"_s, u"--json"_s }).json();
    QVERIFY(bare[0].contains("lockedBy") && !bare[0].contains("suspended"));
}

void TestStorageProgram::needsTheNameWhereThereAreSeveralHubs()
{
    const Result which = run(m_isolated, { u"instances"_s });
    QCOMPARE(which.status, 2);
    QVERIFY2(which.err.contains("IsolatedHub, ProbeHub"), which.err.constData());
    // In the tables' own case, which only Azure itself does not need
    const Result named
        = run(m_isolated, { u"instances"_s, u"--hub"_s, u"isolatedhub"_s, u"--json"_s });
    QCOMPARE(named.status, 0);
    QVERIFY(named.json().size() > 20U);
}

void TestStorageProgram::takesTheOnlyWholeHub()
{
    StorageAccountFixture account(u"legacy-hub"_s);
    QCOMPARE(account.start(), QString());
    account.createQueue(u"leftover-workitems"_s);
    account.createQueue(u"leftover-control-00"_s);
    QCOMPARE(run(account, { u"hubs"_s, u"--json"_s }).json().size(), 2U);
    const Result preview = run(account, { u"clean-entities"_s });
    QVERIFY2(preview.out.contains("@counter@emptied"), preview.err.constData());
    account.createQueue(u"legacyhub-control-03"_s); // now both are partial
    QCOMPARE(run(account, { u"instances"_s }).status, 2);
}

void TestStorageProgram::refusesAHubThatIsNotThere()
{
    const AccountNames names = m_legacy.names();
    const Result result = run(m_legacy, { u"start"_s, u"Quick"_s, u"--hub"_s, u"NoSuchHub"_s });
    QCOMPARE(result.status, 1);
    QVERIFY2(result.err.contains("NoSuchHub") && result.err.contains("LegacyHub"),
             result.err.constData());
    QCOMPARE(run(m_legacy, { u"instances"_s, u"--hub"_s, u"1 bad"_s }).status, 2);
    QCOMPARE(m_legacy.names(), names);
}

void TestStorageProgram::listsInstancesWithFilters()
{
    const Result failed = run(
        m_orders,
        { u"instances"_s, u"--status"_s, u"Failed"_s, u"--prefix"_s, u"order-"_s, u"--json"_s });
    QCOMPARE(failed.json().size(), 6U);
    for (const Json &row : failed.json()) {
        QVERIFY(row["runtimeStatus"] == "Failed");
        QVERIFY(!row["executionId"].get<std::string>().empty());
        QCOMPARE(row["createdTime"].get<std::string>().size(), size_t(28)); // seven digits
    }
    const Result entities = run(m_orders, { u"instances"_s, u"--entities"_s, u"--jsonl"_s });
    QCOMPARE(entities.out.count('\n'), entities.out.count("\"instanceId\":\"@"));
    QVERIFY(entities.out.contains("@basket@user@1"));
    const Result some = run(m_orders, { u"instances"_s, u"--top"_s, u"2"_s });
    QCOMPARE(some.out.count('\n'), 3); // with the head
    QVERIFY(some.err.contains("more"));
}

void TestStorageProgram::showsIdsThatHttpCannotAddress()
{
    for (const QString &id : { u"az/slash"_s, u"az\\back"_s, u"az#hash?^x"_s }) {
        const Result shown = run(m_orders, { u"show"_s, id, u"--history"_s, u"--json"_s });
        QVERIFY2(shown.status == 0, shown.err.constData());
        QCOMPARE(QString::fromStdString(shown.json()["instanceId"].get<std::string>()), id);
        QVERIFY(!shown.json()["historyEvents"].empty());
    }
}

void TestStorageProgram::showsWhatHttpLeavesOut()
{
    const QStringList hub { u"--hub"_s, u"IsolatedHub"_s, u"--json"_s };
    const Json child = run(m_isolated, QStringList { u"show"_s, u"ship-002/label"_s } + hub).json();
    QVERIFY(child["parentInstanceId"] == "ship-002" && child["version"] == "1.0");
    QVERIFY(child["tags"]["tenant"] == "t2");
    QVERIFY(child.contains("completedTime"));
    const QStringList show { u"show"_s, u"ship-002"_s };
    const Json folded = run(m_isolated, show + QStringList { u"--history"_s } + hub).json();
    const Json all = run(m_isolated, show + QStringList { u"--all-events"_s } + hub).json();
    QVERIFY(all["historyEvents"].size() > folded["historyEvents"].size());
    QVERIFY(run(m_isolated, { u"show"_s, u"ship-002/label"_s, u"--hub"_s, u"IsolatedHub"_s })
                .out.contains("Parent:       ship-002\n"));
    QCOMPARE(run(m_isolated, { u"urls"_s, u"x"_s, u"--hub"_s, u"ProbeHub"_s }).status, 2);
}

void TestStorageProgram::exportsToAFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"out.json"_s);
    QCOMPARE(run(m_orders, { u"export"_s, u"az/slash"_s, u"order-0041"_s, u"-o"_s, path }).status,
             0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    const Json content = Json::parse(bytes.toStdString());
    QVERIFY(content["hub"]["name"] == "OrdersHub" && content["count"] == 2);
    QVERIFY(content["complete"] == true && !content["instances"][0]["historyEvents"].empty());
    QVERIFY(!bytes.contains("AccountKey"));
}

void TestStorageProgram::exportsTheWholeView()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"view.json"_s);
    const QStringList filter { u"--status"_s, u"Failed"_s, u"--prefix"_s, u"order-"_s };
    const Result result = run(m_orders, QStringList { u"export"_s, u"-o"_s, path } + filter);
    QVERIFY2(result.status == 0 && result.err.contains("6 instances written to"),
             result.err.constData());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Json content = Json::parse(file.readAll().toStdString());
    QVERIFY(content["count"] == 6 && content["complete"] == true);
    QCOMPARE(content["instances"].size(), 6U);
    for (const Json &row : content["instances"]) {
        QVERIFY(row["runtimeStatus"] == "Failed" && !row["historyEvents"].empty());
    }
}

void TestStorageProgram::startsWithVersionAndTags()
{
    const Result started
        = run(m_orders,
              { u"start"_s, u"Quick"_s, u"--id"_s, u"cli-tagged"_s, u"--instance-version"_s,
                u"2.1"_s, u"--tag"_s, u"team=ops"_s, u"--tag"_s, u"note=a=b"_s });
    QVERIFY2(started.status == 0, started.err.constData());
    const Json shown = run(m_orders, { u"show"_s, u"cli-tagged"_s, u"--json"_s }).json();
    QVERIFY(shown["version"] == "2.1");
    QVERIFY(shown["tags"]["team"] == "ops");
    QVERIFY(shown["tags"]["note"] == "a=b");
    const Result bad = run(m_orders, { u"start"_s, u"Quick"_s, u"--tag"_s, u"team"_s });
    QCOMPARE(bad.status, 2);
    QVERIFY(bad.err.contains("name=value"));
}

void TestStorageProgram::takesBackAScheduledStart()
{
    const QString at = (Instant::now() + std::chrono::hours(24)).toText();
    const Result started
        = run(m_orders, { u"start"_s, u"Quick"_s, u"--id"_s, u"cli-later"_s, u"--at"_s, at });
    QVERIFY2(started.status == 0, started.err.constData());
    QVERIFY(run(m_orders, { u"show"_s, u"cli-later"_s, u"--json"_s })
                .json()
                .contains("scheduledStartTime"));
    QCOMPARE(run(m_orders, { u"cancel-start"_s, u"cli-later"_s, u"--json"_s }).out,
             QByteArray("{\"id\":\"cli-later\",\"cancelled\":true}\n"));
    QCOMPARE(run(m_orders, { u"show"_s, u"cli-later"_s }).status, 1);
    QCOMPARE(run(m_orders, { u"cancel-start"_s, u"approval-10"_s }).status, 1);
}

void TestStorageProgram::previewsTheCleaningOfEntities()
{
    const AccountState state = m_legacy.state(u"LegacyHub"_s);
    const Result preview = run(m_legacy, { u"clean-entities"_s, u"--json"_s });
    QCOMPARE(preview.status, 2);
    QVERIFY(preview.json()["empty"] == Json({ "@counter@emptied" }));
    QVERIFY(preview.json()["locks"][0]["entity"] == "@counter@locked");
    QCOMPARE(m_legacy.state(u"LegacyHub"_s), state);
}

void TestStorageProgram::tellsTheHealth()
{
    const Json health = run(m_legacy, { u"health"_s, u"--json"_s }).json();
    QVERIFY(health["hub"] == "LegacyHub");
    QVERIFY(health["stuckSigns"][0]["kind"] == "NoWorker");
    QCOMPARE(health["partitions"].size(), 2U);
    QVERIFY(health["partitions"][0]["source"] == "LegacyBlob");
    QVERIFY(health["workItems"]["length"] == 12);
    QVERIFY(health["controlQueues"][0]["poisonCandidates"] == 4);
    const QByteArray text = run(m_legacy, { u"health"_s, u"--messages"_s }).out;
    QVERIFY2(text.contains("! No worker") && text.contains("legacy-slow-10"), text.constData());
}

void TestStorageProgram::showsWhatAMessageInABlobSays()
{
    const QString data = u"{\"big\":\""_s + QString(60'000, u'x') + u"\"}"_s;
    QCOMPARE(run(m_orders, { u"raise"_s, u"approval-03"_s, u"Big"_s, u"--data"_s, data }).status,
             0);
    bool isFollowed = false;
    const Json health = run(m_orders, { u"health"_s, u"--json"_s }).json();
    for (const Json &queue : health["controlQueues"]) {
        for (const Json &message : queue["messages"]) {
            isFollowed |= !message["blob"].is_null() && message["name"] == "Big"
                && message["input"] == Json::parse(data.toStdString());
        }
    }
    QVERIFY(isFollowed);
    const QByteArray text = run(m_orders, { u"health"_s, u"--messages"_s }).out;
    QVERIFY2(text.contains("        {\"big\":\"xxx"), text.constData());
}

void TestStorageProgram::saysWhatIsWrongWithTheCredentials()
{
    StorageAccount account = m_legacy.account();
    account.credential = SharedKeyCredential { Secret("d3Jvbmc=") };
    QByteArray wrong = connectionStringOf(account);
    const Result refused = runOnStorage(wrong, { u"instances"_s });
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.err.contains("does not accept the key") && !refused.err.contains("d3Jvbmc"),
             refused.err.constData());
    const Result misspelt
        = runOnStorage(wrong.replace("AccountKey", "AcountKey"), { u"instances"_s });
    QCOMPARE(misspelt.status, 2);
    QVERIFY2(misspelt.err.contains("AcountKey") && !misspelt.err.contains("d3Jvbmc"),
             misspelt.err.constData());
}

// Last: it takes the hub away
void TestStorageProgram::deletesAHubOnlyWhenItsNameIsRepeated()
{
    const AccountNames names = m_legacy.names();
    const Result preview = run(m_legacy, { u"delete-hub"_s, u"LegacyHub"_s, u"--json"_s });
    QCOMPARE(preview.status, 2);
    QCOMPARE(preview.json()["artefacts"].size(), 8U);
    const QStringList verb { u"delete-task-hub"_s, u"LegacyHub"_s, u"--confirm"_s };
    QCOMPARE(run(m_legacy, verb + QStringList { u"legacyhub"_s }).status, 2);
    QCOMPARE(
        run(m_legacy, { u"delete-hub"_s, u"legacyhub"_s, u"--confirm"_s, u"legacyhub"_s }).status,
        2);
    m_legacy.leaseContainer(u"legacyhub-applease"_s);
    const Result inUse = run(m_legacy, verb + QStringList { u"LegacyHub"_s });
    QCOMPARE(inUse.status, 1);
    QVERIFY2(inUse.err.contains("in use"), inUse.err.constData());
    QCOMPARE(m_legacy.names(), names);
    const Result deleted
        = run(m_legacy, verb + QStringList { u"LegacyHub"_s, u"--force"_s, u"--json"_s });
    QVERIFY2(deleted.status == 0, deleted.err.constData());
    QVERIFY(deleted.json()["deleted"] == 8 && deleted.json()["leftovers"].empty());
    QVERIFY(m_legacy.names().tables.empty());
    QCOMPARE(run(m_legacy, verb + QStringList { u"LegacyHub"_s }).status, 1); // nothing is left
}

HUBDECK_GUILESS_TEST(TestStorageProgram)
#include "tst_storageprogram.moc"
