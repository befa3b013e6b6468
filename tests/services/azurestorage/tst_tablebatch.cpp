// SPDX-License-Identifier: MIT
#include "services/azurestorage/tablebatch.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestTableBatch : public QObject
{
    Q_OBJECT

private slots:
    void writesEveryKindOfOperation();
    void readsASuccess();
    void readsAFailure();
    void readsOddForms_data();
    void readsOddForms();
    void findsTheIndex();
};

void TestTableBatch::writesEveryKindOfOperation()
{
    TableRow row { u"inst'1"_s, u"0000000000000001"_s, {}, {} };
    row.set(u"Reason"_s, EdmType::String, u"é"_s);
    using Kind = TableOperation::Kind;
    const BatchRequest batch
        = encodeBatch(QUrl(u"http://127.0.0.1:10002/devstoreaccount1"_s), u"TestHubHistory"_s,
                      { { Kind::Insert, row, {} },
                        { Kind::Replace, row, "W/\"1\"" },
                        { Kind::Merge, row, "W/\"2\"" },
                        { Kind::Remove, row, "*" } },
                      "7e5");
    QCOMPARE(batch.contentType, QByteArray("multipart/mixed; boundary=batch_7e5"));
    const QByteArray part = "--changeset_7e5\r\nContent-Type: application/http\r\n"
                            "Content-Transfer-Encoding: binary\r\n\r\n";
    const QByteArray table = "http://127.0.0.1:10002/devstoreaccount1/TestHubHistory";
    const QByteArray keys = "(PartitionKey='inst%27%271',RowKey='0000000000000001') HTTP/1.1\r\n";
    const QByteArray common
        = "Accept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0;\r\n";
    const QByteArray content
        = "Content-Type: application/json\r\n\r\n"
          "{\"PartitionKey\":\"inst'1\",\"RowKey\":\"0000000000000001\",\"Reason\":\"é\"}\r\n";
    QCOMPARE(batch.body,
             "--batch_7e5\r\nContent-Type: multipart/mixed; boundary=changeset_7e5\r\n\r\n" + part
                 + "POST " + table + " HTTP/1.1\r\n" + common + "Prefer: return-no-content\r\n"
                 + content + part + "PUT " + table + keys + common + "If-Match: W/\"1\"\r\n"
                 + content + part + "PATCH " + table + keys + common + "If-Match: W/\"2\"\r\n"
                 + content + part + "DELETE " + table + keys + common
                 + "If-Match: *\r\n\r\n--changeset_7e5--\r\n--batch_7e5--\r\n");
}

void TestTableBatch::readsASuccess()
{
    const QByteArray part = "--changesetresponse_b\r\nContent-Type: application/http\r\n"
                            "Content-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 204 No Content\r\n"
                            "ETag: W/\"1\"\r\n\r\n\r\n";
    const auto answers = decodeBatch(
        "multipart/mixed; boundary=batchresponse_a",
        "--batchresponse_a\r\nContent-Type: multipart/mixed; boundary=changesetresponse_b\r\n\r\n"
            + part + part + "--changesetresponse_b--\r\n--batchresponse_a--\r\n");
    QCOMPARE(answers.size(), 2U);
    QCOMPARE(answers[1].head.status, 204);
    QCOMPARE(answers[1].head.header("ETag"), QByteArray("W/\"1\""));
    QCOMPARE(answers[1].body, QByteArray());
}

void TestTableBatch::readsAFailure()
{
    const QByteArray body = R"({"odata.error":{"code":"ResourceNotFound"}})";
    const auto answers
        = decodeBatch("multipart/mixed; boundary=\"a\"",
                      "preamble\r\n--a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                      "Content-Type: application/http\r\n\r\nHTTP/1.1 404 Not Found\r\n"
                      "Content-Type: application/json\r\n\r\n"
                          + body + "\r\n--b--\r\n--a--\r\n");
    QCOMPARE(answers.size(), 1U);
    QCOMPARE(answers[0].head.status, 404);
    QCOMPARE(answers[0].body, body);
}

void TestTableBatch::readsOddForms_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("count");
    const QByteArray type = "multipart/mixed; boundary=a";
    const QByteArray flat = "--a\nContent-Type: application/http\n\nHTTP/1.1 204 No Content\n\n";
    QTest::addRow("line feeds, no changeset") << type << QByteArray(flat + "--a--\n") << 1;
    QTest::addRow("cut off") << type << flat << 1;
    QTest::addRow("empty") << type << QByteArray() << 0;
    QTest::addRow("no boundary") << QByteArray("application/json") << QByteArray("{}") << 0;
    QTest::addRow("boundary of itself")
        << type
        << QByteArray("--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n")
               .repeated(50)
        << 0;
    QTest::addRow("no status") << type << QByteArray("--a\n\nHTTP/1.1\n\n--a--") << 1;
    QTest::addRow("unclosed quote") << QByteArray("multipart/mixed; boundary=\"a") << flat << 1;
}

void TestTableBatch::readsOddForms()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, body);
    QFETCH(const int, count);
    QCOMPARE(int(decodeBatch(type, body).size()), count);
}

void TestTableBatch::findsTheIndex()
{
    QCOMPARE(operationIndex(u"2:The specified resource does not exist."), std::optional(2));
    QCOMPARE(operationIndex(u"99:x"), std::optional(99));
    for (const QStringView text : { u"", u":", u"x:y", u"-1:x", u"12345:x", u"no index: here" }) {
        QCOMPARE(operationIndex(text), std::nullopt);
    }
}

HUBDECK_GUILESS_TEST(TestTableBatch)
#include "tst_tablebatch.moc"
