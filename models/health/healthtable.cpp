// SPDX-License-Identifier: MIT
#include "models/health/healthtable.h"

#include "models/displaytext.h"
#include "models/roles.h"

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

HealthTable::HealthTable(std::vector<Title> titles, QObject *parent)
    : QAbstractTableModel(parent)
    , m_titles(std::move(titles))
{ }

int HealthTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

int HealthTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_titles.size());
}

QVariant HealthTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return alignment(index.column());
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole
        && role != ToneRole && role != FullTextRole) {
        return {};
    }
    const HealthCell said = cell(index.row(), index.column());
    switch (role) {
    case Qt::ToolTipRole:
        return (said.toolTip.isEmpty() ? said.text : said.toolTip).toHtmlEscaped();
    case Qt::AccessibleTextRole:
        return u"%1: %2"_s.arg(m_titles[static_cast<std::size_t>(index.column())].text, said.text);
    case ToneRole:
        return static_cast<int>(said.tone);
    case FullTextRole:
        return said.full;
    default:
        return said.text;
    }
}

QVariant HealthTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return m_titles[static_cast<std::size_t>(section)].text;
    case Qt::TextAlignmentRole:
        return alignment(section);
    default:
        return {};
    }
}

QVariant HealthTable::alignment(int column) const
{
    const bool numbers = m_titles[static_cast<std::size_t>(column)].isOfNumbers;
    return int((numbers ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

void HealthTable::replace(int newCount, const std::function<void()> &change)
{
    if (newCount != count()) {
        beginResetModel();
        change();
        endResetModel();
    } else {
        change();
        if (newCount > 0) {
            emit dataChanged(index(0, 0), index(newCount - 1, columnCount() - 1));
        }
    }
}

QString HealthTable::none()
{
    return u"–"_s;
}

QString HealthTable::age(const std::optional<Instant> &then, Instant now)
{
    return then ? displaytext::duration(std::max(Instant::Ticks(0), now - *then)) : none();
}

QString HealthTable::shortName(const QString &queue)
{
    for (const QString &part : { u"-control-"_s, u"-workitems"_s }) {
        if (const qsizetype at = queue.lastIndexOf(part); at > 0) {
            return displaytext::singleLine(queue.mid(at + 1));
        }
    }
    return displaytext::singleLine(queue);
}

} // namespace hubdeck
