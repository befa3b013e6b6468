// SPDX-License-Identifier: MIT
#include "azurite.h"
#include "storageaccountfixture.h"
#include "thrown.h"

#include "services/azurestorage/blobservice.h"
#include "services/azurestorage/queueservice.h"
#include "services/azurestorage/storageclient.h"
#include "services/azurestorage/tableservice.h"
#include "services/connections/connectionstring.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The three services against the emulator, on a copy of a recorded account.
class tst_StorageServices : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void listsTables();
    void findsTablesByPrefix();
    void queriesInPages();
    void selectsColumns();
    void reportsAMissingTable();
    void readsOneRow();
    void readsWhatItWrote();
    void keepsKeysOfAllCharacters_data();
    void keepsKeysOfAllCharacters();
    void refusesToInsertTwice();
    void replacesAndMergesUnderAnEtag();
    void refusesToWriteWithoutAnEtag();
    void removesRows();
    void writesAllOrNothing();
    void namesTheOperationThatFailed();
    void refusesTransactionsOverTheLimits();
    void deletesTables();

    void listsQueues();
    void postsAndPeeks();
    void peeksAtAQueueWithoutChangingIt();
    void keepsMessagesBack();
    void deletesQueues();

    void listsContainers();
    void writesAndReadsBlobs();
    void keepsBlobNamesOfAllCharacters_data();
    void keepsBlobNamesOfAllCharacters();
    void listsBlobsByPrefix();
    void limitsWhatItReads();
    void refusesNamesThatWouldBeNormalised();
    void readsLeases();
    void breaksALeaseAndDeletesTheContainer();

    void refusesAWrongKey();
    void worksWithASignature();
    void namesAnExpiredSignature();
    void namesAMissingPermission();

private:
    Azurite m_azurite { QStringLiteral(HUBDECK_TEST_DATA "/captures/orders-hub/azurite") };
    HttpClient m_http;
    std::unique_ptr<StorageClient> m_client;
    std::stop_token m_stop;
};

namespace {

const QString instances = u"OrdersHubInstances"_s;

TableRow rowOf(const QString &partitionKey, const QString &rowKey = {})
{
    TableRow row { partitionKey, rowKey, {}, {} };
    row.set(u"Name"_s, EdmType::String, u"Order \"1\" é🚀"_s);
    row.set(u"Generation"_s, EdmType::Int32, u"3"_s);
    row.set(u"CreatedTime"_s, EdmType::DateTime, u"2026-03-02T10:20:30.1234567Z"_s);
    return row;
}

} // namespace

void tst_StorageServices::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    QVERIFY2(m_azurite.start(), qPrintable(m_azurite.problem()));
    m_client = std::make_unique<StorageClient>(parseConnectionString(m_azurite.connectionString()),
                                               m_http);
}

void tst_StorageServices::listsTables()
{
    const QStringList tables = TableService(*m_client).tables({}, m_stop);
    for (const QString &part : { u"Instances"_s, u"History"_s, u"Partitions"_s }) {
        QVERIFY2(tables.contains(u"OrdersHub"_s + part), qPrintable(tables.join(u' ')));
    }
}

void tst_StorageServices::findsTablesByPrefix()
{
    const TableService tables(*m_client);
    QCOMPARE(tables.tables(u"OrdersHubInst"_s, m_stop), QStringList { instances });
    QCOMPARE(tables.tables(u"Nothing"_s, m_stop), QStringList());
}

void tst_StorageServices::queriesInPages()
{
    const TableService tables(*m_client);
    const auto all = tables.queryAll(instances, {}, m_stop);
    QVERIFY(all.size() > 3);

    std::vector<TableRow> rows;
    TableContinuation next;
    int pages = 0;
    do {
        TablePage page = tables.query(instances, { {}, {}, 3 }, next, m_stop);
        QVERIFY(page.rows.size() <= 3);
        QVERIFY(page.serviceTime);
        rows.insert(rows.end(), page.rows.begin(), page.rows.end());
        next = page.next;
        ++pages;
    } while (!next.isEmpty());
    QCOMPARE(rows, all);
    QVERIFY(pages > 1);
    QVERIFY(std::ranges::all_of(rows, [](const TableRow &row) {
        return !row.partitionKey.isEmpty() && row.rowKey.isEmpty() && row.etag.startsWith("W/\"")
            && row.find(u"CreatedTime") && row.find(u"CreatedTime")->type == EdmType::DateTime;
    }));
}

