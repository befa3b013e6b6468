// SPDX-License-Identifier: MIT
#include "ui/mainwindow.h"

#include "models/activity/actionrunner.h"
#include "models/activity/activitymodel.h"
#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "ui/details/instancedock.h"
#include "ui/dialogs/exportprogress.h"
#include "ui/hubs/activitydock.h"
#include "ui/hubs/connectionactions.h"
#include "ui/hubs/hubactions.h"
#include "ui/hubs/hubsdock.h"
#include "ui/hubs/hubtabs.h"
#include "ui/hubs/startpage.h"
#include "ui/hubs/viewactions.h"
#include "ui/hubs/windowtoolbar.h"
#include "ui/instances/instancespage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/autorefresh.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/prompts.h"
#include "ui/shell/theme.h"

#include <QCloseEvent>
#include <QLabel>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int stateVersion = 1;

} // namespace

class MainWindow::Private
{
public:
    Private(MainWindow *window, const Parts &givenParts)
        : q(window)
        , parts(givenParts)
        , actions(new ActionRegistry(window))
        , refresher(new AutoRefresh(window))
        , tabs(new HubTabs(parts.hubs, parts.time, window))
        , messages(new MessageBar(window))
        , exporting(new ExportProgressBar(parts.activity, window))
        , hubsDock(new HubsDock(parts.hubs, window))
        , details(new InstanceDock(parts.time, parts.prompts, window))
        , activityDock(new ActivityDock(parts.activity, window))
    { }

    void build();
    void buildCentre();
    void buildDocks();
    void buildMenus();
    void connectHubs();
    void connectPage(HubRegistry::EntryId id, InstancesPage *page);
    void connectRest();
    void restore();

    void tabChanged();
    void currentInstanceChanged();
    void showDetails();
    void refresh();
    void autoRefresh();
    void loaded(HubRegistry::EntryId id, bool well);
    void showInstance(const QString &hub, const QString &id);
    void actionFailed(HubRegistry::EntryId id, const TaskHubError &error,
                      const InstanceId &instance);
    void exported(const QString &path, const ExportResult &result);
    void retitle();
    void recolour();
    [[nodiscard]] bool mayClose();

    [[nodiscard]] HubRegistry::EntryId meantHub() const;

    [[nodiscard]] bool isSeen() const { return q->isVisible() && !q->isMinimized(); }

    MainWindow *q;
    Parts parts;
    ActionRegistry *actions;
    AutoRefresh *refresher;
    HubTabs *tabs;
    MessageBar *messages;
    ExportProgressBar *exporting;
    HubsDock *hubsDock;
    InstanceDock *details;
    ActivityDock *activityDock;
    HubActions *hubActions = nullptr;
    ConnectionActions *connections = nullptr;
    WindowToolBar *toolBar = nullptr;
    ViewActions *viewActions = nullptr;
    QStackedWidget *centre = nullptr;
    QLabel *corner = nullptr;
    QTimer showSoon; // rows run through with a held key are not all asked for
    Appearance appearance = Appearance::System;
    HubRegistry::EntryId detailsHub = 0;
    bool built = false;
};

MainWindow::MainWindow(const Parts &parts, QWidget *parent)
    : QMainWindow(parent)
    , d(std::make_unique<Private>(this, parts))
{
    setObjectName(u"mainWindow"_s);
    d->build();
}

MainWindow::~MainWindow()
{
    d->details->clear();
}

