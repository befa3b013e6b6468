// SPDX-License-Identifier: MIT
#pragma once

#include "models/job.h"
#include "services/taskhub/taskhub.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace hubdeck {

class PageQueue;

/// Loads a listing page by page: decoded in the pool's thread, handed over in the owner's thread at
/// most once per 50 ms, the first page at once. Stops at a number of rows and can go on from there.
/// GUI thread.
class InstanceLoader : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Idle, // never started
        Loading,
        MoreAvailable, // the wanted number of rows is there, the hub has more
        Complete,
        Failed, // what came stays; retry() goes on from there
        Stopped, // by the person; what came stays
    };
    Q_ENUM(State)

    /// No limit for start() and loadNext().
    static constexpr qint64 everything = std::numeric_limits<qint64>::max();
    static constexpr int handOverMs = 50;

    InstanceLoader(std::shared_ptr<TaskHub> hub, QThreadPool &pool, QObject *parent = nullptr);
    ~InstanceLoader() override;

    /// From the beginning, until at least `rows` rows came. A listing under way is dropped.
    void start(const InstanceQuery &query, qint64 rows);
    /// Goes on where the listing ended; nothing happens while it loads or when it is complete.
    void loadNext(qint64 rows);
    void stop();
    /// After Failed: tries again what failed, with the same aim.
    void retry();

    [[nodiscard]] State state() const noexcept { return m_state; }

    [[nodiscard]] const InstanceQuery &query() const noexcept { return m_query; }

    /// Why it failed; only in State::Failed.
    [[nodiscard]] const TaskHubError &error() const noexcept { return m_error; }

    /// Rows handed over since start().
    [[nodiscard]] qint64 receivedRows() const noexcept { return m_rows; }

    /// Pages handed over since start(); a listing may go through many empty ones.
    [[nodiscard]] qint64 receivedPages() const noexcept { return m_pages; }

    /// Rows per second of the current run, 0 before the first page.
    [[nodiscard]] double rowsPerSecond() const;

    /// When the listing was complete.
    [[nodiscard]] std::optional<Instant> completedAt() const noexcept { return m_completedAt; }

signals:
    /// The pages that came since the last time, in order; before any state that ends the run.
    void pagesLoaded(const std::vector<hubdeck::InstancePage> &pages);
    void stateChanged();

private:
    void run(qint64 rows);
    void arrived();
    void handOver();
    void ended();
    void failed(const TaskHubError &error);
    void setState(State state);

    std::shared_ptr<TaskHub> m_hub;
    QThreadPool &m_pool;
    std::shared_ptr<PageQueue> m_queue;
    InstanceQuery m_query;
    ContinuationToken m_next;
    State m_state = State::Idle;
    TaskHubError m_error;
    qint64 m_rows = 0;
    qint64 m_pages = 0;
    qint64 m_goal = 0; // in m_rows
    qint64 m_rowsBefore = 0; // at the beginning of this run
    std::optional<Instant> m_completedAt;
    QElapsedTimer m_elapsed;
    QTimer m_throttle;
    std::unique_ptr<Job<void>> m_job; // last: its end must not find the others gone
};

} // namespace hubdeck
