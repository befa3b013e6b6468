// SPDX-License-Identifier: MIT
#include "services/azurestorage/instancepurger.h"

#include "services/azurestorage/hubstore.h"
#include "services/azurestorage/storagefilters.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;
using Kind = RuntimeStatus::Kind;

class tst_InstancePurger : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void purgesRowHistoryAndBlobs();
    void takesTheBlobsOfBothFoldersAndOfNoOther();
    void deletesLongHistoriesInBatches();
    void purgesARunningOneOnlyWhenForced();
    void purgesAnUnknownStateOnlyWhenForced_data();
    void purgesAnUnknownStateOnlyWhenForced();
    void doesNotPurgeWhatWasStartedAnew();
    void forcesWhatWasChanged();
    void purgesByFilter();
    void refusesUnsafeFilters();
    void cancelsAScheduledStart_data();
    void cancelsAScheduledStart();
    void doesNotCancelWhenItsTimeHasCome_data();
    void doesNotCancelWhenItsTimeHasCome();
    void cancelsNothingElse();

private:
    [[nodiscard]] QStringList blobs(const QString &prefix) const;
    void setColumn(const QString &id, const QString &column, EdmType type,
                   const QString &text) const;

    [[nodiscard]] size_t historyRows(const QString &id) const
    {
        return m_store->historyRows(historyFilter(InstanceId(id)), historyKeyColumns(), {}).size();
    }

    StorageAccountFixture m_fixture { u"orders-hub"_s };
    std::unique_ptr<HubStore> m_store;
};

void tst_InstancePurger::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    QCOMPARE(m_fixture.start(), QString());
    AzureStorageHubOptions options;
    options.now = [] { return *Instant::fromText("2026-11-25T00:00:00Z"); }; // as recorded
    m_store = std::make_unique<HubStore>(m_fixture.account(), TaskHubName(u"OrdersHub"_s),
                                         m_fixture.http(), options);
}

void tst_InstancePurger::setColumn(const QString &id, const QString &column, EdmType type,
                                   const QString &text) const
{
    TableRow change;
    change.partitionKey = escapedKey(id);
    change.set(column, type, text);
    m_fixture.tables().merge(m_store->names.instances, change, "*", {});
}

QStringList tst_InstancePurger::blobs(const QString &prefix) const
{
    QStringList names;
    for (const BlobItem &blob :
         m_fixture.blobs().blobs(m_store->names.largeMessages, prefix, {}, {}).blobs) {
        names.append(blob.name);
    }
    return names;
}

void tst_InstancePurger::purgesRowHistoryAndBlobs()
{
    QVERIFY(!blobs(u"large-1/"_s).isEmpty());
    InstancePurger(*m_store).purge(InstanceId(u"large-1"_s), false, {});
    QVERIFY(blobs(u"large-1/"_s).isEmpty());
    QCOMPARE(historyRows(u"large-1"_s), size_t(0));
    QVERIFY(!m_store->findInstance(InstanceId(u"large-1"_s), {}));
    QCOMPARE(
        kindThrownBy([&] { InstancePurger(*m_store).purge(InstanceId(u"large-1"_s), false, {}); }),
        u"NotFound"_s);
}

void tst_InstancePurger::takesTheBlobsOfBothFoldersAndOfNoOther()
{
    const QString id = u"az#hash?^x"_s;
    const auto put = [&](const QString &name) { m_store->putBlob({ name, "x" }, {}); };
    put(id + u"/message-1-EventRaised.json.gz"_s); // raw id
    put(escapedKey(id) + u"/history-1-Input.json.gz"_s); // escaped id
    put(id + u"y/message-2.json.gz"_s); // begins like it
    InstancePurger(*m_store).purge(InstanceId(id), false, {});
    QCOMPARE(blobs(u"az"_s), QStringList { id + u"y/message-2.json.gz"_s });
}

