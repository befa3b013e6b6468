// SPDX-License-Identifier: MIT
#include "ui/details/historytable.h"

#include "ui/details/flatheader.h"
#include "ui/details/historydelegate.h"

#include "models/history/historymodel.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScopedValueRollback>

#include <algorithm>
#include <array>
#include <numeric>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

using Widths = std::array<int, HistoryModel::ColumnCount>;

int leastWidth(int cell)
{
    return cell * 10;
}

/// The result gives way first, it is whole in the tool tip and below, then the name; an event only
/// when its type is longer than any that is known. What is still too wide scrolls: without their
/// ends the types of events cannot be told apart.
void shrinkTo(Widths &widths, int available, int cell)
{
    constexpr int longestType
        = 48; // cells that an indented SubOrchestrationInstanceCompleted needs
    int excess = std::accumulate(widths.begin(), widths.end(), -available);
    const auto take = [&](int column, int least) {
        int &width = widths[static_cast<size_t>(column)];
        const int less = std::max(0, std::min(excess, width - least));
        width -= less;
        excess -= less;
    };
    take(HistoryModel::ContentsColumn, leastWidth(cell));
    take(HistoryModel::NameColumn, cell * 12);
    take(HistoryModel::EventColumn, cell * longestType);
}

} // namespace

HistoryTable::HistoryTable(HistoryModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setObjectName(u"historyTable"_s);
    setAccessibleName(tr("History"));
    setHorizontalHeader(new FlatHeader(this));
    setModel(&model);
    setItemDelegate(new HistoryDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    horizontalHeader()->setResizeContentsPrecision(100); // rows that are looked at to fit
    // Its own stretching comes late and leaves a scroll bar behind.
    horizontalHeader()->setStretchLastSection(false);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        if (!m_fitting) {
            m_chosen = true;
            stretchResult();
        }
    });
    const auto refit = [this] { fitColumns(); };
    connect(&model, &QAbstractItemModel::rowsInserted, this, refit);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, refit);
}

QByteArray HistoryTable::saveColumns() const
{
    return m_chosen ? horizontalHeader()->saveState() : QByteArray();
}

void HistoryTable::restoreColumns(const QByteArray &columns)
{
    const QScopedValueRollback fitting(m_fitting, true);
    if (!columns.isEmpty() && horizontalHeader()->restoreState(columns)) {
        m_chosen = true;
    }
}

void HistoryTable::fitColumns()
{
    if (m_fitting) {
        return;
    }
    if (!m_chosen && m_model.rowCount() > 0) {
        const QScopedValueRollback fitting(m_fitting, true);
        const int cell = fontMetrics().averageCharWidth();
        Widths widths {};
        for (int column = 0; column < HistoryModel::ColumnCount; ++column) {
            constexpr int padding = 4;
            const int wanted
                = std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column));
            widths[static_cast<size_t>(column)] = wanted + padding;
        }
        shrinkTo(widths, viewport()->width(), cell);
        for (int column = 0; column < HistoryModel::ContentsColumn; ++column) {
            setColumnWidth(column, widths[static_cast<size_t>(column)]);
        }
    }
    stretchResult();
}

/// The result has what the others leave.
void HistoryTable::stretchResult()
{
    const QScopedValueRollback fitting(m_fitting, true);
    const int others
        = columnViewportPosition(HistoryModel::ContentsColumn) + horizontalHeader()->offset();
    const int least = leastWidth(fontMetrics().averageCharWidth());
    setColumnWidth(HistoryModel::ContentsColumn, std::max(least, viewport()->width() - others));
}

bool HistoryTable::moveInTree(int key)
{
    const int row = currentIndex().row();
    if (row < 0 || (key != Qt::Key_Right && key != Qt::Key_Left)) {
        return false;
    }
    const HistoryModel::Expansion expansion = m_model.expansionOf(row);
    const auto goTo
        = [this](int target) { setCurrentIndex(m_model.index(target, HistoryModel::EventColumn)); };
    if (key == Qt::Key_Right) {
        if (expansion == HistoryModel::Expansion::Expanded && row + 1 < m_model.rowCount()) {
            goTo(row + 1);
        } else {
            m_model.setExpanded(row, true);
        }
    } else if (expansion == HistoryModel::Expansion::Expanded) {
        m_model.setExpanded(row, false);
    } else if (const int parent = m_model.parentRowOf(row); parent >= 0) {
        goTo(parent);
    }
    return true;
}

bool HistoryTable::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)) {
            event->accept(); // these mean the table while it has the focus
            return true;
        }
    }
    return QTableView::event(event);
}

void HistoryTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copyRows();
    } else if (event->modifiers() != Qt::NoModifier || !moveInTree(event->key())) {
        QTableView::keyPressEvent(event);
    }
}

void HistoryTable::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool here = event->button() == Qt::LeftButton && index.isValid()
        && index.column() == HistoryModel::EventColumn;
    if (here) {
        QStyleOptionViewItem option;
        initViewItemOption(&option);
        option.rect = visualRect(index);
        if (HistoryDelegate::triangleOf(option, index).contains(event->position().toPoint())) {
            m_model.setExpanded(index.row(),
                                m_model.expansionOf(index.row())
                                    == HistoryModel::Expansion::Collapsed);
            return;
        }
    }
    QTableView::mousePressEvent(event);
}

QMenu *HistoryTable::makeMenu(int row)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"historyMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy rows"), this, &HistoryTable::copyRows);
    const HistoryModel::Expansion expansion = m_model.expansionOf(row);
    if (expansion != HistoryModel::Expansion::None) {
        const bool expand = expansion == HistoryModel::Expansion::Collapsed;
        menu->addSeparator();
        menu->addAction(expand ? tr("Expand the sub-orchestration")
                               : tr("Collapse the sub-orchestration"),
                        this, [this, row, expand] { m_model.setExpanded(row, expand); });
        menu->addAction(tr("Open the sub-orchestration"), this,
                        [this, id = *m_model.childAt(row)] { emit instanceRequested(id); });
    }
    return menu;
}

void HistoryTable::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index
        = byKey ? currentIndex() : indexAt(viewport()->mapFromGlobal(event->globalPos()));
    if (index.isValid()) {
        const QPoint below = viewport()->mapToGlobal(visualRect(index).bottomLeft());
        makeMenu(index.row())->popup(byKey ? below : event->globalPos());
    }
}

void HistoryTable::copyRows() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex &row : std::as_const(rows)) {
        QStringList cells;
        for (int column = 0; column < HistoryModel::ColumnCount; ++column) {
            cells << row.siblingAtColumn(column).data().toString();
        }
        lines << cells.join(u'\t');
    }
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

void HistoryTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void HistoryTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
        fitColumns();
    }
}

} // namespace hubdeck
