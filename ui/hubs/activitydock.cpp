// SPDX-License-Identifier: MIT
#include "ui/hubs/activitydock.h"

#include "models/activity/activitymodel.h"
#include "models/roles.h"
#include "ui/hubs/activitydelegate.h"
#include "ui/hubs/headingbar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::StringLiterals;

ActivityDock::ActivityDock(ActivityModel &model, QWidget *parent)
    : QDockWidget(tr("Activity"), parent)
    , m_model(model)
    , m_list(new QListView(this))
{
    setObjectName(u"activityDock"_s);
    auto *heading = new HeadingBar(tr("Activity"), this);
    auto *clear = heading->addButton(u"trash"_s, tr("Clear this list"), u"clearActivity"_s);
    auto *close = heading->addButton(u"close"_s, tr("Hide the activity list"), u"hideActivity"_s);
    connect(clear, &QToolButton::clicked, this, [this] { m_model.clear(); });
    connect(close, &QToolButton::clicked, this, &QWidget::close);
    setTitleBarWidget(heading);

    m_list->setObjectName(u"activityList"_s);
    m_list->setAccessibleName(tr("Activity"));
    m_list->setModel(&model);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setItemDelegate(new ActivityDelegate(m_list));
    connect(m_list, &QListView::activated, this, &ActivityDock::activate);
    connect(m_list, &QListView::customContextMenuRequested, this, &ActivityDock::showMenu);

    auto *empty
        = new QLabel(tr("What you do to instances is listed here, with its outcome."), this);
    empty->setIndent(12);
    empty->setForegroundRole(QPalette::PlaceholderText);
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 4);
    column->setSpacing(0);
    column->addWidget(empty, 0, Qt::AlignTop);
    column->addWidget(m_list, 1);
    setWidget(body);
    const auto showRows = [this, empty] {
        empty->setVisible(m_model.rowCount() == 0);
        m_list->setVisible(m_model.rowCount() > 0);
    };
    connect(&model, &QAbstractItemModel::rowsInserted, this, showRows);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, showRows);
    connect(&model, &QAbstractItemModel::modelReset, this, showRows);
    showRows();
}

void ActivityDock::activate(const QModelIndex &index)
{
    const QString id = index.data(IdRole).toString();
    if (!id.isEmpty()) {
        emit instanceRequested(index.data(ActivityModel::HubEntryRole).toInt(),
                               index.data(ActivityModel::HubRole).toString(), id);
    }
}

void ActivityDock::showMenu(const QPoint &place)
{
    const QModelIndex index = m_list->indexAt(place);
    if (!index.isValid()) {
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *show = menu->addAction(tr("Show the instance"));
    show->setEnabled(!index.data(IdRole).toString().isEmpty());
    const QPersistentModelIndex kept(index);
    connect(show, &QAction::triggered, this, [this, kept] { activate(kept); });
    connect(menu->addAction(tr("Copy")), &QAction::triggered, this, &ActivityDock::copyCurrent);
    menu->popup(m_list->viewport()->mapToGlobal(place));
}

void ActivityDock::copyCurrent()
{
    QModelIndexList rows = m_list->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList lines;
    for (const QModelIndex &row : std::as_const(rows)) {
        const QString detail = row.data(ActivityModel::DetailRole).toString();
        lines.append(QStringList { row.data().toString(),
                                   row.data(ActivityModel::HubRole).toString(),
                                   row.data(ActivityModel::WhatRole).toString(),
                                   row.data(ActivityModel::ResultRole).toString(), detail }
                         .join(u'\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace hubdeck
