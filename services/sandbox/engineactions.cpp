// SPDX-License-Identifier: MIT
#include "services/sandbox/engine.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck::sandbox {
namespace {

using Kind = RuntimeStatus::Kind;

constexpr auto requestLatency = std::chrono::duration_cast<Instant::Ticks>(120ms);

bool isEntity(const QString &id)
{
    return id.startsWith(u'@');
}

bool matches(const InstanceRow &row, const InstanceFilter &filter)
{
    if (filter.matchesNothing || (filter.createdFrom && row.created < *filter.createdFrom)
        || (filter.createdTo && row.created > *filter.createdTo))
        return false;
    return filter.statuses.empty()
        || std::ranges::find(filter.statuses, row.status) != filter.statuses.end();
}

} // namespace

Outcome Engine::request(const QString &id, WorkKind kind, HistoryEvent event)
{
    const std::scoped_lock lock(m_mutex);
    const InstanceRecord *record = find(id);
    if (!record)
        return Outcome::NotFound;
    if (!isActive(record->status))
        return Outcome::Finished;
    if ((kind == WorkKind::Suspend && record->status == Kind::Suspended)
        || (kind == WorkKind::Resume && record->status != Kind::Suspended))
        return Outcome::WrongState;
    enqueue({ .due = m_clock->now() + requestLatency,
              .kind = kind,
              .id = id,
              .event = std::move(event) });
    return Outcome::Accepted;
}

Outcome Engine::terminate(const QString &id, const QByteArray &reason)
{
    return request(id, WorkKind::Terminate,
                   { .kind = EventKind::ExecutionTerminated, .input = reason });
}

Outcome Engine::suspend(const QString &id, const QByteArray &reason)
{
    return request(id, WorkKind::Suspend,
                   { .kind = EventKind::ExecutionSuspended, .input = reason });
}

Outcome Engine::resume(const QString &id, const QByteArray &reason)
{
    return request(id, WorkKind::Resume, { .kind = EventKind::ExecutionResumed, .input = reason });
}

Outcome Engine::raiseEvent(const QString &id, const QString &name, const QByteArray &payload)
{
    return request(id, WorkKind::Deliver,
                   { .kind = EventKind::EventRaised, .name = name, .input = payload });
}

void Engine::applySuspend(InstanceRecord &record, const HistoryEvent &event)
{
    if (!isActive(record.status) || record.suspended || (!record.started && !record.continued))
        return; // before a scheduled start it has no effect (L7)
    record.suspended = true;
    record.status = Kind::Suspended;
    record.updated = m_clock->now();
    if (!event.input.isNull())
        record.output = event.input;
    record.history.push_back(event);
    record.history.back().at = record.updated;
}

void Engine::applyResume(InstanceRecord &record, const HistoryEvent &event)
{
    if (!record.suspended)
        return;
    record.suspended = false;
    record.status = Kind::Running;
    record.updated = m_clock->now();
    if (!event.input.isNull())
        record.output = event.input; // without a reason the previous one stays (L8)
    record.history.push_back(event);
    record.history.back().at = record.updated;
    if (isEntity(record.id)) {
        for (const HistoryEvent &signal : std::exchange(record.inbox, {}))
            enqueue({ .due = record.updated,
                      .kind = WorkKind::Signal,
                      .id = record.id,
                      .event = signal });
        return;
    }
    for (HistoryEvent &waiting : std::exchange(record.inbox, {})) {
        waiting.at = record.updated;
        record.history.push_back(std::move(waiting));
    }
    if (record.started)
        step(record);
}

void Engine::applyTerminate(InstanceRecord &record, const HistoryEvent &event)
{
    if (!isActive(record.status))
        return;
    if (!record.started && !isEntity(record.id)) {
        record.status = Kind::Terminated; // its start stays queued (L7)
        record.output = event.input;
        record.updated = m_clock->now();
        m_changed.notify_all();
        return;
    }
    record.history.push_back(event);
    record.history.back().at = m_clock->now();
    finish(record, Kind::Terminated, event.input, {});
}

