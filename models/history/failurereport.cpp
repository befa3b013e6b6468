// SPDX-License-Identifier: MIT
#include "models/history/failurereport.h"

#include "services/json/jsonstring.h"
#include "services/taskhub/failure.h"

#include <QRegularExpression>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

bool isWrapper(const Failure &failure)
{
    static const QStringList types { u"FunctionFailedException"_s, u"TaskFailedException"_s,
                                     u"SubOrchestrationFailedException"_s,
                                     u"OrchestrationFailureException"_s, u"AggregateException"_s };
    return failure.type.isEmpty()
        || std::any_of(types.begin(), types.end(),
                       [&](const QString &type) { return failure.type.endsWith(type); });
}

/// Node and Python workers append their whole state to the message.
QString withoutWorkerState(const QString &text)
{
    const qsizetype at = text.indexOf(u"$OutOfProcData$"_s);
    return at < 0 ? text : text.left(at).trimmed();
}

void clean(Failure &failure)
{
    failure.message = withoutWorkerState(failure.message);
    for (Failure &inner : failure.inner) {
        clean(inner);
    }
}

std::optional<FailedStep::Kind> kindOf(const HistoryEvent &event)
{
    if (event.type == u"TaskFailed") {
        return FailedStep::Kind::Activity;
    }
    if (event.type == u"SubOrchestrationInstanceFailed") {
        return FailedStep::Kind::SubOrchestration;
    }
    if (event.type == u"ExecutionCompleted" || event.type == u"ExecutionFailed") {
        return FailedStep::Kind::Orchestration;
    }
    return std::nullopt;
}

std::vector<FailedStep> stepsOf(const InstanceDetails &instance, const History *history)
{
    std::vector<FailedStep> steps;
    if (history == nullptr) {
        return steps;
    }
    for (size_t i = 0; i < history->events.size(); ++i) {
        const HistoryEvent &event = history->events[i];
        const auto kind = kindOf(event);
        auto failure = kind ? failureOf(event) : std::nullopt;
        if (failure) {
            clean(*failure);
            const QString name
                = *kind == FailedStep::Kind::Orchestration ? instance.name : event.name;
            steps.push_back(
                { *kind, name, event.timestamp, static_cast<qsizetype>(i), std::move(*failure) });
        }
    }
    return steps;
}

bool tellsOf(const QString &result, const FailedStep &step)
{
    const QString &message = withoutWrappers(step.failure).message;
    return (!step.name.isEmpty() && result.contains(u"'"_s + step.name + u"'"_s))
        || (!message.isEmpty() && result.contains(message));
}

/// In-process .NET names the functions on the way in its messages: "The activity function 'Pay'
/// failed: …" inside a failed child.
void followNames(FailureReport &report, const FailedStep &step)
{
    static const QRegularExpression function(u"(activity|orchestrator) function '([^']+)' failed"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    const Failure &told = step.failure;
    for (auto matches = function.globalMatch(told.message); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        if (match.captured(2) != report.culprit) {
            report.within = report.culprit;
            report.culprit = match.captured(2);
        }
    }
}

} // namespace

const Failure &withoutWrappers(const Failure &failure)
{
    const Failure *inside = &failure;
    while (inside->inner.size() == 1 && isWrapper(*inside)) {
        inside = &inside->inner.front();
    }
    return *inside;
}

FailureReport failureReport(const InstanceDetails &instance, const History *history)
{
    FailureReport report;
    report.hasFailed = instance.status.kind() == RuntimeStatus::Kind::Failed;
    report.steps = stepsOf(instance, history);
    if (!report.hasFailed) {
        return report;
    }
    const bool told
        = !report.steps.empty() && report.steps.back().kind == FailedStep::Kind::Orchestration;
    if (!told) {
        FailedStep last { FailedStep::Kind::Orchestration, instance.name, instance.lastUpdated, -1,
                          failureFromText(json::decodeText(instance.output.text)) };
        clean(last.failure);
        report.steps.push_back(std::move(last));
    }
    const FailedStep &end = report.steps.back();
    report.culprit = instance.name;
    report.cause = withoutWrappers(end.failure);
    report.causeStep = static_cast<qsizetype>(report.steps.size()) - 1;
    for (qsizetype i = report.causeStep - 1; i >= 0; --i) {
        const FailedStep &step = report.steps[static_cast<size_t>(i)];
        if (tellsOf(end.failure.message, step)) {
            report.culprit = step.name;
            report.within = instance.name;
            report.cause = withoutWrappers(step.failure);
            report.causeStep = i;
            followNames(report, step);
            break;
        }
    }
    return report;
}

} // namespace hubdeck
