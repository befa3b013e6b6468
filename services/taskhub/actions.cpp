// SPDX-License-Identifier: MIT
#include "services/taskhub/actions.h"

#include "services/json/jsonvalidator.h"
#include "services/taskhub/reasons.h"

#include <algorithm>

namespace hubdeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::InstanceAction", text);
}

Verdict refused(const QString &reason)
{
    return { false, reason };
}

Feature featureOf(ActionKind action)
{
    switch (action) {
    case ActionKind::Terminate:
        return Feature::Terminate;
    case ActionKind::Suspend:
        return Feature::Suspend;
    case ActionKind::Resume:
        return Feature::Resume;
    case ActionKind::Rewind:
        return Feature::Rewind;
    case ActionKind::RaiseEvent:
        return Feature::RaiseEvent;
    case ActionKind::Restart:
        return Feature::Restart;
    case ActionKind::Purge:
        break;
    }
    return Feature::Purge;
}

/// Ids that URL normalisation removes would turn the request into one for all instances
/// (durable-http-api.md §5.9).
QString problemWithAddress(const InstanceId &id, const Capabilities &capabilities)
{
    if (id.isEmpty()) {
        return tr("The instance has no id.");
    }
    if (id.text() == u'.' || id.text() == QStringView(u"..")) {
        return tr("An instance with the id \u201c%1\u201d cannot be addressed.").arg(id.text());
    }
    return id.text().contains(u'/') ? capabilities.whyNot(Feature::IdsWithSlash) : QString();
}

QString problemWithEntity(ActionKind action)
{
    switch (action) {
    case ActionKind::Terminate:
        return tr("Terminating would kill the entity: it would silently lose every later signal. "
                  "Suspend it to pause it.");
    case ActionKind::Rewind:
        return tr("An entity cannot be rewound.");
    case ActionKind::RaiseEvent:
        return tr("An entity takes signals, not events.");
    case ActionKind::Restart:
        return tr("An entity cannot be restarted.");
    case ActionKind::Suspend:
    case ActionKind::Resume:
    case ActionKind::Purge:
        break;
    }
    return {};
}

QString problemWithState(ActionKind action, const RuntimeStatus &status,
                         const Capabilities &capabilities)
{
    const bool failed = status.kind() == RuntimeStatus::Kind::Failed;
    // A rewind that was interrupted leaves it Pending
    const bool mayBeRewound = failed
        || (status.kind() == RuntimeStatus::Kind::Pending
            && capabilities.has(Feature::FinishRewind));
    const bool suspended = status.kind() == RuntimeStatus::Kind::Suspended;
    if (action == ActionKind::Restart || action == ActionKind::Purge) {
        return {};
    }
    if (status.isTerminal() && !(action == ActionKind::Rewind && failed)) {
        return tr("The instance has already finished (%1).").arg(status.name());
    }
    if (action == ActionKind::Suspend && suspended) {
        return tr("The instance is already suspended.");
    }
    if (action == ActionKind::Resume && !suspended) {
        return tr("The instance is not suspended (%1).").arg(status.name());
    }
    if (action == ActionKind::Rewind && !mayBeRewound) {
        return tr("Only failed instances can be rewound (this one: %1).").arg(status.name());
    }
    return {};
}

QString problemWithReason(const QString &reason)
{
    constexpr qsizetype mostBytes
        = 1024; // it travels percent-encoded in the query (durable-http-api.md §8)
    if (reason.toUtf8().size() > mostBytes) {
        return tr("The reason is too long: 1024 bytes at most.");
    }
    return {};
}

QString problemWithStoredReason(const QString &reason)
{
    const ReasonEffect effect = effectOfReason(reason);
    return effect.kind == ReasonEffect::Kind::BreaksHub ? describe(effect)
                                                        : problemWithReason(reason);
}

QString problemWithEvent(const RaiseEventAction &action)
{
    if (action.name.trimmed().isEmpty()) {
        return tr("The event needs a name.");
    }
    if (action.data.trimmed().isEmpty()) {
        return tr("The event's data is empty: write null for none.");
    }
    const auto problem = json::validate(action.data);
    return problem ? tr("The event's data is no JSON: %1").arg(problem->describe()) : QString();
}

struct ActionProblem
{
    QString operator()(const TerminateAction &action) const
    {
        return problemWithStoredReason(action.reason);
    }

