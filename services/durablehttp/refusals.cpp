// SPDX-License-Identifier: MIT
#include "services/durablehttp/refusals.h"

#include "services/durablehttp/requestencoder.h"
#include "services/json/jsonvalidator.h"

#include <algorithm>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::Refusals)
};

bool isDots(const QString &text)
{
    return text == u"."_s || text == u".."_s;
}

/// Characters that the entity routes refuse, or that would split or shorten the address.
bool isAwkwardInKey(QChar c)
{
    return c == u'/' || c == u'\\' || c == u'?' || c == u'#'
        || c.category() == QChar::Other_Control;
}

[[noreturn]] void unsupported(const QString &why)
{
    throw TaskHubError(ErrorKind::Unsupported, why);
}

void refuseEntityName(const QString &name)
{
    if (name.isEmpty()) {
        refuseIf(Words::tr("Give the name of the entity's class."));
    }
    if (isDots(name) || std::any_of(name.begin(), name.end(), isAwkwardInKey)) {
        refuseIf(Words::tr("“%1” cannot be the name of an entity's class: it has characters that "
                           "no class name has.")
                     .arg(name));
    }
}

void refuseKeySegment(const EntityId &id)
{
    if (isDots(id.key) || id.key.contains(u'/')) {
        unsupported(Words::tr("The HTTP API cannot address the entity key “%1”: it would be read "
                              "as part of the address. "
                              "Connect to the hub's storage to reach it.")
                        .arg(id.key));
    }
}

void refuseOnEntity(const InstanceId &id, const InstanceAction &action)
{
    switch (kindOf(action)) {
    case ActionKind::Suspend:
    case ActionKind::Resume:
    case ActionKind::Purge:
        return;
    case ActionKind::Terminate:
        unsupported(Words::tr("Terminating the entity %1 would kill it: later signals would be "
                              "accepted and lost. Suspend it "
                              "to pause it, or signal “delete”.")
                        .arg(id.text()));
    case ActionKind::Rewind:
    case ActionKind::RaiseEvent:
    case ActionKind::Restart:
        unsupported(Words::tr("%1 is an entity; this can be done to orchestrations only. Signal "
                              "the entity instead.")
                        .arg(id.text()));
    }
}

void refuseEventName(const QString &name)
{
    if (isDots(name) || name.contains(u'/')) {
        unsupported(Words::tr("The HTTP API cannot send an event named “%1”: the name would be "
                              "read as part of the address. "
                              "Raise it from the app or from storage.")
                        .arg(name));
    }
}

} // namespace

QString problemWithReaching(const InstanceId &id)
{
    const QString &text = id.text();
    if (text.isEmpty()) {
        return Words::tr("An instance id cannot be empty.");
    }
    if (isDots(text)) {
        return Words::tr("The HTTP API cannot address the id “%1”: web addresses drop it, and the "
                         "request would reach all "
                         "instances. Connect to the hub's storage to reach it.")
            .arg(text);
    }
    if (text.contains(u'/')) {
        return Words::tr("The HTTP API cannot address ids with “/”, such as %1: it answers “not "
                         "found” for them on every "
                         "route. Connect to the hub's storage to reach it.")
            .arg(text);
    }
    return {};
}

void refuseIf(const QString &problem)
{
    if (!problem.isEmpty()) {
        throw TaskHubError(ErrorKind::InvalidInput, problem);
    }
}

void refuseUnreachable(const InstanceId &id)
{
    const QString problem = problemWithReaching(id);
    if (id.isEmpty()) {
        refuseIf(problem);
    }
    if (!problem.isEmpty()) {
        unsupported(problem);
    }
}

void refuseStart(const StartRequest &request)
{
    refuseIf(problemWithStart(request));
    if (request.at) {
        unsupported(Words::tr("The HTTP API cannot start at a later time. Start it now, or connect "
                              "to the hub's storage."));
    }
    if (!request.version.isEmpty() || !request.tags.empty()) {
        unsupported(Words::tr("The HTTP API cannot start with a version or tags. Leave them out, "
                              "or connect to the hub's storage."));
    }
    if (isDots(request.function) || request.function.contains(u'/')) {
        refuseIf(Words::tr("“%1” cannot be the name of a function.").arg(request.function));
    }
    if (request.id) {
        refuseUnreachable(*request.id);
    }
}

void refuseAction(const InstanceId &id, const InstanceAction &action)
{
    refuseUnreachable(id);
    refuseIf(problemWithAction(action));
    if (isEntityId(id)) {
        refuseOnEntity(id, action);
    }
    if (const auto *event = std::get_if<RaiseEventAction>(&action)) {
        refuseEventName(event->name);
    }
}

void refusePurge(const PurgeFilter &filter)
{
    if (filter.createdTo == Instant()) {
        refuseIf(Words::tr("Give the time range of the instances to purge."));
    }
    refuseIf(problemWithPurge(filter));
}

void refuseEntityQuery(const EntityQuery &query)
{
    if (!query.name.isEmpty()) {
        refuseEntityName(query.name);
    }
    if (query.pageSize < 1 || query.pageSize > 1000) {
        refuseIf(Words::tr("A page has 1 to 1000 rows, not %1.").arg(query.pageSize));
    }
    if (query.lastOperationFrom && query.lastOperationTo
        && *query.lastOperationFrom > *query.lastOperationTo) {
        refuseIf(Words::tr("The period ends before it begins."));
    }
}

void refuseEntityRead(const EntityId &id)
{
    refuseEntityName(id.name);
    refuseKeySegment(id);
    if (id.key == u"$"_s) {
        unsupported(Words::tr("The HTTP API cannot read the entity key “$”: it means the empty key "
                              "there. Connect to the hub's "
                              "storage to read it."));
    }
}

void refuseEntityKey(const EntityId &id)
{
    refuseEntityName(id.name);
    refuseKeySegment(id);
    if (std::any_of(id.key.begin(), id.key.end(), isAwkwardInKey)) {
        refuseIf(Words::tr("The entity key “%1” cannot be sent: keys hold no / \\ ? # and no "
                           "control characters.")
                     .arg(id.key));
    }
}

void refuseSignal(const EntityId &id, const EntitySignal &signal)
{
    refuseEntityKey(id);
    if (signal.due) {
        unsupported(Words::tr("The HTTP API delivers signals at once. To signal at a later time, "
                              "connect to the hub's storage."));
    }
    if (signal.operation.isEmpty()) {
        refuseIf(Words::tr("Give the name of the operation."));
    }
    if (signal.input) {
        if (const auto problem = json::validate(*signal.input)) {
            refuseIf(Words::tr("The input is no JSON: %1").arg(problem->describe()));
        }
    }
}

} // namespace hubdeck
