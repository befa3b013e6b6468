// SPDX-License-Identifier: MIT
#include "ui/instances/listtable.h"

#include "ui/instances/listheader.h"

#include <QTableView>

namespace hubdeck {

ListHeader &setUpListTable(QTableView &table, const QString &name, const QString &title)
{
    table.setObjectName(name);
    table.setAccessibleName(title);
    auto *header = new ListHeader(&table);
    table.setHorizontalHeader(header);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setShowGrid(false);
    table.setAlternatingRowColors(true);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.setFrameShape(QFrame::NoFrame);
    table.verticalHeader()->setVisible(false);
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + 9);
    return *header;
}

} // namespace hubdeck
