// SPDX-License-Identifier: MIT
#include "storageworker.h"

#include "services/azurestorage/instancekeys.h"
#include "services/azurestorage/messagedecoder.h"
#include "services/azurestorage/storagefilters.h"
#include "services/json/jsonstring.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QXmlStreamReader>

namespace hubdeck::test {

using namespace azurestorage;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

TableProperty text(const QString &name, const QString &value)
{
    return { name, EdmType::String, value };
}

TableProperty number(const QString &name, int value)
{
    return { name, EdmType::Int32, QString::number(value) };
}

TableProperty time(const QString &name)
{
    return { name, EdmType::DateTime, storedTime(Instant::now()) };
}

QString quoted(const QString &value)
{
    return QString::fromUtf8(json::encodeString(value.toUtf8()));
}

QString typeOf(const QJsonObject &event)
{
    return event[u"$type"].toString().section(u'.', -1);
}

struct Taken
{
    QString id;
    QString receipt;
    QString text;
};

std::vector<Taken> takenFrom(const QByteArray &xml)
{
    std::vector<Taken> messages;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (reader.name() == u"QueueMessage") {
            messages.emplace_back();
        } else if (reader.name() == u"MessageId") {
            messages.back().id = reader.readElementText();
        } else if (reader.name() == u"PopReceipt") {
            messages.back().receipt = reader.readElementText();
        } else if (reader.name() == u"MessageText") {
            messages.back().text = reader.readElementText();
        }
    }
    return messages;
}

} // namespace

StorageWorker::StorageWorker(StorageAccountFixture &account, const QString &hub)
    : m_account(account)
    , m_names(hub)
{
    for (const QString &table : { m_names.instances, m_names.history, m_names.partitions }) {
        m_account.createTable(table);
    }
    m_account.createQueue(m_names.workItems);
    m_account.createQueue(m_names.controlQueue(0));
    TableRow partition;
    partition.rowKey = m_names.controlQueue(0);
    m_account.tables().insert(m_names.partitions, partition, {});
    m_thread = std::jthread([this](const std::stop_token &stop) { work(stop); });
}

StorageWorker::~StorageWorker() = default;

void StorageWorker::work(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        bool busy = false;
        try {
            busy = takeMessages();
        } catch (const TaskHubError &error) {
            qWarning() << "worker:" << error.what();
        }
        if (!busy) {
            std::this_thread::sleep_for(20ms);
        }
    }
}

bool StorageWorker::takeMessages()
{
    const QByteArray path = '/' + m_names.controlQueue(0).toUtf8() + "/messages";
    StorageRequest take;
    take.service = StorageService::Queue;
    take.path = path;
    take.query = "numofmessages=32&visibilitytimeout=1";
    take.operation = u"take messages"_s;
    bool handled = false;
    for (const Taken &message : takenFrom(m_account.client().send(take, {}).body)) {
        if (!handle(decodeMessage(message.text).text)) {
            continue;
        }
        handled = true;
        StorageRequest remove;
        remove.service = StorageService::Queue;
        remove.method = HttpMethod::Delete;
        remove.path = path + '/' + message.id.toUtf8();
        remove.query = "popreceipt=" + QUrl::toPercentEncoding(message.receipt);
        remove.operation = u"remove a message"_s;
        static_cast<void>(m_account.client().send(remove, {}));
    }
    return handled;
}

bool StorageWorker::handle(const QByteArray &envelope)
{
    const QJsonObject task = QJsonDocument::fromJson(envelope).object()[u"TaskMessage"].toObject();
    const QJsonObject event = task[u"Event"].toObject();
    const QString id = task[u"OrchestrationInstance"][u"InstanceId"].toString();
    if (id.startsWith(u'@')) {
        advanceEntity(id, event);
        return true;
    }
    if (typeOf(event) == u"ExecutionStartedEvent") {
        return begin(id, event);
    }
    const auto row = m_account.tables().row(m_names.instances, escapedKey(id), {}, {});
    if (!row) {
        return true; // no such instance: dropped
    }
    const auto run = m_runs.find(id);
    const QString status = row->text(u"RuntimeStatus");
    if (run == m_runs.end() || run->second.executionId != row->text(u"ExecutionId")) {
        return status != u"Pending"; // its start comes later
    }
    if (RuntimeStatus::fromName(status).isActive()) {
        advance(run->second, event);
    }
    return true;
}

