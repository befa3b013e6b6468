// SPDX-License-Identifier: MIT
#include "services/azurestorage/instancerows.h"

#include "captures.h"
#include "services/durablehttp/statusdecoder.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonvalidator.h"
#include "storagecapture.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hubdeck;
using namespace hubdeck::azurestorage;

namespace {

Payload fetched(const test::StorageCapture &capture, const PayloadPlace &place)
{
    return payloadAt(place,
                     place.isInBlob()
                         ? textFromBlob(place, capture.blob(place.container, place.blob))
                         : QString());
}

TableRow sample()
{
    TableRow row;
    row.partitionKey = u"a^0b"_s;
    row.etag = "W/\"1\"";
    const auto text
        = [&](const QString &name, const QString &value) { row.set(name, EdmType::String, value); };
    text(u"Name"_s, u"Order"_s);
    text(u"Version"_s, u"2.1"_s);
    text(u"RuntimeStatus"_s, u"Failed"_s);
    text(u"Input"_s, u"{\"z\":1.0,\"a\":2}"_s);
    text(u"Output"_s, u"stopped by operator"_s);
    text(u"CustomStatus"_s, u"null"_s);
    text(u"Tags"_s, u"{\"tenant\":\"t1\"}"_s);
    text(u"ExecutionId"_s, u"x1"_s);
    row.set(u"CreatedTime"_s, EdmType::DateTime, u"2026-11-23T09:40:57.1755650Z"_s);
    row.set(u"LastUpdatedTime"_s, EdmType::DateTime, u"2026-11-23T09:40:58.0000000Z"_s);
    row.set(u"CompletedTime"_s, EdmType::DateTime, u"2026-11-23T09:40:59.0000000Z"_s);
    row.set(u"Generation"_s, EdmType::Int32, u"3"_s);
    return row;
}

} // namespace

class InstanceRowsTest : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryColumn();
    void writesTheRowAsDocument();
    void readsAnEmptyRow();
    void readsDamagedValues();
    void tellsOldKeysFromOthers();
    void fillsAPage();
    void cutsLongStatuses();
    void agreesWithHttp_data();
    void agreesWithHttp();
};

void InstanceRowsTest::readsEveryColumn()
{
    const StoredInstance stored = readInstance(sample(), HubNames(u"Hub"_s));
    const InstanceDetails details = instanceDetails(
        stored, payloadAt(stored.input, {}), payloadAt(stored.output, {}), InstanceId(u"parent"_s));
    QCOMPARE(details.id.text(), u"a/b"_s);
    QCOMPARE(details.name, u"Order"_s);
    QCOMPARE(details.status, RuntimeStatus(RuntimeStatus::Kind::Failed));
    QCOMPARE(details.created->toText(), u"2026-11-23T09:40:57.175565Z"_s);
    QCOMPARE(details.completed->toText(), u"2026-11-23T09:40:59Z"_s);
    QVERIFY(!details.scheduledStart);
    QCOMPARE(details.input.text, QByteArray("{\"z\":1.0,\"a\":2}"));
    QCOMPARE(details.output.text, QByteArray("\"stopped by operator\""));
    QVERIFY(details.customStatus.isNull());
    QCOMPARE(details.version, u"2.1"_s);
    QCOMPARE(details.tags, QByteArray("{\"tenant\":\"t1\"}"));
    QCOMPARE(details.generation, std::optional<qint64>(3));
    QCOMPARE(details.executionId, u"x1"_s);
    QCOMPARE(details.parent->text(), u"parent"_s);
    QCOMPARE(stored.etag, QByteArray("W/\"1\""));
}

