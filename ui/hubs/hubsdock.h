// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubregistry.h"

#include <QDockWidget>

#include <optional>

class QLabel;
class QMenu;
class QTreeView;

namespace hubdeck {

class HubTreeModel;

/// The dock with every known connection and its hubs. A double click or Enter opens a hub.
class HubsDock : public QDockWidget
{
    Q_OBJECT

public:
    /// `registry` must outlive the dock.
    explicit HubsDock(HubRegistry &registry, QWidget *parent = nullptr);

    /// Marks the hub whose tab is in front.
    void setCurrent(HubRegistry::EntryId id);
    /// 0 when the cursor is on no hub; for a connection its only hub.
    [[nodiscard]] HubRegistry::EntryId current() const;
    /// The menu of the rows, filled by the caller; not owned.
    void setContextMenu(QMenu *menu);

    /// The hub of the row whose menu is shown, or whose action is run by it: 0 for a row that
    /// stands for no hub. None while there is no such menu.
    [[nodiscard]] std::optional<HubRegistry::EntryId> menuEntry() const { return m_menuEntry; }

    /// Puts a widget below the hubs.
    void addSection(QWidget *section);

signals:
    void activated(hubdeck::HubRegistry::EntryId id);
    void currentChanged();
    void connectRequested();
    void sandboxRequested();
    void menuEntryChanged();

private:
    [[nodiscard]] HubRegistry::EntryId entryOf(const QModelIndex &index) const;
    void setMenuEntry(std::optional<HubRegistry::EntryId> id);
    void activate(const QModelIndex &index);
    void showMenu(const QPoint &place);

    HubTreeModel *m_model;
    QTreeView *m_tree;
    QLabel *m_empty;
    QMenu *m_menu = nullptr;
    std::optional<HubRegistry::EntryId> m_menuEntry;
};

} // namespace hubdeck
