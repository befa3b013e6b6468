// SPDX-License-Identifier: MIT
#include "models/health/healthmodel.h"

#include "models/hubs/hubsession.h"

#include <algorithm>

namespace hubdeck {

using namespace azurestorage;

HealthModel::HealthModel(HubSession &session, const TimeDisplay &time, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_messages(time)
{ }

HealthModel::~HealthModel() = default;

void HealthModel::refresh()
{
    if (m_state == State::Loading) {
        return;
    }
    m_state = State::Loading;
    m_job = std::make_unique<Job<std::shared_ptr<HubHealth>>>(
        m_session.pool(),
        [hub = m_session.hub()](const JobContext &context) {
            return std::make_shared<HubHealth>(hub->health(context.stop()));
        },
        [this](std::shared_ptr<HubHealth> &&health) { take(std::move(*health)); });
    connect(m_job.get(), &JobBase::failed, this, [this](const TaskHubError &error) {
        m_state = State::Failed;
        emit changed();
        emit failed(error);
    });
    emit changed();
}

void HealthModel::take(HubHealth &&health)
{
    m_health = std::move(health);
    m_signs = stuckSigns(*m_health);
    m_partitions.show(*m_health);
    m_queues.show(*m_health);
    m_messages.show(*m_health);
    m_state = State::Ready;
    emit changed();
}

QString HealthModel::appLeaseWords() const
{
    if (!m_health || !m_health->appLease) {
        return {};
    }
    return m_health->appLease->isHeld
        ? tr("The app lease is held: a worker runs on this hub right now.")
        : tr("The app lease is free: no worker runs on this hub, or the app does not use it.");
}

QString HealthModel::partitionsProblem() const
{
    return m_health && m_health->partitions.empty() && !m_health->isOwnershipSeen
        ? m_health->problems.join(u' ')
        : QString();
}

QString HealthModel::queuesProblem() const
{
    if (!m_health) {
        return {};
    }
    const auto isUnseen = [](const QueueHealth &queue) { return queue.exists && !queue.length; };
    return isUnseen(m_health->workItems) && std::ranges::all_of(m_health->controlQueues, isUnseen)
        ? m_health->problems.join(u' ')
        : QString();
}

bool HealthModel::hasNoLeases() const
{
    return m_health && m_health->partitions.empty() && m_health->isOwnershipSeen;
}

} // namespace hubdeck