void MainWindow::Private::build()
{
    hubActions = new HubActions(*actions, parts.prompts, parts.time, *exporting, *q);
    connections = new ConnectionActions(
        *actions, parts.hubs, parts.prompts, [this] { return meantHub(); }, *q);
    viewActions = new ViewActions(*actions, *tabs, *details, parts.time, *q);
    buildCentre();
    buildDocks();
    toolBar = new WindowToolBar(*actions, q);
    q->addToolBar(Qt::TopToolBarArea, toolBar);
    buildMenus();
    connectHubs();
    connectRest();
    built = true;
    recolour();
    restore();
    tabChanged();
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

void MainWindow::Private::buildMenus()
{
    QMenu *file = q->menuBar()->addMenu(tr("&File"));
    actions->fill(*file,
                  ConnectionActions::fileMenu()
                      + QStringList { QString(), u"hub.export"_s, QString(), u"file.quit"_s });
    QMenu *hub = q->menuBar()->addMenu(tr("&Hub"));
    actions->fill(
        *hub, { u"hub.refresh"_s, u"hub.start"_s, u"hub.goto"_s, u"hub.purgeFilter"_s, QString() });
    actions->fill(*hub, ConnectionActions::hubMenu());
    QMenu *instance = q->menuBar()->addMenu(tr("&Instance"));
    actions->fill(*instance, HubActions::instanceMenu());

    QMenu *view = q->menuBar()->addMenu(tr("&View"));
    actions->fill(*view, { u"view.palette"_s, u"view.query"_s, u"view.narrow"_s, QString() });
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
    connect(activityDock, &ActivityDock::instanceRequested, q,
            [this](const QString &hub, const QString &id) { showInstance(hub, id); });
    const auto showFailure = [this](const TaskHubError &error) { messages->showError(error); };
    connect(hubActions, &HubActions::failed, q, showFailure);
    connect(connections, &ConnectionActions::failed, q, showFailure);
    connect(exporting, &ExportProgressBar::failed, q, showFailure);
    connect(exporting, &ExportProgressBar::finished, q,
            [this](const QString &path, const ExportResult &result) { exported(path, result); });
    connect(toolBar, &WindowToolBar::autoRefreshChosen, refresher, &AutoRefresh::setInterval);
    connect(refresher, &AutoRefresh::due, q, [this] { autoRefresh(); });
    connect(viewActions, &ViewActions::refreshRequested, q, [this] { refresh(); });
    connect(viewActions, &ViewActions::detailsRequested, q, [this] { showDetails(); });
    connect(viewActions, &ViewActions::appearanceChosen, q, &MainWindow::setAppearance);
}

HubRegistry::EntryId MainWindow::Private::meantHub() const
{
    const HubRegistry::EntryId row = hubsDock->current();
    return row != 0 ? row : tabs->currentEntry();
}

void MainWindow::Private::tabChanged()
{
    const HubRegistry::EntryId id = tabs->currentEntry();
    centre->setCurrentIndex(tabs->count() > 0 ? 1 : 0);
    hubsDock->setCurrent(id);
    hubActions->setTarget({ parts.hubs.session(id), parts.hubs.runner(id), tabs->currentPage() });
    retitle();
    currentInstanceChanged();
}

void MainWindow::Private::currentInstanceChanged()
{
    actions->update();
    showSoon.start();
}

void MainWindow::Private::showDetails()
{
    InstancesPage *page = tabs->currentPage();
    const auto current = page ? page->current() : std::nullopt;
    if (!current) {
        // What was acted on may have left the list, not the person's mind: it stays in the dock.
        if (detailsHub != tabs->currentEntry()) {
            details->clear();
            detailsHub = 0;
        }
        return;
    }
    const HubRegistry::EntryId id = tabs->currentEntry();
    if (detailsHub == id && details->shownInstance() == current->id) {
        return;
    }
    detailsHub = id;
    details->showInstance(page->session(), current->id);
}

void MainWindow::Private::refresh()
{
    if (InstancesPage *page = tabs->currentPage()) {
        page->refresh();
        details->refresh();
    }
}

void MainWindow::Private::autoRefresh()
{
    if (InstancesPage *page = tabs->currentPage(); page && isSeen()) {
        page->refresh();
    }
}

void MainWindow::Private::loaded(HubRegistry::EntryId id, bool well)
{
    if (id == tabs->currentEntry()) {
        well ? refresher->noteSuccess() : refresher->noteFailure();
    }
    const HubRegistry::Entry *entry = parts.hubs.find(id);
    if (well) {
        parts.hubs.noteAnswer(id);
    } else if (entry && entry->reachability == HubRegistry::Reachability::Reachable) {
        parts.hubs.check(id); // a list may fail for reasons of its own
    }
}

void MainWindow::Private::showInstance(const QString &hub, const QString &id)
{
    for (const HubRegistry::Entry &entry : parts.hubs.entries()) {
        if (entry.open && entry.info.name == hub) {
            tabs->showEntry(entry.id);
            tabs->page(entry.id)->selectInstance(InstanceId(id));
            return;
        }
    }
    messages->showMessage(MessageBar::Severity::Info,
                          tr("The hub %1 is not open.").arg(displaytext::singleLine(hub, 60)));
}

void MainWindow::Private::actionFailed(HubRegistry::EntryId id, const TaskHubError &error,
                                       const InstanceId &instance)
{
    if (error.kind == ErrorKind::OutcomeUnknown && !instance.isEmpty()) {
        messages->showMessage(MessageBar::Severity::Warning, error.message, tr("Check now"),
                              [this, id, instance] {
                                  if (ActionRunner *runner = parts.hubs.runner(id)) {
                                      runner->checkNow(instance);
                                  }
                              });
    } else {
        messages->showError(error);
    }
}

void MainWindow::Private::exported(const QString &path, const ExportResult &result)
{
    actions->update();
    const QString written
        = tr("%n instance(s) written to %1.", nullptr, static_cast<int>(result.count)).arg(path);
    if (result.skipped.empty()) {
        messages->showMessage(MessageBar::Severity::Info, written);
    } else {
        messages->showMessage(MessageBar::Severity::Warning,
                              tr("%1 %n could not be read and are not in the file.", nullptr,
                                 static_cast<int>(result.skipped.size()))
                                  .arg(written));
    }
}

void MainWindow::Private::retitle()
{
    const HubRegistry::Entry *entry = parts.hubs.find(tabs->currentEntry());
    QString title = tr("Hubdeck");
    if (entry) {
        const QString name = displaytext::singleLine(entry->info.name, 60);
        title = entry->info.production ? tr("%1 (production) — Hubdeck").arg(name)
                                       : tr("%1 — Hubdeck").arg(name);
    }
    q->setWindowTitle(title);
    corner->setText(title);
    QPalette ink = corner->palette();
    ink.setColor(
        QPalette::WindowText,
        theme::color(entry && entry->info.production ? theme::Role::Danger : theme::Role::MutedText,
                     q->palette()));
    corner->setPalette(ink);
    q->menuBar()->setCornerWidget(corner); // lays it out for its new width
}

void MainWindow::Private::recolour()
{
    actions->setPalette(q->palette());
    toolBar->recolour(q->palette());
    retitle();
}

void MainWindow::Private::restore()
{
    const QSettings &settings = parts.settings;
    q->resize(QSize(1440, 900).boundedTo(q->screen()->availableSize()));
    const bool hadState = q->restoreGeometry(settings.value(u"window/geometry"_s).toByteArray());
    if (!q->restoreState(settings.value(u"window/state"_s).toByteArray(), stateVersion)
        || !hadState) {
        q->resizeDocks({ hubsDock, details }, { qMax(196, q->width() * 15 / 100), q->width() / 3 },
                       Qt::Horizontal);
        q->resizeDocks({ activityDock }, { 92 }, Qt::Vertical);
    }
    details->restoreState(settings.value(u"details/layout"_s).toByteArray());
    parts.time.setUtc(settings.value(u"window/utc"_s, false).toBool());
    const std::chrono::seconds interval(
        qBound(0, settings.value(u"window/autoRefreshSeconds"_s, 30).toInt(), 3600));
    toolBar->setAutoRefresh(interval);
    refresher->setInterval(interval);
    q->setAppearance(appearanceFromName(settings.value(u"window/appearance"_s).toString())
                         .value_or(Appearance::System));
}

void MainWindow::setAppearance(Appearance appearance)
{
    d->appearance = appearance;
    d->actions->action(u"view.theme."_s + nameOf(appearance))->setChecked(true);
    applyAppearance(appearance, d->parts.systemPalette);
}

void MainWindow::connectToHub(const HubAddress &address)
{
    d->connections->connectToHub(address);
}

void MainWindow::saveState()
{
    QSettings &settings = d->parts.settings;
    settings.setValue(u"window/geometry"_s, saveGeometry());
    settings.setValue(u"window/state"_s, QMainWindow::saveState(stateVersion));
    settings.setValue(u"details/layout"_s, d->details->saveState());
    settings.setValue(u"window/utc"_s, d->parts.time.isUtc());
    settings.setValue(u"window/autoRefreshSeconds"_s,
                      static_cast<int>(d->refresher->interval().count()));
    settings.setValue(u"window/appearance"_s, nameOf(d->appearance));
    if (const InstancesPage *page = d->tabs->currentPage()) {
        settings.setValue(u"instances/columns"_s, page->saveColumns());
    }
    d->tabs->keepViews();
    d->parts.hubs.save(settings);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (!d || !d->built) {
        return;
    }
    if (event->type() == QEvent::PaletteChange) {
        d->recolour();
    } else if (event->type() == QEvent::WindowStateChange) {
        d->refresher->setPaused(!d->isSeen());
    }
}

bool MainWindow::Private::mayClose()
{
    QString why;
    if (exporting->isRunning()) {
        why = tr("An export is under way. Quitting stops it; no file is written.");
    }
    for (const HubRegistry::Entry &entry : parts.hubs.entries()) {
        if (parts.hubs.isBusy(entry.id)) {
            why = tr("Actions are still being sent. Quitting stops with what is not sent yet.");
        }
    }
    return why.isEmpty() || parts.prompts.confirm(q, tr("Quit Hubdeck"), why, tr("Stop and quit"));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!d->mayClose()) {
        event->ignore();
        return;
    }
    saveState();
    QMainWindow::closeEvent(event);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    d->refresher->setPaused(!d->isSeen());
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    d->refresher->setPaused(true);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    d->toolBar->fitInto(width());
}

} // namespace hubdeck
