// SPDX-License-Identifier: MIT
#include "testhub.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = RuntimeStatus::Kind;

class TestFunctions : public QObject
{
    Q_OBJECT

private slots:

    void findsNamesInAnyCase()
    {
        const TestHub hub;
        QCOMPARE(hub.functions.orchestrator(u"echo"_s)->name, u"Echo"_s);
        QCOMPARE(hub.functions.entity(u"counter"_s)->name, u"Counter"_s);
        QVERIFY(!hub.functions.activity(u"Nope"_s));
        QVERIFY(hub.functions.orchestratorNames().startsWith(u"'Echo', 'HelloSequence'"_s));
        QCOMPARE(hub.functions.entityNames(), u"'Counter', 'Basket'"_s);
    }

    void everyDemoFunctionEnds_data()
    {
        QTest::addColumn<QString>("function");
        QTest::addColumn<QByteArray>("input");
        for (const char *function :
             { "OrderFulfillment", "CapturePayment", "NightlyReport", "RenderThumbnails",
               "ImportCustomers", "ExportCatalog", "RenewSubscription", "PriceQuote" }) {
            QTest::addRow("%s with an object", function)
                << QString::fromLatin1(function) << QByteArray("{}");
            QTest::addRow("%s without input", function)
                << QString::fromLatin1(function) << QByteArray();
            QTest::addRow("%s with an array", function)
                << QString::fromLatin1(function) << QByteArray("[1]");
        }
    }

    void everyDemoFunctionEnds()
    {
        QFETCH(QString, function);
        QFETCH(QByteArray, input);
        TestHub hub;
        hub.engine.start(function, u"i"_s, input);
        hub.pass(24h * 31);
        QCOMPARE(hub.statusOf(u"i"_s), Kind::Completed);
        QVERIFY2(nlohmann::json::accept(hub.outputOf(u"i"_s).toStdString()),
                 hub.outputOf(u"i"_s).constData());
    }

    void survivesInputOfTheWrongKind_data()
    {
        QTest::addColumn<QString>("function");
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("lines is a number")
            << u"OrderFulfillment"_s << QByteArray(R"({"lines":5,"total":"x","decline":"maybe"})");
        QTest::newRow("lines of numbers")
            << u"OrderFulfillment"_s << QByteArray(R"({"lines":[1,null],"currency":7})");
        QTest::newRow("a line with odd members")
            << u"OrderFulfillment"_s << QByteArray(R"({"lines":[{"sku":1,"quantity":"two"}]})");
        QTest::newRow("count is a text")
            << u"RenderThumbnails"_s << QByteArray(R"({"count":"many"})");
        QTest::newRow("endpoint is a number")
            << u"DeliverWebhook"_s << QByteArray(R"({"endpoint":1,"gone":"yes"})");
        QTest::newRow("row is a text") << u"ImportCustomers"_s << QByteArray(R"({"badRow":"x"})");
        QTest::newRow("days is a text") << u"RenewSubscription"_s << QByteArray(R"({"days":[]})");
        QTest::newRow("huge pause")
            << u"ExpenseApproval"_s << QByteArray(R"({"remindAfterSeconds":"x"})");
        QTest::newRow("decline is a text") << u"ProcessOrder"_s << QByteArray(R"({"decline":"x"})");
        QTest::newRow("heartbeat of a text") << u"Heartbeat"_s << QByteArray("\"x\"");
    }

    void survivesInputOfTheWrongKind()
    {
        QFETCH(QString, function);
        QFETCH(QByteArray, input);
        TestHub hub;
        hub.engine.start(function, u"i"_s, input);
        hub.pass(60s);
        QVERIFY(hub.statusOf(u"i"_s) != Kind::Unknown);
    }

    void makesALargePayload()
    {
        TestHub hub;
        hub.engine.start(u"ExportCatalog"_s, u"c"_s, {});
        hub.pass(10s);
        QVERIFY(hub.outputOf(u"c"_s).size() > 250'000);
    }

    void failsOrdersWhilePaymentsAreDown()
    {
        TestHub hub;
        const Instant now = hub.clock.now();
        hub.incidents.windows
            = { { u"payments"_s, now, now + std::chrono::duration_cast<Instant::Ticks>(1h) } };
        hub.engine.start(u"OrderFulfillment"_s, u"o"_s, R"({"lines":[{"sku":"A"}]})");
        hub.pass(2h);
        QCOMPARE(hub.statusOf(u"o"_s), Kind::Failed);
        hub.engine.rewind(u"o"_s, "back");
        hub.pass(60s);
        QCOMPARE(hub.statusOf(u"o"_s), Kind::Completed);
    }

    void declinesCards()
    {
        TestHub hub;
        hub.engine.start(u"OrderFulfillment"_s, u"o"_s,
                         R"({"lines":[{"sku":"A"}],"decline":true})");
        hub.pass(60s);
        QVERIFY(hub.outputOf(u"o"_s).contains("card declined: \"insufficient funds\" – 余额不足"));
    }
};

HUBDECK_GUILESS_TEST(TestFunctions)
#include "tst_functions.moc"