void tst_StorageServices::selectsColumns()
{
    const auto rows = TableService(*m_client).queryAll(
        instances,
        { u"RuntimeStatus eq 'Completed'"_s,
          { u"PartitionKey"_s, u"RuntimeStatus"_s, u"NoSuchColumn"_s },
          0 },
        m_stop);
    QVERIFY(!rows.empty());
    for (const TableRow &row : rows) {
        QCOMPARE(row.text(u"RuntimeStatus"), u"Completed"_s);
        QVERIFY(!row.partitionKey.isEmpty());
        QVERIFY(!row.find(u"Name"));
        QVERIFY(!row.find(u"Input"));
    }
}

void tst_StorageServices::reportsAMissingTable()
{
    const TableService tables(*m_client);
    for (const bool isQuery : { true, false }) {
        const auto error = thrownBy([&] {
            if (isQuery) {
                static_cast<void>(tables.query(u"NoHubInstances"_s, {}, {}, m_stop));
            } else {
                static_cast<void>(tables.row(u"NoHubInstances"_s, u"a"_s, {}, m_stop));
            }
        });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::NotFound);
        QCOMPARE(error->serviceCode, u"TableNotFound"_s);
        QVERIFY2(error->message.contains(u"NoHubInstances"_s), qPrintable(error->message));
    }
}

void tst_StorageServices::readsOneRow()
{
    const TableService tables(*m_client);
    const auto all = tables.queryAll(instances, {}, m_stop);
    const auto row = tables.row(instances, all.front().partitionKey, {}, m_stop);
    QVERIFY(row);
    QCOMPARE(*row, all.front());
    QCOMPARE(tables.row(instances, u"no such instance"_s, {}, m_stop), std::nullopt);
    const auto narrow
        = tables.row(instances, all.front().partitionKey, {}, m_stop, { u"RuntimeStatus"_s });
    QVERIFY(narrow && !narrow->find(u"Name"));
    QCOMPARE(narrow->text(u"RuntimeStatus"), all.front().text(u"RuntimeStatus"));
}

void tst_StorageServices::readsWhatItWrote()
{
    const TableService tables(*m_client);
    TableRow row = rowOf(u"types"_s, u"r"_s);
    row.set(u"Big"_s, EdmType::Int64, u"-9223372036854775808"_s);
    row.set(u"Flag"_s, EdmType::Boolean, u"true"_s);
    row.set(u"Ratio"_s, EdmType::Double, u"1.5"_s);
    row.set(u"Key"_s, EdmType::Guid, u"5f0c2a9e-7d3b-4c1a-9e8f-001122334455"_s);
    row.set(u"Bytes"_s, EdmType::Binary, u"AAEC"_s);
    row.set(u"Empty"_s, EdmType::String, u""_s);
    row.set(u"Lines"_s, EdmType::String, u"a\r\nb\t\u2028"_s);
    const QByteArray etag = tables.insert(instances, row, m_stop);
    QVERIFY(etag.startsWith("W/\""));
    auto read = tables.row(instances, u"types"_s, u"r"_s, m_stop);
    QVERIFY(read);
    QCOMPARE(read->etag, etag);
    for (const TableProperty &property : row.properties) {
        QVERIFY2(read->find(property.name), qPrintable(property.name));
        QCOMPARE(read->find(property.name)->text, property.text);
        QCOMPARE(read->find(property.name)->type, property.type);
    }
}

void tst_StorageServices::keepsKeysOfAllCharacters_data()
{
    QTest::addColumn<QString>("key");
    for (const QString &key :
         { u"it's"_s, u"a+b c"_s, u"a%2Fb"_s, u"a^0b"_s, u"日本語"_s, u"emoji🚀"_s, u"(x='y',z)"_s,
           u"!@^2$%^^&*()_+=-"_s, u"~.-_"_s, u"a;b:c@d"_s, u"[x]{y}|`\"<>"_s, u"."_s, u".."_s,
           u"x^\u00C9y"_s, u"tail "_s, u"é"_s, u"a&b=c"_s, u"%"_s, u"''"_s }) {
        QTest::addRow("%s", qPrintable(key)) << key;
    }
}

