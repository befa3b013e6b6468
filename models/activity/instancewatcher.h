// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubsession.h"
#include "models/job.h"
#include "services/taskhub/actions.h"

#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace hubdeck {

/// How long and how often an instance is read again after an action was accepted.
struct WatchTimings
{
    std::chrono::milliseconds first { 300 }; // pause before the first read; grows by half each time
    std::chrono::milliseconds longest { 3'000 };
    std::chrono::milliseconds slowAfter { 30'000 }; // then the row says that nothing has changed …
    std::chrono::milliseconds slowEvery { 10'000 }; // … and is read this seldom
    std::chrono::milliseconds giveUpAfter { 300'000 };
};

/// What is compared to see whether an action has happened.
struct Observation
{
    InstanceDetails instance;
    qsizetype events = -1; // -1: the history was not read
    QByteArray firstEvent;

    [[nodiscard]] static Observation of(const InstanceDetails &details);
    [[nodiscard]] static Observation of(const History &history);
};

/// Whether `now` shows that `action`, accepted when the instance looked like `before`, has
/// happened. `before` may be missing.
[[nodiscard]] bool hasHappened(ActionKind action, const std::optional<Observation> &before,
                               const Observation &now);
/// True when the status alone does not tell, so that the instance must be read before the action
/// too.
[[nodiscard]] bool needsBaseline(ActionKind action) noexcept;

/// Reads instances again with growing pauses until the hub reports what an action changed. GUI
/// thread; a few reads at a time, however many instances are watched.
class InstanceWatcher : public QObject
{
    Q_OBJECT

public:
    /// `session` must outlive the watcher.
    explicit InstanceWatcher(HubSession &session, QObject *parent = nullptr);
    ~InstanceWatcher() override;

    void setTimings(const WatchTimings &timings) { m_timings = timings; }

    /// `ticket` comes back with every signal. A later watch of the same instance does not end an
    /// earlier one.
    void watch(quint64 ticket, const InstanceId &id, ActionKind action,
               const std::optional<Observation> &before);

    [[nodiscard]] bool isWatching() const noexcept { return !m_watches.empty(); }

signals:
    /// The hub reports the change, `after` the acceptance. For Rewind, ended() follows.
    void happened(quint64 ticket, const hubdeck::InstanceDetails &instance,
                  std::chrono::milliseconds after);
    /// After a rewind: the instance has ended again.
    void ended(quint64 ticket, const hubdeck::InstanceDetails &instance,
               std::chrono::milliseconds after);
    void slow(quint64 ticket);
    /// The instance is not there any more.
    void gone(quint64 ticket);
    /// Not read any longer; `last` is what was read last (its id is empty when nothing could be
    /// read).
    void gaveUp(quint64 ticket, const hubdeck::InstanceDetails &last);

private:
    using Clock = std::chrono::steady_clock;

    struct Watch
    {
        quint64 ticket = 0;
        InstanceId id;
        ActionKind action = ActionKind::Terminate;
        std::optional<Observation> before;
        InstanceDetails last;
        Clock::time_point accepted;
        Clock::time_point due;
        std::chrono::milliseconds pause { 0 };
        bool happened = false; // a rewind that waits for the end
        bool slow = false;
        std::unique_ptr<Job<Observation>> job;
    };

    void schedule();
    void readDue();
    void read(Watch &watch);
    void readDone(quint64 ticket, const Observation &now);
    void readFailed(quint64 ticket, const TaskHubError &error);
    void again(Watch &watch);
    [[nodiscard]] Watch *find(quint64 ticket);
    void remove(quint64 ticket);

    HubSession &m_session;
    WatchTimings m_timings;
    std::vector<std::unique_ptr<Watch>> m_watches;
    QTimer m_timer;
};

} // namespace hubdeck
