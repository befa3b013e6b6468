// SPDX-License-Identifier: MIT
#include "ui/hubs/savedviewspanel.h"
#include "ui/hubs/startpage.h"
#include "ui/mainwindowprivate.h"

#include <QMenuBar>
#include <QSettings>
#include <QTabBar>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::StringLiterals;

void MainWindow::Private::build()
{
    hubActions = new HubActions(*actions, parts.prompts, parts.time, *exporting, *q);
    connections = new ConnectionActions(
        *actions, parts.hubs, parts.prompts, [this] { return meantHub(); }, *q);
    upkeep = new UpkeepActions(*actions, parts.hubs, *tabs, parts.activity, parts.prompts, *q);
    viewActions = new ViewActions(*actions, *tabs, *details, parts.time, *q);
    buildCentre();
    buildDocks();
    buildSavedViews();
    toolBar = new WindowToolBar(*actions, q);
    q->addToolBar(Qt::TopToolBarArea, toolBar);
    buildMenus();
    connectHubs();
    connectRest();
    built = true;
    recolour();
    restore();
    tabChanged();
    connectSaving();
}

// A program that is killed, or crashes, has no last moment to save in.
void MainWindow::Private::connectSaving()
{
    saveSoon.setSingleShot(true);
    saveSoon.setInterval(200);
    connect(&saveSoon, &QTimer::timeout, q, [this] { saveHubs(); });
    const auto later = [this] { saveSoon.start(); };
    connect(&parts.hubs, &HubRegistry::changed, q, later);
    connect(tabs, &QTabWidget::currentChanged, q, later);
    connect(tabs->tabBar(), &QTabBar::tabMoved, q, later);
    connect(savedViews, &QAbstractItemModel::modelReset, q, later);
    connect(savedViews, &QAbstractItemModel::dataChanged, q, later);
}

void MainWindow::Private::buildCentre()
{
    centre = new QStackedWidget(q);
    centre->setObjectName(u"centre"_s);
    centre->addWidget(new StartPage(*actions, centre));
    centre->addWidget(tabs);
    messages->setObjectName(u"windowMessages"_s);
    auto *body = new QWidget(q);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(messages);
    column->addWidget(centre, 1);
    column->addWidget(exporting);
    body->setMinimumWidth(380);
    q->setCentralWidget(body);
}

void MainWindow::Private::buildDocks()
{
    q->setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    q->setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    q->setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowNestedDocks
                      | QMainWindow::AllowTabbedDocks);
    if (details->objectName().isEmpty()) {
        details->setObjectName(u"instanceDock"_s);
    }
    q->addDockWidget(Qt::LeftDockWidgetArea, hubsDock);
    q->addDockWidget(Qt::RightDockWidgetArea, details);
    q->addDockWidget(Qt::BottomDockWidgetArea, activityDock);
}

void MainWindow::Private::buildSavedViews()
{
    auto *panel = new SavedViewsPanel(*savedViews, hubsDock);
    hubsDock->addSection(panel);
    viewKeeping = new SavedViewActions(*actions, *savedViews, *panel, *tabs, parts.prompts, *q);
    connect(viewKeeping, &SavedViewActions::noHub, q, [this] {
        messages->showMessage(MessageBar::Severity::Info,
                              tr("Open a hub first: a saved view shows the instances of the hub in "
                                 "front."));
    });
}

void MainWindow::Private::buildMenus()
{
    QMenu *file = q->menuBar()->addMenu(tr("&File"));
    actions->fill(*file,
                  ConnectionActions::fileMenu()
                      + QStringList { QString(), u"hub.export"_s, QString(), u"file.quit"_s });
    QMenu *hub = q->menuBar()->addMenu(tr("&Hub"));
    actions->fill(*hub,
                  { u"hub.refresh"_s, u"hub.start"_s, u"hub.goto"_s, u"hub.purgeFilter"_s,
                    QString(), u"hub.instances"_s, u"hub.entities"_s, u"hub.health"_s, QString() });
    actions->fill(*hub, ConnectionActions::hubMenu());
    actions->fill(*hub, QStringList { QString() } + UpkeepActions::hubMenu());
    QMenu *instance = q->menuBar()->addMenu(tr("&Instance"));
    actions->fill(*instance, HubActions::instanceMenu());
    actions->fill(*instance, QStringList { QString() } + UpkeepActions::instanceMenu());

    QMenu *view = q->menuBar()->addMenu(tr("&View"));
    actions->fill(
        *view, { u"view.palette"_s, u"view.query"_s, u"view.narrow"_s, u"view.save"_s, QString() });
    for (QDockWidget *dock :
         { static_cast<QDockWidget *>(hubsDock), static_cast<QDockWidget *>(details),
           static_cast<QDockWidget *>(activityDock) }) {
        view->addAction(dock->toggleViewAction());
    }
    actions->fill(*view,
                  { QString(), u"view.utc"_s, QString(), u"view.theme.system"_s,
                    u"view.theme.light"_s, u"view.theme.dark"_s });
    QMenu *help = q->menuBar()->addMenu(tr("H&elp"));
    actions->fill(*help, { u"help.about"_s });
    // Those that no menu shows need a home for their shortcuts.
    q->addActions(viewActions->detailsTabs());
    for (QMenu *menu : { file, hub, instance, view }) {
        menu->setToolTipsVisible(true);
        connect(menu, &QMenu::aboutToShow, actions, &ActionRegistry::update);
    }
    corner = new QLabel(q);
    corner->setObjectName(u"cornerTitle"_s);
    corner->setTextFormat(Qt::PlainText);
    corner->setContentsMargins(12, 0, 12, 0);
    corner->setForegroundRole(QPalette::WindowText); // in a menu bar it would be another
    corner->setMinimumHeight(q->menuBar()->sizeHint().height());
    q->menuBar()->setCornerWidget(corner);
}

