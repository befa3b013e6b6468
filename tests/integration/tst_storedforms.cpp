// SPDX-License-Identifier: MIT
#include "services/azurestorage/gzip.h"
#include "services/azurestorage/hubstore.h"
#include "services/azurestorage/instancereader.h"
#include "services/azurestorage/storagehubs.h"
#include "services/json/jsonscanner.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using Columns = std::map<QString, QString>;

TableRow rowOf(const QString &key, const QString &rowKey, const Columns &columns)
{
    TableRow row;
    row.partitionKey = key;
    row.rowKey = rowKey;
    for (const auto &[name, text] : columns) {
        row.set(name, EdmType::String, text);
    }
    return row;
}

} // namespace

/// Forms that a hub may store and that no recording has, read through the whole road.
class tst_StoredForms : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void readsInputs_data();
    void readsInputs();
    void readsTags();
    void saysWhatAHistoryLost();
    void readsIdsThatAreEscaped_data();
    void readsIdsThatAreEscaped();
    void tellsOldKeysFromOthers();
    void actsOnNoOldKey();
    void showsNoHistoryOfTheRunBefore();
    void tellsOfACheckpointInProgress();
    void hubsThatNeverStarted();
    void readingNeverCreatesAnything();

private:
    void putInstance(const QString &key, Columns columns);
    void putBlob(const QString &name, const QByteArray &bytes) const;
    /// A history of two events and its sentinel.
    void putHistory(const QString &key, const QString &execution, const Columns &started = {},
                    const Columns &sentinel = {});

    StorageAccountFixture m_fixture { u"orders-hub"_s };
    std::unique_ptr<AzureStorageHub> m_hub;
    HubNames m_names { u"OrdersHub"_s };
};

void tst_StoredForms::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    QCOMPARE(m_fixture.start(), QString());
    m_hub = m_fixture.hub(u"OrdersHub"_s);
}

void tst_StoredForms::putInstance(const QString &key, Columns columns)
{
    columns.try_emplace(u"RuntimeStatus"_s, u"Running"_s);
    m_fixture.tables().insert(m_names.instances, rowOf(key, {}, columns), {});
}

void tst_StoredForms::putBlob(const QString &name, const QByteArray &bytes) const
{
    m_fixture.blobs().put(m_names.largeMessages, name, bytes, BlobService::PutMode::Replace, {});
}

void tst_StoredForms::putHistory(const QString &key, const QString &execution,
                                 const Columns &started, const Columns &sentinel)
{
    const auto put = [&](const QString &rowKey, Columns columns, const Columns &more) {
        columns.emplace(u"ExecutionId"_s, execution);
        columns.insert(more.begin(), more.end());
        m_fixture.tables().insert(m_names.history, rowOf(key, rowKey, columns), {});
    };
    put(u"0000000000000000"_s, { { u"EventType"_s, u"OrchestratorStarted"_s } }, {});
    put(u"0000000000000001"_s, { { u"EventType"_s, u"ExecutionStarted"_s } }, started);
    put(u"sentinel"_s, {}, sentinel);
}

void tst_StoredForms::readsInputs_data()
{
    QTest::addColumn<QString>("input"); // %1: the container's address
    QTest::addColumn<QString>("companion");
    QTest::addColumn<QString>("blob");
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray value = R"({"n":1.50})";
    const QByteArray envelope = R"({"TaskMessage":{"Event":{"Input":"{\"n\":1.50}"}}})";
    const QString message = u"form/message-0123-ExecutionStarted.json.gz"_s;
    const QString history = u"form/history-0000000000000001-ExecutionStarted-1-Input.json.gz"_s;
    QTest::newRow("message by address")
        << u"%1/"_s + message << u""_s << message << gzipped(envelope);
    QTest::newRow("message not packed") << u"%1/"_s + message << u""_s << message << envelope;
    QTest::newRow("message by name")
        << u"form/message-01-executionstarted.json.gz"_s << u""_s
        << u"form/message-01-executionstarted.json.gz"_s << gzipped(envelope);
    QTest::newRow("value by address") << u"%1/"_s + history << u""_s << history << gzipped(value);
    QTest::newRow("value not packed") << u"%1/"_s + history << u""_s << history << value;
    QTest::newRow("companion") << u""_s << u"form/history--Input-1-Input.json.gz"_s
                               << u"form/history--Input-1-Input.json.gz"_s << gzipped(value);
    QTest::newRow("stale companion")
        << u"%1/"_s + history << u"form/gone.json.gz"_s << history << gzipped(value);
}

void tst_StoredForms::readsInputs()
{
    QFETCH(QString, input);
    QFETCH(QString, companion);
    QFETCH(QString, blob);
    QFETCH(QByteArray, bytes);
    putBlob(blob, bytes);
    // As a worker elsewhere wrote it: the host is another, the configured endpoint counts
    Columns columns { { u"Input"_s,
                        input.startsWith(u'%') ? input.arg(u"https://acc.blob.core.windows.net/"_s
                                                           + m_names.largeMessages)
                                               : input } };
    if (!companion.isEmpty()) {
        columns.emplace(u"InputBlobName"_s, companion);
    }
    putInstance(u"form"_s, columns);
    const InstanceDetails details = m_hub->instance(InstanceId(u"form"_s), {});
    m_fixture.tables().remove(m_names.instances, u"form"_s, {}, "*", {});
    QCOMPARE(details.input.text, QByteArray(R"({"n":1.50})"));
    QVERIFY(details.input.storedAt.endsWith(blob));
}

