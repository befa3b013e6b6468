// SPDX-License-Identifier: MIT
#include "faultserver.h"
#include "quickretry.h"
#include "thrown.h"

#include "services/azurestorage/storageclient.h"
#include "services/azurestorage/tableservice.h"
#include "services/azurestorage/tokensource.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

/// What the emulator does not show; tst_storageservices has the rest.
class TestTableService : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void followsTheListOfTables();
    void followsEmptyPages();
    void asksAheadForTheNextPage();
    void asksAgainWhenAPageBreaksOff();
    void stopsWhereItIsTold();
    void refusesAListingThatNeverEnds();
    void asksExactlyForWhatIsWanted();
    void takesTheEtagOfAPointRead();
    void sendsConditions();
    void tellsAMissingTableFromAMissingRow();
    void takesAStrangersAnswerForNoMissingRow();
    void doesNotKnowAnUnreadableTransaction_data();
    void doesNotKnowAnUnreadableTransaction();
    void tellsWhichOperationFailed();
    void namesTheRoleThatATransactionNeeds();
    void doesNotKnowATransactionThatFailedInTheMiddle();

private:
    [[nodiscard]] TableService tables() const { return TableService(*m_client); }

    std::optional<FaultServer>
        m_server; // a new one for each test: a given-up request may come late
    HttpClient m_http;
    std::unique_ptr<StorageClient> m_client;
    std::stop_token m_stop;
};

namespace {

const QByteArray noRows = R"({"value":[]})";

/// An answer to a transaction whose inner status and body these are.
Fault refusedTransaction(const QByteArray &status, const QByteArray &body)
{
    return Fault::answer(202,
                         "--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n"
                         "Content-Type: application/http\r\n\r\nHTTP/1.1 "
                             + status + "\r\n\r\n" + body + "\r\n--y--\r\n--x--\r\n",
                         { { "Content-Type", "multipart/mixed; boundary=x" } });
}

std::vector<TableOperation> oneRemoval()
{
    return { { TableOperation::Kind::Remove, { u"a"_s, u"1"_s, {}, {} }, "W/\"1\"" } };
}

const QByteArray oneRow = R"({"value":[{"PartitionKey":"a","RowKey":""}]})";

} // namespace

void TestTableService::init()
{
    m_server.emplace();
    m_server->setDefault(Fault::answer(204));
    StorageOptions options;
    options.retry = quickRetry();
    const QUrl endpoint = m_server->url("/acc");
    m_client
        = std::make_unique<StorageClient>(StorageAccount { u"acc"_s, endpoint, endpoint, endpoint,
                                                           SasCredential { Secret("sig=c2Vj") } },
                                          m_http, options);
}

void TestTableService::followsTheListOfTables()
{
    m_server->enqueue(Fault::answer(200, R"({"value":[{"TableName":"A"}]})",
                                    { { "x-ms-continuation-NextTableName", "1!8!QQ==" } }));
    m_server->enqueue(Fault::answer(200, R"({"value":[{"TableName":"B"}]})"));
    QCOMPARE(tables().tables(u"A"_s, m_stop), (QStringList { u"A"_s, u"B"_s }));
    const auto requests = m_server->requests();
    const QByteArray filter
        = "/acc/Tables?$filter=TableName%20ge%20%27A%27%20and%20TableName%20lt%20%27B%27";
    QCOMPARE(requests[0].target, filter + "&sig=c2Vj");
    QCOMPARE(requests[1].target, filter + "&NextTableName=1%218%21QQ%3D%3D&sig=c2Vj");
}

