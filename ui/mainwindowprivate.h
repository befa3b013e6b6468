// SPDX-License-Identifier: MIT
#pragma once

#include "models/activity/actionrunner.h"
#include "models/activity/activitymodel.h"
#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/hubs/savedviews.h"
#include "ui/details/instancedock.h"
#include "ui/dialogs/exportprogress.h"
#include "ui/hubs/activitydock.h"
#include "ui/hubs/connectionactions.h"
#include "ui/hubs/hubactions.h"
#include "ui/hubs/hubsdock.h"
#include "ui/hubs/hubtabs.h"
#include "ui/hubs/savedviewactions.h"
#include "ui/hubs/upkeepactions.h"
#include "ui/hubs/viewactions.h"
#include "ui/hubs/windowtoolbar.h"
#include "ui/instances/instancespage.h"
#include "ui/mainwindow.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/autorefresh.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/prompts.h"

#include <QLabel>
#include <QStackedWidget>
#include <QTimer>

namespace hubdeck {

/// The parts of the window and what happens between them: put together in mainwindowbuilding.cpp,
/// at work in mainwindow.cpp.
class MainWindow::Private
{
public:
    Private(MainWindow *window, const Parts &givenParts)
        : q(window)
        , parts(givenParts)
        , systemPalette(givenParts.systemPalette)
        , actions(new ActionRegistry(window))
        , refresher(new AutoRefresh(window))
        , tabs(new HubTabs(parts.hubs, parts.activity, parts.time, parts.prompts, window))
        , messages(new MessageBar(window))
        , exporting(new ExportProgressBar(parts.activity, window))
        , hubsDock(new HubsDock(parts.hubs, window))
        , savedViews(new SavedViewsModel(window))
        , details(new InstanceDock(parts.time, parts.prompts, window))
        , activityDock(new ActivityDock(parts.activity, window))
    { }

    void build();
    void buildCentre();
    void buildDocks();
    void buildSavedViews();
    void buildMenus();
    void connectHubs();
    void connectPage(HubRegistry::EntryId id, InstancesPage *page);
    void connectRest();
    void restore();
    void connectSaving();
    void saveHubs();

    void tabChanged();
    void currentInstanceChanged();
    void showDetails();
    void refresh();
    void autoRefresh();
    void loaded(HubRegistry::EntryId id, bool well);
    void showInstance(HubRegistry::EntryId entry, const QString &hub, const QString &id);
    void actionFailed(HubRegistry::EntryId id, const TaskHubError &error,
                      const InstanceId &instance);
    void exported(const QString &path, const ExportResult &result);
    void retitle();
    void recolour();
    [[nodiscard]] bool mayClose();

    /// The hub that the actions of connections act on: that of the tab in front, like all others,
    /// but in the menu of a row its own. Without a tab the current row counts.
    [[nodiscard]] HubRegistry::EntryId meantHub() const;

    [[nodiscard]] bool isSeen() const { return q->isVisible() && !q->isMinimized(); }

    MainWindow *q;
    Parts parts;
    QPalette systemPalette;
    ActionRegistry *actions;
    AutoRefresh *refresher;
    HubTabs *tabs;
    MessageBar *messages;
    ExportProgressBar *exporting;
    HubsDock *hubsDock;
    SavedViewsModel *savedViews;
    SavedViewActions *viewKeeping = nullptr;
    InstanceDock *details;
    ActivityDock *activityDock;
    HubActions *hubActions = nullptr;
    ConnectionActions *connections = nullptr;
    UpkeepActions *upkeep = nullptr;
    WindowToolBar *toolBar = nullptr;
    ViewActions *viewActions = nullptr;
    QStackedWidget *centre = nullptr;
    QLabel *corner = nullptr;
    QTimer saveSoon; // one write for all that changes at once
    QTimer showSoon; // rows run through with a held key are not all asked for
    Appearance appearance = Appearance::System;
    HubRegistry::EntryId detailsHub = 0;
    bool built = false;
};

} // namespace hubdeck