void InstanceRowsTest::writesTheRowAsDocument()
{
    TableRow row = sample();
    row.set(u"ScheduledStartTime"_s, EdmType::DateTime, u"2026-11-29T06:00:00.0000000Z"_s);
    const StoredInstance stored = readInstance(row, HubNames(u"Hub"_s));
    QCOMPARE(
        rowDocument(stored, payloadAt(stored.input, {}), payloadAt(stored.output, {}),
                    InstanceId(u"p"_s)),
        QByteArray(
            R"({"name":"Order","instanceId":"a/b","runtimeStatus":"Failed","input":{"z":1.0,"a":2},)"
            R"("customStatus":null,"output":"stopped by operator",)"
            R"("createdTime":"2026-11-23T09:40:57.1755650Z","lastUpdatedTime":"2026-11-23T09:40:58.0000000Z",)"
            R"("version":"2.1","tags":{"tenant":"t1"},"parentInstanceId":"p","executionId":"x1","generation":3,)"
            R"("scheduledStartTime":"2026-11-29T06:00:00.0000000Z","completedTime":"2026-11-23T09:40:59.0000000Z"})"));
}

void InstanceRowsTest::readsAnEmptyRow()
{
    TableRow row;
    row.partitionKey = u"a"_s;
    const StoredInstance stored = readInstance(row, HubNames(u"Hub"_s));
    const Payload none = payloadAt(stored.input, {});
    QCOMPARE(rowDocument(stored, none, none),
             QByteArray(R"({"name":null,"instanceId":"a","runtimeStatus":"Unknown","input":null,)"
                        R"("customStatus":null,"output":null,"createdTime":null,)"
                        R"("lastUpdatedTime":null})"));
    QVERIFY(!instanceDetails(stored, none, none).created);
}

void InstanceRowsTest::readsDamagedValues()
{
    TableRow row = sample();
    row.set(u"CreatedTime"_s, EdmType::String, u"yesterday"_s);
    row.set(u"LastUpdatedTime"_s, EdmType::String, u"2026-11-23T09:40:58Z"_s); // a text, yet a time
    row.set(u"Generation"_s, EdmType::String, u"many"_s);
    row.set(u"RuntimeStatus"_s, EdmType::String, u"Sleeping"_s);
    row.set(u"Tags"_s, EdmType::String, u"{broken"_s);
    row.set(u"CustomStatus"_s, EdmType::String, u"{broken"_s);
    row.set(u"Name"_s, EdmType::Int32, u"7"_s);
    const StoredInstance stored = readInstance(row, HubNames(u"Hub"_s));
    QVERIFY(!stored.created && stored.lastUpdated);
    QVERIFY(!stored.generation);
    QCOMPARE(stored.status.name(), u"Sleeping"_s);
    QCOMPARE(stored.name, u"7"_s);
    QCOMPARE(stored.customStatus.text, QByteArray("\"{broken\""));
    const QByteArray document
        = rowDocument(stored, payloadAt(stored.input, {}), payloadAt(stored.output, {}));
    QVERIFY2(!json::validate(document), document.constData());
}

void InstanceRowsTest::tellsOldKeysFromOthers()
{
    QStringList ids;
    for (const QString &key : { u"a^b"_s, u"ab"_s, u"a^^b"_s }) {
        TableRow row = sample();
        row.partitionKey = key;
        const StoredInstance stored = readInstance(row, HubNames(u"Hub"_s));
        ids << stored.id.text();
        QCOMPARE(stored.partitionKey, key);
    }
    QCOMPARE(ids, (QStringList { u"a^b"_s, u"ab"_s, u"a^b"_s }));
}