void tst_StoredForms::readsTags()
{
    putBlob(u"tagged/history--Tags-1-Tags.json.gz"_s, gzipped(R"({"tenant":"t1"})"));
    putInstance(
        u"tagged"_s,
        { { u"Tags"_s, {} }, { u"TagsBlobName"_s, u"tagged/history--Tags-1-Tags.json.gz"_s } });
    putInstance(u"untagged"_s,
                { { u"Tags"_s, {} }, { u"TagsBlobName"_s, u"untagged/gone.json.gz"_s } });
    const QByteArray tags = R"({"tenant":"t1"})";
    const InstanceDetails details = m_hub->instance(InstanceId(u"tagged"_s), {});
    QCOMPARE(details.tags, tags);
    QCOMPARE(json::member(details.raw, "tags").toByteArray(), tags);
    QCOMPARE(m_hub->history(InstanceId(u"tagged"_s), {}).instance.tags, tags);
    const InstanceDetails lost = m_hub->instance(InstanceId(u"untagged"_s), {});
    QVERIFY(lost.tags.startsWith("\"(") && lost.tags.contains("untagged/gone.json.gz"));
}

void tst_StoredForms::saysWhatAHistoryLost()
{
    putInstance(u"lossy"_s, {});
    putHistory(u"lossy"_s, u"x"_s,
               { { u"Input"_s, {} }, { u"InputBlobName"_s, u"lossy/gone.json.gz"_s } });
    const History history = m_hub->history(InstanceId(u"lossy"_s), {});
    QCOMPARE(history.allEvents.size(), size_t(2));
    QVERIFY(history.allEvents.back().text("Input").contains(u"lossy/gone.json.gz"_s));
}

void tst_StoredForms::readsIdsThatAreEscaped_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("backslash") << u"a\\b"_s;
    QTest::newRow("tab") << u"tab\u0009here"_s;
    QTest::newRow("C1") << u"c1\u009Fx"_s;
    QTest::newRow("caret") << u"50%^2"_s;
}

void tst_StoredForms::readsIdsThatAreEscaped()
{
    QFETCH(QString, id);
    const QString key = escapedKey(id);
    putInstance(key, { { u"Input"_s, u"1"_s } });
    putHistory(key, u"x"_s);
    const History history = m_hub->history(InstanceId(id), {});
    QCOMPARE(history.instance.id.text(), id);
    QCOMPARE(history.allEvents.size(), size_t(2));
    InstanceQuery query;
    query.idPrefix = id;
    QStringList listed;
    m_hub->listInstances(query, {},
                         [&](InstancePage &&page) {
                             for (const InstanceRow &row : page.rows) {
                                 listed << page.id(row).text();
                             }
                             return SinkAnswer::Continue;
                         },
                         {});
    QCOMPARE(listed, QStringList { id });
}

/// Versions before 1.8.4 wrote ids as they are (§2.1.1): `x^y` must not be shown as `xy`.
void tst_StoredForms::tellsOldKeysFromOthers()
{
    putInstance(u"x^y"_s, { { u"Name"_s, u"Old"_s } });
    putHistory(u"x^y"_s, u"old"_s, { { u"Name"_s, u"Old"_s } });
    putInstance(u"xy"_s, { { u"Name"_s, u"New"_s } });
    QCOMPARE(m_hub->instance(InstanceId(u"x^y"_s), {}).name, u"Old"_s);
    QCOMPARE(m_hub->instance(InstanceId(u"xy"_s), {}).name, u"New"_s);
    const History history = m_hub->history(InstanceId(u"x^y"_s), {});
    QCOMPARE(history.instance.id.text(), u"x^y"_s);
    QCOMPARE(history.allEvents.size(), size_t(2));
    QVERIFY(!m_hub->history(InstanceId(u"xy"_s), {}).available);
    InstanceQuery query;
    query.idPrefix = u"x"_s;
    QStringList listed;
    m_hub->listInstances(query, {},
                         [&](InstancePage &&page) {
                             for (const InstanceRow &row : page.rows) {
                                 listed << page.id(row).text();
                             }
                             return SinkAnswer::Continue;
                         },
                         {});
    QVERIFY(listed.contains(u"x^y"_s) && listed.contains(u"xy"_s));
}

