// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/actions.h"

#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <QPalette>

#include <functional>
#include <vector>

class QMenu;

namespace hubdeck {

/// The one list of everything the window can do: menus, tool bar, context menu and command palette
/// are built from it. Each action knows when it is possible and says why not in its tool tip.
class ActionRegistry : public QObject
{
    Q_OBJECT

public:
    enum class Look { Plain, Primary, Danger };

    struct Spec
    {
        QString id {}; // `instance.terminate`; also the action's object name
        QString text {}; // `Terminate…`, may hold a mnemonic
        QString category {}; // `Instance`: shown before the text in the command palette
        QString iconName {}; // for theme::icon(); may be empty
        QList<QKeySequence> shortcuts {};
        QString hint {}; // what it does; the tool tip while it is possible
        Look look = Look::Plain;
        std::function<Verdict()> enabledWhen {}; // none: always
        std::function<void()> run {};
    };

    explicit ActionRegistry(QObject *parent = nullptr);

    /// The action belongs to the registry. Ids are unique.
    QAction *add(Spec spec);
    /// Null for an id that was never added.
    [[nodiscard]] QAction *action(const QString &id) const;
    /// Appends actions to a menu by id; an empty id is a separator.
    void fill(QMenu &menu, const QStringList &ids) const;

    struct Item
    {
        QAction *action = nullptr;
        QString category;
        QString text; // without mnemonic
        QString reason; // why it is not possible now; empty when it is
    };

    /// Everything, in the order added: for the command palette.
    [[nodiscard]] std::vector<Item> items() const;
    [[nodiscard]] Look lookOf(const QAction *action) const;

    /// Asks every rule again.
    void update();
    /// Draws the icons in the colours of a palette.
    void setPalette(const QPalette &palette);

private:
    struct Entry
    {
        Spec spec;
        QAction *action = nullptr;
        QString reason;
    };

    static void apply(Entry &entry, const Verdict &verdict);

    std::vector<Entry> m_entries;
};

} // namespace hubdeck