void tst_StorageServices::keepsKeysOfAllCharacters()
{
    QFETCH(QString, key);
    const TableService tables(*m_client);
    tables.insert(instances, rowOf(key), m_stop);
    const auto row = tables.row(instances, key, {}, m_stop);
    QVERIFY(row);
    QCOMPARE(row->partitionKey, key);
    TableRow change { key, {}, {}, {} };
    change.set(u"Name"_s, EdmType::String, u"changed"_s);
    tables.merge(instances, change, row->etag, m_stop);
    tables.transact(instances, { { TableOperation::Kind::Remove, change, "*" } }, m_stop);
    QCOMPARE(tables.row(instances, key, {}, m_stop), std::nullopt);
}

void tst_StorageServices::refusesToInsertTwice()
{
    const TableService tables(*m_client);
    tables.insert(instances, rowOf(u"twice"_s), m_stop);
    const auto error = thrownBy([&] { tables.insert(instances, rowOf(u"twice"_s), m_stop); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::AlreadyExists);
    QCOMPARE(error->serviceCode, u"EntityAlreadyExists"_s);
}

void tst_StorageServices::replacesAndMergesUnderAnEtag()
{
    const TableService tables(*m_client);
    const QByteArray first = tables.insert(instances, rowOf(u"etag"_s), m_stop);
    TableRow change { u"etag"_s, {}, {}, {} };
    change.set(u"RuntimeStatus"_s, EdmType::String, u"Pending"_s);

    const QByteArray second = tables.merge(instances, change, first, m_stop);
    QVERIFY(!second.isEmpty() && second != first);
    QCOMPARE(tables.row(instances, u"etag"_s, {}, m_stop)->text(u"Generation"), u"3"_s);

    for (const bool isMerge : { true, false }) {
        const auto error = thrownBy([&] {
            isMerge ? tables.merge(instances, change, first, m_stop)
                    : tables.replace(instances, change, first, m_stop);
        });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Conflict);
        QCOMPARE(error->serviceCode, u"UpdateConditionNotSatisfied"_s);
    }
    const QByteArray third = tables.replace(instances, change, second, m_stop);
    const auto row = tables.row(instances, u"etag"_s, {}, m_stop);
    QCOMPARE(row->etag, third);
    QVERIFY(!row->find(u"Generation"));
    QCOMPARE(row->text(u"RuntimeStatus"), u"Pending"_s);

    const TableRow absent = rowOf(u"absent"_s);
    QCOMPARE(kindThrownBy([&] { tables.merge(instances, absent, "*", m_stop); }), u"NotFound"_s);
    QCOMPARE(kindThrownBy([&] { tables.replace(instances, absent, "*", m_stop); }), u"NotFound"_s);
    QCOMPARE(tables.row(instances, u"absent"_s, {}, m_stop), std::nullopt);
}

void tst_StorageServices::refusesToWriteWithoutAnEtag()
{
    const TableService tables(*m_client);
    const TableRow row = rowOf(u"upsert"_s);
    QCOMPARE(kindThrownBy([&] { tables.merge(instances, row, {}, m_stop); }), u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] { tables.replace(instances, row, {}, m_stop); }), u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] {
                 tables.transact(instances, { { TableOperation::Kind::Merge, row, {} } }, m_stop);
             }),
             u"InvalidInput"_s);
    QCOMPARE(tables.row(instances, u"upsert"_s, {}, m_stop), std::nullopt);
}

