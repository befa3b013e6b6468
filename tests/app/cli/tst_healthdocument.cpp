// SPDX-License-Identifier: MIT
#include "app/cli/healthdocument.h"
#include "testprogram.h"
#include "upkeephub.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace hubdeck::azurestorage;
using namespace hubdeck::cli;
using namespace hubdeck::test;
using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::ordered_json;

class TestHealthDocument : public QObject
{
    Q_OBJECT

private slots:
    void tellsPartitionsAndQueues();
    void tellsMessages();

private:
    static Json documentOf(const HubHealth &health)
    {
        return Json::parse(healthDocument(u"OrdersHub"_s, health).toStdString(), nullptr, false);
    }
};

void TestHealthDocument::tellsPartitionsAndQueues()
{
    HubHealth health = UpkeepHub::healthy();
    const Json document = documentOf(health);
    QVERIFY(document["hub"] == "OrdersHub" && document["serviceTime"] == "2026-11-23T12:00:00Z");
    QVERIFY(document["stuckSigns"].empty());
    const Json &partition = document["partitions"][0];
    QVERIFY(partition["state"] == "Healthy" && partition["owner"] == "worker-1");
    QVERIFY(partition["source"] == "PartitionsTable" && partition["leaseState"].is_null());
    QVERIFY(document["controlQueues"][0]["length"] == 0 && document["workItems"]["exists"] == true);
    QVERIFY(document["appLease"].is_null() && document["pendingForLong"] == 0);
    QVERIFY(document["pendingIsAtLeast"] == false);
    health.pendingIsAtLeast = true;
    QVERIFY(documentOf(health)["pendingIsAtLeast"] == true);
    health.appLease = AppLease { true, LeaseState::Leased, u"lease-1"_s, {}, {} };
    QVERIFY(documentOf(health)["appLease"]["ownerId"] == "lease-1");
    health.partitions[0] = *partitionFromBlob(u"default/hub-control-00"_s,
                                              R"({"Owner":"worker-1"})", LeaseState::Broken);
    const Json broken = documentOf(health)["partitions"][0];
    QVERIFY(broken["owner"].is_null() && broken["lastOwner"] == "worker-1");
}

void TestHealthDocument::tellsMessages()
{
    HubHealth health = UpkeepHub::withPoison();
    Json document = documentOf(health);
    QVERIFY(document["stuckSigns"][0]["kind"] == "WorkNotFinished");
    const Json message = document["workItems"]["messages"][0];
    QVERIFY(message["id"] == "m1" && message["dequeueCount"] == 7 && message["form"] == "Json");
    QVERIFY(message["input"].is_null());
    for (const auto &[input, json] :
         { std::pair { u"[1.50]"_s, "[1.50]" }, std::pair { u"not [json"_s, R"("not [json")" } }) {
        health.workItems.visible[0].message.input = input;
        QVERIFY(healthDocument({}, health).contains(QByteArray(QByteArray("\"input\":") + json)));
    }
}

HUBDECK_GUILESS_TEST(TestHealthDocument)
#include "tst_healthdocument.moc"
