// SPDX-License-Identifier: MIT
#include "services/taskhub/history.h"

#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"
#include "services/json/jsonvalidator.h"
#include "services/taskhub/failure.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_History : public QObject
{
    Q_OBJECT

private slots:
    void givesMembersOfAnEvent();
    void givesNoFailureForOtherEvents();
    void readsNestedFailureDetails();
    void readsSerialisedExceptions();
    void readsSerialisedExceptionsWrittenByProperties();
    void readsAggregateExceptions();
    void readsReasonsWithoutDetails();
    void readsWhyAnOrchestrationFailed();
    void readsEveryRecordedFailure();
    void readsPrintedFailures_data();
    void readsPrintedFailures();
    void survivesEndlessChains();
    void joinsDocumentAndHistory();
    void makesValidJsonOfWhatIsNone();
    void leavesHistoryOutWhereThereIsNone();
    void makesADocumentWhereNoneCame();
};

namespace {

/// The events of a recorded exchange, by its name.
std::vector<HistoryEvent> recorded(const QString &hub, const QByteArray &name)
{
    QFile file(QStringLiteral(HUBDECK_TEST_DATA "/captures/") + hub + u"/http-exchanges.json"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray text = file.readAll();
    std::vector<HistoryEvent> events;
    for (json::ArrayScanner exchanges(text); exchanges.next();) {
        if (json::decodeString(json::member(exchanges.valueText(), "name")) != name) {
            continue;
        }
        const QByteArray body = json::decodeString(
            json::member(json::member(exchanges.valueText(), "response"), "body"));
        for (json::ArrayScanner list(json::member(body, "historyEvents")); list.next();) {
            HistoryEvent event;
            event.raw = list.valueText().toByteArray();
            event.type = event.text("EventType");
            events.push_back(event);
        }
    }
    return events;
}

HistoryEvent eventOf(const QByteArray &raw)
{
    HistoryEvent event;
    event.raw = raw;
    event.type = event.text("EventType");
    return event;
}

std::optional<Failure> failureIn(const std::vector<HistoryEvent> &events, const QString &type)
{
    for (const HistoryEvent &event : events) {
        if (event.type == type) {
            return failureOf(event);
        }
    }
    return std::nullopt;
}

/// `Type: message {inner; inner}`.
QString outline(const Failure &failure)
{
    QStringList inner;
    for (const Failure &cause : failure.inner) {
        inner << outline(cause);
    }
    const QString head = failure.type + u'|' + failure.message;
    return inner.isEmpty() ? head : head + u" {" + inner.join(u"; "_s) + u'}';
}

} // namespace

void tst_History::givesMembersOfAnEvent()
{
    const HistoryEvent event = eventOf(
        R"({"EventType":"TaskFailed","Reason":"a\nb","Details":null,"Result":{"x": 1},"N":5})");
    QCOMPARE(event.text("Reason"), u"a\nb"_s);
    QCOMPARE(event.member("Reason"), R"("a\nb")");
    QCOMPARE(event.text("Details"), QString());
    QCOMPARE(event.member("Details"), "null");
    QCOMPARE(event.text("Result"), u"{\"x\": 1}"_s);
    QCOMPARE(event.text("N"), u"5"_s);
    QCOMPARE(event.text("absent"), QString());
    QCOMPARE(event.member("absent"), QByteArray());
}

void tst_History::givesNoFailureForOtherEvents()
{
    QVERIFY(!failureOf(eventOf(R"({"EventType":"TaskCompleted","Reason":"x"})")));
    QVERIFY(!failureOf(eventOf(R"({"EventType":"ExecutionSuspended","Reason":"x"})")));
    QVERIFY(!failureOf(eventOf(
        R"({"EventType":"ExecutionCompleted","OrchestrationStatus":"Completed","Result":"x"})")));
    QVERIFY(!failureOf(eventOf(
        R"({"EventType":"ExecutionCompleted","OrchestrationStatus":"Terminated","Result":"x","FailureDetails":null})")));
}

void tst_History::readsNestedFailureDetails()
{
    const auto events = recorded(u"isolated-hub"_s, "history ship-005");
    for (const QString &type : { u"TaskFailed"_s, u"ExecutionCompleted"_s }) {
        const auto failure = failureIn(events, type);
        QVERIFY(failure.has_value());
        QCOMPARE(
            outline(*failure),
            u"System.InvalidOperationException|cannot weigh \"anvil\"\nline two {System.FormatException|scale overflow}"_s);
        QVERIFY(failure->stackTrace.startsWith(u"   at P.<>c.<Main>b__0_3"));
        QVERIFY(!failure->nonRetriable);
    }
    const auto failure = failureOf(eventOf(
        R"({"EventType":"TaskFailed","FailureDetails":{"ErrorType":"E","ErrorMessage":"m","StackTrace":null,"IsNonRetriable":true}})"));
    QVERIFY(failure && failure->nonRetriable && failure->stackTrace.isEmpty());
}

void tst_History::readsSerialisedExceptions()
{
    const auto failure = failureIn(recorded(u"orders-hub"_s, "history family-2"),
                                   u"SubOrchestrationInstanceFailed"_s);
    QVERIFY(failure.has_value());
    QCOMPARE(outline(*failure),
             u"Microsoft.Azure.WebJobs.Extensions.DurableTask.FunctionFailedException|Orchestrator "
             u"function 'FlakyOnce' failed: The activity "
             "function 'FailFirst' failed: \"first call always fails\". See the function execution "
             "logs for additional details. "
             "{System.Exception|first call always fails}"_s);
    QVERIFY(failure->inner.front().stackTrace.startsWith(u"   at Fx.FailFirst(String id)"));
}

void tst_History::readsSerialisedExceptionsWrittenByProperties()
{
    const auto failure = failureIn(recorded(u"orders-hub"_s, "history http-1"), u"TaskFailed"_s);
    QVERIFY(failure.has_value());
    QCOMPARE(
        outline(*failure),
        u"System.Net.Http.HttpRequestException|Connection refused (127.0.0.1:1) {System.Net.Sockets.SocketException|Connection refused}"_s);
    QVERIFY(failure->stackTrace.contains(u"HttpConnectionPool"));
}

void tst_History::readsAggregateExceptions()
{
    const QString first = u"{\"ClassName\":\"A\",\"Message\":\"one\"}"_s;
    const QString second = u"{\"ClassName\":\"B\",\"Message\":\"two\"}"_s;
    for (const QString &list :
         { u"[%1,%2]"_s, u"{\"$type\":\"System.Exception[]\",\"$values\":[%1,%2]}"_s }) {
        const QString text
            = u"{\"ClassName\":\"System.AggregateException\",\"Message\":\"both\",\"InnerException\":"_s
            + first + u",\"InnerExceptions\":"_s + list.arg(first, second) + u'}';
        QCOMPARE(outline(failureFromText(text)),
                 u"System.AggregateException|both {A|one; B|two}"_s);
    }
}

void tst_History::readsReasonsWithoutDetails()
{
    const auto failure = [](const QByteArray &members) {
        return failureOf(eventOf("{\"EventType\":\"TaskFailed\"," + members + '}'));
    };
    QCOMPARE(outline(*failure(R"("Reason":"Printer offline","Details":null)")),
             u"|Printer offline"_s);
    QCOMPARE(outline(*failure(R"("Reason":null,"Details":null)")), u"|"_s);
    QCOMPARE(
        outline(*failure(
            R"("Reason":"Printer offline","Details":"System.IO.IOException: Printer offline")")),
        u"System.IO.IOException|Printer offline"_s);
    QCOMPARE(
        outline(*failure(
            R"("Reason":"Activity 'P' failed: Printer offline","Details":"System.IO.IOException: Printer offline")")),
        u"System.IO.IOException|Activity 'P' failed: Printer offline"_s);
    QCOMPARE(outline(*failure(R"("Reason":"It failed","Details":"Error: no ink")")),
             u"|It failed {Error|no ink}"_s);
    QCOMPARE(outline(*failure(R"("Reason":"no ink","Details":"printer says: no ink")")),
             u"|printer says: no ink"_s);
    QCOMPARE(outline(*failure(R"("Reason":null,"Details":"Error: no ink")")), u"Error|no ink"_s);
}

void tst_History::readsWhyAnOrchestrationFailed()
{
    const auto failure
        = failureIn(recorded(u"orders-hub"_s, "history throws-1"), u"ExecutionCompleted"_s);
    QCOMPARE(outline(failure.value_or(Failure())),
             u"|Orchestrator function 'Throws' failed: orchestrator itself threw"_s);
    QCOMPARE(
        outline(*failureOf(eventOf(
            R"({"EventType":"ExecutionCompleted","OrchestrationStatus":"Failed","Result":"Ns.BadException: x"})"))),
        u"Ns.BadException|x"_s);
    QCOMPARE(outline(*failureOf(
                 eventOf(R"({"EventType":"ExecutionCompleted","OrchestrationStatus":"Failed"})"))),
             u"|"_s);
}

void tst_History::readsEveryRecordedFailure()
{
    int failures = 0;
    for (const char *name : { "history family-2", "history order-0041", "history throws-1",
                              "history retry-1", "history http-1", "history bigstatus-1" }) {
        for (const HistoryEvent &event : recorded(u"orders-hub"_s, name)) {
            if (const auto failure = failureOf(event)) {
                ++failures;
                QVERIFY(!failure->message.isEmpty());
                QVERIFY(!failure->message.startsWith(u'{'));
            }
        }
    }
    QVERIFY(failures >= 9);
}

void tst_History::readsPrintedFailures_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("outlined");
    QTest::addColumn<QString>("stack");
    const auto row
        = [](const char *name, const char *text, const char *outlined, const char *stack) {
              QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(outlined)
                                  << QString::fromUtf8(stack);
          };
    row(".NET", "System.IO.IOException: Printer offline\r\n   at A.B()\r\n   at C.D()",
        "System.IO.IOException|Printer offline", "   at A.B()\n   at C.D()");
    row(".NET with cause",
        "System.Exception: outer\nsecond line\n ---> System.ArgumentException: inner\n   at "
        "I.J()\n   --- End of inner exception stack trace "
        "---\n   at O.P()",
        "System.Exception|outer\nsecond line {System.ArgumentException|inner}", "   at O.P()");
    row(".NET with causes",
        "A.A: 1\n ---> B.B: 2\n ---> C.C: 3\n   at c\n   --- End of inner exception stack trace "
        "---\n   at b\n   --- End of inner exception stack "
        "trace ---\n   at a",
        "A.A|1 {B.B|2 {C.C|3}}", "   at a");
    row(".NET of old",
        "A.A: 1 ---> B.B: 2\n   at b\n   --- End of inner exception stack trace ---\n   at a",
        "A.A|1 {B.B|2}", "   at a");
    row(".NET without message", "System.TimeoutException\n   at a", "System.TimeoutException|",
        "   at a");
    row("Java",
        "java.lang.RuntimeException: bad\n\tat a.B.c(B.java:1)\n\t... 3 more\nCaused by: "
        "java.io.IOException: worse\n\tat d.E.f(E.java:2)",
        "java.lang.RuntimeException|bad {java.io.IOException|worse}",
        "\tat a.B.c(B.java:1)\n\t... 3 more");
    row("JavaScript",
        "TypeError: x is not a function\n    at f (/app/a.js:1:2)\n    at g (/app/b.js:3:4)",
        "TypeError|x is not a function", "    at f (/app/a.js:1:2)\n    at g (/app/b.js:3:4)");
    row("Python",
        "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nValueError: bad "
        "value\n",
        "ValueError|bad value",
        "Traceback (most recent call last):\n  File \"a.py\", line 1, in f");
    row("plain", "the printer is offline", "|the printer is offline", "");
    row("plain with colon", "Orchestrator function 'X' failed: y",
        "|Orchestrator function 'X' failed: y", "");
    row("plain sentence", "Done.", "|Done.", "");
    row("address", "localhost: refused", "|localhost: refused", "");
    row("json that is no exception", "{\"code\":5}", "|{\"code\":5}", "");
    row("empty", "", "|", "");
}

