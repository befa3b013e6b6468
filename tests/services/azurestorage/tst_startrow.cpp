// SPDX-License-Identifier: MIT
#include "services/azurestorage/startrow.h"

#include "captures.h"
#include "services/azurestorage/gzip.h"
#include "services/azurestorage/messagedecoder.h"
#include "services/json/jsonscanner.h"
#include "storagecapture.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hubdeck;
using namespace hubdeck::azurestorage;

namespace {

MessageStamp stampAt(const QString &time)
{
    return { QUuid::createUuid(), 1, Instant::fromText(time.toUtf8()).value() };
}

StartPlan planned(const StartValues &values, const TableRow *existing = nullptr)
{
    return planStart(values, stampAt(u"2026-03-02T10:20:30.1234567Z"_s), HubNames(u"TestHub"_s),
                     existing, u"http://h/acc/testhub-largemessages"_s,
                     Instant::fromText("2026-03-02T10:20:30.2345678Z").value(), 0x1234);
}

StartValues order()
{
    StartValues values;
    values.id = InstanceId(u"order/42"_s);
    values.executionId = u"9c1f5a1e0b6f4a7c8d2e3f4051627384"_s;
    values.name = u"ProcessOrder"_s;
    values.input = u"{\"orderId\":42,\"note\":\"café\"}"_s;
    return values;
}

QStringList names(const TableRow &row)
{
    QStringList result;
    for (const TableProperty &property : row.properties) {
        result << property.name;
    }
    return result;
}

} // namespace

class StartRowTest : public QObject
{
    Q_OBJECT

private slots:
    void writesTheSpecifiedRow();
    void countsGenerations();
    void pointsToLargeInputs();
    void pointsToLargeTags();
    void schedules();
    void writesWhatTheOfficialClientWrites();
};

void StartRowTest::writesTheSpecifiedRow()
{
    const StartPlan plan = planned(order());
    QCOMPARE(plan.row.partitionKey, u"order^042"_s);
    QCOMPARE(plan.row.rowKey, u""_s);
    const std::vector<TableProperty> expected {
        { u"Input"_s, EdmType::String, u"{\"orderId\":42,\"note\":\"café\"}"_s },
        { u"CreatedTime"_s, EdmType::DateTime, u"2026-03-02T10:20:30.1234567Z"_s },
        { u"Name"_s, EdmType::String, u"ProcessOrder"_s },
        { u"Version"_s, EdmType::String, u""_s },
        { u"RuntimeStatus"_s, EdmType::String, u"Pending"_s },
        { u"LastUpdatedTime"_s, EdmType::DateTime, u"2026-03-02T10:20:30.2345678Z"_s },
        { u"TaskHubName"_s, EdmType::String, u"TestHub"_s },
        { u"ExecutionId"_s, EdmType::String, u"9c1f5a1e0b6f4a7c8d2e3f4051627384"_s },
        { u"Generation"_s, EdmType::Int32, u"0"_s },
        { u"Tags"_s, EdmType::String, u"null"_s },
    };
    QCOMPARE(plan.row.properties, expected);
    QVERIFY(plan.replacedEtag.isEmpty() && plan.columnBlobs.empty());
    StartValues none = order();
    none.input.reset();
    none.tags = { { u"t"_s, u"1"_s } };
    QVERIFY(!planned(none).row.find(u"Input"));
    QCOMPARE(planned(none).row.text(u"Tags"), u"{\"t\":\"1\"}"_s);
}

void StartRowTest::countsGenerations()
{
    TableRow existing;
    existing.etag = "W/\"7\"";
    QCOMPARE(nextGeneration(nullptr), 0);
    QCOMPARE(nextGeneration(&existing), 1); // a row of an old version has no number
    existing.set(u"Generation"_s, EdmType::Int32, u"4"_s);
    const StartPlan plan = planned(order(), &existing);
    QCOMPARE(plan.row.text(u"Generation"), u"5"_s);
    QVERIFY(plan.posted.text.contains("\"Generation\":5,"));
    QCOMPARE(plan.replacedEtag, existing.etag);
}

