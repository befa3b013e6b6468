// SPDX-License-Identifier: MIT
#include "models/hubs/hubtreemodel.h"

#include "models/displaytext.h"

#include <algorithm>

namespace hubdeck {

namespace {

// A hub's index carries the row of its connection plus one; a connection's carries nothing.
constexpr quintptr connectionLevel = 0;

QString badge(HubKind kind)
{
    switch (kind) {
    case HubKind::Http:
        return HubTreeModel::tr("HTTP");
    case HubKind::Storage:
        return HubTreeModel::tr("storage");
    case HubKind::Sandbox:
        return HubTreeModel::tr("sandbox");
    case HubKind::ExportFile:
        break;
    }
    return HubTreeModel::tr("file");
}

QString hubName(const HubRegistry::Entry &entry)
{
    if (entry.info.kind != HubKind::Http) {
        return displaytext::singleLine(entry.info.name);
    }
    return entry.address.taskHub.isEmpty() ? HubTreeModel::tr("default hub")
                                           : displaytext::singleLine(entry.address.taskHub.text());
}

} // namespace

HubTreeModel::HubTreeModel(HubRegistry &registry, QObject *parent)
    : QAbstractItemModel(parent)
    , m_registry(registry)
{
    regroup();
    connect(&registry, &HubRegistry::aboutToChange, this, [this] { beginResetModel(); });
    connect(&registry, &HubRegistry::changed, this, [this] {
        regroup();
        endResetModel();
    });
    connect(&registry, &HubRegistry::entryChanged, this, &HubTreeModel::entryChanged);
}

void HubTreeModel::regroup()
{
    m_groups.clear();
    for (const HubRegistry::Entry &entry : m_registry.entries()) {
        auto group = std::ranges::find_if(m_groups, [&entry](const Group &known) {
            return known.connection == entry.connection && known.kind == entry.info.kind;
        });
        if (group == m_groups.end()) {
            group
                = m_groups.insert(m_groups.end(), Group { entry.connection, entry.info.kind, {} });
        }
        group->hubs.push_back(entry.id);
    }
}

void HubTreeModel::entryChanged(HubRegistry::EntryId id)
{
    const QModelIndex hub = indexOf(id);
    if (hub.isValid()) {
        emit dataChanged(hub, hub);
        emit dataChanged(hub.parent(), hub.parent());
    }
}

QModelIndex HubTreeModel::indexOf(HubRegistry::EntryId id) const
{
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        const auto &hubs = m_groups[group].hubs;
        const auto found = std::ranges::find(hubs, id);
        if (found != hubs.end()) {
            return createIndex(static_cast<int>(found - hubs.begin()), 0, quintptr(group + 1));
        }
    }
    return {};
}

QModelIndex HubTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column,
                       parent.isValid() ? quintptr(parent.row()) + 1 : connectionLevel);
}

QModelIndex HubTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == connectionLevel) {
        return {};
    }
    return createIndex(static_cast<int>(child.internalId() - 1), 0, connectionLevel);
}

int HubTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) {
        return static_cast<int>(m_groups.size());
    }
    if (parent.internalId() != connectionLevel || parent.column() != 0) {
        return 0;
    }
    return static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())].hubs.size());
}

int HubTreeModel::columnCount(const QModelIndex & /*parent*/) const
{
    return 1;
}

const HubRegistry::Entry *HubTreeModel::entryAt(const QModelIndex &index) const
{
    const Group &group = m_groups[static_cast<std::size_t>(index.internalId() - 1)];
    return m_registry.find(group.hubs[static_cast<std::size_t>(index.row())]);
}

QVariant HubTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    if (index.internalId() == connectionLevel) {
        return groupData(m_groups[static_cast<std::size_t>(index.row())], role);
    }
    const HubRegistry::Entry *entry = entryAt(index);
    return entry ? hubData(*entry, role) : QVariant();
}

QVariant HubTreeModel::hubData(const HubRegistry::Entry &entry, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return hubName(entry);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return toolTip(entry);
    case EntryIdRole:
        return entry.id;
    case KindRole:
        return static_cast<int>(entry.info.kind);
    case ReachabilityRole:
        return static_cast<int>(entry.reachability);
    case OpenRole:
        return entry.open;
    case ProductionRole:
        return entry.info.production;
    case ReadOnlyRole:
        return entry.info.readOnly;
    case BadgeRole:
        return badge(entry.info.kind);
    default:
        return {};
    }
}

QVariant HubTreeModel::groupData(const Group &group, int role) const
{
    const HubRegistry::Entry *first = m_registry.find(group.hubs.front());
    if (!first) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return displaytext::singleLine(group.connection);
    case Qt::ToolTipRole: {
        const QString rest = toolTip(*first);
        return first->info.address == group.connection
            ? rest
            : displaytext::singleLine(group.connection) + u'\n' + rest;
    }
    case EntryIdRole:
        return 0;
    case BadgeRole:
        return QString();
    case ProductionRole:
    case ReadOnlyRole:
        return std::ranges::any_of(group.hubs, [this, role](HubRegistry::EntryId id) {
            const HubRegistry::Entry *entry = m_registry.find(id);
            return entry
                && (role == ProductionRole ? entry->info.production : entry->info.readOnly);
        });
    case ReachabilityRole: {
        int worst = 0;
        for (const HubRegistry::EntryId id : group.hubs) {
            const HubRegistry::Entry *entry = m_registry.find(id);
            worst = qMax(worst, entry ? static_cast<int>(entry->reachability) : 0);
        }
        return worst;
    }
    default:
        return hubData(*first, role);
    }
}

QString HubTreeModel::toolTip(const HubRegistry::Entry &entry)
{
    QStringList lines;
    if (!entry.info.address.isEmpty()) {
        lines.append(entry.info.address);
    }
    if (entry.storage) {
        // Accounts of one name may stand behind different addresses or ports.
        const QString place = entry.storage->account.tableEndpoint.authority();
        if (!place.isEmpty() && !entry.info.address.contains(place)) {
            lines.append(place);
        }
    }
    switch (entry.reachability) {
    case HubRegistry::Reachability::Unknown:
        lines.append(entry.open ? tr("Not asked yet") : tr("Not open"));
        break;
    case HubRegistry::Reachability::Checking:
        lines.append(tr("Asking…"));
        break;
    case HubRegistry::Reachability::Reachable:
        lines.append(tr("Answers"));
        break;
    case HubRegistry::Reachability::Unreachable:
        lines.append(entry.problem);
        break;
    }
    if (entry.info.production) {
        lines.append(tr("Production: every action asks"));
    }
    if (entry.info.readOnly) {
        lines.append(tr("Read-only: nothing can be changed"));
    }
    if (entry.keyMissing) {
        lines.append(
            tr("Keys are kept in memory only: it is asked for again when you open the hub"));
    }
    return lines.join(u'\n');
}

} // namespace hubdeck