bool StorageWorker::begin(const QString &id, const QJsonObject &event)
{
    const auto row = m_account.tables().row(m_names.instances, escapedKey(id), {}, {});
    const QString execution = event[u"OrchestrationInstance"][u"ExecutionId"].toString();
    if (!row) {
        return false; // the client writes it a moment later
    }
    if (row->text(u"ExecutionId") != execution) {
        return true;
    }
    dropHistory(id);
    Run run;
    run.id = id;
    run.executionId = execution;
    run.name = event[u"Name"].toString();
    run.input = event[u"Input"].isString() ? event[u"Input"].toString() : QString();
    addEvent(run, u"OrchestratorStarted"_s);
    addEvent(run, u"ExecutionStarted"_s,
             { text(u"Name"_s, run.name), text(u"Version"_s, {}),
               text(u"Input"_s, run.input.isNull() ? QString() : run.input),
               text(u"ParentInstance"_s, u"null"_s), text(u"Tags"_s, u"null"_s) });
    if (run.name == u"Approval") {
        run.waits = true;
        addEvent(run, u"OrchestratorCompleted"_s);
        writeSentinel(run);
        writeStatus(id,
                    { text(u"RuntimeStatus"_s, u"Running"_s),
                      text(u"CustomStatus"_s, u"\"waiting for Approve or Reject\""_s) });
    } else if (run.name == u"HelloSequence") {
        greet(run);
    } else if (run.name == u"FlakyJob") {
        failFirst(run);
    } else if (run.name == u"Throws") {
        complete(run, u"Failed"_s, u"System.InvalidOperationException: orchestrator itself threw"_s,
                 u"orchestrator itself threw"_s);
    } else {
        complete(run, u"Completed"_s, run.input.isNull() ? u"null"_s : run.input);
    }
    m_runs[id] = std::move(run);
    return true;
}

void StorageWorker::greet(Run &run)
{
    QStringList greetings;
    for (const QString &city : { u"Tokyo"_s, u"Seattle"_s, u"London"_s }) {
        const QString greeting = quoted(u"Hello %1!"_s.arg(city));
        const int task = schedule(run, u"SayHello"_s);
        addEvent(run, u"OrchestratorCompleted"_s);
        addEvent(run, u"OrchestratorStarted"_s);
        addEvent(run, u"TaskCompleted"_s,
                 { number(u"TaskScheduledId"_s, task), text(u"Result"_s, greeting) });
        greetings.append(greeting);
    }
    complete(run, u"Completed"_s, u'[' + greetings.join(u',') + u']');
}

void StorageWorker::failFirst(Run &run)
{
    const int task = schedule(run, u"FailFirst"_s);
    addEvent(run, u"OrchestratorCompleted"_s);
    addEvent(run, u"OrchestratorStarted"_s);
    addEvent(run, u"TaskFailed"_s,
             { number(u"TaskScheduledId"_s, task), text(u"Reason"_s, u"first call always fails"_s),
               text(u"FailureDetails"_s, u"null"_s) });
    complete(run, u"Failed"_s, u"System.Exception: first call always fails"_s,
             u"first call always fails"_s);
}

void StorageWorker::wake(Run &run)
{
    const auto rows = m_account.tables().queryAll(m_names.history,
                                                  { historyFilter(InstanceId(run.id)), {} }, {});
    const bool hasEnded = std::ranges::any_of(
        rows, [](const TableRow &row) { return row.text(u"EventType") == u"ExecutionCompleted"; });
    if (hasEnded) { // no worker goes on with it (§6): a rewind has to neutralise its end
        return;
    }
    addEvent(run, u"OrchestratorStarted"_s);
    const int task = schedule(run, u"FailFirst"_s);
    addEvent(run, u"TaskCompleted"_s,
             { number(u"TaskScheduledId"_s, task), text(u"Result"_s, u"\"ok on try 2\""_s) });
    complete(run, u"Completed"_s, u"\"ok on try 2\""_s);
}

void StorageWorker::advance(Run &run, const QJsonObject &event)
{
    const QString type = typeOf(event);
    if (type == u"ExecutionTerminatedEvent") {
        addEvent(run, u"ExecutionTerminated"_s, { text(u"Input"_s, event[u"Input"].toString()) });
        complete(run, u"Terminated"_s, event[u"Input"].toString());
    } else if (type == u"ExecutionSuspendedEvent") {
        run.suspended = true;
        writeStatus(run.id, { text(u"RuntimeStatus"_s, u"Suspended"_s) });
    } else if (type == u"ExecutionResumedEvent") {
        run.suspended = false;
        writeStatus(run.id, { text(u"RuntimeStatus"_s, u"Running"_s) });
        for (const QJsonObject &kept : std::exchange(run.kept, {})) {
            advance(run, kept);
        }
    } else if (run.suspended) {
        run.kept.push_back(event);
    } else if (type == u"GenericEvent") {
        wake(run);
    } else if (run.waits && type == u"EventRaisedEvent"
               && event[u"Name"].toString().compare(u"Approve"_s, Qt::CaseInsensitive) == 0) {
        run.waits = false;
        addEvent(run, u"OrchestratorStarted"_s);
        addEvent(run, u"EventRaised"_s,
                 { text(u"Name"_s, event[u"Name"].toString()),
                   text(u"Input"_s, event[u"Input"].toString()) });
        complete(run, u"Completed"_s,
                 quoted(u"approved: "_s + event[u"Input"].toString(u"null"_s)));
    }
}