void StartRowTest::pointsToLargeInputs()
{
    StartValues values = order();
    values.input = u'"' + QString(90'000, u'x') + u'"';
    const StartPlan large = planned(values);
    QVERIFY(large.posted.blob && large.columnBlobs.empty());
    const QString url = large.row.text(u"Input");
    QVERIFY(url.startsWith(u"http://h/acc/testhub-largemessages/order/42/message-"_s));
    QVERIFY(url.endsWith(u"-ExecutionStarted.json.gz"_s));
    const PayloadPlace place = inputPlace(large.row, HubNames(u"TestHub"_s));
    QCOMPARE(place.blob, large.posted.blob->name);
    QCOMPARE(textFromBlob(place, large.posted.blob->content), *values.input);

    values.input = u'"' + QString(31'000, u'x') + u'"';
    const StartPlan medium = planned(values);
    QVERIFY(!medium.posted.blob);
    QCOMPARE(medium.columnBlobs.size(), size_t(1));
    QCOMPARE(medium.row.text(u"Input"), u""_s);
    QCOMPARE(medium.row.text(u"InputBlobName"),
             u"order^042/history--Input-00001234-Input.json.gz"_s);
    QCOMPARE(gunzipped(medium.columnBlobs.front().content, 100'000), values.input->toUtf8());
    values.input = QString(30'720, u'x');
    QVERIFY(planned(values).columnBlobs.empty());
}

void StartRowTest::pointsToLargeTags()
{
    StartValues values = order();
    values.tags = { { u"t"_s, QString(31'000, u'x') } };
    const StartPlan plan = planned(values);
    QCOMPARE(plan.columnBlobs.size(), size_t(1));
    QCOMPARE(plan.row.text(u"Tags"), u""_s);
    QCOMPARE(plan.row.text(u"TagsBlobName"), u"order^042/history--Tags-00001234-Tags.json.gz"_s);
    QCOMPARE(plan.columnBlobs.front().name, plan.row.text(u"TagsBlobName"));
    QCOMPARE(gunzipped(plan.columnBlobs.front().content, 100'000), tagsJson(values));
    QCOMPARE(plan.row.text(u"Input"), *values.input);
}

void StartRowTest::schedules()
{
    StartValues values = order();
    values.scheduledStart = Instant::fromText("2026-03-03T10:20:30.1234567Z");
    const StartPlan plan = planned(values);
    QCOMPARE(plan.posted.visibleAfter, std::chrono::seconds(24 * 3600));
    QCOMPARE(plan.row.text(u"ScheduledStartTime"), u"2026-03-03T10:20:30.1234567Z"_s);
}

void StartRowTest::writesWhatTheOfficialClientWrites()
{
    const QByteArray recorded = readFile(
        QStringLiteral(HUBDECK_TEST_DATA "/captures/orders-hub/official-client-writes.json"));
    int compared = 0;
    for (json::ArrayScanner operations(recorded); operations.next();) {
        const QByteArray operation = operations.valueText().toByteArray();
        const QString name = json::decodeText(json::member(operation, "name"));
        json::ArrayScanner messages(json::member(operation, "messages"));
        if (!name.startsWith(u"start "_s) || !messages.next()) { // some are refused
            continue;
        }
        const QByteArray id = json::decodeString(json::member(operation, "instanceId"));
        const QByteArrayView before = json::member(json::member(operation, "instancesBefore"), id);
        TableRow after
            = test::rowFromJson(json::member(json::member(operation, "instancesAfter"), id));
        std::erase_if(after.properties,
                      [](const TableProperty &p) { return p.name == u"Timestamp"_s; });
        const TableRow existing = test::rowFromJson(before);
        StartValues values;
        values.id = InstanceId(QString::fromUtf8(id));
        values.executionId = after.text(u"ExecutionId");
        values.name = after.text(u"Name");
        if (after.find(u"Input")) {
            values.input = after.text(u"Input");
        }
        if (after.text(u"Input").startsWith(u"http"_s)) {
            values.input = QString(90'000, u'x');
        }
        const StartPlan plan
            = planStart(values, stampAt(after.text(u"CreatedTime")), HubNames(u"OrdersHub"_s),
                        before.startsWith('{') ? &existing : nullptr,
                        u"http://127.0.0.1:10000/devstoreaccount1/ordershub-largemessages"_s,
                        Instant::fromText(after.text(u"LastUpdatedTime").toUtf8()).value(), 1);
        QCOMPARE(names(plan.row), names(after));
        for (const TableProperty &property : after.properties) {
            const QString written = plan.row.text(property.name);
            if (property.text.startsWith(u"http"_s)) { // but for the activity id
                QCOMPARE(written.section(u"/message-"_s, 0, 0),
                         property.text.section(u"/message-"_s, 0, 0));
                QCOMPARE(written.right(24), property.text.right(24));
            } else {
                QCOMPARE(written, property.text);
            }
            QCOMPARE(plan.row.find(property.name)->type, property.type);
        }
        ++compared;
    }
    QVERIFY2(compared >= 5, qPrintable(QString::number(compared)));
}

HUBDECK_GUILESS_TEST(StartRowTest)
#include "tst_startrow.moc"
