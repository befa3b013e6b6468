// SPDX-License-Identifier: MIT
#pragma once

#include <QDockWidget>

class QListView;

namespace hubdeck {

class ActivityModel;

/// The dock with what was done to instances and what became of it, newest first.
class ActivityDock : public QDockWidget
{
    Q_OBJECT

public:
    /// `model` must outlive the dock.
    explicit ActivityDock(ActivityModel &model, QWidget *parent = nullptr);

signals:
    /// An entry about one instance was activated; `hubEntry` is 0 when only the hub's name is
    /// known.
    void instanceRequested(int hubEntry, const QString &hub, const QString &id);

private:
    void activate(const QModelIndex &index);
    void showMenu(const QPoint &place);
    void copyCurrent();

    ActivityModel &m_model;
    QListView *m_list;
};

} // namespace hubdeck
