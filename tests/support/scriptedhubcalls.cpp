// SPDX-License-Identifier: MIT
// What the calls of the TaskHub interface answer.
#include "scriptedhub.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::test {

namespace {

bool matches(const InstanceQuery &query, const InstanceDetails &instance)
{
    const bool entity = isEntityId(instance.id);
    if ((query.kinds == InstanceKinds::Orchestrations && entity)
        || (query.kinds == InstanceKinds::Entities && !entity)) {
        return false;
    }
    if (!query.statuses.empty()
        && std::ranges::find(query.statuses, instance.status.kind()) == query.statuses.end()) {
        return false;
    }
    if ((query.createdFrom && instance.created < query.createdFrom)
        || (query.createdTo && instance.created > query.createdTo)) {
        return false;
    }
    return instance.id.text().startsWith(query.idPrefix);
}

[[noreturn]] void throwCancelled()
{
    throw TaskHubError(ErrorKind::Cancelled, u"Stopped."_s);
}

} // namespace

const Capabilities &ScriptedHub::capabilities() const
{
    return m_capabilities;
}

void ScriptedHub::enter(Lock &lock, Arrival arrival, const std::stop_token &stop)
{
    const Call call = arrival.call;
    m_arrivals.push_back(std::move(arrival));
    if (call != Call::ListInstances
        && call != Call::ListEntities) { // listings wait before each page
        waitForRelease(lock, stop);
        throwIfScripted(call, 0);
    }
}

void ScriptedHub::waitForRelease(Lock &lock, const std::stop_token &stop)
{
    ++m_waiting;
    const bool released = m_released.wait(lock, stop, [this] { return !m_held || m_steps > 0; });
    --m_waiting;
    if (!released || stop.stop_requested()) {
        throwCancelled();
    }
    if (m_held) {
        --m_steps;
    }
}

void ScriptedHub::throwIfScripted(Call call, int pages)
{
    std::deque<Failure> &failures = m_failures[call];
    if (failures.empty() || pages < failures.front().afterPages) {
        return;
    }
    const TaskHubError error = failures.front().error;
    if (--failures.front().times <= 0) {
        failures.pop_front();
    }
    throw error;
}

InstanceDetails &ScriptedHub::existing(const InstanceId &id)
{
    const auto found = m_instances.find(id);
    if (found == m_instances.end()) {
        throw TaskHubError(ErrorKind::NotFound,
                           u"There is no instance “%1” in this hub."_s.arg(id.text()));
    }
    return found->second;
}

InstancePage ScriptedHub::page(const InstanceQuery &query, int step) const
{
    const int size = std::min(m_pageSize, query.pageSize);
    const int first = (step - m_emptyPages) * size;
    std::vector<InstanceDetails> rows;
    int position = 0;
    bool more = step < m_emptyPages;
    for (const auto &[id, instance] : m_instances) {
        if (step < m_emptyPages || more) {
            break;
        }
        if (!matches(query, instance)) {
            continue;
        }
        if (position >= first + size) {
            more = true;
        } else if (position >= first) {
            rows.push_back(instance);
        }
        ++position;
    }
    InstancePage result = pageOf(rows);
    if (more || m_endless) {
        result.next = ContinuationToken(QString::number(step + 1));
    }
    result.receivedBytes = result.text.size();
    return result;
}

void ScriptedHub::listInstances(const InstanceQuery &query, const ContinuationToken &from,
                                const PageSink &sink, std::stop_token stop)
{
    Lock lock(m_mutex);
    enter(lock,
          { .call = Call::ListInstances, .id = {}, .query = query, .action = {}, .start = {} },
          stop);
    int pages = 0;
    for (int step = from.text().toInt();; ++step) {
        waitForRelease(lock, stop);
        throwIfScripted(Call::ListInstances, pages++);
        InstancePage next = page(query, step);
        const bool last = next.next.isEmpty();
        ++m_pagesServed;
        lock.unlock();
        const SinkAnswer answer = sink(std::move(next));
        lock.lock();
        if (last || answer == SinkAnswer::Stop) {
            return;
        }
    }
}

InstanceDetails ScriptedHub::instance(const InstanceId &id, std::stop_token stop)
{
    Lock lock(m_mutex);
    enter(lock, { .call = Call::Instance, .id = id, .query = {}, .action = {}, .start = {} }, stop);
    return existing(id);
}

hubdeck::History ScriptedHub::history(const InstanceId &id, std::stop_token stop)
{
    Lock lock(m_mutex);
    enter(lock, { .call = Call::History, .id = id, .query = {}, .action = {}, .start = {} }, stop);
    hubdeck::History result;
    result.instance = existing(id);
    if (const auto found = m_histories.find(id); found != m_histories.end()) {
        result.events = found->second.events;
        result.available = found->second.available;
    }
    return result;
}

StartedInstance ScriptedHub::start(const StartRequest &request, std::stop_token stop)
{
    Lock lock(m_mutex);
    enter(lock,
          { .call = Call::Start,
            .id = request.id.value_or(InstanceId()),
            .query = {},
            .action = {},
            .start = request },
          stop);
    const InstanceId id = request.id.value_or(InstanceId(u"started-%1"_s.arg(++m_started)));
    InstanceDetails instance
        = made(id.text(), request.function, RuntimeStatus::Kind::Running, Instant::now());
    instance.input.text = request.input.value_or(QByteArray());
    m_instances.insert_or_assign(id, instance);
    return { id, false };
}