void tst_History::readsPrintedFailures()
{
    QFETCH(QString, text);
    const Failure failure = failureFromText(text);
    QTEST(outline(failure), "outlined");
    QTEST(failure.stackTrace, "stack");
}

void tst_History::survivesEndlessChains()
{
    QByteArray details = "null";
    QByteArray exception = "null";
    QString printed;
    for (int i = 0; i < 1000; ++i) {
        details = "{\"ErrorMessage\":\"m\",\"InnerFailure\":" + details + '}';
        exception = "{\"Message\":\"m\",\"InnerException\":" + exception + '}';
        printed += u"E.E: m\n ---> "_s;
    }
    QCOMPARE(failureFromDetails(details).message, u"m"_s);
    QCOMPARE(failureFromText(QString::fromUtf8(exception)).message, u"m"_s);
    QCOMPARE(failureFromText(printed).type, u"E.E"_s);
    QCOMPARE(failureFromText(u"E.E: m\nCaused by: "_s.repeated(1000)).type, u"E.E"_s);
}

void tst_History::joinsDocumentAndHistory()
{
    InstanceDetails instance;
    instance.raw = "{\"name\":\"A\",\"input\":1.10 }\n";
    History history;
    history.events = { eventOf("{\"EventType\":\"a\"}"), eventOf("{\"EventType\":\"b\"}") };
    const QByteArray events = R"("historyEvents":[{"EventType":"a"},{"EventType":"b"}]})";
    QCOMPARE(documentWithHistory(instance, history), R"({"name":"A","input":1.10,)" + events);

    instance.raw = "{}";
    QCOMPARE(documentWithHistory(instance, history), '{' + events);
    instance.raw = R"({"name":"A","historyEvents":[1],"input":"}"})";
    QCOMPARE(documentWithHistory(instance, history), R"({"name":"A","input":"}",)" + events);
    history.events.clear();
    instance.raw = R"({"a":1})";
    QCOMPARE(documentWithHistory(instance, history), R"({"a":1,"historyEvents":[]})");
}