    QString operator()(const SuspendAction &action) const
    {
        return problemWithStoredReason(action.reason);
    }

    QString operator()(const ResumeAction &action) const
    {
        return problemWithStoredReason(action.reason);
    }

    QString operator()(const RewindAction &action) const
    {
        return problemWithReason(action.reason);
    }

    QString operator()(const RaiseEventAction &action) const { return problemWithEvent(action); }

    QString operator()(const RestartAction &) const { return {}; }

    QString operator()(const PurgeAction &) const { return {}; }
};

QString problemWithNewId(const QString &id)
{
    constexpr qsizetype longest = 256;
    if (id.isEmpty()) {
        return tr("The instance id is empty: leave it out to have one made.");
    }
    if (id.size() > longest) {
        return tr("The instance id is too long: 256 characters at most.");
    }
    if (id.startsWith(u'@')) {
        return tr("An instance id must not begin with @: such ids are entities.");
    }
    if (id == u'.' || id == QStringView(u"..")) {
        return tr("An instance with the id \u201c%1\u201d cannot be addressed.").arg(id);
    }
    const auto forbidden = [](QChar c) {
        return QStringView(u"/\\?#").contains(c) || c.category() == QChar::Other_Control;
    };
    return std::any_of(id.begin(), id.end(), forbidden)
        ? tr("An instance id must not contain / \\ ? # or control characters.")
        : QString();
}

} // namespace

ActionKind kindOf(const InstanceAction &action) noexcept
{
    return static_cast<ActionKind>(action.index());
}

QString displayName(ActionKind kind)
{
    switch (kind) {
    case ActionKind::Terminate:
        return tr("Terminate");
    case ActionKind::Suspend:
        return tr("Suspend");
    case ActionKind::Resume:
        return tr("Resume");
    case ActionKind::Rewind:
        return tr("Rewind");
    case ActionKind::RaiseEvent:
        return tr("Raise event");
    case ActionKind::Restart:
        return tr("Restart");
    case ActionKind::Purge:
        break;
    }
    return tr("Purge");
}

QString pendingName(ActionKind kind)
{
    switch (kind) {
    case ActionKind::Terminate:
        return tr("Terminating…");
    case ActionKind::Suspend:
        return tr("Suspending…");
    case ActionKind::Resume:
        return tr("Resuming…");
    case ActionKind::Rewind:
        return tr("Rewinding…");
    case ActionKind::RaiseEvent:
        return tr("Raising event…");
    case ActionKind::Restart:
        return tr("Restarting…");
    case ActionKind::Purge:
        break;
    }
    return tr("Purging…");
}

Verdict canPerform(ActionKind action, const InstanceId &id, const RuntimeStatus &status,
                   const Capabilities &capabilities)
{
    if (const QString problem = problemWithAddress(id, capabilities); !problem.isEmpty()) {
        return refused(problem);
    }
    if (const Feature feature = featureOf(action); !capabilities.has(feature)) {
        return refused(capabilities.whyNot(feature));
    }
    if (const QString problem = isEntityId(id) ? problemWithEntity(action) : QString();
        !problem.isEmpty()) {
        return refused(problem);
    }
    if (const QString problem = problemWithState(action, status, capabilities);
        !problem.isEmpty()) {
        return refused(problem);
    }
    return {};
}

QString problemWithAction(const InstanceAction &action)
{
    return std::visit(ActionProblem {}, action);
}

QString problemWithScheduledStart(Instant at, Instant now)
{
    return at - now > longestScheduleAhead
        ? tr("A start can be scheduled seven days ahead at most.")
        : QString();
}

QString problemWithStart(const StartRequest &request)
{
    if (request.function.trimmed().isEmpty()) {
        return tr("Name the orchestrator function to start.");
    }
    if (const QString problem = request.id ? problemWithNewId(request.id->text()) : QString();
        !problem.isEmpty()) {
        return problem;
    }
    if (request.input) {
        if (const auto problem = json::validate(*request.input)) {
            return tr("The input is no JSON: %1").arg(problem->describe());
        }
    }
    if (const QString problem = problemWithTags(request.tags); !problem.isEmpty()) {
        return problem;
    }
    return request.wait && request.wait->count() <= 0
        ? tr("The time to wait must be longer than zero.")
        : QString();
}

} // namespace hubdeck
