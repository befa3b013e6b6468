// SPDX-License-Identifier: MIT
// How an instance starts, runs and ends.
#include "services/sandbox/engine.h"

#include <QHashFunctions>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck::sandbox {
namespace {

using Kind = RuntimeStatus::Kind;

constexpr auto startLatency = 2ms;
constexpr auto messageLatency = 15ms;

template <typename Duration> Instant after(Instant time, Duration delay)
{
    return time + std::chrono::duration_cast<Instant::Ticks>(delay);
}

// Input of another kind than the function expects: anybody can send it, so it fails the instance,
// not the hub.
FailurePtr unreadableInput(const std::exception &error, const QString &function)
{
    return makeFailure(u"Newtonsoft.Json.JsonSerializationException"_s,
                       u"Error converting the input: "_s + QString::fromUtf8(error.what()),
                       function);
}

} // namespace

InstanceRecord &Engine::create(const QString &id, const QString &function, const QByteArray &input)
{
    const OrchestratorFunction *known = m_functions->orchestrator(function);
    InstanceRecord record;
    record.id = id;
    record.name = known ? known->name : function;
    record.failureDetails = known && known->failureDetails;
    record.input = input;
    record.executionId = newId();
    record.created = record.updated = m_clock->now();
    return m_records[id] = std::move(record);
}

Engine::Started Engine::start(const QString &function, const QString &id, const QByteArray &input,
                              std::optional<Instant> at)
{
    const std::scoped_lock lock(m_mutex);
    const QString wanted = id.isEmpty() ? newId() : id;
    if (const InstanceRecord *old = find(wanted); old && isActive(old->status))
        return { wanted, old->status };
    InstanceRecord &record = create(wanted, function, input);
    record.scheduledStart = at;
    enqueue({ .due = at.value_or(after(m_clock->now(), startLatency)),
              .kind = WorkKind::Start,
              .id = wanted,
              .executionId = record.executionId });
    return { wanted, std::nullopt };
}

void Engine::beginExecution(InstanceRecord &record)
{
    record.started = true;
    record.status = Kind::Running; // also when it was terminated before its time: the real hub
                                   // starts it all the same (L7)
    record.history.clear();
    record.history.push_back({ .kind = EventKind::ExecutionStarted,
                               .id = record.parent || record.continued ? 0 : -1, // no Generation
                               .at = m_clock->now(),
                               .due = record.scheduledStart,
                               .name = record.name,
                               .input = record.input });
    for (HistoryEvent &event : record.inbox) {
        event.at = m_clock->now();
        record.history.push_back(std::move(event));
    }
    record.inbox.clear();
    step(record);
}