void StorageWorker::advanceEntity(const QString &id, const QJsonObject &event)
{
    Entity &entity = m_entities[id];
    const QString type = typeOf(event);
    if (type == u"ExecutionSuspendedEvent") {
        entity.suspended = true;
    } else if (type == u"ExecutionResumedEvent") {
        entity.suspended = false;
        for (const QJsonObject &kept : std::exchange(entity.kept, {})) {
            operate(entity, kept);
        }
    } else if (entity.suspended) {
        entity.kept.push_back(event);
    } else {
        operate(entity, event);
    }
    writeEntity(id, entity);
}

void StorageWorker::operate(Entity &entity, const QJsonObject &event)
{
    const QJsonObject request
        = QJsonDocument::fromJson(event[u"Input"].toString().toUtf8()).object();
    const QString operation = request[u"op"].toString();
    if (operation == u"add") {
        entity.state = QString::number(entity.state.toLongLong()
                                       + request[u"input"].toString().toLongLong());
    } else if (operation == u"reset") {
        entity.state = u"0"_s;
    } else if (operation == u"delete") {
        entity.state = QString();
    }
}

void StorageWorker::writeEntity(const QString &id, const Entity &entity)
{
    QJsonObject scheduler { { u"sorter"_s, QJsonObject() } };
    QJsonObject status;
    if (!entity.state.isNull()) {
        scheduler.insert(u"exists"_s, true);
        scheduler.insert(u"state"_s, entity.state);
        status.insert(u"entityExists"_s, true);
    }
    const auto compact = [](const QJsonObject &object) {
        return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    };
    writeStatus(id,
                { text(u"RuntimeStatus"_s, entity.suspended ? u"Suspended"_s : u"Running"_s),
                  text(u"Name"_s, id), time(u"CreatedTime"_s), text(u"Input"_s, compact(scheduler)),
                  text(u"CustomStatus"_s, compact(status)) });
}

void StorageWorker::complete(Run &run, const QString &status, const QString &output,
                             const QString &failure)
{
    const QString details = failure.isEmpty()
        ? u"null"_s
        : u"{\"ErrorType\":\"System.Exception\",\"ErrorMessage\":%1,\"StackTrace\":null,"
          "\"InnerFailure\":null,\"IsNonRetriable\":false}"_s.arg(quoted(failure));
    addEvent(run, u"ExecutionCompleted"_s,
             { text(u"OrchestrationStatus"_s, status), text(u"Result"_s, output),
               text(u"FailureDetails"_s, details) });
    addEvent(run, u"OrchestratorCompleted"_s);
    writeSentinel(run);
    writeStatus(run.id,
                { text(u"RuntimeStatus"_s, status), text(u"Output"_s, output),
                  text(u"CustomStatus"_s, u"null"_s), time(u"CompletedTime"_s) });
}

int StorageWorker::schedule(Run &run, const QString &activity)
{
    const int id = run.events++;
    addEvent(run, u"TaskScheduled"_s,
             { number(u"EventId"_s, id), text(u"Name"_s, activity), text(u"Version"_s, {}) });
    return id;
}

void StorageWorker::addEvent(Run &run, const QString &type, std::vector<TableProperty> columns)
{
    TableRow row;
    row.partitionKey = escapedKey(run.id);
    row.rowKey = u"%1"_s.arg(run.rows++, 16, 16, QChar(u'0')).toUpper();
    row.properties = { text(u"ExecutionId"_s, run.executionId), text(u"EventType"_s, type),
                       number(u"EventId"_s, -1), time(u"_Timestamp"_s) };
    for (const TableProperty &column : columns) {
        row.set(column.name, column.type, column.text);
    }
    m_account.tables().insert(m_names.history, row, {});
}

void StorageWorker::writeSentinel(const Run &run)
{
    TableRow row;
    row.partitionKey = escapedKey(run.id);
    row.rowKey = u"sentinel"_s;
    row.properties = { text(u"ExecutionId"_s, run.executionId),
                       { u"IsCheckpointComplete"_s, EdmType::Boolean, u"true"_s },
                       time(u"CheckpointCompletedTimestamp"_s) };
    try {
        m_account.tables().insert(m_names.history, row, {});
    } catch (const TaskHubError &) {
        m_account.tables().replace(m_names.history, row, "*", {});
    }
}

void StorageWorker::writeStatus(const QString &id, std::vector<TableProperty> columns)
{
    TableRow row;
    row.partitionKey = escapedKey(id);
    row.properties = std::move(columns);
    row.properties.push_back(time(u"LastUpdatedTime"_s));
    row.properties.push_back(text(u"TaskHubName"_s, m_names.hub));
    try {
        m_account.tables().merge(m_names.instances, row, "*", {});
    } catch (const TaskHubError &error) {
        if (error.kind != ErrorKind::NotFound) {
            throw;
        }
        m_account.tables().insert(m_names.instances, row, {});
    }
}

void StorageWorker::dropHistory(const QString &id)
{
    for (const TableRow &row : m_account.tables().queryAll(
             m_names.history, { historyFilter(InstanceId(id)), historyKeyColumns() }, {})) {
        m_account.tables().remove(m_names.history, row.partitionKey, row.rowKey, "*", {});
    }
}

} // namespace hubdeck::test
