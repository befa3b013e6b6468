// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "app/cli/queryoptions.h"
#include "app/cli/rowtext.h"
#include "models/activity/instancewatcher.h"
#include "services/json/jsonstring.h"
#include "services/taskhub/pause.h"
#include "services/taskhub/reasons.h"

#include <QCoreApplication>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("ActionVerbs", text);
}

QByteArray idMember(const InstanceId &id)
{
    return "\"id\":" + json::encodeString(id.text().toUtf8());
}

void checkReason(const Call &call, const QString &reason)
{
    const ReasonEffect effect = effectOfReason(reason);
    if (effect.kind == ReasonEffect::Kind::BreaksHub) {
        throw UsageError(describe(effect));
    }
    if (effect.kind == ReasonEffect::Kind::StoredAsValue) {
        call.console.say(describe(effect));
    }
}

/// RaiseEvent changes nothing but the history of an instance that does not wait for it.
Observation observe(TaskHub &hub, const InstanceId &id, ActionKind action,
                    const std::stop_token &stop)
{
    return action == ActionKind::RaiseEvent ? Observation::of(hub.history(id, stop))
                                            : Observation::of(hub.instance(id, stop));
}

ExitStatus waitForChange(Call &call, const InstanceId &id, ActionKind action,
                         const std::optional<Observation> &before)
{
    const auto limit = std::chrono::steady_clock::now() + timeoutFrom(call.line, 60);
    std::chrono::milliseconds delay { 300 };
    while (std::chrono::steady_clock::now() < limit) {
        pause(delay, call.stop);
        delay = std::min(delay * 3 / 2, std::chrono::milliseconds(3000));
        const Observation now = observe(*call.hub, id, action, call.stop);
        if (hasHappened(action, before, now)) {
            const InstanceDetails instance = call.hub->instance(id, call.stop);
            call.console.writeLine(
                call.line.has(u"json"_s)
                    ? printable(instance.raw)
                    : tr("%1 is %2.").arg(id.text(), instance.status.name()).toUtf8());
            call.console.flush();
            return ExitStatus::Done;
        }
    }
    call.console.say(
        tr("%1 was accepted, but the hub has not reported a change; look at the instance later.")
            .arg(displayName(action)));
    return ExitStatus::Failed;
}

/// `name`: of what is done, where it is not the action's own.
ExitStatus performOn(Call &call, const InstanceId &id, const InstanceAction &action,
                     const QString &name = {})
{
    if (const QString problem = problemWithAction(action); !problem.isEmpty()) {
        throw UsageError(problem);
    }
    const bool waits = call.line.has(u"wait"_s);
    const auto before
        = waits ? std::optional(observe(*call.hub, id, kindOf(action), call.stop)) : std::nullopt;
    static_cast<void>(call.hub->perform(id, action, call.stop));
    call.sawData = true;
    if (waits) {
        return waitForChange(call, id, kindOf(action), before);
    }
    call.console.writeLine(
        call.line.has(u"json"_s)
            ? '{' + idMember(id) + ",\"accepted\":true}"
            : tr("%1 %2: accepted.")
                  .arg(name.isEmpty() ? displayName(kindOf(action)) : name, id.text())
                  .toUtf8());
    call.console.flush();
    return ExitStatus::Done;
}

ActionOutcome restarted(const Call &call, const InstanceId &id)
{
    const bool newId = call.line.has(u"new-id"_s);
    try {
        return call.hub->perform(id, RestartAction { newId }, call.stop);
    } catch (const TaskHubError &error) {
        if (error.kind != ErrorKind::AlreadyExists || newId) {
            throw;
        }
        TaskHubError told = error;
        told.message += u' ' + tr("--new-id starts it once more under another id.");
        throw told;
    }
}

InstanceAction reasonAction(const QString &verb, const QString &reason)
{
    if (verb == u"terminate") {
        return TerminateAction { reason };
    }
    if (verb == u"suspend") {
        return SuspendAction { reason };
    }
    if (verb == u"resume") {
        return ResumeAction { reason };
    }
    return RewindAction { reason };
}

} // namespace

