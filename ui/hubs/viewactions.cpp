// SPDX-License-Identifier: MIT
#include "ui/hubs/viewactions.h"

#include "models/displaytext.h"
#include "ui/details/instancedock.h"
#include "ui/hubs/hubtabs.h"
#include "ui/instances/instancespage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/commandpalette.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMessageBox>

namespace hubdeck {

using namespace Qt::StringLiterals;

ViewActions::ViewActions(ActionRegistry &actions, HubTabs &tabs, InstanceDock &details,
                         TimeDisplay &time, QWidget &window)
    : QObject(&window)
    , m_actions(actions)
    , m_tabs(tabs)
    , m_details(details)
    , m_time(time)
    , m_window(window)
    , m_palette(new CommandPalette(actions, &window))
{
    addHubViewActions();
    addDetailsTabs();
    addTimeAction();
    addAppearances();
    addWindowActions();
}

void ViewActions::addHubViewActions()
{
    const auto hubOpen = [this] {
        return m_tabs.currentEntry() != 0 ? Verdict {} : Verdict { false, tr("No hub is open.") };
    };
    const auto pageOpen = [this, hubOpen] {
        const Verdict open = hubOpen();
        return !open || m_tabs.currentPage()
            ? open
            : Verdict { false, tr("Go to the instances of the hub first.") };
    };
    m_actions.add({ .id = u"hub.refresh"_s,
                    .text = tr("Refresh"),
                    .category = tr("Hub"),
                    .iconName = u"refresh"_s,
                    .shortcuts = { QKeySequence(Qt::Key_F5) },
                    .hint = tr("Ask the hub again"),
                    .enabledWhen = hubOpen,
                    .run = [this] { emit refreshRequested(); } });
    m_actions.add({ .id = u"hub.instances"_s,
                    .text = tr("&Instances"),
                    .category = tr("Hub"),
                    .shortcuts = { QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I) },
                    .hint = tr("Show the instances of the hub in front"),
                    .enabledWhen = hubOpen,
                    .run = [this] { m_tabs.showEntry(m_tabs.currentEntry()); } });
    m_actions.add({ .id = u"hub.entities"_s,
                    .text = tr("&Entities"),
                    .category = tr("Hub"),
                    .iconName = u"entity"_s,
                    .shortcuts = { QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E) },
                    .hint = tr("Show the entities of the hub in front"),
                    .enabledWhen = hubOpen,
                    .run = [this] { m_tabs.showEntities(m_tabs.currentEntry()); } });
    m_actions.add({ .id = u"hub.health"_s,
                    .text = tr("&Health"),
                    .category = tr("Hub"),
                    .iconName = u"activity"_s,
                    .shortcuts = { QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H) },
                    .hint = tr("Show partitions, queues and signs that the hub is stuck"),
                    .enabledWhen =
                        [this, hubOpen] {
                            const Verdict open = hubOpen();
                            return open ? m_tabs.can(m_tabs.currentEntry(), Feature::Health) : open;
                        },
                    .run = [this] { m_tabs.showHealth(m_tabs.currentEntry()); } });
    m_actions.add({ .id = u"instance.open"_s,
                    .text = tr("Show details"),
                    .category = tr("Instance"),
                    .enabledWhen = pageOpen,
                    .run = [this] {
                        m_details.show();
                        m_details.raise();
                        emit detailsRequested();
                    } });
    m_actions.add({ .id = u"view.query"_s,
                    .text = tr("&Query bar"),
                    .category = tr("View"),
                    .shortcuts = { QKeySequence(Qt::CTRL | Qt::Key_L) },
                    .enabledWhen = pageOpen,
                    .run = [this] { m_tabs.currentPage()->focusQueryBar(); } });
    m_actions.add({ .id = u"view.narrow"_s,
                    .text = tr("&Narrow the loaded rows"),
                    .category = tr("View"),
                    .shortcuts = { QKeySequence(Qt::CTRL | Qt::Key_F) },
                    .enabledWhen = pageOpen,
                    .run = [this] { m_tabs.currentPage()->focusNarrow(); } });
}

void ViewActions::addDetailsTabs()
{
    for (int tab = 0; tab < 9; ++tab) {
        m_detailsTabs.append(
            m_actions.add({ .id = u"view.detailsTab%1"_s.arg(tab + 1),
                            .text = tr("Details tab %1").arg(tab + 1),
                            .category = tr("View"),
                            .shortcuts = { QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + tab)) },
                            .run = [this, tab] {
                                m_details.show();
                                m_details.showTab(tab);
                            } }));
    }
}

void ViewActions::addTimeAction()
{
    QAction *utc = m_actions.add({ .id = u"view.utc"_s,
                                   .text = tr("Times in &UTC"),
                                   .category = tr("View"),
                                   .hint = tr("Show all times in UTC instead of local time") });
    utc->setCheckable(true);
    connect(utc, &QAction::toggled, this, [this](bool on) { m_time.setUtc(on); });
    connect(&m_time, &TimeDisplay::changed, utc, [this, utc] { utc->setChecked(m_time.isUtc()); });
}

void ViewActions::addAppearances()
{
    auto *group = new QActionGroup(this);
    const std::array choices { std::pair(Appearance::System, tr("Colours as the desk&top")),
                               std::pair(Appearance::Light, tr("&Light colours")),
                               std::pair(Appearance::Dark, tr("&Dark colours")) };
    for (const auto &[choice, text] : choices) {
        QAction *action
            = m_actions.add({ .id = u"view.theme."_s + nameOf(choice),
                              .text = text,
                              .category = tr("View"),
                              .run = [this, choice = choice] { emit appearanceChosen(choice); } });
        action->setCheckable(true);
        group->addAction(action);
    }
}

void ViewActions::addWindowActions()
{
    m_actions.add({ .id = u"view.palette"_s,
                    .text = tr("&Command palette…"),
                    .category = tr("View"),
                    .iconName = u"command"_s,
                    .shortcuts = { QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P) },
                    .hint = tr("Find any command by its name"),
                    .run = [this] {
                        m_actions.update();
                        m_palette->open();
                    } });
    m_actions.add({ .id = u"file.quit"_s,
                    .text = tr("&Quit"),
                    .category = tr("File"),
                    .shortcuts = { QKeySequence(Qt::CTRL | Qt::Key_Q) },
                    .run = [this] { m_window.close(); } });
    m_actions.add({ .id = u"help.about"_s,
                    .text = tr("&About Hubdeck"),
                    .category = tr("Help"),
                    .run = [this] { about(); } });
}

void ViewActions::about()
{
    auto *box = new QMessageBox(&m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"aboutBox"_s);
    box->setWindowTitle(tr("About Hubdeck"));
    box->setIconPixmap(
        QIcon(u":/icons/hubdeck.svg"_s).pixmap(QSize(56, 56), m_window.devicePixelRatioF()));
    box->setTextFormat(Qt::PlainText);
    box->setText(tr("Hubdeck %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(
        tr("A desktop console for Durable Task and Durable Functions hubs.\n\nMIT licence. Built "
           "with Qt %1 (LGPL-3), simdjson, nlohmann-json and cpp-httplib.")
            .arg(QString::fromLatin1(qVersion())));
    box->open();
}

} // namespace hubdeck
