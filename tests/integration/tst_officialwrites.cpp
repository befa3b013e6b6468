// SPDX-License-Identifier: MIT
#include "captures.h"
#include "services/azurestorage/gzip.h"
#include "services/azurestorage/instancekeys.h"
#include "services/azurestorage/storagefilters.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString hubName = u"OrdersHub"_s;
const QByteArray large = QByteArray(90'000, 'x');

/// Ids and times are new in every run.
QString withoutIdsAndTimes(QString text)
{
    static const QRegularExpression guid(
        u"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"_s);
    static const QRegularExpression hex(u"\\b[0-9a-f]{32}\\b"_s);
    static const QRegularExpression time(
        u"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?Z"_s);
    static const QRegularExpression number(u"\"SequenceNumber\":[1-9]\\d*"_s);
    static const QRegularExpression host(u"http://127.0.0.1:\\d+/"_s);
    text.replace(guid, u"GUID"_s).replace(hex, u"HEX"_s);
    text.replace(time, u"TIME"_s).replace(number, u"\"SequenceNumber\":N"_s);
    return text.replace(host, u"HOST/"_s);
}

/// A row as the recorder wrote it, as `name type value`, sorted; ids and times aside.
QStringList lines(const TableRow &row)
{
    QStringList result { u"PartitionKey "_s + row.partitionKey, u"RowKey "_s + row.rowKey };
    for (const TableProperty &property : row.properties) {
        if (property.name != u"Timestamp") {
            result.append(u"%1 %2 %3"_s.arg(property.name,
                                            QString::number(static_cast<int>(property.type)),
                                            withoutIdsAndTimes(property.text)));
        }
    }
    result.sort();
    return result;
}

QStringList lines(const QJsonObject &row)
{
    QStringList result;
    for (auto it = row.begin(); it != row.end(); ++it) {
        const QString key = it.key();
        if (key.contains(u"odata."_s) || key == u"Timestamp") {
            continue;
        }
        if (key == u"PartitionKey" || key == u"RowKey") {
            result.append(key + u' ' + it.value().toString());
            continue;
        }
        const QString type = row.value(key + u"@odata.type"_s).toString();
        const EdmType edm = type == u"Edm.DateTime" ? EdmType::DateTime
            : it.value().isBool()                   ? EdmType::Boolean
            : it.value().isDouble()                 ? EdmType::Int32
                                                    : EdmType::String;
        const QString text = it.value().isBool() ? (it.value().toBool() ? u"true"_s : u"false"_s)
            : it.value().isDouble()              ? QString::number(it.value().toInt())
                                                 : it.value().toString();
        result.append(u"%1 %2 %3"_s.arg(key, QString::number(static_cast<int>(edm)),
                                        withoutIdsAndTimes(text)));
    }
    result.sort();
    return result;
}

} // namespace

/// What Hubdeck writes for each operation is what the official client wrote, ids and times aside.
class tst_OfficialWrites : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void writesTheSame_data();
    void writesTheSame();

private:
    void perform(const QString &operation, const InstanceId &id);
    void compareInstances(const QJsonObject &expected);
    void compareHistories(const QJsonObject &expected);
    void compareMessages(const QJsonObject &operation,
                         const std::map<QString, std::pair<QString, QByteArray>> &before);
    void compareLarge(const QJsonObject &operation, const QByteArray &content);
    void compareStart(const InstanceId &id, const QByteArray &message);
    void checkBase64(const std::map<QString, std::pair<QString, QByteArray>> &before);
    /// The blob's content, or the message itself when it has none.
    [[nodiscard]] QByteArray contentOf(const QByteArray &message) const;
    [[nodiscard]] InstanceAction actionOf(const QString &operation) const;

    std::unique_ptr<StorageAccountFixture> m_fixture;
    std::unique_ptr<AzureStorageHub> m_hub;
    QJsonArray m_operations;
};