ExitStatus runReasonAction(Call &call)
{
    const InstanceId id(call.line.arguments().first());
    const QString reason = call.line.value(u"reason"_s);
    checkReason(call, reason);
    const QString verb = call.line.verb()->name;
    if (verb == u"terminate" && isEntityId(id)) {
        throw UsageError(tr("Terminating an entity kills it and loses every later signal; use "
                            "pause-entity to hold it."));
    }
    return performOn(call, id, reasonAction(verb, reason));
}

ExitStatus runPauseEntity(Call &call)
{
    const EntityId entity { call.line.arguments()[0], call.line.arguments()[1] };
    const QString reason = call.line.value(u"reason"_s);
    checkReason(call, reason);
    const bool pauses = call.line.verb()->name == u"pause-entity";
    return performOn(call, entity.instanceId(),
                     pauses ? InstanceAction(SuspendAction { reason })
                            : InstanceAction(ResumeAction { reason }),
                     pauses ? tr("Pause") : QString());
}

ExitStatus runRaise(Call &call)
{
    const QByteArray data = call.line.has(u"data"_s)
        ? jsonArgument(call.line.value(u"data"_s), u"data"_s)
        : QByteArray("null");
    return performOn(call, InstanceId(call.line.arguments()[0]),
                     RaiseEventAction { call.line.arguments()[1], data });
}

ExitStatus runRestart(Call &call)
{
    const InstanceId id(call.line.arguments().first());
    const ActionOutcome outcome = restarted(call, id);
    call.sawData = true;
    const InstanceId now = outcome.newId.value_or(id);
    call.console.writeLine(call.line.has(u"json"_s) ? '{' + idMember(now) + '}'
                                                    : now.text().toUtf8());
    call.console.flush();
    return ExitStatus::Done;
}

ExitStatus runStart(Call &call)
{
    StartRequest request;
    request.function = call.line.arguments().first();
    if (call.line.has(u"id"_s)) {
        request.id = InstanceId(call.line.value(u"id"_s));
    }
    if (call.line.has(u"input"_s)) {
        request.input = jsonArgument(call.line.value(u"input"_s), u"input"_s);
    }
    request.at = call.line.time(u"at"_s);
    if (call.line.has(u"wait"_s)) {
        request.wait = std::chrono::seconds(call.line.number(u"wait"_s, 1, 0));
    }
    request.version = call.line.value(u"instance-version"_s);
    const ReadTags read = readTags(call.line.values(u"tag"_s));
    request.tags = read.tags;
    for (const QString &problem : { read.problem, problemWithStart(request) }) {
        if (!problem.isEmpty()) {
            throw UsageError(problem);
        }
    }
    if (!request.version.isEmpty() || !request.tags.empty()) {
        require(call, Feature::StartTags);
    }
    if (request.at) {
        require(call, Feature::ScheduledStart);
    }
    const StartedInstance started = call.hub->start(request, call.stop);
    call.sawData = true;
    if (!request.wait) {
        call.console.writeLine(call.line.has(u"json"_s) ? '{' + idMember(started.id) + '}'
                                                        : started.id.text().toUtf8());
        call.console.flush();
        return ExitStatus::Done;
    }
    const InstanceDetails instance = call.hub->instance(started.id, call.stop);
    call.console.writeLine(call.line.has(u"json"_s)
                               ? printable(instance.raw)
                               : describe(instance, nullptr).trimmed().toUtf8());
    call.console.flush();
    if (!started.ended) {
        call.console.say(
            tr("The time is over; the instance is still %1.").arg(instance.status.name()));
    }
    return instance.status.kind() == RuntimeStatus::Kind::Completed ? ExitStatus::Done
                                                                    : ExitStatus::Failed;
}

} // namespace hubdeck::cli
