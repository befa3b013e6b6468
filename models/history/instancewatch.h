// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubsession.h"
#include "models/job.h"

#include "services/taskhub/history.h"

#include <QPointer>
#include <QTimer>

#include <chrono>

namespace hubdeck {

/// Reads one instance with its history, and again and again while it is active or the hub does not
/// answer: what the details show. Only the last call of watch() counts: nothing of an earlier
/// instance is ever delivered after it. Tells the session of every reading, so that lists merge it,
/// and takes what others read. GUI thread.
class InstanceWatch : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds defaultInterval { 5000 };
    static constexpr std::chrono::milliseconds longestInterval { 300'000 };

    /// `interval`: between two readings of an active instance; doubled after every failure up to
    /// longestInterval.
    explicit InstanceWatch(std::chrono::milliseconds interval = defaultInterval,
                           QObject *parent = nullptr);
    ~InstanceWatch() override;

    /// Reads an instance; the same one again is read afresh. The session must live until clear() or
    /// the next call.
    void watch(HubSession &session, const InstanceId &id);
    void clear();
    void refresh();
    /// No reading while nobody looks; what was missed is read at once when it goes on.
    void setPaused(bool paused);

    [[nodiscard]] const std::optional<InstanceId> &id() const noexcept { return m_id; }

    [[nodiscard]] HubSession *session() const noexcept { return m_session; }

    /// The last reading of the instance id(); none yet or none at all: nullopt.
    [[nodiscard]] const std::optional<InstanceDetails> &instance() const noexcept
    {
        return m_instance;
    }

    [[nodiscard]] const std::optional<History> &history() const noexcept { return m_history; }

    /// Why there is no history, while history() is empty and nothing is read.
    [[nodiscard]] QString historyProblem() const;

    [[nodiscard]] bool isReading() const noexcept
    {
        return m_readInstance != nullptr || m_readHistory != nullptr;
    }

    [[nodiscard]] bool isReadingHistory() const noexcept { return m_readHistory != nullptr; }

    /// The hub has it no longer: purged, or never there. What was read stays.
    [[nodiscard]] bool isGone() const noexcept { return m_gone; }

    [[nodiscard]] std::chrono::milliseconds interval() const noexcept { return m_interval; }

signals:
    /// instance() was read; it may be equal to the one before.
    void instanceRead();
    /// history() was read, or cannot be.
    void historyRead();
    void gone();
    void failed(const hubdeck::TaskHubError &error);
    /// isReading() is another.
    void readingChanged();

private:
    void readInstance();
    void readHistory();
    void takeInstance(const InstanceDetails &instance);
    void takeHistory(History &&history);
    void takeError(const TaskHubError &error, bool ofHistory);
    void takeNews(const InstanceDetails &instance);
    void takeRemoval(const QList<InstanceId> &ids);
    void becomeGone();
    void finishRound();
    void stopJobs();

    std::chrono::milliseconds m_baseInterval;
    std::chrono::milliseconds m_interval;
    QPointer<HubSession> m_session;
    std::optional<InstanceId> m_id;
    std::optional<InstanceDetails> m_instance;
    std::optional<History> m_history;
    std::optional<TaskHubError> m_historyError;
    std::unique_ptr<JobBase> m_readInstance;
    std::unique_ptr<JobBase> m_readHistory;
    QTimer m_timer;
    bool m_paused = false;
    bool m_missed = false;
    bool m_gone = false;
    bool m_telling = false;
    bool m_roundGood = true;
    bool m_mayPass = false; // why this round failed
    int m_watching = 0; // counts watch() and clear()
};

} // namespace hubdeck
