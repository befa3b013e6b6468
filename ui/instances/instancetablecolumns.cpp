// SPDX-License-Identifier: MIT
// Which columns the list shows, in what order and how wide.
#include "ui/instances/instancetable.h"

#include "models/instances/instancetablemodel.h"
#include "ui/instances/instancedelegate.h"

#include <QDataStream>
#include <QHeaderView>

#include <algorithm>

namespace hubdeck {

namespace {

using Column = InstanceTableModel::Column;

constexpr int rowsToMeasure = 200;
constexpr quint8 columnsVersion = 3; // of what saveColumns() writes
constexpr int widthOfCustomStatus = 110;
constexpr int leastOfCustomStatus = 64;
constexpr std::array<int, Column::ColumnCount> longestWorthShowing {
    150, 290, 200, 190, 190, 140, widthOfCustomStatus, 260, 120, 200, 190, 190, 110
};

} // namespace

// The extra columns stand before the custom status, which takes what is left over, and are chosen
// in the header's menu.
void InstanceTable::arrangeColumns()
{
    QHeaderView *header = horizontalHeader();
    header->moveSection(header->visualIndex(Column::CustomStatusColumn), Column::ColumnCount - 1);
    for (int column = Column::ParentColumn; column < Column::ColumnCount; ++column) {
        header->setSectionHidden(column, true);
    }
}

void InstanceTable::fitColumns()
{
    if (m_resizedByPerson) {
        return;
    }
    std::array<int, Column::ColumnCount> widths {};
    int sum = widthOfCustomStatus;
    for (int column = 0; column < Column::ColumnCount; ++column) {
        if (column != Column::CustomStatusColumn && !isColumnHidden(column)) {
            widths.at(static_cast<size_t>(column)) = fittingWidth(column);
            sum += widths.at(static_cast<size_t>(column));
        }
    }
    // So that all columns are in sight where there is room for that. Ids give way last: they say
    // which row it is.
    const int room = viewport()->width();
    const auto giveWay = [&](Column column, int least) {
        int &width = widths.at(column);
        const int less = std::clamp(sum - room, 0, std::max(0, width - least));
        width -= less;
        sum -= less;
    };
    giveWay(Column::IdColumn, 190);
    giveWay(Column::NameColumn, 96);
    sum -= std::clamp(sum - room, 0, widthOfCustomStatus - leastOfCustomStatus);
    giveWay(Column::IdColumn, 160);
    giveWay(Column::NameColumn, 72);
    giveWay(Column::IdColumn, 140);
    widths.at(Column::CustomStatusColumn) = leastOfCustomStatus; // takes what is left over
    m_fitting = true;
    for (int column = 0; column < Column::ColumnCount; ++column) {
        if (!isColumnHidden(column)) {
            setColumnWidth(column, widths.at(static_cast<size_t>(column)));
        }
    }
    m_fitting = false;
}

int InstanceTable::fittingWidth(int column) const
{
    if (column == Column::ParentColumn) { // ids, too, that are looked up only later
        return fittingWidth(Column::IdColumn);
    }
    return std::min(widthWanted(column), longestWorthShowing.at(static_cast<size_t>(column)));
}

// Hiding and showing change a width too, and the last column in sight takes what is left over.
void InstanceTable::columnResized(int column, int before, int now)
{
    const QHeaderView *header = horizontalHeader();
    int last = header->count() - 1;
    while (last > 0 && header->isSectionHidden(header->logicalIndex(last))) {
        --last;
    }
    m_resizedByPerson = m_resizedByPerson
        || (!m_fitting && before > 0 && now > 0 && column != header->logicalIndex(last));
}

void InstanceTable::columnChosen(int column, bool shown)
{
    if (shown && m_resizedByPerson && column != Column::CustomStatusColumn) {
        setColumnWidth(column, fittingWidth(column));
    }
    fitColumns();
}

int InstanceTable::widthWanted(int column) const
{
    const QString title = m_model.headerData(column, Qt::Horizontal).toString();
    int width = m_delegate->widthFor(Column::NameColumn, title) + 10; // room for the arrow
    if (column == Column::StatusColumn) {
        width = m_delegate->widthFor(column, tr("Completed"));
    }
    for (int row = 0; row < std::min(m_model.rowCount(), rowsToMeasure); ++row) {
        width = std::max(
            width, m_delegate->widthFor(column, m_model.index(row, column).data().toString()));
    }
    return width;
}

QByteArray InstanceTable::saveColumns() const
{
    quint32 extras = m_extrasForOthers;
    if (m_model.extrasNote().isEmpty()) {
        extras = 0;
        for (int column = Column::ParentColumn; column < Column::ColumnCount; ++column) {
            extras |= isColumnHidden(column) ? 0U : 1U << (column - Column::ParentColumn);
        }
    }
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << columnsVersion << extras << m_resizedByPerson << horizontalHeader()->saveState();
    return state;
}

bool InstanceTable::restoreColumns(const QByteArray &state)
{
    quint8 version = 0;
    quint32 extras = 0;
    bool resizedByPerson = false;
    QByteArray header;
    QDataStream in(state);
    in >> version >> extras >> resizedByPerson >> header;
    if (in.status() != QDataStream::Ok || version != columnsVersion
        || !horizontalHeader()->restoreState(header)) {
        return false;
    }
    m_resizedByPerson = resizedByPerson;
    m_extrasForOthers = extras;
    const bool told = m_model.extrasNote().isEmpty();
    for (int column = Column::ParentColumn; column < Column::ColumnCount; ++column) {
        setColumnHidden(column, !told || (extras >> (column - Column::ParentColumn) & 1U) == 0);
    }
    setColumnHidden(Column::IdColumn, false);
    sortBy(horizontalHeader()->sortIndicatorSection(), horizontalHeader()->sortIndicatorOrder());
    fitColumns();
    return true;
}

} // namespace hubdeck