ActionOutcome ScriptedHub::perform(const InstanceId &id, const InstanceAction &action,
                                   std::stop_token stop)
{
    Lock lock(m_mutex);
    enter(lock, { .call = Call::Perform, .id = id, .query = {}, .action = action, .start = {} },
          stop);
    return apply(id, action);
}

ActionOutcome ScriptedHub::apply(const InstanceId &id, const InstanceAction &action)
{
    using Kind = RuntimeStatus::Kind;
    InstanceDetails &instance = existing(id);
    ActionOutcome outcome;
    const auto become = [&](Kind kind) {
        if (m_actionsApply) {
            instance.status = kind;
            instance.lastUpdated = Instant::now();
        }
    };
    if (std::holds_alternative<TerminateAction>(action)) {
        become(Kind::Terminated);
    } else if (std::holds_alternative<SuspendAction>(action)) {
        become(Kind::Suspended);
    } else if (std::holds_alternative<ResumeAction>(action)
               || std::holds_alternative<RewindAction>(action)) {
        become(Kind::Running);
    } else if (const auto *restart = std::get_if<RestartAction>(&action)) {
        outcome.newId = restart->newId ? InstanceId(u"restarted-%1"_s.arg(++m_started)) : id;
        InstanceDetails fresh = instance;
        fresh.id = *outcome.newId;
        fresh.status = Kind::Running;
        m_instances.insert_or_assign(fresh.id, fresh);
    } else if (std::holds_alternative<PurgeAction>(action)) {
        m_instances.erase(id);
        outcome.deleted = 1;
    }
    return outcome;
}

PurgeOutcome ScriptedHub::purge(const PurgeFilter &filter, std::stop_token stop)
{
    Lock lock(m_mutex);
    enter(lock, { .call = Call::Purge, .id = {}, .query = {}, .action = {}, .start = {} }, stop);
    const auto gone = std::erase_if(m_instances, [&filter](const auto &entry) {
        const InstanceDetails &instance = entry.second;
        return instance.created >= filter.createdFrom && instance.created <= filter.createdTo
            && std::ranges::find(filter.statuses, instance.status.kind()) != filter.statuses.end();
    });
    return { static_cast<qint64>(gone) };
}

void ScriptedHub::listEntities(const EntityQuery &query, const ContinuationToken &,
                               const EntityPageSink &sink, std::stop_token stop)
{
    Lock lock(m_mutex);
    enter(lock, { .call = Call::ListEntities, .id = {}, .query = {}, .action = {}, .start = {} },
          stop);
    waitForRelease(lock, stop);
    throwIfScripted(Call::ListEntities, 0);
    EntityPage page;
    for (const EntityRow &entity : m_entities) {
        if (query.name.isEmpty() || entity.id.name == query.name.toLower()) {
            page.rows.push_back(entity);
        }
    }
    lock.unlock();
    sink(std::move(page));
}

std::vector<std::optional<InstanceId>> ScriptedHub::parents(const std::vector<InstanceId> &ids,
                                                            std::stop_token stop)
{
    Lock lock(m_mutex);
    enter(lock,
          { .call = Call::Parents,
            .id = ids.empty() ? InstanceId() : ids.front(),
            .query = {},
            .action = {},
            .start = {} },
          stop);
    std::vector<std::optional<InstanceId>> result;
    for (const InstanceId &id : ids) {
        const auto found = m_instances.find(id);
        result.push_back(found == m_instances.end() ? std::nullopt : found->second.parent);
    }
    return result;
}

std::optional<Payload> ScriptedHub::entityState(const EntityId &id, std::stop_token stop)
{
    Lock lock(m_mutex);
    enter(lock,
          { .call = Call::EntityState,
            .id = id.instanceId(),
            .query = {},
            .action = {},
            .start = {} },
          stop);
    const auto found = std::ranges::find(m_entities, id, &EntityRow::id);
    return found == m_entities.end() ? std::nullopt : std::optional(found->state);
}

void ScriptedHub::signalEntity(const EntityId &id, const EntitySignal &, std::stop_token stop)
{
    Lock lock(m_mutex);
    enter(lock,
          { .call = Call::SignalEntity,
            .id = id.instanceId(),
            .query = {},
            .action = {},
            .start = {} },
          stop);
}

void ScriptedHub::deleteEntity(const EntityId &id, std::stop_token stop)
{
    Lock lock(m_mutex);
    enter(lock,
          { .call = Call::DeleteEntity,
            .id = id.instanceId(),
            .query = {},
            .action = {},
            .start = {} },
          stop);
    std::erase_if(m_entities, [&id](const EntityRow &row) { return row.id == id; });
}

std::vector<ManagementUrl> ScriptedHub::managementUrls(const InstanceId &) const
{
    const Lock lock(m_mutex);
    return m_urls;
}

} // namespace hubdeck::test