void TestTableService::followsEmptyPages()
{
    m_server->enqueue(Fault::answer(200, noRows,
                                    { { "x-ms-continuation-NextPartitionKey", "1!4!YQ--" },
                                      { "x-ms-continuation-NextRowKey", "1!4!Yg--" } }));
    m_server->enqueue(
        Fault::answer(200, noRows, { { "x-ms-continuation-NextPartitionKey", "1!4!Yw--" } }));
    m_server->enqueue(Fault::answer(200, oneRow));
    QCOMPARE(tables().queryAll(u"T"_s, {}, m_stop).size(), 1U);
    const auto requests = m_server->requests();
    QCOMPARE(requests.size(), 3U);
    QCOMPARE(requests[0].target, QByteArray("/acc/T()?sig=c2Vj"));
    QCOMPARE(requests[1].target,
             QByteArray("/acc/T()?NextPartitionKey=1%214%21YQ--&NextRowKey=1%214%21Yg--&sig=c2Vj"));
    QCOMPARE(requests[2].target, QByteArray("/acc/T()?NextPartitionKey=1%214%21Yw--&sig=c2Vj"));
}

void TestTableService::asksAheadForTheNextPage()
{
    m_server->enqueue(
        Fault::answer(200, oneRow, { { "x-ms-continuation-NextPartitionKey", "second" } }));
    m_server->enqueue(Fault::answer(200, noRows));
    std::vector<size_t> sizes;
    const auto sink = [&](TablePage &&page) {
        // The second request has left although the first page is still being worked on
        const bool isAhead = m_server->waitForArrivals(2);
        sizes.push_back(isAhead ? page.rows.size() : 99);
        return true;
    };
    tables().readPages(u"T"_s, {}, {}, sink, m_stop);
    QCOMPARE(sizes, (std::vector<size_t> { 1, 0 }));
    QCOMPARE(m_server->arrivals(), 2);
}

void TestTableService::asksAgainWhenAPageBreaksOff()
{
    const FaultHeaders more { { "x-ms-continuation-NextPartitionKey", "second" } };
    m_server->setHandler([more](const FaultRequest &request) {
        return request.target.contains("second") ? Fault::answer(200, oneRow)
                                                 : Fault::answer(200, oneRow, more);
    });
    m_server->enqueue(Fault::answer(503, {}, { { "x-ms-error-code", "ServerBusy" } }));
    QCOMPARE(tables().queryAll(u"T"_s, {}, m_stop).size(), 2U);
    QCOMPARE(m_server->arrivals(), 3);
    m_server->clear();
    m_server->enqueue(Fault::truncated(oneRow));
    QCOMPARE(tables().queryAll(u"T"_s, {}, m_stop).size(), 2U);
    m_server->clear();
    m_server->enqueue(Fault::answer(200, "{\"value\":", more)); // no list: not tried again
    QCOMPARE(kindThrownBy([&] { static_cast<void>(tables().queryAll(u"T"_s, {}, m_stop)); }),
             u"Malformed"_s);
}

void TestTableService::stopsWhereItIsTold()
{
    m_server->setHandler([](const FaultRequest &) {
        static int count = 0;
        return Fault::answer(
            200, oneRow, { { "x-ms-continuation-NextPartitionKey", QByteArray::number(++count) } });
    });
    int pages = 0;
    const auto sink = [&pages](TablePage &&) { return ++pages < 3; };
    tables().readPages(u"T"_s, {}, { "from", "there" }, sink, m_stop);
    QCOMPARE(pages, 3);
    QVERIFY(m_server->requests().front().target.contains("NextPartitionKey=from&NextRowKey=there"));
    QVERIFY(m_server->arrivals() <= 4);
}

void TestTableService::refusesAListingThatNeverEnds()
{
    m_server->setDefault(
        Fault::answer(200, noRows, { { "x-ms-continuation-NextPartitionKey", "same" } }));
    QCOMPARE(kindThrownBy([&] { static_cast<void>(tables().queryAll(u"T"_s, {}, m_stop)); }),
             u"Malformed"_s);
    QCOMPARE(m_server->arrivals(), 2);
    m_server->clear();
    m_server->setDefault(
        Fault::answer(200, noRows, { { "x-ms-continuation-NextTableName", "same" } }));
    QCOMPARE(kindThrownBy([&] { static_cast<void>(tables().tables({}, m_stop)); }), u"Malformed"_s);
}

