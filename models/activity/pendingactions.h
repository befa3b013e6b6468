// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/actions.h"

#include <QHash>
#include <QObject>

namespace hubdeck {

/// The actions that a hub has accepted and not yet shown to have happened, by instance: what rows
/// and the header display as *Terminating…* (ui.md, Actions). GUI thread.
class PendingActions : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Sending, // on its way
        Accepted, // accepted, the hub still reports the old state
        Slow, // accepted more than 30 s ago without change
        Unknown, // the connection was lost: it may or may not have happened
    };

    explicit PendingActions(QObject *parent = nullptr);

    void set(const InstanceId &id, ActionKind action, State state);
    void clear(const InstanceId &id);
    [[nodiscard]] bool contains(const InstanceId &id) const;
    /// `Terminating…`, `Terminating… no change for 30 s`, `Terminate: outcome unknown`; empty when
    /// nothing is pending.
    [[nodiscard]] QString text(const InstanceId &id) const;
    [[nodiscard]] std::optional<State> state(const InstanceId &id) const;
    /// What is pending; the latest when there were several.
    [[nodiscard]] std::optional<ActionKind> action(const InstanceId &id) const;

    [[nodiscard]] bool isEmpty() const noexcept { return m_entries.isEmpty(); }

signals:
    void changed(const hubdeck::InstanceId &id);

private:
    struct Entry
    {
        ActionKind action;
        State state;
    };

    QHash<InstanceId, Entry> m_entries;
};

} // namespace hubdeck
