// SPDX-License-Identifier: MIT
#include "scriptedhub.h"

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

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

void addRow(InstancePage &page, const InstanceDetails &instance)
{
    InstanceRow row;
    row.id = page.append(instance.id.text().toUtf8());
    row.name = page.append(instance.name.toUtf8());
    if (!instance.customStatus.text.isEmpty() && instance.customStatus.text != "null") {
        row.customStatusCut
            = instance.customStatus.text.size() > InstancePage::maxCustomStatusBytes;
        row.customStatus = page.append(QByteArrayView(instance.customStatus.text)
                                           .first(std::min(instance.customStatus.text.size(),
                                                           InstancePage::maxCustomStatusBytes)));
    }
    row.statusIndex = page.indexOf(instance.status);
    row.hasCreated = instance.created.has_value();
    row.created = instance.created.value_or(Instant());
    row.hasLastUpdated = instance.lastUpdated.has_value();
    row.lastUpdated = instance.lastUpdated.value_or(Instant());
    page.rows.push_back(row);
}

[[noreturn]] void throwCancelled()
{
    throw TaskHubError(ErrorKind::Cancelled, u"Stopped."_s);
}

} // namespace

ScriptedHub::ScriptedHub() = default;

ScriptedHub::ScriptedHub(std::vector<InstanceDetails> instances)
{
    setInstances(std::move(instances));
}

ScriptedHub::~ScriptedHub() = default;

InstanceDetails ScriptedHub::made(const QString &id, const QString &name, RuntimeStatus status,
                                  Instant created, const QByteArray &customStatus)
{
    InstanceDetails result;
    result.id = InstanceId(id);
    result.name = name;
    result.status = status;
    result.created = created;
    result.lastUpdated = created + Instant::Ticks(26'500'000);
    result.customStatus.text = customStatus;
    return result;
}

std::vector<InstanceDetails> ScriptedHub::generated(int count, Instant newest)
{
    using Kind = RuntimeStatus::Kind;
    static constexpr std::array kinds { Kind::Completed,  Kind::Completed, Kind::Failed,
                                        Kind::Completed,  Kind::Running,   Kind::Completed,
                                        Kind::Terminated, Kind::Completed, Kind::Pending,
                                        Kind::Suspended,  Kind::Completed };
    static const std::array names { u"Order"_s, u"Approval"_s, u"FanOut"_s, u"NightlyReport"_s,
                                    u"Retry"_s };
    std::vector<InstanceDetails> result;
    result.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i) {
        const auto index = static_cast<size_t>(i);
        // 7919 is prime: creation order differs from id order, as in a real hub
        const Instant created
            = newest - std::chrono::seconds((static_cast<qint64>(i) * 7919) % std::max(count, 1));
        const QByteArray custom = i % 3 == 0
            ? R"({"step":"charge","pct":)" + QByteArray::number(i % 101) + '}'
            : i % 3 == 1 ? QByteArray(R"("waiting for approval")")
                         : QByteArray();
        result.push_back(made(u"order-%1"_s.arg(i, 6, 10, QChar(u'0')), names[index % names.size()],
                              kinds[index % kinds.size()], created, custom));
    }
    return result;
}

InstancePage ScriptedHub::pageOf(const std::vector<InstanceDetails> &instances)
{
    InstancePage page;
    for (const InstanceDetails &instance : instances) {
        addRow(page, instance);
    }
    return page;
}

void ScriptedHub::setCapabilities(const Capabilities &capabilities)
{
    const Lock lock(m_mutex);
    m_capabilities = capabilities;
}

void ScriptedHub::put(const InstanceDetails &instance)
{
    const Lock lock(m_mutex);
    m_instances.insert_or_assign(instance.id, instance);
}

void ScriptedHub::remove(const InstanceId &id)
{
    const Lock lock(m_mutex);
    m_instances.erase(id);
}

void ScriptedHub::setInstances(std::vector<InstanceDetails> instances)
{
    const Lock lock(m_mutex);
    m_instances.clear();
    for (InstanceDetails &instance : instances) {
        const InstanceId id = instance.id;
        m_instances.insert_or_assign(id, std::move(instance));
    }
}

void ScriptedHub::setHistory(const InstanceId &id, const hubdeck::History &history)
{
    const Lock lock(m_mutex);
    m_histories.insert_or_assign(id, history);
}

void ScriptedHub::putEntity(const EntityRow &entity)
{
    const Lock lock(m_mutex);
    m_entities.push_back(entity);
}

void ScriptedHub::setManagementUrls(std::vector<ManagementUrl> urls)
{
    const Lock lock(m_mutex);
    m_urls = std::move(urls);
}

void ScriptedHub::setPageSize(int rows)
{
    const Lock lock(m_mutex);
    m_pageSize = rows;
}

void ScriptedHub::setEmptyPages(int pages)
{
    const Lock lock(m_mutex);
    m_emptyPages = pages;
}

void ScriptedHub::setEndless(bool endless)
{
    const Lock lock(m_mutex);
    m_endless = endless;
}

void ScriptedHub::setActionsApply(bool apply)
{
    const Lock lock(m_mutex);
    m_actionsApply = apply;
}

void ScriptedHub::fail(Call call, const TaskHubError &error, int times, int afterPages)
{
    const Lock lock(m_mutex);
    m_failures[call].push_back(Failure { error, times, afterPages });
}

void ScriptedHub::hold()
{
    const Lock lock(m_mutex);
    m_held = true;
    m_steps = 0;
}

void ScriptedHub::release(int steps)
{
    const Lock lock(m_mutex);
    if (steps < 0) {
        m_held = false;
    } else {
        m_steps += steps;
    }
    m_released.notify_all();
}

std::vector<ScriptedHub::Arrival> ScriptedHub::arrivals() const
{
    const Lock lock(m_mutex);
    return m_arrivals;
}

int ScriptedHub::arrivalCount(Call call) const
{
    const Lock lock(m_mutex);
    return static_cast<int>(std::ranges::count(m_arrivals, call, &Arrival::call));
}

int ScriptedHub::pagesServed() const
{
    const Lock lock(m_mutex);
    return m_pagesServed;
}

int ScriptedHub::waiting() const
{
    const Lock lock(m_mutex);
    return m_waiting;
}

std::optional<InstanceDetails> ScriptedHub::stored(const InstanceId &id) const
{
    const Lock lock(m_mutex);
    const auto found = m_instances.find(id);
    return found == m_instances.end() ? std::nullopt : std::optional(found->second);
}

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
    InstancePage result;
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
            addRow(result, instance);
        }
        ++position;
    }
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
