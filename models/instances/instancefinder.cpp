// SPDX-License-Identifier: MIT
#include "models/instances/instancefinder.h"

#include "models/hubs/hubsession.h"
#include "models/instances/instancelist.h"

namespace hubdeck {

InstanceFinder::InstanceFinder(HubSession &session, InstanceList &list, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_list(list)
{ }

InstanceFinder::~InstanceFinder() = default;

void InstanceFinder::find(const std::vector<InstanceId> &ids)
{
    std::vector<InstanceId> unknown;
    for (const InstanceId &id : ids) {
        if (!m_list.model().isLoaded(id)) {
            unknown.push_back(id);
        }
    }
    if (unknown.empty()) {
        m_job.reset();
        emit found(ids, {});
        return;
    }
    if (m_job && m_job->isRunning() && m_ids == ids) {
        return;
    }
    m_ids = ids;
    m_job = std::make_unique<Job<Answer>>(
        m_session.pool(),
        [hub = m_session.hub(), unknown, one = ids.size() == 1](const JobContext &context) {
            Answer answer;
            for (const InstanceId &id : unknown) {
                try {
                    answer.instances.push_back(hub->instance(id, context.stop()));
                } catch (const TaskHubError &error) {
                    if (one || error.kind != ErrorKind::NotFound) {
                        throw;
                    }
                    answer.missing.append(id.text());
                }
            }
            return answer;
        },
        [this](Answer &&answer) {
            for (const InstanceDetails &instance : answer.instances) {
                m_list.keep(instance);
            }
            emit found(m_ids, answer.missing);
        });
    connect(m_job.get(), &JobBase::failed, this,
            [this](const TaskHubError &error) { emit failed(error, m_ids); });
}

} // namespace hubdeck