void tst_OfficialWrites::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    m_operations = QJsonDocument::fromJson(
                       readFile(QStringLiteral(HUBDECK_TEST_DATA
                                               "/captures/orders-hub/official-client-writes.json")))
                       .array();
    QVERIFY(!m_operations.isEmpty());
    m_fixture = std::make_unique<StorageAccountFixture>(u"orders-hub"_s);
    QCOMPARE(m_fixture->start(), QString());
    m_hub = m_fixture->hub(hubName);
    for (int i = 0; i < 4; ++i) { // so that what comes can be peeked at
        m_fixture->clearQueue(HubNames(hubName).controlQueue(i));
    }
}

void tst_OfficialWrites::writesTheSame_data()
{
    QTest::addColumn<int>("index");
    const QJsonArray operations
        = QJsonDocument::fromJson(
              readFile(QStringLiteral(HUBDECK_TEST_DATA
                                      "/captures/orders-hub/official-client-writes.json")))
              .array();
    for (int i = 0; i < operations.size(); ++i) {
        QTest::newRow(qPrintable(operations.at(i)[u"name"].toString())) << i;
    }
}

InstanceAction tst_OfficialWrites::actionOf(const QString &operation) const
{
    const QHash<QString, InstanceAction> actions {
        { u"raise event with object"_s,
          RaiseEventAction { u"Approve"_s, R"({"by":"ops","note":"été \"q\""})" } },
        { u"raise event with null"_s, RaiseEventAction { u"Approve"_s, "null" } },
        { u"raise event with string"_s, RaiseEventAction { u"Approve"_s, R"("yes")" } },
        { u"raise event 70 kB"_s,
          RaiseEventAction { u"Approve"_s, "\"" + QByteArray(70'000, 'x') + "\"" } },
        { u"suspend with reason"_s, SuspendAction { u"maintenance window"_s } },
        { u"suspend without reason"_s, SuspendAction {} },
        { u"resume with reason"_s, ResumeAction { u"over"_s } },
        { u"resume without reason"_s, ResumeAction {} },
        { u"terminate with reason"_s, TerminateAction { u"stopped by operator"_s } },
        { u"terminate without reason"_s, TerminateAction {} },
        { u"terminate scheduled"_s, TerminateAction { u"not wanted"_s } },
        { u"restart with the same id"_s, RestartAction { false } },
        { u"rewind failed activity"_s, RewindAction { u"retry"_s } },
        { u"rewind family"_s, RewindAction { u"retry"_s } },
        { u"rewind orchestrator exception"_s, RewindAction { u"retry"_s } },
        { u"rewind order with failed charge"_s, RewindAction {} },
        { u"purge one"_s, PurgeAction {} },
        { u"purge one with blobs"_s, PurgeAction {} },
        { u"purge running"_s, PurgeAction { true } },
    };
    return actions.value(operation, RaiseEventAction { u"not named in the test"_s, "null" });
}

void tst_OfficialWrites::perform(const QString &operation, const InstanceId &id)
{
    if (operation.startsWith(u"start "_s)) {
        static const QHash<QString, std::pair<QString, QByteArray>> starts {
            { u"start with object input"_s, { u"Order"_s, R"({"id":7,"note":"été"})" } },
            { u"start with null input"_s, { u"Quick"_s, "null" } },
            { u"start with empty body"_s, { u"Quick"_s, {} } },
            { u"start with 90 kB input"_s, { u"Large"_s, "\"" + large + "\"" } },
            { u"start again over a completed instance"_s, { u"Order"_s, R"({"id":1})" } },
            { u"start with an id that needs escaping"_s, { u"Quick"_s, {} } },
        };
        const auto [function, input] = starts.value(operation);
        StartRequest request;
        request.function = function;
        request.id = id;
        if (!input.isEmpty()) {
            request.input = input;
        }
        m_hub->start(request, {});
    } else if (operation.startsWith(u"signal "_s)) {
        EntitySignal signal;
        signal.operation = operation.endsWith(u"without input"_s) ? u"reset"_s
            : operation.endsWith(u"object"_s)                     ? u"put"_s
                                                                  : u"add"_s;
        if (signal.operation != u"reset") {
            signal.input
                = signal.operation == u"put" ? QByteArray(R"({"sku":"B2"})") : QByteArray("5");
        }
        m_hub->signalEntity(EntityId::fromInstanceId(id), signal, {});
    } else {
        m_hub->perform(id, actionOf(operation), {});
    }
}

void tst_OfficialWrites::compareInstances(const QJsonObject &expected)
{
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        const auto row
            = m_fixture->tables().row(HubNames(hubName).instances, escapedKey(it.key()), {}, {});
        QCOMPARE(row.has_value(), !it.value().isNull());
        if (row) {
            QCOMPARE(lines(*row), lines(it.value().toObject()));
        }
    }
}

void tst_OfficialWrites::compareHistories(const QJsonObject &expected)
{
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        const auto rows = m_fixture->tables().queryAll(
            HubNames(hubName).history, { historyFilter(InstanceId(it.key())), {} }, {});
        const QJsonArray theirs = it.value().toArray();
        QCOMPARE(static_cast<int>(rows.size()), static_cast<int>(theirs.size()));
        for (int i = 0; i < theirs.size(); ++i) {
            QCOMPARE(lines(rows[static_cast<size_t>(i)]), lines(theirs.at(i).toObject()));
        }
    }
}

/// A large message holds in its blob what a small one of its kind is; only ids, name and input
/// differ.
void tst_OfficialWrites::compareLarge(const QJsonObject &operation, const QByteArray &content)
{
    const bool isStart = operation[u"name"].toString().startsWith(u"start"_s);
    const QString likeIt = isStart ? u"start with object input"_s : u"raise event with string"_s;
    QString small;
    for (const QJsonValue &other : std::as_const(m_operations)) {
        if (other[u"name"].toString() == likeIt) {
            small = other[u"messages"][0][u"text"].toString();
        }
    }
    const auto parsed = [](const QString &text) {
        QString plain = withoutIdsAndTimes(text);
        plain.replace(u"\"SequenceNumber\":N"_s, u"\"SequenceNumber\":1"_s); // JSON again
        return QJsonDocument::fromJson(plain.toUtf8()).object();
    };
    const auto envelope = [&](const QString &text) {
        QJsonObject outer = parsed(text);
        QJsonObject task = outer[u"TaskMessage"].toObject();
        QJsonObject event = task[u"Event"].toObject();
        QJsonObject instance = task[u"OrchestrationInstance"].toObject();
        instance[u"InstanceId"] = operation[u"instanceId"];
        task[u"OrchestrationInstance"] = instance;
        event[u"Input"] = isStart ? QString::fromUtf8('"' + large + '"')
                                  : QString(u'"' + QString(70'000, u'x') + u'"');
        if (isStart) {
            event[u"Name"] = u"Large"_s;
            event[u"OrchestrationInstance"] = instance;
        }
        task[u"Event"] = event;
        outer[u"TaskMessage"] = task;
        return outer;
    };
    QVERIFY(!small.isEmpty());
    const QString ours = QString::fromUtf8(content);
    QCOMPARE(envelope(ours), envelope(small));
    QVERIFY(!parsed(ours).isEmpty());
    QCOMPARE(parsed(ours), envelope(ours)); // ours had all that was put in above
}

/// The worker tells a start by these two (§5.6).
void tst_OfficialWrites::compareStart(const InstanceId &id, const QByteArray &message)
{
    const QJsonObject event
        = QJsonDocument::fromJson(message).object()[u"TaskMessage"][u"Event"].toObject();
    const auto row
        = m_fixture->tables().row(HubNames(hubName).instances, escapedKey(id.text()), {}, {});
    QVERIFY(row);
    QCOMPARE(row->text(u"ExecutionId"), event[u"OrchestrationInstance"][u"ExecutionId"].toString());
    const auto created = Instant::fromText(row->text(u"CreatedTime").toUtf8());
    QVERIFY(created);
    QCOMPARE(created, Instant::fromText(event[u"Timestamp"].toString().toUtf8()));
}

/// Every version of the worker accepts that (§5.2).
void tst_OfficialWrites::checkBase64(
    const std::map<QString, std::pair<QString, QByteArray>> &before)
{
    for (int i = 0; i < 4; ++i) {
        const PeekedMessages peeked = m_fixture->queues().peek(HubNames(hubName).controlQueue(i),
                                                               QueueService::maxPeeked, {});
        for (const PeekedMessage &message : peeked.messages) {
            if (!before.contains(message.id)) {
                const auto decoded = QByteArray::fromBase64Encoding(
                    message.text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
                QVERIFY(decoded && (*decoded).startsWith("{\"$type\""));
            }
        }
    }
}

QByteArray tst_OfficialWrites::contentOf(const QByteArray &message) const
{
    constexpr qint64 limit = 1'000'000;
    const QString blob
        = QJsonDocument::fromJson(message).object()[u"CompressedBlobName"].toString();
    return blob.isEmpty()
        ? message
        : gunzipped(m_fixture->blobs().get(HubNames(hubName).largeMessages, blob, limit, {}).bytes,
                    limit);
}

void tst_OfficialWrites::compareMessages(
    const QJsonObject &operation, const std::map<QString, std::pair<QString, QByteArray>> &before)
{
    const QJsonArray expected = operation[u"messages"].toArray();
    checkBase64(before);
    std::vector<std::pair<QString, QByteArray>> posted;
    for (const auto &[id, message] : m_fixture->allMessages(u"ordershub-control-"_s)) {
        if (!before.contains(id)) {
            posted.push_back(message);
        }
    }
    QCOMPARE(static_cast<int>(posted.size()), static_cast<int>(expected.size()));
    for (size_t i = 0; i < posted.size(); ++i) {
        const QJsonObject theirs = expected.at(static_cast<int>(i)).toObject();
        QCOMPARE(posted[i].first, theirs[u"queue"].toString());
        QCOMPARE(withoutIdsAndTimes(QString::fromUtf8(posted[i].second)),
                 withoutIdsAndTimes(theirs[u"text"].toString()));
        const QByteArray content = contentOf(posted[i].second);
        if (content != posted[i].second) {
            QVERIFY(content.startsWith(R"({"$type":"DurableTask.AzureStorage.MessageData")"));
            QVERIFY(content.contains(R"("CompressedBlobName":null)"));
            compareLarge(operation, content);
        }
        if (content.contains("ExecutionStartedEvent")) {
            compareStart(InstanceId(operation[u"instanceId"].toString()), content);
        }
    }
}

void tst_OfficialWrites::writesTheSame()
{
    QFETCH(int, index);
    const QJsonObject operation = m_operations.at(index).toObject();
    const QString name = operation[u"name"].toString();
    const InstanceId id(operation[u"instanceId"].toString());
    const auto before = m_fixture->allMessages(u"ordershub-control-"_s);
    compareInstances(operation[u"instancesBefore"].toObject());
    if (const auto histories = operation.value(u"historyBefore"); histories.isObject()) {
        compareHistories(histories.toObject());
    }
    const auto error = thrownBy([&] { perform(name, id); });
    if (operation[u"httpStatus"].toInt() == 400) {
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::InvalidInput);
    } else {
        QVERIFY2(!error, error ? qPrintable(error->message + error->detail) : "");
    }
    compareInstances(operation[u"instancesAfter"].toObject());
    compareHistories(operation[u"historyAfter"].toObject());
    compareMessages(operation, before);
    if (name.startsWith(u"purge"_s)) { // with all its blobs
        QVERIFY(m_fixture->blobs()
                    .blobs(HubNames(hubName).largeMessages, id.text() + u'/', {}, {})
                    .blobs.empty());
    }
}

HUBDECK_GUILESS_TEST(tst_OfficialWrites)
#include "tst_officialwrites.moc"
