// SPDX-License-Identifier: MIT
#include "services/durablehttp/statusdecoder.h"

#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

class TestStatusDecoder : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryMember();
    void keepsPayloadsToTheByte_data();
    void keepsPayloadsToTheByte();
    void keepsUnknownStatusesAndOldDocuments();
    void leavesTheHistoryOutOfTheDocument_data();
    void leavesTheHistoryOutOfTheDocument();
    void readsDeepDocuments();
    void refusesWhatIsNoStatus_data();
    void refusesWhatIsNoStatus();
    void tellsStatusDocumentsFromErrors();
};

void TestStatusDecoder::readsEveryMember()
{
    const QByteArray body
        = R"({"name":"ShipOrder","instanceId":"order-77","runtimeStatus":"Running","input":{"sku":"A-1"},)"
          R"("customStatus":null,"output":"x","createdTime":"2024-05-01T10:11:12Z",)"
          R"("lastUpdatedTime":"2024-05-01T10:11:19Z","later":{"a":1}})";
    const InstanceDetails details = decodeStatus(body);
    QCOMPARE(details.id, InstanceId(u"order-77"_s));
    QCOMPARE(details.name, u"ShipOrder"_s);
    QCOMPARE(details.status, RuntimeStatus(RuntimeStatus::Kind::Running));
    QCOMPARE(details.input.text, QByteArray(R"({"sku":"A-1"})"));
    QVERIFY(details.customStatus.isNull());
    QCOMPARE(details.output.text, QByteArray(R"("x")"));
    QCOMPARE(details.created->toText(), u"2024-05-01T10:11:12Z"_s);
    QCOMPARE(details.lastUpdated->toText(), u"2024-05-01T10:11:19Z"_s);
    QCOMPARE(details.raw, body);
}

void TestStatusDecoder::keepsPayloadsToTheByte_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char *value : { "12345678901234567890", "1.10", "-0", "1e400", R"("\u0007\ud800é")",
                               R"({"b":1,"a":2,"b":3})", "undefined", "NaN", "new Date(1)",
                               "[ 1 , 2 ]", R"("a\"},{\"b")" }) {
        QTest::addRow("%s", value) << QByteArray(value);
    }
}

void TestStatusDecoder::keepsPayloadsToTheByte()
{
    QFETCH(QByteArray, value);
    const InstanceDetails details = decodeStatus(
        R"({"instanceId":"a","runtimeStatus":"Completed","input":)" + value + R"(,"customStatus":)"
        + value + R"(,"output":)" + value + R"(,"createdTime":"2024-05-01T10:11:12Z"})");
    QCOMPARE(details.input.text, value);
    QCOMPARE(details.customStatus.text, value);
    QCOMPARE(details.output.text, value);
    QVERIFY(details.created);
}

void TestStatusDecoder::keepsUnknownStatusesAndOldDocuments()
{
    const InstanceDetails details = decodeStatus(R"({"runtimeStatus":"Hibernating","name":null})");
    QCOMPARE(details.status.name(), u"Hibernating"_s);
    QVERIFY(details.id.isEmpty());
    QVERIFY(details.name.isEmpty());
    QVERIFY(!details.created);
    QVERIFY(details.input.isNull());
}

void TestStatusDecoder::leavesTheHistoryOutOfTheDocument_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("raw");
    QTest::addRow("last") << QByteArray(
        R"({"runtimeStatus":"Failed", "historyEvents":[{"a":"]"}] })")
                          << QByteArray(R"({"runtimeStatus":"Failed" })");
    QTest::addRow("first") << QByteArray(R"({"historyEvents":[],"runtimeStatus":"Failed"})")
                           << QByteArray(R"({"runtimeStatus":"Failed"})");
    QTest::addRow("middle") << QByteArray(
        R"({"runtimeStatus":"Failed","historyEvents":[],"output":1})")
                            << QByteArray(R"({"runtimeStatus":"Failed","output":1})");
}

void TestStatusDecoder::leavesTheHistoryOutOfTheDocument()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, raw);
    QCOMPARE(decodeStatus(body).raw, raw);
}

void TestStatusDecoder::readsDeepDocuments()
{
    const QByteArray deep = QByteArray(5000, '[') + QByteArray(5000, ']');
    QCOMPARE(decodeStatus(R"({"runtimeStatus":"Running","input":)" + deep + "}").input.text, deep);
}

void TestStatusDecoder::refusesWhatIsNoStatus_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         { "", "[]", "\"Running\"", "{}", R"({"Message":"x"})", "<html/>",
           R"({"runtimeStatus":"Running")", R"({"runtimeStatus":"Running","input":[1,)" }) {
        QTest::addRow("%s", body) << QByteArray(body);
    }
}

void TestStatusDecoder::refusesWhatIsNoStatus()
{
    QFETCH(QByteArray, body);
    const auto error = thrownBy([&] { static_cast<void>(decodeStatus(body)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Malformed);
    QCOMPARE(error->detail, QString::fromUtf8(body));
}

void TestStatusDecoder::tellsStatusDocumentsFromErrors()
{
    QVERIFY(isStatusDocument(R"({"name":"a","runtimeStatus":"Failed"})"));
    QVERIFY(!isStatusDocument(R"({"Message":"x","runtimeStatus":"Failed"})"));
    QVERIFY(!isStatusDocument(R"({"Message":"x"})"));
    QVERIFY(!isStatusDocument(""));
}

HUBDECK_GUILESS_TEST(TestStatusDecoder)
#include "tst_statusdecoder.moc"
