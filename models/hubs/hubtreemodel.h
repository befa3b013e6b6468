// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubregistry.h"

#include <QAbstractItemModel>

namespace hubdeck {

/// The registry as a tree of two levels: connections, and the hubs reached through them.
class HubTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role : int {
        EntryIdRole = Qt::UserRole + 100, // HubRegistry::EntryId; 0 for a connection
        KindRole, // HubKind as int
        ReachabilityRole, // HubRegistry::Reachability as int; of a connection, the worst of its
                          // hubs'
        OpenRole, // bool
        ProductionRole, // bool
        ReadOnlyRole, // bool
        BadgeRole, // the word at the right end: `HTTP`, `sandbox`
    };

    /// `registry` must outlive the model.
    explicit HubTreeModel(HubRegistry &registry, QObject *parent = nullptr);

    [[nodiscard]] QModelIndex indexOf(HubRegistry::EntryId id) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

private:
    struct Group
    {
        QString connection;
        HubKind kind = HubKind::Http;
        std::vector<HubRegistry::EntryId> hubs;
    };

    void regroup();
    void entryChanged(HubRegistry::EntryId id);
    [[nodiscard]] const HubRegistry::Entry *entryAt(const QModelIndex &index) const;
    [[nodiscard]] QVariant hubData(const HubRegistry::Entry &entry, int role) const;
    [[nodiscard]] QVariant groupData(const Group &group, int role) const;
    [[nodiscard]] static QString toolTip(const HubRegistry::Entry &entry);

    HubRegistry &m_registry;
    std::vector<Group> m_groups;
};

} // namespace hubdeck
