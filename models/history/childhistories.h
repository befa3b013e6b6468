// SPDX-License-Identifier: MIT
#pragma once

#include "models/job.h"

#include "services/taskhub/history.h"

#include <QHash>
#include <QPointer>

#include <map>
#include <optional>

namespace hubdeck {

class HubSession;

using HistoryEvents = std::shared_ptr<const std::vector<HistoryEvent>>;

/// The histories of the sub-orchestrations that are expanded in the history of one instance, read
/// by their own ids. Over HTTP a history names a sub-orchestration's instance only while it is
/// under way; what it named is remembered for as long as the same instance is looked at. GUI
/// thread.
class ChildHistories : public QObject
{
    Q_OBJECT

public:
    /// What is known of an expanded sub-orchestration: its events, or words in their place.
    struct Child
    {
        HistoryEvents events; // null: not read, or there are none
        QString words;
    };

    explicit ChildHistories(QObject *parent = nullptr);
    ~ChildHistories() override;

    /// Forgets everything: another instance comes, of this hub. The session must live until the
    /// next call or clear().
    void startAfresh(HubSession &session);
    void clear();

    /// Remembers the instances that these events name, for when their end no longer does.
    void learn(const std::vector<HistoryEvent> &events);
    /// The instance of the sub-orchestration that this event tells of; nullopt for other events and
    /// where the hub did not name it.
    [[nodiscard]] std::optional<InstanceId> childOf(const HistoryEvent &event) const;

    /// Reads the history of an instance and keeps it. Nothing without a hub.
    void expand(const InstanceId &id);
    void collapse(const InstanceId &id);
    /// Reads again what may have gone on.
    void refresh();

    /// Null: it is not expanded.
    [[nodiscard]] const Child *child(const InstanceId &id) const;

signals:
    /// Another sub-orchestration is expanded or has other events, or another instance is known.
    void changed();

private:
    struct Expanded
    {
        Child child;
        bool ended = false;
        std::unique_ptr<JobBase> job;
    };

    void read(const InstanceId &id);
    void take(const InstanceId &id, History &&history);
    void takeError(const InstanceId &id, const TaskHubError &error);

    QPointer<HubSession> m_session;
    std::map<InstanceId, Expanded> m_expanded;
    QHash<QString, QStringList> m_known; // call → the instance; several: cannot be told
};

} // namespace hubdeck