void tst_StorageServices::removesRows()
{
    const TableService tables(*m_client);
    const QByteArray etag = tables.insert(instances, rowOf(u"gone"_s, u"1"_s), m_stop);
    QCOMPARE(kindThrownBy([&] {
                 tables.remove(instances, u"gone"_s, u"1"_s,
                               "W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\"", m_stop);
             }),
             u"Conflict"_s);
    tables.remove(instances, u"gone"_s, u"1"_s, etag, m_stop);
    const auto error = thrownBy([&] { tables.remove(instances, u"gone"_s, u"1"_s, "*", m_stop); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::NotFound);
    QCOMPARE(error->serviceCode, u"ResourceNotFound"_s);
}

void tst_StorageServices::writesAllOrNothing()
{
    const TableService tables(*m_client);
    std::vector<TableOperation> operations;
    for (int i = 0; i < 100; ++i) {
        operations.push_back({ TableOperation::Kind::Insert,
                               rowOf(u"batch/é'"_s.replace(u'/', u'^'), QString::number(i)),
                               {} });
    }
    tables.transact(instances, operations, m_stop);
    const QString filter = u"PartitionKey eq 'batch^é'''"_s;
    QCOMPARE(tables.queryAll(instances, { filter, {}, 0 }, m_stop).size(), 100U);

    TableRow change { u"batch^é'"_s, u"1"_s, {}, {} };
    change.set(u"Reason"_s, EdmType::String, u"merged"_s);
    TableRow other = change;
    other.rowKey = u"2"_s;
    TableRow third = change;
    third.rowKey = u"3"_s;
    tables.transact(instances,
                    { { TableOperation::Kind::Merge, change, "*" },
                      { TableOperation::Kind::Replace, other, "*" },
                      { TableOperation::Kind::Remove, third, "*" } },
                    m_stop);
    QCOMPARE(tables.row(instances, change.partitionKey, u"1"_s, m_stop)->text(u"Generation"),
             u"3"_s);
    QVERIFY(!tables.row(instances, change.partitionKey, u"2"_s, m_stop)->find(u"Generation"));
    QCOMPARE(tables.row(instances, change.partitionKey, u"3"_s, m_stop), std::nullopt);
}

void tst_StorageServices::namesTheOperationThatFailed()
{
    const TableService tables(*m_client);
    tables.insert(instances, rowOf(u"half"_s, u"b"_s), m_stop);
    try {
        tables.transact(instances,
                        { { TableOperation::Kind::Insert, rowOf(u"half"_s, u"a"_s), {} },
                          { TableOperation::Kind::Merge, rowOf(u"half"_s, u"b"_s), "*" },
                          { TableOperation::Kind::Remove, rowOf(u"half"_s, u"c"_s), "*" } },
                        m_stop);
        QFAIL("nothing was thrown");
    } catch (const TransactionError &error) {
        QCOMPARE(error.kind, ErrorKind::NotFound);
        QCOMPARE(error.serviceCode, u"ResourceNotFound"_s);
        QCOMPARE(error.operation, std::optional(2));
    }
    QCOMPARE(tables.row(instances, u"half"_s, u"a"_s, m_stop), std::nullopt);
    QCOMPARE(kindThrownBy([&] {
                 tables.transact(instances,
                                 { { TableOperation::Kind::Insert, rowOf(u"half"_s, u"b"_s), {} } },
                                 m_stop);
             }),
             u"AlreadyExists"_s);
    QCOMPARE(kindThrownBy([&] {
                 tables.transact(instances,
                                 { { TableOperation::Kind::Merge, rowOf(u"half"_s, u"b"_s),
                                     "W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\"" } },
                                 m_stop);
             }),
             u"Conflict"_s);
}

void tst_StorageServices::refusesTransactionsOverTheLimits()
{
    const TableService tables(*m_client);
    const auto refused = [&](const std::vector<TableOperation> &operations) {
        return kindThrownBy([&] { tables.transact(instances, operations, m_stop); });
    };
    using Kind = TableOperation::Kind;
    QCOMPARE(refused({}), u"InvalidInput"_s);
    QCOMPARE(refused({ { Kind::Insert, rowOf(u"a"_s), {} }, { Kind::Insert, rowOf(u"b"_s), {} } }),
             u"InvalidInput"_s);
    QCOMPARE(refused({ { Kind::Insert, rowOf(u"a"_s), {} }, { Kind::Merge, rowOf(u"a"_s), "*" } }),
             u"InvalidInput"_s);
    QCOMPARE(refused(std::vector<TableOperation>(101, { Kind::Insert, rowOf(u"a"_s), {} })),
             u"InvalidInput"_s);
    TableRow huge = rowOf(u"a"_s);
    huge.set(u"Input"_s, EdmType::String, QString(5'000'000, u'x'));
    QCOMPARE(refused({ { Kind::Insert, huge, {} } }), u"InvalidInput"_s);
}

void tst_StorageServices::deletesTables()
{
    Azurite azurite(QStringLiteral(HUBDECK_TEST_DATA "/captures/legacy-hub/azurite"));
    QVERIFY2(azurite.start(), qPrintable(azurite.problem()));
    const StorageClient client(parseConnectionString(azurite.connectionString()), m_http);
    const TableService tables(client);
    for (const QString &table : tables.tables({}, m_stop)) {
        tables.deleteTable(table, m_stop);
    }
    QCOMPARE(tables.tables({}, m_stop), QStringList());
    QCOMPARE(kindThrownBy([&] { tables.deleteTable(u"LegacyHubHistory"_s, m_stop); }),
             u"NotFound"_s);
}

void tst_StorageServices::listsQueues()
{
    const QueueService queues(*m_client);
    const QStringList all = queues.queues({}, m_stop);
    QVERIFY2(all.contains(u"ordershub-workitems"_s), qPrintable(all.join(u' ')));
    const QStringList control = queues.queues(u"ordershub-control-"_s, m_stop);
    QVERIFY(control.size() >= 4);
    QVERIFY(control.size() < all.size());
    QCOMPARE(control.front(), u"ordershub-control-00"_s);
    QCOMPARE(queues.queues(u"nothing"_s, m_stop), QStringList());
}

void tst_StorageServices::postsAndPeeks()
{
    const QueueService queues(*m_client);
    const QString queue = u"ordershub-control-01"_s;
    const qint64 before = queues.messageCount(queue, m_stop);
    queues.put(queue, "eyJhIjoxfQ==", 0s, m_stop);
    queues.put(queue, "{\"a\":\"<&>\r\n é\"}", 0s, m_stop);
    QCOMPARE(queues.messageCount(queue, m_stop), before + 2);
    const PeekedMessages peeked = queues.peek(queue, 32, m_stop);
    QVERIFY(peeked.serviceTime);
    QVERIFY(peeked.messages.size() >= 2);
    const PeekedMessage &base64 = peeked.messages.at(peeked.messages.size() - 2);
    QCOMPARE(base64.text, u"eyJhIjoxfQ=="_s);
    QCOMPARE(base64.dequeueCount, 0);
    QVERIFY(!base64.id.isEmpty());
    QVERIFY(base64.inserted && base64.expires && *base64.inserted < *base64.expires);
    QCOMPARE(peeked.messages.back().text, u"{\"a\":\"<&>\r\n é\"}"_s);
    QCOMPARE(queues.peek(queue, 1, m_stop).messages.size(), 1U);
}

void tst_StorageServices::peeksAtAQueueWithoutChangingIt()
{
    const QueueService queues(*m_client);
    const QString queue = u"ordershub-control-02"_s;
    queues.put(queue, "YQ==", 0s, m_stop);
    const auto first = queues.peek(queue, 32, m_stop).messages;
    QCOMPARE(queues.peek(queue, 32, m_stop).messages, first);
    const auto error
        = thrownBy([&] { static_cast<void>(queues.peek(u"no-such-queue"_s, 32, m_stop)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::NotFound);
    QCOMPARE(error->serviceCode, u"QueueNotFound"_s);
}

void tst_StorageServices::keepsMessagesBack()
{
    const QueueService queues(*m_client);
    const QString queue = u"ordershub-control-03"_s;
    const auto visible = queues.peek(queue, 32, m_stop).messages.size();
    const qint64 before = queues.messageCount(queue, m_stop);
    queues.put(queue, "YQ==", QueueService::longestDelay, m_stop);
    QCOMPARE(queues.messageCount(queue, m_stop), before + 1);
    QCOMPARE(queues.peek(queue, 32, m_stop).messages.size(), visible);
    QCOMPARE(
        kindThrownBy([&] { queues.put(queue, "YQ==", QueueService::longestDelay + 1s, m_stop); }),
        u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] { queues.put(queue, "YQ==", -1s, m_stop); }), u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] { queues.put(queue, QByteArray(65'537, 'x'), 0s, m_stop); }),
             u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] { queues.put(u"no-such-queue"_s, "YQ==", 0s, m_stop); }),
             u"NotFound"_s);
}

void tst_StorageServices::deletesQueues()
{
    const QueueService queues(*m_client);
    queues.deleteQueue(u"ordershub-workitems"_s, m_stop);
    QVERIFY(!queues.queues({}, m_stop).contains(u"ordershub-workitems"_s));
    QCOMPARE(kindThrownBy([&] { queues.deleteQueue(u"ordershub-workitems"_s, m_stop); }),
             u"NotFound"_s);
}

void tst_StorageServices::listsContainers()
{
    const auto containers = BlobService(*m_client).containers({}, m_stop);
    const auto found = std::ranges::find(containers, u"ordershub-applease"_s, &ContainerItem::name);
    QVERIFY(found != containers.end());
    QVERIFY(found->leaseState != LeaseState::Unknown);
    QVERIFY(found->lastModified);
    QVERIFY(BlobService(*m_client).containers(u"ordershub-"_s, m_stop).size() <= containers.size());
    QVERIFY(BlobService(*m_client).containers(u"nothing"_s, m_stop).empty());
}

void tst_StorageServices::writesAndReadsBlobs()
{
    const BlobService blobs(*m_client);
    const QString container = u"ordershub-largemessages"_s;
    const QByteArray bytes("\x1f\x8b\0\1 bytes", 10);
    blobs.put(container, u"a/b.json.gz"_s, "first", BlobService::PutMode::Replace, m_stop);
    blobs.put(container, u"a/b.json.gz"_s, bytes, BlobService::PutMode::Replace, m_stop);
    const auto error = thrownBy([&] {
        blobs.put(container, u"a/b.json.gz"_s, "x", BlobService::PutMode::OnlyIfAbsent, m_stop);
    });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::AlreadyExists);
    QCOMPARE(error->serviceCode, u"BlobAlreadyExists"_s);
    blobs.put(container, u"a/new"_s, {}, BlobService::PutMode::OnlyIfAbsent, m_stop);

    const BlobContent content = blobs.get(container, u"a/b.json.gz"_s, 100, m_stop);
    QCOMPARE(content.bytes, bytes);
    const BlobProperties head = blobs.head(container, u"a/b.json.gz"_s, m_stop);
    QCOMPARE(head.size, 10);
    QCOMPARE(head.etag, content.properties.etag);
    QCOMPARE(head.leaseState, LeaseState::Available);
    QVERIFY(head.lastModified && head.serviceTime);
    QCOMPARE(blobs.get(container, u"a/new"_s, 100, m_stop).bytes, QByteArray());

    blobs.deleteBlob(container, u"a/b.json.gz"_s, m_stop);
    const auto gone
        = thrownBy([&] { static_cast<void>(blobs.get(container, u"a/b.json.gz"_s, 100, m_stop)); });
    QVERIFY(gone);
    QCOMPARE(gone->serviceCode, u"BlobNotFound"_s);
    QCOMPARE(kindThrownBy([&] { blobs.deleteBlob(container, u"a/b.json.gz"_s, m_stop); }),
             u"NotFound"_s);
    QCOMPARE(
        kindThrownBy([&] { static_cast<void>(blobs.head(container, u"a/b.json.gz"_s, m_stop)); }),
        u"NotFound"_s);
    QCOMPARE(thrownBy([&] {
                 static_cast<void>(blobs.get(u"no-such"_s, u"a"_s, 100, m_stop));
             })->serviceCode,
             u"ContainerNotFound"_s);
}

