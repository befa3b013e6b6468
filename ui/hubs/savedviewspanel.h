// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/savedviews.h"

#include <QStyledItemDelegate>
#include <QWidget>

class QLabel;
class QListView;
class QMenu;

namespace hubdeck {

/// A saved view: a star, its name and at the right end its last count.
class SavedViewDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

/// The part of the hubs dock with the saved views. A click or Enter applies one.
class SavedViewsPanel : public QWidget
{
    Q_OBJECT

public:
    /// `model` must outlive the panel.
    explicit SavedViewsPanel(SavedViewsModel &model, QWidget *parent = nullptr);

signals:
    void saveRequested();
    void chosen(const QString &name);
    void renameRequested(const QString &name);
    void replaceRequested(const QString &name);
    void removeRequested(const QString &name);

private:
    void showMenu(const QPoint &place);
    void showRows();
    [[nodiscard]] QString currentName() const;

    SavedViewsModel &m_model;
    QListView *m_list;
    QLabel *m_empty;
};

} // namespace hubdeck
