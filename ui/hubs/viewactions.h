// SPDX-License-Identifier: MIT
#pragma once

#include "ui/shell/appearance.h"

#include <QObject>

class QAction;
class QWidget;

namespace hubdeck {

class ActionRegistry;
class CommandPalette;
class HubTabs;
class InstanceDock;
class TimeDisplay;

/// The actions that concern the window itself: refresh, focus, details, times, colours, command
/// palette, help.
class ViewActions : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the object.
    ViewActions(ActionRegistry &actions, HubTabs &tabs, InstanceDock &details, TimeDisplay &time,
                QWidget &window);

    /// Alt+1 to Alt+9: in no menu.
    [[nodiscard]] QList<QAction *> detailsTabs() const { return m_detailsTabs; }

signals:
    void refreshRequested();
    void detailsRequested();
    void appearanceChosen(hubdeck::Appearance appearance);

private:
    void addHubViewActions();
    void addDetailsTabs();
    void addWindowActions();
    void addTimeAction();
    void addAppearances();
    void about();

    ActionRegistry &m_actions;
    HubTabs &m_tabs;
    InstanceDock &m_details;
    TimeDisplay &m_time;
    QWidget &m_window;
    CommandPalette *m_palette;
    QList<QAction *> m_detailsTabs;
};

} // namespace hubdeck