void tst_StorageServices::keepsBlobNamesOfAllCharacters_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : { u"inst#1/m.json.gz"_s, u"a?b/x"_s, u"50%25/x"_s, u"a b+c/x"_s,
                                 u"日本語/🚀"_s, u"@counter@k/x"_s, u"a//b"_s, u"...x/..y"_s,
                                 u"it's (1)/x"_s, u"a^0b/x"_s, u"&=;/x"_s }) {
        QTest::addRow("%s", qPrintable(name)) << name;
    }
}

void tst_StorageServices::keepsBlobNamesOfAllCharacters()
{
    QFETCH(QString, name);
    const BlobService blobs(*m_client);
    const QString container = u"ordershub-largemessages"_s;
    blobs.put(container, name, "x", BlobService::PutMode::OnlyIfAbsent, m_stop);
    QCOMPARE(blobs.get(container, name, 10, m_stop).bytes, QByteArray("x"));
    const BlobPage page = blobs.blobs(container, name, {}, m_stop);
    QCOMPARE(page.blobs.size(), 1U);
    QCOMPARE(page.blobs.front().name, name);
    QCOMPARE(page.blobs.front().size, 1);
    blobs.deleteBlob(container, name, m_stop);
    QVERIFY(blobs.blobs(container, name, {}, m_stop).blobs.empty());
}

