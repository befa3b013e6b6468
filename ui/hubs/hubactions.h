// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubsession.h"
#include "models/job.h"
#include "ui/instances/instancespage.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QWidget;

namespace hubdeck {

class ActionRegistry;
class ActionRunner;
class ExportProgressBar;
class Prompts;
class TimeDisplay;

/// Everything that can be done to the hub in front and its selected instances: registers the
/// actions with their rules, asks what they need to know and hands them to the runner.
class HubActions : public QObject
{
    Q_OBJECT

public:
    /// What the actions work on: the tab in front. All null when no hub is open.
    struct Target
    {
        QPointer<HubSession> session;
        QPointer<ActionRunner> runner;
        QPointer<InstancesPage> page;
        bool inFront = true; // else what is selected on the page is not seen, so it is not meant
    };

    /// All must outlive the object; dialogs are children of `window`.
    HubActions(ActionRegistry &registry, Prompts &prompts, TimeDisplay &time,
               ExportProgressBar &exporting, QWidget &window);
    ~HubActions() override;

    void setTarget(const Target &target);

    [[nodiscard]] const Target &target() const noexcept { return m_target; }

    /// Ids for the menus and the tool bar, in their order; an empty one is a separator.
    [[nodiscard]] static QStringList instanceMenu();
    [[nodiscard]] static QStringList contextMenu();
    [[nodiscard]] static QStringList toolBar();

signals:
    void failed(const hubdeck::TaskHubError &error);
    /// What was asked for shows among the instances.
    void instancesWanted();

private:
    void addHubActions();
    void addInstanceActions();
    void addReasonAction(ActionKind kind, const QString &id, const QString &icon,
                         const QString &hint);
    [[nodiscard]] Verdict hubOpen() const;
    [[nodiscard]] Verdict hubCan(Feature feature) const;
    [[nodiscard]] Verdict selectionCan(ActionKind kind) const;
    [[nodiscard]] Verdict oneSelected() const;
    [[nodiscard]] bool waitsToBeLookedAt(const InstanceId &id) const;
    [[nodiscard]] Verdict outcomeUnknown() const;
    [[nodiscard]] Verdict sending() const;
    [[nodiscard]] std::vector<SelectedInstance> selection() const;

    void askReason(ActionKind kind);
    void raiseEvent();
    void showRaiseEvent(const std::vector<SelectedInstance> &instances, const QStringList &names);
    void restart();
    void purge();
    void purgeByFilter();
    void startNew();
    void startAgain();
    void showStartAgain(const InstanceDetails &like);
    void later(const std::function<void()> &call);
    void goTo();
    void exportInstances();
    void copyIds();
    void checkNow();

    ActionRegistry &m_registry;
    Prompts &m_prompts;
    TimeDisplay &m_time;
    ExportProgressBar &m_exporting;
    QWidget &m_window;
    Target m_target;
    std::unique_ptr<JobBase> m_reading; // what a dialog needs to know before it opens
};

/// A query in words: `created in …, Failed, ids from order-`; empty for no limit at all.
[[nodiscard]] QString describeQuery(const InstanceQuery &query, bool utc);

} // namespace hubdeck