void TestTableService::asksExactlyForWhatIsWanted()
{
    m_server->setDefault(
        Fault::answer(200, oneRow, { { "Date", "Mon, 02 Mar 2026 10:20:30 GMT" } }));
    const TablePage page = tables().query(
        u"T"_s, { u"PartitionKey eq 'it''s+%'"_s, { u"A"_s, u"B"_s }, 50 }, {}, m_stop);
    QCOMPARE(m_server->lastRequest().target,
             QByteArray("/acc/T()?$filter=PartitionKey%20eq%20%27it%27%27s%2B%25%27"
                        "&$select=A%2CB&$top=50&sig=c2Vj"));
    QCOMPARE(page.serviceTime, Instant::fromText("2026-03-02T10:20:30Z"));
    QVERIFY(page.next.isEmpty());
}

void TestTableService::takesTheEtagOfAPointRead()
{
    m_server->setDefault(
        Fault::answer(200, R"({"PartitionKey":"a","RowKey":""})", { { "ETag", "W/\"7\"" } }));
    QCOMPARE(tables().row(u"T"_s, u"a"_s, {}, m_stop)->etag, QByteArray("W/\"7\""));
    QCOMPARE(m_server->lastRequest().target,
             QByteArray("/acc/T(PartitionKey='a',RowKey='')?sig=c2Vj"));
}

void TestTableService::sendsConditions()
{
    const TableRow row { u"a"_s, {}, {}, {} };
    const QByteArray etag = "W/\"datetime'2026-11-23T00%3A10%3A13.2238176Z'\"";
    static_cast<void>(tables().merge(u"T"_s, row, etag, m_stop));
    QCOMPARE(m_server->lastRequest().method, QByteArray("PATCH"));
    QCOMPARE(m_server->lastRequest().header("If-Match"), etag);
    static_cast<void>(tables().replace(u"T"_s, row, "*", m_stop));
    QCOMPARE(m_server->lastRequest().method, QByteArray("PUT"));
    tables().remove(u"T"_s, u"a"_s, {}, "*", m_stop);
    QCOMPARE(m_server->lastRequest().method, QByteArray("DELETE"));
    QCOMPARE(m_server->lastRequest().header("If-Match"), QByteArray("*"));
    static_cast<void>(tables().insert(u"T"_s, row, m_stop));
    QCOMPARE(m_server->lastRequest().method, QByteArray("POST"));
    QCOMPARE(m_server->lastRequest().header("Prefer"), QByteArray("return-no-content"));
    QCOMPARE(m_server->lastRequest().target, QByteArray("/acc/T?sig=c2Vj"));
}

void TestTableService::tellsAMissingTableFromAMissingRow()
{
    m_server->setDefault(Fault::answer(404, {}, { { "x-ms-error-code", "ResourceNotFound" } }));
    QCOMPARE(tables().row(u"T"_s, u"a"_s, {}, m_stop), std::nullopt);
    m_server->setDefault(Fault::answer(404, {}, { { "x-ms-error-code", "TableNotFound" } }));
    QCOMPARE(kindThrownBy([&] { static_cast<void>(tables().row(u"T"_s, u"a"_s, {}, m_stop)); }),
             u"NotFound"_s);
}