void InstanceRowsTest::fillsAPage()
{
    InstancePage page;
    const StoredInstance stored = readInstance(sample(), HubNames(u"Hub"_s));
    appendRow(page, stored);
    appendRow(page, stored, "{\"raw\":1}");
    QCOMPARE(page.rows.size(), size_t(2));
    QCOMPARE(page.id(page.rows.front()).text(), u"a/b"_s);
    QCOMPARE(page.name(page.rows.front()), u"Order"_s);
    QCOMPARE(page.status(page.rows.front()).name(), u"Failed"_s);
    QVERIFY(page.raw(page.rows.front()).isEmpty());
    QCOMPARE(page.raw(page.rows.back()), QByteArray("{\"raw\":1}"));
    QVERIFY(page.rows.front().hasCreated && page.rows.front().hasLastUpdated);
    QCOMPARE(page.rows.front().customStatus.length, 0U);
    QCOMPARE(page.statuses.size(), size_t(1));
    QCOMPARE(page.extras.size(), size_t(2));
    const InstanceRowExtras &extras = page.extras.front();
    QCOMPARE(page.view(extras.version), QByteArrayView("2.1"));
    QCOMPARE(page.view(extras.tags), QByteArrayView("{\"tenant\":\"t1\"}"));
    QCOMPARE(extras.generation, 3);
    QVERIFY(!extras.scheduledStart);
    QCOMPARE(extras.completed, Instant::fromText("2026-11-23T09:40:59Z"));
}

void InstanceRowsTest::cutsLongStatuses()
{
    TableRow row = sample();
    row.set(u"CustomStatus"_s, EdmType::String, u'"' + QString(300, u'é') + u'"');
    InstancePage page;
    appendRow(page, readInstance(row, HubNames(u"Hub"_s)));
    QVERIFY(page.rows.front().customStatusCut);
    const QByteArray shown = page.view(page.rows.front().customStatus).toByteArray();
    QCOMPARE(shown, QByteArray("\"" + QString(255, u'é').toUtf8()));
}

void InstanceRowsTest::agreesWithHttp_data()
{
    QTest::addColumn<QString>("capture");
    QTest::addColumn<QString>("hub");
    QTest::addColumn<int>("least");
    QTest::newRow("in-process") << u"orders-hub"_s << u"OrdersHub"_s << 20;
    QTest::newRow("isolated") << u"isolated-hub"_s << u"IsolatedHub"_s << 5;
    QTest::newRow("legacy") << u"legacy-hub"_s << u"LegacyHub"_s << 3;
}

/// The status documents that were recorded over HTTP when nothing changed any more.
void InstanceRowsTest::agreesWithHttp()
{
    QFETCH(const QString, capture);
    QFETCH(const QString, hub);
    QFETCH(const int, least);
    const test::StorageCapture account(capture);
    const HubNames names(hub);
    std::map<QString, TableRow> rows;
    for (const TableRow &row : account.table(names.instances)) {
        rows.emplace(unescapedKey(row.partitionKey), row);
    }
    int compared = 0;
    for (const RecordedExchange &exchange :
         loadExchanges(QStringLiteral(HUBDECK_TEST_DATA), capture.toUtf8())) {
        if (!exchange.name.startsWith(u"history "_s) || !isStatusDocument(exchange.responseBody)) {
            continue;
        }
        const InstanceDetails http = decodeStatus(exchange.responseBody);
        const auto row = rows.find(http.id.text());
        if (row == rows.end() || !exchange.target.contains("showInput=true")) {
            continue;
        }
        const StoredInstance stored = readInstance(row->second, names);
        const InstanceDetails read = instanceDetails(stored, fetched(account, stored.input),
                                                     fetched(account, stored.output));
        QCOMPARE(read.name, http.name);
        QCOMPARE(read.status, http.status);
        QCOMPARE(read.input.text, http.input.text);
        QCOMPARE(read.output.text, http.output.text);
        QCOMPARE(read.customStatus.text, http.customStatus.text);
        QCOMPARE(read.created->toText().left(19), http.created->toText().left(19));
        QCOMPARE(read.lastUpdated->toText().left(19), http.lastUpdated->toText().left(19));
        ++compared;
    }
    QVERIFY2(compared >= least, qPrintable(QString::number(compared)));
}

HUBDECK_GUILESS_TEST(InstanceRowsTest)
#include "tst_instancerows.moc"
