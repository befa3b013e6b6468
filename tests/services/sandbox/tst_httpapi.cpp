// SPDX-License-Identifier: MIT
#include "testhub.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = RuntimeStatus::Kind;

class TestHttpApi : public QObject
{
    Q_OBJECT

private slots:

    void asksForTheKey_data()
    {
        QTest::addColumn<bool>("hasHeader");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("status");
        QTest::newRow("none") << false << QByteArray() << QByteArray() << 401;
        QTest::newRow("header") << true << QByteArray("k+/=") << QByteArray() << 200;
        QTest::newRow("wrong header") << true << QByteArray("wrong") << QByteArray() << 401;
        QTest::newRow("query") << false << QByteArray() << QByteArray("?CODE=k%2B%2F%3D") << 200;
        QTest::newRow("raw plus in the query")
            << false << QByteArray() << QByteArray("?code=k+/=") << 401;
        QTest::newRow("the header wins")
            << true << QByteArray("wrong") << QByteArray("?code=k%2B%2F%3D") << 401;
        QTest::newRow("even an empty one")
            << true << QByteArray("") << QByteArray("?code=k%2B%2F%3D") << 401;
    }

    void asksForTheKey()
    {
        QFETCH(bool, hasHeader);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, query);
        TestHub hub;
        ApiRequest request;
        request.method = "GET";
        request.target = "/runtime/webhooks/durabletask/instances" + query;
        if (hasHeader)
            request.key = header;
        const ApiResponse response = hub.api.answer(request);
        QTEST(response.status, "status");
        QVERIFY(response.status == 200 || response.body.isEmpty());
    }

    void routesOnlyWhatExists_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const auto row = [](const char *request, int status) {
            QTest::newRow(request) << QByteArray(request) << status;
        };
        row("GET /", 404);
        row("GET /nothing", 404);
        row("GET /Instances/", 200);
        row("GET /instances/e", 200);
        row("GET /instances/e/", 200);
        row("GET /instances/E", 404);
        row("PUT /instances/e", 404);
        row("POST /instances/e", 404);
        row("GET /instances/a/terminate", 404);
        row("POST /instances/a/frobnicate", 404);
        row("POST /instances/a/raiseEvent/", 404);
        row("GET /orchestrators/Echo", 404);
        row("HEAD /instances", 404);
        row("PATCH /instances/a", 404);
        row("OPTIONS /instances", 404);
        row("PUT /entities/Counter/k", 404);
        row("GET /makeprimary", 200);
        row("GET /instances/e?showHistory=true", 200);
        row("GET /instances/x/../e", 200);
    }

    void routesOnlyWhatExists()
    {
        TestHub hub;
        hub.engine.start(u"Echo"_s, u"e"_s, "1");
        hub.engine.start(u"Approval"_s, u"a"_s, {});
        hub.pass(1s);
        QFETCH(QByteArray, request);
        const ApiResponse response = hub.send(request);
        QTEST(response.status, "status");
        QVERIFY(response.status == 200 || response.body.isEmpty());
        QCOMPARE(hub.statusOf(u"a"_s), Kind::Running);
    }

    void startsAndLinks()
    {
        TestHub hub;
        const ApiResponse response
            = hub.send("POST /orchestrators/echo/my%20id", "{\"total\":12.50}");
        QCOMPARE(response.status, 202);
        const QByteArray link = "http://127.0.0.1:7071/runtime/webhooks/durabletask/instances/"
                                "my+id?taskHub=SandboxHub&connection=Storage&code=k%2B%2F%3D";
        QCOMPARE(TestHub::header(response, "Location"), link);
        QCOMPARE(TestHub::header(response, "Retry-After"), QByteArray("10"));
        const auto body = TestHub::json(response);
        QCOMPARE(body.value("statusQueryGetUri", ""), link.toStdString());
        QVERIFY(body.value("terminatePostUri", "").find("/terminate?reason={text}&taskHub=")
                != std::string::npos);
        QCOMPARE(body.size(), size_t(8));
        hub.pass(1s);
        QCOMPARE(hub.engine.row(u"my id"_s)->name, u"Echo"_s);
        QCOMPARE(hub.outputOf(u"my id"_s), QByteArray("{\"total\":12.5}"));
    }

    void refusesBadStarts_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("in");
        const auto row = [](const char *path, const char *body, int status, const char *in) {
            QTest::newRow(path) << QByteArray(path) << QByteArray(body) << status << QByteArray(in);
        };
        row("/orchestrators/Nope/x", "1", 400,
            "The following are the known orchestrator functions: 'Echo', 'HelloSequence'");
        row("/orchestrators/Echo/bad", "{bad", 400, "\"Message\":\"Invalid JSON content\"");
        row("/orchestrators/Echo/rest", "{} x", 400, "Invalid JSON content");
        row("/orchestrators/Echo/cut", "{\"a\":1", 500, "JsonSerializationException");
        row("/orchestrators/Echo/%40x", "1", 400, "must not start with @");
        row("/orchestrators/Echo/a%23b", "1", 400, "control characters");
        row("/orchestrators/Approval/running", "1", 500,
            "An Orchestration instance with the status Running already exists.");
    }

    void refusesBadStarts()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, in);
        TestHub hub;
        hub.engine.start(u"Approval"_s, u"running"_s, {});
        hub.pass(1s);
        const ApiResponse response = hub.send("POST " + path, body);
        QTEST(response.status, "status");
        QVERIFY2(response.body.contains(in), response.body.constData());
        QCOMPARE(hub.engine.count(), 1);
    }

    void refusesLongIds()
    {
        TestHub hub;
        QCOMPARE(hub.send("POST /orchestrators/Echo/" + QByteArray(256, 'z')).status, 202);
        QCOMPARE(hub.send("POST /orchestrators/Echo/" + QByteArray(257, 'z')).status, 400);
    }

    void keepsAnEncodedSlashAsItIs()
    {
        TestHub hub;
        hub.send("POST /orchestrators/Echo/a%2Fb", "1");
        QVERIFY(hub.engine.row(u"a%2Fb"_s));
        QCOMPARE(hub.send("GET /instances/a%2Fb").status, 202);
    }

    void answersByState()
    {
        TestHub hub;
        for (const char *id : { "run", "susp", "term" })
            hub.engine.start(u"Approval"_s, QString::fromLatin1(id), {});
        hub.engine.start(u"FlakyJob"_s, u"fail"_s, {});
        hub.pass(2s);
        hub.engine.suspend(u"susp"_s, "hold");
        hub.engine.terminate(u"term"_s, "undefined");
        hub.pass(1s);
        const ApiResponse running = hub.send("GET /instances/run?code=k%2B%2F%3D");
        QCOMPARE(running.status, 202);
        QCOMPARE(TestHub::header(running, "Location"),
                 QByteArray("http://127.0.0.1:7071/runtime/webhooks/durabletask/instances/"
                            "run?code=k%2B%2F%3D"));
        QCOMPARE(TestHub::header(running, "Retry-After"), QByteArray("5"));
        QVERIFY(
            hub.send("GET /instances/susp")
                .body.contains("\"runtimeStatus\":\"Suspended\",\"input\":null,\"customStatus\":"
                               "\"waiting for Approve or Reject\",\"output\":\"hold\""));
        QVERIFY(hub.send("GET /instances/term")
                    .body.contains(
                        "\"output\":undefined,\"createdTime\"")); // L9: as bad as the real one
        QCOMPARE(hub.send("GET /instances/fail").status, 200);
        QCOMPARE(hub.send("GET /instances/fail?returnInternalServerErrorOnFailure=true").status,
                 500);
        QVERIFY(hub.send("GET /instances/fail?returnInternalServerErrorOnFailure=true")
                    .body.contains("runtimeStatus"));
    }

    void showsHistoryAsAsked()
    {
        TestHub hub;
        hub.engine.start(u"HelloSequence"_s, u"h"_s, "7");
        hub.pass(2s);
        QVERIFY(
            !hub.send("GET /instances/h?showHistoryOutput=true").body.contains("historyEvents"));
        QVERIFY(!hub.send("GET /instances/h?showHistory=true&showHistory=true")
                     .body.contains("historyEvents"));
        const auto plain
            = TestHub::json(hub.send("GET /instances/h?SHOWHISTORY=True"))["historyEvents"];
        QCOMPARE(plain.size(), size_t(5));
        QVERIFY(!plain[1].contains("Result"));
        QVERIFY(plain[0]["Input"] == "7");
        const auto full = TestHub::json(
            hub.send("GET /instances/h?showHistory=true&showHistoryOutput=true&showInput=false"))
            ["historyEvents"];
        QVERIFY(full[1]["Result"] == "Hello Tokyo!");
        QVERIFY(!full[0].contains("Input") && !full[1].contains("Input"));
        hub.engine.start(u"Echo"_s, u"pending"_s, {});
        QVERIFY(!hub.send("GET /instances/pending?showHistory=true")
                     .body.contains("historyEvents")); // L14
    }

    void listsWithTokens()
    {
        TestHub hub;
        for (int i = 0; i < 5; ++i)
            hub.engine.start(u"Echo"_s, u"e"_s + QString::number(i), "1");
        hub.pass(1s);
        ApiResponse page = hub.send("GET /instances?top=2");
        QCOMPARE(TestHub::json(page).size(), size_t(2));
        const QByteArray token = TestHub::header(page, "x-ms-continuation-token");
        QVERIFY(token.endsWith(' ')); // L1
        for (const QByteArray &sent : { token, token.trimmed() })
            QVERIFY(TestHub::json(hub.send("GET /instances?top=2", {}, {}, sent))[0]["instanceId"]
                    == "e2");
        page = hub.send("GET /instances?top=5");
        QCOMPARE(TestHub::header(page, "x-ms-continuation-token"), QByteArray());
        page = hub.send("GET /instances?top=0");
        QCOMPARE(page.body, QByteArray("[]"));
        QVERIFY(!TestHub::header(page, "x-ms-continuation-token").isEmpty()); // L2
        QCOMPARE(hub.send("GET /instances?top=-1").status, 500);
        QCOMPARE(hub.send("GET /instances?top=5000").status, 200);
    }

    void filtersLists_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("rows");
        const auto row = [](const char *query, int rows) {
            QTest::newRow(query) << QByteArray(query) << rows;
        };
        row("", 3);
        row("runtimeStatus=Running", 1);
        row("runtimeStatus=Running,Completed", 3);
        row("runtimeStatus=running", 3); // L4
        row("runtimeStatus=99", 0);
        row("createdTimeFrom=2999-01-01T00:00:00Z", 0);
        row("createdTimeTo=2000-01-01T00:00:00Z", 0);
        row("createdTimeFrom=yesterday", 3);
        row("createdTimeFrom=2026-11-23T12:00:00Z&createdTimeTo=2026-11-23T12:00:00Z", 3);
        row("createdTimeFrom=2026-11-23T12:00:00.0000001Z", 0);
        row("createdTimeFrom=0001-01-01T00:00:00Z", 3);
        row("instanceIdPrefix=e", 2);
        row("instanceIdPrefix=E", 0);
        row("taskHub=Typo", 0); // L3
        row("taskHub=SandboxHub", 3);
        row("taskHub=%20", 3);
    }

    void filtersLists()
    {
        TestHub hub;
        hub.engine.start(u"Echo"_s, u"e1"_s, "1");
        hub.engine.start(u"Echo"_s, u"e2"_s, "1");
        hub.engine.start(u"Approval"_s, u"a"_s, {});
        hub.pass(1s);
        QFETCH(QByteArray, query);
        const ApiResponse response = hub.send("GET /instances?" + query);
        QCOMPARE(response.status, 200);
        QTEST(int(TestHub::json(response).size()), "rows");
    }

    void refusesWhatTheStorageRefuses()
    {
        TestHub hub;
        QCOMPARE(hub.send("GET /instances?runtimeStatus=Unknown").status, 400);
        const ApiResponse response = hub.send("GET /instances?connection=Nope");
        QCOMPARE(response.status, 500);
        QVERIFY(TestHub::json(response)["ExceptionMessage"]
                == "Unable to resolve the Azure Storage connection named 'Nope'.");
    }

    void ignoresShowInputWithoutAnotherFilter()
    {
        TestHub hub;
        hub.engine.start(u"Echo"_s, u"e"_s, "1");
        QVERIFY(TestHub::json(hub.send("GET /instances?showInput=false"))[0]["input"] == 1);
        QVERIFY(
            TestHub::json(hub.send("GET /instances?showInput=false&instanceIdPrefix=e"))[0]["input"]
                .is_null());
    }

    void keepsOtherHubsApart()
    {
        TestHub hub;
        QCOMPARE(hub.send("POST /orchestrators/Nope/x?taskHub=Other").status, 202);
        hub.pass(1min);
        QVERIFY(hub.send("GET /instances/x?taskHub=other").body.contains("\"Pending\""));
        QCOMPARE(hub.send("GET /instances/x").status, 404);
    }

    void raisesEvents()
    {
        TestHub hub;
        hub.engine.start(u"Approval"_s, u"a"_s, {});
        hub.engine.start(u"Echo"_s, u"done"_s, {});
        hub.pass(1s);
        QCOMPARE(hub.send("POST /instances/nope/raiseEvent/A", "1").status, 404);
        QCOMPARE(hub.send("POST /instances/done/raiseEvent/A", "1", "text/plain").status, 410);
        QCOMPARE(
            hub.send("POST /instances/a/raiseEvent/A", "1", "text/plain").body,
            QByteArray("{\"Message\":\"Only application/json request content is supported\"}"));
        QCOMPARE(hub.send("POST /instances/a/raiseEvent/A", "").status, 400);
        QCOMPARE(hub.send("POST /instances/a/raiseEvent/A", "{\"a\":1").status, 400);
        QCOMPARE(hub.send("POST /instances/a/raiseEvent/approve", "{\"n\": 1} rest",
                          "application/json; charset=utf-8")
                     .status,
                 202);
        hub.pass(1s);
        QCOMPARE(hub.outputOf(u"a"_s), QByteArray("\"approved: {\\\"n\\\":1}\""));
    }

    void namesTheStateThatForbidsAnAction()
    {
        TestHub hub;
        hub.engine.start(u"Approval"_s, u"a"_s, {});
        hub.pass(1s);
        const ApiResponse response = hub.send("POST /instances/a/resume");
        QCOMPARE(response.status, 500);
        QVERIFY(TestHub::json(response)["ExceptionMessage"]
                == "Cannot resume the orchestration instance a because instance is in the Running "
                   "state.");
        QVERIFY(TestHub::json(hub.send("POST /instances/a/rewind"))["ExceptionMessage"]
                == "The rewind operation is only supported on failed orchestration instances.");
        QCOMPARE(hub.send("POST /instances/a/terminate?reason=a&reason=b").status, 202);
        hub.pass(1s);
        QCOMPARE(hub.outputOf(u"a"_s), QByteArray("a,b"));
        for (const char *action : { "terminate", "suspend", "resume", "rewind" })
            QCOMPARE(hub.send("POST /instances/a/" + QByteArray(action)).status, 410);
    }

    void restarts()
    {
        TestHub hub;
        hub.engine.start(u"Echo"_s, u"e"_s, "[1]");
        hub.engine.start(u"Approval"_s, u"a"_s, {});
        hub.pass(1s);
        const auto body = TestHub::json(hub.send("POST /instances/e/restart"));
        const QString id = QString::fromStdString(body.value("id", ""));
        QCOMPARE(id.size(), 32);
        hub.pass(1s);
        QCOMPARE(hub.outputOf(id), QByteArray("[1]"));
        QVERIFY(TestHub::json(
                    hub.send("POST /instances/e/restart?restartWithNewInstanceId=false"))["id"]
                == "e");
        QCOMPARE(hub.send("POST /instances/a/restart?restartWithNewInstanceId=false").status, 500);
        QVERIFY(TestHub::json(hub.send("POST /instances/nope/restart"))["Message"]
                == "InstanceId does not match a valid orchestration instance.");
    }

    void purgesAsDangerouslyAsTheRealOne()
    {
        TestHub hub;
        hub.engine.start(u"Echo"_s, u"e"_s, {});
        hub.engine.start(u"Approval"_s, u"a"_s, {});
        hub.pass(1s);
        QCOMPARE(hub.send("DELETE /instances").body,
                 QByteArray("\"Please provide value for 'createdTimeFrom' parameter.\""));
        QCOMPARE(hub.send("DELETE /instances/?createdTimeFrom=rubbish").status, 400);
        QCOMPARE(
            hub.send("DELETE /instances?createdTimeFrom=2026-11-23&runtimeStatus=Failed").status,
            404);
        QCOMPARE(hub.send("DELETE /instances/e").body, QByteArray("{\"instancesDeleted\":1}"));
        QCOMPARE(hub.send("DELETE /instances/e").status, 404);
        hub.engine.start(u"Echo"_s, u"e"_s, {});
        QCOMPARE(
            hub.send("DELETE /instances?createdTimeFrom=2026-11-23&runtimeStatus=completed").body,
            QByteArray("{\"instancesDeleted\":2}")); // the running one as well
    }

    void servesEntities()
    {
        TestHub hub;
        QCOMPARE(
            hub.send("POST /entities/Nope/k?op=x", "1").body,
            QByteArray("{\"Message\":\"The function 'nope' doesn't exist, is disabled, or is not "
                       "an entity function. Additional info: The following are the known entity "
                       "functions: 'Counter', 'Basket'.\"}"));
        QCOMPARE(hub.send("POST /entities", "1").status, 400);
        QVERIFY(hub.send("POST /entities/Counter/k?op=add", "abc")
                    .body.startsWith("{\"Message\":\"Could not parse JSON content: "));
        QCOMPARE(hub.send("POST /entities/Counter/k?op=add", "abc", "text/plain").status, 202);
        QCOMPARE(hub.send("POST /entities/Counter/k?op=add", "5").status, 202);
        QCOMPARE(hub.send("POST /entities/Counter?op=add", "2").status, 202); // the empty key
        hub.pass(1s);
        QCOMPARE(hub.send("GET /entities/counter/k").body, QByteArray("5"));
        QCOMPARE(hub.send("GET /entities/counter/$").body, QByteArray("2"));
        QCOMPARE(hub.send("GET /entities/counter/none").status, 404);
        const auto rows = TestHub::json(hub.send("GET /entities/COUNTER?fetchState=true"));
        QCOMPARE(rows.size(), size_t(2));
        QCOMPARE(rows[1]["entityId"].dump(), std::string("{\"name\":\"counter\",\"key\":\"k\"}"));
        QVERIFY(rows[1]["state"] == 5);
        QVERIFY(TestHub::json(hub.send("GET /entities"))[0]["state"].is_null());
        QCOMPARE(hub.send("DELETE /entities/Counter/k").status, 202);
        hub.pass(1s);
        QCOMPARE(hub.send("GET /entities/Counter/k").status, 404);
    }

    void refusesAPollingIntervalAboveTheTimeOut()
    {
        TestHub hub;
        QCOMPARE(hub.send("POST /orchestrators/Echo/w?timeout=1&pollingInterval=5", "1").status,
                 400);
        QVERIFY(hub.engine.row(u"w"_s)); // started all the same
        QCOMPARE(hub.send("POST /orchestrators/Echo/v?timeout=5", "1").status, 202);
    }
};

HUBDECK_GUILESS_TEST(TestHttpApi)
#include "tst_httpapi.moc"
