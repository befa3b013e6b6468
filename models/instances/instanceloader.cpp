// SPDX-License-Identifier: MIT
#include "models/instances/instanceloader.h"

#include "models/instances/pagequeue.h"

namespace hubdeck {

InstanceLoader::InstanceLoader(std::shared_ptr<TaskHub> hub, QThreadPool &pool, QObject *parent)
    : QObject(parent)
    , m_hub(std::move(hub))
    , m_pool(pool)
{
    m_throttle.setSingleShot(true);
    m_throttle.setInterval(handOverMs);
    connect(&m_throttle, &QTimer::timeout, this, &InstanceLoader::handOver);
}

InstanceLoader::~InstanceLoader() = default;

void InstanceLoader::start(const InstanceQuery &query, qint64 rows)
{
    m_job.reset();
    m_throttle.stop();
    m_query = query;
    m_next = {};
    m_rows = 0;
    m_pages = 0;
    m_completedAt.reset();
    run(rows);
}

void InstanceLoader::loadNext(qint64 rows)
{
    if (m_state == State::MoreAvailable || m_state == State::Stopped || m_state == State::Failed) {
        run(rows > everything - m_rows ? everything : m_rows + rows);
    }
}

void InstanceLoader::stop()
{
    if (m_state == State::Loading && m_job) {
        m_job->stop();
    }
}

void InstanceLoader::retry()
{
    if (m_state == State::Failed) {
        run(m_goal);
    }
}

double InstanceLoader::rowsPerSecond() const
{
    const qint64 elapsed = m_elapsed.isValid() ? m_elapsed.elapsed() : 0;
    return elapsed == 0
        ? 0.0
        : static_cast<double>(m_rows - m_rowsBefore) * 1000.0 / static_cast<double>(elapsed);
}

void InstanceLoader::run(qint64 goal)
{
    m_goal = goal;
    m_rowsBefore = m_rows;
    m_queue = std::make_shared<PageQueue>();
    m_elapsed.start();
    const auto work = [this, hub = m_hub, queue = m_queue, query = m_query, from = m_next,
                       wanted = goal - m_rows](const JobContext &context) {
        qint64 rows = 0;
        const PageSink sink = [&](InstancePage &&page) {
            rows += static_cast<qint64>(page.rows.size());
            if (!queue->push(std::move(page), context.stop())) {
                return SinkAnswer::Stop;
            }
            context.post([this] { arrived(); });
            return rows >= wanted ? SinkAnswer::Stop : SinkAnswer::Continue;
        };
        hub->listInstances(query, from, sink, context.stop());
        if (context.stop().stop_requested()) {
            throw TaskHubError(ErrorKind::Cancelled, tr("Stopped."));
        }
    };
    m_job = std::make_unique<Job<void>>(m_pool, work, [this] { ended(); });
    connect(m_job.get(), &JobBase::failed, this, &InstanceLoader::failed);
    setState(State::Loading);
}

void InstanceLoader::arrived()
{
    if (!m_throttle.isActive()) {
        handOver();
    }
}

void InstanceLoader::handOver()
{
    const std::vector<InstancePage> pages = m_queue->takeAll();
    if (pages.empty()) {
        return;
    }
    for (const InstancePage &page : pages) {
        m_rows += static_cast<qint64>(page.rows.size());
    }
    m_pages += static_cast<qint64>(pages.size());
    m_next = pages.back().next;
    m_throttle.start();
    emit pagesLoaded(pages);
}

void InstanceLoader::ended()
{
    handOver();
    if (m_next.isEmpty()) {
        m_completedAt = Instant::now();
    }
    setState(m_next.isEmpty() ? State::Complete : State::MoreAvailable);
}

void InstanceLoader::failed(const TaskHubError &error)
{
    handOver();
    m_error = error;
    setState(error.kind == ErrorKind::Cancelled ? State::Stopped : State::Failed);
}

void InstanceLoader::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

} // namespace hubdeck
