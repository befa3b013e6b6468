// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace hubdeck {

class ActionRegistry;
class HubTabs;
class InstancesPage;
class Prompts;
class SavedViewsModel;
class SavedViewsPanel;

/// What can be done with saved views: keep the view in front, apply one to it, rename, replace and
/// remove.
class SavedViewActions : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the object; dialogs are children of `window`.
    SavedViewActions(ActionRegistry &actions, SavedViewsModel &views, SavedViewsPanel &panel,
                     HubTabs &tabs, Prompts &prompts, QWidget &window);

    /// A page has loaded its rows: the views that show the same are told how many.
    void noteLoaded(const InstancesPage &page);

signals:
    /// A view was chosen and there is no hub to show it of.
    void noHub();

private:
    void saveCurrent();
    void keep(const QString &name);
    void apply(const QString &name);
    void rename(const QString &name);
    void remove(const QString &name);

    SavedViewsModel &m_views;
    HubTabs &m_tabs;
    Prompts &m_prompts;
    QWidget &m_window;
};

} // namespace hubdeck
