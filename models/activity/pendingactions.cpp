// SPDX-License-Identifier: MIT
#include "models/activity/pendingactions.h"

namespace hubdeck {

PendingActions::PendingActions(QObject *parent)
    : QObject(parent)
{ }

void PendingActions::set(const InstanceId &id, ActionKind action, State state)
{
    const auto found = m_entries.constFind(id);
    if (found != m_entries.constEnd() && found->action == action && found->state == state) {
        return;
    }
    m_entries.insert(id, Entry { action, state });
    emit changed(id);
}

void PendingActions::clear(const InstanceId &id)
{
    if (m_entries.remove(id)) {
        emit changed(id);
    }
}

bool PendingActions::contains(const InstanceId &id) const
{
    return m_entries.contains(id);
}

QString PendingActions::text(const InstanceId &id) const
{
    const auto entry = m_entries.constFind(id);
    if (entry == m_entries.constEnd()) {
        return {};
    }
    switch (entry->state) {
    case State::Sending:
    case State::Accepted:
        return pendingName(entry->action);
    case State::Slow:
        return tr("%1 no change for 30 s").arg(pendingName(entry->action));
    case State::Unknown:
        return tr("%1: outcome unknown").arg(displayName(entry->action));
    }
    return {};
}

std::optional<PendingActions::State> PendingActions::state(const InstanceId &id) const
{
    const auto entry = m_entries.constFind(id);
    return entry == m_entries.constEnd() ? std::nullopt : std::optional(entry->state);
}

std::optional<ActionKind> PendingActions::action(const InstanceId &id) const
{
    const auto entry = m_entries.constFind(id);
    return entry == m_entries.constEnd() ? std::nullopt : std::optional(entry->action);
}

} // namespace hubdeck
