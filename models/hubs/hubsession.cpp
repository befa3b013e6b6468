// SPDX-License-Identifier: MIT
#include "models/hubs/hubsession.h"

#include "models/activity/pendingactions.h"

namespace hubdeck {

HubSession::HubSession(HubInfo info, std::shared_ptr<TaskHub> hub, QThreadPool &pool, QObject *parent)
    : QObject(parent)
    , m_info(std::move(info))
    , m_hub(std::move(hub))
    , m_pool(pool)
    , m_capabilities(m_hub->capabilities())
    , m_pending(std::make_unique<PendingActions>())
{
    if (m_info.readOnly) {
        m_capabilities = m_capabilities.readOnly(tr("This connection is marked read-only."));
    }
}

HubSession::~HubSession() = default;

} // namespace hubdeck