void MainWindow::Private::connectHubs()
{
    HubRegistry &hubs = parts.hubs;
    connect(tabs, &HubTabs::pageAdded, q,
            [this](HubRegistry::EntryId id, InstancesPage *page) { connectPage(id, page); });
    connect(tabs, &HubTabs::pageAboutToGo, q, [this](HubRegistry::EntryId id, InstancesPage *page) {
        parts.settings.setValue(u"instances/columns"_s, page->saveColumns());
        hubActions->setTarget({});
        if (detailsHub == id) {
            details->clear();
            detailsHub = 0;
        }
    });
    connect(tabs, &HubTabs::closeRequested, connections, &ConnectionActions::close);
    connect(tabs, &QTabWidget::currentChanged, q, [this] { tabChanged(); });
    connect(&hubs, &HubRegistry::changed, q, [this] { tabChanged(); });
    connect(&hubs, &HubRegistry::openFailed, q,
            [this](HubRegistry::EntryId id, const TaskHubError &error) {
                messages->showError(error, [this, id] { parts.hubs.open(id); });
            });
    connect(hubsDock, &HubsDock::activated, q, [this](HubRegistry::EntryId id) {
        parts.hubs.session(id) ? tabs->showEntry(id) : connections->open(id);
    });
    connect(hubsDock, &HubsDock::currentChanged, actions, &ActionRegistry::update);
    connect(hubsDock, &HubsDock::menuEntryChanged, actions, &ActionRegistry::update);
    connect(hubsDock, &HubsDock::connectRequested, actions->action(u"file.connect"_s),
            &QAction::trigger);
    connect(hubsDock, &HubsDock::sandboxRequested, actions->action(u"file.sandbox"_s),
            &QAction::trigger);
    auto *menu = new QMenu(hubsDock);
    menu->setToolTipsVisible(true);
    actions->fill(*menu, ConnectionActions::contextMenu());
    hubsDock->setContextMenu(menu);
}

void MainWindow::Private::connectPage(HubRegistry::EntryId id, InstancesPage *page)
{
    auto *menu = new QMenu(page);
    menu->setToolTipsVisible(true);
    actions->fill(*menu, HubActions::contextMenu());
    connect(menu, &QMenu::aboutToShow, actions, &ActionRegistry::update);
    page->setContextMenu(menu);
    const HubSession *session = parts.hubs.session(id);
    const ActionRunner *runner = parts.hubs.runner(id);
    connect(page, &InstancesPage::currentChanged, q, [this] { currentInstanceChanged(); });
    connect(page, &InstancesPage::selectionChanged, actions, &ActionRegistry::update);
    page->restoreColumns(parts.settings.value(u"instances/columns"_s).toByteArray());
    connect(page, &InstancesPage::loaded, q, [this, id] { loaded(id, true); });
    connect(page, &InstancesPage::loadFailed, q, [this, id] { loaded(id, false); });
    connect(page, &InstancesPage::activated, actions->action(u"instance.open"_s),
            &QAction::trigger);
    connect(session, &HubSession::instanceCreated, q, [this, id] { tabs->showEntry(id); });
    connect(session, &HubSession::instanceRead, actions, &ActionRegistry::update);
    connect(&session->pending(), &PendingActions::changed, actions, &ActionRegistry::update);
    connect(runner, &ActionRunner::busyChanged, actions, &ActionRegistry::update);
    connect(runner, &ActionRunner::listOutdated, page, &InstancesPage::refresh);
    connect(runner, &ActionRunner::actionFailed, q,
            [this, id](const TaskHubError &error, const InstanceId &instance) {
                actionFailed(id, error, instance);
            });
}

void MainWindow::Private::connectRest()
{
    showSoon.setSingleShot(true);
    showSoon.setInterval(60);
    connect(&showSoon, &QTimer::timeout, q, [this] { showDetails(); });
    connect(details, &InstanceDock::instanceRequested, q, [this](const InstanceId &id) {
        if (InstancesPage *page = tabs->page(detailsHub)) {
            page->selectInstance(id);
        }
    });
    connect(
        activityDock, &ActivityDock::instanceRequested, q,
        [this](int entry, const QString &hub, const QString &id) { showInstance(entry, hub, id); });
    const auto showFailure = [this](const TaskHubError &error) { messages->showError(error); };
    connect(hubActions, &HubActions::failed, q, showFailure);
    connect(hubActions, &HubActions::instancesWanted, q,
            [this] { tabs->showEntry(tabs->currentEntry()); });
    connect(connections, &ConnectionActions::failed, q, showFailure);
    connect(upkeep, &UpkeepActions::failed, q, showFailure);
    connect(exporting, &ExportProgressBar::failed, q, [this](const TaskHubError &error) {
        actions->update(); // another export can be started
        messages->showError(error);
    });
    connect(exporting, &ExportProgressBar::finished, q,
            [this](const QString &path, const ExportResult &result) { exported(path, result); });
    connect(toolBar, &WindowToolBar::autoRefreshChosen, refresher, &AutoRefresh::setInterval);
    connect(refresher, &AutoRefresh::due, q, [this] { autoRefresh(); });
    connect(viewActions, &ViewActions::refreshRequested, q, [this] { refresh(); });
    connect(viewActions, &ViewActions::detailsRequested, q, [this] { showDetails(); });
    connect(viewActions, &ViewActions::appearanceChosen, q, &MainWindow::setAppearance);
}

} // namespace hubdeck