void Engine::runActivity(InstanceRecord &record, const HistoryEvent &scheduled)
{
    HistoryEvent done { .kind = EventKind::TaskCompleted, .id = scheduled.id };
    const ActivityFunction *function = m_functions->activity(scheduled.name);
    try {
        if (!function)
            throw FunctionError { makeFailure(
                u"System.ArgumentException"_s,
                u"The function '"_s + scheduled.name
                    + u"' doesn't exist, is disabled, or is not an activity function."_s,
                scheduled.name) };
        const int number
            = function->countsCalls ? ++m_calls[record.id + u'\n' + scheduled.name] : 0;
        const uint chance = uint(::qHash(QStringView(record.id), 20'26) % 10'000);
        done.result
            = function->run({ record.id, scheduled.input, m_clock->now(), number, chance, roll() });
    } catch (const FunctionError &error) {
        done.kind = EventKind::TaskFailed;
        done.failure = error.failure;
    } catch (const std::exception &error) {
        done.kind = EventKind::TaskFailed;
        done.failure = unreadableInput(error, scheduled.name);
    }
    deliver(record, std::move(done));
}

void Engine::deliver(InstanceRecord &record, HistoryEvent event)
{
    if (!isActive(record.status))
        return;
    if (record.suspended || !record.started) {
        record.inbox.push_back(std::move(event));
        return;
    }
    event.at = m_clock->now();
    record.status = Kind::Running; // a rewound one was Pending
    record.history.push_back(std::move(event));
    step(record);
}

void Engine::step(InstanceRecord &record)
{
    const OrchestratorFunction *function = m_functions->orchestrator(record.name);
    record.updated = m_clock->now();
    if (!function)
        return; // nobody in this app serves the name; it waits, as in a real hub
    Orchestration run(record);
    try {
        const QByteArray output = function->run(run);
        if (run.customStatus())
            record.customStatus = *run.customStatus();
        commit(record, run.takeNewEvents());
        finish(record, Kind::Completed, output, {});
    } catch (const Orchestration::Waiting &) {
        if (run.customStatus())
            record.customStatus = *run.customStatus();
        commit(record, run.takeNewEvents());
    } catch (const Orchestration::ContinueAsNew &next) {
        if (run.customStatus())
            record.customStatus = *run.customStatus();
        commit(record, run.takeNewEvents());
        continueAsNew(record, next.input);
    } catch (const FunctionError &error) {
        if (run.customStatus())
            record.customStatus = *run.customStatus();
        commit(record, run.takeNewEvents());
        fail(record, error.failure);
    } catch (const std::exception &error) {
        commit(record, run.takeNewEvents());
        fail(record, unreadableInput(error, record.name));
    }
}

void Engine::commit(InstanceRecord &record, std::vector<HistoryEvent> events)
{
    const Instant now = m_clock->now();
    for (HistoryEvent &event : events) {
        event.at = now;
        if (event.kind == EventKind::TaskScheduled) {
            const ActivityFunction *function = m_functions->activity(event.name);
            const auto spread = function ? (function->longest - function->shortest).count() : 0;
            const auto duration = (function ? function->shortest : 50ms)
                + std::chrono::milliseconds(spread > 0 ? qint64(m_random() % quint64(spread)) : 0);
            // Odd ticks, so that stamps look and sort like real ones.
            const auto odd = Instant::Ticks(qint64(m_random() % 10'000));
            enqueue({ .due = after(now, duration) + odd,
                      .kind = WorkKind::RunActivity,
                      .id = record.id,
                      .executionId = record.executionId,
                      .event = event });
        } else if (event.kind == EventKind::SubOrchestrationCreated) {
            startChild(record, event);
        } else if (event.kind == EventKind::TimerCreated) {
            HistoryEvent fired { .kind = EventKind::TimerFired, .id = event.id, .due = event.due };
            enqueue({ .due = *event.due,
                      .kind = WorkKind::Deliver,
                      .id = record.id,
                      .executionId = record.executionId,
                      .event = fired });
        } else if (event.kind == EventKind::EventSent) {
            enqueue({ .due = after(now, messageLatency),
                      .kind = WorkKind::Signal,
                      .id = event.target,
                      .event = event });
        }
        record.history.push_back(std::move(event));
    }
}

void Engine::startChild(const InstanceRecord &parent, const HistoryEvent &created)
{
    const ParentLink link { parent.id, parent.executionId, created.id };
    if (const InstanceRecord *old = find(created.target); old && isActive(old->status)) {
        HistoryEvent failed {
            .kind = EventKind::SubOrchestrationFailed,
            .id = created.id,
            .result = "An Orchestration instance with the status Running already exists."
        };
        failed.failure
            = makeFailure(u"DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException"_s,
                          QString::fromUtf8(failed.result), created.name);
        enqueue({ .due = after(m_clock->now(), messageLatency),
                  .kind = WorkKind::Deliver,
                  .id = parent.id,
                  .executionId = parent.executionId,
                  .event = failed });
        return;
    }
    InstanceRecord &child = create(created.target, created.name, created.input);
    child.parent = link;
    enqueue({ .due = after(m_clock->now(), startLatency),
              .kind = WorkKind::Start,
              .id = child.id,
              .executionId = child.executionId });
}

void Engine::finish(InstanceRecord &record, Kind status, const QByteArray &output,
                    const FailurePtr &failure)
{
    record.status = status;
    record.output = output;
    record.failure = failure;
    record.suspended = false;
    record.inbox.clear();
    record.updated = m_clock->now();
    record.history.push_back({ .kind = EventKind::ExecutionCompleted,
                               .at = record.updated,
                               .result = output,
                               .failure = failure,
                               .status = status });
    if (record.parent) {
        HistoryEvent answer { .kind = EventKind::SubOrchestrationCompleted,
                              .id = record.parent->action,
                              .result = output };
        if (status != Kind::Completed) {
            answer.kind = EventKind::SubOrchestrationFailed;
            answer.failure = failure ? failure
                                     : makeFailure(u"System.OperationCanceledException"_s,
                                                   QString::fromUtf8(output), record.name);
        }
        enqueue({ .due = after(record.updated, messageLatency),
                  .kind = WorkKind::Deliver,
                  .id = record.parent->id,
                  .executionId = record.parent->executionId,
                  .event = answer });
    }
    m_changed.notify_all();
}

void Engine::fail(InstanceRecord &record, const FailurePtr &failure)
{
    const QString who = record.failureDetails
        ? failure->type
        : QString(u"Orchestrator function '"_s + record.name + u"' failed"_s);
    finish(record, Kind::Failed, QString(who + u": "_s + failure->message).toUtf8(), failure);
}

void Engine::continueAsNew(InstanceRecord &record, const QByteArray &input)
{
    const Instant now = m_clock->now();
    record.executionId = newId();
    record.input = input;
    record.output = {};
    record.created = record.updated = now;
    record.continued = true;
    record.started = false;
    record.scheduledStart = {};
    enqueue({ .due = after(now, messageLatency),
              .kind = WorkKind::Start,
              .id = record.id,
              .executionId = record.executionId });
}

} // namespace hubdeck::sandbox
