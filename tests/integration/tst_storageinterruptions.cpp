// SPDX-License-Identifier: MIT
#include "services/azurestorage/instancekeys.h"
#include "storageaccountfixture.h"
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
    void finishesAPurge_data();
    void finishesAPurge();
    void finishesAPurgeByFilter();
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
    void makeHub(const QString &name) const;

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
    for (int i = 0; i < 4; ++i) {
        m_fixture.clearQueue(HubNames(m_name).controlQueue(i));
    }
}

void tst_StorageInterruptions::finishesARewind_data()
{
    QTest::addColumn<QStringList>("family"); // the one to be rewound first
    QTest::newRow("activity") << QStringList { u"flaky-2"_s };
    QTest::newRow("orchestrator") << QStringList { u"throws-2"_s };
    QTest::newRow("family") << QStringList { u"family-2"_s, u"family-2-child"_s };
}

void tst_StorageInterruptions::finishesARewind()
{
    QFETCH(QStringList, family);
    const InstanceId id(family.front());
    const RewindAction action { u"again"_s };
    const SavedInstances saved = m_fixture.save(m_name, family);
    QCOMPARE(saved.instances.size(), size_t(family.size()));
    reset(family, saved);
    m_fixture.hub(m_name)->perform(id, action, {});
    const End undisturbed = endOf(family);
    QCOMPARE(undisturbed.messages.size(), 1);
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
    reset(family, saved);
}

void tst_StorageInterruptions::finishesAPurge_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("with blobs") << u"large-1"_s;
    QTest::newRow("with a long history") << u"fanout-50"_s;
}

void tst_StorageInterruptions::finishesAPurge()
{
    QFETCH(QString, id);
    const QStringList ids { id };
    const SavedInstances saved = m_fixture.save(m_name, ids);
    QVERIFY(!saved.instances.empty() && !saved.history.empty());
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
    const RequestLimit limit(7); // in the middle of some instance
    QVERIFY(thrownBy(
        [&] { static_cast<void>(m_fixture.hub(m_name, limit.options())->purge(filter, {})); }));
    QVERIFY(limit.wasReached());
    QVERIFY(m_fixture.hub(m_name)->purge(filter, {}).deleted > 0);
    QStringList orphans;
    std::set<QString> alive;
    for (const TableRow &row : m_fixture.tables().queryAll(HubNames(m_name).instances, {}, {})) {
        QVERIFY(row.text(u"RuntimeStatus") != u"Terminated");
        alive.insert(row.partitionKey);
    }
    for (const TableRow &row : m_fixture.tables().queryAll(HubNames(m_name).history, {}, {})) {
        if (!alive.contains(row.partitionKey)) {
            orphans.append(row.partitionKey);
        }
    }
    orphans.removeDuplicates();
    QVERIFY2(orphans.isEmpty(), qPrintable(orphans.join(u' ')));
}

void tst_StorageInterruptions::makeHub(const QString &name) const
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
    m_fixture.leaseContainer(names.appLease);
}

void tst_StorageInterruptions::finishesADeletion()
{
    const AccountNames before = m_fixture.names();
    int requests = 0;
    for (; requests < tooMany; ++requests) {
        const QString name = u"Short%1lived"_s.arg(QString::number(requests));
        makeHub(name);
        const HubDeletionRequest request { TaskHubName(name), true };
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

QTEST_GUILESS_MAIN(tst_StorageInterruptions)
#include "tst_storageinterruptions.moc"
