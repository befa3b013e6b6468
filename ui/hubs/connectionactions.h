// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubregistry.h"

#include <QObject>

#include <functional>

class QWidget;

namespace hubdeck {

class ActionRegistry;
class Prompts;
struct ConnectionChoice;

/// What can be done to connections: add, open, edit, check, close, forget; the sandbox; a function
/// app's folder.
class ConnectionActions : public QObject
{
    Q_OBJECT

public:
    /// `current` tells the entry that is meant: the tab in front or the row of the hubs dock; 0 for
    /// none. All must outlive the object; dialogs are children of `window`.
    ConnectionActions(ActionRegistry &actions, HubRegistry &hubs, Prompts &prompts,
                      std::function<HubRegistry::EntryId()> current, QWidget &window);

    /// Opens an entry; asks for its key first when it was remembered without one.
    void open(HubRegistry::EntryId id);
    /// Closes an open hub; asks first while actions are being sent to its instances.
    void close(HubRegistry::EntryId id);
    /// Asks for a hub and opens it.
    void connectToHub();
    /// The same for a hub whose address is known already.
    void connectToHub(const HubAddress &address);

    /// Ids for the menus; an empty one is a separator.
    [[nodiscard]] static QStringList fileMenu();
    [[nodiscard]] static QStringList hubMenu();
    [[nodiscard]] static QStringList contextMenu();

signals:
    void failed(const hubdeck::TaskHubError &error);

private:
    void addActions();
    void edit(HubRegistry::EntryId id);
    void remove(HubRegistry::EntryId id);
    void openProject();
    [[nodiscard]] Verdict entryIs(bool open) const;
    [[nodiscard]] Verdict editable() const;
    /// What questions call the hub.
    [[nodiscard]] QString nameOf(HubRegistry::EntryId id) const;
    /// Asks while actions are being sent to the hub's instances: what closes it stops them.
    [[nodiscard]] bool mayClose(HubRegistry::EntryId id);
    /// The same for the entries that a choice changes.
    [[nodiscard]] bool mayTake(const ConnectionChoice &choice, HubRegistry::EntryId editing);
    /// Runs the dialog; on acceptance the entry is added or changed, and opened.
    void ask(const HubAddress *address, HubRegistry::EntryId editing);
    void take(const ConnectionChoice &choice, HubRegistry::EntryId editing);
    void takeHttp(const ConnectionChoice &choice, HubRegistry::EntryId editing);
    void takeStorage(const ConnectionChoice &choice, HubRegistry::EntryId editing);

    ActionRegistry &m_actions;
    HubRegistry &m_hubs;
    Prompts &m_prompts;
    std::function<HubRegistry::EntryId()> m_current;
    QWidget &m_window;
};

} // namespace hubdeck
