// SPDX-License-Identifier: MIT
#include "ui/hubs/savedviewactions.h"

#include "models/hubs/savedviews.h"
#include "ui/dialogs/namedialog.h"
#include "ui/hubs/hubtabs.h"
#include "ui/hubs/savedviewspanel.h"
#include "ui/instances/instancespage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/prompts.h"

namespace hubdeck {

using namespace Qt::StringLiterals;

SavedViewActions::SavedViewActions(ActionRegistry &actions, SavedViewsModel &views,
                                   SavedViewsPanel &panel, HubTabs &tabs, Prompts &prompts,
                                   QWidget &window)
    : QObject(&window)
    , m_views(views)
    , m_tabs(tabs)
    , m_prompts(prompts)
    , m_window(window)
{
    const QAction *save
        = actions.add({ .id = u"view.save"_s,
                        .text = tr("&Save view…"),
                        .category = tr("View"),
                        .iconName = u"star"_s,
                        .shortcuts = { QKeySequence(Qt::CTRL | Qt::Key_D) },
                        .hint = tr("Keep query, columns and sort order under a name"),
                        .enabledWhen =
                            [this] {
                                return m_tabs.currentPage()
                                    ? Verdict {}
                                    : Verdict { false, tr("Go to the instances of a hub first.") };
                            },
                        .run = [this] { saveCurrent(); } });
    connect(&panel, &SavedViewsPanel::saveRequested, save, &QAction::trigger);
    connect(&panel, &SavedViewsPanel::chosen, this, &SavedViewActions::apply);
    connect(&panel, &SavedViewsPanel::renameRequested, this, &SavedViewActions::rename);
    connect(&panel, &SavedViewsPanel::removeRequested, this, &SavedViewActions::remove);
    connect(&panel, &SavedViewsPanel::replaceRequested, this, &SavedViewActions::keep);
}

void SavedViewActions::noteLoaded(const InstancesPage &page)
{
    m_views.noteCount(page.saveQuery(), page.shownCount());
}

void SavedViewActions::saveCurrent()
{
    const auto noteFor = [this](const QString &name) {
        return m_views.find(name) ? tr("Replaces the view of this name.") : QString();
    };
    NameDialog dialog({ tr("Save view"), tr("Save query, columns and sort order"), tr("Save") }, {},
                      noteFor, &m_window);
    if (m_prompts.run(dialog)) {
        keep(dialog.name());
    }
}

void SavedViewActions::keep(const QString &name)
{
    if (const InstancesPage *page = m_tabs.currentPage()) {
        m_views.put({ name, page->saveQuery(), page->saveColumns(), page->shownCount() });
    } else {
        emit noHub();
    }
}

void SavedViewActions::apply(const QString &name)
{
    m_tabs.showEntry(m_tabs.currentEntry());
    InstancesPage *page = m_tabs.currentPage();
    const SavedView *view = m_views.find(name);
    if (!page) {
        emit noHub();
    } else if (view) {
        page->restoreColumns(view->columns);
        page->restoreQuery(view->query);
    }
}

void SavedViewActions::rename(const QString &name)
{
    const auto noteFor = [this, name](const QString &to) {
        return m_views.find(to) && to.compare(name, Qt::CaseInsensitive) != 0
            ? tr("Replaces the view of this name.")
            : QString();
    };
    NameDialog dialog({ tr("Rename view"), tr("Rename the saved view"), tr("Rename") }, name,
                      noteFor, &m_window);
    if (m_prompts.run(dialog)) {
        m_views.rename(name, dialog.name());
    }
}

void SavedViewActions::remove(const QString &name)
{
    if (m_prompts.confirm(&m_window, tr("Remove view"),
                          tr("Remove the saved view %1? Nothing in a hub changes.").arg(name),
                          tr("Remove"))) {
        m_views.remove(name);
    }
}

} // namespace hubdeck
