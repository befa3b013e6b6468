// SPDX-License-Identifier: MIT
#pragma once

#include "services/sandbox/clock.h"
#include "services/sandbox/functions.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>

namespace hubdeck::sandbox {

/// Which instances a list or a purge means.
struct InstanceFilter
{
    std::optional<Instant> createdFrom;
    std::optional<Instant> createdTo;
    std::vector<RuntimeStatus::Kind> statuses; // empty: all
    bool matchesNothing = false; // only statuses that no instance can have were asked for
    QString idPrefix;
};

struct EntityFilter
{
    QString name; // empty: all classes
    std::optional<Instant> from;
    std::optional<Instant> to;
};

struct EntityRow
{
    QString name;
    QString key;
    Instant lastOperation;
    QByteArray state;
};

template <typename Row> struct Page
{
    std::vector<Row> rows;
    QString next; // id of the first row of the next page; empty at the end
};

/// What became of a request for one instance.
enum class Outcome { Accepted, NotFound, Finished, WrongState };

/// A task hub with its worker: instances, entities and a queue of work ordered by time.
/// Thread-safe: one mutex. Nothing happens by itself: somebody calls runDue() when nextDue() has
/// come. Requests are queued and take effect a little later, as in a real hub.
class Engine
{
public:
    struct Options
    {
        const Clock *clock = nullptr;
        const FunctionRegistry *functions = nullptr;
        quint64 seed = 0; // of ids and durations; 0: a random one
        bool hasWorker = true; // without one everything stays Pending
    };

    explicit Engine(const Options &options);

    struct Started
    {
        QString id;
        std::optional<RuntimeStatus::Kind>
            existing; // refused: an instance in this state has the id
    };

    /// An empty id is replaced by a random one. `at`: not before then.
    Started start(const QString &function, const QString &id, const QByteArray &input,
                  std::optional<Instant> at = {});
    Outcome terminate(const QString &id, const QByteArray &reason);
    Outcome suspend(const QString &id, const QByteArray &reason);
    Outcome resume(const QString &id, const QByteArray &reason);
    Outcome raiseEvent(const QString &id, const QString &name, const QByteArray &payload);
    Outcome rewind(const QString &id, const QByteArray &reason);
    bool purge(const QString &id);
    int purge(const InstanceFilter &filter);
    void signalEntity(const QString &name, const QString &key, const QString &operation,
                      const QByteArray &input);

    [[nodiscard]] std::optional<InstanceRecord>
    instance(const QString &id) const; // with its history
    [[nodiscard]] std::optional<InstanceRow> row(const QString &id) const;
    [[nodiscard]] Page<InstanceRow> list(const InstanceFilter &filter, const QString &from,
                                         qsizetype top) const;
    [[nodiscard]] Page<EntityRow> entities(const EntityFilter &filter, const QString &from,
                                           qsizetype top) const;
    /// Null when it does not exist.
    [[nodiscard]] QByteArray entityState(const QString &name, const QString &key) const;
    [[nodiscard]] qsizetype count() const;

    /// A row that no function stands behind, with its history: for states that the worker never
    /// leaves behind.
    void insert(const InstanceRecord &record);
    /// Changes from a lived-through past to the present: another clock, and ids that no other run
    /// has.
    void goLive(const Clock *clock);

    [[nodiscard]] std::optional<Instant> nextDue() const;
    /// Does everything that is due by the clock.
    void runDue();
    /// Steps the engine's clock from one due time to the next until `time`.
    void liveUntil(ManualClock &clock, Instant time);
    /// Returns when there may be work before `known` (or any, without), at its time, or when stop()
    /// was called: then false.
    bool waitForWork();
    /// Waits until the instance has reached a final state, the time has passed, or stop() was
    /// called.
    void waitForEnd(const QString &id, std::chrono::milliseconds time) const;
    void stop();
    [[nodiscard]] bool isStopped() const;

private:
    Q_DISABLE_COPY_MOVE(Engine)
    enum class WorkKind {
        Start,
        RunActivity,
        Deliver,
        Suspend,
        Resume,
        Terminate,
        Rewound,
        Signal
    };

    struct Work
    {
        Instant due {};
        quint64 number = 0;
        WorkKind kind = WorkKind::Deliver;
        QString id {};
        QString executionId {}; // empty: whichever runs
        HistoryEvent event {};
    };

    using Records = std::map<QString, InstanceRecord>;

    // engine.cpp; the mutex is held
    void enqueue(Work work);
    void runOne(Work &work);
    InstanceRecord *find(const QString &id);
    QString newId();
    uint roll();

    // engineexecution.cpp; the mutex is held
    InstanceRecord &create(const QString &id, const QString &function, const QByteArray &input);
    void beginExecution(InstanceRecord &record);
    void runActivity(InstanceRecord &record, const HistoryEvent &scheduled);
    void deliver(InstanceRecord &record, HistoryEvent event);
    void step(InstanceRecord &record);
    void continueAsNew(InstanceRecord &record, const QByteArray &input);
    void commit(InstanceRecord &record, std::vector<HistoryEvent> events);
    void startChild(const InstanceRecord &parent, const HistoryEvent &created);
    void finish(InstanceRecord &record, RuntimeStatus::Kind status, const QByteArray &output,
                const FailurePtr &failure);
    void fail(InstanceRecord &record, const FailurePtr &failure);

    // engineactions.cpp; the mutex is held
    void applySuspend(InstanceRecord &record, const HistoryEvent &event);
    void applyResume(InstanceRecord &record, const HistoryEvent &event);
    void applyTerminate(InstanceRecord &record, const HistoryEvent &event);
    void rewindRecord(InstanceRecord &record, const QByteArray &reason);
    Outcome request(const QString &id, WorkKind kind, HistoryEvent event);

    // engineentities.cpp; the mutex is held
    void applySignal(const QString &id, const HistoryEvent &event);

    const Clock *m_clock;
    const FunctionRegistry *m_functions;
    const bool m_hasWorker;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed; // an instance ended, or stop()
    std::condition_variable m_workCame;
    Records m_records;
    std::vector<Work> m_queue; // a heap, the earliest on top
    quint64 m_workNumber = 0;
    std::map<QString, int> m_calls; // of activities that count them
    std::mt19937_64 m_random;
    bool m_stopped = false;
};

} // namespace hubdeck::sandbox
