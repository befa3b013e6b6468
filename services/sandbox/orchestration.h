// SPDX-License-Identifier: MIT
#pragma once

#include "services/sandbox/instancerecord.h"

#include <chrono>
#include <functional>
#include <initializer_list>
#include <utility>

namespace hubdeck::sandbox {

/// What an orchestrator function sees. The function is ordinary code that is run again from the top
/// whenever something happened; it gets past what the history already answers and is left (by an
/// exception of this class) at the first await that it does not.
class Orchestration
{
public:
    enum class TaskKind { Activity, SubOrchestration, Timer, Event };

    struct Task
    {
        TaskKind kind = TaskKind::Activity;
        int id = -1;
        QString name;
    };

    struct RetryOptions
    {
        std::chrono::milliseconds first { 5000 };
        double backoff = 2.0;
        int attempts = 3;
    };

    /// Thrown through the orchestrator; its code must let them pass, so it catches FunctionError
    /// and nothing else.
    struct Waiting
    { };

    struct ContinueAsNew
    {
        QByteArray input;
    };

    explicit Orchestration(const InstanceRecord &record);

    [[nodiscard]] const QString &instanceId() const { return m_record.id; }

    /// JSON text, null without input.
    [[nodiscard]] const QByteArray &input() const { return m_record.input; }

    /// The time of the last thing awaited: the same in every replay.
    [[nodiscard]] Instant now() const { return m_now; }

    Task activity(const QString &name, const QByteArray &input);
    Task subOrchestration(const QString &name, const QByteArray &input, const QString &id = {});
    Task timer(std::chrono::milliseconds delay);
    Task event(const QString &name);
    void signalEntity(const QString &entityInstanceId, const QString &operation,
                      const QByteArray &input);

    /// The result; throws FunctionError when the task failed.
    QByteArray await(const Task &task);
    /// The index of the one that was ready first.
    size_t awaitAny(std::initializer_list<Task> tasks);
    /// Runs an activity, with a timer after each failure; throws the last one's error.
    QByteArray callWithRetry(const QString &name, const QByteArray &input,
                             const RetryOptions &options);

    QByteArray call(const QString &name, const QByteArray &input)
    {
        return await(activity(name, input));
    }

    void setCustomStatus(const QByteArray &json) { m_customStatus = json; }

    [[noreturn]] void continueAsNew(const QByteArray &input) { throw ContinueAsNew { input }; }

    /// For the engine: what this run added to the history it saw, and the custom status it set.
    [[nodiscard]] std::vector<HistoryEvent> takeNewEvents() { return std::move(m_new); }

    [[nodiscard]] const std::optional<QByteArray> &customStatus() const { return m_customStatus; }

private:
    struct Found
    {
        size_t position = 0;
        const HistoryEvent *event = nullptr;
    };

    std::optional<Found> answer(const Task &task) const;
    const HistoryEvent *scheduled(EventKind kind, int id, const QString &name) const;
    QByteArray take(const Task &task, const Found &found);

    const InstanceRecord &m_record;
    std::vector<HistoryEvent> m_new;
    std::optional<QByteArray> m_customStatus;
    Instant m_now;
    int m_counts[4] = { 0, 0, 0, 0 };
    std::vector<std::pair<QString, int>> m_eventCounts; // lower-case name, waits so far
    int m_actions = 0;
};

} // namespace hubdeck::sandbox
