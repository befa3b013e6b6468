// SPDX-License-Identifier: MIT
#include "testprogram.h"
#include "thrown.h"

#include "services/azurestorage/tablecodec.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestTableCodec : public QObject
{
    Q_OBJECT

private slots:
    void readsTypesInOrder();
    void readsAnnotationsBehindTheirValues();
    void readsDamagedRows();
    void refusesWhatIsNoList_data();
    void refusesWhatIsNoList();
    void readsOneRow();
    void readsTableNames();
    void writesAsTheOfficialClientDoes();
    void annotatesWhatNeedsIt();
    void refusesValuesOfAnotherType_data();
    void refusesValuesOfAnotherType();
    void readsWhatItWrites();
};

void TestTableCodec::readsTypesInOrder()
{
    const auto rows = decodeRows(
        R"({"odata.metadata":"http://h/$metadata#T","value":[{"odata.etag":"W/\"datetime'2026-11-23T00%3A10%3A13.2238176Z'\"",)"
        R"("PartitionKey":"order^042","RowKey":"","Timestamp@odata.type":"Edm.DateTime","Timestamp":"2026-11-23T00:10:13.2238176Z",)"
        R"("Name":"A \u00e9🚀","Generation":3,"Big@odata.type":"Edm.Int64","Big":"12345678901","Ratio":1.50,"IsPlayed":false,)"
        R"("CreatedTime@odata.type":"Edm.DateTime","CreatedTime":"2026-03-02T10:20:30.1234567Z","Empty":"","Nothing":null,)"
        R"("Id@odata.type":"Edm.Guid","Id":"5f0c2a9e-7d3b-4c1a-9e8f-001122334455","B@odata.type":"Edm.Binary","B":"AAEC"}]})");
    QCOMPARE(rows.size(), 1U);
    const TableRow &row = rows.front();
    QCOMPARE(row.partitionKey, u"order^042"_s);
    QCOMPARE(row.rowKey, QString());
    QCOMPARE(row.etag, QByteArray("W/\"datetime'2026-11-23T00%3A10%3A13.2238176Z'\""));
    const std::vector<TableProperty> expected {
        { u"Timestamp"_s, EdmType::DateTime, u"2026-11-23T00:10:13.2238176Z"_s },
        { u"Name"_s, EdmType::String, u"A é🚀"_s },
        { u"Generation"_s, EdmType::Int32, u"3"_s },
        { u"Big"_s, EdmType::Int64, u"12345678901"_s },
        { u"Ratio"_s, EdmType::Double, u"1.50"_s },
        { u"IsPlayed"_s, EdmType::Boolean, u"false"_s },
        { u"CreatedTime"_s, EdmType::DateTime, u"2026-03-02T10:20:30.1234567Z"_s },
        { u"Empty"_s, EdmType::String, u""_s },
        { u"Id"_s, EdmType::Guid, u"5f0c2a9e-7d3b-4c1a-9e8f-001122334455"_s },
        { u"B"_s, EdmType::Binary, u"AAEC"_s },
    };
    QCOMPARE(row.properties, expected);
    QVERIFY(!row.find(u"Empty")->text.isNull());
}

void TestTableCodec::readsAnnotationsBehindTheirValues()
{
    const TableRow row = decodeRow(
        R"({"Big":"1","Big@odata.type":"Edm.Int64","T":"2026-01-01T00:00:00Z","T@odata.type":"Edm.DateTime"})");
    QCOMPARE(row.find(u"Big")->type, EdmType::Int64);
    QCOMPARE(row.find(u"T")->type, EdmType::DateTime);
    QCOMPARE(row.properties.size(), 2U);
}

void TestTableCodec::readsDamagedRows()
{
    const auto rows = decodeRows(
        "\xEF\xBB\xBF"
        R"( {"value":[{"Name":"no keys"},7,null,{"PartitionKey":5,"Input":{"a":[1]},"L":12345678901,"D@odata.type":"Edm.Other","D":1e400,"G":"x","G@odata.type":7}, {} ]} )");
    QCOMPARE(rows.size(), 3U);
    QCOMPARE(rows[0].text(u"Name"), u"no keys"_s);
    QCOMPARE(rows[1].partitionKey, u"5"_s);
    QCOMPARE(rows[1].text(u"Input"), u"{\"a\":[1]}"_s);
    QCOMPARE(rows[1].find(u"L")->type, EdmType::Int64);
    QCOMPARE(rows[1].find(u"D")->type, EdmType::Double);
    QCOMPARE(rows[1].find(u"D")->text, u"1e400"_s);
    QCOMPARE(rows[1].find(u"G")->type, EdmType::String);
    QCOMPARE(rows[2], TableRow());
}

void TestTableCodec::refusesWhatIsNoList_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : { "", "[]", "null", "<Error/>", "{}", R"({"value":7})",
                              R"({"value":[{"PartitionKey":"a"})", R"({"value":[]")" }) {
        QTest::addRow("%s", body) << QByteArray(body);
    }
}

void TestTableCodec::refusesWhatIsNoList()
{
    QFETCH(const QByteArray, body);
    const auto error = thrownBy([&] { static_cast<void>(decodeRows(body)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Malformed);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(decodeTableNames(body)); }), u"Malformed"_s);
}

