// SPDX-License-Identifier: MIT
#include "models/job.h"

#include <QMetaObject>

namespace hubdeck {

void JobContext::progress(qint64 done, qint64 total) const
{
    const std::scoped_lock lock(m_mutex);
    if (JobBase *owner = m_owner) {
        QMetaObject::invokeMethod(owner, [owner, done, total] { emit owner->progress(done, total); }, Qt::QueuedConnection);
    }
}

void JobContext::post(std::function<void()> call) const
{
    const std::scoped_lock lock(m_mutex);
    if (m_owner != nullptr) {
        QMetaObject::invokeMethod(m_owner, std::move(call), Qt::QueuedConnection);
    }
}

JobBase::JobBase(QObject *parent)
    : QObject(parent)
    , m_context(std::make_shared<JobContext>())
{
    m_context->m_owner = this;
}

JobBase::~JobBase()
{
    m_context->m_stop.request_stop();
    const std::scoped_lock lock(m_context->m_mutex);
    m_context->m_owner = nullptr;
}

void JobBase::stop()
{
    m_context->m_stop.request_stop();
}

void JobBase::run(QThreadPool &pool, std::function<std::function<void()>(const JobContext &)> work)
{
    pool.start([this, context = m_context, work = std::move(work)] {
        try {
            if (context->stop().stop_requested()) {
                throw TaskHubError(ErrorKind::Cancelled, tr("Stopped."));
            }
            std::function<void()> result = work(*context);
            context->post([this, result = std::move(result)] { deliver(result); });
        } catch (const TaskHubError &error) {
            context->post([this, error] { fail(error); });
        } catch (const std::exception &error) {
            const TaskHubError local(ErrorKind::Local, tr("An unexpected error occurred inside Hubdeck."), QString::fromUtf8(error.what()));
            context->post([this, local] { fail(local); });
        }
    });
}

// Both may destroy this job: nothing of it is touched after the signal or the callback that can do so.
void JobBase::deliver(const std::function<void()> &result)
{
    m_running = false;
    // The context outlives the job and forgets it when it dies; m_owner is written in this thread only.
    const std::shared_ptr<JobContext> context = m_context;
    const std::function<void()> call = result;
    call();
    if (context->m_owner != nullptr) {
        emit finished();
    }
}

void JobBase::fail(const TaskHubError &error)
{
    m_running = false;
    const TaskHubError copy = error;
    emit failed(copy);
}

} // namespace hubdeck
