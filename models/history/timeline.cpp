// SPDX-License-Identifier: MIT
#include "models/history/timeline.h"

#include "models/displaytext.h"
#include "models/history/instancetimes.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

using Kind = TimelineBar::Kind;
using Status = RuntimeStatus::Kind;

QString words(const char *text)
{
    return QCoreApplication::translate("Timeline", text);
}

/// Builds the bars in one pass over the events.
class Builder
{
public:
    Builder(const InstanceDetails &instance, const History &history)
        : m_instance(instance)
        , m_history(history)
    { }

    std::vector<TimelineBar> build()
    {
        for (size_t i = 0; i < m_history.events.size(); ++i) {
            const HistoryEvent &event = m_history.events[i];
            if (event.timestamp) {
                take(event, *event.timestamp, static_cast<qsizetype>(i));
                m_last = std::max(m_last, event.timestamp);
            }
        }
        if (!m_last) {
            return {};
        }
        closeWhatEnded();
        addIdle();
        std::stable_sort(
            m_bars.begin(), m_bars.end(),
            [](const TimelineBar &a, const TimelineBar &b) { return a.start < b.start; });
        m_bars.insert(m_bars.begin(), whole());
        return std::move(m_bars);
    }

private:
    void take(const HistoryEvent &event, Instant at, qsizetype index)
    {
        const QString &type = event.type;
        if (type == u"ExecutionStarted") {
            m_started = m_started.value_or(at);
        } else if (type == u"TaskCompleted" || type == u"TaskFailed") {
            add(Kind::Activity, event.name,
                type == u"TaskFailed" ? Status::Failed : Status::Completed,
                event.scheduled.value_or(at), at, index);
        } else if (type == u"SubOrchestrationInstanceCompleted"
                   || type == u"SubOrchestrationInstanceFailed") {
            add(Kind::SubOrchestration, event.name,
                type == u"SubOrchestrationInstanceFailed" ? Status::Failed : Status::Completed,
                event.scheduled.value_or(at), at, index);
        } else if (type == u"TaskScheduled") {
            add(Kind::Activity, event.name, Status::Running, at, std::nullopt, index);
        } else if (type == u"SubOrchestrationInstanceCreated") {
            add(Kind::SubOrchestration, event.name, Status::Running, at, std::nullopt, index);
        } else if (type == u"TimerCreated") {
            const QString length
                = event.fireAt ? displaytext::duration(*event.fireAt - at) : QString();
            add(Kind::Timer, words("timer %1").arg(length), Status::Pending, at, std::nullopt,
                index);
            m_timers.push_back({ m_bars.size() - 1, event.fireAt });
        } else if (type == u"TimerFired") {
            fire(event, at, index);
        } else if (type == u"EventRaised") {
            add(Kind::Event, event.name, Status::Completed, m_last.value_or(at), at, index);
        } else if (type == u"ExecutionSuspended") {
            add(Kind::Suspension, words("suspended"), Status::Suspended, at, std::nullopt, index);
        } else if (type == u"ExecutionResumed" || type == u"ExecutionTerminated"
                   || type == u"ExecutionCompleted") {
            endSuspension(at, index);
            if (type == u"ExecutionCompleted") {
                m_ended = at;
                m_endEvent = index;
            }
        }
    }

    void add(Kind kind, const QString &label, Status status, Instant start,
             std::optional<Instant> end, qsizetype event)
    {
        const std::optional<Instant> noSooner = end ? std::optional(std::max(start, *end)) : end;
        m_bars.push_back({ kind, label, status, start, noSooner, event, 1 });
    }

    void fire(const HistoryEvent &event, Instant at, qsizetype index)
    {
        // The only link between the two is the time that both name.
        const auto timer = std::find_if(m_timers.begin(), m_timers.end(), [&](const Timer &open) {
            return open.fireAt == event.fireAt;
        });
        if (timer == m_timers.end()) {
            return;
        }
        m_bars[timer->bar].end = std::max(at, m_bars[timer->bar].start);
        m_bars[timer->bar].status = Status::Completed;
        m_bars[timer->bar].event = index;
        m_timers.erase(timer);
    }

    void endSuspension(Instant at, qsizetype index)
    {
        for (TimelineBar &bar : m_bars) {
            if (bar.kind == Kind::Suspension && !bar.end) {
                bar.end = at;
                bar.event = index;
            }
        }
    }

    /// An instance that has ended waits for nothing: what is still open was given up.
    void closeWhatEnded()
    {
        if (m_instance.status.isActive() && !m_ended) {
            return;
        }
        for (TimelineBar &bar : m_bars) {
            if (!bar.end) {
                bar.end = std::max(bar.start, m_ended.value_or(*m_last));
                bar.status = Status::Canceled;
                bar.label = words("%1 (not waited for)").arg(bar.label);
            }
        }
    }

    void addIdle()
    {
        const bool waits = m_instance.status.isActive() && !m_ended
            && std::all_of(m_bars.begin(), m_bars.end(),
                           [](const TimelineBar &bar) { return bar.end.has_value(); });
        if (waits && m_started) {
            add(Kind::Idle, words("waiting"), Status::Pending, *m_last, std::nullopt,
                static_cast<qsizetype>(m_history.events.size()) - 1);
        }
    }

    [[nodiscard]] TimelineBar whole() const
    {
        const Instant start = m_started.value_or(m_instance.created.value_or(*m_last));
        std::optional<Instant> end = m_ended;
        if (m_instance.status.isTerminal()) {
            // Storage writes the end down after its last event.
            const std::optional<Instant> told
                = timesOf(m_instance, &m_history, Instant::now()).ended;
            end = std::max(told, m_ended ? m_ended : m_last);
        }
        return { Kind::Execution,
                 m_instance.name,
                 m_instance.status.kind(),
                 start,
                 end,
                 m_endEvent >= 0 ? m_endEvent : 0,
                 0 };
    }

    struct Timer
    {
        size_t bar;
        std::optional<Instant> fireAt;
    };

    const InstanceDetails &m_instance;
    const History &m_history;
    std::vector<TimelineBar> m_bars;
    std::vector<Timer> m_timers;
    std::optional<Instant> m_started;
    std::optional<Instant> m_ended;
    std::optional<Instant> m_last;
    qsizetype m_endEvent = -1;
};

} // namespace

std::vector<TimelineBar> timelineOf(const InstanceDetails &instance, const History &history)
{
    return Builder(instance, history).build();
}

} // namespace hubdeck