void tst_History::makesValidJsonOfWhatIsNone()
{
    InstanceDetails instance;
    instance.raw = R"({"output":undefined,"name":"A"})";
    History history;
    history.events = { eventOf(R"({"EventType":"a","Result":new Date(1)})") };
    const QByteArray document = documentWithHistory(instance, history);
    QCOMPARE(
        document,
        R"j({"output":"undefined","name":"A","historyEvents":[{"EventType":"a","Result":"new Date(1)"}]})j");
    QVERIFY(!json::validate(document));
}

void tst_History::leavesHistoryOutWhereThereIsNone()
{
    InstanceDetails instance;
    instance.raw = R"({"a":1})";
    History history;
    history.available = false;
    QCOMPARE(documentWithHistory(instance, history), instance.raw);
}

void tst_History::makesADocumentWhereNoneCame()
{
    InstanceDetails instance;
    instance.id = InstanceId(u"a\"b"_s);
    instance.name = u"Ship"_s;
    instance.status = RuntimeStatus::Kind::Running;
    instance.created = Instant::fromText("2026-11-23T09:41:00.5Z");
    instance.input.text = "{\"q\":1}";
    instance.output.text = "undefined";
    QCOMPARE(
        documentWithHistory(instance, History()),
        R"({"name":"Ship","instanceId":"a\"b","runtimeStatus":"Running","input":{"q":1},"customStatus":null,"output":"undefined",)"
        R"("createdTime":"2026-11-23T09:41:00.5Z","lastUpdatedTime":null,"historyEvents":[]})");
}

HUBDECK_GUILESS_TEST(tst_History)
#include "tst_history.moc"
