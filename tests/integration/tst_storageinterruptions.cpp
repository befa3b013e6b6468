// SPDX-License-Identifier: MIT
#include "services/azurestorage/instancekeys.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <atomic>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Lets so many requests through and then ends everything, as a program that is killed. Requests
/// are dated one by one just before they leave: that is where it stands in the way.
class RequestLimit
{
public:
    explicit RequestLimit(int requests)
        : m_left(std::make_shared<std::atomic<int>>(requests))
    { }

    [[nodiscard]] AzureStorageHub::Options options() const
    {
        AzureStorageHub::Options options;
        options.parallelRequests = 1; // the same order every time
        options.storage.now = [left = m_left] {
            if (--*left < 0) {
                throw TaskHubError(ErrorKind::Cancelled, u"killed"_s);
            }
            return QDateTime::currentDateTimeUtc();
        };
        return options;
    }

    [[nodiscard]] bool wasReached() const { return *m_left < 0; }

private:
    std::shared_ptr<std::atomic<int>> m_left;
};

constexpr int tooMany = 1000; // requests of one act; a safeguard of the loops below

const QStringList twoLeafFamily { u"family-2"_s, u"family-2-child"_s, // NOLINT(cert-err58-cpp)
                                  u"family-2-other"_s };

QStringList eventTypes(const std::map<QString, std::pair<QString, QByteArray>> &messages)
{
    QStringList found;
    for (const auto &[id, message] : messages) {
        const QJsonObject task
            = QJsonDocument::fromJson(message.second).object()[u"TaskMessage"].toObject();
        found.append(message.first + u' ' + task[u"Event"][u"$type"].toString() + u' '
                     + task[u"OrchestrationInstance"][u"InstanceId"].toString());
    }
    found.sort();
    return found;
}

/// Rows as they must be in the end; the time of writing aside.
std::vector<TableRow> timeless(std::vector<TableRow> rows)
{
    for (TableRow &row : rows) {
        std::erase_if(row.properties, [](const TableProperty &property) {
            return property.name == u"LastUpdatedTime";
        });
    }
    return rows;
}

} // namespace

/// Rewind, purge and deletion are stopped after each single request in turn; doing it again reaches
/// the same end as an undisturbed run.
class tst_StorageInterruptions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void finishesARewind_data();
    void finishesARewind();
    void wakesTheOtherLeafWhenAWorkerWasFaster();
    void finishesAPurge_data();
    void finishesAPurge();
    void finishesAPurgeByFilter();
    void cancelsAStartOrLeavesItWhole();
    void finishesADeletion_data();
    void finishesADeletion();
    void neverStartsTwice();

private:
    struct End
    {
        std::vector<TableRow> instances;
        std::vector<TableRow> history;
        std::map<QString, QByteArray> blobs;
        QStringList messages;

        friend bool operator==(const End &, const End &) = default;
    };

    [[nodiscard]] End endOf(const QStringList &ids) const;
    void reset(const QStringList &ids, const SavedInstances &saved) const;
    void clearQueues() const;
    /// As recorded, with one more child that failed.
    [[nodiscard]] SavedInstances twoLeaves() const;
    void workOn(const InstanceId &leaf) const;
    void makeHub(const QString &name, bool isLeased) const;

    const QString m_name = u"OrdersHub"_s;
    StorageAccountFixture m_fixture { u"orders-hub"_s };
};

void tst_StorageInterruptions::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    QCOMPARE(m_fixture.start(), QString());
}

tst_StorageInterruptions::End tst_StorageInterruptions::endOf(const QStringList &ids) const
{
    SavedInstances saved = m_fixture.save(m_name, ids);
    return { timeless(std::move(saved.instances)), std::move(saved.history), std::move(saved.blobs),
             eventTypes(m_fixture.allMessages(u"ordershub-control-"_s)) };
}

void tst_StorageInterruptions::reset(const QStringList &ids, const SavedInstances &saved) const
{
    m_fixture.restore(m_name, ids, saved);
    clearQueues();
}

void tst_StorageInterruptions::clearQueues() const
{
    for (int i = 0; i < 4; ++i) {
        m_fixture.clearQueue(HubNames(m_name).controlQueue(i));
    }
}

