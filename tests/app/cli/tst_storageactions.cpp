// SPDX-License-Identifier: MIT
#include "faultserver.h"
#include "storageaccountfixture.h"
#include "storagerun.h"
#include "storageworker.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::ordered_json;

/// The verbs of hubdeckctl that change something, on recorded accounts and on a hub with a worker.
class TestStorageActions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void postsActions();
    void startsAndWaits();
    void suspendsAndResumes();
    void terminates();
    void rewinds();
    void restarts();
    void purgesById();
    void purgesByFilter();
    void worksOnEntities();
    void cleansEntities();
    void refusesAHubNameBeforeAnyRequest();

private:
    static ProgramResult run(StorageAccountFixture &fixture, const QStringList &words)
    {
        return runOnStorage(connectionStringOf(fixture.account()), words);
    }

    /// On the hub with the worker.
    ProgramResult live(const QStringList &words) { return run(m_live, words); }

    /// Starts one that ends at once, or waits for an event (Approval).
    void start(const QString &function, const QString &id);

    QByteArray statusOf(const QString &id)
    {
        const Json shown = live({ u"show"_s, id, u"--json"_s }).json();
        return shown.is_object()
            ? QByteArray::fromStdString(shown["runtimeStatus"].get<std::string>())
            : QByteArray();
    }

    StorageAccountFixture m_orders { u"orders-hub"_s };
    StorageAccountFixture m_live { QString() };
    std::unique_ptr<StorageWorker> m_worker;
};

void TestStorageActions::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    QCOMPARE(m_orders.start(), QString());
    QCOMPARE(m_live.start(), QString());
    m_worker = std::make_unique<StorageWorker>(m_live, u"LiveHub"_s);
}

void TestStorageActions::postsActions()
{
    const auto before = m_orders.allMessages(u"ordershub-"_s);
    const auto posted = [&](const QStringList &words) {
        const auto old = m_orders.allMessages(u"ordershub-"_s);
        const ProgramResult result = run(m_orders, words);
        QByteArray text = result.status == 0 ? result.out : result.err;
        for (const auto &[id, message] : m_orders.allMessages(u"ordershub-"_s)) {
            text += old.contains(id) ? QByteArray() : message.second;
        }
        return text;
    };
    const QByteArray raised = posted(
        { u"raise"_s, u"approval-03"_s, u"Approve"_s, u"--data"_s, u"{\"by\":\"ops\"}"_s });
    QVERIFY2(raised.contains("EventRaised") && raised.contains("Approve"), raised.constData());
    QVERIFY(posted({ u"suspend"_s, u"approval-06"_s, u"--reason"_s, u"why not"_s })
                .contains("why not"));
    QVERIFY(posted({ u"signal"_s, u"Counter"_s, u"a"_s, u"add"_s, u"--input"_s, u"1"_s })
                .contains("@counter@a"));
    const QByteArray paused = posted({ u"pause-entity"_s, u"Basket"_s, u"user@1"_s });
    QVERIFY2(paused.contains("Pause @basket@user@1: accepted.")
                 && paused.contains("ExecutionSuspendedEvent"),
             paused.constData());
    // No worker has paused it yet
    const QByteArray resumed = posted({ u"resume-entity"_s, u"Basket"_s, u"user@1"_s });
    QVERIFY2(resumed.contains("is not suspended") && !resumed.contains("ExecutionResumedEvent"),
             resumed.constData());
    QVERIFY(
        posted({ u"start"_s, u"Quick"_s, u"--id"_s, u"cli-now"_s }).contains("ExecutionStarted"));
    QVERIFY(run(m_orders, { u"show"_s, u"cli-now"_s, u"--json"_s }).json()["runtimeStatus"]
            == "Pending");
    QCOMPARE(m_orders.allMessages(u"ordershub-"_s).size(), before.size() + 5);
    QCOMPARE(run(m_orders, { u"terminate"_s, u"nobody"_s }).status, 1);
    QCOMPARE(m_orders.allMessages(u"ordershub-"_s).size(), before.size() + 5);
}

void TestStorageActions::start(const QString &function, const QString &id)
{
    QCOMPARE(live({ u"start"_s, function, u"--id"_s, id, u"--input"_s, u"7"_s }).status, 0);
    const QByteArray expected = function == u"Approval" ? "Running"
        : function == u"FlakyJob"                       ? "Failed"
                                                        : "Completed";
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(id), expected, 30000);
}

