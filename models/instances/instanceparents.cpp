// SPDX-License-Identifier: MIT
#include "models/instances/instanceparents.h"

#include "models/hubs/hubsession.h"

#include <algorithm>

namespace hubdeck {

InstanceParents::InstanceParents(HubSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{ }

InstanceParents::~InstanceParents() = default;

void InstanceParents::want(const std::vector<Child> &children)
{
    if ((m_job && m_job->isRunning()) || !m_problem.isEmpty()) {
        return;
    }
    m_asked.clear();
    std::ranges::copy_if(children, std::back_inserter(m_asked),
                         [this](const Child &child) { return find(child) == nullptr; });
    if (m_asked.empty()) {
        return;
    }
    std::vector<InstanceId> ids;
    std::ranges::transform(m_asked, std::back_inserter(ids), &Child::id);
    m_job = std::make_unique<Job<std::vector<std::optional<InstanceId>>>>(
        m_session.pool(),
        [hub = m_session.hub(), ids = std::move(ids)](const JobContext &context) {
            return hub->parents(ids, context.stop());
        },
        [this](std::vector<std::optional<InstanceId>> &&parents) {
            for (size_t i = 0; i < m_asked.size() && i < parents.size(); ++i) {
                m_known.insert(m_asked[i].id,
                               { m_asked[i].createdTicks, parents[i].value_or(InstanceId()) });
            }
            emit changed();
        });
    connect(m_job.get(), &JobBase::failed, this, [this](const TaskHubError &error) {
        m_problem = error.message;
        emit changed();
    });
}

InstanceParents::State InstanceParents::stateOf(const Child &child) const
{
    const Known *known = find(child);
    if (known == nullptr) {
        return m_problem.isEmpty() ? State::Unknown : State::Failed;
    }
    return known->parent.text().isEmpty() ? State::None : State::Known;
}

InstanceId InstanceParents::parentOf(const Child &child) const
{
    const Known *known = find(child);
    return known == nullptr ? InstanceId() : known->parent;
}

void InstanceParents::retry()
{
    m_problem.clear();
}

const InstanceParents::Known *InstanceParents::find(const Child &child) const
{
    const auto found = m_known.constFind(child.id);
    return found == m_known.cend() || found->createdTicks != child.createdTicks ? nullptr : &*found;
}

} // namespace hubdeck