void TestTableService::takesAStrangersAnswerForNoMissingRow()
{
    const std::vector<std::function<void()>> reads {
        [&] { static_cast<void>(tables().row(u"T"_s, u"a"_s, {}, m_stop)); },
        [&] { static_cast<void>(tables().query(u"T"_s, {}, {}, m_stop)); },
        [&] { static_cast<void>(tables().queryAll(u"T"_s, {}, m_stop)); },
    };
    for (const Fault &answer :
         { Fault::answer(404, "<html><body>Not Found</body></html>"), Fault::answer(404),
           Fault::answer(404, {}, { { "x-ms-error-code", "ContainerNotFound" } }) }) {
        m_server->setDefault(answer);
        for (const auto &read : reads) {
            const auto error = thrownBy(read);
            QVERIFY(error);
            QCOMPARE(error->kind, ErrorKind::Malformed);
            QVERIFY2(error->message.contains(u"endpoint"_s), qPrintable(error->message));
        }
    }
    m_server->setDefault(Fault::answer(
        404, R"({"odata.error":{"code":"ResourceNotFound","message":{"value":"x"}}})"));
    QCOMPARE(tables().row(u"T"_s, u"a"_s, {}, m_stop), std::nullopt); // the body's code counts
}

void TestTableService::doesNotKnowAnUnreadableTransaction_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addRow("empty") << QByteArray();
    QTest::addRow("something else") << QByteArray("<html/>");
    QTest::addRow("one answer of two")
        << QByteArray("--x\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"
                      "--x--\r\n");
}

void TestTableService::doesNotKnowAnUnreadableTransaction()
{
    QFETCH(const QByteArray, body);
    m_server->setDefault(
        Fault::answer(202, body, { { "Content-Type", "multipart/mixed; boundary=x" } }));
    QCOMPARE(kindThrownBy([&] {
                 tables().transact(
                     u"T"_s,
                     { { TableOperation::Kind::Remove, { u"a"_s, u"1"_s, {}, {} }, "*" },
                       { TableOperation::Kind::Remove, { u"a"_s, u"2"_s, {}, {} }, "*" } },
                     m_stop);
             }),
             u"OutcomeUnknown"_s);
    QCOMPARE(m_server->arrivals("POST"), 1);
    QVERIFY(!m_server->lastRequest().body.contains("sig="));
}

void TestTableService::tellsWhichOperationFailed()
{
    m_server->setDefault(refusedTransaction(
        "412 Precondition Failed",
        R"({"odata.error":{"code":"UpdateConditionNotSatisfied","message":{"value":"41:The update condition."}}})"));
    try {
        tables().transact(u"T"_s, oneRemoval(), m_stop);
        QFAIL("nothing was thrown");
    } catch (const TransactionError &error) {
        QCOMPARE(error.kind, ErrorKind::Conflict);
        QCOMPARE(error.operation, std::optional(41));
    }
}

void TestTableService::namesTheRoleThatATransactionNeeds()
{
    m_server->setDefault(refusedTransaction(
        "403 Forbidden",
        R"({"odata.error":{"code":"AuthorizationPermissionMismatch","message":{"value":"0:No."}}})"));
    StorageAccount account = m_client->account();
    account.credential = TokenCredential { std::make_shared<GivenToken>(Secret("t"), u"x"_s) };
    const StorageClient client(account, m_http);
    try {
        TableService(client).transact(u"T"_s, oneRemoval(), m_stop);
        QFAIL("nothing was thrown");
    } catch (const TransactionError &error) { // nothing was applied
        QCOMPARE(error.kind, ErrorKind::Forbidden);
        QVERIFY2(error.message.contains(u"Storage Table Data Contributor"_s),
                 qPrintable(error.message));
    }
}

void TestTableService::doesNotKnowATransactionThatFailedInTheMiddle()
{
    m_server->setDefault(refusedTransaction(
        "500 Internal Server Error",
        R"({"odata.error":{"code":"OperationTimedOut","message":{"value":"0:Too slow."}}})"));
    try {
        tables().transact(u"T"_s, oneRemoval(), m_stop);
        QFAIL("nothing was thrown");
    } catch (const TransactionError &) {
        QFAIL("as if nothing had been applied");
    } catch (const TaskHubError &error) {
        QCOMPARE(error.kind, ErrorKind::OutcomeUnknown);
    }
    QCOMPARE(m_server->arrivals(), 1);
}

HUBDECK_GUILESS_TEST(TestTableService)
#include "tst_tableservice.moc"
