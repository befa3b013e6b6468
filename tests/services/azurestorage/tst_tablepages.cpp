// SPDX-License-Identifier: MIT
#include "services/azurestorage/tablepages.h"

#include "faultserver.h"
#include "quickretry.h"
#include "services/azurestorage/storageclient.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

namespace {

Fault page(const QByteArray &rows, const QByteArray &next)
{
    FaultHeaders headers { { "Content-Type", "application/json" } };
    if (!next.isEmpty()) {
        headers.push_back({ "x-ms-continuation-NextPartitionKey", next });
    }
    return Fault::answer(200, R"({"value":[)" + rows + "]}", headers);
}

QByteArray row(const QByteArray &key)
{
    return R"({"PartitionKey":")" + key + R"(","RowKey":""})";
}

/// A table service that answers as scripted.
struct ScriptedTable
{
    FaultServer server;
    HttpClient http;
    StorageAccount account;
    std::unique_ptr<StorageClient> client;
    std::unique_ptr<TableService> tables;

    ScriptedTable()
    {
        account.name = u"acc"_s;
        account.tableEndpoint = server.url();
        account.credential = SharedKeyCredential { Secret("a2V5") };
        StorageOptions options;
        options.retry = quickRetry();
        client = std::make_unique<StorageClient>(account, http, options);
        tables = std::make_unique<TableService>(*client);
    }
};

} // namespace

class tst_TablePages : public QObject
{
    Q_OBJECT

private slots:
    void writesAndReadsTokens();
    void refusesForeignTokens();
    void asksForTheNextPageWhileTheCallerWorks();
    void goesOnOverEmptyPages();
    void refusesAServiceThatRepeatsItself();
    void tellsAFailureOfThePageAheadWhenItIsWanted();
    void abortsWhatIsOnItsWay();
};

void tst_TablePages::writesAndReadsTokens()
{
    const TableContinuation whole { "1!8!b3JkZXI-", "1!4!cm93" };
    const TableContinuation keyOnly { "a b+c/ü", "" };
    QCOMPARE(continuationOf(tokenOf(whole)), whole);
    QCOMPARE(continuationOf(tokenOf(keyOnly)), keyOnly);
    QVERIFY(tokenOf({}).isEmpty());
    QVERIFY(continuationOf(ContinuationToken()).isEmpty());
}

void tst_TablePages::refusesForeignTokens()
{
    for (const QString &foreign : { u"x"_s, u"a.b.c"_s, u"!!.!!"_s }) {
        QCOMPARE(
            kindThrownBy([&] { static_cast<void>(continuationOf(ContinuationToken(foreign))); }),
            u"InvalidInput"_s);
    }
}

void tst_TablePages::asksForTheNextPageWhileTheCallerWorks()
{
    ScriptedTable table;
    table.server.enqueue(page(row("a"), "k1"));
    table.server.enqueue(page(row("b"), {}));
    TablePages pages(*table.tables, u"T"_s, {}, {});
    const TablePage first = pages.read({});
    QCOMPARE(first.rows.size(), size_t(1));
    QVERIFY(table.server.waitForArrivals(2)); // although nobody has asked yet
    const TablePage second = pages.read(first.next);
    QCOMPARE(second.rows.front().partitionKey, u"b"_s);
    QVERIFY(second.next.isEmpty());
    QCOMPARE(table.server.arrivals(), 2);
    QVERIFY(table.server.lastRequest().target.contains("NextPartitionKey=k1"));
}

void tst_TablePages::goesOnOverEmptyPages()
{
    ScriptedTable table;
    table.server.enqueue(page({}, "k1"));
    table.server.enqueue(page({}, "k2"));
    table.server.enqueue(page(row("z"), {}));
    TablePages pages(*table.tables, u"T"_s, {}, {});
    TableContinuation next;
    size_t rows = 0;
    do {
        const TablePage got = pages.read(next);
        rows += got.rows.size();
        next = got.next;
    } while (!next.isEmpty());
    QCOMPARE(rows, size_t(1));
}

void tst_TablePages::refusesAServiceThatRepeatsItself()
{
    ScriptedTable table;
    table.server.setDefault(page({}, "same"));
    TablePages pages(*table.tables, u"T"_s, {}, {});
    const TablePage first = pages.read({});
    QCOMPARE(kindThrownBy([&] { static_cast<void>(pages.read(first.next)); }), u"Malformed"_s);
}

void tst_TablePages::tellsAFailureOfThePageAheadWhenItIsWanted()
{
    ScriptedTable table;
    table.server.enqueue(page(row("a"), "k1"));
    table.server.enqueue(Fault::answer(403));
    TablePages pages(*table.tables, u"T"_s, {}, {});
    const TablePage first = pages.read({});
    QVERIFY(thrownBy([&] { static_cast<void>(pages.read(first.next)); }));
}

void tst_TablePages::abortsWhatIsOnItsWay()
{
    ScriptedTable table;
    table.server.enqueue(page(row("a"), "k1"));
    table.server.enqueue(Fault::neverAnswer());
    {
        TablePages pages(*table.tables, u"T"_s, {}, {});
        static_cast<void>(pages.read({}));
        QVERIFY(table.server.waitForArrivals(2));
    } // would hang here
    std::stop_source source;
    table.server.enqueue(Fault::neverAnswer());
    TablePages pages(*table.tables, u"T"_s, {}, source.get_token());
    source.request_stop();
    QCOMPARE(kindThrownBy([&] { static_cast<void>(pages.read({})); }), u"Cancelled"_s);
}

QTEST_GUILESS_MAIN(tst_TablePages)
#include "tst_tablepages.moc"
