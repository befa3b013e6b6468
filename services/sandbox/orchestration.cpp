// SPDX-License-Identifier: MIT
#include "services/sandbox/orchestration.h"

#include "services/sandbox/jsontext.h"
#include "services/sandbox/lenientjson.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace hubdeck::sandbox {
namespace {

[[noreturn]] void throwNonDeterministic(const QString &wanted, const QString &found)
{
    throw FunctionError { makeFailure(
        u"DurableTask.Core.Exceptions.NonDeterministicOrchestrationException"_s,
        u"Non-Deterministic workflow detected: the history has '"_s + found
            + u"' where the code now calls '"_s + wanted + u"'."_s,
        wanted) };
}

} // namespace

Orchestration::Orchestration(const InstanceRecord &record)
    : m_record(record)
    , m_now(record.history.empty() ? record.created : record.history.front().at)
{ }

const HistoryEvent *Orchestration::scheduled(EventKind kind, int id, const QString &name) const
{
    for (const HistoryEvent &event : m_record.history) {
        if (event.kind != kind || event.id != id)
            continue;
        if (event.name != name)
            throwNonDeterministic(name, event.name);
        return &event;
    }
    return nullptr;
}

Orchestration::Task Orchestration::activity(const QString &name, const QByteArray &input)
{
    const int id = m_counts[0]++;
    ++m_actions;
    if (!scheduled(EventKind::TaskScheduled, id, name))
        m_new.push_back({ .kind = EventKind::TaskScheduled,
                          .id = id,
                          .name = name,
                          .input = input.isNull() ? QByteArray("null") : input });
    return { TaskKind::Activity, id, name };
}

Orchestration::Task Orchestration::subOrchestration(const QString &name, const QByteArray &input,
                                                    const QString &id)
{
    const int number = m_counts[1]++;
    const int action = m_actions++;
    if (!scheduled(EventKind::SubOrchestrationCreated, number, name)) {
        const QString child
            = id.isEmpty() ? m_record.executionId + u':' + QString::number(action, 16) : id;
        m_new.push_back({ .kind = EventKind::SubOrchestrationCreated,
                          .id = number,
                          .name = name,
                          .target = child,
                          .input = input });
    }
    return { TaskKind::SubOrchestration, number, name };
}

Orchestration::Task Orchestration::timer(std::chrono::milliseconds delay)
{
    const int id = m_counts[2]++;
    ++m_actions;
    if (!scheduled(EventKind::TimerCreated, id, {}))
        m_new.push_back({ .kind = EventKind::TimerCreated,
                          .id = id,
                          .due = m_now + std::chrono::duration_cast<Instant::Ticks>(delay) });
    return { TaskKind::Timer, id, {} };
}

Orchestration::Task Orchestration::event(const QString &name)
{
    const QString key = name.toLower();
    const auto found = std::ranges::find(m_eventCounts, key, &std::pair<QString, int>::first);
    if (found != m_eventCounts.end())
        return { TaskKind::Event, found->second++, key };
    m_eventCounts.emplace_back(key, 1);
    return { TaskKind::Event, 0, key };
}

void Orchestration::signalEntity(const QString &entityInstanceId, const QString &operation,
                                 const QByteArray &input)
{
    const int id = m_counts[3]++;
    ++m_actions;
    if (!scheduled(EventKind::EventSent, id, u"op"_s)) {
        const QByteArray message = "{\"op\":" + quotedJson(operation.toUtf8())
            + ",\"signal\":true,\"input\":" + quotedOrNull(input) + '}';
        m_new.push_back({ .kind = EventKind::EventSent,
                          .id = id,
                          .name = u"op"_s,
                          .target = entityInstanceId,
                          .input = message });
    }
}

std::optional<Orchestration::Found> Orchestration::answer(const Task &task) const
{
    int nth = task.id;
    for (size_t i = 0; i < m_record.history.size(); ++i) {
        const HistoryEvent &event = m_record.history[i];
        bool matches = false;
        switch (task.kind) {
        case TaskKind::Activity:
            matches = event.id == task.id
                && (event.kind == EventKind::TaskCompleted || event.kind == EventKind::TaskFailed);
            break;
        case TaskKind::SubOrchestration:
            matches = event.id == task.id
                && (event.kind == EventKind::SubOrchestrationCompleted
                    || event.kind == EventKind::SubOrchestrationFailed);
            break;
        case TaskKind::Timer:
            matches = event.id == task.id && event.kind == EventKind::TimerFired;
            break;
        case TaskKind::Event:
            matches = event.kind == EventKind::EventRaised
                && event.name.compare(task.name, Qt::CaseInsensitive) == 0 && nth-- == 0;
            break;
        }
        if (matches)
            return Found { i, &event };
    }
    return std::nullopt;
}

QByteArray Orchestration::take(const Task &task, const Found &found)
{
    const HistoryEvent &event = *found.event;
    m_now = std::max(m_now, event.at);
    if (event.kind == EventKind::TaskFailed && m_record.failureDetails)
        throw FunctionError { event.failure };
    if (event.kind == EventKind::TaskFailed)
        throw FunctionError { callFailure(u"activity"_s, task.name, event.failure) };
    if (event.kind == EventKind::SubOrchestrationFailed)
        throw FunctionError { m_record.failureDetails
                                  ? event.failure
                                  : callFailure(u"orchestrator"_s, task.name, event.failure) };
    return event.kind == EventKind::EventRaised ? event.input : event.result;
}

QByteArray Orchestration::await(const Task &task)
{
    const auto found = answer(task);
    if (!found)
        throw Waiting {};
    return take(task, *found);
}

size_t Orchestration::awaitAny(std::initializer_list<Task> tasks)
{
    std::optional<Found> first;
    size_t index = 0;
    size_t i = 0;
    for (const Task &task : tasks) {
        const auto found = answer(task);
        if (found && (!first || found->position < first->position)) {
            first = found;
            index = i;
        }
        ++i;
    }
    if (!first)
        throw Waiting {};
    m_now = std::max(m_now, first->event->at);
    return index;
}

QByteArray Orchestration::callWithRetry(const QString &name, const QByteArray &input,
                                        const RetryOptions &options)
{
    double delay = double(options.first.count());
    for (int attempt = 1;; ++attempt) {
        try {
            return call(name, input);
        } catch (const FunctionError &) {
            if (attempt >= options.attempts)
                throw;
        }
        await(timer(std::chrono::milliseconds(std::llround(delay))));
        delay *= options.backoff;
    }
}

} // namespace hubdeck::sandbox
