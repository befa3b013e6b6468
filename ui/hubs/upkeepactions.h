// SPDX-License-Identifier: MIT
#pragma once

#include "models/activity/activitymodel.h"
#include "models/hubs/hubregistry.h"
#include "models/job.h"
#include "services/taskhub/entitycleaning.h"

#include <QObject>

#include <memory>
#include <vector>

class QWidget;

namespace hubdeck {

class ActionRegistry;
class HubTabs;
class Prompts;

/// What only some roads can do to the hub in front: cancel a scheduled start, clean entity storage,
/// delete the task hub. Disabled with the reason on the others.
class UpkeepActions : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the object; dialogs are children of `window`.
    UpkeepActions(ActionRegistry &actions, HubRegistry &hubs, HubTabs &tabs,
                  ActivityModel &activity, Prompts &prompts, QWidget &window);
    ~UpkeepActions() override;

    /// Ids for the menus.
    [[nodiscard]] static QStringList hubMenu();
    [[nodiscard]] static QStringList instanceMenu();

signals:
    void failed(const hubdeck::TaskHubError &error);

private:
    void addActions();
    [[nodiscard]] Verdict can(Feature feature) const;
    [[nodiscard]] Verdict canCancelStart() const;
    [[nodiscard]] HubSession *session() const;
    void cancelStart();
    void cleanEntities();
    void deleteHub();
    void refresh(HubRegistry::EntryId id);
    [[nodiscard]] ActivityModel::EntryId note(const HubSession &hub, const QString &what,
                                              const QString &icon, const InstanceId &id = {});
    void watch(JobBase &job, ActivityModel::EntryId entry);

    ActionRegistry &m_actions;
    HubRegistry &m_hubs;
    HubTabs &m_tabs;
    ActivityModel &m_activity;
    Prompts &m_prompts;
    QWidget &m_window;
    std::vector<std::unique_ptr<JobBase>> m_jobs;
};

} // namespace hubdeck