void tst_StorageServices::listsBlobsByPrefix()
{
    const BlobService blobs(*m_client);
    const QString container = u"ordershub-largemessages"_s;
    for (const QString &name : { u"abc/1"_s, u"abc/2"_s, u"abcd/3"_s }) {
        blobs.put(container, name, "x", BlobService::PutMode::Replace, m_stop);
    }
    QCOMPARE(blobs.blobs(container, u"abc/"_s, {}, m_stop).blobs.size(), 2U);
    QCOMPARE(blobs.blobs(container, u"abc"_s, {}, m_stop).blobs.size(), 3U);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(blobs.blobs(u"no-such"_s, {}, {}, m_stop)); }),
             u"NotFound"_s);
}

void tst_StorageServices::limitsWhatItReads()
{
    const BlobService blobs(*m_client);
    const QString container = u"ordershub-largemessages"_s;
    blobs.put(container, u"big"_s, QByteArray(1000, 'x'), BlobService::PutMode::Replace, m_stop);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(blobs.get(container, u"big"_s, 999, m_stop)); }),
             u"TooLarge"_s);
    QCOMPARE(blobs.get(container, u"big"_s, 1000, m_stop).bytes.size(), 1000);
}

void tst_StorageServices::refusesNamesThatWouldBeNormalised()
{
    const BlobService blobs(*m_client);
    for (const QString &name : { u""_s, u"a/../b"_s, u"./a"_s, u"a/.."_s, u"a/.x/b"_s }) {
        QCOMPARE(
            kindThrownBy([&] { blobs.deleteBlob(u"ordershub-largemessages"_s, name, m_stop); }),
            u"InvalidInput"_s);
    }
}