SavedInstances tst_StorageInterruptions::twoLeaves() const
{
    SavedInstances saved = m_fixture.save(m_name, { u"family-2"_s, u"family-2-child"_s });
    const auto copyChild = [](std::vector<TableRow> &rows) {
        const std::vector<TableRow> all = rows;
        for (TableRow row : all) {
            if (row.partitionKey == u"family-2-child") {
                row.partitionKey = twoLeafFamily.back();
                rows.push_back(row);
            }
        }
    };
    copyChild(saved.instances);
    copyChild(saved.history);
    const std::vector<TableRow> all = saved.history;
    for (TableRow row : all) {
        const QString type = row.text(u"EventType");
        if (type == u"SubOrchestrationInstanceCreated") {
            row.set(u"EventId"_s, EdmType::Int32, u"7"_s);
            row.set(u"InstanceId"_s, EdmType::String, twoLeafFamily.back());
        } else if (type == u"SubOrchestrationInstanceFailed") {
            row.set(u"TaskScheduledId"_s, EdmType::Int32, u"7"_s);
        } else {
            continue;
        }
        row.rowKey += u'x'; // right behind
        saved.history.push_back(row);
    }
    return saved;
}

/// What a worker does with a leaf's wake: the leaf ends well, and its parent hears of it.
void tst_StorageInterruptions::workOn(const InstanceId &leaf) const
{
    clearQueues();
    const HubNames names(m_name);
    TableRow change;
    change.partitionKey = leaf.text();
    change.set(u"RuntimeStatus"_s, EdmType::String, u"Completed"_s);
    m_fixture.tables().merge(names.instances, change, "*", {});
    change.partitionKey = twoLeafFamily.front();
    change.set(u"RuntimeStatus"_s, EdmType::String, u"Running"_s);
    m_fixture.tables().merge(names.instances, change, "*", {});
    TableRow event
        = *m_fixture.tables().row(names.history, change.partitionKey, u"0000000000000000"_s, {});
    event.rowKey = u"000000000000000C-"_s + leaf.text(); // OrchestratorStarted
    m_fixture.tables().insert(names.history, StorageAccountFixture::bare(event), {});
}

void tst_StorageInterruptions::finishesARewind_data()
{
    QTest::addColumn<QStringList>("family"); // the one to be rewound first
    QTest::addColumn<int>("leaves");
    QTest::newRow("activity") << QStringList { u"flaky-2"_s } << 1;
    QTest::newRow("orchestrator") << QStringList { u"throws-2"_s } << 1;
    QTest::newRow("family") << QStringList { u"family-2"_s, u"family-2-child"_s } << 1;
    QTest::newRow("two failed children") << twoLeafFamily << 2;
}

void tst_StorageInterruptions::finishesARewind()
{
    QFETCH(QStringList, family);
    QFETCH(int, leaves);
    const InstanceId id(family.front());
    const RewindAction action { u"again"_s };
    const SavedInstances recorded = m_fixture.save(m_name, family);
    const SavedInstances saved = leaves == 2 ? twoLeaves() : recorded;
    QCOMPARE(saved.instances.size(), size_t(family.size()));
    reset(family, saved);
    m_fixture.hub(m_name)->perform(id, action, {});
    const End undisturbed = endOf(family);
    QCOMPARE(undisturbed.messages.size(), leaves);
    int requests = 0;
    for (; requests < tooMany; ++requests) {
        reset(family, saved);
        const RequestLimit limit(requests);
        const auto error
            = thrownBy([&] { m_fixture.hub(m_name, limit.options())->perform(id, action, {}); });
        if (!limit.wasReached()) {
            QVERIFY(!error);
            break;
        }
        QVERIFY(error);
        const auto second = thrownBy([&] { m_fixture.hub(m_name)->perform(id, action, {}); });
        QVERIFY2(!second,
                 second
                     ? qPrintable(u"after %1: %2"_s.arg(QString::number(requests), second->message))
                     : "");
        const End end = endOf(family);
        QCOMPARE(end.messages, undisturbed.messages);
        QVERIFY2(end == undisturbed, qPrintable(QString::number(requests)));
    }
    QVERIFY(requests > 5);
    reset(family, recorded);
}

void tst_StorageInterruptions::wakesTheOtherLeafWhenAWorkerWasFaster()
{
    const InstanceId id(twoLeafFamily.front());
    const RewindAction action { u"again"_s };
    const SavedInstances recorded = m_fixture.save(m_name, twoLeafFamily);
    const SavedInstances saved = twoLeaves();
    QStringList posted;
    for (int requests = 0; posted.size() != 1; ++requests) {
        QVERIFY(requests < tooMany);
        reset(twoLeafFamily, saved);
        const RequestLimit limit(requests);
        static_cast<void>(
            thrownBy([&] { m_fixture.hub(m_name, limit.options())->perform(id, action, {}); }));
        posted = endOf(twoLeafFamily).messages;
    }
    const QStringList leaves = twoLeafFamily.sliced(1);
    const qsizetype first = posted.front().endsWith(leaves.front()) ? 0 : 1;
    QVERIFY(posted.front().endsWith(leaves.at(first)));
    workOn(InstanceId(leaves.at(first)));
    m_fixture.hub(m_name)->perform(id, action, {});
    posted = endOf(twoLeafFamily).messages;
    QCOMPARE(posted.size(), 1);
    QVERIFY2(posted.front().endsWith(leaves.at(1 - first)), qPrintable(posted.front()));
    QCOMPARE(m_fixture.hub(m_name)->instance(id, {}).status.kind(), RuntimeStatus::Kind::Running);
    // Once that one runs, too, nothing is left to be done
    workOn(InstanceId(leaves.at(1 - first)));
    QCOMPARE(kindThrownBy([&] { m_fixture.hub(m_name)->perform(id, action, {}); }),
             u"WrongState"_s);
    reset(twoLeafFamily, recorded);
}

