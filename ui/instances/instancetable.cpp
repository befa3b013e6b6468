// SPDX-License-Identifier: MIT
#include "ui/instances/instancetable.h"

#include "models/instances/instancetablemodel.h"
#include "models/instances/instancetext.h"
#include "models/roles.h"
#include "ui/instances/instancedelegate.h"
#include "ui/instances/listheader.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

using Column = InstanceTableModel::Column;

/// Beyond this a selection is not carried over a change of the filter.
constexpr qsizetype selectionWorthKeeping = 10'000;

} // namespace

InstanceTable::InstanceTable(InstanceTableModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_delegate(new InstanceDelegate(this))
    , m_copyMenu(new QMenu(tr("Copy"), this))
{
    setObjectName(u"instanceTable"_s);
    setAccessibleName(tr("Instances"));
    auto *header = new ListHeader(this);
    header->setKeptSection(Column::IdColumn);
    header->setFirstExtraSection(Column::ParentColumn);
    setHorizontalHeader(header);
    setItemDelegate(m_delegate);
    followBefore();
    setModel(&model);
    followAfter();
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setFrameShape(NoFrame);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerItem);
    verticalHeader()->setVisible(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    header->setStretchLastSection(true);
    arrangeColumns();
    header->setSortIndicator(model.sortColumn(), model.sortOrder());
    connect(header, &QHeaderView::sortIndicatorChanged, this, &InstanceTable::sortBy);
    connect(header, &QHeaderView::sectionResized, this, &InstanceTable::columnResized);
    connect(header, &ListHeader::columnChosen, this, &InstanceTable::columnChosen);
    connect(this, &QAbstractItemView::doubleClicked, this, &InstanceTable::rowActivated);
    buildCopyMenu();
    applyFont();
    fitColumns();
}

InstanceTable::~InstanceTable() = default;

void InstanceTable::buildCopyMenu()
{
    const auto add = [this](const QString &text, const QString &name, CopyFormat format) {
        QAction *action = m_copyMenu->addAction(text, this, [this, format] { copy(format); });
        action->setObjectName(name);
        return action;
    };
    add(tr("Ids"), u"copyIds"_s, CopyFormat::Ids);
    add(tr("Rows as text"), u"copyText"_s, CopyFormat::Text);
    add(tr("Rows as CSV"), u"copyCsv"_s, CopyFormat::Csv);
    add(tr("Rows as JSON"), u"copyJson"_s, CopyFormat::Json);
    m_copyMenu->setObjectName(u"copyMenu"_s);
}

// Connected before the view connects itself: it scrolls to a new current row when the old one is
// removed.
void InstanceTable::followBefore()
{
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this,
            &InstanceTable::rememberSelection);
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeInserted, this,
            &InstanceTable::rememberTop);
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &InstanceTable::rememberTop);
    connect(&m_model, &QAbstractItemModel::layoutAboutToBeChanged, this,
            &InstanceTable::rememberTop);
}

void InstanceTable::followAfter()
{
    connect(&m_model, &QAbstractItemModel::modelReset, this, &InstanceTable::restoreSelection);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &InstanceTable::restoreTop);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &InstanceTable::restoreTop);
    connect(&m_model, &QAbstractItemModel::layoutChanged, this, &InstanceTable::restoreTop);
}

void InstanceTable::applyFont()
{
    m_delegate->setFont(font());
    verticalHeader()->setMinimumSectionSize(m_delegate->rowHeight());
    verticalHeader()->setDefaultSectionSize(m_delegate->rowHeight());
}

void InstanceTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        applyFont();
        fitColumns();
    } else if (event->type() == QEvent::PaletteChange) {
        viewport()->update();
    }
}

// The whole current row carries the mark of the focus, not only one cell.
void InstanceTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    viewport()->update();
}

void InstanceTable::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    viewport()->update();
}

void InstanceTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        fitColumns();
    }
}

void InstanceTable::sortBy(int column, Qt::SortOrder order)
{
    if (!InstanceTableModel::canSortBy(column) || isColumnHidden(column)) {
        const QSignalBlocker blocker(horizontalHeader());
        horizontalHeader()->setSortIndicator(m_model.sortColumn(), m_model.sortOrder());
        return;
    }
    m_sorting = true;
    m_model.sort(column, order);
    m_sorting = false;
    if (currentIndex().isValid()) {
        scrollTo(currentIndex());
    } else {
        scrollToTop();
    }
}