void tst_InstancePurger::deletesLongHistoriesInBatches()
{
    for (int i = 0; i < 130; ++i) {
        TableRow row;
        row.partitionKey = u"order-0002"_s;
        row.rowKey = u"%1"_s.arg(1000 + i, 16, 16, QChar(u'0')).toUpper();
        row.set(u"ExecutionId"_s, EdmType::String, u"an older one"_s);
        m_fixture.tables().insert(m_store->names.history, row, {});
    }
    QVERIFY(historyRows(u"order-0002"_s) > 130);
    InstancePurger(*m_store).purge(InstanceId(u"order-0002"_s), false, {});
    QCOMPARE(historyRows(u"order-0002"_s), size_t(0));
}

void tst_InstancePurger::purgesARunningOneOnlyWhenForced()
{
    const InstanceId id(u"eternal-1"_s);
    QCOMPARE(kindThrownBy([&] { InstancePurger(*m_store).purge(id, false, {}); }), u"WrongState"_s);
    InstancePurger(*m_store).purge(id, true, {});
    QVERIFY(!m_store->findInstance(id, {}));
    const InstanceId entity(u"@counter@alpha"_s); // runs as long as it exists
    InstancePurger(*m_store).purge(entity, false, {});
    QVERIFY(!m_store->findInstance(entity, {}));
}

void tst_InstancePurger::purgesAnUnknownStateOnlyWhenForced_data()
{
    QTest::addColumn<QString>("status");
    QTest::newRow("none") << QString();
    QTest::newRow("new") << u"Hibernating"_s;
    QTest::newRow("not yet started") << u"Pending"_s;
}

void tst_InstancePurger::purgesAnUnknownStateOnlyWhenForced()
{
    QFETCH(QString, status);
    const InstanceId id(u"order-0003"_s);
    const SavedInstances saved = m_fixture.save(u"OrdersHub"_s, { id.text() });
    setColumn(id.text(), u"RuntimeStatus"_s, EdmType::String, status);
    QCOMPARE(kindThrownBy([&] { InstancePurger(*m_store).purge(id, false, {}); }), u"WrongState"_s);
    QVERIFY(m_store->findInstance(id, {}));
    QVERIFY(historyRows(id.text()) > 0);
    InstancePurger(*m_store).purge(id, true, {});
    QVERIFY(!m_store->findInstance(id, {}));
    m_fixture.restore(u"OrdersHub"_s, { id.text() }, saved);
}

void tst_InstancePurger::doesNotPurgeWhatWasStartedAnew()
{
    const InstanceId id(u"order-0004"_s);
    const QString blob = id.text() + u"/message-1-ExecutionStarted.json.gz"_s;
    m_store->putBlob({ blob, "x" }, {});
    const TableRow row = m_store->instanceRow(id, {});
    const size_t history = historyRows(id.text());
    QVERIFY(history > 0);
    setColumn(id.text(), u"RuntimeStatus"_s, EdmType::String, u"Pending"_s);
    const auto error = thrownBy([&] { InstancePurger(*m_store).remove(id, row, row.etag, {}); });
    QVERIFY(error && isChangedRow(*error));
    QVERIFY(error->message.contains(id.text()));
    QVERIFY(m_store->findInstance(id, {}));
    QCOMPARE(historyRows(id.text()), history);
    QCOMPARE(blobs(id.text()), QStringList { blob });
}

void tst_InstancePurger::forcesWhatWasChanged()
{
    const InstanceId id(u"order-0004"_s);
    const TableRow row = m_store->instanceRow(id, {});
    setColumn(id.text(), u"Version"_s, EdmType::String, u"2"_s);
    InstancePurger(*m_store).remove(id, row, "*", {});
    QVERIFY(!m_store->findInstance(id, {}));
    QCOMPARE(historyRows(id.text()), size_t(0));
}

void tst_InstancePurger::purgesByFilter()
{
    PurgeFilter filter;
    filter.createdFrom = *Instant::fromText("2026-11-01T00:00:00Z");
    filter.createdTo = *Instant::fromText("2026-12-01T00:00:00Z");
    filter.statuses = { Kind::Terminated };
    const auto count = [&](const QString &status) {
        return std::ranges::count_if(
            m_fixture.tables().queryAll(m_store->names.instances, {}, {}),
            [&](const TableRow &row) { return row.text(u"RuntimeStatus") == status; });
    };
    const auto terminated = count(u"Terminated"_s);
    const auto completed = count(u"Completed"_s);
    QVERIFY(terminated > 0);
    QCOMPARE(InstancePurger(*m_store).purge(filter, {}).deleted, qint64(terminated));
    QCOMPARE(count(u"Terminated"_s), terminated - terminated);
    QCOMPARE(count(u"Completed"_s), completed);
    QCOMPARE(InstancePurger(*m_store).purge(filter, {}).deleted, qint64(0));
}

