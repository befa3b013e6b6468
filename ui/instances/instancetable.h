// SPDX-License-Identifier: MIT
#pragma once

#include <QPersistentModelIndex>
#include <QTableView>

#include <vector>

class QMenu;

namespace hubdeck {

class InstanceDelegate;
class InstanceTableModel;

/// The table of instances: fixed sections (nothing is ever measured over all rows), stable scroll
/// position and selection while rows come and go, copying.
class InstanceTable : public QTableView
{
    Q_OBJECT

public:
    enum class CopyFormat { Ids, Text, Csv, Json };

    /// `model` must outlive the table.
    explicit InstanceTable(InstanceTableModel &model, QWidget *parent = nullptr);
    ~InstanceTable() override;

    /// Selected rows from top to bottom.
    [[nodiscard]] std::vector<int> selectedRowNumbers() const;
    /// Not owned; the copy menu is added while it is open. Null: the copy menu alone.
    void setRowMenu(QMenu *menu);
    void copy(CopyFormat format) const;
    /// Makes the row current and visible and selects it alone.
    void showRow(int row);
    /// Widths that suit the first rows; only until a person resizes a column.
    void fitColumns();
    /// Order, widths, sorting and which columns are shown; those that this road does not tell stay
    /// chosen for others.
    [[nodiscard]] QByteArray saveColumns() const;
    /// From saveColumns(); false when it is something else.
    bool restoreColumns(const QByteArray &state);
    /// First and last row that are visible; -1 when there is none.
    [[nodiscard]] std::pair<int, int> visibleRows() const;

signals:
    /// Enter or double-click on a row.
    void rowActivated();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void buildCopyMenu();
    void arrangeColumns();
    void followBefore();
    void followAfter();
    [[nodiscard]] int widthWanted(int column) const;
    [[nodiscard]] int fittingWidth(int column) const;
    void columnResized(int column, int before, int now);
    void columnChosen(int column, bool shown);
    void applyFont();
    void sortBy(int column, Qt::SortOrder order);
    void rememberTop();
    void restoreTop();
    void rememberSelection();
    void restoreSelection();

    InstanceTableModel &m_model;
    InstanceDelegate *m_delegate;
    QMenu *m_copyMenu;
    QMenu *m_rowMenu = nullptr;
    QPersistentModelIndex m_top;
    QStringList m_selectedIds;
    QString m_currentId;
    quint32 m_extrasForOthers = 0; // shown on roads that tell them; by bit from ParentColumn
    bool m_sorting = false;
    bool m_fitting = false;
    bool m_resizedByPerson = false;
};

} // namespace hubdeck
