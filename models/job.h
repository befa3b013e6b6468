// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhuberror.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <type_traits>

namespace hubdeck {

class JobBase;

namespace detail {

// What takes a job's result. A conditional type would name `void &&` for jobs without one.
template <typename T> struct JobDone
{
    using type = std::function<void(T &&)>;
};
template <> struct JobDone<void>
{
    using type = std::function<void()>;
};

}

/// What a job's work may use in the pool's thread.
class JobContext
{
public:
    [[nodiscard]] std::stop_token stop() const { return m_stop.get_token(); }
    /// Emits JobBase::progress() in the owner's thread.
    void progress(qint64 done, qint64 total) const;
    /// Runs `call` in the owner's thread; dropped when the job is gone.
    void post(std::function<void()> call) const;

private:
    friend class JobBase;
    mutable std::mutex m_mutex;
    JobBase *m_owner = nullptr;
    std::stop_source m_stop;
};

/// The signals of Job<T>, which moc cannot put into a template.
class JobBase : public QObject
{
    Q_OBJECT

public:
    /// Sets the stop token and silences the job: nothing is delivered afterwards.
    ~JobBase() override;
    /// Asks the work to end; `failed` with ErrorKind::Cancelled or the result still comes.
    void stop();
    [[nodiscard]] bool isRunning() const noexcept { return m_running; }

signals:
    void finished();
    void failed(const hubdeck::TaskHubError &error);
    void progress(qint64 done, qint64 total);

protected:
    explicit JobBase(QObject *parent);
    void run(QThreadPool &pool, std::function<std::function<void()>(const JobContext &)> work);

private:
    void deliver(const std::function<void()> &result);
    void fail(const TaskHubError &error);
    std::shared_ptr<JobContext> m_context;
    bool m_running = true;
};

/// Runs `work` on `pool` at once and hands its result to `done` in the thread that made the job; an exception becomes failed(). The
/// only bridge between services and the GUI thread. Destroying or replacing the job sets its stop token and silences it; `done` may do
/// so itself. Keep it as std::unique_ptr member; connect signals right after making it (they are delivered by the event loop).
template <typename T> class Job final : public JobBase
{
public:
    using Work = std::function<T(const JobContext &)>;
    using Done = typename detail::JobDone<T>::type;

    Job(QThreadPool &pool, Work work, Done done, QObject *parent = nullptr)
        : JobBase(parent)
    {
        run(pool, [work = std::move(work), done = std::move(done)](const JobContext &context) -> std::function<void()> {
            if constexpr (std::is_void_v<T>) {
                work(context);
                return done;
            } else {
                auto result = std::make_shared<T>(work(context));
                return [done, result] { done(std::move(*result)); };
            }
        });
    }
};

} // namespace hubdeck