void tst_InstancePurger::refusesUnsafeFilters()
{
    PurgeFilter filter;
    filter.createdFrom = *Instant::fromText("2026-11-01T00:00:00Z");
    filter.createdTo = *Instant::fromText("2026-12-01T00:00:00Z");
    for (const std::vector<Kind> &statuses :
         { std::vector<Kind> {}, std::vector<Kind> { Kind::Running } }) {
        filter.statuses = statuses;
        QCOMPARE(
            kindThrownBy([&] { static_cast<void>(InstancePurger(*m_store).purge(filter, {})); }),
            u"InvalidInput"_s);
    }
}

void tst_InstancePurger::cancelsAScheduledStart_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("status");
    QTest::newRow("pending") << u"scheduled-1"_s << u"Pending"_s;
    QTest::newRow("terminated") << u"scheduled-2"_s << u"Terminated"_s; // starts all the same (W5)
}

void tst_InstancePurger::cancelsAScheduledStart()
{
    QFETCH(QString, id);
    QFETCH(QString, status);
    setColumn(id, u"RuntimeStatus"_s, EdmType::String, status);
    // A worker reads the message to drop it: without its blob it would be tried for ever
    const QString message = id + u"/message-1-ExecutionStarted.json.gz"_s;
    m_store->putBlob({ message, "x" }, {});
    m_store->putBlob({ id + u"/history-1-Input.json.gz"_s, "x" }, {});
    InstancePurger(*m_store).cancelScheduledStart(InstanceId(id), {});
    QVERIFY(!m_store->findInstance(InstanceId(id), {}));
    QCOMPARE(blobs(id), QStringList { message });
    QCOMPARE(historyRows(id), size_t(0));
}

void tst_InstancePurger::doesNotCancelWhenItsTimeHasCome_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("at");
    QTest::newRow("pending") << u"Pending"_s << u"2026-11-24T23:59:59Z"_s;
    QTest::newRow("at this moment") << u"Pending"_s << u"2026-11-25T00:00:00Z"_s;
    QTest::newRow("terminated") << u"Terminated"_s << u"2026-11-24T00:00:00Z"_s;
    QTest::newRow("runs already") << u"Running"_s << u"2026-11-26T00:00:00Z"_s;
}

void tst_InstancePurger::doesNotCancelWhenItsTimeHasCome()
{
    QFETCH(QString, status);
    QFETCH(QString, at);
    const InstanceId id(u"order-0006"_s);
    const size_t history = historyRows(id.text());
    QVERIFY(history > 0);
    setColumn(id.text(), u"RuntimeStatus"_s, EdmType::String, status);
    setColumn(id.text(), u"ScheduledStartTime"_s, EdmType::DateTime, at);
    const auto error = thrownBy([&] { InstancePurger(*m_store).cancelScheduledStart(id, {}); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::WrongState);
    QVERIFY(error->message.contains(id.text()));
    QVERIFY(m_store->findInstance(id, {}));
    QCOMPARE(historyRows(id.text()), history);
}

void tst_InstancePurger::cancelsNothingElse()
{
    for (const QString &id : { u"approval-10"_s, u"order-0001"_s }) {
        QCOMPARE(kindThrownBy(
                     [&] { InstancePurger(*m_store).cancelScheduledStart(InstanceId(id), {}); }),
                 u"WrongState"_s);
    }
    QCOMPARE(kindThrownBy([&] {
                 InstancePurger(*m_store).cancelScheduledStart(InstanceId(u"nobody"_s), {});
             }),
             u"NotFound"_s);
}

HUBDECK_GUILESS_TEST(tst_InstancePurger)
#include "tst_instancepurger.moc"