void InstanceTable::rememberTop()
{
    // At the top new rows may come in sight; further down what is being read stays where it is.
    m_top = !m_sorting && verticalScrollBar()->value() > 0
        ? QPersistentModelIndex(indexAt(QPoint(1, 1)))
        : QPersistentModelIndex();
}

void InstanceTable::restoreTop()
{
    if (m_top.isValid()) {
        updateGeometries();
        verticalScrollBar()->setValue(m_top.row());
    }
    m_top = QPersistentModelIndex();
}

void InstanceTable::rememberSelection()
{
    m_currentId = currentIndex().data(IdRole).toString();
    m_selectedIds.clear();
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.size() <= selectionWorthKeeping) {
        std::ranges::transform(rows, std::back_inserter(m_selectedIds),
                               [](const QModelIndex &row) { return row.data(IdRole).toString(); });
    }
}

void InstanceTable::restoreSelection()
{
    QItemSelection selection;
    for (const QString &id : std::as_const(m_selectedIds)) {
        if (const int row = m_model.rowOf(InstanceId(id)); row >= 0) {
            selection.select(m_model.index(row, 0), m_model.index(row, Column::ColumnCount - 1));
        }
    }
    const int current = m_currentId.isEmpty() ? -1 : m_model.rowOf(InstanceId(m_currentId));
    if (current >= 0) {
        selectionModel()->setCurrentIndex(m_model.index(current, 0), QItemSelectionModel::NoUpdate);
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (current >= 0) {
        updateGeometries();
        scrollTo(m_model.index(current, 0));
    }
    m_selectedIds.clear();
}

std::vector<int> InstanceTable::selectedRowNumbers() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            rows.push_back(row);
        }
    }
    std::ranges::sort(rows);
    rows.erase(std::ranges::unique(rows).begin(), rows.end());
    return rows;
}

void InstanceTable::setRowMenu(QMenu *menu)
{
    m_rowMenu = menu;
}

void InstanceTable::copy(CopyFormat format) const
{
    const std::vector<int> rows = selectedRowNumbers();
    if (rows.empty()) {
        return;
    }
    QString text;
    switch (format) {
    case CopyFormat::Ids:
        text = instancetext::ids(m_model, rows);
        break;
    case CopyFormat::Text: {
        std::vector<int> columns;
        for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
            const int column = horizontalHeader()->logicalIndex(visual);
            if (!isColumnHidden(column)) {
                columns.push_back(column);
            }
        }
        text = instancetext::table(m_model, rows, columns);
        break;
    }
    case CopyFormat::Csv:
        text = instancetext::csv(m_model, rows);
        break;
    case CopyFormat::Json:
        text = instancetext::json(m_model, rows);
        break;
    }
    QGuiApplication::clipboard()->setText(text);
}

void InstanceTable::showRow(int row)
{
    const QModelIndex index = m_model.index(row, 0);
    setCurrentIndex(index);
    selectionModel()->select(index,
                             QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

std::pair<int, int> InstanceTable::visibleRows() const
{
    const int first = rowAt(0);
    const int last = rowAt(viewport()->height() - 1);
    return { first, first < 0 ? -1 : (last < 0 ? m_model.rowCount() - 1 : last) };
}

void InstanceTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy(CopyFormat::Ids);
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        && currentIndex().isValid()) {
        emit rowActivated();
        return;
    }
    QTableView::keyPressEvent(event);
}

void InstanceTable::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint place = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && currentIndex().isValid()) {
        place = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()
                                        + QPoint(InstanceDelegate::padding, 0));
    }
    if (m_rowMenu == nullptr) {
        m_copyMenu->popup(place);
        return;
    }
    QAction *copy = m_copyMenu->menuAction();
    if (!m_rowMenu->actions().contains(copy)) {
        // The menu belongs to all tabs: this table's part is in it only while it is open.
        m_rowMenu->addAction(copy);
        connect(
            m_rowMenu, &QMenu::aboutToHide, this, [this, copy] { m_rowMenu->removeAction(copy); },
            Qt::SingleShotConnection);
    }
    m_rowMenu->popup(place);
}

} // namespace hubdeck
