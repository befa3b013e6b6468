// SPDX-License-Identifier: MIT
#include "rowchecks.h"

#include "services/azurestorage/controlmessages.h"
#include "services/azurestorage/discovery.h"
#include "services/azurestorage/entityrows.h"
#include "services/azurestorage/gzip.h"
#include "services/azurestorage/historyrows.h"
#include "services/azurestorage/hubhealth.h"
#include "services/azurestorage/messagedecoder.h"
#include "services/azurestorage/rewindplan.h"
#include "services/azurestorage/storagefilters.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonvalidator.h"
#include "services/taskhub/taskhuberror.h"

namespace hubdeck::fuzz {

namespace {

using namespace Qt::StringLiterals;
using namespace azurestorage;

constexpr qint64 limit = 1024 * 1024;

#define HUBDECK_REQUIRE(condition)                                                                 \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            return QByteArrayLiteral("does not hold: " #condition);                                \
        }                                                                                          \
    } while (false)

bool isJson(const QByteArray &text)
{
    return !json::validate(text);
}

/// A row whose columns hold what stands between the line ends and bars of `text`, of every type.
TableRow rowOf(const QByteArray &text)
{
    static const QStringList columns {
        u"Name"_s,           u"Input"_s,           u"Output"_s,         u"CustomStatus"_s,
        u"RuntimeStatus"_s,  u"CreatedTime"_s,     u"Tags"_s,           u"Generation"_s,
        u"EventType"_s,      u"EventId"_s,         u"_Timestamp"_s,     u"Result"_s,
        u"FailureDetails"_s, u"TaskScheduledId"_s, u"ParentInstance"_s, u"OrchestrationStatus"_s,
        u"Reason"_s,         u"InputBlobName"_s,   u"InstanceId"_s
    };
    static constexpr EdmType types[] { EdmType::String,   EdmType::Int32, EdmType::Boolean,
                                       EdmType::DateTime, EdmType::Int64, EdmType::Double,
                                       EdmType::Guid,     EdmType::Binary };
    TableRow row;
    const QByteArrayList parts = text.split(',');
    row.partitionKey = QString::fromUtf8(text.left(30));
    row.rowKey = QString::fromUtf8(parts.value(0));
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const auto hash = static_cast<size_t>(parts.at(i).size() + i * 7);
        row.set(columns.at(i % columns.size()), types[hash % std::size(types)],
                QString::fromUtf8(parts.at(i)));
    }
    return row;
}

std::vector<TableRow> rowsOf(const QByteArray &text)
{
    static const QByteArrayList eventTypes { "TaskScheduled",
                                             "TaskFailed",
                                             "SubOrchestrationInstanceCreated",
                                             "SubOrchestrationInstanceFailed",
                                             "ExecutionCompleted",
                                             "OrchestratorStarted",
                                             "GenericEvent",
                                             "sentinel" };
    std::vector<TableRow> rows;
    for (qsizetype i = 0; i < text.size() && i < 60; i += 4) {
        const QByteArray part = text.mid(i, 4);
        TableRow row = rowOf(part);
        const auto at = [&](qsizetype k) { return static_cast<unsigned char>(part.at(k)); };
        const QByteArray type = eventTypes.at(at(0) % eventTypes.size());
        row.rowKey
            = type == "sentinel" ? u"sentinel"_s : QString::number(i, 16).rightJustified(16, u'0');
        row.set(u"EventType"_s, EdmType::String, QString::fromLatin1(type));
        row.set(u"ExecutionId"_s, EdmType::String, u"x"_s);
        if (part.size() > 1) {
            row.set(u"EventId"_s, EdmType::Int32, QString::number(at(1) % 4));
            row.set(u"TaskScheduledId"_s, EdmType::Int32, QString::number(at(1) % 3));
        }
        if (part.size() > 2) {
            row.set(u"OrchestrationStatus"_s, EdmType::String, at(2) % 2 ? u"Failed"_s : u""_s);
            row.set(u"Reason"_s, EdmType::String, at(2) % 3 ? u""_s : u"Rewound: TaskFailed"_s);
            row.set(u"InstanceId"_s, EdmType::String, QString::number(at(2) % 3));
        }
        rows.push_back(row);
    }
    return rows;
}

bool areJson(const std::vector<HistoryEvent> &events)
{
    for (const HistoryEvent &event : events) {
        if (!isJson(event.raw)) {
            return false;
        }
        static_cast<void>(failureOf(event));
    }
    return true;
}

} // namespace

QByteArray checkInstanceKeys(const QByteArray &text)
{
    const QString id = QString::fromUtf8(text);
    HUBDECK_REQUIRE(unescapedKey(escapedKey(id)) == id);
    HUBDECK_REQUIRE(isRoundTripKey(escapedKey(id)));
    static_cast<void>(unescapedKey(id));
    HUBDECK_REQUIRE(partitionOf(id, 7) >= 0 && partitionOf(id, 7) < 7);
    HUBDECK_REQUIRE(prefixFilter(id).isValidUtf16());
    InstanceQuery query;
    query.idPrefix = id;
    query.kinds = InstanceKinds::Both;
    TableRow row;
    row.partitionKey = escapedKey(id + u"x"_s);
    HUBDECK_REQUIRE(matches(query, row));
    static_cast<void>(problemWithStorageHubName(id));
    static_cast<void>(findHubs({ { id, id + u"Instances"_s }, { id + u"-workitems"_s }, { id } }));
    return {};
}