void TestStorageActions::startsAndWaits()
{
    const QStringList words { u"start"_s,  u"Echo"_s, u"--input"_s, u"\"hi\""_s,
                              u"--wait"_s, u"30"_s,   u"--json"_s };
    const ProgramResult started = live(words);
    QVERIFY2(started.status == 0, started.err.constData());
    QVERIFY(started.json()["runtimeStatus"] == "Completed" && started.json()["output"] == "hi");
    start(u"Echo"_s, u"waited"_s);
    const ProgramResult ended = live({ u"wait"_s, u"waited"_s, u"--json"_s });
    QCOMPARE(ended.status, 0);
    QVERIFY(ended.json()["output"] == 7);
    start(u"Approval"_s, u"waits"_s);
    const ProgramResult late = live({ u"wait"_s, u"waits"_s, u"--timeout"_s, u"1"_s });
    QCOMPARE(late.status, 1);
    QVERIFY2(late.err.contains("still Running"), late.err.constData());
}

void TestStorageActions::suspendsAndResumes()
{
    start(u"Approval"_s, u"held"_s);
    const ProgramResult suspended = live({ u"suspend"_s, u"held"_s, u"--wait"_s });
    QVERIFY2(suspended.status == 0, suspended.err.constData());
    QCOMPARE(suspended.out, QByteArray("held is Suspended.\n"));
    const ProgramResult resumed = live({ u"resume"_s, u"held"_s, u"--wait"_s, u"--json"_s });
    QVERIFY2(resumed.status == 0, resumed.err.constData());
    QVERIFY(resumed.json()["runtimeStatus"] == "Running");
}

void TestStorageActions::terminates()
{
    start(u"Approval"_s, u"ended"_s);
    const ProgramResult result = live(
        { u"terminate"_s, u"ended"_s, u"--reason"_s, u"not needed"_s, u"--wait"_s, u"--json"_s });
    QVERIFY2(result.status == 0, result.err.constData());
    QVERIFY(result.json()["runtimeStatus"] == "Terminated"
            && result.json()["output"] == "not needed");
    QCOMPARE(live({ u"terminate"_s, u"ended"_s }).status, 1); // it has ended
}

void TestStorageActions::rewinds()
{
    start(u"FlakyJob"_s, u"flaky"_s);
    QCOMPARE(live({ u"wait"_s, u"flaky"_s }).status, 1); // ended, yet not Completed
    const ProgramResult rewound = live({ u"rewind"_s, u"flaky"_s, u"--json"_s });
    QVERIFY2(rewound.status == 0, rewound.err.constData());
    QVERIFY(rewound.json()["accepted"] == true);
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(u"flaky"_s), QByteArray("Completed"), 30000);
    QCOMPARE(live({ u"rewind"_s, u"flaky"_s }).status, 1); // only what failed
}

void TestStorageActions::restarts()
{
    start(u"Echo"_s, u"again"_s);
    QCOMPARE(live({ u"restart"_s, u"again"_s }).out, QByteArray("again\n"));
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(u"again"_s), QByteArray("Completed"), 30000);
    const Json renamed = live({ u"restart"_s, u"again"_s, u"--new-id"_s, u"--json"_s }).json();
    const QString id = QString::fromStdString(renamed["id"].get<std::string>());
    QVERIFY(!id.isEmpty() && id != u"again");
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(id), QByteArray("Completed"), 30000);
    start(u"Approval"_s, u"alive"_s);
    const ProgramResult refused = live({ u"restart"_s, u"alive"_s });
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.err.contains("--new-id"), refused.err.constData());
    QCOMPARE(live({ u"restart"_s, u"alive"_s, u"--new-id"_s }).status, 0);
    QCOMPARE(statusOf(u"alive"_s), QByteArray("Running"));
}

void TestStorageActions::purgesById()
{
    start(u"Echo"_s, u"old-1"_s);
    start(u"Echo"_s, u"old-2"_s);
    const ProgramResult preview = live({ u"purge"_s, u"old-1"_s });
    QCOMPARE(preview.status, 2);
    QVERIFY2(preview.err.contains("1 instance would be deleted with its history"),
             preview.err.constData());
    QCOMPARE(statusOf(u"old-1"_s), QByteArray("Completed"));
    const ProgramResult one = live({ u"purge"_s, u"old-1"_s, u"--yes"_s });
    QCOMPARE(one.out, QByteArray("1 instance deleted.\n"));
    QCOMPARE(live({ u"show"_s, u"old-1"_s }).status, 1);
    start(u"Echo"_s, u"old-3"_s);
    QCOMPARE(live({ u"purge"_s, u"old-2"_s, u"old-3"_s, u"--yes"_s, u"--json"_s }).out,
             QByteArray("{\"instancesDeleted\":2}\n"));
    start(u"Approval"_s, u"still-alive"_s);
    QCOMPARE(live({ u"purge"_s, u"still-alive"_s, u"--yes"_s }).status, 1);
    QCOMPARE(statusOf(u"still-alive"_s), QByteArray("Running"));
}

