// SPDX-License-Identifier: MIT
#include "services/sandbox/engine.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck::sandbox {

Engine::Engine(const Options &options)
    : m_clock(options.clock)
    , m_functions(options.functions)
    , m_hasWorker(options.hasWorker)
    , m_random(options.seed != 0 ? options.seed : std::random_device {}())
{ }

InstanceRecord *Engine::find(const QString &id)
{
    const auto found = m_records.find(id);
    return found == m_records.end() ? nullptr : &found->second;
}

QString Engine::newId()
{
    return QString::number(m_random(), 16).rightJustified(16, u'0')
        + QString::number(m_random(), 16).rightJustified(16, u'0');
}

uint Engine::roll()
{
    return uint(m_random() % 10'000);
}

void Engine::enqueue(Work work)
{
    if (!m_hasWorker)
        return;
    work.number = ++m_workNumber;
    m_queue.push_back(std::move(work));
    std::ranges::push_heap(m_queue, std::greater {},
                           [](const Work &w) { return std::pair(w.due, w.number); });
    if (m_queue.front().number == m_workNumber)
        m_workCame.notify_all();
}

std::optional<Instant> Engine::nextDue() const
{
    const std::scoped_lock lock(m_mutex);
    return m_queue.empty() ? std::nullopt : std::optional(m_queue.front().due);
}

void Engine::runDue()
{
    const std::scoped_lock lock(m_mutex);
    while (!m_queue.empty() && m_queue.front().due <= m_clock->now()) {
        std::ranges::pop_heap(m_queue, std::greater {},
                              [](const Work &w) { return std::pair(w.due, w.number); });
        Work work = std::move(m_queue.back());
        m_queue.pop_back();
        runOne(work);
    }
}

void Engine::liveUntil(ManualClock &clock, Instant time)
{
    for (auto due = nextDue(); due && *due <= time; due = nextDue()) {
        clock.set(std::max(*due, clock.now()));
        runDue();
    }
    clock.set(std::max(time, clock.now()));
}

bool Engine::waitForWork()
{
    std::unique_lock lock(m_mutex);
    while (!m_stopped) {
        if (m_queue.empty()) {
            m_workCame.wait(lock);
            continue;
        }
        const auto wait = m_queue.front().due - m_clock->now();
        if (wait <= Instant::Ticks::zero())
            return true;
        // An hour at most: sleeping computers and changed clocks must not make it late for ever.
        m_workCame.wait_for(lock, std::min<std::chrono::nanoseconds>(wait, 1h));
    }
    return false;
}

void Engine::waitForEnd(const QString &id, std::chrono::milliseconds time) const
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, time, [this, &id] {
        const auto found = m_records.find(id);
        return m_stopped || found == m_records.end() || !isActive(found->second.status);
    });
}

void Engine::stop()
{
    const std::scoped_lock lock(m_mutex);
    m_stopped = true;
    m_workCame.notify_all();
    m_changed.notify_all();
}

bool Engine::isStopped() const
{
    const std::scoped_lock lock(m_mutex);
    return m_stopped;
}

void Engine::goLive(const Clock *clock)
{
    const std::scoped_lock lock(m_mutex);
    m_clock = clock;
    m_random.seed(std::random_device {}());
}

void Engine::insert(const InstanceRecord &record)
{
    const std::scoped_lock lock(m_mutex);
    m_records[record.id] = record;
}

qsizetype Engine::count() const
{
    const std::scoped_lock lock(m_mutex);
    return qsizetype(m_records.size());
}

void Engine::runOne(Work &work)
{
    if (work.kind == WorkKind::Signal) {
        applySignal(work.id, work.event);
        return;
    }
    InstanceRecord *record = find(work.id);
    if (!record || (!work.executionId.isEmpty() && work.executionId != record->executionId))
        return; // purged, replaced or continued as new: nobody waits for this any more
    switch (work.kind) {
    case WorkKind::Start:
        beginExecution(*record);
        break;
    case WorkKind::RunActivity:
        runActivity(*record, work.event);
        break;
    case WorkKind::Deliver:
    case WorkKind::Rewound:
        deliver(*record, std::move(work.event));
        break;
    case WorkKind::Suspend:
        applySuspend(*record, work.event);
        break;
    case WorkKind::Resume:
        applyResume(*record, work.event);
        break;
    case WorkKind::Terminate:
        applyTerminate(*record, work.event);
        break;
    case WorkKind::Signal:
        break;
    }
}

} // namespace hubdeck::sandbox