Outcome Engine::rewind(const QString &id, const QByteArray &reason)
{
    const std::scoped_lock lock(m_mutex);
    InstanceRecord *record = find(id);
    if (!record)
        return Outcome::NotFound;
    if (record->status == Kind::Failed) {
        rewindRecord(*record, reason);
        return Outcome::Accepted;
    }
    return isActive(record->status) ? Outcome::WrongState : Outcome::Finished;
}

// Blanks out what failed, in the whole family, and wakes those whose own activities failed; a
// parent goes on when its child has ended.
void Engine::rewindRecord(InstanceRecord &record, const QByteArray &reason)
{
    bool childFailed = false;
    bool failureSeen = false;
    const auto blank
        = [](HistoryEvent &event) { event = { .kind = EventKind::GenericEvent, .at = event.at }; };
    const auto blankScheduling = [&](EventKind kind, int action) {
        for (HistoryEvent &event : record.history) {
            if (event.kind == kind && event.id == action)
                blank(event);
        }
    };
    for (HistoryEvent &event : record.history) {
        if (event.kind == EventKind::TaskFailed) {
            failureSeen = true;
            blankScheduling(EventKind::TaskScheduled, event.id);
            blank(event);
        } else if (event.kind == EventKind::SubOrchestrationFailed) {
            const auto created = std::ranges::find_if(
                record.history, [&event](const HistoryEvent &other) {
                    return other.kind == EventKind::SubOrchestrationCreated && other.id == event.id;
                });
            InstanceRecord *child
                = created == record.history.end() ? nullptr : find(created->target);
            if (child && child->status == Kind::Failed) {
                childFailed = true;
                rewindRecord(*child, reason);
            } else {
                blankScheduling(EventKind::SubOrchestrationCreated,
                                event.id); // purged meanwhile: it is started anew
            }
            failureSeen = true;
            blank(event);
        } else if (event.kind == EventKind::ExecutionCompleted) {
            blank(event);
        } else if (failureSeen
                   && (event.kind == EventKind::TimerCreated
                       || event.kind == EventKind::TimerFired)) {
            blank(event); // pauses between the attempts that are blanked as well
        }
    }
    record.status = Kind::Pending;
    record.failure = {};
    record.updated = m_clock->now();
    if (!childFailed)
        enqueue({ .due = record.updated + requestLatency,
                  .kind = WorkKind::Rewound,
                  .id = record.id,
                  .executionId = record.executionId,
                  .event = { .kind = EventKind::GenericEvent, .input = reason } });
}

bool Engine::purge(const QString &id)
{
    const std::scoped_lock lock(m_mutex);
    const bool found = m_records.erase(id) > 0;
    m_changed.notify_all();
    return found;
}

int Engine::purge(const InstanceFilter &filter)
{
    const std::scoped_lock lock(m_mutex);
    const auto removed = std::erase_if(
        m_records, [&filter](const auto &entry) { return matches(entry.second, filter); });
    m_changed.notify_all();
    return int(removed);
}

std::optional<InstanceRecord> Engine::instance(const QString &id) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_records.find(id);
    return found == m_records.end() ? std::nullopt : std::optional(found->second);
}

std::optional<InstanceRow> Engine::row(const QString &id) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_records.find(id);
    return found == m_records.end() ? std::nullopt : std::optional<InstanceRow>(found->second);
}

Page<InstanceRow> Engine::list(const InstanceFilter &filter, const QString &from,
                               qsizetype top) const
{
    const std::scoped_lock lock(m_mutex);
    Page<InstanceRow> page;
    for (auto i = m_records.lower_bound(std::max(from, filter.idPrefix)); i != m_records.end();
         ++i) {
        if (!i->first.startsWith(filter.idPrefix))
            break;
        if (!matches(i->second, filter))
            continue;
        if (qsizetype(page.rows.size()) >= top) {
            page.next = i->first;
            break;
        }
        page.rows.push_back(i->second);
    }
    return page;
}

} // namespace hubdeck::sandbox
