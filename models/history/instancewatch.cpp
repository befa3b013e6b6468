// SPDX-License-Identifier: MIT
#include "models/history/instancewatch.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <array>

namespace hubdeck {

namespace {

/// The hub may answer later, without anybody's doing here.
bool mayPass(ErrorKind kind)
{
    static constexpr std::array outages { ErrorKind::Unreachable, ErrorKind::TimedOut,
                                          ErrorKind::AppStopped, ErrorKind::Throttled,
                                          ErrorKind::Unavailable };
    return std::ranges::find(outages, kind) != outages.end();
}

bool isSameState(const InstanceDetails &a, const InstanceDetails &b)
{
    return a.status == b.status && a.lastUpdated == b.lastUpdated && a.created == b.created
        && a.customStatus == b.customStatus && a.output == b.output;
}

} // namespace

InstanceWatch::InstanceWatch(std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent)
    , m_baseInterval(interval)
    , m_interval(interval)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &InstanceWatch::refresh);
}

InstanceWatch::~InstanceWatch() = default;

void InstanceWatch::watch(HubSession &session, const InstanceId &id)
{
    if (m_session == &session && m_id == id && !m_gone) {
        refresh();
        return;
    }
    clear();
    m_session = &session;
    m_id = id;
    connect(&session, &HubSession::instanceRead, this, &InstanceWatch::takeNews);
    connect(&session, &HubSession::instancesRemoved, this, &InstanceWatch::takeRemoval);
    connect(&session, &QObject::destroyed, this, &InstanceWatch::clear);
    refresh();
}

void InstanceWatch::clear()
{
    if (m_session != nullptr) {
        disconnect(m_session, nullptr, this, nullptr);
    }
    const bool wasReading = isReading();
    ++m_watching;
    stopJobs();
    m_session.clear();
    m_id.reset();
    m_instance.reset();
    m_history.reset();
    m_historyError.reset();
    m_gone = false;
    m_missed = false;
    m_interval = m_baseInterval;
    if (wasReading) {
        emit readingChanged();
    }
}

void InstanceWatch::stopJobs()
{
    m_timer.stop();
    m_readInstance.reset();
    m_readHistory.reset();
}

void InstanceWatch::refresh()
{
    if (m_session == nullptr || !m_id) {
        return;
    }
    if (m_paused) {
        m_missed = true;
        return;
    }
    stopJobs();
    m_missed = false;
    m_roundGood = true;
    m_mayPass = false;
    const bool hasHistory = m_session->capabilities().has(Feature::History);
    // The instance alone comes sooner than with a long history; later on one answer brings both.
    if (!m_instance || !hasHistory) {
        readInstance();
    }
    if (hasHistory) {
        readHistory();
    }
    emit readingChanged();
}

void InstanceWatch::setPaused(bool paused)
{
    m_paused = paused;
    if (!paused && m_missed) {
        refresh();
    }
}

QString InstanceWatch::historyProblem() const
{
    if (m_historyError) {
        return m_historyError->message;
    }
    return m_session != nullptr ? m_session->capabilities().whyNot(Feature::History) : QString();
}

void InstanceWatch::readInstance()
{
    auto work = [hub = m_session->hub(), id = *m_id](const JobContext &context) {
        return hub->instance(id, context.stop());
    };
    auto done = [this](InstanceDetails &&instance) {
        const std::unique_ptr<JobBase> finished = std::move(m_readInstance);
        takeInstance(instance);
        finishRound();
    };
    m_readInstance = std::make_unique<Job<InstanceDetails>>(m_session->pool(), std::move(work),
                                                            std::move(done));
    connect(m_readInstance.get(), &JobBase::failed, this, [this](const TaskHubError &error) {
        m_readInstance.release()->deleteLater();
        takeError(error, false);
    });
}

void InstanceWatch::readHistory()
{
    auto work = [hub = m_session->hub(), id = *m_id](const JobContext &context) {
        return hub->history(id, context.stop());
    };
    auto done = [this](History &&history) {
        const std::unique_ptr<JobBase> finished = std::move(m_readHistory);
        m_readInstance.reset(); // the answer holds it
        takeHistory(std::move(history));
        finishRound();
    };
    m_readHistory
        = std::make_unique<Job<History>>(m_session->pool(), std::move(work), std::move(done));
    connect(m_readHistory.get(), &JobBase::failed, this, [this](const TaskHubError &error) {
        m_readHistory.release()->deleteLater();
        takeError(error, true);
    });
}

void InstanceWatch::takeInstance(const InstanceDetails &instance)
{
    m_instance = instance;
    m_gone = false;
    emit instanceRead();
    if (m_session != nullptr) {
        const QScopedValueRollback telling(m_telling, true);
        emit m_session->instanceRead(instance);
    }
}

void InstanceWatch::takeHistory(History &&history)
{
    const InstanceDetails instance = history.instance;
    const int watching = m_watching;
    m_history = std::move(history);
    m_historyError.reset();
    takeInstance(instance);
    if (watching == m_watching) { // telling others may have led to another instance
        emit historyRead();
    }
}

void InstanceWatch::takeError(const TaskHubError &error, bool ofHistory)
{
    if (error.kind == ErrorKind::NotFound) {
        becomeGone();
        return;
    }
    m_roundGood = false;
    m_mayPass |= mayPass(error.kind);
    if (ofHistory) {
        m_historyError = error;
        emit historyRead();
        // A history that the hub cannot give (damaged, too large) must not hide the instance
        // itself.
        if (m_session != nullptr && m_readInstance == nullptr && m_instance) {
            readInstance();
        }
    }
    emit failed(error);
    finishRound();
}

void InstanceWatch::takeNews(const InstanceDetails &instance)
{
    if (m_telling || m_id != instance.id || !m_instance) {
        return;
    }
    const bool changed = !isSameState(*m_instance, instance);
    m_instance = instance;
    m_gone = false;
    emit instanceRead();
    if (changed && m_readHistory == nullptr) {
        refresh(); // its history has gone on
    }
}

void InstanceWatch::takeRemoval(const QList<InstanceId> &ids)
{
    if (m_id && ids.contains(*m_id)) {
        becomeGone();
    }
}

void InstanceWatch::becomeGone()
{
    stopJobs();
    m_gone = true;
    emit readingChanged();
    emit gone();
}

void InstanceWatch::finishRound()
{
    if (m_session == nullptr || isReading()) {
        return;
    }
    m_interval = m_roundGood ? m_baseInterval : std::min(m_interval * 2, longestInterval);
    if (m_mayPass || (m_instance && m_instance->status.isActive())) {
        m_timer.start(m_interval);
    }
    emit readingChanged();
}

} // namespace hubdeck
