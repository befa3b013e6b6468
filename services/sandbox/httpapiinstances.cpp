// SPDX-License-Identifier: MIT
#include "services/sandbox/httpapi.h"

#include "services/sandbox/lenientjson.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hubdeck::sandbox {
namespace {

using Kind = RuntimeStatus::Kind;

constexpr auto wentWrong = "Something went wrong while processing your request";
constexpr auto badArgument = "One or more of the arguments submitted is incorrect";
constexpr auto badJson = "Invalid JSON content";

ApiResponse argumentError(const QString &text, const char *message = badArgument)
{
    return fullError(400, message, text, "System.ArgumentException",
                     "DurableClient.StartNewAsync[T](String orchestratorFunctionName, String "
                     "instanceId, T input)");
}

ApiResponse invalidOperation(const QString &text, const char *frame)
{
    return fullError(500, wentWrong, text, "System.InvalidOperationException", frame);
}

ApiResponse alreadyExists(Kind status)
{
    return fullError(500, wentWrong,
                     u"An Orchestration instance with the status "_s
                         + QString::fromLatin1(statusText(status)) + u" already exists."_s,
                     "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException",
                     "AzureStorageOrchestrationService.CreateTaskOrchestrationAsync(TaskMessage "
                     "creationMessage, OrchestrationStatus[] dedupeStatuses)");
}

ApiResponse jsonError(const LenientJson &read)
{
    return fullError(
        400, badJson, QString::fromUtf8(read.message), "Newtonsoft.Json.JsonReaderException",
        "Newtonsoft.Json.Linq.JToken.Load(JsonReader reader, JsonLoadSettings settings)");
}

bool isForbiddenInId(QChar c)
{
    return c == u'/' || c == u'\\' || c == u'?' || c == u'#'
        || c.category() == QChar::Other_Control;
}

// Why an orchestration cannot have this id; empty when it can.
QString problemWithId(const QString &id)
{
    if (id.startsWith(u'@'))
        return u"instanceId (Parameter 'Orchestration instance ids must not start with @.')"_s;
    if (std::ranges::any_of(id, isForbiddenInId))
        return u"instanceId (Parameter 'Orchestration instance ids must not contain /, \\, ?, #, or control characters.')"_s;
    if (id.size() > 256)
        return u"instanceId (Parameter 'Instance ID lengths must not exceed 256 characters.')"_s;
    return {};
}

QByteArray reasonOf(const QueryString &query)
{
    const auto reason = query.text("reason"_L1);
    return reason && !reason->isEmpty() ? reason->toUtf8() : QByteArray();
}

QByteArray tokenFor(const QString &next)
{
    return next.isEmpty() ? QByteArray() : next.toUtf8().toBase64() + ' '; // L1: ends in a blank
}

InstanceFilter filterOf(const QueryString &query)
{
    InstanceFilter filter;
    filter.createdFrom = query.date("createdTimeFrom"_L1);
    filter.createdTo = query.date("createdTimeTo"_L1);
    return filter;
}

} // namespace

ApiResponse HttpApi::list(const Call &call) const
{
    const int top = call.query.integer("top"_L1).value_or(100);
    const auto statuses = call.query.statuses("runtimeStatus"_L1);
    if (statuses.unknown)
        return argumentError(
            u"Exception of type 'System.ArgumentException' was thrown. (Parameter 'Unknown')"_s);
    if (top < 0)
        return fullError(
            500, wentWrong, u"An error occurred while communicating with Azure Storage"_s,
            "DurableTask.AzureStorage.Storage.DurableTaskStorageException",
            "Storage.ClientResponseExtensions.DecoratedAsyncPageable`1.MoveNextAsync()");
    InstanceFilter filter = filterOf(call.query);
    filter.statuses = statuses.kinds;
    filter.matchesNothing = statuses.others && statuses.kinds.empty();
    filter.idPrefix = call.query.text("instanceIdPrefix"_L1).value_or(QString());

    // Azure Storage looks at showInput only when something else filters as well.
    const bool filtered = !filter.statuses.empty() || filter.matchesNothing || filter.createdFrom
        || filter.createdTo || !filter.idPrefix.isEmpty();
    const bool showInput = !filtered || call.query.flag("showInput"_L1, true);
    const QString from = QString::fromUtf8(QByteArray::fromBase64(call.request.token.trimmed()));
    const auto page = call.hub->list(filter, from, std::min(top, 1000));

    QByteArray body = "[";
    for (const InstanceRow &row : page.rows) {
        if (body.size() > 1)
            body += ',';
        body += statusDocument(row, showInput);
    }
    ApiResponse response = jsonAnswer(200, body + ']');
    response.headers.emplace_back("x-ms-continuation-token", tokenFor(page.next));
    return response;
}