QByteArray checkInstanceRows(const QByteArray &text)
{
    const HubNames names(u"Hub"_s);
    const TableRow row = rowOf(text);
    const StoredInstance stored = readInstance(row, names);
    const Payload input = payloadAt(stored.input, QString::fromUtf8(text));
    HUBDECK_REQUIRE(isJson(input.text) && isJson(missingPayload(stored.input).text));
    HUBDECK_REQUIRE(isJson(rowDocument(stored, input, payloadAt(stored.output, {}), stored.id)));
    InstancePage page;
    appendRow(page, stored, text);
    HUBDECK_REQUIRE(page.rows.front().customStatus.length <= InstancePage::maxCustomStatusBytes);
    HUBDECK_REQUIRE(page.raw(page.rows.front()) == text);
    HUBDECK_REQUIRE(isJson(storedPayload(QString::fromUtf8(text)).text));
    const StoredEntity entity = readEntity(stored, QString::fromUtf8(text));
    HUBDECK_REQUIRE(isJson(entityRow(entity, true).raw) && entity.queueSize >= 0);
    return {};
}

QByteArray checkHistoryRows(const QByteArray &text)
{
    const HubNames names(u"Hub"_s);
    std::vector<TableRow> rows = rowsOf(text);
    rows.push_back(rowOf(text));
    ExecutionRows execution = currentExecution(rows);
    for (const LargeColumn &column : largeColumns(execution, names)) {
        setLargeColumn(execution, column, u"fetched"_s);
    }
    const History history = readHistory(execution);
    HUBDECK_REQUIRE(history.allEvents.size() == execution.rows.size());
    HUBDECK_REQUIRE(history.events.size() <= history.allEvents.size());
    HUBDECK_REQUIRE(areJson(history.events) && areJson(history.allEvents));
    static_cast<void>(parentIn(rows));
    return {};
}

QByteArray checkBlobs(const QByteArray &text)
{
    HUBDECK_REQUIRE(gunzipped(gzipped(text), text.size()) == text);
    for (const auto kind : { PayloadPlace::Kind::Blob, PayloadPlace::Kind::EnvelopeBlob }) {
        PayloadPlace place;
        place.kind = kind;
        QByteArray packed = gzipped(text);
        if (!packed.isEmpty() && !text.isEmpty()) {
            packed[text.size() % packed.size()] = text.at(0); // a damaged one, most often
        }
        for (const QByteArray &blob : { text, packed }) {
            try {
                static_cast<void>(textFromBlob(place, blob, limit));
            } catch (const TaskHubError &error) {
                HUBDECK_REQUIRE(error.kind == ErrorKind::Malformed
                                || error.kind == ErrorKind::TooLarge);
                HUBDECK_REQUIRE(!error.message.isEmpty());
            }
        }
    }
    return {};
}

QByteArray checkMessages(const QByteArray &text)
{
    const QString words = QString::fromUtf8(text);
    for (const QString &message :
         { words, QString::fromLatin1(text.toBase64()), QString(u"{\"TaskMessage\":"_s + words) }) {
        const DecodedMessage decoded = decodeMessage(message);
        const bool isReadable = decoded.form != DecodedMessage::Form::Unreadable;
        HUBDECK_REQUIRE(isReadable == decoded.problem.isEmpty());
        HUBDECK_REQUIRE(!isReadable || isJson(decoded.text));
    }
    HUBDECK_REQUIRE(json::decodeText(messageString(words)) == words);
    MessageStamp stamp;
    const ControlMessage written = eventMessage(InstanceId(words), words, words, stamp);
    HUBDECK_REQUIRE(isJson(written.envelope));
    const PostedMessage posted = postedMessage(written);
    HUBDECK_REQUIRE(posted.text.size() <= largestEnvelope || posted.blob);
    const DecodedMessage again = decodeMessage(QString::fromLatin1(posted.base64()));
    HUBDECK_REQUIRE(again.form == DecodedMessage::Form::Base64);
    HUBDECK_REQUIRE(posted.blob || again.instance.text() == words);
    HUBDECK_REQUIRE(posted.blob || again.input == words);
    return {};
}

QByteArray checkRewind(const QByteArray &text)
{
    try {
        RewindPlan plan(InstanceId(u"0"_s));
        int read = 0;
        while (const auto next = plan.nextToRead()) {
            HUBDECK_REQUIRE(++read < 10); // each instance once
            RewindMember member { *next, TableRow(), rowsOf(text) };
            member.instance->set(u"RuntimeStatus"_s, EdmType::String,
                                 text.size() % 2 == 0 ? u"Failed"_s : u"Pending"_s);
            plan.add(member);
        }
        bool hasMessages = false;
        for (const RewindStep &step : plan.steps(Instant())) {
            const bool isMessage = step.kind == RewindStep::Kind::Wake;
            HUBDECK_REQUIRE(isMessage || !hasMessages);
            hasMessages = hasMessages || isMessage;
        }
    } catch (const TaskHubError &error) {
        HUBDECK_REQUIRE(!error.message.isEmpty());
    }
    return {};
}

QByteArray checkHubHealth(const QByteArray &text)
{
    HubHealth health;
    health.partitions.push_back(partitionFromRow(rowOf(text), Instant()));
    const QString name = QString::fromUtf8(text);
    for (const QString &blob : { name, QString(u"default/"_s + name) }) {
        if (const auto partition = partitionFromBlob(blob, text, LeaseState::Leased)) {
            health.partitions.push_back(*partition);
        }
    }
    health.appLease = readAppLease(LeaseState::Leased, text);
    QueueMessage message;
    message.message = decodeMessage(name);
    message.dequeueCount = text.size();
    health.workItems.visible.push_back(message);
    for (const StuckSign &sign : stuckSigns(health)) {
        HUBDECK_REQUIRE(!sign.text.isEmpty());
    }
    static_cast<void>(partitionCountIn(text));
    return {};
}

} // namespace hubdeck::fuzz