void tst_StorageInterruptions::finishesAPurge_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("with blobs") << u"large-1"_s;
    QTest::newRow("with a long history") << u"fanout-50"_s;
    QTest::newRow("with two folders of blobs") << u"az#hash?^x"_s;
}

void tst_StorageInterruptions::finishesAPurge()
{
    QFETCH(QString, id);
    const QStringList ids { id };
    for (const QString &folder : { id, escapedKey(id) }) {
        m_fixture.blobs().put(HubNames(m_name).largeMessages, folder + u"/of-both.json.gz"_s, "x",
                              BlobService::PutMode::Replace, {});
    }
    const SavedInstances saved = m_fixture.save(m_name, ids);
    QVERIFY(!saved.instances.empty() && !saved.history.empty());
    QVERIFY(saved.blobs.size() >= (id == escapedKey(id) ? 1 : 2));
    int requests = 0;
    for (; requests < tooMany; ++requests) {
        m_fixture.restore(m_name, ids, saved);
        const RequestLimit limit(requests);
        const auto error = thrownBy([&] {
            m_fixture.hub(m_name, limit.options())->perform(InstanceId(id), PurgeAction {}, {});
        });
        if (!limit.wasReached()) {
            QVERIFY(!error);
            break;
        }
        QVERIFY(error);
        QCOMPARE(m_fixture.hub(m_name)->perform(InstanceId(id), PurgeAction {}, {}).deleted,
                 qint64(1));
        const SavedInstances end = m_fixture.save(m_name, ids);
        QVERIFY(end.instances.empty() && end.history.empty() && end.blobs.empty());
    }
    QVERIFY(requests > 3);
}

void tst_StorageInterruptions::finishesAPurgeByFilter()
{
    PurgeFilter filter;
    filter.createdFrom = *Instant::fromText("2026-11-01T00:00:00Z");
    filter.createdTo = *Instant::fromText("2026-12-01T00:00:00Z");
    filter.statuses = { RuntimeStatus::Kind::Terminated };
    QStringList ids;
    for (const TableRow &row : m_fixture.tables().queryAll(
             HubNames(m_name).instances, { u"RuntimeStatus eq 'Terminated'"_s, {} }, {})) {
        ids.append(unescapedKey(row.partitionKey));
        m_fixture.blobs().put(HubNames(m_name).largeMessages, ids.back() + u"/m.json.gz"_s, "x",
                              BlobService::PutMode::Replace, {});
    }
    QVERIFY(ids.size() > 1);
    const SavedInstances saved = m_fixture.save(m_name, ids);
    QCOMPARE(m_fixture.hub(m_name)->purge(filter, {}).deleted, ids.size());
    const AccountState undisturbed = m_fixture.state(m_name);
    int requests = 0;
    for (; requests < tooMany; ++requests) {
        m_fixture.restore(m_name, ids, saved);
        const RequestLimit limit(requests);
        const auto error = thrownBy(
            [&] { static_cast<void>(m_fixture.hub(m_name, limit.options())->purge(filter, {})); });
        QCOMPARE(error.has_value(), limit.wasReached());
        if (!error) {
            break;
        }
        static_cast<void>(m_fixture.hub(m_name)->purge(filter, {}));
        QVERIFY2(m_fixture.state(m_name) == undisturbed, qPrintable(QString::number(requests)));
    }
    QVERIFY(requests > 4 * ids.size());
}