ApiResponse HttpApi::status(const Call &call, const QString &id) const
{
    const auto record = call.hub->instance(id);
    return record ? statusOf(call, *record, false) : emptyAnswer(404);
}

ApiResponse HttpApi::statusOf(const Call &call, const InstanceRecord &record,
                              bool ignoreState) const
{
    const bool showInput = call.query.flag("showInput"_L1, true);
    QByteArray history;
    if (call.query.flag("showHistory"_L1, false) && record.status != Kind::Pending)
        history = historyJson(record.history,
                              { call.query.flag("showHistoryOutput"_L1, false), showInput },
                              record.failureDetails);
    ApiResponse response = jsonAnswer(200, statusDocument(record, showInput, history));
    if (ignoreState)
        return response;
    if (isActive(record.status)) {
        response.status = 202;
        const QByteArray target = call.rawQuery.isEmpty() ? QByteArray() : '?' + call.rawQuery;
        response.headers.emplace_back("Location",
                                      call.links.base + "/instances/"
                                          + record.id.toUtf8().toPercentEncoding() + target);
        response.headers.emplace_back("Retry-After", "5");
    } else if (record.status == Kind::Unknown
               || (record.status == Kind::Failed
                   && call.query.flag("returnInternalServerErrorOnFailure"_L1, false))) {
        response.status = 500;
    }
    return response;
}

ApiResponse HttpApi::purgeByFilter(const Call &call) const
{
    InstanceFilter filter = filterOf(call.query);
    if (!filter.createdFrom)
        return jsonAnswer(400, "\"Please provide value for 'createdTimeFrom' parameter.\"");
    if (!filter.createdTo)
        filter.createdTo = m_clock.now();
    // States that are not final are dropped; when none is left, everything in the window goes
    // (§5.10).
    for (const Kind kind : call.query.statuses("runtimeStatus"_L1).kinds) {
        if (!isActive(kind))
            filter.statuses.push_back(kind);
    }
    const int deleted = call.hub->purge(filter);
    return deleted > 0
        ? jsonAnswer(200, "{\"instancesDeleted\":" + QByteArray::number(deleted) + '}')
        : emptyAnswer(404);
}

ApiResponse HttpApi::start(const Call &call)
{
    const QString function = call.path[1];
    const QString id = call.path.value(2);
    QByteArray input;
    if (!call.request.body.trimmed().isEmpty()) {
        const LenientJson read = readLenient(call.request.body, true);
        if (read.error == LenientJson::Error::UnexpectedEnd)
            return fullError(500, wentWrong, QString::fromUtf8(read.message),
                             "Newtonsoft.Json.JsonSerializationException",
                             "HttpApiHandler.HandleStartOrchestratorRequestAsync("
                             "HttpRequestMessage request, String functionName, String instanceId)");
        if (read.error != LenientJson::Error::None)
            return jsonError(read);
        input = read.text == "null" ? QByteArray() : read.text;
    }
    if (call.ownHub && !m_functions.orchestrator(function))
        return argumentError(
            u"The function '"_s + function
            + u"' doesn't exist, is disabled, or is not an orchestrator function. Additional info: "
              "The following are the known orchestrator functions: "_s
            + m_functions.orchestratorNames() + u'.');
    if (const QString problem = problemWithId(id); !problem.isEmpty())
        return argumentError(problem);
    const auto started = call.hub->start(function, id, input);
    return started.existing ? alreadyExists(*started.existing) : startedOrWaited(call, started.id);
}

