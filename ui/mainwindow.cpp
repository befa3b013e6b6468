// SPDX-License-Identifier: MIT
#include "ui/mainwindowprivate.h"
#include "ui/shell/theme.h"

#include <QCloseEvent>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int stateVersion = 1;

} // namespace

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

HubRegistry::EntryId MainWindow::Private::meantHub() const
{
    if (const auto row = hubsDock->menuEntry()) {
        return *row;
    }
    const HubRegistry::EntryId inFront = tabs->currentEntry();
    return inFront != 0 ? inFront : hubsDock->current();
}

void MainWindow::Private::tabChanged()
{
    const HubRegistry::EntryId id = tabs->currentEntry();
    centre->setCurrentIndex(tabs->count() > 0 ? 1 : 0);
    hubsDock->setCurrent(id);
    hubActions->setTarget({ parts.hubs.session(id), parts.hubs.runner(id), tabs->page(id),
                            tabs->currentPage() != nullptr });
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
    tabs->refreshCurrent();
    details->refresh();
}

void MainWindow::Private::autoRefresh()
{
    if (isSeen()) {
        tabs->refreshCurrent();
    }
}

void MainWindow::Private::loaded(HubRegistry::EntryId id, bool well)
{
    if (id == tabs->currentEntry()) {
        well ? refresher->noteSuccess() : refresher->noteFailure();
    }
    const HubRegistry::Entry *entry = parts.hubs.find(id);
    if (well) {
        viewKeeping->noteLoaded(*tabs->page(id));
        parts.hubs.noteAnswer(id);
    } else if (entry && entry->reachability == HubRegistry::Reachability::Reachable) {
        parts.hubs.check(id); // a list may fail for reasons of its own
    }
}

void MainWindow::Private::showInstance(HubRegistry::EntryId entry, const QString &hub,
                                       const QString &id)
{
    for (const HubRegistry::Entry &one : parts.hubs.entries()) {
        const bool isMeant = entry != 0 ? one.id == entry : one.info.name == hub;
        if (one.open && isMeant) {
            tabs->showEntry(one.id);
            tabs->page(one.id)->selectInstance(InstanceId(id));
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
    const QString written = displaytext::withNumber(tr("%n instance{|s} written to %1.", nullptr,
                                                       static_cast<int>(result.count)),
                                                    result.count)
                                .arg(path);
    if (result.skipped.empty()) {
        messages->showMessage(MessageBar::Severity::Info, written);
    } else {
        messages->showMessage(
            MessageBar::Severity::Warning,
            displaytext::withNumber(tr("%1 %n could not be read and {is|are} not in the file.",
                                       nullptr, static_cast<int>(result.skipped.size())),
                                    static_cast<qint64>(result.skipped.size()))
                .arg(written));
    }
}

void MainWindow::Private::retitle()
{
    const HubRegistry::Entry *entry = parts.hubs.find(tabs->currentEntry());
    QString title = tr("Hubdeck");
    if (entry) {
        const QString name = displaytext::singleLine(parts.hubs.title(entry->id), 80);
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
        q->resizeDocks({ hubsDock, details },
                       { qMax(196, q->width() * 15 / 100), q->width() * 31 / 100 }, Qt::Horizontal);
        q->resizeDocks({ activityDock }, { 92 }, Qt::Vertical);
    }
    details->restoreState(settings.value(u"details/layout"_s).toByteArray());
    savedViews->load(parts.settings);
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
    applyAppearance(appearance, d->systemPalette);
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
    if (const InstancesPage *page = d->tabs->page(d->tabs->currentEntry())) {
        settings.setValue(u"instances/columns"_s, page->saveColumns());
    }
    d->saveHubs();
}

void MainWindow::Private::saveHubs()
{
    saveSoon.stop();
    tabs->keepViews();
    savedViews->save(parts.settings);
    parts.hubs.save(parts.settings);
    parts.settings.sync();
}

bool MainWindow::event(QEvent *event)
{
    const bool taken = QMainWindow::event(event);
    if (event->type() == QEvent::ThemeChange && d && d->built) {
        // The desktop went from light to dark or back.
        d->systemPalette = takeDesktopPalette();
        setAppearance(d->appearance);
    }
    return taken;
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