void TestTableCodec::readsOneRow()
{
    const TableRow row = decodeRow(
        R"({"odata.metadata":"http://h/$metadata#T/@Element","odata.etag":"W/\"1\"","PartitionKey":"a","RowKey":"b","N":"n"})");
    QCOMPARE(row.partitionKey, u"a"_s);
    QCOMPARE(row.rowKey, u"b"_s);
    QCOMPARE(row.etag, QByteArray("W/\"1\""));
    QCOMPARE(row.properties.size(), 1U);
    for (const char *body : { "", "[]", "{\"PartitionKey\":\"a\"", "null" }) {
        QCOMPARE(kindThrownBy([&] { static_cast<void>(decodeRow(body)); }), u"Malformed"_s);
    }
}

void TestTableCodec::readsTableNames()
{
    QCOMPARE(
        decodeTableNames(
            R"({"odata.metadata":"x","value":[{"TableName":"A"},{"Other":1},{"TableName":7},{"TableName":"B1"}]})"),
        (QStringList { u"A"_s, u"B1"_s }));
    QCOMPARE(decodeTableNames(R"({"value":[]})"), QStringList());
}

/// The example of §5.6.
void TestTableCodec::writesAsTheOfficialClientDoes()
{
    TableRow row { u"order-42"_s, {}, "W/\"ignored\"", {} };
    row.set(u"Timestamp"_s, EdmType::DateTime, u"2026-03-02T10:20:30Z"_s);
    row.set(u"Input"_s, EdmType::String, u"{\"orderId\":42,\"note\":\"café\"}"_s);
    row.set(u"CreatedTime"_s, EdmType::DateTime, u"2026-03-02T10:20:30.1234567Z"_s);
    row.set(u"Name"_s, EdmType::String, u"ProcessOrder"_s);
    row.set(u"Version"_s, EdmType::String, u""_s);
    row.set(u"Generation"_s, EdmType::Int32, u"0"_s);
    row.set(u"Tags"_s, EdmType::String, u"null"_s);
    QCOMPARE(
        encodeRow(row),
        QByteArray(
            R"({"PartitionKey":"order-42","RowKey":"","Input":"{\"orderId\":42,\"note\":\"café\"}",)"
            R"("CreatedTime":"2026-03-02T10:20:30.1234567Z","CreatedTime@odata.type":"Edm.DateTime",)"
            R"("Name":"ProcessOrder","Version":"","Generation":0,"Tags":"null"})"));
}

void TestTableCodec::annotatesWhatNeedsIt()
{
    TableRow row { u"a"_s, u"b"_s, {}, {} };
    row.set(u"L"_s, EdmType::Int64, u"-9223372036854775808"_s);
    row.set(u"F"_s, EdmType::Boolean, u"true"_s);
    row.set(u"D"_s, EdmType::Double, u"1"_s);
    row.set(u"N"_s, EdmType::Double, u"NaN"_s);
    row.set(u"G"_s, EdmType::Guid, u"x"_s);
    row.set(u"B"_s, EdmType::Binary, u"AAEC"_s);
    QCOMPARE(
        encodeRow(row),
        QByteArray(
            R"({"PartitionKey":"a","RowKey":"b","L":"-9223372036854775808","L@odata.type":"Edm.Int64","F":true,)"
            R"("D":1,"D@odata.type":"Edm.Double","N":"NaN","N@odata.type":"Edm.Double","G":"x","G@odata.type":"Edm.Guid",)"
            R"("B":"AAEC","B@odata.type":"Edm.Binary"})"));
}

void TestTableCodec::refusesValuesOfAnotherType_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("text");
    const auto row = [](EdmType type, const QString &text) {
        QTest::addRow("%d %s", int(type), qPrintable(text)) << int(type) << text;
    };
    row(EdmType::Boolean, u"True"_s);
    row(EdmType::Boolean, u""_s);
    row(EdmType::Int32, u"1.5"_s);
    row(EdmType::Int32, u"2147483648"_s);
    row(EdmType::Int32, u" 1"_s);
    row(EdmType::Int32, u"+1"_s);
    row(EdmType::Int64, u"9223372036854775808"_s);
    row(EdmType::Int64, u"x"_s);
    row(EdmType::Double, u"1,\"x\":1"_s);
    row(EdmType::Double, u".5"_s);
}

void TestTableCodec::refusesValuesOfAnotherType()
{
    QFETCH(const int, type);
    QFETCH(const QString, text);
    TableRow row { u"a"_s, {}, {}, {} };
    row.set(u"P"_s, EdmType(type), text);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(encodeRow(row)); }), u"InvalidInput"_s);
}

void TestTableCodec::readsWhatItWrites()
{
    TableRow row { u"a\"\\\n\u2028"_s, u"é🚀"_s, {}, {} };
    row.set(u"odd name"_s, EdmType::String, u"\u0001\t<>&'\u007f"_s);
    row.set(u"L"_s, EdmType::Int64, u"1"_s);
    row.set(u"D"_s, EdmType::Double, u"-1.5e-7"_s);
    row.set(u"I"_s, EdmType::Double, u"-Infinity"_s);
    QCOMPARE(decodeRow(encodeRow(row)), row);
}

HUBDECK_GUILESS_TEST(TestTableCodec)
#include "tst_tablecodec.moc"