void tst_StorageServices::readsLeases()
{
    const BlobService blobs(*m_client);
    const ContainerProperties properties
        = blobs.containerProperties(u"ordershub-applease"_s, m_stop);
    QVERIFY(properties.leaseState != LeaseState::Unknown);
    QVERIFY(properties.serviceTime && properties.lastModified);
    QCOMPARE(thrownBy([&] {
                 static_cast<void>(blobs.containerProperties(u"no-such"_s, m_stop));
             })->serviceCode,
             u"ContainerNotFound"_s);
}

void tst_StorageServices::breaksALeaseAndDeletesTheContainer()
{
    const BlobService blobs(*m_client);
    const QString container = u"leased"_s;
    blobs.createContainer(container, m_stop);
    QCOMPARE(kindThrownBy([&] { blobs.createContainer(container, m_stop); }), u"AlreadyExists"_s);
    QCOMPARE(kindThrownBy([&] { blobs.breakContainerLease(container, m_stop); }), u"Conflict"_s);

    StorageRequest lease;
    lease.service = StorageService::Blob;
    lease.method = HttpMethod::Put;
    lease.path = "/leased";
    lease.query = "comp=lease&restype=container";
    lease.headers = { { "x-ms-lease-action", "acquire" }, { "x-ms-lease-duration", "60" } };
    static_cast<void>(m_client->send(lease, m_stop));
    QCOMPARE(blobs.containerProperties(container, m_stop).leaseState, LeaseState::Leased);

    const auto error = thrownBy([&] { blobs.deleteContainer(container, m_stop); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Conflict);
    QCOMPARE(error->serviceCode, u"LeaseIdMissing"_s);
    QVERIFY2(error->message.contains(u"lease"_s), qPrintable(error->message));

    blobs.breakContainerLease(container, m_stop);
    QCOMPARE(blobs.containerProperties(container, m_stop).leaseState, LeaseState::Broken);
    blobs.deleteContainer(container, m_stop);
    QCOMPARE(kindThrownBy([&] { blobs.deleteContainer(container, m_stop); }), u"NotFound"_s);
}

void tst_StorageServices::refusesAWrongKey()
{
    StorageAccount account = m_client->account();
    const QByteArray key = QByteArray(64, 'k').toBase64();
    account.credential = SharedKeyCredential { Secret(key) };
    const StorageClient client(account, m_http);
    for (const int service : { 0, 1, 2 }) {
        const auto error = thrownBy([&] {
            if (service == 0) {
                static_cast<void>(TableService(client).tables({}, m_stop));
            } else if (service == 1) {
                static_cast<void>(QueueService(client).queues({}, m_stop));
            } else {
                static_cast<void>(BlobService(client).containers({}, m_stop));
            }
        });
        QVERIFY(error);
        QCOMPARE(TaskHubError::nameOf(error->kind), u"Unauthorised"_s);
        QVERIFY2(error->message.contains(u"key"_s), qPrintable(error->message));
        QVERIFY(!error->message.contains(QString::fromLatin1(key)));
        QVERIFY(!error->detail.contains(QString::fromLatin1(key)));
    }
}

void tst_StorageServices::worksWithASignature()
{
    const StorageClient client(test::withSignature(m_client->account(), u"bqt"_s, u"rwdlacup"_s),
                               m_http);
    const TableService tables(client);
    QVERIFY(tables.tables({}, m_stop).contains(instances));
    tables.transact(
        instances,
        { { TableOperation::Kind::Insert, rowOf(u"it's/sas"_s.replace(u'/', u'^')), {} } }, m_stop);
    const auto row = tables.row(instances, u"it's^sas"_s, {}, m_stop);
    QVERIFY(row);
    tables.merge(instances, rowOf(u"it's^sas"_s), row->etag, m_stop);
    QVERIFY(!tables.query(instances, { {}, {}, 2 }, {}, m_stop).next.isEmpty());

    const QueueService queues(client);
    QVERIFY(!queues.queues({}, m_stop).isEmpty());
    queues.put(u"ordershub-control-00"_s, "YQ==", 0s, m_stop);
    QVERIFY(!queues.peek(u"ordershub-control-00"_s, 32, m_stop).messages.empty());

    const BlobService blobs(client);
    blobs.put(u"ordershub-largemessages"_s, u"sas#1/x"_s, "x", BlobService::PutMode::OnlyIfAbsent,
              m_stop);
    QCOMPARE(blobs.blobs(u"ordershub-largemessages"_s, u"sas#1/"_s, {}, m_stop).blobs.size(), 1U);
}

void tst_StorageServices::namesAnExpiredSignature()
{
    const StorageClient client(test::withSignature(m_client->account(), u"bqt"_s, u"rwdlacup"_s,
                                                   u"2020-01-02T03:04:05Z"_s),
                               m_http);
    for (const int service : { 0, 1 }) {
        const auto error = thrownBy([&] {
            if (service == 0) {
                static_cast<void>(TableService(client).tables({}, m_stop));
            } else {
                static_cast<void>(BlobService(client).containers({}, m_stop));
            }
        });
        QVERIFY(error);
        QCOMPARE(TaskHubError::nameOf(error->kind), u"Unauthorised"_s);
        QVERIFY2(error->message.contains(u"expired at 2020-01-02 03:04:05 UTC"_s),
                 qPrintable(error->message));
        QVERIFY(!error->detail.contains(u"sig=%"_s));
    }
}

void tst_StorageServices::namesAMissingPermission()
{
    const StorageClient client(test::withSignature(m_client->account(), u"bqt"_s, u"rl"_s), m_http);
    QVERIFY(!TableService(client).tables({}, m_stop).isEmpty());
    const auto error = thrownBy(
        [&] { QueueService(client).put(u"ordershub-control-00"_s, "YQ==", 0s, m_stop); });
    QVERIFY(error);
    QCOMPARE(TaskHubError::nameOf(error->kind), u"Forbidden"_s);
    QVERIFY2(error->message.contains(u"post a message to the queue ordershub-control-00"_s),
             qPrintable(error->message));
    QVERIFY2(error->message.contains(u"signature does not allow"_s), qPrintable(error->message));
}

HUBDECK_GUILESS_TEST(tst_StorageServices)
#include "tst_storageservices.moc"