void TestStorageActions::purgesByFilter()
{
    start(u"Echo"_s, u"batch-1"_s);
    start(u"Echo"_s, u"batch-2"_s);
    start(u"Echo"_s, u"other"_s);
    const QStringList filter { u"purge"_s, u"--status"_s, u"Completed"_s, u"--prefix"_s,
                               u"batch-"_s };
    const ProgramResult preview = live(filter + QStringList { u"--json"_s });
    QCOMPARE(preview.status, 2);
    QVERIFY(preview.json()["Completed"] == 2);
    const ProgramResult purged = live(filter + QStringList { u"--yes"_s });
    QVERIFY2(purged.out == "2 instances deleted.\n", purged.err.constData());
    QCOMPARE(live({ u"show"_s, u"batch-1"_s }).status, 1);
    QCOMPARE(statusOf(u"other"_s), QByteArray("Completed"));
}

void TestStorageActions::worksOnEntities()
{
    QCOMPARE(live({ u"signal"_s, u"Counter"_s, u"k"_s, u"add"_s, u"--input"_s, u"5"_s }).status, 0);
    const QStringList entity { u"entity"_s, u"Counter"_s, u"k"_s };
    QTRY_COMPARE_WITH_TIMEOUT(live(entity).out, QByteArray("5\n"), 30000);
    const Json list = live({ u"entities"_s, u"counter"_s, u"--state"_s, u"--json"_s }).json();
    QVERIFY(list.size() == 1U && list[0]["state"] == 5);
    QCOMPARE(live({ u"entity"_s, u"Counter"_s, u"nobody"_s }).status, 1);
    QCOMPARE(live({ u"pause-entity"_s, u"Counter"_s, u"k"_s }).status, 0);
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(u"@counter@k"_s), QByteArray("Suspended"), 30000);
    QCOMPARE(live({ u"signal"_s, u"Counter"_s, u"k"_s, u"add"_s, u"--input"_s, u"2"_s }).status, 0);
    QCOMPARE(live({ u"resume-entity"_s, u"Counter"_s, u"k"_s }).status, 0);
    QTRY_COMPARE_WITH_TIMEOUT(live(entity).out, QByteArray("7\n"), 30000);
    QCOMPARE(live({ u"delete-entity"_s, u"Counter"_s, u"k"_s }).status, 0);
    QTRY_COMPARE_WITH_TIMEOUT(live(entity).status, 1, 30000);
}

void TestStorageActions::cleansEntities()
{
    StorageAccountFixture legacy(u"legacy-hub"_s);
    QCOMPARE(legacy.start(), QString());
    const auto before = legacy.allMessages(u"legacyhub-"_s);
    const ProgramResult preview = run(legacy, { u"clean-entities"_s });
    QVERIFY2(preview.err.contains("Of 3 entities, 1 would be removed and 1 freed"),
             preview.err.constData());
    QCOMPARE(legacy.allMessages(u"legacyhub-"_s), before);
    const ProgramResult cleaned = run(legacy, { u"clean-entities"_s, u"--yes"_s });
    QCOMPARE(cleaned.status, 0);
    QCOMPARE(cleaned.out,
             QByteArray("1 entity removed. The release of 1 lock was posted. 0 were left as they "
                        "were.\n"));
    QCOMPARE(run(legacy, { u"show"_s, u"@counter@emptied"_s }).status, 1);
    QByteArray posted;
    for (const auto &[id, message] : legacy.allMessages(u"legacyhub-"_s)) {
        posted += before.contains(id) ? QByteArray() : message.second;
    }
    QVERIFY2(posted.contains("release") && posted.contains("@counter@locked"), posted.constData());
}

void TestStorageActions::refusesAHubNameBeforeAnyRequest()
{
    FaultServer server;
    server.setDefault(Fault::answer(404));
    const StorageAccount account { u"contoso"_s, server.url("/contoso"), server.url("/contoso"),
                                   server.url("/contoso"),
                                   SharedKeyCredential { Secret("c2VjcmV0") } };
    const QByteArray string = connectionStringOf(account);
    for (const QString &name : { u"1 bad"_s, u""_s, u"a/b"_s, QString(60, u'x') }) {
        const ProgramResult result
            = runOnStorage(string, { u"start"_s, u"Quick"_s, u"--hub"_s, name });
        QVERIFY2(result.status == 2, result.err.constData());
    }
    QCOMPARE(runOnStorage(string, { u"delete-hub"_s, u"1 bad"_s }).status, 2);
    QCOMPARE(server.requests().size(), size_t(0));
    static_cast<void>(runOnStorage(string, { u"show"_s, u"x"_s, u"--hub"_s, u"GoodHub"_s }));
    QVERIFY(!server.requests().empty()); // it does count
}

HUBDECK_GUILESS_TEST(TestStorageActions)
#include "tst_storageactions.moc"