void tst_StorageInterruptions::cancelsAStartOrLeavesItWhole()
{
    for (int requests = 0; requests < tooMany; ++requests) {
        StartRequest start;
        start.function = u"Echo"_s;
        start.id = InstanceId(u"later-%1"_s.arg(QString::number(requests)));
        start.input = '"' + QByteArray(90'000, 'x') + '"';
        start.at = Instant::now() + std::chrono::hours(1);
        m_fixture.hub(m_name)->start(start, {});
        const QStringList ids { start.id->text() };
        const SavedInstances saved = m_fixture.save(m_name, ids);
        QVERIFY(!saved.instances.empty() && !saved.blobs.empty());
        const RequestLimit limit(requests);
        const auto error = thrownBy(
            [&] { m_fixture.hub(m_name, limit.options())->cancelScheduledStart(*start.id, {}); });
        QCOMPARE(error.has_value(), limit.wasReached());
        const SavedInstances after = m_fixture.save(m_name, ids);
        if (!error) {
            QVERIFY(requests > 3);
            QVERIFY(after.instances.empty());
            QCOMPARE(after.blobs, saved.blobs); // the message's, which its worker reads to drop it
            return;
        }
        if (after.instances.empty()) { // it never starts, and says so
            QVERIFY(error->message.contains(u"is cancelled"_s));
            QCOMPARE(
                kindThrownBy([&] { m_fixture.hub(m_name)->cancelScheduledStart(*start.id, {}); }),
                u"NotFound"_s);
            continue;
        }
        // It starts with all that it needs, unless it is cancelled once more
        QCOMPARE(after.instances, saved.instances);
        QCOMPARE(after.blobs, saved.blobs);
        m_fixture.hub(m_name)->cancelScheduledStart(*start.id, {});
        QVERIFY(m_fixture.save(m_name, ids).instances.empty());
    }
    QFAIL("it never came to an end");
}

void tst_StorageInterruptions::makeHub(const QString &name, bool isLeased) const
{
    const HubNames names(name);
    for (const QString &table : { names.instances, names.history, names.partitions }) {
        m_fixture.createTable(table);
    }
    for (const QString &queue : { names.workItems, names.controlQueue(0), names.controlQueue(1) }) {
        m_fixture.createQueue(queue);
    }
    for (const QString &container : { names.appLease, names.largeMessages }) {
        m_fixture.blobs().createContainer(container, {});
    }
    if (isLeased) {
        m_fixture.leaseContainer(names.appLease);
    }
}

void tst_StorageInterruptions::finishesADeletion_data()
{
    QTest::addColumn<bool>("force");
    QTest::newRow("unforced") << false;
    QTest::newRow("in use") << true;
}

void tst_StorageInterruptions::finishesADeletion()
{
    QFETCH(bool, force);
    const AccountNames before = m_fixture.names();
    int requests = 0;
    for (; requests < tooMany; ++requests) {
        const QString name = (force ? u"Forced%1"_s : u"Short%1"_s).arg(QString::number(requests));
        makeHub(name, force);
        const HubDeletionRequest request { TaskHubName(name), force };
        const RequestLimit limit(requests);
        const auto error = thrownBy(
            [&] { m_fixture.hub(name, limit.options())->deleteTaskHub(request, {}, {}); });
        if (!limit.wasReached()) {
            QVERIFY(!error);
            break;
        }
        QVERIFY(error);
        const HubDeletionOutcome outcome = m_fixture.hub(name)->deleteTaskHub(request, {}, {});
        QVERIFY(outcome.leftovers.empty());
        QCOMPARE(m_fixture.names(), before);
    }
    QVERIFY(requests > 8);
    QCOMPARE(m_fixture.names(), before);
}

void tst_StorageInterruptions::neverStartsTwice()
{
    for (int i = 0; i < 4; ++i) {
        m_fixture.clearQueue(HubNames(m_name).controlQueue(i));
    }
    for (int requests = 0; requests < tooMany; ++requests) {
        StartRequest start;
        start.function = u"Echo"_s;
        start.id = InstanceId(u"interrupted-%1"_s.arg(QString::number(requests)));
        const size_t before = m_fixture.allMessages(u"ordershub-control-"_s).size();
        const RequestLimit limit(requests);
        const auto error
            = thrownBy([&] { m_fixture.hub(m_name, limit.options())->start(start, {}); });
        const size_t posted = m_fixture.allMessages(u"ordershub-control-"_s).size() - before;
        QVERIFY(posted <= 1);
        QCOMPARE(error.has_value(), limit.wasReached());
        if (!error) {
            QCOMPARE(posted, size_t(1));
            return;
        }
        // Only a message without its row leaves it open whether it runs
        QCOMPARE(TaskHubError::nameOf(error->kind),
                 posted == 1 ? u"OutcomeUnknown"_s : u"Cancelled"_s);
    }
    QFAIL("it never came to an end");
}

HUBDECK_GUILESS_TEST(tst_StorageInterruptions)
#include "tst_storageinterruptions.moc"
