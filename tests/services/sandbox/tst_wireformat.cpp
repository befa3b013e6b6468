// SPDX-License-Identifier: MIT
#include "testhub.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = RuntimeStatus::Kind;

// What the real handler was recorded to send is the measure: the same members, in the same order,
// for each type of event.
class TestWireFormat : public QObject
{
    Q_OBJECT

    using Json = nlohmann::ordered_json;

    static QStringList keysOf(const Json &object)
    {
        QStringList keys;
        for (const auto &[key, value] : object.items())
            keys += QString::fromStdString(key);
        return keys;
    }

    static std::map<QString, QStringList> recordedKeys()
    {
        QFile file(QStringLiteral(HUBDECK_TEST_DATA "/captures/orders-hub/http-exchanges.json"));
        std::map<QString, QStringList> keys;
        if (!file.open(QIODevice::ReadOnly))
            return keys;
        const Json exchanges = Json::parse(file.readAll().toStdString());
        for (const Json &exchange : exchanges) {
            const std::string target = exchange["request"].value("target", "");
            if (target.find("showHistory=true&showHistoryOutput=true") == std::string::npos
                || !exchange["response"]["body"].is_string())
                continue;
            const Json body
                = Json::parse(exchange["response"]["body"].get<std::string>(), nullptr, false);
            if (!body.is_object() || !body.contains("historyEvents"))
                continue;
            for (const Json &event : body["historyEvents"])
                keys[QString::fromStdString(event.value("EventType", ""))] = keysOf(event);
        }
        return keys;
    }

private slots:

    void writesTheMembersThatWereRecorded()
    {
        const auto recorded = recordedKeys();
        QVERIFY(recorded.size() >= 10);
        TestHub hub;
        hub.engine.start(u"FlakyFamily"_s, u"family"_s, "1");
        hub.engine.start(u"FlakyFamily"_s, u"rewound"_s, "1");
        hub.engine.start(u"DeliverWebhook"_s, u"retry"_s, R"({"gone":true})");
        hub.engine.start(u"ProcessOrder"_s, u"order"_s, R"({"id":1})");
        hub.engine.start(u"OrderFulfillment"_s, u"shop"_s, R"({"lines":[{"sku":"A"}]})");
        hub.engine.start(u"Approval"_s, u"stopped"_s, {});
        hub.engine.start(u"Approval"_s, u"paused"_s, {});
        hub.pass(90s);
        hub.engine.rewind(u"rewound"_s, "x");
        hub.engine.terminate(u"stopped"_s, "x");
        hub.engine.suspend(u"paused"_s, "x");
        hub.pass(1s);
        hub.engine.resume(u"paused"_s, "y");
        hub.engine.raiseEvent(u"paused"_s, u"Approve"_s, "1");
        hub.pass(1s);
        std::map<QString, QStringList> ours;
        for (const QString &id : { u"family"_s, u"rewound"_s, u"retry"_s, u"order"_s, u"shop"_s,
                                   u"stopped"_s, u"paused"_s }) {
            const auto record = hub.engine.instance(id);
            const Json events = Json::parse(
                historyJson(record->history, { .outputs = true }, false).toStdString());
            for (const Json &event : events)
                ours[QString::fromStdString(event.value("EventType", ""))] = keysOf(event);
        }
        QVERIFY(ours.size() >= 13);
        for (const auto &[type, keys] : ours) {
            const auto found = recorded.find(type);
            if (found != recorded.end())
                QCOMPARE(keys, found->second);
        }
    }

    void writesAnUnfinishedActivityWithItsName()
    {
        TestHub hub;
        hub.engine.start(u"HelloSequence"_s, u"h"_s, {});
        hub.pass(10ms);
        const auto event = hub.history(u"h"_s)[1];
        QCOMPARE(event.value("EventType", ""), std::string("TaskScheduled"));
        QCOMPARE(event.value("Name", ""), std::string("SayHello"));
        QVERIFY(!event.contains("FunctionName"));
        QCOMPARE(event.value("Input", ""), std::string("[\"Tokyo\"]"));
    }

    void writesStatusDocumentsInTheRecordedOrder()
    {
        sandbox::InstanceRow row;
        row.id = row.name = u"ü \"q\""_s;
        row.output = "5 retries exceeded";
        QCOMPARE(
            statusDocument(row, true),
            QByteArray(
                "{\"name\":\"ü \\\"q\\\"\",\"instanceId\":\"ü "
                "\\\"q\\\"\",\"runtimeStatus\":\"Pending\",\"input\":null,\"customStatus\":null,"
                "\"output\":5,\"createdTime\":\"1970-01-01T00:00:00Z\",\"lastUpdatedTime\":\"1970-"
                "01-01T00:00:00Z\"}"));
    }

    void knowsStatusNamesExactly()
    {
        for (const Kind kind : wireStatuses)
            QCOMPARE(statusFromName(QString::fromLatin1(statusText(kind))), kind);
        QVERIFY(!statusFromName(u"running"_s));
        QVERIFY(!statusFromName(u"Unknown"_s));
    }
};

HUBDECK_GUILESS_TEST(TestWireFormat)
#include "tst_wireformat.moc"
