// SPDX-License-Identifier: MIT
#include "ui/hubs/hubsdock.h"

#include "models/hubs/hubtreemodel.h"
#include "ui/hubs/headingbar.h"
#include "ui/hubs/hubdelegate.h"

#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::StringLiterals;

HubsDock::HubsDock(HubRegistry &registry, QWidget *parent)
    : QDockWidget(tr("Hubs"), parent)
    , m_model(new HubTreeModel(registry, this))
    , m_tree(new QTreeView(this))
    , m_empty(new QLabel(tr("No hub yet. Connect to a function app, or open the sandbox."), this))
{
    setObjectName(u"hubsDock"_s);
    auto *heading = new HeadingBar(tr("Hubs"), this);
    auto *sandbox = heading->addButton(u"flask"_s, tr("Open the sandbox hub"), u"addSandbox"_s);
    auto *add = heading->addButton(u"plus"_s, tr("Connect to a hub"), u"addHub"_s);
    connect(sandbox, &QToolButton::clicked, this, &HubsDock::sandboxRequested);
    connect(add, &QToolButton::clicked, this, &HubsDock::connectRequested);
    setTitleBarWidget(heading);

    m_tree->setObjectName(u"hubTree"_s);
    m_tree->setAccessibleName(tr("Hubs"));
    m_tree->setModel(m_model);
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(16);
    m_tree->setUniformRowHeights(true);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setItemDelegate(new HubDelegate(m_tree));
    m_tree->expandAll();
    connect(m_tree, &QTreeView::activated, this, &HubsDock::activate);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &HubsDock::showMenu);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &HubsDock::currentChanged);

    m_empty->setWordWrap(true);
    m_empty->setMargin(12);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAlignment(Qt::AlignTop);
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_empty);
    column->addWidget(m_tree, 1);
    setWidget(body);
    const auto showRows = [this] {
        m_tree->expandAll();
        m_empty->setVisible(m_model->rowCount() == 0);
        m_tree->setVisible(m_model->rowCount() > 0);
    };
    connect(m_model, &QAbstractItemModel::modelReset, this, showRows);
    showRows();
}

void HubsDock::setCurrent(HubRegistry::EntryId id)
{
    m_tree->setCurrentIndex(m_model->indexOf(id));
}

HubRegistry::EntryId HubsDock::current() const
{
    return entryOf(m_tree->currentIndex());
}

HubRegistry::EntryId HubsDock::entryOf(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return 0;
    }
    if (!index.parent().isValid()) {
        return m_model->rowCount(index) == 1
            ? m_model->index(0, 0, index).data(HubTreeModel::EntryIdRole).toInt()
            : 0;
    }
    return index.data(HubTreeModel::EntryIdRole).toInt();
}

void HubsDock::setContextMenu(QMenu *menu)
{
    m_menu = menu;
    // A menu hides before it runs the action that was chosen: the row is meant until then.
    connect(
        menu, &QMenu::aboutToHide, this,
        [this] {
            if (!m_menu->isVisible()) { // not for another row by now
                setMenuEntry({});
            }
        },
        Qt::QueuedConnection);
}

void HubsDock::setMenuEntry(std::optional<HubRegistry::EntryId> id)
{
    m_menuEntry = id;
    emit menuEntryChanged();
}

void HubsDock::addSection(QWidget *section)
{
    static_cast<QVBoxLayout *>(widget()->layout())->addWidget(section);
}

void HubsDock::activate(const QModelIndex &index)
{
    const auto id = index.data(HubTreeModel::EntryIdRole).toInt();
    if (id != 0) {
        emit activated(id);
    } else if (current() != 0) {
        emit activated(current());
    } else {
        m_tree->setExpanded(index, !m_tree->isExpanded(index));
    }
}

void HubsDock::showMenu(const QPoint &place)
{
    const QModelIndex row = m_tree->indexAt(place);
    if (m_menu && row.isValid()) {
        setMenuEntry(entryOf(row));
        m_menu->popup(m_tree->viewport()->mapToGlobal(place));
    }
}

} // namespace hubdeck