ApiResponse HttpApi::startedOrWaited(const Call &call, const QString &id) const
{
    const auto timeout = call.query.seconds("timeout"_L1);
    const auto polling = call.query.seconds("pollingInterval"_L1);
    if (timeout && polling) {
        if (*polling > *timeout)
            return argumentError(u"Total timeout "_s + QString::number(*timeout)
                                 + u" should be bigger than retry timeout "_s
                                 + QString::number(*polling));
        call.hub->waitForEnd(
            id, std::chrono::milliseconds(qint64(std::clamp(*timeout, 0.0, 230.0) * 1000)));
        const auto record = call.hub->instance(id);
        if (record && record->status == Kind::Completed)
            return jsonAnswer(200, storedTextAsJson(record->output));
        if (record && !isActive(record->status))
            return statusOf(call, *record, true);
    }
    ApiResponse response = jsonAnswer(202, managementBody(id, call.links));
    response.headers.emplace_back("Location", statusLink(id, call.links));
    response.headers.emplace_back("Retry-After", "10");
    return response;
}

ApiResponse HttpApi::control(const Call &call, const QString &id, const QString &action) const
{
    const QByteArray reason = reasonOf(call.query);
    const auto before = call.hub->row(id);
    const Outcome outcome = action == u"terminate" ? call.hub->terminate(id, reason)
        : action == u"suspend"                     ? call.hub->suspend(id, reason)
                                                   : call.hub->resume(id, reason);
    switch (outcome) {
    case Outcome::Accepted:
        return emptyAnswer(202);
    case Outcome::NotFound:
        return emptyAnswer(404);
    case Outcome::Finished:
        return emptyAnswer(410);
    case Outcome::WrongState:
        break;
    }
    const QString state = before ? QString::fromLatin1(statusText(before->status)) : QString();
    return invalidOperation(u"Cannot "_s + action + u" the orchestration instance "_s + id
                                + u" because instance is in the "_s + state + u" state."_s,
                            action == u"suspend"
                                ? "DurableClient.SuspendAsync(String instanceId, String reason)"
                                : "DurableClient.ResumeAsync(String instanceId, String reason)");
}

ApiResponse HttpApi::rewind(const Call &call, const QString &id) const
{
    switch (call.hub->rewind(id, reasonOf(call.query))) {
    case Outcome::Accepted:
        return emptyAnswer(202);
    case Outcome::NotFound:
        return emptyAnswer(404);
    case Outcome::Finished:
        return emptyAnswer(410);
    case Outcome::WrongState:
        break;
    }
    return invalidOperation(
        u"The rewind operation is only supported on failed orchestration instances."_s,
        "DurableClient.RewindAsync(String instanceId, String reason)");
}

ApiResponse HttpApi::restart(const Call &call, const QString &id) const
{
    constexpr auto message = "InstanceId does not match a valid orchestration instance.";
    const auto old = call.hub->row(id);
    if (!old)
        return argumentError(
            u"An orchestrastion with the instanceId "_s + id + u" was not found."_s, message);
    if (call.ownHub && !m_functions.orchestrator(old->name))
        return argumentError(
            u"The function '"_s + old->name
                + u"' doesn't exist, is disabled, or is not an orchestrator function."_s,
            message);
    const bool newId = call.query.flag("restartWithNewInstanceId"_L1, true);
    const auto started = call.hub->start(old->name, newId ? QString() : id, old->input);
    return started.existing ? alreadyExists(*started.existing) : startedOrWaited(call, started.id);
}

ApiResponse HttpApi::raiseEvent(const Call &call, const QString &id, const QString &name) const
{
    const auto row = call.hub->row(id);
    if (!row)
        return emptyAnswer(404);
    if (!isActive(row->status))
        return emptyAnswer(410);
    const QByteArray mediaType
        = call.request.contentType.split(';').constFirst().trimmed().toLower();
    if (mediaType != "application/json")
        return shortError(u"Only application/json request content is supported"_s);
    const LenientJson read = readLenient(call.request.body, false);
    if (read.error != LenientJson::Error::None)
        return jsonError(read);
    return emptyAnswer(call.hub->raiseEvent(id, name, read.text) == Outcome::Accepted ? 202 : 410);
}

} // namespace hubdeck::sandbox
