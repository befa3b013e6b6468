// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/identifiers.h"

#include <QTableView>

class QMenu;

namespace hubdeck {

class HistoryModel;

/// The table of a HistoryModel: its columns share the width that there is until somebody moves
/// one, and scroll where the types of the events need more, sub-orchestrations expand by their
/// triangles and by the right and left arrow keys, rows are copied as text.
class HistoryTable : public QTableView
{
    Q_OBJECT

public:
    /// `model` must outlive the table.
    explicit HistoryTable(HistoryModel &model, QWidget *parent = nullptr);

    /// The widths that somebody chose; empty while they fit themselves.
    [[nodiscard]] QByteArray saveColumns() const;
    /// From saveColumns(); anything else changes nothing.
    void restoreColumns(const QByteArray &columns);
    /// Gives every column its part of the width, unless somebody chose.
    void fitColumns();

signals:
    /// An expandable row's own instance was asked for.
    void instanceRequested(const hubdeck::InstanceId &id);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] bool moveInTree(int key);
    [[nodiscard]] QMenu *makeMenu(int row);
    void stretchResult();
    void copyRows() const;

    HistoryModel &m_model;
    bool m_fitting = false;
    bool m_chosen = false;
};

} // namespace hubdeck