void tst_StoredForms::actsOnNoOldKey()
{
    putInstance(u"o^y"_s, { { u"Name"_s, u"Old"_s } });
    const InstanceId id(u"o^y"_s);
    const auto before = m_fixture.allMessages(u"ordershub-control-"_s);
    for (const InstanceAction &action : std::vector<InstanceAction> {
             TerminateAction {}, SuspendAction {}, RaiseEventAction { u"E"_s, "1" } }) {
        const auto error = thrownBy([&] { m_hub->perform(id, action, {}); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Unsupported);
        QVERIFY(error->message.contains(u"1.8.4"_s));
    }
    m_fixture.tables().merge(
        m_names.instances, rowOf(id.text(), {}, { { u"RuntimeStatus"_s, u"Failed"_s } }), "*", {});
    QCOMPARE(kindThrownBy([&] { m_hub->perform(id, RestartAction { false }, {}); }),
             u"Unsupported"_s);
    QCOMPARE(kindThrownBy([&] { m_hub->perform(id, RewindAction { u"because"_s }, {}); }),
             u"Unsupported"_s);
    QCOMPARE(m_fixture.allMessages(u"ordershub-control-"_s), before);
    QCOMPARE(m_hub->perform(id, PurgeAction {}, {}).deleted, qint64(1));
    QVERIFY(!m_fixture.tables().row(m_names.instances, id.text(), {}, {}));
}

/// A start that was terminated while it was pending has no history: what is there is older.
void tst_StoredForms::showsNoHistoryOfTheRunBefore()
{
    const QString parent = u"{\"OrchestrationInstance\":{\"InstanceId\":\"p\"}}"_s;
    putHistory(u"again"_s, u"before"_s, { { u"ParentInstance"_s, parent } });
    putInstance(u"again"_s,
                { { u"RuntimeStatus"_s, u"Terminated"_s }, { u"ExecutionId"_s, u"now"_s } });
    const InstanceId id(u"again"_s);
    QVERIFY(!m_hub->history(id, {}).available);
    QCOMPARE(m_hub->instance(id, {}).parent, std::nullopt);
    m_fixture.tables().merge(m_names.instances,
                             rowOf(id.text(), {}, { { u"ExecutionId"_s, u"before"_s } }), "*", {});
    QVERIFY(m_hub->history(id, {}).available); // terminated while it ran
    QCOMPARE(m_hub->instance(id, {}).parent, std::optional(InstanceId(u"p"_s)));
}

void tst_StoredForms::tellsOfACheckpointInProgress()
{
    putInstance(u"writing"_s, {});
    putHistory(u"writing"_s, u"x"_s, {}, { { u"IsCheckpointComplete"_s, u"false"_s } });
    const History history = m_hub->history(InstanceId(u"writing"_s), {});
    QVERIFY(history.checkpointInProgress);
    QCOMPARE(history.allEvents.size(), size_t(2));
    QVERIFY(!m_hub->history(InstanceId(u"order-0001"_s), {}).checkpointInProgress);
}

void tst_StoredForms::hubsThatNeverStarted()
{
    const auto hub = m_fixture.hub(u"NeverStarted"_s);
    const std::vector<std::function<void()>> reads {
        [&] { static_cast<void>(hub->history(InstanceId(u"a"_s), {})); },
        [&] {
            static_cast<void>(hub->entityState({ u"counter"_s, u"k"_s }, {}));
        },
        [&] { hub->listEntities({}, {}, [](EntityPage &&) { return SinkAnswer::Continue; }, {}); },
    };
    for (const auto &read : reads) {
        const auto error = thrownBy(read);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::NotFound);
        QVERIFY2(error->message.contains(u"NeverStarted"_s), qPrintable(error->message));
    }
}

void tst_StoredForms::readingNeverCreatesAnything()
{
    const AccountNames names = m_fixture.names();
    const AccountState state = m_fixture.state(u"ordershub"_s);
    EntityQuery entities;
    entities.fetchState = true;
    InstanceQuery raw;
    raw.kinds = InstanceKinds::Both;
    raw.include = RowContents::Raw;
    for (const QString &name : { u"OrdersHub"_s, u"ordershub"_s, u"Unknown"_s }) {
        const auto hub = m_fixture.hub(name);
        const std::vector<std::function<void()>> reads {
            [&] {
                hub->listEntities(entities, {}, [](EntityPage &&) { return SinkAnswer::Continue; },
                                  {});
            },
            [&] {
                static_cast<void>(hub->entityState({ u"counter"_s, u"alpha"_s }, {}));
            },
            [&] {
                hub->listInstances(raw, {}, [](InstancePage &&) { return SinkAnswer::Continue; },
                                   {});
            },
            [&] { static_cast<void>(hub->instance(InstanceId(u"order-0001"_s), {})); },
            [&] { static_cast<void>(hub->history(InstanceId(u"order-0001"_s), {})); },
            [&] { static_cast<void>(hub->partitionCount({})); },
        };
        for (const auto &read : reads) {
            static_cast<void>(thrownBy(read)); // an unknown hub is said, not made
        }
    }
    static_cast<void>(StorageHubs(m_fixture.account(), m_fixture.http()).contents({}));
    QCOMPARE(m_fixture.names(), names);
    QCOMPARE(m_fixture.state(u"ordershub"_s), state);
}

HUBDECK_GUILESS_TEST(tst_StoredForms)
#include "tst_storedforms.moc"
